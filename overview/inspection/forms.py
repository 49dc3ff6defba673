from django import forms

from overview.inspection.queries import LETTERS, Candidate
from overview.inspection.study import Passage
from register.enums import YEAR_LABEL

PREFIX = "p-"  # of the fields that hold passages, so that a draft of them can be told from the rest of a form
ROWS, MOST_ROWS, LETTERS_A_ROW = 2, 14, 75


class ChooseForm(forms.Form):
    """Up to three children, by letter."""

    def __init__(self, *args, found: list[Candidate], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Nobody"), *((one.reference, _told(one)) for one in found)]
        for letter in LETTERS:
            self.fields[letter] = forms.ChoiceField(
                label=f"Case study {letter}", choices=choices, required=False
            )

    def clean(self) -> dict:
        data = super().clean()
        chosen: dict[str, str] = {}
        for letter in LETTERS:
            reference = data.get(letter)
            if reference and reference in chosen:
                self.add_error(
                    letter, f"This child is case study {chosen[reference]} already: choose another."
                )
            elif reference:
                chosen[reference] = letter
        return data


def _told(one: Candidate) -> str:
    cycles = (
        f"{one.reviewed} of {one.cycles} cycles reviewed"
        if one.cycles > 1
        else f"{one.reviewed} of 1 cycle reviewed"
    )
    return ", ".join(part for part in (one.name, YEAR_LABEL.get(one.year, ""), cycles) if part)


class StudyForm(forms.Form):
    """The passages of one study, each to be read and changed, and that all of them were read."""

    hide_optional = True

    sure = forms.BooleanField(
        label="I have read every passage. Nothing in them tells who the child is.",
        error_messages={"required": "Read every passage, then tick this"},
    )

    def __init__(self, *args, passages: list[Passage], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.passages = passages
        for one in passages:
            long = max(one.text.count("\n") + 1 + len(one.text) // LETTERS_A_ROW, ROWS)
            area = forms.Textarea(attrs={"rows": min(long, MOST_ROWS)})
            self.fields[PREFIX + one.key] = forms.CharField(
                label=one.label, required=False, widget=area, strip=True, max_length=6000
            )

    def parts(self) -> list[tuple[str, list]]:
        """The fields under the headings of the study."""
        found: dict[str, list] = {}
        for one in self.passages:
            found.setdefault(one.part, []).append(self[PREFIX + one.key])
        return list(found.items())

    def texts(self) -> dict[str, str]:
        """What was typed, by key of the passage."""
        return {one.key: self.cleaned_data.get(PREFIX + one.key, "") for one in self.passages}

    def refuse(self, names: dict[str, list[str]]) -> None:
        """Say beside each passage who can still be told from it."""
        for key, found in names.items():
            self.add_error(
                PREFIX + key, f"Somebody can be told from this: {', '.join(found)}. Write it in another way."
            )

    def warn(self, names: dict[str, list[str]]) -> None:
        """Words that are also names of other children, beside the passages in which they stand."""
        for key, found in names.items():
            self.fields[
                PREFIX + key
            ].help_text = f"Also the name of another child: {', '.join(found)}. Is a child meant?"
