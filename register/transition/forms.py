"""Forms of transition."""

import datetime as dt

from django import forms
from django.utils import timezone

from core.ui.fields import DayField
from register.dates import check_day
from register.enums import YEAR_GROUPS, YEAR_LABEL
from register.importing.upn import BadUPN, validate_upn
from register.models import AdultLife, PriorSchool, Pupil
from register.transition.actions import ADULT_TEXTS
from register.transition.moves import LEAVES, Mover, is_top
from register.transition.queries import ClassNow
from register.transition.years import next_year_group

LONGEST_AHEAD = dt.timedelta(days=550)
OLDEST = dt.timedelta(days=26 * 365)
LEAVE = "leave"
YEARS = [("", "Choose one"), *((year, YEAR_LABEL[year]) for year in YEAR_GROUPS)]


def check_first_day(day: dt.date) -> dt.date:
    """A first day that is to come within a year and a half. Raises ValidationError."""
    today = timezone.localdate()
    if day <= today:
        raise forms.ValidationError(
            "This day is not to come any more: pupils who are here come with your pupil list"
        )
    if day > today + LONGEST_AHEAD:
        raise forms.ValidationError("This day is more than a year and a half away: check the year")
    return day


class StartForm(forms.Form):
    """First day, year group and class of a pupil who is to come."""

    joined_on = DayField(label="First day here", error_messages={"required": "Say when the first day is"})
    year_group = forms.ChoiceField(
        label="Year group then", choices=YEARS, error_messages={"required": "Choose the year group"}
    )
    class_name = forms.CharField(
        label="Class they will join", max_length=40, required=False, widget=forms.TextInput({"list": "classes"}),
        help_text="If it is known. The class’s teachers see the child from now on, to get ready.",
    )  # fmt: skip

    def clean_joined_on(self):
        return check_first_day(self.cleaned_data["joined_on"])


class IncomingForm(StartForm):
    """Add a pupil who is to come; a likely double is asked about first."""

    first = forms.CharField(
        label="First name", max_length=100, error_messages={"required": "Enter the first name"}
    )
    last = forms.CharField(
        label="Last name", max_length=100, error_messages={"required": "Enter the last name"}
    )
    preferred = forms.CharField(label="Name they go by, if it is another", max_length=100, required=False)
    born = DayField(label="Date of birth", error_messages={"required": "Enter the date of birth"})
    last_school = forms.CharField(label="Last school or setting", max_length=160, required=False)
    upn = forms.CharField(
        label="UPN",
        max_length=20,
        required=False,
        help_text="If the last school gave it. Thirteen letters and figures",
    )
    another = forms.BooleanField(label="This is another child: add them as well", required=False)

    field_order = (
        "first", "last", "preferred", "born", "year_group", "joined_on", "last_school", "class_name", "upn", "another",
    )  # fmt: skip

    def clean_born(self):
        born, today = self.cleaned_data["born"], timezone.localdate()
        if born >= today:
            raise forms.ValidationError("This day is in the future: check the date of birth")
        if born < today - OLDEST:
            raise forms.ValidationError("This is more than 25 years ago: check the year of birth")
        return born

    def clean_upn(self):
        if not self.cleaned_data["upn"]:
            return ""
        try:
            return validate_upn(self.cleaned_data["upn"]).text
        except BadUPN as wrong:
            raise forms.ValidationError(str(wrong).replace("empty the cell", "leave this empty")) from None


