import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from apdr.enums import PlanArea, ReceiptHow
from apdr.models import PLAN_TEXTS, Plan, Target
from core.ui.fields import DayField, DayInput

MOST_TARGETS_EVER = 8  # not reached yet; beyond the school's own limit a warning, beyond this a refusal
MOST_ROWS = 2 * MOST_TARGETS_EVER  # with those that have been reached
NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d*\.?\d+")
LARGEST = 99_999  # what the column holds


class CountField(forms.Field):
    """A number as people write it ("27", "1,200", "12.5"), for a line to be drawn by; cleans to a Decimal or None. Never
    emptied when it is wrong."""

    widget = forms.TextInput(
        {"autocomplete": "off", "inputmode": "decimal", "class": "count-input", "maxlength": 12}
    )

    def to_python(self, value) -> Decimal | None:
        plain = str(value or "").strip().removesuffix("%").strip()
        if not plain:
            return None
        if not NUMBER.fullmatch(plain) or not plain.isascii():
            raise ValidationError(
                "Enter one number, for example 27. Put what it counts into the words beside it."
            )
        try:
            number = Decimal(plain.replace(",", "")).quantize(Decimal("0.01"))
        except InvalidOperation:
            raise ValidationError("Enter a smaller number") from None
        if abs(number) > LARGEST:
            raise ValidationError(f"Enter a number up to {LARGEST:,}")
        return number


class PlanForm(forms.ModelForm):
    hide_optional = True  # nearly everything may be left for later

    starts = DayField(label="Runs from", error_messages={"required": "Say from what day the plan runs"})
    review_on = DayField(label="Review with parents", required=False)

    class Meta:
        model = Plan
        fields = ["starts", "review_on", *PLAN_TEXTS]
        widgets = {name: forms.Textarea({"rows": 3}) for name in PLAN_TEXTS if name != "no_voice_why"}

    def __init__(self, *args, first_name: str = "The child", followed: bool = True, **kwargs) -> None:
        """`followed`: there was a cycle before, so there is something that it taught."""
        super().__init__(*args, **kwargs)
        labels = {"strengths": f"What {first_name} is good at", "difficulties": f"What {first_name} finds hard",
                  "learnt": "What the last cycle taught us", "pupil_voice": f"What {first_name} says",
                  "no_voice_why": f"If {first_name} could not be asked, why?", "parent_view": "What the parents say",
                  "expected": "What we expect to change", "every_lesson": "In every lesson", 
                  "home": "How home can help"}  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["expected"].help_text = "In progress, development or behaviour, by the review"
        if not followed:
            del self.fields["learnt"]
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
    hide_optional = True

    key = forms.CharField(
        required=False, max_length=20, widget=forms.HiddenInput
    )  # which of the plan's targets it is
    target = forms.CharField(label="What will the child be able to do?", max_length=300, required=False)
    baseline_value = CountField(label="Now, as a number", required=False)
    aim_value = CountField(label="Aim, as a number", required=False)
    by_date = DayField(
        label="By when?", required=False, help_text="", widget=DayInput({"placeholder": "23 11 2026"})
    )

    class Meta:
        model = Target
        fields = [
            "target", "baseline", "criteria", "baseline_value", "aim_value", "by_date", "strategies", "provision", "who",
            "when",
        ]  # fmt: skip
        labels = {"baseline": "Where now?", "criteria": "How will we know?", "strategies": "What will we do?",
                  "provision": "Group or programme", "who": "Who?", "when": "When and how often?"}  # fmt: skip
        widgets = {"strategies": forms.Textarea({"rows": 2})}
        help_texts = {
            "baseline": "For example reads 27 of the 45 words",
            "criteria": "A number to count, for example 4 of 5 times",
            "strategies": "One a line",
        }

    def __init__(self, *args, first_name: str = "the child", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].label = f"What will {first_name} be able to do?"
        self.fields["baseline"].label = f"Where is {first_name} now?"

    def clean(self):
        data = super().clean()
        if not data.get("target") and any(
            data.get(name) for name in ("baseline", "criteria", "strategies", "provision", "who")
        ):
            self.add_error("target", "Say what the target is, or take it out")
        return data


class BaseTargets(BaseFormSet):
    def written(self, numbers: dict[str, int]) -> list[dict]:
        """The targets that say something, in order, as `write_plan` takes them. `numbers`: key of each target that the
        plan has → its number; a form that knows no key stands for the target of its own place."""
        return [
            {name: form.cleaned_data[name] for name in TargetForm.Meta.fields} | self._was(form, numbers)
            for form in self.forms
            if form.cleaned_data.get("target")
        ]

    def _was(self, form: TargetForm, numbers: dict[str, int]) -> dict:
        known = form.add_prefix("key") in form.data
        return {"was": numbers.get(form.cleaned_data["key"], 0)} if known else {}


TargetForms = formset_factory(
    TargetForm, formset=BaseTargets, extra=0, max_num=MOST_TARGETS_EVER, validate_max=True
)


class AreaForm(forms.Form):
    """What a new plan is about."""

    hide_optional = True  # all needs together stands for none chosen

    area = forms.ChoiceField(
        label="What is the plan about?", required=False, initial=PlanArea.WHOLE, widget=forms.RadioSelect({"down": True}),
        help_text="A plan for one area of need has cycles of its own, beside the plan for all needs.",
        error_messages={"invalid_choice": "Choose one of these"},
    )  # fmt: skip

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(area.value, area_words(school, area)) for area in PlanArea]


def area_words(school, area: str) -> str:
    """A plan's area in the school's own words."""
    return school.label("area_sp") if area == PlanArea.SENSORY else str(PlanArea(area).label)


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
