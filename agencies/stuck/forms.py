from django import forms

from agencies.enums import ChaseHow
from agencies.stuck.addresses import Addressee


class ChaseForm(forms.Form):
    """How to ask, and whom."""

    how = forms.ChoiceField(
        label="How do you ask?", choices=ChaseHow.choices, widget=forms.RadioSelect, initial=ChaseHow.MESSAGE,
        error_messages={"required": "Say how you ask"},
    )  # fmt: skip
    email = forms.CharField(
        label="Email address", max_length=500, required=False, help_text="Several with a comma between them"
    )
    letter_to = forms.CharField(
        label="To whom is the letter?", max_length=160, required=False,
        help_text="The address of the directory is printed under it",
    )  # fmt: skip
    spoke_to = forms.CharField(label="Whom did you speak to?", max_length=160, required=False)

    WHEN = {"email": ChaseHow.MESSAGE, "letter_to": ChaseHow.LETTER, "spoke_to": ChaseHow.PHONE}

    def __init__(self, *args, whom: Addressee, letters: bool, **kwargs) -> None:
        told = {"email": ", ".join(whom.emails), "letter_to": whom.name}
        how = ChaseHow.MESSAGE if whom.emails else ChaseHow.LETTER if letters else ChaseHow.PHONE
        super().__init__(*args, initial=told | {"how": how}, **kwargs)
        for name, asked in self.WHEN.items():
            self.fields[name].when, self.fields[name].conditional = f"how:{asked}", True
        if whom.phone:
            self.fields["spoke_to"].help_text = f"{whom.name}: {whom.phone}"
        if not letters:
            del self.fields["letter_to"]
            self.fields["how"].choices = [one for one in ChaseHow.choices if one[0] != ChaseHow.LETTER]

    @property
    def to(self) -> str:
        """Whom the chosen way reaches."""
        name = next(name for name, asked in self.WHEN.items() if asked == self.cleaned_data["how"])
        return self.cleaned_data.get(name, "")

    @property
    def to_field(self) -> str:
        """The field that the chosen way asks for."""
        return next(name for name, asked in self.WHEN.items() if asked == self.cleaned_data["how"])
