"""The forms of a report on the year: what the teacher adds, who gets it, a class at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apdr.enums import ReceiptHow
from apdr.yearly.record import PARTS
from register.models import Contact


class ReportForm(forms.Form):
    """The teacher's own words, next steps, help at home, and what of the record stays out."""

    words = forms.CharField(
        label=_("The year in your words"), max_length=2000, widget=forms.Textarea({"rows": 7}),
        help_text=_("A few sentences as you would say them to the parents: what went well, what was hard, what changed."),
        error_messages={"required": _("Write a few sentences: the record alone is no report")},
    )  # fmt: skip
    next_steps = forms.CharField(
        label=_("What comes next"), max_length=1000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("One a line. Begun from the targets that are not reached yet."),
    )  # fmt: skip
    home = forms.CharField(
        label=_("How the family can help at home"), max_length=1000, required=False,
        widget=forms.Textarea({"rows": 3}), help_text=_("One a line."),
    )  # fmt: skip
    leave_out = forms.MultipleChoiceField(
        label=_("Leave out of this report"), choices=PARTS.items(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Below is what the record says. Tick what does not belong in it."),
    )  # fmt: skip

    @property
    def labels(self) -> dict[str, str]:
        """The fields' names as read."""
        return {name: str(field.label) for name, field in self.fields.items()}


def from_text(text: dict[str, str]) -> dict:
    """The kept text as the form's initial values."""
    return text | {"leave_out": text.get("leave_out", "").split()}


class ShareForm(forms.Form):
    """How each of the pupil's contacts gets the report."""

    hide_optional = True

    def __init__(self, *args, contacts: list[Contact], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {f"contact-{contact.reference}": contact for contact in contacts}
        for name, contact in self.contacts.items():
            ways = [("", _("Not given")), (ReceiptHow.PAPER.value, _("On paper"))]
            if contact.email:
                ways.insert(
                    1, (ReceiptHow.ONLINE.value, _("Online: a code to %(email)s") % {"email": contact.email})
                )
            who = f"{contact.name} ({contact.relationship})" if contact.relationship else contact.name
            first = name == next(iter(self.contacts))
            initial = ways[1][0] if first else ""
            self.fields[name] = forms.ChoiceField(
                label=who, choices=ways, widget=forms.RadioSelect, required=False, initial=initial
            )

    def clean(self):
        data = super().clean()
        if not any(data.get(name) for name in self.contacts):
            raise forms.ValidationError(_("Choose at least one person who gets the report"))
        return data

    @property
    def chosen(self) -> dict[Contact, ReceiptHow]:
        """Contact → how, of those who get it."""
        return {contact: ReceiptHow(self.cleaned_data[name]) for name, contact in self.contacts.items()
                if self.cleaned_data.get(name)}  # fmt: skip


class ShareClassForm(forms.Form):
    """What becomes of the reports for families who do not sign in."""

    paper = forms.BooleanField(
        label=_("The others get theirs on paper"), required=False, initial=True,
        help_text=_("It is written down in each child’s file. Print them from the ZIP."),
    )  # fmt: skip
