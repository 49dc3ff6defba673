from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.enums import ConsentAnswer


class AnswerForm(forms.Form):
    """A parent agrees, or does not."""

    answer = forms.ChoiceField(
        label=_("Do you agree?"), widget=forms.RadioSelect,
        choices=[(ConsentAnswer.GIVEN, _("Yes, I agree")), (ConsentAnswer.REFUSED, _("No, I do not agree"))],
        error_messages={"required": _("Say yes or no")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Anything you want to say"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """A parent takes their consent back."""

    words = forms.CharField(
        label=_("Anything you want to say"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class ReportForm(forms.Form):
    """A parent has read a report."""

    comment = forms.CharField(
        label=_("Anything you want to say"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
