from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.directory.actions import LONGEST_WAIT
from agencies.directory.starter import USUAL
from agencies.enums import AgencyKind, CheckKind, Sector
from core.ui.fields import DayField


def area(label: str, rows: int, most: int, help_text: str = "") -> forms.CharField:
    """A text of several lines that may stay empty."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows}),
    )


class AgencyForm(forms.Form):
    """An agency: what it does, who stands behind it, how to reach it and how to refer."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Give the agency a name")}
    )
    kind = forms.ChoiceField(
        label=_("What does it do?"), choices=[("", _("Choose one")), *AgencyKind.choices],
        error_messages={"required": _("Say what it does")},
    )  # fmt: skip
    sector = forms.ChoiceField(
        label=_("Who stands behind it?"), choices=Sector.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say who stands behind it")},
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("Email"), required=False, help_text=_("For messages that name no child"),
        error_messages={"invalid": _("Check the email address, such as office@agency.nhs.uk")},
    )  # fmt: skip
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https",
        error_messages={"invalid": _("Check the address of the website, such as www.agency.org.uk")},
    )  # fmt: skip
    address = area(_("Postal address"), 3, 300)
    route = area(
        _("How to refer"), 3, 1000, _("Which form or website, what goes with it, to whom, by what secure way")
    )
    usual_weeks = forms.IntegerField(
        label=_("Weeks to wait, as they say"), required=False, min_value=0, max_value=LONGEST_WAIT,
        widget=forms.TextInput({"inputmode": "numeric", "class": "day-input"}),
        error_messages={"invalid": _("Write whole weeks, such as 18"), "min_value": _("At least 0 weeks"),
                        "max_value": _("At most %(limit_value)s weeks")},
    )  # fmt: skip
    for_parents = forms.BooleanField(
        label=_("Parents may be given these contacts"), required=False,
        help_text=_("For an assessment that they arrange themselves"),
    )  # fmt: skip
    notes = area(_("Notes for staff"), 3, 1000)


class ProfessionalForm(forms.Form):
    """Somebody of an agency."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Say who it is")})
    job = forms.CharField(
        label=_("Job role"), max_length=80, help_text=_("For example speech and language therapist"),
        error_messages={"required": _("Say what their job is")},
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("Email"), required=False,
        error_messages={"invalid": _("Check the email address, such as name@agency.nhs.uk")},
    )  # fmt: skip
    employed = forms.BooleanField(
        label=_("The school employs them privately"), required=False,
        help_text=_("Then their qualification, registration, DBS check and insurance are seen before any visit"),
    )  # fmt: skip


class CheckForm(forms.Form):
    """What was seen of somebody whom the school employs."""

    kind = forms.ChoiceField(
        label=_("What was seen?"), choices=CheckKind.choices, widget=forms.RadioSelect({"down": True}),
        error_messages={"required": _("Say what was seen")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In words, with its number"), max_length=200,
        help_text=_("For example HCPC register, SL12345. Keep no copy of a DBS certificate: its number and date do"),
        error_messages={"required": _("Write down what was seen, with its number")},
    )  # fmt: skip
    seen_on = DayField(
        label=_("Seen on"), initial=timezone.localdate, error_messages={"required": _("Say when it was seen")}
    )
    valid_until = DayField(
        label=_("Good until"), required=False,
        help_text=_("Insurance and registration run out: the list of checks says so six weeks before. Such as 31 08 2027"),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        seen, until = data.get("seen_on"), data.get("valid_until")
        if seen and seen > timezone.localdate():
            self.add_error("seen_on", _("This day is in the future: enter the day on which it was seen"))
        if seen and until and until < seen:
            self.add_error("valid_until", _("It ran out before it was seen: check the dates"))
        return data


class UsualForm(forms.Form):
    """Which of the usual services the school works with."""

    kinds = forms.MultipleChoiceField(
        choices=[(kind.value, kind.label) for kind in USUAL], required=False,
        error_messages={"invalid_choice": _("Tick services of the list")},
    )  # fmt: skip


class NamesForm(forms.Form):
    """Names of staff, pasted many lines at once."""

    hide_optional = True

    people = forms.CharField(
        label=_("Names, one person a line"), max_length=40_000, widget=forms.Textarea({"rows": 8}),
        help_text=_("With the job after a comma, if you like: Rosa Quill, cook"),
        error_messages={"required": _("Write at least one name")},
    )  # fmt: skip

    def clean_people(self) -> list[tuple[str, str]]:
        """(name, job) of each line, split at the first comma, tab or semicolon."""
        lines = self.cleaned_data["people"].replace("\t", ",").replace(";", ",").splitlines()
        pairs = [line.partition(",") for line in lines if line.strip(" ,-•*")]
        return [(name.strip(' -•*"'), job.strip(' ,"')) for name, _comma, job in pairs]
