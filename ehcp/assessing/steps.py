"""Each step of a needs assessment as a page: its form and action, where it is open, its words."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as lazy

from core.accounts.enums import Permission
from ehcp.assessing import actions
from ehcp.assessing import forms as of
from ehcp.enums import ASSESSMENT_OPEN, ASSESSMENT_REFUSED, AssessmentState

A = AssessmentState
RUN, END = Permission.EHCNA_RUN, Permission.EHC_CLOSE
AFTER_REQUEST = tuple(state for state in A if state not in (A.CONSIDERED, A.DISCUSSED))


@dataclass(frozen=True)
class StepPage:
    """One step: `versioned` where two people may write at once, `danger` where something ends."""

    form: type[forms.Form]
    act: Callable
    states: tuple[str, ...]
    title: str
    submit: str
    saved: str
    line: str = ""
    permission: Permission = RUN
    versioned: bool = False
    danger: bool = False


STEPS = {
    "change": StepPage(
        of.ChangeForm, actions.change_considered, ASSESSMENT_OPEN, lazy("What is written"), lazy("Save"), lazy("Saved."),
        versioned=True),
    "talk": StepPage(
        of.TalkForm, actions.record_talk, ASSESSMENT_OPEN, lazy("The talk with the parents"), lazy("Save the talk"),
        lazy("The talk is in the file."),
        lazy("An assessment is asked for with the parents, not about them. Tell them what it is, that they may ask "
             "themselves, and that support goes on.")),
    "request": StepPage(
        of.RequestForm, actions.request, (A.CONSIDERED, A.DISCUSSED), lazy("The request is with the authority"),
        lazy("Record the request"), lazy("Recorded: the authority’s weeks run from that day."),
        lazy("The clock starts on the day on which the authority receives the request.")),
    "received": StepPage(
        of.ReceivedForm, actions.correct_request, (A.REQUESTED,), lazy("The day of the request"), lazy("Save"),
        lazy("The day is put right, and every date with it.")),
    "decide": StepPage(
        of.DecideForm, actions.record_decision, (A.REQUESTED,), lazy("Whether the authority will assess"),
        lazy("Record its decision"), lazy("The decision is recorded.")),
    "reverse": StepPage(
        of.ReverseForm, actions.record_decision, (A.DECLINED,), lazy("It will assess after all"), lazy("Record it"),
        lazy("Recorded. The day of the refusal stays."),
        lazy("After mediation, an appeal, or because it has thought again.")),
    "asked": StepPage(
        of.AskedForm, actions.record_advice_asked, (A.ASSESSING, A.ADVISED), lazy("When it asked us for advice"),
        lazy("Save"), lazy("Saved: the advice is due six weeks after that day.")),
    "exemption": StepPage(
        of.ExemptionForm, actions.flag_exemption, AFTER_REQUEST, lazy("Why a time limit was not met"), lazy("Save"),
        lazy("Saved beside the dates. No date has moved."),
        lazy("The Regulations name four reasons for which a time limit need not be met. It is noted beside the dates: the "
             "clock runs on.")),
    "send": StepPage(
        of.SendForm, actions.send_advice, (A.ASSESSING,), lazy("Our advice was sent"), lazy("Record that it was sent"),
        lazy("Sent. What was given is in the record of disclosures."),
        lazy("Send it yourself, by a way that is safe. Where the text has no PDF yet, it is made now.")),
    "refuse": StepPage(
        of.RefuseForm, actions.refuse_plan, (A.ASSESSING, A.ADVISED), lazy("There will be no plan"), lazy("Record it"),
        lazy("Recorded. The parents may appeal: write to them with their rights."),
        lazy("Keep what the authority says: SEN support builds on it.")),
    "appeal": StepPage(
        of.AppealForm, actions.record_appeal, (*ASSESSMENT_REFUSED, A.ISSUED, A.CLOSED),
        lazy("Mediation, appeal, order"), lazy("Save"), lazy("Saved."),
        lazy("What the parents do about the decision is theirs to decide. Here it is kept, so that the dates are right.")),
    "draft": StepPage(
        of.DraftForm, actions.receive_draft, (A.ASSESSING, A.ADVISED, A.NOT_ISSUED, A.DRAFTED),
        lazy("A draft plan arrived"), lazy("Save the draft"), 
        lazy("The draft is here. The school has fifteen days to answer."),
        lazy("A draft names no school: Section I must be blank.")),
    "answer": StepPage(
        of.AnswerForm, actions.write_answer, (A.DRAFTED,), lazy("Our answer to the draft"), lazy("Save the answer"),
        lazy("The answer is saved. Make the PDF, send it, and record that it was sent."),
        lazy("Think first of what the school could change so that it can meet the needs."), versioned=True),
    "answered": StepPage(
        of.AnsweredForm, actions.answer_draft, (A.DRAFTED,), lazy("Our answer was sent"), lazy("Record that it was sent"),
        lazy("Sent. What was given is in the record of disclosures."),
        lazy("Where the text has no PDF yet, it is made now.")),
    "issue": StepPage(
        of.IssueForm, actions.issue_plan, (A.DRAFTED, A.ANSWERED), lazy("The final plan is here"), lazy("Save the plan"),
        lazy("The plan is made. Check its sections against the document, and tell everybody who teaches the child."),
        lazy("From now on the plan is kept with its sections, and its first annual review has a date.")),
    "end": StepPage(
        of.EndForm, actions.close, ASSESSMENT_OPEN, lazy("End it"), lazy("End it"), lazy("It has ended. Support goes on."),
        permission=END, danger=True),
    "letter": StepPage(
        of.LetterForm, actions.issue_letter, tuple(A), lazy("A letter to the parents"), lazy("Make the letter"),
        lazy("The letter is being made as a PDF: it is among the papers in a moment."),
        lazy("It says where the assessment is, what happens next by when, and which rights they have now.")),
}  # fmt: skip
