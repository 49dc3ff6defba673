"""The card of one session, and the question which extra session it was."""

import datetime as dt
import re
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.enums import CHILD_REASONS, NOT_HELD_REASONS, Came, Rating
from apdr.models import Provision
from apdr.sessions.queries import Child, Occasion, Recorded
from core.ui.fields import DayField
from register.models import Pupil

THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
PLAIN = re.compile(r"^\d{1,5}(\.\d{1,2})?$")
CLOCK = re.compile(r"^\s*(\d{1,2})(?:[.:\s]?(\d{2}))?\s*(am|pm)?\s*$", re.IGNORECASE)
SCHOOL_OPENS = 7  # "1.30" is half past one in the afternoon: no session begins before this hour


class CountField(forms.Field):
    """A number that a child got: "12", "1,234" or "12.5"."""

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        if THOUSANDS.match(text):
            text = text.replace(",", "")
        if not PLAIN.match(text):
            raise forms.ValidationError(_("Enter a number like 12 or 12.5"))
        return Decimal(text)


class MinutesField(forms.Field):
    """Whole minutes."""

    def to_python(self, value):
        text = re.sub(r"\s*(m|min|mins|minutes)\.?$", "", (value or "").strip())
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > 3:
            raise forms.ValidationError(_("Enter whole minutes like 15"))
        return int(text)


class ClockField(forms.Field):
    """A time of the school day as people write it: "10.15", "1.30", "13:30", "9 am"."""

    def to_python(self, value):
        text = value or ""
        if not text.strip():
            return None
        match = CLOCK.match(text)
        if not match:
            raise forms.ValidationError(_("Enter a time like 10.15"))
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
        if (half == "pm" and hour < 12) or (not half and hour < SCHOOL_OPENS):
            hour += 12
        if hour > 23 or minute > 59:
            raise forms.ValidationError(_("Enter a time like 10.15"))
        return dt.time(hour, minute)


def _choice(choices) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", ""), *choices], required=False)


WHY = [(reason, reason.label) for reason in CHILD_REASONS]
NOT_HELD = [(reason, reason.label) for reason in NOT_HELD_REASONS]


class CardForm(forms.Form):
    """One session as its adult says it: each child whom they may know of, or that it was not held. What stands already
    is where it begins; without anything everybody came."""

    def __init__(self, *args, occasion: Occasion, **kwargs) -> None:
        self.occasion = occasion
        self.children = [child for child in occasion.children if child.named]
        super().__init__(*args, initial=_began(occasion), **kwargs)
        self.fields["not_held_why"] = _choice(NOT_HELD)
        self.fields["minutes"] = MinutesField(required=False)
        self.fields["line"] = forms.CharField(max_length=300, required=False)
        for child in self.children:
            self._add_child(child)

    def _add_child(self, child: Child) -> None:
        fields = {
            "came": _choice(Came.choices), "why": _choice(WHY), "minutes": MinutesField(required=False),
            "rating": _choice(Rating.choices), "value": CountField(required=False),
            "line": forms.CharField(max_length=300, required=False),
        }  # fmt: skip
        self.fields |= {name_of(child, part): field for part, field in fields.items()}

    def clean(self):
        data = super().clean()
        if data.get("not_held_why"):
            return data
        if not self.occasion.planned and data.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many minutes it lasted"))
        for child in self.children:
            self._check_child(child, data)
        return data

    def _check_child(self, child: Child, data: dict) -> None:
        came, why = (data.get(name_of(child, part)) for part in ("came", "why"))
        if not came:
            self.add_error(name_of(child, "came"), _("Say whether %(name)s came") % {"name": child.first})
        if came == Came.ABSENT and not why:
            words = _("Say why %(name)s did not come") % {"name": child.first}
            self.add_error(name_of(child, "why"), words)

    def said(self, school) -> dict:
        """What `record_session` and `correct_session` take: marks, held, not_held_why, minutes, line. One query."""
        data, why = self.cleaned_data, self.cleaned_data["not_held_why"]
        pupils = Pupil.objects.filter(school=school).in_bulk([child.pk for child in self.children])
        marks = [
            {"pupil": pupils[child.pk]}
            | {part: data[name_of(child, part)] for part in ("came", "why", "minutes", "value", "line")}
            | {"rating": int(data[name_of(child, "rating")] or 0) or None}
            for child in self.children
        ]
        for mark in marks:
            mark["why"] = "" if mark["came"] == Came.CAME else mark["why"]
            mark["minutes"] = mark["minutes"] if mark["came"] == Came.PART else None
        return {"marks": [] if why else marks, "held": not why, "not_held_why": why, "minutes": data["minutes"],
                "line": data["line"]}  # fmt: skip


def name_of(child: Child, part: str) -> str:
    """The name of a field about one child."""
    return f"{child.reference}-{part}"


def _began(occasion: Occasion) -> dict:
    recorded: Recorded | None = occasion.recorded
    found = {"not_held_why": "", "line": "", "minutes": None}
    if recorded:
        found = {"not_held_why": recorded.why, "line": recorded.line}
        found["minutes"] = (
            recorded.minutes if recorded.held and recorded.minutes != occasion.planned else None
        )
    for child in occasion.children:
        mark = child.mark
        found[name_of(child, "came")] = mark.came if mark else Came.CAME
        for part in ("why", "rating", "value", "line", "minutes"):
            found[name_of(child, part)] = getattr(mark, part) if mark else None
        if not mark or mark.came != Came.PART:
            found[name_of(child, "minutes")] = None
    return found


class ExtraForm(forms.Form):
    """Which session beside the weekly times it was."""

    provision = forms.ModelChoiceField(
        Provision.objects.none(), label="Of what?", to_field_name="reference", empty_label="Choose one",
        error_messages={"required": "Say of what it was", "invalid_choice": "Choose one of the list"},
    )  # fmt: skip
    on = DayField(
        label="On which day?", initial=timezone.localdate, error_messages={"required": "Say on which day"}
    )
    at = ClockField(label="When did it begin?", help_text="For example 10.15",
                    error_messages={"required": "Say when it began"})  # fmt: skip

    def __init__(self, *args, runs, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provision"].queryset = runs
        self.fields["provision"].label_from_instance = lambda run: run.title
        self.fields["at"].widget.attrs = {"class": "day-input", "autocomplete": "off"}


def version_of(post) -> int | None:
    """The version that the posted form began from; None where it does not say."""
    value = post.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 9 else None
