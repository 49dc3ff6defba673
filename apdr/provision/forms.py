"""Forms of the library and of provision."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from apdr.enums import GateCheck, ProvisionKind, Wave, Weekday
from core.calendar.dates import add_weeks
from core.schools.queries import school_days
from core.ui.fields import ClockField, DayField, MoneyField
from core.ui.present import day
from register.enums import Area

THOUSANDS = re.compile(r"(?<=\d)[, ](?=\d{3}(?:\D|$))")


class FigureField(forms.DecimalField):
    """A measured number; a comma between thousands is read, another comma or sign is refused in words."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            max_digits=7, decimal_places=2, required=kwargs.pop("required", False),
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "day-input"}),
            error_messages={"invalid": "Write a number such as 12 or 12.5"}, **kwargs,
        )  # fmt: skip

    def to_python(self, value):
        return super().to_python(THOUSANDS.sub("", value) if isinstance(value, str) else value)


def words(label: str, rows: int = 2, most: int = 1000, help_text: str = ""):
    """A text of several lines that may be left out."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.Textarea({"rows": rows}),
        help_text=help_text,
    )


def number(label: str, least: int, most: int, help_text: str = ""):
    """A whole number that may be left out."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, help_text=help_text,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "day-input"}),
        error_messages={"invalid": "Write a whole number"},
    )  # fmt: skip


class InterventionForm(forms.Form):
    """An entry of the library."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Give it a name"})
    kind = forms.ChoiceField(
        label="What kind of provision?", choices=ProvisionKind.choices, initial=ProvisionKind.PROGRAMME
    )
    wave = forms.ChoiceField(label="For whom?", choices=Wave.choices, initial=Wave.TARGETED)
    area = forms.ChoiceField(label="Area of need", choices=[("", "Any"), *Area.choices], required=False)
    aims = words("What is it for?")
    expected = words("What impact do we expect?")
    measure = forms.CharField(label="How is impact measured?", max_length=120, required=False,
                              help_text="The same measure before and after, for example words read in a minute")  # fmt: skip
    unit = forms.CharField(
        label="In what unit?", max_length=40, required=False, help_text="For example words, months, points"
    )
    higher_is_better = forms.BooleanField(label="A higher figure is better", required=False, initial=True)
    weeks = number("Usual length in weeks", 1, 52)
    per_week = number("Sessions a week", 1, 25)
    minutes = number("Minutes a session", 5, 240)
    group_size = number("Children at once, at most", 1, 60)
    best_time = forms.CharField(label="Best time of day", max_length=200, required=False)
    missed = forms.CharField(label="What do children usually miss?", max_length=200, required=False)
    link = words("How does it link to class work?")
    evidence = words(
        "What is known about whether it works?",
        3,
        help_text="Say honestly what kind of evidence, and how much",
    )
    benefit = words("Why is it worth what is missed?")
    cost_hour = MoneyField(label="Cost of an hour of the adults’ time", required=False)
    materials = MoneyField(label="Materials for one run", required=False)


class TrainingForm(forms.Form):
    """Who has been trained for an intervention, and until when it holds."""

    user = forms.ModelChoiceField(None, label="Who?", empty_label="Choose somebody",
                                  error_messages={"required": "Choose who was trained"})  # fmt: skip
    trained_on = DayField(label="Trained on", error_messages={"required": "Enter the day of the training"})
    valid_until = DayField(
        label="Holds until", required=False, help_text="Leave empty where it does not run out"
    )

    def __init__(self, *args, staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people(staff)


def people(staff):
    """The users of a list as a queryset by name, for fields that choose among them."""
    from core.accounts.models import User  # noqa: PLC0415  the model is ready when a form is made

    return User.objects.filter(pk__in=[user.pk for user in staff]).order_by("name", "pk")


class RunForm(forms.Form):
    """What a run of an intervention is called, when and where it takes place, what it costs."""

    name = forms.CharField(
        label="Name of the group", max_length=80, required=False, help_text="For example Robins"
    )
    start = DayField(label="First day", error_messages={"required": "Say when it starts"})
    end = DayField(label="Last day", error_messages={"required": "Say when it ends: provision is for a time"})
    review_on = DayField(label="Looked at on", required=False, help_text="Left empty, on its last day")
    place = forms.CharField(label="Where?", max_length=80, required=False)
    agency = forms.CharField(label="Outside agency", max_length=120, required=False)
    cost_hour = MoneyField(label="Cost of an hour", required=False)
    materials = MoneyField(label="Materials for this run", required=False)

    def __init__(self, *args, costs: bool, dates: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in (() if costs else ("cost_hour", "materials")) + (() if dates else ("start", "end")):
            self.fields.pop(name, None)

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", f"This is before it starts on {day(data['start'])}: check the dates")
        if "cost_hour" in data and data["cost_hour"] is None:
            data.pop("cost_hour")
        if "materials" in data and data["materials"] is None:
            data.pop("materials")
        return data


class Children(forms.MultipleChoiceField):
    """Children among those in sight, by reference; the template draws them by class."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            label="Children", widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one child",
                            "invalid_choice": "A child you chose is not in your care or has left: choose again"}, **kwargs,
        )  # fmt: skip


