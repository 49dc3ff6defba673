"""The forms of a progress meeting: its opening, one row a child, its close."""

import hashlib

from django import forms
from django.utils import timezone

from apdr.enums import Decision
from apdr.progress.actions import is_done
from apdr.progress.queries import Child, may_by_role
from core.schools.models import School
from core.ui.fields import DayField
from register.enums import ProgressFound

FOUND = (
    (ProgressFound.EXPECTED, "As expected"), (ProgressFound.BETTER, "Better than expected"),
    (ProgressFound.LESS, "Less than expected"),
)  # fmt: skip
DONE_HERE = {
    Decision.CONCERN: "Raise a concern", Decision.PLAN: "Begin or change the plan",
    Decision.PROVISION: "Join a provision", Decision.LEAVE: "Leave a provision",
}  # fmt: skip


class OpenForm(forms.Form):
    """Which class, on what day, and who takes part."""

    school_class = forms.ChoiceField(label="Class", error_messages={"required": "Choose the class"})
    on = DayField(label="Day of the meeting", error_messages={"required": "Say on what day"})
    people = forms.CharField(
        label="Who takes part", max_length=300, required=False, help_text="For example Mrs Nair, Mr Okoro"
    )

    def __init__(self, *args, classes, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.classes = {one.reference: one for one in classes}
        named = [(one.reference, one.name) for one in classes]
        self.fields["school_class"].choices = named if len(named) == 1 else [("", "Choose a class"), *named]

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("This day is in the future: open the meeting on the day")
        return self.cleaned_data["on"]

    def clean_school_class(self):
        return self.classes[self.cleaned_data["school_class"]]


class CloseForm(forms.Form):
    """What was said about the class as a whole."""

    people = forms.CharField(label="Who took part", max_length=300, required=False)
    notes = forms.CharField(
        label="About the class as a whole", max_length=2000, required=False, widget=forms.Textarea
    )


class RowForm(forms.Form):
    """One child: how it goes, a line, what is decided. `seen` says what stood there when the page was drawn, so that
    only what was changed is written, and not over what somebody else has written since."""

    progress = forms.ChoiceField(
        label="Progress this term", choices=[("", "Not looked at"), *FOUND], required=False
    )
    decision = forms.ChoiceField(label="We decide", required=False)
    provision = forms.ChoiceField(label="Which provision", required=False)
    place = forms.ChoiceField(label="Which one is left", required=False)
    line = forms.CharField(label="In a line", max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    hide_optional = True

    def __init__(self, data=None, *, child: Child, provisions, user, school_id: int) -> None:
        self.child, self.held = child, child.held
        super().__init__(data, prefix=child.pupil.reference, initial=_standing(child))
        in_now = {now.place.provision_id for now in child.places}
        self.provisions = {str(one.pk): one for one in provisions if one.pk not in in_now}
        self.places = {str(now.place.pk): now.place for now in child.places}
        self.fields["decision"].choices = _decisions(user, child.pupil.school)
        self.fields["provision"].choices = [
            ("", "Choose"),
            *((pk, _run(one)) for pk, one in self.provisions.items()),
        ]
        left = [(pk, held.provision.title) for pk, held in self.places.items()]
        self.fields["place"].choices = left if len(left) == 1 else [("", "Choose"), *left]
        self._leave_out(user, school_id)

    def _leave_out(self, user, school_id: int) -> None:
        """Take away what cannot be chosen: of a decision that is done, of a role that may not, without provision."""
        may = may_by_role(user, Decision.PROVISION, school_id)
        gone = {"provision"} if not (may and self.provisions) else set()
        gone |= {"place"} if not (may and self.places) else set()
        gone |= {"decision", "provision", "place"} if self.held and is_done(self.held) else set()
        for name in gone:
            del self.fields[name]
        for name, decision in (("provision", Decision.PROVISION), ("place", Decision.LEAVE)):
            if name in self.fields:
                self.fields[name].when = f"{self.prefix}-decision:{decision.value}"

    @property
    def standing(self) -> str:
        """A short mark of what stands in the tables now."""
        return _mark(self.initial)

    @property
    def touched(self) -> bool:
        """Whether the person has changed anything since the page was drawn for them."""
        typed = {name: self.data.get(self.add_prefix(name), self.initial.get(name, "")) for name in ROW}
        return _mark(typed) != self.data.get(self.add_prefix("seen"), "")

    @property
    def overtaken(self) -> bool:
        """Whether somebody else has saved this row since."""
        return self.data.get(self.add_prefix("seen"), "") != self.standing

    @property
    def choice(self) -> dict:
        """What the form says, in the words of actions.decide."""
        said = self.cleaned_data
        return {
            "progress": said["progress"], "words": said["line"], "decision": said.get("decision", ""),
            "provision": self.provisions.get(said.get("provision", "")), "place": self.places.get(said.get("place", "")),
        }  # fmt: skip


ROW = ("progress", "line", "decision")


def _standing(child: Child) -> dict[str, str]:
    held, looked = child.held, child.looked
    line = held.words if held else looked.note if looked else ""
    return {
        "progress": looked.progress if looked else "",
        "line": line,
        "decision": held.decision if held else "",
    }


def _mark(values: dict) -> str:
    text = "\x1f".join(str(values.get(name) or "").strip() for name in ROW)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _decisions(user, school: School) -> list[tuple[str, str]]:
    """The decisions to choose from; what the person's role may not do says that it is left to others."""
    named = [("", "Nothing decided"), (Decision.NOTHING.value, "Goes on as it is"),
             (Decision.WATCH.value, "Look again at the next meeting")]  # fmt: skip
    for decision, words in DONE_HERE.items():
        may = may_by_role(user, decision, school.pk)
        named.append((decision.value, words if may else f"{words} (left to the {school.label('senco')})"))
    return named


def _run(provision) -> str:
    planned = " (planned)" if provision.state == "planned" else ""
    return f"{provision.title}, until {provision.end:%-d %b}{planned}"
