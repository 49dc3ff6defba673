"""What people fill in on the way of a referral. Days are checked against the pupil's life; what the actions refuse is told
in the same words."""

from django import forms
from django.conf import settings
from django.utils import timezone

from agencies.enums import ConsentHow, Sector, SentHow
from agencies.models import Agency, Professional
from agencies.referrals.hooks import tried_so_far
from core.ui.fields import DayField
from register.arrangements.forms import text
from register.dates import check_day
from register.enums import ConversationKind
from register.file.forms import ACCEPT, AddDocumentForm
from register.file.queries import online_contacts

TALKS = (ConversationKind.MEETING, ConversationKind.CALL, ConversationKind.VISIT)
BY_STAFF = [(how.value, how.label) for how in ConsentHow if how != ConsentHow.ONLINE]


def when(label: str, error: str, **more) -> DayField:
    """The day on which something happened; today is offered."""
    return DayField(label=label, initial=timezone.localdate, error_messages={"required": error}, **more)


class StepForm(forms.Form):
    """A form about one referral: `past` names the days on which something happened, other days may be to come."""

    past: tuple[str, ...] = ("on",)

    def __init__(self, *args, referral, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.referral, self.user = referral, user
        self.set_up()

    def set_up(self) -> None:
        """Fill in what the referral knows already."""

    def clean(self):
        data = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, DayField) and name not in self.errors:
                try:
                    check_day(self.referral.pupil, data.get(name), future=name not in self.past)
                except forms.ValidationError as wrong:
                    self.add_error(name, wrong)
        return data


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return (
            f"{obj.name} ({obj.get_kind_display()})" if obj.get_kind_display() not in obj.name else obj.name
        )


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.agency.name}: {obj}"


class ReferralForm(forms.Form):
    """What is asked of whom. `pupil` gives the school, and what has been tried where nothing is written yet."""

    agency = AgencyField(
        Agency.objects.none(), label="Which agency?", to_field_name="reference", empty_label="Choose one",
        error_messages={"required": "Choose the agency", "invalid_choice": "Choose an agency of the directory"},
    )  # fmt: skip
    professional = PersonField(
        Professional.objects.none(), label="Somebody there by name", to_field_name="reference", required=False,
        empty_label="Nobody in particular", error_messages={"invalid_choice": "Choose somebody of the directory"},
    )  # fmt: skip
    asked = text(
        "What do we ask?", 5, 2000, required=True, error="Say what you ask of them",
        help_text="What we see, what we would like to know, and what the advice is for. Parents read this",
    )  # fmt: skip
    tried = text(
        "What has been tried, and what came of it?", 7, 3000,
        help_text="Drafted from the plans where there are any. Put it in your own words. Parents read this",
    )  # fmt: skip
    why_private = text(
        "Why can the local authority’s own service not meet this?", 3, 1000,
        help_text="Asked only where the agency is private",
    )  # fmt: skip

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        in_use = {"school": pupil.school_id, "retired_on": None}
        self.fields["agency"].queryset = Agency.objects.filter(**in_use).order_by("name")
        people = Professional.objects.filter(**in_use, agency__retired_on=None).select_related("agency")
        self.fields["professional"].queryset = people.order_by("agency__name", "name")
        if not self.is_bound and "tried" not in self.initial:
            self.initial["tried"] = tried_so_far(pupil)[:3000]

    def clean(self):
        data = super().clean()
        agency, person = data.get("agency"), data.get("professional")
        if agency and person and person.agency_id != agency.pk:
            self.add_error(
                "professional",
                f"{person.name} does not work for {agency.name}: choose somebody who does, or nobody",
            )
        if agency and agency.sector == Sector.PRIVATE and not data.get("why_private", "").strip():
            self.add_error("why_private", "Say why the local authority’s own service cannot meet this")
        return data


class TalkForm(StepForm):
    """The talk with the parents on progress and ways forward."""

    kind = forms.ChoiceField(
        label="What was it?", choices=[(kind.value, kind.label) for kind in TALKS], widget=forms.RadioSelect,
        initial=ConversationKind.MEETING, error_messages={"required": "Say whether it was a meeting or a call"},
    )  # fmt: skip
    on = when("When?", "Say when it was")
    people = forms.CharField(
        label="With whom?", max_length=300, help_text="Names and what they are to the child",
        error_messages={"required": "Say with whom it was"},
    )  # fmt: skip
    about = text(
        "What was said?", 5, 4000, required=True, error="Say what was said",
        help_text="On progress so far, on ways forward, and what the parents think of asking this agency",
    )  # fmt: skip
    ask = forms.BooleanField(
        label="Ask them for their answer online", required=False, initial=True,
        help_text="They get an email that names nobody, and answer after signing in. Leave it out when they answered "
        "at the meeting: record that next",
    )  # fmt: skip

    def set_up(self) -> None:
        self.online = online_contacts(self.referral.pupil)
        if not self.online:
            del self.fields["ask"]

    def clean(self):
        data = super().clean()
        data.setdefault("ask", False)
        return data


class ContactField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.name}, {obj.relationship.lower()}" if obj.relationship else obj.name


