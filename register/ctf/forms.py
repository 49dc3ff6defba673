from django import forms

from register.ctf.reading import MEGABYTE, MOST_BYTES, BadFile, read_file


class FileForm(forms.Form):
    """A CTF-style file; `cleaned_data["file"]` is a CtfFile."""

    file = forms.FileField(
        label="The file from the last school", widget=forms.FileInput({"accept": ".xml"}),
        help_text=f"A Common Transfer File or one in its manner (.xml), up to {MOST_BYTES // MEGABYTE} MB",
        error_messages={"required": "Choose the file", "empty": "This file is empty. Choose the one the last school sent"},
    )  # fmt: skip

    def __init__(self, *args, today, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            return read_file(upload.read(MOST_BYTES + 1), self.today)
        except BadFile as bad:
            raise forms.ValidationError(str(bad)) from None
