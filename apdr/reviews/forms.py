from django import forms
from django.utils import timezone

from apdr.enums import Effect, MeetingHow, Progress
from apdr.reviews.booking import FIRST_TIME, USUAL_MINUTES
from apdr.reviews.fields import ClockField
from core.ui.fields import DayField

HOW_HELD = [
    (MeetingHow.MEETING, "They came to school"),
    (MeetingHow.VIDEO, "On a video call"),
    (MeetingHow.PHONE, "By telephone"),
    (MeetingHow.PACK, "They could not: papers were sent home"),
]
NO_MEETING = "none"


def area(label: str, most: int, *, rows: int = 3, help_text: str = "") -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows}),
    )


def staff_field(label: str, staff) -> forms.ChoiceField:
    """One of the staff, by their key as text."""
    return forms.ChoiceField(
        label=label, choices=[(str(user.pk), user.called) for user in staff],
        error_messages={"invalid_choice": "Choose somebody of the school’s staff"},
    )  # fmt: skip


class MeantForm(forms.Form):
    """A form of a booking that asks once more about what is unusual."""

    meant = forms.BooleanField(label="Yes, I mean it: book it like this", required=False)

    def __init__(self, *args, staff, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {str(person.pk): person for person in staff}
        self.staff.setdefault(str(user.pk), user)
        self.fields["led_by"] = staff_field("Who leads it?", self.staff.values())
        self.fields["led_by"].initial = str(user.pk)
        self.order_fields([*(name for name in self.fields if name != "meant"), "meant"])
        if not self.data.get("meant"):
            self.fields["meant"].widget = forms.HiddenInput()

    def ask(self, words: str) -> None:
        """Show the tick with what is unusual beside it."""
        self.fields["meant"].widget = forms.CheckboxInput()
        self.add_error("meant", words)

    def clean_led_by(self):
        return self.staff[self.cleaned_data["led_by"]]


class BookForm(MeantForm):
    """A meeting with the parents of one child: when, how, where, led by whom, about which plan."""

    on = DayField(label="On what day?", error_messages={"required": "Say on what day"})
    time = ClockField(label="At what time?", required=False)
    how = forms.ChoiceField(
        label="How?", choices=MeetingHow.choices, widget=forms.RadioSelect, initial=MeetingHow.MEETING
    )
    place = forms.CharField(label="Where?", max_length=80, required=False)

    def __init__(self, *args, plans=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].conditional = True  # asked for where people meet
        self.plans = {plan.reference: plan for plan in plans}
        if len(self.plans) > 1:
            choices = [
                ("", "All of them"),
                *((ref, plan.get_area_display()) for ref, plan in self.plans.items()),
            ]
            self.fields["plan"] = forms.ChoiceField(label="Which plan?", choices=choices, required=False)
            self.order_fields(["on", "time", "how", "place", "led_by", "plan", "meant"])

    def clean(self):
        data = super().clean()
        if (
            data.get("how") in (MeetingHow.MEETING, MeetingHow.VIDEO)
            and "time" not in self.errors
            and not data.get("time")
        ):
            self.add_error("time", "Say at what time")
        if self.plans:
            data["plan"] = (
                self.plans.get(data.get("plan") or "")
                if len(self.plans) > 1
                else next(iter(self.plans.values()))
            )
        return data


class ClassForm(MeantForm):
    """Meetings for a class on one day: one time for each child."""

    hide_optional = True

    on = DayField(label="On what day?", error_messages={"required": "Say on what day"})
    first = ClockField(
        label="First meeting at", initial=FIRST_TIME, error_messages={"required": "Say when the first begins"}
    )
    minutes = forms.IntegerField(
        label="Minutes each",
        min_value=5,
        max_value=120,
        initial=USUAL_MINUTES,
        error_messages={
            "min_value": "At least 5 minutes",
            "max_value": "At most 120 minutes",
            "required": "Say how many minutes",
        },
        widget=forms.TextInput({"inputmode": "numeric", "class": "day-input"}),
    )
    how = forms.ChoiceField(
        label="How?", choices=[pair for pair in MeetingHow.choices if pair[0] != MeetingHow.PACK], widget=forms.RadioSelect,
        initial=MeetingHow.MEETING,
    )  # fmt: skip
    place = forms.CharField(label="Where?", max_length=80, required=False)

    def __init__(self, *args, pupils, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupils = {f"time-{pupil.reference}": pupil for pupil in pupils}
        for name, pupil in self.pupils.items():
            self.fields[name] = ClockField(label=f"Time for {pupil.name}", required=False, help_text="")

    @property
    def times(self) -> dict:
        """Pupil → time, of those that have one."""
        return {
            pupil: self.cleaned_data[name]
            for name, pupil in self.pupils.items()
            if self.cleaned_data.get(name)
        }

    @property
    def about(self) -> list:
        """The fields about all of them."""
        return [self[name] for name in ("on", "first", "minutes", "how", "place", "led_by", "meant")]


class OutcomeForm(forms.Form):
    """How one target went. Asked for only when the review is finished."""

    hide_optional = True

    progress = forms.ChoiceField(
        label="How did it go?", choices=Progress.choices, widget=forms.RadioSelect, required=False
    )
    outcome = area("What came of it?", 1000, rows=2)


class ActionForm(forms.Form):
    """One thing promised at a meeting."""

    hide_optional = True

    was = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=4)
    what = forms.CharField(label="What will be done?", max_length=300, required=False)
    who = forms.CharField(
        label="Who?",
        max_length=80,
        required=False,
        widget=forms.TextInput({"list": "staff", "autocomplete": "off"}),
    )
    by_date = DayField(label="By when?", required=False, help_text="")

    def __init__(self, *args, staff=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean(self):
        data = super().clean()
        if data.get("what") and not data.get("who") and "who" not in self.errors:
            self.add_error("who", "Say who will do it")
        if not data.get("what") and (data.get("who") or data.get("by_date")) and "what" not in self.errors:
            self.add_error("what", "Say what will be done, or empty the rest of the line")
        return data

    @property
    def written(self) -> dict:
        """As write_actions takes it: a name of the staff becomes the person."""
        said = self.cleaned_data["who"].strip()
        known = [user for user in self.staff if said.lower() in (user.called.lower(), user.name.lower())]
        was = self.cleaned_data["was"]
        return {
            "what": self.cleaned_data["what"], "owner": known[0] if len(known) == 1 else None, "owner_name": said,
            "by_date": self.cleaned_data["by_date"], "was": int(was) if was.isdecimal() else None,
        }  # fmt: skip


class RecordForm(forms.Form):
    """A review with the parents, in the order of the meeting: their views first (R-168)."""

    hide_optional = True

    parents_say = area(
        "What the parents say", 3000, rows=4, help_text="Their views and how they feel about it, first of all"
    )
    child_says = area("What the child says", 3000)
    no_voice_why = forms.CharField(label="If the child was not asked, why?", max_length=300, required=False)
    how = forms.ChoiceField(
        label="How did the parents take part?", choices=HOW_HELD, widget=forms.RadioSelect({"down": True}),
        error_messages={"required": "Say how the parents took part"},
    )  # fmt: skip
    on = DayField(label="On what day?", required=False)
    who_came = forms.CharField(label="Who took part?", max_length=300, required=False)
    notes = area("What was agreed", 3000, rows=4)
    next_on = DayField(
        label="Next meeting on", required=False, help_text="It is booked, and the family is told"
    )
    next_time = ClockField(label="At what time?", required=False)
    meant = forms.BooleanField(label="Yes, I mean it: book it like this", required=False)

    def __init__(
        self, *args, first_name: str, met: bool, quoted: str = "", missed: bool = False, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.quoted = quoted
        self.fields["child_says"].label = f"What {first_name} says"
        self.fields["child_says"].help_text = f"In {first_name}’s own words"
        self.fields["no_voice_why"].label = f"If {first_name} was not asked, why?"
        if missed:
            self.fields["how"].choices = HOW_HELD[2:]
        elif not met:
            self.fields["how"].choices = [*HOW_HELD, (NO_MEETING, "There was no meeting this time")]
        if not self.data.get("meant"):
            self.fields["meant"].widget = forms.HiddenInput()

    def ask(self, words: str) -> None:
        """Show the tick with what is unusual beside it."""
        self.fields["meant"].widget = forms.CheckboxInput()
        self.add_error("meant", words)

    @property
    def held(self) -> bool:
        """Whether there was a meeting."""
        return self.cleaned_data["how"] != NO_MEETING

    def clean(self):
        data = super().clean()
        if data.get("how") == NO_MEETING:
            self._refuse_words_of_a_meeting(data)
        elif data.get("how"):
            if "on" not in self.errors and not data.get("on"):
                self.add_error("on", "Say on what day")
            elif data.get("on") and data["on"] > timezone.localdate():
                self.add_error("on", "This day is in the future: record the meeting when it has been held")
            if data["how"] == MeetingHow.PHONE and not (data.get("parents_say") or data.get("notes")):
                self.add_error("parents_say", "Say in a line what was said on the telephone")
        start = data.get("on") or timezone.localdate()
        if data.get("next_on") and data["next_on"] <= start:
            self.add_error("next_on", "The next meeting comes after this one: check the date")
        if data.get("next_time") and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Say on what day the next meeting is")
        return data

    def _refuse_words_of_a_meeting(self, data: dict) -> None:
        said = [name for name in ("parents_say", "notes", "who_came") if data.get(name)]
        if data.get("child_says") and data["child_says"].strip() != self.quoted.strip():
            said.append("child_says")
        if said:
            self.add_error("how", "These words belong to a meeting: say how the parents took part")

    @property
    def hears_the_child(self) -> bool:
        """Whether the child's words are there, or why not (R-78, R-172)."""
        return bool(self.cleaned_data["child_says"].strip() or self.cleaned_data["no_voice_why"].strip())

    @property
    def record(self) -> dict | None:
        """As hold_meeting takes it, or None when there was no meeting."""
        names = ("on", "how", "parents_say", "child_says", "no_voice_why", "who_came", "notes")
        return {name: self.cleaned_data[name] for name in names} if self.held else None

    @property
    def following(self) -> dict | None:
        """The next meeting, as book_meeting takes it, with the day it comes after; None where none is named."""
        if not self.cleaned_data.get("next_on"):
            return None
        return {
            "on": self.cleaned_data["next_on"],
            "time": self.cleaned_data["next_time"],
            "meant": self.cleaned_data["meant"],
            "after": self.cleaned_data.get("on") or timezone.localdate(),
        }


class MissForm(forms.Form):
    """The parents did not come."""

    why = forms.CharField(label="Do you know why?", max_length=300, required=False)


class CancelForm(forms.Form):
    """A booked meeting is called off."""

    why = forms.CharField(label="Why is it called off?", max_length=300, error_messages={"required": "Say why"},
                          help_text="The family is told that it is off, not why")  # fmt: skip


class DoneForm(forms.Form):
    """Something promised has been done."""

    on = DayField(
        label="On what day was it done?",
        error_messages={"required": "Say on what day"},
        initial=timezone.localdate,
    )


class EvaluateForm(forms.Form):
    """The SENCo's evaluation of a cycle."""

    effect = forms.TypedChoiceField(
        label="How far did it work?", choices=Effect.choices, coerce=int, widget=forms.RadioSelect({"down": True}),
        error_messages={"required": "Say how far it worked"},
    )  # fmt: skip
    words = forms.CharField(
        label="What worked, and what will change?", max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text="The next cycle’s plan begins with these words, and the parents read that plan",
        error_messages={"required": "Say it in a line"},
    )  # fmt: skip
