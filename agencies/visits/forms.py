"""The forms of visits."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.enums import AnnouncedHow, ToldBy
from agencies.visits.queries import services_for
from core.ui.fields import ClockField, DayField

YES_NO = [("yes", "Yes"), ("no", "No")]
SCHOOL_WRITES = [
    pair for pair in AnnouncedHow.choices if pair[0] not in (AnnouncedHow.ONLINE, AnnouncedHow.NOT)
]


def minutes_field() -> forms.IntegerField:
    """How long a visit takes."""
    return forms.IntegerField(
        label="How many minutes?", min_value=5, max_value=480, initial=60,
        error_messages={"required": "Say how many minutes it takes", "min_value": "At least 5 minutes",
                        "max_value": "At most 480 minutes, which is 8 hours", "invalid": "Write a number of minutes"},
        widget=forms.TextInput({"inputmode": "numeric", "class": "day-input"}),
    )  # fmt: skip


def place_field() -> forms.CharField:
    """Where a visit takes place."""
    return forms.CharField(
        label="Where?", max_length=80, required=False, help_text="The room, without the child’s name: the office sees it"
    )  # fmt: skip


class WhoForm(forms.Form):
    """A form in which somebody of an agency is named: one of the directory, picked from a list, or any other name."""

    who = forms.CharField(
        label="Who comes?", max_length=120, required=False,
        widget=forms.TextInput({"list": "people", "autocomplete": "off"}),
        help_text="Begin to type a name of the directory, or write another; leave it empty until the service has said",
    )  # fmt: skip

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.referrals, self.agencies, self.people = services_for(pupil)

    def named(self, agency) -> dict:
        """{"professional", "who_comes"} of what was typed."""
        said = " ".join(self.cleaned_data["who"].split())
        of_agency = [one for one in self.people if one.agency_id == getattr(agency, "pk", None)]
        known = [one for one in of_agency if said.lower() in (str(one).lower(), one.name.lower())]
        return {"professional": known[0] if len(known) == 1 else None, "who_comes": said}


class ServiceForm(WhoForm):
    """A form that begins with which service comes, and for which referral."""

    service = forms.ChoiceField(
        label="Which service, for which referral?", error_messages={"required": "Say which service comes"}
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.about = {f"r-{one.reference}": (one.agency, one) for one in self.referrals}
        self.about |= {f"a-{one.reference}": (one, None) for one in self.agencies}
        self.fields["service"].choices = [("", _("Choose one")), *filter(lambda group: group[1], (
            (_("For a referral"), [(f"r-{one.reference}", self._words(one)) for one in self.referrals]),
            (_("Without a referral"), [(f"a-{one.reference}", one.name) for one in self.agencies]),
        ))]  # fmt: skip
        if len(self.referrals) == 1:
            self.fields["service"].initial = f"r-{self.referrals[0].reference}"

    @staticmethod
    def _words(referral) -> str:
        return f"{referral.agency.name}: {referral.get_state_display().lower()}"

    @property
    def service_given(self) -> dict:
        """{"agency", "referral", "professional", "who_comes"} as the actions take them."""
        agency, referral = self.about[self.cleaned_data["service"]]
        return {"agency": agency, "referral": referral} | self.named(agency)


# an argument of the actions → the field that asks for it
ASKED_IN = {
    "agency": "service",
    "referral": "service",
    "professional": "who",
    "report_expected": "report_expected",
}


class AnnounceForm(ServiceForm):
    """A visit that somebody has announced."""

    on = DayField(label="On what day?", error_messages={"required": "Say on what day"})
    at_time = ClockField(
        label="At what time?",
        help_text="For example 9.15 or 1.30 pm",
        error_messages={"required": "Say at what time"},
    )
    minutes = minutes_field()
    place = place_field()
    how = forms.ChoiceField(
        label="How did the SENCo come to know?", choices=SCHOOL_WRITES, widget=forms.RadioSelect, initial=AnnouncedHow.EMAIL
    )  # fmt: skip
    announced_on = DayField(
        label="And when?", initial=timezone.localdate, error_messages={"required": "Say when"}
    )
    field_order = ["service", "who", "on", "at_time", "minutes", "place", "how", "announced_on"]

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, pupil=pupil, **kwargs)
        senco = pupil.school.label("senco")
        self.fields["how"].label = _("How did the %(senco)s come to know?") % {"senco": senco}

    @property
    def given(self) -> dict:
        """The form as announce_visit takes it."""
        names = ("on", "at_time", "minutes", "place", "how", "announced_on")
        return self.service_given | {name: self.cleaned_data[name] for name in names}


class MoveForm(WhoForm):
    """Another day, time, place or person for an announced visit."""

    on = DayField(label="On what day?", error_messages={"required": "Say on what day"})
    at_time = ClockField(label="At what time?", error_messages={"required": "Say at what time"})
    minutes = minutes_field()
    place = place_field()
    field_order = ["on", "at_time", "minutes", "place", "who"]

    def __init__(self, *args, agency, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        self.people = [one for one in self.people if one.agency_id == agency.pk]

    @property
    def given(self) -> dict:
        """The form as move_visit takes it."""
        names = ("on", "at_time", "minutes", "place")
        return {name: self.cleaned_data[name] for name in names} | self.named(self.agency)


class HappenedForm(forms.Form):
    """What happened at a visit: whom they met, what they suggested, by when they report."""

    teacher_met = forms.ChoiceField(
        label="Did they meet the class teacher?", choices=YES_NO, widget=forms.RadioSelect, required=False,
        help_text="To talk about the child’s needs and progress: that is never left to another adult",
    )  # fmt: skip
    teacher_met_on = DayField(
        label="If so, on what day?", required=False, help_text="Leave it empty for the day of the visit"
    )
    not_met_why = forms.CharField(label="If not, why not?", max_length=300, required=False)
    met_whom = forms.CharField(label="Who was met?", max_length=200, required=False)
    suggestions = forms.CharField(
        label="What did they suggest, as told to the class teacher?", max_length=2000, required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="The class teacher knows exactly what is involved, even where another adult delivers it",
    )  # fmt: skip
    report_expected = DayField(
        label="By when is their report expected?", required=False,
        help_text="Leave it empty where they write none for this visit",
    )  # fmt: skip

    def __init__(self, *args, visit_on: dt.date, report_days: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("teacher_met", "teacher_met_on", "not_met_why"):
            self.fields[name].conditional = True
        self.fields["report_expected"].initial = visit_on + dt.timedelta(days=report_days)

    @property
    def happened(self) -> dict:
        """The form as record_visit takes it."""
        said = self.cleaned_data.get("teacher_met")
        names = ("teacher_met_on", "met_whom", "not_met_why", "suggestions", "report_expected")
        return {"teacher_met": {"yes": True, "no": False}.get(said)} | {
            name: self.cleaned_data[name] for name in names
        }


class RecordForm(HappenedForm):
    """What happened at a visit that was announced."""

    came = forms.ChoiceField(
        label="Did they come?", choices=YES_NO, widget=forms.RadioSelect, initial="yes",
        error_messages={"required": "Say whether they came"},
    )  # fmt: skip
    why = forms.CharField(label="If nobody came, why?", max_length=300, required=False)
    field_order = [
        "came",
        "why",
        "teacher_met",
        "teacher_met_on",
        "not_met_why",
        "met_whom",
        "suggestions",
        "report_expected",
    ]

    def __init__(self, *args, done: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].conditional = True
        if done:
            del self.fields["came"], self.fields["why"]

    @property
    def given(self) -> dict:
        """The form as record_visit takes it."""
        came = self.cleaned_data.get("came", "yes") == "yes"
        return {"came": came} | (self.happened if came else {"why": self.cleaned_data["why"]})


class UnannouncedForm(ServiceForm, HappenedForm):
    """Somebody came without notice: who, when, and what happened."""

    on = DayField(
        label="On what day?", initial=timezone.localdate, error_messages={"required": "Say on what day"}
    )
    at_time = ClockField(label="When did they arrive?", error_messages={"required": "Say at what time"})
    minutes = minutes_field()
    place = place_field()
    field_order = ["service", "who", "on", "at_time", "minutes", "place", "teacher_met", "teacher_met_on", "not_met_why",
                   "met_whom", "suggestions", "report_expected"]  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].label = "Who came?"
        self.fields["who"].help_text = "Begin to type a name of the directory, or write another"

    @property
    def given(self) -> dict:
        """The form as record_unannounced takes it."""
        names = ("on", "at_time", "minutes", "place")
        return self.service_given | {name: self.cleaned_data[name] for name in names} | self.happened


class CancelForm(forms.Form):
    """Why a visit is called off."""

    why = forms.CharField(
        label="Why is it called off?", max_length=300, error_messages={"required": "Say why it is called off"}
    )


class ToldForm(forms.Form):
    """Who told the parents, and when."""

    told_by = forms.ChoiceField(
        label="Who told the parents?", choices=[pair for pair in ToldBy.choices if pair[0]], widget=forms.RadioSelect,
        error_messages={"required": "Say who told the parents"}, help_text="It is for the professional to tell them",
    )  # fmt: skip
    on = DayField(
        label="When?", initial=timezone.localdate, error_messages={"required": "Say when they were told"}
    )
