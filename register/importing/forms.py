from django import forms


class UploadForm(forms.Form):
    file = forms.FileField(
        label="The pupil list", help_text="CSV, TSV or XLSX, as your school’s system exports it, up to 10 MB"
    )
