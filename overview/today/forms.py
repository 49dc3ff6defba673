from django import forms
from django.utils.translation import gettext_lazy as lazy


class MarkForm(forms.Form):
    """A word on what was done, kept with the deadline; a family is not asked for one."""

    note = forms.CharField(
        label=lazy("What was done"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=lazy("If you like: it is kept with your name and the day."),
    )  # fmt: skip

    def __init__(self, *args, family: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if family:
            del self.fields["note"]
