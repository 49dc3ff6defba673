import datetime as dt

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.visitor.parts import TICKED, Part
from core.ui.fields import ClockField, DayField
from core.ui.present import day
from register.enums import Sensitivity
from register.file.forms import ACCEPT
from register.file.uploads import UploadRefused, check_upload, most_bytes

USUAL = dt.timedelta(weeks=12)


class SharingForm(forms.Form):
    """What an invitation shares and until when. `documents` are those that may be ticked."""

    job = forms.CharField(
        label="Job role", max_length=80, required=False, help_text="For example speech therapist"
    )
    until = DayField(label="To the end of", error_messages={"required": "Say until when"})
    parts = forms.MultipleChoiceField(
        label="Share of the record", choices=Part.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Nothing is open that is not ticked. They see it as it stands on the day",
    )  # fmt: skip
    documents = forms.MultipleChoiceField(
        label="Share of the child’s file", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, documents, school, consent=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parts", "documents"):
            self.fields[
                name
            ].conditional = True  # one thing of either is ticked, so neither is marked as optional
        self.ticked = {document.reference: document for document in documents}
        self.fields["documents"].choices = [(key, document_label(one)) for key, one in self.ticked.items()]
        if not self.ticked:
            del self.fields["documents"]
        self.fields["parts"].choices = [
            (value, school.label("profile") if value == Part.PROFILE else label)
            for value, label in Part.choices
        ]
        if consent and consent.until:
            self.fields["until"].help_text = f"The parents’ consent is good until {day(consent.until)}"

    def clean_documents(self) -> list:
        """The documents behind the ticked references."""
        return [self.ticked[reference] for reference in self.cleaned_data["documents"]]

    @property
    def sharing(self) -> dict:
        """The fields as the actions take them."""
        return {"documents": [], **self.cleaned_data}


class InviteForm(SharingForm):
    """An invitation of a professional to one referral."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the professional’s name"}
    )
    email = forms.EmailField(
        label="Email", help_text="The address they use at work. They sign in with a code that is sent to it",
        error_messages={"required": "Enter an email address"},
    )  # fmt: skip
    start = DayField(label="From", error_messages={"required": "Say from when"})
    field_order = ["name", "email", "job", "start", "until", "parts", "documents"]


def document_label(document) -> str:
    """A document beside its tick: title, kind, date, and who else may open it where that is not everybody."""
    told = [str(document.get_kind_display()), day(document.dated) if document.dated else ""]
    kept = "kept for SENCo, head and DSL only" if document.sensitivity == Sensitivity.RESTRICTED else ""
    return f"{document.title} ({', '.join(word for word in (*told, kept) if word)})"


def invite_initial(referral, today: dt.date, consent) -> dict:
    """What an invitation's form begins with: the professional whom the referral names, twelve weeks, no longer than the
    consent, and ticks at what does not say who the child is."""
    who = referral.professional
    until = min(today + USUAL, consent.until) if consent and consent.until else today + USUAL
    return {"name": who.name if who else "", "email": who.email if who else "", "job": who.job if who else "",
            "start": today, "until": until, "parts": [part.value for part in TICKED]}  # fmt: skip


class ReportForm(forms.Form):
    """A report that the invited professional hands in. `cleaned_data["file"]` is an Upload."""

    file = forms.FileField(
        label=lazy("The report"), widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={
            "required": lazy("Choose the file that holds the report"),
            "empty": lazy("This file is empty. Choose the one that holds the report"),
        },
    )  # fmt: skip
    author = forms.CharField(
        label=lazy("Who wrote it?"), max_length=120, error_messages={"required": lazy("Say who wrote it")}
    )
    dated = DayField(label=lazy("Date on the report"), required=False)

    def __init__(self, *args, today: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["file"].help_text = _(
            "PDF, Word (.docx), OpenDocument text, PNG, JPEG or plain text, up to %(most)d MB"
        ) % {"most": settings.UPLOAD_MOST_MB}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > most_bytes():
            words = _(
                "This file has %(has)d MB and the most is %(most)d MB. Make it smaller, or split it, and choose it again"
            )
            raise forms.ValidationError(
                words % {"has": round(file.size / 1024 / 1024), "most": settings.UPLOAD_MOST_MB}
            )
        try:
            return check_upload(file.read(), file.name)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean_dated(self):
        dated = self.cleaned_data["dated"]
        if dated and dated > self.today:
            raise forms.ValidationError(_("This day is in the future: check the date"))
        return dated


class VisitForm(forms.Form):
    """When a professional comes."""

    on = DayField(label=lazy("Which day?"), error_messages={"required": lazy("Say which day")})
    at_time = ClockField(
        label=lazy("At what time?"), help_text=lazy("For example 9.30 or 1.15 pm"),
        error_messages={"required": lazy("Say at what time")},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=lazy("For how many minutes?"), min_value=5, max_value=480, initial=60,
        error_messages={"required": lazy("Say for how many minutes")},
    )  # fmt: skip
