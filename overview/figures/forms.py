from django import forms
from django.utils import timezone

from governance.figures import FIRST_YEAR, LABELS


class NationalForm(forms.Form):
    """One figure for England, as published."""

    key = forms.ChoiceField(label="What it is a share of", choices=list(LABELS.items()))
    year = forms.IntegerField(
        label="January of", min_value=FIRST_YEAR, help_text="In whose January it was counted."
    )
    percent = forms.DecimalField(label="Percent", min_value=0, max_value=100, max_digits=4, decimal_places=1,
                                 help_text="For example 14.8.")  # fmt: skip
    source = forms.CharField(label="Where it is published", max_length=200,
                             initial="DfE, Special educational needs in England")  # fmt: skip

    def clean_year(self) -> int:
        """Not one to come."""
        if self.cleaned_data["year"] > timezone.localdate().year:
            raise forms.ValidationError("Write a year whose January has been.")
        return self.cleaned_data["year"]