class WhoForm(StepForm):
    """Who answered, how and when, as staff record it."""

    contact = ContactField(
        None, label="Who answered?", required=False, to_field_name="reference", empty_label="Somebody else, named below",
        error_messages={"invalid_choice": "Choose among the contacts of this child"},
    )  # fmt: skip
    who = forms.CharField(
        label="Somebody else", max_length=120, required=False,
        help_text="With parental responsibility: name and what they are to the child",
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How?", choices=BY_STAFF, widget=forms.RadioSelect, error_messages={"required": "Say how they answered"},
    )  # fmt: skip
    given_on = when("When?", "Say when they answered")
    past = ("given_on",)

    def set_up(self) -> None:
        contacts = self.referral.pupil.contacts.order_by("priority")
        self.fields["contact"].queryset = contacts
        self.fields["contact"].conditional = self.fields["who"].conditional = True
        self.initial.setdefault("contact", next((one.reference for one in contacts[:1]), ""))

    def clean(self):
        data = super().clean()
        if not data.get("contact") and not data.get("who", "").strip() and "contact" not in self.errors:
            self.add_error("who", "Say who answered")
        return data


class ConsentForm(WhoForm):
    """The parents agree: to what, until when."""

    purpose = text("To what do they agree?", 3, 1000, required=True, error="Say what they agree to")
    until = DayField(
        label="Until when?",
        required=False,
        help_text="Leave it empty when they set no end. For example 31 08 2027",
    )
    why = forms.CharField(label="What they said", max_length=500, required=False)
    file = forms.FileField(
        label="The signed form", required=False, widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"empty": "This file is empty. Choose the one that holds the document"},
    )  # fmt: skip

    clean_file = AddDocumentForm.clean_file

    def set_up(self) -> None:
        super().set_up()
        name, agency = self.referral.pupil.first_name, self.referral.agency.name
        self.fields[
            "file"
        ].help_text = f"A scan or photograph, up to {settings.UPLOAD_MOST_MB} MB. It is put in the file"
        self.initial.setdefault(
            "purpose", f"The school asks {agency} to see {name}, gives them what this referral says, and receives their "
            "report and shares it with the class teacher and the parents.",
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        until, given = data.get("until"), data.get("given_on")
        if until and until < max(given or until, timezone.localdate()):
            self.add_error("until", "This day is over already: choose a later day, or none")
        data["paper"] = data.pop("file", None)
        return data


class RefuseForm(WhoForm):
    """The parents do not agree."""

    why = forms.CharField(label="What they said", max_length=500, required=False)


class WithdrawForm(StepForm):
    """The parents take their consent back."""

    who = forms.CharField(
        label="Who told you?", max_length=120, error_messages={"required": "Say who told you"}
    )
    how = forms.ChoiceField(
        label="How?", choices=BY_STAFF, widget=forms.RadioSelect, error_messages={"required": "Say how they told you"},
    )  # fmt: skip
    on = when("When?", "Say when they told you")
    words = forms.CharField(label="What they said", max_length=250, required=False)


def _how_field() -> forms.ChoiceField:
    choices = [(how.value, how.label) for how in SentHow if how != SentHow.INVITED]
    return forms.ChoiceField(
        label="How?", choices=choices, widget=forms.RadioSelect,
        help_text="Never by ordinary email: it names a child",
        error_messages={"required": "Say how it was given"},
    )  # fmt: skip


class DiscloseForm(StepForm):
    """Something about the child was told or given to somebody outside."""

    on = when("When?", "Say when it was")
    how = _how_field()
    to = forms.CharField(label="To whom?", max_length=160, error_messages={"required": "Say to whom"})
    what = forms.CharField(
        label="What was told or given?", max_length=500, help_text="For example the referral form and the last plan",
        widget=forms.Textarea({"rows": 3}), error_messages={"required": "Say what was given"},
    )  # fmt: skip

    def set_up(self) -> None:
        service = self.referral.school.secure_service
        if service:
            named = [
                (key, service if key == SentHow.SECURE else label)
                for key, label in self.fields["how"].choices
            ]
            self.fields["how"].choices = named
        person = self.referral.professional
        self.initial.setdefault(
            "to", f"{person.name}, {self.referral.agency.name}" if person else self.referral.agency.name
        )


class SendForm(DiscloseForm):
    """The referral left the school."""

    why_private = text("Why can the local authority’s own service not meet this?", 3, 1000, required=True,
                       error="Say why the local authority’s own service cannot meet this")  # fmt: skip

    def set_up(self) -> None:
        super().set_up()
        self.initial.setdefault("what", "The referral form")
        if self.referral.agency.sector != Sector.PRIVATE or self.referral.why_private.strip():
            del self.fields["why_private"]


class AnswerForm(StepForm):
    """What the agency answers."""

    accepted = forms.ChoiceField(
        label="What do they say?", choices=[("yes", "They accept"), ("no", "They decline")], widget=forms.RadioSelect,
        error_messages={"required": "Say whether they accept"},
    )  # fmt: skip
    on = when("When did they answer?", "Say when they answered")
    expected_by = DayField(label="When they accept: by when will they see the child?", required=False)
    why = text("When they decline: why?", 3, 1000, help_text="The parents read this too")

    def set_up(self) -> None:
        self.fields["why"].conditional = True

    def clean(self):
        data = super().clean()
        if data.get("accepted") == "no" and not data.get("why", "").strip():
            self.add_error("why", "Say why they declined: it helps to ask the right service next")
        if data.get("accepted"):
            data["accepted"] = data["accepted"] == "yes"
        return data


class SeenForm(StepForm):
    """The child was seen."""

    on = when("When was the child seen?", "Say when it was",
              help_text="A visit to school is recorded on the calendar, and this step follows by itself")  # fmt: skip


class CloseForm(StepForm):
    """The referral ends."""

    why = forms.CharField(
        label="How did it end?", max_length=500, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why it ends"},
    )  # fmt: skip

    def set_up(self) -> None:
        self.fields["why"].required = self.referral.state != "decided"
