from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.ui.fields import DayField
from register.dates import check_day
from register.enums import ON_REGISTER, WITH_PLAN, Consulted, ExitCriterion, Finding, Level, NeedType


def _inside(says: str) -> str:
    """A verb as it stands inside a sentence: "An EHC plan" becomes "an EHC plan"."""
    return says[0].lower() + says[1:]


def _is_step_down(move) -> bool:
    return move.end == Level.SEN_RECORDED and move.start in WITH_PLAN


class LevelForm(forms.Form):
    """Move a pupil on the graduated response. `moves` are the moves that the table allows from here."""

    level = forms.ChoiceField(
        label="Level", widget=forms.RadioSelect, error_messages={"required": "Choose the level"}
    )
    start = DayField(error_messages={"required": "Say from what date"})
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why"},
    )
    consulted = forms.MultipleChoiceField(
        label="Who was consulted?",
        choices=Consulted.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say who was consulted: choose at least one"},
    )
    additional = forms.CharField(
        label="What will be additional or different?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="For a level on the register",
    )
    main_need = forms.ChoiceField(
        label="Main type of need",
        choices=[("", "Choose one"), *NeedType.choices],
        required=False,
        help_text="For a level on the register",
    )
    second_need = forms.ChoiceField(
        label="Second type of need", choices=[("", "None"), *NeedType.choices], required=False
    )
    exit_criteria = forms.MultipleChoiceField(
        label="Why can support end?",
        choices=ExitCriterion.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For a step down: A when adjustments go on, B or C when the child leaves the register",
    )
    evidence = forms.CharField(
        label="What shows it?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="For a step down: results, what teacher, child and family say, how long it has lasted",
    )
    by_family = forms.BooleanField(
        label="The family asked the local authority for an assessment themselves", required=False
    )

    def __init__(self, *args, pupil, moves, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil, self.moves = pupil, moves
        ends = {move.end for move in moves}
        self.fields["level"].choices = [(m.end, f"{Level(m.end).label}: {_inside(m.says)}") for m in moves]
        self.fields["start"].label = f"From what date is {pupil.first_name} at this level?"
        self._keep_what_may_be_asked(ends)
        for name in ("additional", "main_need", "second_need", "exit_criteria", "evidence"):
            if name in self.fields:
                self.fields[
                    name
                ].conditional = True  # asked for by the level chosen, so not marked as optional

    def _keep_what_may_be_asked(self, ends: set[str]) -> None:
        """Drop what no move from here asks for."""
        asked = {
            "by_family": Level.ASSESSMENT_REQUESTED in ends,
            "exit_criteria": Level.EXITED in ends,
            "evidence": Level.EXITED in ends or any(move.start == Level.EHC_PLAN for move in self.moves),
            "additional": bool(ends & set(ON_REGISTER)),
            "main_need": bool(ends & set(ON_REGISTER)),
            "second_need": bool(ends & set(ON_REGISTER)),
        }
        for name, wanted in asked.items():
            if not wanted:
                del self.fields[name]
        down = {Level.EXITED, *(m.end for m in self.moves if m.start == Level.EHC_PLAN or _is_step_down(m))}
        when = {
            "additional": ON_REGISTER, "main_need": ON_REGISTER, "second_need": ON_REGISTER, "exit_criteria": down,
            "evidence": down, "by_family": [Level.ASSESSMENT_REQUESTED],
        }  # fmt: skip
        for name, levels in when.items():
            if name in self.fields:
                self.fields[name].when = f"level:{' '.join(sorted(levels))}"

    def clean_start(self):
        return check_day(self.pupil, self.cleaned_data["start"])

    def clean(self):
        data = super().clean()
        if data.get("level") in ON_REGISTER:
            if not data.get("additional", "").strip():
                self.add_error(
                    "additional", "Say why this is additional to or different from what all children get"
                )
            if not data.get("main_need"):
                self.add_error(
                    "main_need", "Choose the main type of need, or “no specialist assessment” for now"
                )
        if data.get("main_need") and data.get("main_need") == data.get("second_need"):
            self.add_error(
                "second_need", "The second type is the same as the main one: choose another, or None"
            )
        return data

    @property
    def change(self) -> dict:
        """What `change_level` takes of this form."""
        data = self.cleaned_data
        codes = [code for code in (data.get("main_need"), data.get("second_need")) if code]
        names = ("start", "reason", "consulted", "additional", "exit_criteria", "evidence", "by_family")
        told = {name: data[name] for name in names if name in data}
        return told | {
            "level": Level(data["level"]),
            "needs": codes if data["level"] in ON_REGISTER else None,
        }


class CheckForm(forms.Form):
    """What is found at the end of a term after support has ended."""

    finding = forms.ChoiceField(
        label="Does the progress hold?",
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one"},
    )
    note = forms.CharField(
        label="How do you know?",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say how you know: a result, what the teacher or the family says"},
    )
    checked_on = DayField(label="Checked on", error_messages={"required": "Say on what day"})

    def __init__(self, *args, period, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.period = period
        self.fields["checked_on"].initial = timezone.localdate()

    def clean_checked_on(self):
        day = check_day(self.period.pupil, self.cleaned_data["checked_on"])
        if day < self.period.start:
            raise ValidationError(
                f"This day is before the watch began on {self.period.start:%-d %b %Y}: check the date"
            )
        return day
