"""What people fill in on the way of a needs assessment. What the actions refuse is told in the same words."""

from ehcp.assessing.forms.considering import ChangeForm, ConsiderForm, ReceivedForm, RequestForm, TalkForm
from ehcp.assessing.forms.deciding import (
    AppealForm,
    AskedForm,
    DecideForm,
    EndForm,
    ExemptionForm,
    RefuseForm,
    ReverseForm,
)
from ehcp.assessing.forms.planning import AnsweredForm, AnswerForm, DraftForm, IssueForm, SendForm
from ehcp.assessing.forms.writing import AdviceForm, LetterForm

__all__ = [
    "AdviceForm",
    "AnswerForm",
    "AnsweredForm",
    "AppealForm",
    "AskedForm",
    "ChangeForm",
    "ConsiderForm",
    "DecideForm",
    "DraftForm",
    "EndForm",
    "ExemptionForm",
    "IssueForm",
    "LetterForm",
    "ReceivedForm",
    "RefuseForm",
    "RequestForm",
    "ReverseForm",
    "SendForm",
    "TalkForm",
]
