from django import forms
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import can
from core.ui.fields import DayField
from governance.complaints.actions import BY_THE_PRODUCT
from governance.complaints.queries import handlers
from governance.enums import ComplaintState, Stage, StepKind

ABOUT_SENCO, HEAD_ALONE, OTHERWISE = "senco", "head", "other"
RECEIVED_ON = "For example 23 11 2026: a letter counts from the day on which the school had it"


def text(label: str, rows: int, most: int, *, error: str = "", help_text: str = "") -> forms.CharField:
    """A text of several lines; required where `error` says what to do."""
    return forms.CharField(
        label=label, max_length=most, required=bool(error), widget=forms.Textarea({"rows": rows}), help_text=help_text,
        error_messages={"required": error} if error else {},
    )  # fmt: skip


class PersonField(forms.ModelChoiceField):
    """A member of staff, by name."""

    def __init__(self, **kwargs) -> None:
        super().__init__(User.objects.none(), required=False, empty_label="Nobody yet", **kwargs)

    def label_from_instance(self, obj) -> str:
        return obj.name

    def offer(self, people: list[User]) -> None:
        """Offer these people."""
        self.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")


class DetailsForm(forms.Form):
    """What is written of a complaint and may be put right."""

    raised_by = forms.CharField(
        label="Who complains?", max_length=120, help_text="The name as they gave it",
        error_messages={"required": "Say who complains"},
    )  # fmt: skip
    relation = forms.CharField(
        label="Who they are to the child", max_length=60, required=False, help_text="For example mother"
    )
    about = text("What is the complaint?", 5, 4000, error="Say what the complaint is",
                 help_text="In their words as far as you can")  # fmt: skip
    wants = text("What do they want to happen?", 2, 2000)
    serious = forms.BooleanField(
        label="It is serious, and about the provision for a child’s SEN", required=False,
        help_text="The local authority is then asked at once for disagreement resolution, EHC plan or not",
    )  # fmt: skip
    handled_by = PersonField(label="Who handles it?")
    reply_by = DayField(label="Answer promised by", required=False)

    def __init__(self, *args, school, user, head_only: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.is_head = school, can(user, Permission.COMPLAINT_HEAD, school)
        self.fields["handled_by"].offer(handlers(school, head_only=head_only))


class RecordForm(DetailsForm):
    """A new complaint."""

    raised_on = DayField(
        label="When was it made?", help_text=RECEIVED_ON, error_messages={"required": "Say when it was made"}
    )
    whom = forms.ChoiceField(
        label="Whom is it about?", widget=forms.RadioSelect, error_messages={"required": "Say whom it is about"},
    )  # fmt: skip
    stage = forms.ChoiceField(
        label="Where does it begin?", choices=Stage.choices, widget=forms.RadioSelect, initial=Stage.TEACHER,
        help_text="The class teacher first, where that is fair to everybody. Nothing is lost when it goes up later",
    )  # fmt: skip
    field_order = ["raised_by", "relation", "raised_on", "whom", "about", "wants", "serious", "stage"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raised_on"].initial = timezone.localdate
        senco = self.school.label("senco")
        self.fields["whom"].choices = [
            (OTHERWISE, "The school, or anybody else"),
            (ABOUT_SENCO, f"The {senco}: it is for the head alone, and the {senco} learns nothing of it"),
            (HEAD_ALONE, "Somebody else, and it is for the head alone all the same"),
        ]
        if not self.is_head:
            del self.fields["whom"]

    @property
    def recorded(self) -> dict:
        """What the action takes."""
        data = dict(self.cleaned_data)
        whom = data.pop("whom", OTHERWISE)
        return data | {"about_senco": whom == ABOUT_SENCO, "head_only": whom == HEAD_ALONE}


class ChangeForm(DetailsForm):
    """What is written of a complaint, put right; the head may keep it for the head alone, or open it."""

    head_only = forms.BooleanField(label="For the head alone", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "head_only"
        ].help_text = f"Nobody else learns that it exists, not the {self.school.label('senco')} either"
        if not self.is_head:
            del self.fields["head_only"]


class MoveForm(forms.Form):
    """A complaint goes to a higher stage."""

    stage = forms.ChoiceField(label="To which stage?", widget=forms.RadioSelect,
                              error_messages={"required": "Say to which stage it goes"})  # fmt: skip
    on = DayField(label="When?", error_messages={"required": "Say when it went there"})
    why = text("Why does it go there?", 3, 2000, error="Say why it goes to the next stage")
    handled_by = PersonField(label="Who handles it now?")
    reply_by = DayField(label="Answer promised by", required=False)

    def __init__(self, *args, school, stages, head_only: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(stage, Stage(stage).label) for stage in stages]
        self.fields["stage"].initial = stages[0] if stages else None
        self.fields["on"].initial = timezone.localdate
        self.fields["handled_by"].offer(handlers(school, head_only=head_only))


class ToHeadForm(forms.Form):
    """A complaint goes to the head alone."""

    why = text("Why is it for the head alone?", 3, 2000, error="Say why it is for the head alone",
               help_text="The head reads it")  # fmt: skip


class StepForm(forms.Form):
    """What happened in the course of a complaint."""

    kind = forms.ChoiceField(
        label="What happened?", choices=[(k, v) for k, v in StepKind.choices if k not in BY_THE_PRODUCT],
        error_messages={"required": "Say what happened"},
    )  # fmt: skip
    on = DayField(label="When?", error_messages={"required": "Say when it was"})
    people = forms.CharField(label="With whom?", max_length=200, required=False,
                             help_text="Names, and where they are from")  # fmt: skip
    what = text("In a few words", 4, 3000, help_text="What was said, agreed or decided")
    next_step = forms.CharField(
        label="What happens next, and who does it?", max_length=300, required=False,
        help_text="Information that is to be given to the Tribunal or the authority belongs here",
    )  # fmt: skip
    next_by = DayField(label="By when?", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean(self):
        data = super().clean()
        if data.get("next_step") and not data.get("next_by") and "next_by" not in self.errors:
            self.add_error("next_by", "Say by when")
        if data.get("next_by") and not data.get("next_step"):
            self.add_error("next_step", "Say what happens next")
        return data


class CloseForm(forms.Form):
    """The end of a complaint."""

    state = forms.ChoiceField(
        label="How did it end?", widget=forms.RadioSelect, error_messages={"required": "Say how it ended"},
        choices=[(k, v) for k, v in ComplaintState.choices if k != ComplaintState.OPEN],
    )  # fmt: skip
    closed_on = DayField(label="When?", error_messages={"required": "Say when it was closed"})
    outcome = text("What came of it?", 4, 2000, error="Say what came of it")
    learnt = text(
        "What does the school change?",
        3,
        2000,
        help_text="What you learn from it. Name no child and no parent",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = timezone.localdate
