from django import forms

from overview.governors.actions import LONGEST
from overview.governors.parts import PARTS, QUESTIONS


class StoryForm(forms.Form):
    """What the SENCo writes, by part, and the questions that governors may ask."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[part.key] = _text(part.title, part.ask, 4)
        self.fields[QUESTIONS] = _text(
            "Questions governors may ask", "One a line; drafted from the figures, yours to change", 8
        )

    @property
    def labels(self) -> dict[str, str]:
        """The names of the fields as they are read."""
        return {name: str(field.label) for name, field in self.fields.items()}


def _text(label: str, help_text: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=forms.Textarea({"rows": rows}),
        error_messages={"max_length": f"This is longer than {LONGEST} characters: shorten it"},
    )  # fmt: skip


class CorrectForm(forms.Form):
    """Why an issued report is corrected."""

    reason = forms.CharField(
        label="What is being corrected?", max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="Governors read it at the head of the new number. Name no child.",
        error_messages={"required": "Say what is being corrected"},
    )  # fmt: skip
