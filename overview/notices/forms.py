import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.accounts.models import User
from core.reminders.enums import Group, Pace
from core.reminders.kinds import KINDS
from core.reminders.models import Notice
from core.reminders.recipients import OUTSIDE, People, Person
from core.ui.fields import DayField
from core.ui.present import day

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
OTHER = "other"
NOT_ONE = lazy("Choose one of these colleagues")


def sooner_days(notice: Notice, today: dt.date) -> list[tuple[dt.date, str]]:
    """The days to which a notice is put off with one click, each once, with their words. What the law sets is put off
    to its last lawful day at most, while that day is ahead."""
    monday = today + dt.timedelta(days=7 - today.weekday())
    offered = {today + DAY: _("Tomorrow"), monday: _("Next Monday"), today + WEEK: _("In a week")}
    ahead = notice.due > today and KINDS[notice.kind].statutory
    return [(to, words) for to, words in sorted(offered.items()) if not ahead or to <= notice.due]


class LaterForm(forms.Form):
    """Until when: one of the days offered, or another. Cleans to `until`."""

    when = forms.ChoiceField(
        label=lazy("Remind me again"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose a day")},
    )
    until = DayField(label=lazy("On which day?"), required=False)

    def __init__(self, *args, days: list[tuple[dt.date, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(to.isoformat(), f"{words}, {day(to)}") for to, words in days]
        self.fields["when"].choices = [*choices, (OTHER, _("On another day"))]
        self.fields["until"].when, self.fields["until"].conditional = f"when:{OTHER}", True

    def clean(self) -> dict:
        data = super().clean()
        when = data.pop("when", "")
        if when and when != OTHER:
            data["until"] = dt.date.fromisoformat(when)
        elif when and not data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say on which day"))
        return data


class PersonField(forms.ModelChoiceField):
    """One of the school's people, by the name that colleagues use."""

    def label_from_instance(self, obj) -> str:
        return obj.called if obj.called == obj.name else f"{obj.called} ({obj.name})"


def colleagues(people: People, user: User) -> list[Person]:
    """The staff of the school but for the person."""
    others = [person for person in people.by_pk.values() if person.pk != user.pk]
    return [person for person in others if not person.roles <= OUTSIDE]


class HandOverForm(forms.Form):
    """To whom, and why."""

    to = PersonField(
        User.objects.none(), label=lazy("To whom?"), empty_label=lazy("Choose a colleague"),
        error_messages={"required": lazy("Choose whom to hand it to"), "invalid_choice": NOT_ONE},
        help_text=lazy("Those who may open what it is about. They get an email at once."),
    )  # fmt: skip
    note = forms.CharField(
        label=lazy("A word to them"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=lazy("They read it here, behind sign-in. It is not in the email."),
    )  # fmt: skip

    def __init__(self, *args, people: People, notice: Notice, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kind, others = KINDS[notice.kind], colleagues(people, user)
        able = [person.pk for person in others if people.sees(person, notice.pupil, kind)]
        self.fields["to"].queryset = User.objects.filter(pk__in=able).order_by("name", "pk")


class PacesForm(forms.Form):
    """How soon a person hears of each group by email."""

    def __init__(self, *args, groups: list[Group], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label, choices=Pace.choices, widget=forms.RadioSelect, initial=Pace.DAILY
            )


class AwayForm(forms.Form):
    """Days away, and who is told instead."""

    starts = DayField(
        label=lazy("First day away"), error_messages={"required": lazy("Say from when you are away")}
    )
    ends = DayField(
        label=lazy("Last day away"), error_messages={"required": lazy("Say until when you are away")}
    )
    deputy = PersonField(
        User.objects.none(), label=lazy("Who is told in your stead?"), empty_label=lazy("Choose a colleague"),
        error_messages={"required": lazy("Choose who is told in your stead"), "invalid_choice": NOT_ONE},
        help_text=lazy("Of what they may not open, you are still told yourself."),
    )  # fmt: skip

    def __init__(self, *args, people: People, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].initial = timezone.localdate
        able = [person.pk for person in colleagues(people, user)]
        self.fields["deputy"].queryset = User.objects.filter(pk__in=able).order_by("name", "pk")

    def clean(self) -> dict:
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This is before the first day: check the dates"))
        elif ends and ends < timezone.localdate():
            self.add_error("ends", _("This day is over: enter a day from today on"))
        return data
