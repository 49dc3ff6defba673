from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.meetings.forms import YES_NO, area
from core.accounts.permissions import Denied
from core.ui.fields import ClockField, DayField


class AppointmentForm(forms.Form):
    """Hours out of school for an appointment that the parents arranged."""

    on = DayField(
        label=_("On what day?"), initial=timezone.localdate, error_messages={"required": _("Say on what day")}
    )
    leaves = ClockField(
        label=_("Leaves at"),
        required=False,
        help_text=_("For example 1.30 pm. Leave both empty for the whole day"),
    )
    returns = ClockField(label=_("Comes back at"), required=False)
    with_whom = forms.CharField(
        label=_("With whom?"), max_length=120, help_text=_("For example a private speech and language therapist"),
        error_messages={"required": _("Say with whom")},
    )  # fmt: skip
    authorised = forms.ChoiceField(
        label=_("Is the absence authorised?"), choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the absence is authorised")},
    )  # fmt: skip
    words = area(_("What was agreed with the parents"), 3, 500)

    def tell(self, denied: Denied) -> None:
        """Put a refusal beside the field that it is about."""
        name = getattr(denied, "field", None)
        self.add_error(name if name in self.fields else None, denied.reason)

    @property
    def given(self) -> dict:
        """The form as write_appointment takes it."""
        return self.cleaned_data | {"authorised": self.cleaned_data["authorised"] == "yes"}
