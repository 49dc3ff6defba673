"""Forms that work out dates, and how an answer of the clock about days that cannot be right is shown beside its field."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from core.calendar.dates import SchoolDays, academic_year, academic_year_label
from core.ui.fields import DayField
from core.ui.present import day
from ehcp.clock import YEAR_GROUPS, PlanFacts, UnlikelyDates, assessment_clock, plan_clock
from ehcp.statute import Deadline, deadlines

LONG_NUMBER = re.compile(r"\d{5,}")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NONE = [("", lazy("Not said"))]
YEARS_AHEAD = 3


class LegalDayField(DayField):
    """A day from which a statutory date is counted; a year of five figures is answered as such."""

    def to_python(self, value):
        if isinstance(value, str) and (long := LONG_NUMBER.search(value)):
            raise ValidationError(f"{long[0]} is not a year: check it and enter all four figures")
        return super().to_python(value)


# How the clock's answer begins → the field that it is about.
ABOUT = (
    ("The last meeting", "last_meeting"), ("The last decision", "last_decision"), ("The decision", "last_decision"),
    ("The meeting", "meeting"), ("The next meeting", "meeting"), ("The amendment notice", "amendment_notice"),
    ("The child", "born"), ("There is no year group", "year_group"), ("Advice", "advice_requested"),
)  # fmt: skip


def tell_unlikely(form: forms.Form, wrong: UnlikelyDates) -> None:
    """Put the clock's answer beside the field of `form` that it is about, with days as people write them; above the form
    where there is no such field. Nothing that was typed is lost."""
    words = ISO_DAY.sub(lambda found: day(dt.date.fromisoformat(found[0])), str(wrong))
    fields = [field for start, field in ABOUT if words.startswith(start)]
    fields += [words.partition(":")[0].replace(" ", "_")]
    if words.startswith("The draft"):
        fields += ["draft_served" if form.cleaned_data.get("draft_served") else "draft_received"]
    field = next((name for name in fields if name in form.fields), None)
    form.add_error(field, words[:1].upper() + words[1:])


class ClockForm(forms.Form):
    """Facts from which dates follow; `found` holds the dates once the form is valid. `days` are the school's own."""

    clock = ""
    hide_optional = True  # the page says that what is not known stays empty

    def __init__(self, *args, days: SchoolDays | None = None, today: dt.date | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.days, self.today = days, today or timezone.localdate()
        self.found: list[Deadline] = []

    def clean(self):
        data = super().clean()
        if not self.errors:
            try:
                self.found = self.work_out(data)
            except UnlikelyDates as wrong:
                tell_unlikely(self, wrong)
        return data

    def work_out(self, data: dict) -> list[Deadline]:
        """The dates that follow. Raises UnlikelyDates."""
        raise NotImplementedError


class PlanDatesForm(ClockForm):
    """One EHC plan: its making, its reviews, the amendment."""

    clock = "plan"
    plan_made = LegalDayField(
        label=lazy("The plan was first made on"),
        error_messages={"required": lazy("Enter the day on which the plan was first made")},
    )
    last_meeting = LegalDayField(label=lazy("Meeting of the last review"), required=False, help_text="")
    last_decision = LegalDayField(
        label=lazy("Local authority’s decision after it"),
        required=False,
        help_text=lazy("The day on its letter"),
    )
    meeting = LegalDayField(
        label=lazy("Meeting of this review"),
        required=False,
        help_text=lazy("Fixed, or one that you are thinking of"),
    )
    amendment_notice = LegalDayField(label=lazy("Amendment notice served on"), required=False, help_text="")
    year_group = forms.ChoiceField(
        label=lazy("Child’s year group"),
        required=False,
        choices=[*NONE, *((one, one) for one in YEAR_GROUPS)],
    )
    year = forms.TypedChoiceField(label=lazy("School year"), required=False, coerce=int, empty_value=None)
    born = LegalDayField(
        label=lazy("Child’s date of birth"),
        required=False,
        help_text=lazy("Instead of the year group, or for an under-five"),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        now = academic_year(self.today)
        years = (*range(now, now + YEARS_AHEAD), now - 1)  # the one that runs stands first
        self.fields["year"].choices = [(str(year), academic_year_label(year)) for year in years]
        self.fields["year"].initial = now

    def work_out(self, data: dict) -> list[Deadline]:
        return plan_clock(
            PlanFacts(**{**data, "year_group": data["year_group"] or None}), today=self.today, days=self.days
        )


class AssessmentDatesForm(ClockForm):
    """One needs assessment: the request, the advice, the draft."""

    clock = "assessment"
    requested = LegalDayField(
        label=lazy("The local authority received the request on"),
        error_messages={"required": lazy("Enter the day on which the request was received")},
    )  # fmt: skip
    advice_requested = LegalDayField(
        label=lazy("The school was asked for advice on"), required=False,
        help_text=lazy("Left empty, the last day on which the local authority must decide stands for it"),
    )  # fmt: skip
    draft_served = LegalDayField(
        label=lazy("The draft was served on the parents on"), required=False, help_text=""
    )
    draft_received = LegalDayField(
        label=lazy("The draft reached the school on"), required=False, help_text=""
    )

    def work_out(self, data: dict) -> list[Deadline]:
        return assessment_clock(**data, days=self.days)


class EventDatesForm(ClockForm):
    """One other event from which dates follow."""

    clock = "event"
    EVENTS = (
        ("decision_letter", lazy("A decision that can be appealed: the day on the letter")),
        ("tribunal_order", lazy("An order of the Tribunal")),
        ("move_known", lazy("The local authority learns that the family has moved")),
        ("transferred", lazy("A plan comes from another local authority")),
        ("last_assessment", lazy("The last needs assessment")),
        ("reassessment_agreed", lazy("The local authority agrees to assess again")),
    )
    event = forms.ChoiceField(label=lazy("What happened?"), choices=EVENTS, widget=forms.RadioSelect,
                              error_messages={"required": lazy("Say what happened")})  # fmt: skip
    on = LegalDayField(
        label=lazy("On which day?"), error_messages={"required": lazy("Enter the day on which it happened")}
    )

    def work_out(self, data: dict) -> list[Deadline]:
        return list(deadlines({data["event"]: data["on"]}, days=self.days))


CLOCKS: dict[str, type[ClockForm]] = {
    form.clock: form for form in (PlanDatesForm, AssessmentDatesForm, EventDatesForm)
}
