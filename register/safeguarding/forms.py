from django import forms

from core.accounts.permissions import Denied
from core.ui.fields import DayField
from register.dates import check_day
from register.enums import Noticed
from register.safeguarding.actions import NUMBER_HELP, check_number


class NumberField(forms.CharField):
    """The number of an entry in the school's safeguarding system; words are refused."""

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=40, required=False, help_text=NUMBER_HELP, **kwargs)

    def clean(self, value):
        try:
            return check_number(super().clean(value))
        except Denied as denied:
            raise forms.ValidationError(denied.reason) from None


class SignForm(forms.Form):
    """Chosen words alone: what was seen or heard is written in the school's own system."""

    noticed = forms.ChoiceField(
        label="What have you noticed?",
        choices=Noticed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you have noticed"},
    )
    seen_on = DayField(label="On what day?", error_messages={"required": "Say on what day you noticed it"})
    logged = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": "Say whether you have written it up"}
    )
    pointer = NumberField()

    def __init__(self, *args, pupil, system: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        self.fields["logged"].label = f"Have you written up what you saw or heard in {system}?"
        self.fields["logged"].choices = [("yes", "Yes"), ("no", "Not yet: I will do it today")]
        self.fields["pointer"].label = "Its number there"

    def clean_seen_on(self):
        return check_day(self.pupil, self.cleaned_data["seen_on"])

    def clean(self):
        data = super().clean()
        if data.get("pointer") and data.get("logged") == "no":
            self.add_error("logged", "You gave its number: choose Yes, or take the number away")
        return data

    @property
    def raised(self) -> dict:
        """The form as keywords of `actions.raise_sign`."""
        return self.cleaned_data | {"logged": self.cleaned_data["logged"] == "yes"}


class NumberForm(forms.Form):
    """It is written up now."""

    pointer = NumberField(label="Its number there")
