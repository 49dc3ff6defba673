"""The forms of an application for funding."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from apdr.enums import FUND_GRANTED, FundKind
from apdr.money.actions import MOST_HOURS
from apdr.money.lifecycle import DECIDED
from core.ui.fields import DayField, MoneyField
from register.dates import check_day
from register.file.queries import papers_of
from register.models import PupilDocument


def hours_field(label: str) -> forms.DecimalField:
    """Hours a week; "7,5" and "7.5" are the same, words that say what is wrong for anything else."""
    return HoursField(
        label=label, required=False, max_digits=4, decimal_places=1, help_text="For example 12.5. Leave it empty for money",
        widget=forms.TextInput({"class": "day-input", "inputmode": "decimal", "autocomplete": "off"}),
        validators=[MinValueValidator(Decimal(0), "Hours cannot be less than nothing"),
                    MaxValueValidator(MOST_HOURS, f"A week has up to {MOST_HOURS} hours of school: check the hours")],
        error_messages={"invalid": "Write hours such as 12.5", "max_digits": "Write hours such as 12.5",
                        "max_decimal_places": "Write hours to one decimal place, such as 12.5",
                        "max_whole_digits": "Write hours such as 12.5"},
    )  # fmt: skip


class HoursField(forms.DecimalField):
    """A decimal number that may be typed with a comma."""

    def to_python(self, value):
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


def happened(label: str, missing: str, **kwargs) -> DayField:
    """The day of something that has happened."""
    return DayField(label=label, error_messages={"required": missing}, **kwargs)


class PastDayMixin:
    """Checks `past` days of a form against the pupil's life and today."""

    past: tuple[str, ...] = ()

    def clean(self):
        data = super().clean()
        for name in self.past:
            if name not in self.errors:
                try:
                    check_day(self.pupil, data.get(name), after_leaving=True)
                except forms.ValidationError as wrong:
                    self.add_error(name, wrong)
        return data


class ApplicationForm(forms.Form):
    """What is applied for, and what shows the need."""

    kind = forms.ChoiceField(
        label="Which fund?", choices=[("", "Choose one"), *FundKind.choices],
        error_messages={"required": "Say which fund it is"},
    )  # fmt: skip
    evidence = forms.CharField(
        label="What shows the need?", max_length=3000, required=False, widget=forms.Textarea({"rows": 6}),
        help_text="What the child needs beyond what the school gives from its own money, what has been tried, what came "
        "of it, and what it costs. Needed before you apply",
    )  # fmt: skip
    asked = MoneyField(
        label="Money asked for a year", required=False, help_text="In pounds, for example 4,500"
    )
    hours_asked = hours_field("Hours a week asked for")
    document = forms.ModelChoiceField(
        PupilDocument.objects.none(), label="The paper in the file", required=False, empty_label="None",
        to_field_name="reference", help_text="Add the paper to the child’s file first to find it here",
        error_messages={"invalid_choice": "This paper is not in the child’s file: choose another"},
    )  # fmt: skip

    def __init__(self, *args, pupil, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = papers_of(pupil, user)
        self.fields["document"].label_from_instance = lambda paper: paper.title


class OnForm(PastDayMixin, forms.Form):
    """On which day."""

    on = happened("On which day?", "Say on which day", initial=timezone.localdate)
    past = ("on",)

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil


class WithdrawForm(forms.Form):
    """Why an application is given up."""

    why = forms.CharField(label="Why?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))


class DecideForm(PastDayMixin, forms.Form):
    """The answer: what was granted, from when and until when."""

    state = forms.ChoiceField(
        label="The answer", choices=[(state.value, state.label) for state in DECIDED], widget=forms.RadioSelect,
        error_messages={"required": "Say what the answer was"},
    )  # fmt: skip
    decided_on = happened("The answer came on", "Say on which day the answer came")
    granted = MoneyField(
        label="Money granted for a year", required=False, help_text="In pounds, for example 4,500"
    )
    hours_granted = hours_field("Hours a week granted")
    start = DayField(label="Funded from", required=False)
    end = DayField(label="Funded until", required=False)
    outcome = forms.CharField(
        label="What was said", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Conditions, reasons, what to send next time",
    )  # fmt: skip
    past = ("decided_on",)

    def __init__(self, *args, application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.application, self.pupil = application, application.pupil
        for name in ("granted", "hours_granted", "start", "end"):
            self.fields[name].when = f"state:{' '.join(FUND_GRANTED)}"
            self.fields[name].conditional = name in {"start", "end"}

    def clean(self):
        data = super().clean()
        applied, decided = self.application.applied_on, data.get("decided_on")
        if applied and decided and decided < applied:
            self.add_error("decided_on", "This is before you applied: check the date")
        if data.get("state") in FUND_GRANTED:
            self._check_granted(data)
        return data

    def _check_granted(self, data: dict) -> None:
        asked = {"granted", "hours_granted"}
        if not asked & set(self.errors) and not data.get("granted") and not data.get("hours_granted"):
            self.add_error("granted", "Say how much money or how many hours a week were granted")
        for name, words in (("start", "Say from when it is funded"), ("end", "Say until when it is funded")):
            if name not in self.errors and not data.get(name):
                self.add_error(name, words)
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", "This is before it begins: check the dates")
