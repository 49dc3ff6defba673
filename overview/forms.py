import datetime as dt

from django import forms

from apdr.enums import PlanFormat
from core.documents.pdf import safe_image
from core.schools.labels import CHOICES
from core.schools.models import Closure, School, Term
from core.ui.fields import DayField, MoneyField
from core.ui.present import clock

LAST_REMINDER_HOUR = 22  # the last hour at which a round still ends on its own day


class SettingsForm(forms.ModelForm):
    """The school's settings, its words, and its crest."""

    crest_file = forms.FileField(
        label="Crest",
        required=False,
        help_text="PNG or JPEG, up to 5 MB. It is printed at the head of letters.",
    )

    plan_format = forms.ChoiceField(
        label="How plans are printed",
        choices=PlanFormat.choices,
        help_text="Plans agreed from now on. Any plan can be printed in the other formats too.",
    )
    meetings_a_year = forms.IntegerField(
        label="Review meetings with parents a year", min_value=1, max_value=12
    )
    hourly_cost = MoneyField(
        label="Usual cost of an adult’s hour",
        most=100_000,
        help_text="In pounds, for example 15.00. A new intervention begins with it.",
    )
    costs_threshold = MoneyField(
        label="What the school pays itself for a child in a year",
        most=10_000_000,
        help_text="In whole pounds, for example 6,000. Costs above it are marked.",
    )
    few_pupils = forms.IntegerField(
        label="Pupils below which figures are no trend", min_value=1, max_value=100
    )
    reminder_hour = forms.TypedChoiceField(
        label="Reminders go out from this hour on",
        choices=[(hour, clock(dt.time(hour))) for hour in range(LAST_REMINDER_HOUR + 1)],
        coerce=int,
        help_text="On school days. What the law sets is told on other days too.",
    )

    class Meta:
        model = School
        fields = [
            "name", "address", "phone", "email", "head_name", "senco_name", "plan_format", "plan_review_weeks",
            "most_targets", "meetings_a_year", "hourly_cost", "costs_threshold", "few_pupils", "concern_weeks",
            "concern_weeks_latest", "soon_days", "reminder_hour", "slip_days", "hide_recorded_tier", "notice_clear_weeks",
            "safeguarding_system", "secure_service", "email_format",
            "report_days", "idle_minutes", "retain_until_age", "retain_years_more",
        ]  # fmt: skip
        widgets = {"address": forms.Textarea({"rows": 3}), "email_format": forms.Textarea({"rows": 3})}
        help_texts = {
            "email_format": "It stands under every email in which an agency is asked again, and names nobody"
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["costs_threshold"] = self.instance.costs_threshold * 100
        for key, words in CHOICES.items():
            current = self.instance.label(key)
            choices = [(word, word) for word in dict.fromkeys([*words, current])]
            self.fields[f"label_{key}"] = forms.ChoiceField(
                label=f"Your word for “{words[0]}”", choices=choices, initial=current
            )

    def clean_crest_file(self):
        upload = self.cleaned_data["crest_file"]
        if not upload:
            return None
        try:
            return safe_image(upload.read())
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_costs_threshold(self) -> int:
        """Whole pounds, as the school keeps them."""
        pounds, pence = divmod(self.cleaned_data["costs_threshold"], 100)
        if pence:
            raise forms.ValidationError("Give whole pounds, without pence")
        return pounds

    def clean(self):
        data = super().clean()
        if (data.get("concern_weeks") or 0) > (data.get("concern_weeks_latest") or 0):
            self.add_error(
                "concern_weeks_latest", "The latest is before the usual: give the same weeks or more"
            )
        return data

    @property
    def changes(self) -> dict:
        """Fields of the school → their new values."""
        changes = {name: self.cleaned_data[name] for name in self.Meta.fields}
        changes["labels"] = {key: self.cleaned_data[f"label_{key}"] for key in CHOICES}
        if self.cleaned_data.get("crest_file"):
            changes["crest"] = self.cleaned_data["crest_file"]
        return changes


class SpanForm(forms.Form):
    """A term, or days inside one when school is closed."""

    KINDS = {"term": Term, "closure": Closure}

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("term", "A term"), ("closure", "A closure: half-term, INSET, snow")],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Name", max_length=40, help_text="For example Spring term 2027")
    start = DayField(label="First day")
    end = DayField(label="Last day")

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.school = school

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", "The last day is before the first: check both")
        elif start and end and data.get("kind") == "term":
            over = Term.objects.filter(school=self.school, start__lte=end, end__gte=start).first()
            if over:
                self.add_error(
                    "start",
                    f"These days are in {over.name} already: take that away first, or change the days",
                )
        return data
