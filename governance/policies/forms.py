from django import forms
from django.conf import settings
from django.utils import timezone

from core.accounts.models import User
from core.ui.fields import DayField
from governance.enums import PolicyKind, Readers
from governance.models import Policy
from governance.policies.queries import keepers
from governance.policies.starter import USUAL
from register.file.uploads import PDF, UploadRefused, check_upload, most_bytes


class KeeperField(forms.ModelChoiceField):
    """Somebody who may keep policies."""

    def label_from_instance(self, obj) -> str:
        return obj.name


class PolicyForm(forms.Form):
    """A policy of the school, without its text."""

    kind = forms.ChoiceField(label="Which policy is it?", choices=PolicyKind.choices)
    name = forms.CharField(label="What is it called?", max_length=160, help_text="As it stands on its first page",
                           error_messages={"required": "Say what it is called"})  # fmt: skip
    owner = KeeperField(User.objects.none(), label="Who keeps it?", required=False)
    review_months = forms.IntegerField(
        label="Reviewed every so many months", min_value=1, max_value=60, initial=12,
        error_messages={"required": "Say after how many months it is reviewed"},
    )  # fmt: skip
    readers = forms.ChoiceField(
        label="Who is to read it?", choices=Readers.choices, widget=forms.RadioSelect, initial=Readers.NOBODY,
        help_text="They are asked when they begin at the school, and again at every new version",
    )  # fmt: skip
    web_address = forms.URLField(label="Where it is on the school’s website", required=False, assume_scheme="https",
                                 help_text="For example https://www.oakfield.example/policies")  # fmt: skip

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = keepers(school)
        self.fields["owner"].queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by(
            "name", "pk"
        )
        self.fields["owner"].empty_label = school.label("senco")


class ChangeForm(PolicyForm):
    """What is written of a policy, changed; or its end."""

    kind = None
    retired_on = DayField(label="No longer in force since", required=False,
                          help_text="Leave it empty while the policy holds. It stays here with its versions")  # fmt: skip


class UsualForm(forms.Form):
    """Which of the usual policies to begin with."""

    kinds = forms.MultipleChoiceField(
        label="Which policies does the school have?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one"},
    )  # fmt: skip

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        there = set(Policy.objects.filter(school=school, retired_on=None).values_list("kind", flat=True))
        left = [usual.kind for usual in USUAL if usual.kind not in there]
        self.fields["kinds"].choices = [(kind, PolicyKind(kind).label) for kind in left]
        self.fields["kinds"].initial = left


class VersionForm(forms.Form):
    """The next version of a policy. `cleaned_data["upload"]` is an Upload or None."""

    adopted_on = DayField(label="Adopted on", error_messages={"required": "Say when it was adopted"})
    adopted_by = forms.CharField(
        label="Adopted by", max_length=120, required=False, initial="the governing board"
    )
    changes = forms.CharField(
        label="What has changed since the version before?", max_length=2000, required=False,
        widget=forms.Textarea({"rows": 4}), help_text="Staff read this beside the policy",
    )  # fmt: skip
    upload = forms.FileField(
        label="The policy as a PDF", required=False, widget=forms.FileInput({"accept": ".pdf"}),
        error_messages={"empty": "This file is empty. Choose the one that holds the policy"},
    )  # fmt: skip
    next_review_on = DayField(label="Next review", required=False)

    def __init__(self, *args, policy: Policy, first: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopted_on"].initial = timezone.localdate
        self.fields["upload"].help_text = f"Up to {settings.UPLOAD_MOST_MB} MB"
        self.fields[
            "next_review_on"
        ].help_text = f"The day that the policy names. Left empty, it is {policy.review_months} months after it was adopted"
        if first:
            del self.fields["changes"]

    def clean_upload(self):
        file = self.cleaned_data["upload"]
        if not file:
            return None
        if file.size > most_bytes():
            raise forms.ValidationError(
                f"This file is larger than {settings.UPLOAD_MOST_MB} MB: save it smaller"
            )
        try:
            kept = check_upload(file.read(), file.name)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        if kept.content_type != PDF:
            raise forms.ValidationError("A policy is kept as a PDF: save it as PDF and choose that")
        return kept


class ReviewedForm(forms.Form):
    """The policy was looked at, and nothing changed."""

    on = DayField(label="Reviewed on", error_messages={"required": "Say when it was reviewed"})
    next_review_on = DayField(label="Next review", required=False)

    def __init__(self, *args, policy: Policy, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        self.fields["next_review_on"].help_text = f"Left empty, it is {policy.review_months} months later"
