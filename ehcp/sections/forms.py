"""Forms of plans, versions, their rows, and local authorities."""

from django import forms
from django.utils import timezone

from core.ui.fields import DayField
from ehcp.enums import Letter, Per, VersionKind
from ehcp.models import LocalAuthority
from ehcp.sections.queries import authorities
from register.enums import Area
from register.file.forms import ACCEPT
from register.file.uploads import UploadRefused, check_upload, most_bytes

NEW = "new"
MADE_HELP = "The date of the first final plan. Leave it empty while the plan is only a draft"


def lines(label: str, rows: int, most: int, *, required: bool = False, help_text: str = "", error: str = ""):
    """A text of several lines."""
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea({"rows": rows}), help_text=help_text,
        error_messages={"required": error} if error else {},
    )  # fmt: skip


class AuthorityForm(forms.Form):
    """A local authority and the officers whom it asks to be invited."""

    name = forms.CharField(label="Name", max_length=120, help_text="For example Hertfordshire County Council",
                           error_messages={"required": "Give the name of the local authority"})  # fmt: skip
    address = lines("Address for letters", 4, 500)
    officer = forms.CharField(label="SEN officer", max_length=120, required=False)
    officer_email = forms.EmailField(label="SEN officer’s work email", required=False)
    health = forms.CharField(label="Health: designated officer", max_length=120, required=False)
    health_email = forms.EmailField(label="Their work email", required=False)
    social = forms.CharField(label="Social care: designated officer", max_length=120, required=False)
    social_email = forms.EmailField(label="Their work email", required=False)


class PlanForm(forms.Form):
    """Who maintains a plan, and the days from which its reviews are counted."""

    authority = forms.ChoiceField(
        label="Which local authority maintains it?", error_messages={"required": "Choose the local authority"}
    )
    authority_name = forms.CharField(
        label="Name of another local authority", max_length=120, required=False,
        help_text="Only where it is not in the list: its officers can be added later",
    )  # fmt: skip
    officer = forms.CharField(
        label="Case officer",
        max_length=120,
        required=False,
        help_text="Where it is not the authority’s usual SEN officer",
    )
    made_on = DayField(label="Plan first made on", required=False, help_text=MADE_HELP)
    before_meeting_on = DayField(
        label="Last review meeting, before you kept it here", required=False,
        help_text="For the cautious date, which some authorities count from the meeting",
    )  # fmt: skip
    before_decision_on = DayField(
        label="Decision after that meeting", required=False,
        help_text="The date of the letter: the next review is counted from it",
    )  # fmt: skip

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.school = school
        kept = [(one.reference, one.name) for one in authorities(school)]
        self.fields["authority"].choices = [*kept, (NEW, "Another: name it below")]
        if not self.is_bound and "authority" not in self.initial and kept:
            self.initial["authority"] = kept[0][0]

    def clean(self):
        data = super().clean()
        new = data.get("authority") == NEW
        if new and not data.get("authority_name", "").strip():
            self.add_error("authority_name", "Give its name, or choose one of the list")
        if not new and data.get("authority_name", "").strip():
            self.add_error("authority_name", "Choose “Another” above, or leave this empty")
        return data

    def chosen(self) -> LocalAuthority | None:
        """The authority of the list that was chosen; None where a new one is named."""
        reference = self.cleaned_data["authority"]
        return (
            None if reference == NEW else LocalAuthority.objects.get(school=self.school, reference=reference)
        )


class ChangePlanForm(PlanForm):
    """The same, with a move to another local authority (reg 15)."""

    move_known_on = DayField(
        label="The old authority knew of the move on", required=False,
        help_text="Where the child has moved: the plan follows within 15 working days",
    )  # fmt: skip
    transferred_on = DayField(
        label="The plan came to this authority on", required=False,
        help_text="It then has six weeks to tell the parents when it will review it",
    )  # fmt: skip


class EndForm(forms.Form):
    """The plan ends."""

    on = DayField(label="Ended on", error_messages={"required": "Give the day"})
    why = lines("Why does it end?", 3, 500, required=True, error="Say why it ends",
                help_text="For example: moved to Scotland; ceased by the authority after the appeal")  # fmt: skip


