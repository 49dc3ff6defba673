"""Forms of a professional's way in to one review, and of what they do there."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.ui.fields import DayField
from core.ui.present import day
from ehcp.enums import Coming, LaDecision
from ehcp.meeting.forms import DecisionForm, UploadField

AFTER_MEETING = dt.timedelta(weeks=12)  # what the school offers first; the form asks


class OpenForm(forms.Form):
    """Whom a review is opened to, and until when. `opened`: it is open to them already, so it has begun."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the professional’s name"}
    )
    email = forms.EmailField(
        label="Work email", help_text="They sign in with a code that is sent to it",
        error_messages={"required": "Enter the email address that they use at work"},
    )  # fmt: skip
    start = DayField(label="From", error_messages={"required": "Say from when"})
    until = DayField(label="To the end of", error_messages={"required": "Say until when"})

    def __init__(self, *args, opened: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if opened:
            del self.fields["start"]


def open_initial(place, today: dt.date) -> dict:
    """What the form begins with: the person as they are invited; from today until twelve weeks after the meeting."""
    until = (
        place.opens_until
        if place.opens_until and not place.ended_at
        else max(place.review.on, today) + AFTER_MEETING
    )
    return {"name": place.name, "email": place.email, "start": today, "until": until}


class AdviceForm(forms.Form):
    """Advice and information for a review: text, a file, or both. `cleaned_data["upload"]` is an Upload or None."""

    hide_optional = True

    advice = forms.CharField(
        label=lazy("Your advice"), max_length=6000, required=False, widget=forms.Textarea({"rows": 16}),
        help_text=lazy("Everybody who is invited reads it before the meeting, the parents too"),
    )  # fmt: skip
    upload = UploadField(lazy("A document, beside the text or instead of it"))

    def __init__(self, *args, has_paper: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.has_paper = has_paper

    def clean(self):
        data = super().clean()
        if (
            not (data.get("advice", "").strip() or data.get("upload") or self.has_paper)
            and "upload" not in self.errors
        ):
            self.add_error("advice", _("Write your advice, or choose the document that holds it"))
        return data


class ComingForm(forms.Form):
    """Whether the person comes to the meeting."""

    coming = forms.ChoiceField(
        label=lazy("Will you come?"), widget=forms.RadioSelect,
        choices=[(Coming.YES, lazy("Yes")), (Coming.PART, lazy("For part of it")), (Coming.NO, lazy("No"))],
        error_messages={"required": lazy("Say whether you come")},
    )  # fmt: skip


class OfficerForm(DecisionForm):
    """What the authority decided, told by its own officer, with the letter and the proposed amendments as they were sent."""

    amendments = UploadField(lazy("Only to amend: the proposed amendments"))
    field_order = ["decision", "decided_on", "why", "upload", "amendment_notice_on", "amendments"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, received=False, **kwargs)
        self.fields["decision"].label = _("What has the authority decided?")
        notice = self.fields["amendment_notice_on"]
        notice.label = _("Only to amend: notice with the proposed changes served on the parents on")
        notice.help_text = _(
            "The parents’ 15 days begin with this day. It is owed by the same day as the decision"
        )

    def clean(self):
        data = super().clean()
        amends = data.get("decision") == LaDecision.AMEND
        if data.get("amendments") and not amends and data.get("decision"):
            self.add_error(
                "amendments", _("Amendments belong to a decision to amend: check what was decided")
            )
        notice, decided = data.get("amendment_notice_on"), data.get("decided_on")
        if amends and notice and decided and notice < decided:
            self.add_error(
                "amendment_notice_on",
                _("This is before the letter of %(day)s: check the dates") % {"day": day(decided)},
            )
        return data
