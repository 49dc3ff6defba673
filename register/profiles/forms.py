"""Forms about profiles: writing one, its review with parents, sharing, the bank, and a supply teacher's link."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ui.editing import as_text
from core.ui.fields import DayField
from register.dates import check_day
from register.enums import Area, HowTold
from register.models import PROFILE_TEXTS, BankedAdjustment, Contact, Profile, SchoolClass
from register.profiles.present import area_label
from register.profiles.supply import DAYS_AHEAD


class ProfileForm(forms.ModelForm):
    """The profile as it is written; why the child has not been asked stands in it while nobody has asked."""

    hide_optional = True  # every part may be left out, though not all of them

    review_on = DayField(label="Review with parents by", required=False)

    class Meta:
        model = Profile
        fields = [*PROFILE_TEXTS, "no_voice_why", "review_on"]
        widgets = {name: forms.Textarea({"rows": 3}) for name in (*PROFILE_TEXTS, "no_voice_why")}
        help_texts = {
            "good_at": "In the child’s own words where you can",
            "adjustments": "One a line: what every adult does in every lesson",
            "helps": "One a line",
            "avoid": "One a line",
        }

    def __init__(self, *args, held: Profile, asked: bool, **kwargs) -> None:
        super().__init__(*args, instance=Profile(school_id=held.school_id, pupil=held.pupil), **kwargs)
        self.held, first = held, held.pupil.first_name
        if asked:
            del self.fields["no_voice_why"]
            return
        why = self.fields["no_voice_why"]
        why.label, why.required = f"Why has {first} not been asked?", True
        why.help_text = f"A profile begins with what {first} says. Ask first, or say here why not."
        why.error_messages["required"] = f"Ask {first} first, or say why {first} has not been asked"

    @property
    def labels(self) -> dict[str, str]:
        """Names of the fields as read, by field."""
        return {name: str(field.label) for name, field in self.fields.items()}

    def clean_review_on(self):
        day = check_day(self.held.pupil, self.cleaned_data["review_on"], future=True)
        if day and day < timezone.localdate() and day != self.held.review_on:
            raise forms.ValidationError("This day is past: choose the day by which you will meet the parents")
        return day


def profile_text(held: Profile) -> dict[str, str]:
    """The profile as its form's text."""
    return as_text({name: getattr(held, name) for name in (*PROFILE_TEXTS, "no_voice_why", "review_on")})


class ReviewForm(forms.Form):
    """A review of the profile with the parents (R-58)."""

    reviewed_on = DayField(
        label="When did you review it together?", error_messages={"required": "Say on what day"}
    )
    how = forms.ChoiceField(
        label="How did the parents take part?", choices=HowTold, widget=forms.RadioSelect,
        error_messages={"required": "Choose how the parents took part"},
    )  # fmt: skip
    parents_say = forms.CharField(
        label="What the parents say", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="In their words where you can",
    )  # fmt: skip
    review_on = DayField(
        label="Next review by", error_messages={"required": "Say by when the next review is"}
    )

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil

    def clean_reviewed_on(self):
        return check_day(self.pupil, self.cleaned_data["reviewed_on"])

    def clean_review_on(self):
        day = check_day(self.pupil, self.cleaned_data["review_on"], future=True)
        done = self.cleaned_data.get("reviewed_on")
        if done and day <= done:
            raise forms.ValidationError("The next review comes after this one: choose a later day")
        return day


class ShareForm(forms.Form):
    """Who is told that the profile is there to read: contacts who have an email address."""

    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label="Tell by email", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, contacts: list[Contact], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reached = [contact for contact in contacts if contact.email]
        field = self.fields["contacts"]
        field.queryset = Contact.objects.filter(pk__in=[contact.pk for contact in reached]).order_by(
            "priority"
        )
        field.to_field_name = "reference"
        field.label_from_instance = lambda contact: f"{contact.name}, {contact.email}"
        if reached:
            field.help_text = "Each signs in with a code that we send; the email names no child"
        else:
            del self.fields["contacts"]


class AdjustmentForm(forms.ModelForm):
    """A line of the school's bank."""

    class Meta:
        model = BankedAdjustment
        fields = ["words", "area"]
        help_texts = {"words": "One line that every adult can follow"}
        error_messages = {"words": {"required": "Write what every adult does"}}

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        areas = [(area.value, area_label(school, area)) for area in Area if area != Area.NONE]
        self.fields["area"] = forms.ChoiceField(
            label="Area of need", choices=[("", area_label(school, "")), *areas], required=False
        )

    def validate_unique(self) -> None:
        """The action answers for it, whatever the case of the letters."""


class SupplyForm(forms.Form):
    """A link for one supply teacher, one class and one day."""

    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), label=_("Class"), empty_label=_("Choose one"), to_field_name="reference",
        error_messages={"required": "Choose the class", "invalid_choice": "Choose a class from the list"},
    )  # fmt: skip
    name = forms.CharField(
        label="Name of the supply teacher", max_length=120, error_messages={"required": "Say whom the link is for"},
        help_text="Printed across every page that the link opens",
    )  # fmt: skip
    day = DayField(label="For which day?", error_messages={"required": "Say for which day"})

    def __init__(self, *args, classes, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("This day is past: choose today or a coming day")
        if day > today + dt.timedelta(days=DAYS_AHEAD):
            raise forms.ValidationError(
                f"A link is made at most {DAYS_AHEAD} days ahead: choose an earlier day"
            )
        return day
