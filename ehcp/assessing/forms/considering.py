"""What people fill in from the thought of an assessment to the request."""

from django import forms
from django.utils import timezone

from core.ui.fields import DayField
from core.ui.present import day
from ehcp.assessing.drafts import tried_for
from ehcp.assessing.forms.base import HOW, StepForm, when
from ehcp.assessing.queries import authorities_of, meetings_with_parents
from ehcp.enums import Asker, AssessmentPurpose
from ehcp.models import LocalAuthority
from ehcp.sections.queries import open_plan
from register.arrangements.forms import text
from register.enums import ConversationKind
from register.voice.queries import latest_voice

TALKS = (ConversationKind.MEETING, ConversationKind.CALL, ConversationKind.VISIT)


class AuthorityField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return obj.name


def _why(**more) -> forms.CharField:
    return text(
        "Why is progress not enough?", 6, 3000, required=True, error="Say why progress is not enough",
        help_text="Despite purposeful action: what you see, against what you would expect. Parents may read this", **more,
    )  # fmt: skip


def _tried() -> forms.CharField:
    return text(
        "What has been tried, and what came of it?", 10, 3000,
        help_text="Drafted from the cycles and the provision on record. Put it in your own words",
    )  # fmt: skip


def _views() -> tuple[forms.CharField, forms.CharField]:
    parents = text("What do the parents say?", 4, 3000, help_text="In their words, as far as you know")
    child = text("What does the child say?", 4, 3000, help_text="In the child’s own words")
    return parents, child


class ConsiderForm(forms.Form):
    """An assessment begins to be considered."""

    purpose = forms.ChoiceField(
        label="What is asked for?", choices=AssessmentPurpose.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is the first assessment"},
    )  # fmt: skip
    authority = AuthorityField(
        LocalAuthority.objects.none(), label="Which local authority?", to_field_name="reference", required=False,
        empty_label="Another one, named below", help_text="The one in whose area the child lives",
        error_messages={"invalid_choice": "Choose one that the school keeps"},
    )  # fmt: skip
    authority_name = forms.CharField(label="Another authority", max_length=120, required=False)
    why, tried = _why(), _tried()
    parents_view, child_view = _views()

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kept = authorities_of(pupil.school)
        self.fields["authority"].queryset = kept
        self.fields["authority"].conditional = self.fields["authority_name"].conditional = True
        if self.is_bound:
            return
        plan, voice = open_plan(pupil), latest_voice(pupil)
        self.initial.setdefault(
            "purpose", AssessmentPurpose.AGAIN if plan and plan.made_on else AssessmentPurpose.FIRST
        )
        self.initial.setdefault("authority", next((one.reference for one in kept[:1]), ""))
        self.initial.setdefault("tried", tried_for(pupil, timezone.localdate()))
        said = [one["said"] for one in voice.answers if one.get("said")] if voice else []
        self.initial.setdefault("child_view", "\n".join(said)[:3000])

    def clean(self):
        data = super().clean()
        if (
            not data.get("authority")
            and not data.get("authority_name", "").strip()
            and "authority" not in self.errors
        ):
            self.add_error("authority_name", "Say which local authority is asked")
        return data


class ChangeForm(StepForm):
    """What is written about the assessment."""

    why, tried = _why(), _tried()
    parents_view, child_view = _views()

    def set_up(self) -> None:
        self.known("why", "tried", "parents_view", "child_view")
        if self.assessment.requested_on:
            del self.fields["why"], self.fields["tried"]

    def clean(self):
        data = super().clean()
        return {"why": self.assessment.why, "tried": self.assessment.tried} | data


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"The review meeting of {day(obj.on)}"


class TalkForm(StepForm):
    """The talk with the parents: a review meeting that was held, or another talk."""

    meeting = MeetingField(
        None, label="Was it at a review meeting?", required=False, to_field_name="reference",
        empty_label="No, at another time", error_messages={"invalid_choice": "Choose one of these meetings"},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What was it?", choices=[(kind.value, kind.label) for kind in TALKS], widget=forms.RadioSelect,
        initial=ConversationKind.MEETING, error_messages={"required": "Say whether it was a meeting or a call"},
    )  # fmt: skip
    on = DayField(label="When?", required=False)
    people = forms.CharField(
        label="With whom?", max_length=300, required=False, help_text="Names and what they are to the child"
    )
    about = text(
        "What was said?",
        5,
        4000,
        help_text="On progress, on what an assessment is, and what they think of asking for one",
    )
    parents_view, child_view = _views()

    def set_up(self) -> None:
        self.known("parents_view", "child_view")
        held = meetings_with_parents(self.assessment.pupil)
        if not held:
            del self.fields["meeting"]
        else:
            self.fields["meeting"].queryset = (
                type(held[0]).objects.filter(pk__in=[one.pk for one in held]).order_by("-on")
            )
        for name in ("meeting", "on", "people", "about"):
            if name in self.fields:
                self.fields[name].conditional = True
        self.initial.setdefault("on", timezone.localdate())

    def clean(self):
        data = super().clean()
        data.setdefault("meeting", None)
        if data["meeting"] is None and "meeting" not in self.errors:
            wanted = (
                ("on", "Say when it was"),
                ("people", "Say with whom it was"),
                ("about", "Say what was said"),
            )
            for name, words in wanted:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data


class RequestForm(StepForm):
    """The authority received the request."""

    asked_by = forms.ChoiceField(
        label="Who asked?", choices=Asker.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say who asked"},
    )  # fmt: skip
    on = when("When did the authority receive it?", "Say when it received the request",
              help_text="All its weeks run from this day. For example 23 11 2026")  # fmt: skip
    parents_view = text("What do the parents say of it?", 4, 3000, help_text="Needed where the school asks")
    how = forms.ChoiceField(
        label="When the school asks: how was it sent?", choices=HOW,
        widget=forms.RadioSelect, required=False, help_text="Never by ordinary email: it names a child",
    )  # fmt: skip

    def set_up(self) -> None:
        self.known("parents_view")
        discussed = self.assessment.state == "discussed"
        self.initial.setdefault("asked_by", Asker.SCHOOL if discussed else Asker.PARENT)
        if not discussed:
            self.fields["asked_by"].choices = [one for one in Asker.choices if one[0] != Asker.SCHOOL]
            del self.fields["how"]
        else:
            self.fields["how"].conditional = True

    def clean(self):
        data = super().clean()
        if data.get("asked_by") == Asker.SCHOOL:
            if not data.get("parents_view", "").strip():
                self.add_error("parents_view", "Write down what the parents say of the request")
            if not data.get("how") and "how" not in self.errors:
                self.add_error("how", "Say how it was sent")
        return data


class ReceivedForm(StepForm):
    """The day of the request is put right."""

    on = DayField(
        label="When did the authority receive it?",
        error_messages={"required": "Say when it received the request"},
    )

    def set_up(self) -> None:
        self.initial.setdefault("on", self.assessment.requested_on)
