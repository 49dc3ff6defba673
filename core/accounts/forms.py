from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm
from django import forms

from core.accounts.enums import Role


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):
    """Codes by email are for parents and professionals; staff have a password and a second step."""

    def clean_email(self):
        email = super().clean_email()
        if getattr(self, "_user", None) is not None and self._user.is_staff_member:
            self._user = None  # answered as an unknown address: nothing is sent, nothing is told
        return email


class InviteForm(forms.Form):
    email = forms.EmailField(label="Email")
    name = forms.CharField(label="Full name", max_length=120)
    formal_name = forms.CharField(
        label="Name as pupils say it", max_length=60, required=False, help_text="For example Mrs Sutton"
    )
    role = forms.ChoiceField(
        label="Role", choices=[(r.value, r.label) for r in Role if r not in {Role.PARENT, Role.PROFESSIONAL}]
    )


class ChangeRoleForm(forms.Form):
    role = InviteForm.base_fields["role"]
