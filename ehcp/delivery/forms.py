from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.ui.fields import DayField
from ehcp.delivery.copying import needs_reason
from ehcp.delivery.queries import Choice
from ehcp.enums import DisclosureBasis, Letter, ServedHow
from register.dates import check_day
from register.file.forms import ConversationForm

NO_GROUND = "none"
RECORD, PDF = "record", "pdf"


class GiverForm(forms.Form):
    """Who gives one line of Section F here."""

    hide_optional = True

    provisions = forms.MultipleChoiceField(
        label=lazy("Which of the child’s provision gives it?"), required=False,
        widget=forms.CheckboxSelectMultiple({"down": True}),
        help_text=lazy("Its sessions count for this line, and for no other line of the plan"),
    )  # fmt: skip
    delivered_by = forms.CharField(
        label=lazy("Who gives it here, in words"), max_length=200, required=False,
        help_text=lazy("For what has no sessions to count, for example every teacher, in class"),
    )  # fmt: skip

    def __init__(self, *args, choices: list[Choice], told, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provisions"].choices = [(one.reference, told(one)) for one in choices]
        if not choices:
            del self.fields["provisions"]


class TalkForm(ConversationForm):
    """The talk with parents and child on how the plan is put into practice (R-148)."""

    field_order = ("kind", "on", "people", "about", "next_step", "next_by")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["done_on"], self.fields["sensitivity"]
        self.fields["people"].help_text = _("Parents and the child, with anybody else who was there")
        self.fields["about"].label = _("How is the plan put into practice, and what should it change?")


class DisclosureForm(forms.Form):
    """What of the plan is shown, to whom, on what ground. The action refuses what has no ground; this form says so beside
    the field."""

    parts = forms.MultipleChoiceField(
        label=lazy("Which sections?"), widget=forms.CheckboxSelectMultiple({"down": True}), required=False,
        help_text=lazy("Only what is needed"),
        choices=[(letter.value, f"{letter.value} {letter.label}") for letter in Letter],
    )  # fmt: skip
    whole = forms.BooleanField(label=lazy("All of them, the whole plan"), required=False)
    to = forms.CharField(
        label=lazy("To whom?"), max_length=160, help_text=lazy("Name and what they are, for example Dr Amin, paediatrician"),
        error_messages={"required": lazy("Say to whom")},
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=lazy("On what ground?"), widget=forms.RadioSelect({"down": True}),
        choices=[*DisclosureBasis.choices, (NO_GROUND, lazy("None of these"))],
        error_messages={"required": lazy("Say on what ground the plan is shown")},
    )  # fmt: skip
    consent_by = forms.CharField(
        label=lazy("With consent: who consented?"), max_length=120, required=False,
        help_text=lazy("A parent, or a young person over 16 for themselves"),
    )  # fmt: skip
    consent_on = DayField(label=lazy("With consent: on which day?"), required=False)
    why = forms.CharField(
        label=lazy("The reason"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=lazy("Wanted for every ground but family, staff, authority and consent: who asked, for what"),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=lazy("How does it reach them?"), choices=[("", lazy("Choose one")), *ServedHow.choices],
        help_text=lazy("Never in ordinary email"), error_messages={"required": lazy("Say how it reaches them")},
    )  # fmt: skip
    on = DayField(label=lazy("On which day?"), error_messages={"required": lazy("Say on which day")})
    then = forms.ChoiceField(
        label=lazy("And now?"), widget=forms.RadioSelect({"down": True}), initial=PDF,
        choices=[(PDF, lazy("Make a PDF of these sections for them")),
                 (RECORD, lazy("Only write it down: nothing is printed from here"))],
    )  # fmt: skip

    def __init__(self, *args, plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["on"].initial = timezone.localdate
        asked = [basis for basis in DisclosureBasis.values if needs_reason(basis)]
        for name, bases in (
            ("consent_by", ["consent"]),
            ("consent_on", ["consent"]),
            ("why", ["consent", *asked]),
        ):
            self.fields[name].conditional, self.fields[name].when = True, f"basis:{' '.join(bases)}"
        self.fields["parts"].conditional = self.fields["whole"].conditional = True

    def clean_on(self):
        return check_day(self.plan.pupil, self.cleaned_data["on"], after_leaving=True)

    def clean_consent_on(self):
        return check_day(self.plan.pupil, self.cleaned_data["consent_on"], after_leaving=True)

    def clean(self):
        data = super().clean()
        if data.get("whole"):
            data["parts"] = list(Letter.values)
        if not data.get("parts") and "parts" not in self.errors:
            self.add_error("parts", _("Tick the sections that are shown"))
        if data.get("basis") == DisclosureBasis.CONSENT:
            self._ask("consent_by", _("Say who consented: without consent the plan is not shown"))
            self._ask("consent_on", _("Say when they consented"))
            if data.get("consent_on") and data.get("on") and data["consent_on"] > data["on"]:
                self.add_error("consent_on", _("Consent comes before the plan is shown: check the dates"))
        elif data.get("basis") and data["basis"] != NO_GROUND and needs_reason(data["basis"]):
            self._ask("why", _("This ground needs its reason: say who asked, for what"))
        return data

    def _ask(self, name: str, words: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)

    def shown(self) -> dict:
        """What `disclose` takes."""
        names = ("parts", "to", "basis", "how", "on", "consent_by", "consent_on", "why")
        return {name: self.cleaned_data[name] for name in names}