class PriorForm(forms.ModelForm):
    """What the last school said, and what is set up before the first day."""

    received_on = DayField(label="Told on", required=False)

    class Meta:
        model = PriorSchool
        fields = ["name", "contact", "received_on", "level", "needs", "worked", "worries", "measures"]
        labels = {"name": "Last school or setting", "contact": "Who told us", "level": "SEN there",
                  "needs": "What they said about needs", "worked": "What worked there",
                  "worries": "What to look out for", "measures": "What we set up before the first day"}  # fmt: skip
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("needs", "worked", "worries", "measures")}
        error_messages = {"name": {"required": "Enter the last school or setting"}}
        help_texts = {"measures": "One a line: a visit, a named adult, a quiet place, training for staff"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", "Not said"), *PriorSchool._meta.get_field("level").choices]

    def clean_received_on(self):
        return check_day(self.instance.pupil, self.cleaned_data["received_on"])


class AdultLifeForm(forms.ModelForm):
    """Preparing for adulthood, with the pupil."""

    review_on = DayField(label="Look at this again by", required=False)

    class Meta:
        model = AdultLife
        fields = [*ADULT_TEXTS, "review_on"]
        widgets = {name: forms.Textarea({"rows": 3}) for name in ADULT_TEXTS}
        help_texts = {
            "interests": "What the young person likes and wants to find out about",
            "motivations": "What they hope for, in their own words where you can",
            "work": "Courses, training, work experience, a job",
            "independence": "Money, travel, cooking, where to live",
            "inclusion": "Friends, clubs, being part of where they live",
            "health": "Looking after oneself, and moving to adult health services",
            "next_steps": "One a line, with a name",
        }

    def clean_review_on(self):
        day = check_day(self.instance.pupil, self.cleaned_data["review_on"], future=True)
        if day and day < timezone.localdate() and day != self.instance.review_on:
            raise forms.ValidationError("This day is past: choose the day on which you will look at it again")
        return day

    def clean(self):
        data = super().clean()
        if not any(data.get(name, "").strip() for name in ADULT_TEXTS):
            raise forms.ValidationError("Nothing is written yet: fill in at least one part")
        return data


class LeavingForm(forms.Form):
    """Where a pupil goes, and from when."""

    to_school = forms.CharField(
        label="Next school or setting",
        max_length=160,
        error_messages={"required": "Enter the next school or setting"},
    )
    to_contact = forms.CharField(
        label="Who takes the records there",
        max_length=160,
        required=False,
        help_text="Name, role, and how to reach them",
    )
    leaving_on = DayField(
        label="Last day here", error_messages={"required": "Enter the last day here"},
        help_text="For example 23 11 2026. Until then the child stays on your roll.",
    )  # fmt: skip
    note = forms.CharField(
        label="What helps on day one", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="What the next school should know first. It stands on the first page of the pack.",
    )  # fmt: skip


class SentForm(forms.Form):
    """The records went to the next school."""

    on = DayField(label="Sent on", error_messages={"required": "Enter the day on which it was sent"})
    how = forms.CharField(
        label="How it was sent", max_length=120, error_messages={"required": "Say how it was sent"},
        help_text="For example School to School, secure email, by hand",
    )  # fmt: skip


class ReceiptForm(forms.Form):
    """The next school's receipt for the records."""

    on = DayField(label="Receipt dated", error_messages={"required": "Enter the date on the receipt"})
    name = forms.CharField(
        label="Signed by", max_length=160, error_messages={"required": "Say who signed the receipt"},
        help_text="Name and role at the next school",
    )  # fmt: skip


class RollOverForm(forms.Form):
    """The whole plan of a roll-over on one page: a row of fields for each class, and the pupils who do not go with
    theirs."""

    last_day = DayField(
        label="Last day of the summer term",
        error_messages={"required": "Enter the last day of the summer term"},
    )
    top = forms.ChoiceField(label="Year that leaves the school", required=False)
    pupil = forms.ChoiceField(label="Child", required=False)
    what = forms.ChoiceField(label="What happens instead", required=False)

    def __init__(
        self, data=None, *, into: int, plan: dict, classes: list[ClassNow], movers: list[Mover],
        teachers: list[tuple[int, str]], pupil: str = "",
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.into, self.kept, self.classes, self.movers = into, plan, classes, movers
        self.alone = {m.reference: plan["alone"][m.reference] for m in movers if m.reference in plan["alone"]}
        years = sorted({m.year for m in movers if m.year}, key=YEAR_GROUPS.index)
        self.fields["top"].choices = [("", "No year leaves"), *((year, YEAR_LABEL[year]) for year in years)]
        self.fields["last_day"].initial = dt.date.fromisoformat(plan["last_day"])
        self.fields["top"].initial = plan["top"]
        for klass in classes:
            self._add_class(klass, teachers)
        names = dict.fromkeys(filter(None, (self._name_typed(klass) for klass in classes)))
        self.fields["what"].choices = [
            ("", "Choose one"), (LEAVE, "Leaves on the last day"), *((f"to:{n}", f"Goes to {n}") for n in names),
        ]  # fmt: skip
        self.fields["pupil"].choices = [("", "Choose one"), *self._by_class()]
        self.fields["pupil"].initial = pupil

    def _add_class(self, klass: ClassNow, teachers: list[tuple[int, str]]) -> None:
        row = self.kept["classes"].get(klass.reference, {"to": "", "teachers": []})
        held = [key for key in row["teachers"] if key in dict(teachers)] + ["", ""]
        self.fields[f"to-{klass.reference}"] = forms.CharField(
            label=f"What {klass.name} becomes", max_length=40, required=False, initial=row["to"]
        )
        for place, words in ((1, "Teacher"), (2, "Second teacher")):
            self.fields[f"t{place}-{klass.reference}"] = forms.TypedChoiceField(
                label=f"{words} of the class that {klass.name} becomes", coerce=int, empty_value=None, required=False,
                choices=[("", "Nobody yet" if place == 1 else "No second teacher"), *teachers], initial=held[place - 1],
            )  # fmt: skip

    def _name_typed(self, klass: ClassNow) -> str:
        name = f"to-{klass.reference}"
        return (self.data.get(name, "") if self.is_bound else self.fields[name].initial).strip()

    def _by_class(self) -> list[tuple]:
        groups: dict[str, list] = {}
        for one in self.movers:
            groups.setdefault(one.klass_name or "No class", []).append((one.reference, one.name))
        return list(groups.items())

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if not dt.date(self.into, 6, 1) <= day <= dt.date(self.into, 8, 31):
            raise forms.ValidationError(f"It lies in June, July or August {self.into}: check the date")
        return day

    def clean(self):
        data = super().clean()
        do = self.data.get("do", "")
        if do == "alone" or data.get("pupil") or data.get("what"):
            for name, words in (("pupil", "Choose the child"), ("what", "Choose what happens instead")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if data.get("pupil") and data.get("what"):
                self.alone[data["pupil"]] = (
                    LEAVES if data["what"] == LEAVE else data["what"].removeprefix("to:")
                )
        self.alone.pop(do.removeprefix("drop:") if do.startswith("drop:") else "", None)
        self._check_names(data)
        return data

    def _check_names(self, data: dict) -> None:
        names = {data.get(f"to-{klass.reference}", "") for klass in self.classes}
        moving = {
            m.klass
            for m in self.movers
            if m.reference not in self.alone and not is_top(m.year, data.get("top", ""))
        }
        for klass in self.classes:
            field = f"to-{klass.reference}"
            if klass.reference in moving and not data.get(field) and field not in self.errors:
                self.add_error(field, f"Say what {klass.name} becomes: children move with it")
        for one in self.movers:
            if self.alone.get(one.reference) and self.alone[one.reference] not in names:
                self.add_error(
                    None, f"{one.name} was to go to {self.alone[one.reference]}, which no class becomes now: change that "
                    "name back, or take the child out of the list below.",
                )  # fmt: skip

    @property
    def plan(self) -> dict:
        """The plan as it is kept (see moves.py)."""
        data = self.cleaned_data
        rows = {
            klass.reference: {
                "to": data[f"to-{klass.reference}"], "year": next_year_group(klass.year) if klass.year else "",
                "teachers": list(dict.fromkeys(filter(None, (data[f"t{n}-{klass.reference}"] for n in (1, 2))))),
            }
            for klass in self.classes
        }  # fmt: skip
        return {
            "last_day": data["last_day"].isoformat(),
            "top": data["top"],
            "classes": rows,
            "alone": self.alone,
        }


def incoming_initial(pupil: Pupil) -> dict:
    """What StartForm begins with."""
    klass = pupil.class_name
    return {"joined_on": pupil.joined_on, "year_group": pupil.year_group, "class_name": klass}
