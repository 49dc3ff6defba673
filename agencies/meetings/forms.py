"""The forms of meetings with agencies."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.enums import MeetingKind
from agencies.meetings.ground import Unusual
from core.accounts.permissions import Denied
from core.ui.fields import ClockField, DayField

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def area(label: str, rows: int, most: int, help_text: str = "", **more) -> forms.CharField:
    """A text of several lines with at most `most` characters."""
    more.setdefault("required", False)
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, widget=forms.Textarea({"rows": rows}), **more
    )


class MemberForm(forms.Form):
    """Somebody who is asked to a meeting. `people` are those of the directory: one who is picked from the list brings
    their job and agency along."""

    hide_optional = True

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput({"list": "people", "autocomplete": "off"})
    )  # fmt: skip
    job = forms.CharField(label=_("As what"), max_length=80, required=False)
    agency = forms.ChoiceField(
        label=_("Of which agency"), required=False, error_messages={"invalid_choice": _("Choose an agency of the list")}
    )  # fmt: skip

    def __init__(self, *args, agencies, people=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.reference: agency for agency in agencies}
        self.people = people
        choices = [(agency.reference, agency.name) for agency in self.agencies.values()]
        self.fields["agency"].choices = [("", _("None")), *choices]

    def clean(self):
        data = super().clean()
        if not data.get("name") and (data.get("job") or data.get("agency")) and "name" not in self.errors:
            self.add_error("name", _("Say who, or empty the rest of the line"))
        return data

    @property
    def written(self) -> dict:
        """The member as the actions take it."""
        name = " ".join(self.cleaned_data["name"].split())
        job, agency = self.cleaned_data["job"], self.agencies.get(self.cleaned_data["agency"])
        for person in self.people:
            if name.lower() == str(person).lower():
                return {"name": person.name, "job": job or person.job, "agency": agency or person.agency}
        return {"name": name, "job": job, "agency": agency}


class BookForm(forms.Form):
    """A meeting with agencies: what kind, when, where, what for; when all were invited."""

    kind = forms.ChoiceField(
        label=_("What kind of meeting?"), choices=MeetingKind.choices, widget=forms.RadioSelect, initial=MeetingKind.EHM
    )  # fmt: skip
    on = DayField(label=_("On what day?"), error_messages={"required": _("Say on what day")})
    time = ClockField(label=_("At what time?"), required=False, help_text=_("For example 9.15 or 1.30 pm"))
    place = forms.CharField(
        label=_("Where?"),
        max_length=80,
        required=False,
        help_text=_("The room, without the child’s name: the office sees it"),
    )
    purpose = area(
        _("What is it for?"),
        3,
        1000,
        required=True,
        error_messages={"required": _("Say what the meeting is for")},
    )
    parents_invited_on = DayField(
        label=_("Parents invited on"), required=False, initial=timezone.localdate,
        help_text=_("They are invited to every meeting about their child. Leave it empty until they are"),
    )  # fmt: skip
    meant = forms.BooleanField(label=_("Yes, I mean it: book it on this day"), required=False)
    members_invited_on = DayField(
        label=_("They were invited on"), required=False,
        help_text=_("Leave it empty until they are. Invite only those whom the parents agree to"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("meant"):
            self.fields["meant"].widget = forms.HiddenInput()

    @property
    def about(self) -> list:
        """The fields about the meeting itself."""
        return [
            self[name] for name in ("kind", "on", "meant", "time", "place", "purpose", "parents_invited_on")
        ]

    def tell(self, denied: Denied) -> None:
        """Put a refusal beside the field that it is about; what is unusual is asked once more."""
        if isinstance(denied, Unusual):
            self.fields["meant"].widget = forms.CheckboxInput()
        name = getattr(denied, "field", None)
        self.add_error(name if name in self.fields else None, denied.reason)


class PromiseForm(forms.Form):
    """One thing promised at a meeting."""

    hide_optional = True

    was = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=4)
    what = forms.CharField(label=_("What will be done?"), max_length=300, required=False)
    owner = forms.CharField(
        label=_("Who?"), max_length=120, required=False, widget=forms.TextInput({"list": "owners", "autocomplete": "off"})
    )  # fmt: skip
    by_date = DayField(label=_("By when?"), required=False, help_text="")

    def clean(self):
        data = super().clean()
        if data.get("what") and not data.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("Say who will do it"))
        if not data.get("what") and (data.get("owner") or data.get("by_date")) and "what" not in self.errors:
            self.add_error("what", _("Say what will be done, or empty the rest of the line"))
        return data

    @property
    def written(self) -> dict:
        """As write_actions takes it."""
        was = self.cleaned_data["was"]
        return self.cleaned_data | {"was": int(was) if was.isdecimal() else None}


class SettleForm(forms.Form):
    """Whether something that was promised before is done, and what came of it."""

    hide_optional = True

    done = forms.BooleanField(label=_("It is done"), required=False)
    came_of_it = forms.CharField(label=_("What came of it?"), max_length=300, required=False)


class RecordForm(forms.Form):
    """What happened at a meeting: who came, what was said, what the parents say of the actions, when it is looked at
    again."""

    on = DayField(label=_("Held on"), error_messages={"required": _("Say on what day it was held")})
    came = forms.MultipleChoiceField(
        label=_("Who came?"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Tick those who were asked")},
    )  # fmt: skip
    parents_came = forms.ChoiceField(
        label=_("Did the parents take part?"), choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the parents took part")},
    )  # fmt: skip
    notes = area(_("What was said"), 5, 4000)
    parents_say = area(
        _("What the parents say of the actions"), 3, 2000,
        _("They are asked about every action. Where they did not come, ask them afterwards and add it here"),
    )  # fmt: skip
    review_on = DayField(
        label=_("Looked at again on"),
        required=False,
        help_text=_("The next meeting is booked from this one. For example 31 01 2027"),
    )
    hide_optional = True

    def __init__(self, *args, members, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [
            (str(one.pk), ", ".join(part for part in (one.name, one.job) if part)) for one in members
        ]
        if not members:
            del self.fields["came"]

    def tell(self, denied: Denied) -> None:
        """Put a refusal beside the field that it is about."""
        name = getattr(denied, "field", None)
        self.add_error(name if name in self.fields else None, denied.reason)

    @property
    def given(self) -> dict:
        """The form as record_meeting takes it."""
        data = dict(self.cleaned_data)
        return data | {
            "parents_came": data["parents_came"] == "yes",
            "came": [int(key) for key in data.get("came", [])],
        }


class DoneForm(forms.Form):
    """Something promised has been done."""

    on = DayField(
        label=_("Done on"),
        initial=timezone.localdate,
        error_messages={"required": _("Say on what day it was done")},
    )
    came_of_it = forms.CharField(label=_("What came of it?"), max_length=300, required=False)


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    why = forms.CharField(
        label=_("Why is it called off?"),
        max_length=300,
        error_messages={"required": _("Say why it is called off")},
    )
