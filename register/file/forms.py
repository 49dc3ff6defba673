from django import forms
from django.conf import settings

from core.ui.fields import DayField
from register.dates import check_day
from register.enums import UPLOADED_KINDS, ConversationKind, Sensitivity
from register.file.uploads import UploadRefused, check_upload, most_bytes

KINDS = [("", "Choose one"), *((kind.value, kind.label) for kind in UPLOADED_KINDS)]
ACCEPT = ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt"


def sensitivity_field(label: str) -> forms.ChoiceField:
    """Who may open something of the file."""
    return forms.ChoiceField(
        label=label, choices=Sensitivity.choices, widget=forms.RadioSelect, initial=Sensitivity.ORDINARY,
        help_text="What is kept for the SENCo, the head and the DSL is hidden from everybody else, also from you if "
        "you are none of these",
    )  # fmt: skip


class DocumentForm(forms.Form):
    """What is written about a document from outside."""

    kind = forms.ChoiceField(
        label="What is it?", choices=KINDS, error_messages={"required": "Say what it is"}
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="For example Hearing test, autumn 2026",
        error_messages={"required": "Give it a title"},
    )
    paper_at = forms.CharField(
        label="Where is the paper?",
        max_length=120,
        required=False,
        help_text="For example SEN cabinet, drawer 2",
    )
    dated = DayField(label="Date on the document", required=False)
    source = forms.CharField(
        label="Who is it from?",
        max_length=120,
        required=False,
        help_text="For example Audiology, City Hospital",
    )
    sensitivity = sensitivity_field("Who may open it?")

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil

    def clean_dated(self):
        return check_day(self.pupil, self.cleaned_data["dated"], after_leaving=True)


class AddDocumentForm(DocumentForm):
    """A document to put into the file: its bytes, or where the paper is. `cleaned_data["file"]` is an Upload."""

    file = forms.FileField(
        label="The file",
        required=False,
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"empty": "This file is empty. Choose the one that holds the document"},
    )
    field_order = ["kind", "title", "file", "paper_at", "dated", "source", "sensitivity"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            "PDF, Word (.docx), OpenDocument text, PNG, JPEG or plain text, "
            f"up to {settings.UPLOAD_MOST_MB} MB. Leave it empty when there is only the paper"
        )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > most_bytes():
            raise forms.ValidationError(
                f"This file has {file.size / 1024 / 1024:.0f} MB and the most is {settings.UPLOAD_MOST_MB} MB. "
                "Scan it with a lower resolution, or split it, and choose it again"
            )
        try:
            return check_upload(file.read(), file.name)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        data = super().clean()
        if not data.get("file") and not data.get("paper_at") and "file" not in self.errors:
            self.add_error("file", "Choose the file, or say below where the paper is")
        return data

    @property
    def must_choose_again(self) -> bool:
        """Whether a file was good and is gone because something else was not: a browser does not send it twice."""
        return bool(self.errors) and bool(self.files)


class IssuedForm(forms.Form):
    """What may be changed about a document that the product wrote."""

    sensitivity = sensitivity_field("Who may open it?")
    paper_at = forms.CharField(label="Where is the paper?", max_length=120, required=False)

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)


class ConversationForm(forms.Form):
    """A meeting, call or letter with parents or professionals."""

    kind = forms.ChoiceField(
        label="What was it?",
        choices=ConversationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it was"},
    )
    on = DayField(label="When?", error_messages={"required": "Say when it was"})
    people = forms.CharField(
        label="With whom?", max_length=300, help_text="Names and what they are to the child",
        error_messages={"required": "Say with whom it was"},
    )  # fmt: skip
    about = forms.CharField(
        label="What was said?", max_length=4000, widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Say what it was about"},
    )  # fmt: skip
    next_step = forms.CharField(
        label="What happens next, and who does it?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    next_by = DayField(label="By when?", required=False)
    done_on = DayField(
        label="Done on", required=False, help_text="Leave it empty while it is still to be done"
    )
    sensitivity = sensitivity_field("Who may read it?")

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil

    def clean_on(self):
        return check_day(self.pupil, self.cleaned_data["on"], after_leaving=True)

    def clean_done_on(self):
        return check_day(self.pupil, self.cleaned_data["done_on"], after_leaving=True)

    def clean(self):
        data = super().clean()
        on = data.get("on")
        for name, words in (("next_by", "due"), ("done_on", "done")):
            day = data.get(name)
            if day and on and day < on:
                self.add_error(
                    name, f"This cannot be {words} before the day of the conversation: check the dates"
                )
            if day and not data.get("next_step"):
                self.add_error("next_step", "Say what happens next, or take its days away")
        return data
