from django import forms
from django.utils import timezone

from core.ui.fields import DayField
from register.enums import ON_REGISTER, Consulted, Level, NeedType
from register.models import PROFILE_TEXTS, Profile


class LevelForm(forms.Form):
    """Put a pupil on the register, or change the level."""

    def __init__(self, *args, pupil, current: str | None, hide_recorded: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil, first = pupil, pupil.first_name
        levels = [level for level in Level if level.value != current]
        if current is None:
            levels = [level for level in ON_REGISTER if not (hide_recorded and level == Level.SEN_RECORDED)]
        self.fields["level"].choices = [(level.value, level.label) for level in levels]
        for name in ("additional", "main_need", "consulted"):
            self.fields[name].conditional = True  # asked for by the level chosen, so not marked as optional
        self.fields["start"].label = f"From what date is {first} at this level?"
        self.fields["additional"].label = "What will be additional or different?"

    level = forms.ChoiceField(
        label="Level", widget=forms.RadioSelect, error_messages={"required": "Choose the level"}
    )
    start = DayField(label="From what date?", error_messages={"required": "Say from what date"})
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why"},
    )
    additional = forms.CharField(max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
    main_need = forms.ChoiceField(
        label="Main type of need", choices=[("", "Choose one"), *NeedType.choices], required=False
    )
    second_need = forms.ChoiceField(
        label="Second type of need", choices=[("", "None"), *NeedType.choices], required=False
    )
    consulted = forms.MultipleChoiceField(
        label="Who was consulted?",
        choices=Consulted.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_start(self):
        start, first = self.cleaned_data["start"], self.pupil.first_name
        if start > timezone.localdate():
            raise forms.ValidationError(
                "This day is in the future: enter the day on which the level begins or began"
            )
        if start < self.pupil.born:
            raise forms.ValidationError(f"This day is before {first} was born: check the date")
        return start

    def clean(self):
        data = super().clean()
        if data.get("level") in ON_REGISTER:
            if not data.get("additional", "").strip():
                self.add_error(
                    "additional", "Say why this is additional to or different from what all children get"
                )
            if not data.get("consulted"):
                self.add_error("consulted", "Say who was consulted: choose at least one")
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
    def needs(self) -> list[str]:
        """Codes chosen, the main one first."""
        return [code for code in (self.cleaned_data["main_need"], self.cleaned_data["second_need"]) if code]


class ProfileForm(forms.ModelForm):
    review_on = DayField(label="Review with parents by", required=False)

    class Meta:
        model = Profile
        fields = [*PROFILE_TEXTS, "review_on"]
        widgets = {name: forms.Textarea({"rows": 3}) for name in PROFILE_TEXTS}
        help_texts = {
            "good_at": "In the child’s own words where you can",
            "adjustments": "One a line: what every adult does in every lesson",
            "helps": "One a line",
            "avoid": "One a line",
        }
