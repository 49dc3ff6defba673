"""What people fill in on what the authority decides, on appeals, and at the end."""

from django import forms

from core.ui.fields import DayField
from ehcp.assessing.forms.base import StepForm, WithPaper, paper, when
from ehcp.assessing.orders import Order, letter_on
from ehcp.enums import ASSESSMENT_REFUSED, Exemption
from register.arrangements.forms import text


class DecideForm(WithPaper):
    """Whether the authority will assess."""

    assess = forms.ChoiceField(
        label="What did it decide?", choices=[("yes", "It will assess"), ("no", "It will not assess")],
        widget=forms.RadioSelect, error_messages={"required": "Say what it decided"},
    )  # fmt: skip
    decided_on = when(
        "When did it tell?",
        "Say when it told its decision",
        help_text="The day on its letter. For example 23 11 2026",
    )
    advice_requested_on = DayField(
        label="When it will assess: when did it ask us for advice?", required=False,
        help_text="Our advice is due six weeks after this day. Leave it empty until it asks",
    )  # fmt: skip
    feedback = text("When it will not: why, in its own words?", 5, 4000, help_text="You can add this later")
    file = paper("Its letter")

    def set_up(self) -> None:
        for name in ("advice_requested_on", "feedback"):
            self.fields[name].conditional = True

    def clean(self):
        data = super().clean()
        if data.get("assess"):
            data["assess"] = data["assess"] == "yes"
        return data


class ReverseForm(WithPaper):
    """After a refusal it will assess after all."""

    decided_on = when("When did it tell?", "Say when it told its new decision")
    advice_requested_on = DayField(
        label="When did it ask us for advice?", required=False, help_text="Leave it empty until it asks"
    )
    feedback = text(
        "What led to it?",
        3,
        1000,
        help_text="Mediation, an appeal, an order of the Tribunal, or new evidence",
    )
    file = paper("Its letter")

    def clean(self):
        return super().clean() | {"assess": True}


class AskedForm(StepForm):
    """The day on which the authority asked for advice."""

    on = when(
        "When did it ask us for advice?",
        "Say when it asked",
        help_text="Our advice is due six weeks after this day",
    )

    def set_up(self) -> None:
        if self.assessment.advice_requested_on:
            self.initial.setdefault("on", self.assessment.advice_requested_on)


class ExemptionForm(StepForm):
    """Why a time limit was not met: a flag, which moves no date."""

    exemption = forms.ChoiceField(
        label="What does the authority say?", widget=forms.RadioSelect, required=False,
        choices=[("", "No time limit was missed for such a reason"), *Exemption.choices],
    )  # fmt: skip
    exemption_why = text("In its own words", 3, 1000)

    def set_up(self) -> None:
        self.known("exemption", "exemption_why")
        self.fields["exemption"].conditional = self.fields["exemption_why"].conditional = True

    def clean(self):
        data = super().clean()
        if data.get("exemption") and not data.get("exemption_why", "").strip():
            self.add_error("exemption_why", "Say what the authority says of it")
        return data


class RefuseForm(WithPaper):
    """There will be no plan."""

    refused_on = when(
        "When did it tell?",
        "Say when it told this",
        help_text="The day on its letter. For example 23 11 2026",
    )
    feedback = text(
        "Why, in its own words?", 6, 4000, help_text="You can add this later. It is used in SEN support"
    )
    file = paper("Its letter and feedback")


class AppealForm(StepForm):
    """What the parents did, and what the Tribunal ordered."""

    mediation_on = DayField(label="Date on the mediation certificate", required=False)
    appeal_on = DayField(label="They appealed on", required=False)
    order_on = DayField(label="The Tribunal ordered on", required=False)
    order = forms.ChoiceField(
        label="What did it order?", choices=[("", "Nothing yet"), *Order.choices], widget=forms.RadioSelect, required=False,
        help_text="The authority’s weeks run from the day of the order",
    )  # fmt: skip

    def set_up(self) -> None:
        self.known("mediation_on", "appeal_on", "order_on", "order")
        self.letter = letter_on(self.assessment)

    def clean(self):
        data = super().clean()
        if data.get("order") and not data.get("order_on") and "order_on" not in self.errors:
            self.add_error("order_on", "Say on which day it was ordered")
        if data.get("order_on") and not data.get("order"):
            self.add_error("order", "Say what it ordered")
        return data


class EndForm(WithPaper):
    """It is ended: taken back with the reason, or after a refusal with what is made of the feedback."""

    feedback = text("Why did the authority refuse, in its own words?", 5, 4000)
    file = paper("Its feedback as a paper")
    feedback_used = text("What does SEN support make of it?", 5, 3000, required=True,
                         error="Say what SEN support makes of the feedback",
                         help_text="What changes in the next cycle, who is asked, what is looked at again. "
                         "Support goes on")  # fmt: skip
    why = forms.CharField(
        label="Why is it taken back?", max_length=500, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why it is taken back"},
    )  # fmt: skip

    def set_up(self) -> None:
        refused = self.assessment.state in ASSESSMENT_REFUSED
        for name in ("why",) if refused else ("feedback", "file", "feedback_used"):
            del self.fields[name]
        if refused:
            self.known("feedback", "feedback_used")
            self.fields["feedback"].conditional = self.fields["file"].conditional = True

    def clean(self):
        data = super().clean()
        told = data.get("feedback", "").strip() or data.get("upload") or self.assessment.feedback_paper_id
        if "feedback" in self.fields and "file" not in self.errors and not told:
            self.add_error("feedback", "Write down or add the reasons that the local authority gave")
        return data
