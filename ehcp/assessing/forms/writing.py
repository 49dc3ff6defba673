"""The advice of the school and the letter to the parents, as they are written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ehcp.assessing.forms.base import StepForm
from ehcp.assessing.record import ADVICE_HEADINGS
from register.arrangements.forms import text
from register.queries import contacts_of

HELP = {
    "profile": _("Who the child is, what they like and are good at, and what they say themselves"),
    "progress": _("Where the child stands and how fast they move, with what was tried and what came of it"),
    "specialists": _("Who has seen the child and what they advise: name the reports that you enclose"),
    "needs": _("All of them, each by itself: the plan’s Section B can only hold what it is told"),
    "outcomes": _("What the child will be able to do, and by when"),
    "provision": _("What, how often, how long, by whom with which training. Leave out “regular”, “access to”, “as needed”"),
}  # fmt: skip


class AdviceForm(forms.Form):
    """The school's advice, part by part."""

    hide_optional = True

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, heading in ADVICE_HEADINGS.items():
            self.fields[name] = forms.CharField(
                label=heading,
                max_length=6000,
                required=False,
                widget=forms.Textarea({"rows": 8}),
                help_text=HELP[name],
            )

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name, "").strip() for name in ADVICE_HEADINGS):
            raise forms.ValidationError("The advice is empty: write at least one part")
        return data


class ContactField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.name}, {obj.relationship.lower()}" if obj.relationship else obj.name


class LetterForm(StepForm):
    """The letter to the parents."""

    contact = ContactField(
        None, label="To whom?", required=False, to_field_name="reference", empty_label="Parent or carer, without a name",
        error_messages={"invalid_choice": "Choose among the contacts of this child"},
    )  # fmt: skip
    words = text(
        "In your own words",
        6,
        3000,
        help_text="It comes after what the letter says anyway. You may leave it empty",
    )

    def set_up(self) -> None:
        people = contacts_of(self.assessment.pupil)
        self.fields["contact"].queryset = self.assessment.pupil.contacts.order_by("priority")
        self.initial.setdefault("contact", next((one.reference for one in people), ""))
