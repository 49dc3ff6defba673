from django import forms

from apdr.enums import PlanFormat, Rating
from apdr.plans.forms import CountField, TargetForm
from core.ui.fields import DayField


class NoteForm(forms.Form):
    """A dated note in the margin of a plan, or of one of its targets."""

    target = forms.ChoiceField(label="About", required=False)
    on = DayField(label="On what day?", error_messages={"required": "Say on what day"})
    rating = forms.TypedChoiceField(
        label="How did it go?", choices=[("", "No rating"), *Rating.choices], coerce=int, empty_value=None,
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    value = CountField(label="Counted, if you counted", required=False)
    words = forms.CharField(
        label="In a line or two", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, targets, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {str(target.number): target for target in targets}
        named = [
            (number, f"Target {number}: {target.target[:60]}") for number, target in self.targets.items()
        ]
        self.fields["target"].choices = [("", "The plan as a whole"), *named]

    @property
    def said(self) -> dict:
        """What apdr.plans.margin.annotate asks for."""
        data = dict(self.cleaned_data)
        return data | {"target": self.targets.get(data["target"])}


class NextTargetForm(TargetForm):
    """One more target of a plan in force."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]


class ReachedForm(NextTargetForm):
    """When and how a target was reached and, where something takes its place, the next one."""

    on = DayField(label="Reached on", error_messages={"required": "Say on what day it was reached"})
    outcome = forms.CharField(label="How was it reached?", max_length=1000, widget=forms.Textarea({"rows": 2}),
                              error_messages={"required": "Say in a line how it was reached"})  # fmt: skip

    field_order = ["on", "outcome"]

    def __init__(self, *args, first_name: str, **kwargs) -> None:
        super().__init__(*args, first_name=first_name, **kwargs)
        self.fields["target"].label = f"Next target, if there is one: what will {first_name} be able to do?"

    @property
    def following(self) -> dict | None:
        """The next target's words, None where there is none."""
        words = {name: self.cleaned_data[name] for name in TargetForm.Meta.fields}
        return words if words["target"] else None


class FormatForm(forms.Form):
    """The format in which a plan is to be printed."""

    format = forms.ChoiceField(label="Print as", choices=PlanFormat.choices)
