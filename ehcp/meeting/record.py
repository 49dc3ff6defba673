"""The record of the meeting as flat text, name of the field → words, for drafts and for two people's texts side by side;
and as the forms of its one page."""

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace

from core.accounts.models import User
from core.ui.editing import Editing
from ehcp.enums import BEFORE_MEETING
from ehcp.meeting import papers, queries
from ehcp.meeting.actions import Came
from ehcp.meeting.adulthood import ADULT, from_year_nine
from ehcp.meeting.forms import CameForm, OutcomeForm, RecordForm
from ehcp.meeting.queries import Judged, TargetOfYear
from ehcp.meeting.recommended import joined, parted
from ehcp.models import AnnualReview, PlanVersion, ReviewInvitee
from register.voice.present import voice_text
from register.voice.queries import latest_voice

PLAIN = ("parents_view", "child_view", "child_how", "progress", "recommendation", "differences")
OF_OUTCOME = ("rating", "evidence", "next", "changed")
FRESH_VOICE_DAYS = 120  # calendar days for which what a child said is quoted


@dataclass
class Meeting:
    """One meeting at work: whom it is with, which outcomes of which version it judges, what stands beside them."""

    review: AnnualReview
    people: list[ReviewInvitee]
    version: PlanVersion | None
    judged: list[Judged]
    number: int  # the version of what is recorded
    targets: list[TargetOfYear] = field(default_factory=list)
    quoted: str = ""
    quoted_on: dt.date | None = None

    @property
    def adult(self) -> bool:
        """Whether preparing for adulthood is looked at."""
        return from_year_nine(self.review.pupil)

    @property
    def held(self) -> bool:
        """Whether the meeting is recorded as held."""
        return self.review.state not in BEFORE_MEETING

    @property
    def thing(self) -> SimpleNamespace:
        """What drafts are kept under."""
        return SimpleNamespace(
            school_id=self.review.school_id, reference=self.review.reference, version=self.number
        )


def meeting_of(review: AnnualReview, today: dt.date) -> Meeting:
    """The meeting of a review with all that its page draws. At most twenty queries, of whatever number of outcomes."""
    version, people = queries.reviewed_version(review), queries.invited(review)
    judged = queries.judged(review, version)
    number = queries.version_from(review, people, [one.said for one in judged if one.said])
    found = Meeting(review, people, version, judged, number, queries.targets_of_year(review, today))
    voice = latest_voice(review.pupil, since=today - dt.timedelta(days=FRESH_VOICE_DAYS))
    if voice is not None and not found.held:
        found.quoted, found.quoted_on = voice_text(voice), voice.on
    return found


def record_text(meeting: Meeting) -> dict[str, str]:
    """The record as its form's text. Words of the child's that are fresh are quoted where the review has none yet, and
    advice that the parents or the child have given stands first."""
    review = meeting.review
    text = {name: getattr(review, name) for name in PLAIN}
    text["parents_view"] = text["parents_view"] or _said_before(meeting, "parent")
    text["child_view"] = text["child_view"] or _said_before(meeting, "child") or meeting.quoted
    if meeting.adult:
        text |= {name: getattr(review, name) for name in ADULT}
    text |= {f"r-{letter or 'any'}": words for letter, words in parted(review.recommended).items()}
    for one in meeting.people:
        text |= {f"w{one.number}-came": papers.how_came(one), f"w{one.number}-why": one.missed_why}
    for one in meeting.judged:
        values = [getattr(one.said, name) if one.said else "" for name in OF_OUTCOME]
        text |= {
            f"o{one.outcome.number}-{name}": value for name, value in zip(OF_OUTCOME, values, strict=True)
        }
    return text


def _said_before(meeting: Meeting, role: str) -> str:
    """What those of that role gave as advice before the meeting; nothing once it was held."""
    if meeting.held:
        return ""
    given = [one for one in meeting.people if one.role == role and one.advice.strip()]
    if len(given) == 1:
        return given[0].advice.strip()
    return "\n\n".join(f"{one.name}: {one.advice.strip()}" for one in given)


@dataclass
class Forms:
    """The forms of the page: of the meeting, of each person (invitee, form), of each outcome (judged, form)."""

    record: RecordForm
    people: list[tuple[ReviewInvitee, CameForm]]
    outcomes: list[tuple[Judged, OutcomeForm]]

    @property
    def all(self) -> list:
        """In the order of the page."""
        return [self.record, *(form for _, form in self.people), *(form for _, form in self.outcomes)]

    def are_valid(self) -> bool:
        """Whether what is typed can be kept."""
        answers = [form.is_valid() for form in self.all]  # each of them, so that all errors show at once
        return all(answers)

    @property
    def written(self) -> dict:
        """As record_meeting takes it."""
        data = self.record.cleaned_data
        sections = {("" if name == "r-any" else name.removeprefix("r-")): words for name, words in data.items()
                    if name.startswith("r-")}  # fmt: skip
        plain = {name: words for name, words in data.items() if not name.startswith("r-")}
        return {
            "came": {one.pk: Came(form.cleaned_data["came"], form.cleaned_data["why"]) for one, form in self.people},
            "outcomes": [{"outcome": one.outcome, **form.cleaned_data} for one, form in self.outcomes],
            "recommended": joined(sections), **plain,
        }  # fmt: skip

    def refuse(self, name: str, reason: str) -> None:
        """Show a refusal beside the field that it is about."""
        if name == "recommended":
            name = "r-F"
        for form in self.all:
            for own in form.fields:
                if form.add_prefix(own) == name:
                    form.add_error(own, reason)
                    return
        self.record.add_error(None, reason)


def forms_of(meeting: Meeting, text: dict[str, str], *, bound: bool) -> Forms:
    """The page's forms from the text."""

    def given(prefix: str) -> dict:
        own = {
            name.removeprefix(f"{prefix}-"): words
            for name, words in text.items()
            if name.startswith(f"{prefix}-")
        }
        return {"prefix": prefix, **({"data": text} if bound else {"initial": own})}

    record = RecordForm(**({"data": text} if bound else {"initial": text}),
                        first_name=meeting.review.pupil.first_name, adult=meeting.adult)  # fmt: skip
    return Forms(
        record,
        [(one, CameForm(**given(f"w{one.number}"))) for one in meeting.people],
        [(one, OutcomeForm(**given(f"o{one.outcome.number}"))) for one in meeting.judged],
    )


def labels_of(forms: Forms) -> dict[str, str]:
    """The fields' names as read."""
    labels = {name: str(found.label) for name, found in forms.record.fields.items()}
    for one, form in forms.people:
        labels |= {form.add_prefix(name): f"{one.name}: {found.label}" for name, found in form.fields.items()}
    for one, form in forms.outcomes:
        title = f"Outcome {one.outcome.number}"
        labels |= {form.add_prefix(name): f"{title}: {found.label}" for name, found in form.fields.items()}
    return labels


def editing_of(meeting: Meeting, user: User, saved: dict[str, str]) -> Editing:
    """The user at work on the record, with drafts and what others have saved meanwhile."""
    forms = forms_of(meeting, saved, bound=False)
    return Editing("annual_meeting", meeting.thing, user, saved, labels_of(forms))