class SetUpForm(RunForm):
    """A whole group on one page: the run, its children, adults, weekly times and the eight checks."""

    hide_optional = True  # what is wanted to start is told when it is started

    pupils = Children(required=False)
    adults = forms.ModelMultipleChoiceField(
        None, label="Who takes it?", required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.CharField(label="Somebody from outside, by role", max_length=80, required=False,
                              help_text="For example speech and language therapist")  # fmt: skip
    minutes = number("Minutes each time", 5, 240)
    missed = forms.CharField(label="Lesson missed", max_length=60, required=False)

    def __init__(self, *args, children, staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupils"].choices = [(c.pupil.reference, c.pupil.name) for c in children]
        self.fields["adults"].queryset = people(staff)
        self.by_reference = {c.pupil.reference: c.pupil for c in children}
        for number_, name in Weekday.choices:
            self.fields[f"at_{number_}"] = ClockField(label=str(name), required=False)
        for value, question in GateCheck.choices:
            self.fields[f"check_{value}"] = words(str(question), 2)

    @property
    def run_fields(self):
        drawn_apart = {"name", "place", "agency"}
        return [self[name] for name in RunForm.base_fields if name in self.fields and name not in drawn_apart]

    @property
    def day_fields(self):
        return [self[f"at_{weekday}"] for weekday in Weekday.values]

    @property
    def check_fields(self):
        return [self[f"check_{value}"] for value in GateCheck.values]

    def clean(self):
        data = super().clean()
        days = [n for n in Weekday.values if data.get(f"at_{n}")]
        if days and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", "Say how many minutes each time lasts")
        if "start" in self.data.get("then", "") and not self.errors:
            wanted = {
                "pupils": data.get("pupils"),
                "adults": data.get("adults") or data.get("outside"),
                "at_1": days,
            }
            told = {
                "pupils": "Choose at least one child",
                "adults": "Say who takes it",
                "at_1": "Set at least one weekly time",
            }
            for name, given in wanted.items():
                if not given:
                    self.add_error(name, f"{told[name]} before it starts")
            for value in GateCheck.values:
                if not data.get(f"check_{value}"):
                    self.add_error(f"check_{value}", "Answer this before it starts")
        return data

    def parts(self) -> dict:
        """What `set_up_provision` takes."""
        data = self.cleaned_data
        return {
            "pupils": [self.by_reference[reference] for reference in data["pupils"]], "adults": data["adults"],
            "outside": data["outside"], "answers": {value: data[f"check_{value}"] for value in GateCheck.values},
            "times": [(n, data[f"at_{n}"], data["minutes"], data["missed"]) for n in Weekday.values if data[f"at_{n}"]],
            **{name: data[name] for name in RunForm.base_fields if name in data},
        }  # fmt: skip


def set_up_initial(entry, today: dt.date, pupils: list[str]) -> dict:
    """What the library says, to begin with: dates, minutes, costs and the answers to the checks. The last day is a
    school day where the terms are known."""
    days, start = school_days(entry.school), today + dt.timedelta(days=(7 - today.weekday()) % 7)
    times = [f"{entry.per_week} times a week" if entry.per_week else "", f"{entry.minutes} minutes" if entry.minutes else "",
             f"for {entry.weeks} weeks" if entry.weeks else ""]  # fmt: skip
    measured = (
        f"Measured by: {entry.measure}" + (f" ({entry.unit})." if entry.unit else ".")
        if entry.measure
        else ""
    )
    aims = (entry.aims, entry.expected and f"Impact expected: {entry.expected}", measured)
    end = add_weeks(start, entry.weeks or 6) - dt.timedelta(days=3)
    end = max(days.last_on_or_before(end) or end, start)
    return {
        "start": start, "end": end, "minutes": entry.minutes,
        "cost_hour": entry.cost_hour, "materials": entry.materials, "missed": entry.missed[:60], "pupils": pupils,
        "check_aims": "\n".join(part for part in aims if part),
        "check_time": ", ".join(part for part in times if part).capitalize(), "check_best_time": entry.best_time,
        "check_missed": entry.missed, "check_link": entry.link, "check_evidence": entry.evidence,
        "check_benefit": entry.benefit,
    }  # fmt: skip


class JoinForm(forms.Form):
    """More children for a provision, from a day on."""

    start = DayField(label="From", error_messages={"required": "Say from when"})
    pupils = Children()

    def __init__(self, *args, children, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupils"].choices = [(c.pupil.reference, c.pupil.name) for c in children]
        self.by_reference = {c.pupil.reference: c.pupil for c in children}


class AdultForm(forms.Form):
    """Somebody who delivers a provision."""

    user = forms.ModelChoiceField(
        None, label="Member of staff", empty_label="Choose somebody", required=False
    )
    role = forms.CharField(label="Or somebody from outside, by role", max_length=80, required=False,
                           help_text="For example speech and language therapist")  # fmt: skip

    def __init__(self, *args, staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people(staff)


class TimeForm(forms.Form):
    """A weekly time."""

    weekday = forms.TypedChoiceField(label="Day", choices=Weekday.choices, coerce=int)
    at_time = ClockField(label="Begins at", help_text="For example 9.15 or 1.30 pm",
                         error_messages={"required": "Say when it begins"})  # fmt: skip
    minutes = forms.IntegerField(
        label="Minutes", min_value=5, max_value=240, error_messages={"required": "Say how long it lasts"},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "day-input"}),
    )  # fmt: skip
    adult = forms.ModelChoiceField(
        None, label="Who takes it?", required=False, empty_label="Any of the adults"
    )
    missed = forms.CharField(label="Lesson missed", max_length=60, required=False)
    start = DayField(label="From", required=False)

    def __init__(self, *args, adults, running: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adult"].queryset = people(adults)
        if not running:
            del self.fields["start"]


class ChecksForm(forms.Form):
    """The eight checks, with the library's words where nobody has answered yet."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for value, question in GateCheck.choices:
            self.fields[value] = words(str(question))


def plain(value) -> str:
    """A measured number without zeros behind the point: "12", "12.5"."""
    return "" if value is None else f"{value.normalize():f}"


class MeasuresForm(forms.Form):
    """Before and after for each child, and what came of it: one save for the group."""

    hide_optional = True

    def __init__(self, *args, places, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            key = place.reference
            self.fields[f"entry_{key}"] = FigureField(label="At the start", initial=plain(place.entry_value))
            self.fields[f"exit_{key}"] = FigureField(label="At the end", initial=plain(place.exit_value))
            self.fields[f"found_{key}"] = forms.CharField(
                label="What came of it", max_length=500, required=False, initial=place.found,
                widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    @property
    def rows(self):
        """(pupil's name, the three fields) of each child."""
        return [
            (p.pupil.name, [self[f"{part}_{p.reference}"] for part in ("entry", "exit", "found")])
            for p in self.places
        ]

    def changed(self) -> list[tuple]:
        """(place, what `record_measure` takes) of each child of whom something was written."""
        found = []
        for place in self.places:
            entry, leaving, said = (
                self.cleaned_data[f"{part}_{place.reference}"] for part in ("entry", "exit", "found")
            )
            given = {"entry_value": entry if entry != place.entry_value else None,
                     "exit_value": leaving if leaving != place.exit_value else None,
                     "found": said if said != place.found else ""}  # fmt: skip
            if any(value is not None and value != "" for value in given.values()):
                found.append((place, given))
        return found


class EndForm(MeasuresForm):
    """The last day and why, with the measures of each child."""

    end = DayField(label="Last day", error_messages={"required": "Say on which day it ended"})
    why = forms.CharField(label="Why does it end?", max_length=300, error_messages={"required": "Say why it ends"},
                          help_text="For example: it ran its time")  # fmt: skip


class ExtendForm(forms.Form):
    """A later last day, once it has been looked at."""

    end = DayField(label="New last day", error_messages={"required": "Say until when it goes on"})
    review = forms.CharField(
        label="What did you find when you looked at it, and why does it go on?", max_length=600,
        widget=forms.Textarea({"rows": 3}), error_messages={"required": "Say what you found"},
    )  # fmt: skip


class LeaveForm(forms.Form):
    """A child leaves before the end."""

    end = DayField(label="Last day in it", error_messages={"required": "Say when the last day is or was"})
    why = forms.CharField(
        label="Why?", max_length=300, error_messages={"required": "Say why the child leaves"}
    )


class ToldForm(forms.Form):
    """The parents were told."""

    on = DayField(label="Told on", error_messages={"required": "Enter the day"})
    how = forms.CharField(label="How?", max_length=120, error_messages={"required": "Say how they were told"},
                          help_text="For example by telephone, at the review meeting, by letter")  # fmt: skip

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError("This day is in the future: enter the day on which they were told")
        return self.cleaned_data["on"]
