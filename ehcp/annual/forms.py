"""What people fill in for a review. What the actions refuse is told in the same words, beside the field."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from core.accounts.permissions import Denied
from core.schools.labels import inside
from core.ui.fields import ClockField
from ehcp.annual.consequences import check_date
from ehcp.enums import Coming, InviteeRole, ReviewKind, ServedHow
from ehcp.rules.forms import LegalDayField
from register.arrangements.forms import text
from register.dates import check_day
from register.file.forms import ACCEPT, AddDocumentForm
from register.models import Contact


def line(label: str, most: int, *, required: str = "", help_text: str = "") -> forms.CharField:
    """One line of text; `required` says what to do when it is empty."""
    return forms.CharField(label=label, max_length=most, required=bool(required), help_text=help_text,
                           error_messages={"required": required} if required else {})  # fmt: skip


class MeetingForm(forms.Form):
    """The day of the meeting and what goes with it. `facts_for(on, kind)` gives the facts of the clock for a day."""

    on = LegalDayField(
        label=lazy("Day of the meeting"), error_messages={"required": lazy("Give the day of the meeting")}
    )
    at_time = ClockField(label=lazy("Time"), required=False, help_text=lazy("For example 2.30 pm"))
    place = line(lazy("Where"), 120)
    hosting = text(
        lazy("Who hosts, and what is needed"), 3, 1000,
        help_text=lazy("For example who greets people, a room without steps, an interpreter, a video link"),
    )  # fmt: skip
    pep_on = LegalDayField(label=lazy("The personal education plan is due by"), required=False)

    def __init__(self, *args, pupil, facts_for, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil, self.facts_for = pupil, facts_for

    def clean(self):
        data = super().clean()
        on, kind = data.get("on"), data.get("kind") or ReviewKind.ANNUAL
        if on is not None:
            try:
                check_date(self.facts_for(on, kind), on, kind, first_name=self.pupil.first_name)
            except Denied as denied:
                self.add_error("on", denied.reason)
        return data


class StartForm(MeetingForm):
    """A review begins."""

    kind = forms.ChoiceField(
        label=lazy("What kind of review?"), widget=forms.RadioSelect, initial=ReviewKind.ANNUAL
    )
    why_early = line(lazy("Why is it early?"), 500)
    with_pep = forms.BooleanField(
        label=lazy("Together with the review of the personal education plan"), required=False
    )
    field_order = ["on", "kind", "why_early", "with_pep", "pep_on", "at_time", "place", "hosting"]

    def __init__(self, *args, kinds: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, ReviewKind(kind).label) for kind in kinds]
        self.fields["why_early"].when = "kind:early"
        self.fields["pep_on"].when = "with_pep:on"
        self.fields["why_early"].conditional = self.fields["pep_on"].conditional = True
        if not self.pupil.looked_after:
            del self.fields["with_pep"], self.fields["pep_on"]

    def clean(self):
        data = super().clean()
        if data.get("kind") == ReviewKind.EARLY and not data.get("why_early", "").strip():
            self.add_error("why_early", lazy("Say why the review is early: for example what has changed"))
        if data.get("with_pep") and not data.get("pep_on") and "pep_on" not in self.errors:
            self.add_error("pep_on", lazy("Give the day by which the personal education plan is due"))
        return data


class MoveForm(MeetingForm):
    """The meeting is moved, or its hour and place are put right."""

    why = line(
        lazy("Why is it moved?"), 300, help_text=lazy("Needed when the day changes: everybody is told again")
    )
    field_order = ["on", "why", "at_time", "place", "hosting", "pep_on"]

    def __init__(self, *args, review, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        self.fields["why"].conditional = True
        if not review.with_pep:
            del self.fields["pep_on"]

    def clean(self):
        data = super().clean()
        if data.get("on") and data["on"] != self.review.on and not data.get("why", "").strip():
            self.add_error("why", lazy("Say why the meeting is moved: everybody has to be told again"))
        return data


class WhyForm(forms.Form):
    """A reason, and nothing else."""

    why = line("", 300, required=lazy("Say why"))

    def __init__(self, *args, label: str, help_text: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = label, help_text


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple(attrs={"down": True})

    def label_from_instance(self, obj) -> str:
        role = str(obj.get_role_display())
        return obj.name if obj.name.lower() == role.lower() else f"{obj.name}, {inside(role)}"


class ServeForm(forms.Form):
    """Something was given to people on a day."""

    invitees = PeopleField(None, label=lazy("To whom?"), to_field_name="reference",
                           error_messages={"required": lazy("Tick at least one person")})  # fmt: skip
    on = LegalDayField(label=lazy("When?"), initial=timezone.localdate,
                       error_messages={"required": lazy("Say when it was given")})  # fmt: skip
    how = forms.ChoiceField(label=lazy("How?"), widget=forms.RadioSelect, help_text=lazy(
        "Never by ordinary email: it names a child"), error_messages={"required": lazy("Say how it was given")})  # fmt: skip
    with_ask = forms.BooleanField(label=lazy("It asked for their advice too"), required=False, initial=True,
                                  help_text=lazy("The letters made here do"))  # fmt: skip
    note = line(lazy("Anything to remember"), 200)

    def __init__(self, *args, review, people, ticked, secure: str, asks: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        self.fields["invitees"].queryset = review.invitees.filter(pk__in=[one.pk for one in people])
        self.initial.setdefault("invitees", [one.reference for one in ticked])
        self.fields["how"].choices = [(how.value, secure if secure and how == ServedHow.SECURE else how.label)
                                      for how in ServedHow]  # fmt: skip
        if not asks:
            del self.fields["with_ask"]

    def clean_on(self):
        return check_day(self.review.pupil, self.cleaned_data["on"])


class LettersForm(forms.Form):
    """Letters of notice to make."""

    invitees = PeopleField(None, label=lazy("For whom?"), to_field_name="reference",
                           error_messages={"required": lazy("Tick at least one person")})  # fmt: skip
    advice_wanted_by = LegalDayField(
        label=lazy("Advice is asked for by"),
        error_messages={"required": lazy("Give a day by which it is asked for")},
    )
    own = text(lazy("Your own words in each letter"), 3, 600)
    together = forms.ChoiceField(
        label=lazy("As what?"), widget=forms.RadioSelect, initial="",
        choices=[("", lazy("A letter for each, filed one by one")), ("yes", lazy("One PDF with all of them, to print"))],
        required=False,
    )  # fmt: skip

    def __init__(self, *args, review, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        self.fields["together"].conditional = True
        self.fields["invitees"].queryset = review.invitees.all()
        self.initial.setdefault("invitees", list(review.invitees.values_list("reference", flat=True)))

    def clean(self):
        data = super().clean()
        wanted = data.get("advice_wanted_by")
        if wanted and wanted > self.review.on:
            self.add_error(
                "advice_wanted_by", lazy("Advice is wanted before the meeting: choose an earlier day")
            )
        if wanted and wanted < timezone.localdate():
            self.add_error("advice_wanted_by", lazy("This day is over: choose one to come"))
        data["together"] = data.get("together") == "yes"
        return data


class ContactField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.name}, {obj.relationship.lower()}" if obj.relationship else obj.name


class InviteForm(forms.Form):
    """Somebody who is asked to the review."""

    role = forms.ChoiceField(label=lazy("As what?"), choices=[("", lazy("Choose one")), *InviteeRole.choices],
                             error_messages={"required": lazy("Say as what they are asked")})  # fmt: skip
    contact = ContactField(None, label=lazy("A contact of the child"), required=False, to_field_name="reference",
                           empty_label=lazy("Nobody of these"), help_text=lazy("For a parent or carer"))  # fmt: skip
    name = line(lazy("Name"), 120, help_text=lazy("Or the post, where the name is not known yet"))
    job = line(lazy("Job or service"), 120)
    email = forms.EmailField(label=lazy("Work email"), required=False, help_text=lazy(
        "Used to say that something waits, never for what names a child"))  # fmt: skip
    address = text(
        lazy("Where papers go"), 3, 300, help_text=lazy("For letters, or the name of a secure mailbox")
    )
    advice_wanted = forms.BooleanField(label=lazy("Their advice is asked for"), required=False, initial=True)

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = Contact.objects.filter(pupil=pupil).order_by("priority")
        self.fields["contact"].when, self.fields["contact"].conditional = "role:parent", True
        self.fields["name"].conditional = True

    def clean(self):
        data = super().clean()
        contact = data.get("contact") if data.get("role") == InviteeRole.PARENT else None
        data["contact"], data["user"] = contact, contact.user if contact else None
        if contact and not data.get("name", "").strip():
            data["name"], data["job"] = contact.name, data.get("job") or contact.relationship
        if not data.get("name", "").strip() and "name" not in self.errors:
            self.add_error("name", lazy("Give a name, or the post where the name is not known yet"))
        return data


class PersonForm(InviteForm):
    """Somebody on the list, put right. Whoever signs in here under this place goes on doing so."""

    def clean(self):
        data = super().clean()
        if data.get("role") != InviteeRole.PARENT:
            data.pop("user", None)
        return data


class ComingForm(forms.Form):
    """Whether somebody comes."""

    coming = forms.ChoiceField(
        label=lazy("Do they come?"), choices=Coming.choices, widget=forms.RadioSelect, required=False
    )
    wants_advocate = forms.BooleanField(
        label=lazy("They would like an advocate to help them have their say"), required=False
    )


class AdviceForm(forms.Form):
    """Advice and information, typed or as a document; or why there is none."""

    advice = text(lazy("The advice"), 14, 6000)
    file = forms.FileField(
        label=lazy("As a document"), required=False, widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"empty": lazy("This file is empty. Choose the one that holds the document")},
    )  # fmt: skip
    on = LegalDayField(label=lazy("Received on"), initial=timezone.localdate,
                       error_messages={"required": lazy("Say when it was received")})  # fmt: skip
    why = line(lazy("Or: there is none because"), 300)

    clean_file = AddDocumentForm.clean_file

    def __init__(self, *args, invitee, own: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.invitee = invitee
        said = lazy("Up to %(most)d MB. It goes beside the papers: what you type above stands in them")
        self.fields["file"].help_text = said % {"most": settings.UPLOAD_MOST_MB}
        if own:
            self.fields["advice"].label, self.fields["on"].label = lazy("What I advise"), lazy("Written on")
            self.fields["why"].label = lazy("Or: I have none because")
        self.fields["advice"].conditional = self.fields["file"].conditional = self.fields[
            "why"
        ].conditional = True

    def clean_on(self):
        return check_day(self.invitee.review.pupil, self.cleaned_data["on"])

    def clean(self):
        data = super().clean()
        given = data.get("advice", "").strip() or data.get("file") or self.invitee.advice_paper_id
        if not given and not data.get("why", "").strip() and "file" not in self.errors:
            self.add_error("advice", lazy("Write the advice, choose the document, or say why there is none"))
        return data
