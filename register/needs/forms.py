"""Forms of needs. What cannot be is refused beside its field, and nothing typed is lost."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from core.ui.fields import DayField
from register.dates import check_day
from register.enums import AREA_OF, Area, AssessmentKind, NeedType
from register.models import Assessment, Diagnosis, Summary
from register.needs.actions import missing_result
from register.needs.spans import MOST_NEEDS, NeedLine, area_of, problems

ROW = ("code", "start", "note", "area")
OPEN_TYPES = [need.value for need in NeedType if AREA_OF[need] == Area.NONE]


def type_choices(school) -> list:
    """The types of need under the areas that they lie in, in the school's own words."""
    groups: dict[str, list] = {}
    for need in NeedType:
        groups.setdefault(area_label(area_of(need.value), school), []).append(
            (need.value, f"{need.label} ({need})")
        )
    return [("", "None"), *groups.items()]


def area_label(area: str, school) -> str:
    """An area's name; the fourth as the school words it."""
    return school.label("area_sp") if area == Area.SENSORY else str(Area(area).label)


class NeedForm(forms.Form):
    """One type of need; its rank is its place among the rows."""

    code = forms.ChoiceField(label="Type", required=False)
    start = DayField(label="From", required=False, help_text="Empty: the day of the change")
    area = forms.ChoiceField(label="Area", required=False)
    note = forms.CharField(
        label="What it looks like for this child", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )  # fmt: skip
    hide_optional = True

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil, school = pupil, pupil.school
        self.fields["code"].choices = type_choices(school)
        areas = [(area.value, area_label(area, school)) for area in Area if area != Area.NONE]
        self.fields["area"].choices = [("", "The type’s own"), *areas]
        self.fields["area"].help_text = f"Only for {', '.join(OPEN_TYPES[:-1])} and {OPEN_TYPES[-1]}"

    def clean_start(self):
        return check_day(self.pupil, self.cleaned_data["start"])

    @property
    def line(self) -> NeedLine:
        """The row as `actions.write_needs` takes it."""
        return NeedLine(
            **{name: self.cleaned_data.get(name) or ("" if name != "start" else None) for name in ROW}
        )


class BaseNeeds(BaseFormSet):
    """The rows of types, the main one first."""

    @property
    def written(self) -> list[tuple[NeedForm, NeedLine]]:
        """The rows that name a type, in order."""
        return [(form, form.line) for form in self.forms if form.cleaned_data.get("code")]


NeedForms = formset_factory(NeedForm, formset=BaseNeeds, extra=0, max_num=MOST_NEEDS, validate_max=True)