class ReceiveForm(forms.Form):
    """A draft, proposed amendments or a final plan that came."""

    kind = forms.ChoiceField(label="What is it?", choices=VersionKind.choices, widget=forms.RadioSelect,
                             error_messages={"required": "Say what it is"})  # fmt: skip
    issued_on = DayField(
        label="Date on the document", error_messages={"required": "Give the date on the document"}
    )
    received_on = DayField(label="Received on", initial=timezone.localdate,
                           error_messages={"required": "Give the day on which it came"})  # fmt: skip
    file = forms.FileField(
        label="The document as issued", required=False, widget=forms.ClearableFileInput({"accept": ACCEPT}),
        help_text="Kept unchanged, for the SENCo, the head and the DSL",
    )  # fmt: skip
    copy = forms.BooleanField(
        label="Start from what was typed of the version before", required=False, initial=True
    )

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if file.size > most_bytes():
            raise forms.ValidationError("This file is too large: save it smaller and choose it again")
        try:
            return check_upload(file.read(), file.name)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class SectionsForm(forms.Form):
    """The texts of all sections, each in its own field named by its letter."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for letter in Letter:
            self.fields[letter.value] = lines(
                f"{letter.value}. {letter.label}", 5, 20000, help_text=HINTS.get(letter, "")
            )


HINTS = {
    Letter.B: "The text as issued. Each need also has a row of its own, so that outcomes can answer it",
    Letter.E: "The text as issued. Each outcome also has a row of its own",
    Letter.F: "The text as issued. Each thing that must be given also has a row of its own",
    Letter.I: "Blank in a draft",
    Letter.K: "Which advice is attached",
}


class NeedForm(forms.Form):
    """A need of Section B."""

    text = lines("The need, in the plan’s words", 4, 2000, required=True, error="Write down the need")
    area = forms.ChoiceField(
        label="Area of need", required=False,
        choices=[("", "Not said"), *((one.value, one.label) for one in Area if one != Area.NONE)],
    )  # fmt: skip


class _Links(forms.Form):
    """Rows of the same version to tick; `link` names the field."""

    link, letter_of, label = "", "", ""

    def __init__(self, *args, rows, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.reference: row for row in rows}
        if rows:
            self.fields[self.link] = forms.MultipleChoiceField(
                label=self.label, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(row.reference, f"{self.letter_of}{row.number}. {row.text[:160]}") for row in rows],
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        data[self.link] = [self.rows[one] for one in data.get(self.link, [])]
        return data


class OutcomeForm(_Links):
    """An outcome of Section E, and the needs that it answers."""

    text = lines("The outcome, in the plan’s words", 4, 2000, required=True, error="Write down the outcome")
    by_when = forms.CharField(label="By when, as the plan says", max_length=120, required=False)
    link, letter_of, label = "needs", "B", "Which needs does it answer?"


class ProvisionForm(_Links):
    """Something that the plan says must be given."""

    text = lines(
        "What must be given, in the plan’s words",
        4,
        3000,
        required=True,
        error="Write down what the plan says",
    )
    letter = forms.ChoiceField(
        label="Section", choices=[(one, f"{one}. {Letter(one).label}") for one in ("F", "G", "H1", "H2")]
    )
    minutes = forms.IntegerField(
        label="Minutes each time", required=False, min_value=1, max_value=420,
        help_text="Leave it empty where the plan does not say",
    )  # fmt: skip
    times = forms.IntegerField(label="How many times", required=False, min_value=1, max_value=60)
    per = forms.ChoiceField(label="In what time", required=False, choices=[("", "Not said"), *Per.choices])
    who = forms.CharField(label="Who gives it, as the plan says", max_length=200, required=False)
    link, letter_of, label = "outcomes", "E", "Which outcomes does it serve?"

    def clean(self):
        data = super().clean()
        if (data.get("times") is None) != (data.get("per") == "") and "times" not in self.errors:
            self.add_error("times", "Say both how many times and in how long, or leave both empty")
        return data
