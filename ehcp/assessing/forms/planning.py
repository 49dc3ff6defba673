"""What people fill in when advice is sent, a draft comes, and a plan is issued."""

from django import forms

from core.ui.fields import DayField
from ehcp.assessing.forms.base import StepForm, WithPaper, how_field, paper, when
from ehcp.assessing.record import GROUNDS
from ehcp.enums import CHALLENGES, NamingAnswer
from register.arrangements.forms import text


class SendForm(StepForm):
    """The school's advice went to the authority."""

    sent_on = when("When was it sent?", "Say when it was sent")
    sent_how = how_field()


class DraftForm(WithPaper):
    """A draft plan reached the school."""

    received_on = when("When did it reach the school?", "Say when it reached the school",
                       help_text="The school has fifteen calendar days from this day")  # fmt: skip
    issued_on = DayField(
        label="Date on the draft", required=False, help_text="Left empty, it is the day on which it came"
    )
    served_on = DayField(label="When were the parents given it?", required=False,
                         help_text="They have at least fifteen days, beginning with this day")  # fmt: skip
    places = forms.BooleanField(
        label="Section I of the draft names a school", required=False,
        help_text="It must be blank in a draft. The answer begins by saying so",
    )  # fmt: skip
    file = paper("The draft plan")


NAMING = [
    (NamingAnswer.YES, GROUNDS[NamingAnswer.YES]), (NamingAnswer.CHANGES, GROUNDS[NamingAnswer.CHANGES]),
    *((ground, GROUNDS[ground]) for ground in CHALLENGES),
]  # fmt: skip


class AnswerForm(StepForm):
    """What the school says to the draft and to being named."""

    naming = forms.ChoiceField(
        label="What do we say to being named?", choices=NAMING, widget=forms.RadioSelect,
        help_text="The last three are the only grounds on which a school may ask not to be named",
        error_messages={"required": "Say what the school says to being named"},
    )  # fmt: skip
    adjustments = text(
        "On those grounds: which reasonable adjustments were considered first?", 4, 3000,
        help_text="And why they are not enough. A challenge without them does not stand",
    )  # fmt: skip
    naming_why = text("And why does the ground hold for this child?", 4, 3000)
    answer = text(
        "What do we say to the draft itself?", 8, 6000,
        help_text="Section by section: needs that are missing, provision that is vague, outcomes that cannot be told",
    )  # fmt: skip

    def set_up(self) -> None:
        self.known("naming", "adjustments", "naming_why", "answer")
        for name in ("adjustments", "naming_why"):
            self.fields[name].conditional = True

    def clean(self):
        data = super().clean()
        if data.get("naming") in CHALLENGES:
            if not data.get("adjustments", "").strip():
                self.add_error("adjustments", "Say which reasonable adjustments were considered first")
            if not data.get("naming_why", "").strip():
                self.add_error("naming_why", "Say why the ground holds for this child")
        return data


class AnsweredForm(StepForm):
    """The answer went to the authority."""

    answered_on = when("When was it sent?", "Say when it was sent")
    how = how_field()


class IssueForm(WithPaper):
    """The final plan is here."""

    issued_on = when(
        "Date on the plan",
        "Say which date is on the plan",
        help_text="The first annual review counts from this day",
    )
    received_on = DayField(
        label="When did it reach the school?", required=False, help_text="Left empty, it is the same day"
    )
    file = paper("The final plan")
