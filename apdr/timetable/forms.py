from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apdr.enums import DutyKind, Weekday
from core.calendar.dates import academic_year
from core.ui.fields import ClockField, DayField
from register.models import SchoolClass


class DutyForm(forms.Form):
    """What an adult is deployed to at a weekly time."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=DutyKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is")},
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label=_("On which day of the week?"), choices=Weekday.choices, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Say on which day"), "invalid_choice": _("Choose a day from Monday to Friday")},
    )  # fmt: skip
    begins = ClockField(label=_("Begins at"), error_messages={"required": _("Say when it begins")})
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=5, max_value=480, help_text=_("From 5 to 480"),
        error_messages={"required": _("Say for how many minutes"),
                        "invalid": _("Enter the minutes as a number, for example 45"),
                        "min_value": _("At least 5 minutes"), "max_value": _("At most 480 minutes")},
    )  # fmt: skip
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), label=_("Class"), required=False, empty_label=_("None"), to_field_name="reference",
        error_messages={"invalid_choice": _("Choose a class of this year")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("With whom or what"), max_length=80, required=False,
        help_text=_("For example phonics groups, or resources for science. Name no child"),
    )  # fmt: skip
    start = DayField(
        label=_("From"), initial=timezone.localdate, error_messages={"required": _("Say from when")},
        help_text=_("Today or later: what has been stays as it was"),
    )  # fmt: skip
    end = DayField(label=_("Until"), required=False, help_text=_("Leave it empty while it lasts"))

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        year = academic_year(timezone.localdate())
        self.fields["school_class"].queryset = SchoolClass.objects.filter(
            school=school, academic_year=year
        ).order_by("name")

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("This is before it begins: check the dates"))
        return data


class EndDutyForm(forms.Form):
    """Until when a duty is kept."""

    end = DayField(
        label=_("The last day"), initial=timezone.localdate, error_messages={"required": _("Say until when")},
        help_text=_("Yesterday at the earliest"),
    )  # fmt: skip