class ChangeForm(forms.Form):
    """From what day the needs are as the rows say."""

    on = DayField(
        label="From what day is this so?", error_messages={"required": "Say from what day this is so"},
        help_text="A type that you take away ends the day before. For example 23 11 2026",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil

    def clean_on(self):
        return check_day(self.pupil, self.cleaned_data["on"])


def are_valid(change: ChangeForm, rows: BaseNeeds, needs: list) -> bool:
    """Whether the day and the rows hold by themselves and against the needs there are; what does not is said
    beside its field."""
    if not (change.is_valid() & rows.is_valid()):
        return False
    notes = {need.note for need in needs if need.end is None}
    for form in rows.forms:
        data = form.cleaned_data
        if data.get("note") and not data.get("code") and data["note"] not in notes:
            form.add_error("code", "Choose the type that this note is about, or empty the note")
    written = rows.written
    for problem in problems([line for _form, line in written], change.cleaned_data["on"], needs):
        form = change if problem.place is None else written[problem.place][0]
        form.add_error(problem.field, problem.words)
    return not change.errors and not any(rows.errors)


class StrengthsForm(forms.ModelForm):
    """What the pupil is good at and likes."""

    class Meta:
        model = Summary
        fields = ["strengths", "interests"]
        labels = {"strengths": "Strengths", "interests": "Interests"}
        widgets = {name: forms.Textarea({"rows": 4}) for name in ("strengths", "interests")}
        help_texts = {
            "strengths": "What the child does well, at school and at home",
            "interests": "What the child likes and chooses to do",
        }


ANSWERS = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known yet"))
BOOLEAN = {"yes": True, "no": False, "unknown": None}


class DisabilityForm(forms.Form):
    """The marker of the Equality Act, apart from SEN."""

    disabled = forms.ChoiceField(
        label="Is the child disabled under the Equality Act?", choices=ANSWERS, widget=forms.RadioSelect,
        error_messages={"required": "Choose one"},
    )  # fmt: skip
    disability = forms.CharField(
        label="What is the long-term and substantial effect on everyday life?", max_length=1000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    since = DayField(label="Since when?", required=False)

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        self.fields["disability"].conditional = True

    def clean_disabled(self):
        return BOOLEAN[self.cleaned_data["disabled"]]

    def clean_since(self):
        return check_day(self.pupil, self.cleaned_data["since"])

    def clean(self):
        data = super().clean()
        text = data.get("disability", "").strip()
        if data.get("disabled") and not text:
            self.add_error("disability", "Say what the long-term and substantial effect is")
        elif "disabled" in data and not data["disabled"] and (text or data.get("since")):
            self.add_error("disabled", "An effect or a date is written below: choose Yes, or empty both")
        return data


class WithPaper(forms.ModelForm):
    """A form with a day in the pupil's life, and a link to a document of the pupil's file that the user may open.
    A paper that this user may not open stays linked and is not shown."""

    on = DayField(label="Date")

    def __init__(self, *args, pupil, papers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        linked = self.instance.document_id
        if linked and not papers.filter(pk=linked).exists():
            del self.fields["document"]
            return
        field = self.fields["document"]
        field.queryset, field.empty_label = papers, "No paper on file"
        field.label_from_instance = lambda document: document.title

    def clean_on(self):
        return check_day(self.pupil, self.cleaned_data["on"])

    @property
    def written(self) -> dict:
        """Every field's value, and the paper that the form did not show."""
        return {"document": self.instance.document, **self.cleaned_data}

    def _post_clean(self) -> None:
        """The action writes the row, so the instance is left as it is in the database."""


class DiagnosisForm(WithPaper):
    """A diagnosis, and who made it."""

    on = DayField(label="Date of the diagnosis", required=False)

    class Meta:
        model = Diagnosis
        fields = ["what", "source", "on", "note", "document"]
        labels = {
            "what": "Diagnosis",
            "source": "Who made it?",
            "note": "Note",
            "document": "The paper on file",
        }
        widgets = {"note": forms.Textarea({"rows": 2})}
        help_texts = {
            "what": "As it stands on the paper, for example developmental language disorder",
            "source": "The person or the service, for example community paediatrician",
        }
        error_messages = {"what": {"required": "Say what the diagnosis is"},
                          "source": {"required": "Say who made it"}}  # fmt: skip


AGE = re.compile(
    r"(?P<years>\d{1,2})(?:\s*(?:years?|yrs?|y)(?![a-z])|(?=:)|(?=-\d))"
    r"(?:[\s,:-]*(?:and\s+)?(?P<months>\d{1,2})\s*(?:months?|mths?|m)?)?",
    re.IGNORECASE,
)
MONTHS_ALONE = re.compile(r"(?P<months>\d{1,3})\s*(?:months?|mths?)", re.IGNORECASE)
OLDEST = 25 * 12
AGE_HINT = "Write years and months, for example 7 years 4 months or 7:04"


def parse_age(text: str) -> int:
    """An age in months from "7 years 4 months", "7y 4m", "7:04", "7 years" or "88 months". Raises ValueError with
    words that say what to do; "7.4" is refused, since it may mean two things."""
    words = text.strip()
    alone, both = MONTHS_ALONE.fullmatch(words), AGE.fullmatch(words)
    if alone:
        age = int(alone["months"])
    elif both:
        months = int(both["months"] or 0)
        if months > 11:
            raise ValueError(f"A year has 12 months, so {months} cannot stand after the years: check the age")
        age = int(both["years"]) * 12 + months
    else:
        raise ValueError(AGE_HINT)
    if not 0 < age <= OLDEST:
        raise ValueError("An age equivalent lies between 1 month and 25 years: check the age")
    return age


class AgeField(forms.Field):
    """An age typed as years and months, kept in months."""

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return value or None
        try:
            return parse_age(value)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def prepare_value(self, value):
        return f"{value // 12}:{value % 12:02}" if isinstance(value, int) else value


class AssessmentForm(WithPaper):
    """An assessment: what was used, when, and what it showed."""

    kind = forms.ChoiceField(
        label="What kind is it?", choices=[("", "Choose one"), *AssessmentKind.choices],
        error_messages={"required": "Choose the kind"},
    )  # fmt: skip
    on = DayField(label="Date", error_messages={"required": "Say on what day it was"})
    raw = forms.DecimalField(label="Raw score", required=False, min_value=0, max_digits=6, decimal_places=1)
    raw_most = forms.DecimalField(label="Out of", required=False, min_value=1, max_digits=6, decimal_places=1)
    standardised = forms.IntegerField(
        label="Standardised score", required=False, min_value=40, max_value=160, help_text="From 40 to 160; 100 is average",
        error_messages=dict.fromkeys(("min_value", "max_value"), "A standardised score lies between 40 and 160"),
    )  # fmt: skip
    age_months = AgeField(
        label="Age equivalent", required=False, help_text="For example 7 years 4 months or 7:04"
    )

    class Meta:
        model = Assessment
        fields = ["instrument", "kind", "on", "raw", "raw_most", "standardised", "age_months", "note", "by_whom",
                  "document"]  # fmt: skip
        labels = {"instrument": "Test or instrument", "by_whom": "Who carried it out?", "note": "What it shows",
                  "document": "The paper on file"}  # fmt: skip
        widgets = {
            "instrument": forms.TextInput({"list": "instruments", "autocomplete": "off"}),
            "note": forms.Textarea({"rows": 3}),
        }
        help_texts = {"instrument": "The same name each time draws a line over time",
                      "note": "Needed where there is no score"}  # fmt: skip
        error_messages = {"instrument": {"required": "Say which test or instrument it was"}}

    def __init__(self, *args, instruments: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.known = {name.casefold(): name for name in instruments}
        for name in ("raw", "raw_most", "standardised"):
            self.fields[name].widget = forms.TextInput(
                {"inputmode": "decimal", "autocomplete": "off", "class": "day-input"}
            )
        for name in ("raw", "raw_most"):
            if (score := self.initial.get(name)) is not None:
                self.initial[name] = f"{score:f}".removesuffix(".0")

    def clean_instrument(self):
        """A name that the school already writes in its own way is written so again."""
        name = " ".join(self.cleaned_data["instrument"].split())
        return self.known.get(name.casefold(), name)

    def clean(self):
        data = super().clean()
        raw, most = data.get("raw"), data.get("raw_most")
        if most is not None and raw is None and "raw" not in self.errors:
            self.add_error("raw", "Enter the raw score, or empty what it is out of")
        elif most is not None and raw is not None and raw > most:
            self.add_error("raw", "The raw score is more than what it is out of: check both")
        if not self.errors and missing_result(data):
            self.add_error("note", "Enter a score above, or say here what the assessment shows")
        return data
