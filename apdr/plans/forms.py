from django import forms
from django.forms import BaseFormSet, formset_factory

from apdr.enums import Progress, ReceiptHow
from apdr.models import PLAN_TEXTS, Plan, Target
from core.ui.fields import DayField

MOST_TARGETS_EVER = 8  # beyond the school's own limit a warning, beyond this a refusal


class PlanForm(forms.ModelForm):
    starts = DayField(label="Runs from", error_messages={"required": "Say from what day the plan runs"})
    review_on = DayField(label="Review with parents", required=False)

    class Meta:
        model = Plan
        fields = ["starts", "review_on", *PLAN_TEXTS]
        widgets = {name: forms.Textarea({"rows": 3}) for name in PLAN_TEXTS if name != "no_voice_why"}

    def __init__(self, *args, first_name: str = "The child", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        labels = {"strengths": f"What {first_name} is good at", "difficulties": f"What {first_name} finds hard",
                  "pupil_voice": f"What {first_name} says",
                  "no_voice_why": f"If {first_name} could not be asked, why?", "parent_view": "What the parents say",
                  "every_lesson": "In every lesson", "home": "How home can help"}  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["pupil_voice"].help_text = f"In {first_name}’s own words"
        self.fields[
            "no_voice_why"
        ].conditional = True  # asked for only while there are no words of the child's
        self.fields["every_lesson"].help_text = self.fields["home"].help_text = "One a line"

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("review_on") and data["review_on"] < data["starts"]:
            self.add_error("review_on", "The review is before the plan begins: check both dates")
        return data


class TargetForm(forms.ModelForm):
    target = forms.CharField(label="What will the child be able to do?", max_length=300, required=False)
    by_date = DayField(label="By when?", required=False)

    class Meta:
        model = Target
        fields = ["target", "criteria", "by_date", "strategies", "provision", "who", "when"]
        labels = {"criteria": "How will we know?", "strategies": "What will we do?", "provision": "Group or programme",
                  "who": "Who?", "when": "When and how often?"}  # fmt: skip
        widgets = {"strategies": forms.Textarea({"rows": 2})}
        help_texts = {"criteria": "A number to count, for example 4 of 5 times"}

    def __init__(self, *args, first_name: str = "the child", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].label = f"What will {first_name} be able to do?"

    def clean(self):
        data = super().clean()
        if not data.get("target") and any(
            data.get(name) for name in ("criteria", "strategies", "provision", "who")
        ):
            self.add_error("target", "Say what the target is, or empty the rest of it")
        return data


class BaseTargets(BaseFormSet):
    @property
    def written(self) -> list[dict]:
        """The targets that say something, in order."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("target")]
        return [{name: data[name] for name in TargetForm.Meta.fields} for data in filled]


TargetForms = formset_factory(
    TargetForm, formset=BaseTargets, extra=0, max_num=MOST_TARGETS_EVER, validate_max=True
)


class OutcomeForm(forms.Form):
    """How one target went."""

    progress = forms.ChoiceField(label="How did it go?", choices=Progress.choices, widget=forms.RadioSelect)
    outcome = forms.CharField(
        label="What came of it?", max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )


class ShareForm(forms.Form):
    """How each of the pupil's contacts gets the plan."""

    def __init__(self, *args, contacts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {f"contact-{contact.reference}": contact for contact in contacts}
        for name, contact in self.contacts.items():
            ways = [("", "Not shared"), (ReceiptHow.PAPER, "On paper, with a slip")]
            if contact.email:
                ways.insert(1, (ReceiptHow.ONLINE, f"Online: a code to {contact.email}"))
            who = f"{contact.name} ({contact.relationship})" if contact.relationship else contact.name
            first = name == next(iter(self.contacts))
            initial = (ReceiptHow.ONLINE if contact.email else ReceiptHow.PAPER) if first else ""
            self.fields[name] = forms.ChoiceField(
                label=who, choices=ways, widget=forms.RadioSelect, required=False, initial=initial
            )

    def clean(self):
        data = super().clean()
        if not any(data.get(name) for name in self.contacts):
            raise forms.ValidationError("Choose at least one person to share the plan with")
        return data

    @property
    def chosen(self) -> dict:
        """Contact → how, of those it is shared with."""
        return {contact: ReceiptHow(self.cleaned_data[name]) for name, contact in self.contacts.items()
                if self.cleaned_data.get(name)}  # fmt: skip


class SlipForm(forms.Form):
    """How it is known that the family has the plan."""

    WAYS = [
        (ReceiptHow.PAPER, "The paper slip came back"),
        (ReceiptHow.PHONE, "We talked about it on the telephone"),
        (ReceiptHow.PACK, "A pack was sent home, no answer needed"),
    ]

    how = forms.ChoiceField(label="How do you know?", choices=WAYS, widget=forms.RadioSelect({"down": True}))
    on = DayField(label="On what day?", error_messages={"required": "Say on what day"})
    name = forms.CharField(label="Name on the slip, or who it was", max_length=120)
    comment = forms.CharField(
        label="What was said", max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean(self):
        data = super().clean()
        if data.get("how") == ReceiptHow.PHONE and not data.get("comment", "").strip():
            self.add_error("comment", "Say in a line what was said on the telephone")
        return data


class ReadForm(forms.Form):
    comment = forms.CharField(
        label="Anything you would like to tell us?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
