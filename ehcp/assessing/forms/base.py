"""What every form of a needs assessment shares: days that happened, papers of the authority, how something was sent."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.enums import SentHow
from core.ui.fields import DayField
from register.dates import check_day
from register.file.forms import ACCEPT, AddDocumentForm

OWN_SITE = {SentHow.PORTAL: _("The authority’s own website")}
HOW = [(how.value, OWN_SITE.get(how, how.label)) for how in SentHow if how != SentHow.INVITED]


def when(label: str, error: str, **more) -> DayField:
    """The day on which something happened; today is offered."""
    return DayField(label=label, initial=timezone.localdate, error_messages={"required": error}, **more)


def paper(label: str) -> forms.FileField:
    """A paper of the authority, or nothing."""
    return forms.FileField(
        label=label, required=False, widget=forms.FileInput({"accept": ACCEPT}),
        help_text=f"PDF, Word, a scan or a photograph, up to {settings.UPLOAD_MOST_MB} MB. It is put in the file for "
        "SENCo, head and DSL",
        error_messages={"empty": "This file is empty. Choose the one that holds the document"},
    )  # fmt: skip


def how_field(label: str = "How was it sent?") -> forms.ChoiceField:
    """How something left the school."""
    return forms.ChoiceField(
        label=label, choices=HOW, widget=forms.RadioSelect, help_text="Never by ordinary email: it names a child",
        error_messages={"required": "Say how it was sent"},
    )  # fmt: skip


class StepForm(forms.Form):
    """A form about one assessment. Every day is one on which something happened."""

    def __init__(self, *args, assessment, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.assessment, self.user = assessment, user
        self.set_up()

    def set_up(self) -> None:
        """Fill in what the assessment knows already."""

    def known(self, *names: str) -> None:
        """Begin each of these fields with what is kept."""
        for name in names:
            self.initial.setdefault(name, getattr(self.assessment, name))

    def clean(self):
        data = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, DayField) and name not in self.errors:
                try:
                    check_day(self.assessment.pupil, data.get(name), after_leaving=True)
                except forms.ValidationError as wrong:
                    self.add_error(name, wrong)
        return data


class WithPaper(StepForm):
    """A step with a paper of the authority: `cleaned_data["upload"]` is an Upload, or None."""

    def clean(self):
        data = super().clean()
        if "file" in self.fields:
            data["upload"] = data.pop("file", None)
        return data

    clean_file = AddDocumentForm.clean_file
