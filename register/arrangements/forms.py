from django import forms
from django.utils import timezone

from core.ui.fields import DayField
from register.arrangements.dates import key_stage_of, latest_review
from register.dates import check_day
from register.enums import AdjustmentKind, ArrangementKind, KeyStage
from register.file.queries import papers_of
from register.models import PupilDocument


def text(label: str, rows: int, most: int, *, required: bool = False, help_text: str = "", error: str = ""):
    """A text of several lines with at most `most` characters."""
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea({"rows": rows}), help_text=help_text,
        error_messages={"required": error} if error else {},
    )  # fmt: skip


class PaperField(forms.ModelChoiceField):
    """A document of the pupil's file that the person may open."""

    def __init__(self) -> None:
        super().__init__(
            PupilDocument.objects.none(), label="The paper in the file", required=False, empty_label="None",
            to_field_name="reference", help_text="Add the paper to the file first to find it here",
            error_messages={"invalid_choice": "This paper is not in the child’s file: choose another"},
        )  # fmt: skip

    def label_from_instance(self, obj) -> str:
        return obj.title


class PupilForm(forms.Form):
    """A form about one pupil: days are checked against the pupil's life, papers are those of the pupil's file."""

    past: tuple[str, ...] = ()  # days on which something happened

    def __init__(self, *args, pupil, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        if "document" in self.fields:
            self.fields["document"].queryset = papers_of(pupil, user)

    def clean(self):
        data = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, DayField) and name not in self.errors:
                try:
                    check_day(self.pupil, data.get(name), future=name not in self.past)
                except forms.ValidationError as wrong:
                    self.add_error(name, wrong)
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", "This is before it begins: check the dates")
        return data


class AccessForm(PupilForm):
    """An access arrangement for one key stage, with its evidence."""

    kind = forms.ChoiceField(
        label="Which arrangement?", choices=[("", "Choose one"), *ArrangementKind.choices],
        error_messages={"required": "Say which arrangement it is"},
    )  # fmt: skip
    detail = forms.CharField(
        label="In detail", max_length=200, required=False, help_text="For example 25 % extra time"
    )
    key_stage = forms.ChoiceField(
        label="For which key stage?",
        choices=KeyStage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say which key stage it is for"},
    )
    start = DayField(label="From", error_messages={"required": "Say from when"})
    end = DayField(
        label="Until",
        required=False,
        help_text="Left empty, it ends when the key stage ends: it does not carry over",
    )
    evidence = text(
        "Evidence, and how the child works normally", 4, 2000, required=True, error="Say what the evidence is",
        help_text="What teachers and parents see, tests, and that this is the child’s normal way of working. For GCSE "
        "and after 16 a formal assessment is needed",
    )  # fmt: skip
    evidence_on = DayField(label="Evidence dated", required=False)
    document = PaperField()
    past = ("evidence_on",)

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, pupil=pupil, **kwargs)
        self.fields["key_stage"].initial = key_stage_of(pupil.year_group)
        self.fields["start"].initial = timezone.localdate

    def clean(self):
        data = super().clean()
        if data.get("kind") == ArrangementKind.OTHER and not data.get("detail", "").strip():
            self.add_error("detail", "Say which arrangement it is")
        return data


class AdjustmentForm(PupilForm):
    """A reasonable adjustment or an auxiliary aid."""

    kind = forms.ChoiceField(
        label="What kind?", choices=AdjustmentKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say what kind it is"},
    )  # fmt: skip
    what = forms.CharField(
        label="What does the school do or provide?", max_length=300, help_text="For example a writing slope at every desk",
        error_messages={"required": "Say what the school does or provides"},
    )  # fmt: skip
    start = DayField(label="From", error_messages={"required": "Say from when"}, initial=timezone.localdate)
    end = DayField(label="Until", required=False, help_text="Leave it empty while it lasts")
    review_on = DayField(label="Look at it again by", required=False)
    works = text("How well does it work?", 3, 1000)


class HealthcareForm(PupilForm):
    """An individual healthcare plan."""

    condition = forms.CharField(
        label="Condition",
        max_length=200,
        help_text="For example asthma",
        error_messages={"required": "Say what the condition is"},
    )
    emergency = text("In an emergency", 4, 2000, required=True, error="Say what to do in an emergency",
                     help_text="Signs, what to do, whom to call")  # fmt: skip
    medicines = text("Medicines, dose, and where they are kept", 3, 2000)
    daily = text("Daily care", 3, 2000)
    learning = text("What does it mean for learning, trips and PE?", 3, 2000)
    with_parents = forms.BooleanField(label="Written with the parents", required=False)
    with_child = forms.BooleanField(label="Written with the child", required=False)
    with_whom = forms.CharField(
        label="And with", max_length=200, required=False, help_text="For example the school nurse"
    )
    start = DayField(label="From", error_messages={"required": "Say from when"}, initial=timezone.localdate)
    review_on = DayField(
        label="Review by", help_text="At least once a year, and sooner when something changes. For example 23 11 2026",
        error_messages={"required": "Say by when it is reviewed"},
    )  # fmt: skip
    end = DayField(label="Until", required=False, help_text="Leave it empty while it is needed")
    document = PaperField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["review_on"].initial = latest_review(today, today)


class TrainedForm(PupilForm):
    """An adult trained for what a healthcare plan asks."""

    name = forms.CharField(
        label="Member of staff", max_length=120, error_messages={"required": "Say who it is"}
    )
    trained_for = forms.CharField(
        label="Trained for", max_length=200, help_text="For example giving an adrenaline pen",
        error_messages={"required": "Say what for"},
    )  # fmt: skip
    trained_on = DayField(label="Trained on", error_messages={"required": "Say when"})
    valid_until = DayField(label="The training holds until", required=False)
    approved_by = forms.CharField(
        label="Approved as competent by", max_length=120, help_text="Usually the nurse or doctor who trained them",
        error_messages={"required": "Say who approved them"},
    )  # fmt: skip

    def clean_trained_on(self):
        day = self.cleaned_data["trained_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is in the future: enter the day of the training")
        return day

    def clean(self):
        data = forms.Form.clean(self)
        given, until = data.get("trained_on"), data.get("valid_until")
        if given and until and until < given:
            self.add_error("valid_until", "The training cannot run out before it was given: check the dates")
        return data
