"""The record of a review as flat text, name of the field → words, for drafts and for two people's texts side by side;
and as the forms of its one page."""

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace

from apdr.enums import IN_FORCE, MeetingState
from apdr.models import Plan, ReviewMeeting
from apdr.reviews.forms import ActionForm, OutcomeForm, RecordForm
from apdr.reviews.queries import next_booked, plans_to_review, staff_of
from core.accounts.models import User
from core.ui.editing import Editing
from core.ui.present import clock
from register.models import Pupil
from register.voice.present import voice_text
from register.voice.queries import latest_voice

FRESH_VOICE_DAYS = 120  # calendar days for which what a child said is quoted
SPARE_ACTIONS = 3
MOST_ACTIONS = 12
MOST_NAME = 60  # characters of a field's name
OF_ACTION = ("was", "what", "who", "by_date")
OF_MEETING = ("parents_say", "child_says", "no_voice_why", "who_came", "notes")


@dataclass
class Review:
    """One review at work: of a pupil, at a meeting (None while none was booked), of plans with their targets."""

    pupil: Pupil
    meeting: ReviewMeeting | None
    plans: list[Plan]
    today: dt.date
    staff: list[User] = field(default_factory=list)
    quoted: str = ""
    said_on: dt.date | None = None

    @property
    def held(self) -> bool:
        return self.meeting is not None and self.meeting.state == MeetingState.HELD

    @property
    def open_plans(self) -> list[Plan]:
        """Those whose targets may still be judged."""
        return [plan for plan in self.plans if plan.state in IN_FORCE]

    def prefix(self, plan: Plan, number: int) -> str:
        """What a target's fields are called: "t1", and "p2t1" for that of the second plan."""
        place = self.plans.index(plan)
        return f"t{number}" if place == 0 else f"p{place + 1}t{number}"

    @property
    def targets(self):
        """(plan, target, prefix) of each target to be judged."""
        return [
            (plan, target, self.prefix(plan, target.number))
            for plan in self.open_plans
            for target in plan.targets.all()
        ]

    @property
    def thing(self) -> SimpleNamespace:
        """What drafts are kept under; its version grows with the meeting's and with each plan's."""
        subject = self.meeting or self.plans[0]
        rows = [row for row in (self.meeting, *self.plans) if row is not None]
        return SimpleNamespace(
            school_id=self.pupil.school_id,
            reference=subject.reference,
            version=sum(row.version for row in rows),
        )


def review_at(meeting: ReviewMeeting, today: dt.date) -> Review:
    """The review of a meeting: of the plan it is about, or of all that are in force. At most five queries."""
    plans = [meeting.plan] if meeting.plan else plans_to_review(meeting.pupil)
    return _review(meeting.pupil, meeting, plans, today)


def review_of(plan: Plan, today: dt.date) -> Review:
    """The review of a plan for which no meeting is booked. Two queries."""
    return _review(plan.pupil, None, [plan], today)


def _review(pupil: Pupil, meeting: ReviewMeeting | None, plans: list[Plan], today: dt.date) -> Review:
    found = Review(pupil, meeting, plans, today, staff_of(pupil.school))
    voice = latest_voice(pupil, since=today - dt.timedelta(days=FRESH_VOICE_DAYS))
    if voice is not None:
        found.quoted, found.said_on = voice_text(voice), voice.on
    return found


def review_text(review: Review) -> dict[str, str]:
    """The record as its form's text. Words of the child's that are fresh are quoted where the meeting has none yet."""
    meeting, text = review.meeting, dict.fromkeys(OF_MEETING, "")
    if meeting is not None:
        text |= {name: getattr(meeting, name) for name in OF_MEETING}
        missed = meeting.state == MeetingState.MISSED
        text |= {"how": "" if missed else meeting.how, "on": typed(min(meeting.on, review.today))}
        text["on"] = typed(review.today) if missed else text["on"]
    else:
        text |= {"how": "", "on": typed(review.today)}
    if not review.held and not text["child_says"]:
        text["child_says"] = review.quoted
    text |= _following_text(review) | _actions_text(meeting)
    for _, target, prefix in review.targets:
        text |= {f"{prefix}-progress": target.progress, f"{prefix}-outcome": target.outcome}
    return text


def _following_text(review: Review) -> dict[str, str]:
    after = review.meeting.on if review.meeting else review.today
    booked = next_booked(review.pupil, min(after, review.today), besides=review.meeting)
    if booked is None:
        return {"next_on": "", "next_time": ""}
    return {"next_on": typed(booked.on), "next_time": clock(booked.at) if booked.at else ""}


def _actions_text(meeting: ReviewMeeting | None) -> dict[str, str]:
    text: dict[str, str] = {}
    rows = [action for action in meeting.actions.all() if not action.done_on] if meeting else []
    for place, action in enumerate(rows):
        who = action.owner.called if action.owner else action.owner_name
        values = (str(action.number), action.what, who, typed(action.by_date))
        text |= {f"a{place}-{name}": value for name, value in zip(OF_ACTION, values, strict=True)}
    return text


def typed(value: dt.date | None) -> str:
    """A date as the form's text holds it, "" for none."""
    return f"{value.day} {value:%m %Y}" if value else ""


def count_actions(*texts: dict[str, str]) -> int:
    """How many rows of actions the texts fill; never more than there may be."""
    places = [
        int(name[1 : name.index("-")]) + 1
        for text in texts for name, words in text.items()
        if words and name.startswith("a") and "-" in name and name[1 : name.index("-")].isdecimal() and len(name) < MOST_NAME
    ]  # fmt: skip
    return min(max(places, default=0), MOST_ACTIONS)


@dataclass
class Forms:
    """The forms of the page: of the meeting, of each target (plan, target, form), of each action."""

    record: RecordForm
    targets: list[tuple[Plan, object, OutcomeForm]]
    actions: list[ActionForm]

    @property
    def all(self) -> list:
        """In the order of the page."""
        return [self.record, *(form for _, _, form in self.targets), *self.actions]

    def are_valid(self, *, finish: bool) -> bool:
        """Whether all can be saved; to finish, every target says how it went."""
        answers = [form.is_valid() for form in self.all]  # each of them, so that all errors show at once
        valid = all(answers)
        for _, target, form in self.targets if finish else []:
            if "progress" not in form.errors and not form.cleaned_data.get("progress"):
                form.add_error("progress", f"Say how target {target.number} went, to finish the review")
                valid = False
        if finish and valid and self.record.held and not self.record.hears_the_child:
            self.record.add_error("child_says", "Write what the child says, or why the child was not asked")
            valid = False
        return valid and self._says_where_actions_belong()

    def _says_where_actions_belong(self) -> bool:
        if self.record.held or not any(form.cleaned_data["what"] for form in self.actions):
            return True
        self.record.add_error("how", "What was promised belongs to a meeting: say how the parents took part")
        return False

    @property
    def outcomes(self) -> dict[Plan, dict[int, tuple[str, str]]]:
        """As save_review takes them."""
        found: dict[Plan, dict[int, tuple[str, str]]] = {}
        for plan, target, form in self.targets:
            found.setdefault(plan, {})[target.number] = (
                form.cleaned_data["progress"],
                form.cleaned_data["outcome"].strip(),
            )
        return found

    @property
    def promised(self) -> list[dict]:
        """As write_actions takes them."""
        return [form.written for form in self.actions if form.cleaned_data["what"]]


def forms_of(review: Review, text: dict[str, str], *, bound: bool, spare: int = SPARE_ACTIONS) -> Forms:
    """The page's forms from the text, with so many rows for actions beyond those that are filled."""

    def given(prefix: str) -> dict:
        return (
            {"data": text, "prefix": prefix}
            if bound
            else {
                "initial": {
                    name.removeprefix(f"{prefix}-"): words
                    for name, words in text.items()
                    if name.startswith(f"{prefix}-")
                },
                "prefix": prefix,
            }
        )

    missed = review.meeting is not None and review.meeting.state == MeetingState.MISSED
    record = RecordForm(
        **({"data": text} if bound else {"initial": text}), first_name=review.pupil.first_name,
        met=review.meeting is not None, quoted=review.quoted, missed=missed,
    )  # fmt: skip
    count = min(count_actions(text) + spare, MOST_ACTIONS)
    return Forms(
        record,
        [(plan, target, OutcomeForm(**given(prefix))) for plan, target, prefix in review.targets],
        [ActionForm(**given(f"a{place}"), staff=review.staff) for place in range(count)],
    )


def labels_of(review: Review, forms: Forms) -> dict[str, str]:
    """The fields' names as read."""
    labels = {name: str(found.label) for name, found in forms.record.fields.items() if name != "meant"}
    for _, target, form in forms.targets:
        labels |= {
            form.add_prefix(name): f"Target {target.number}: {found.label}"
            for name, found in form.fields.items()
        }
    for place, form in enumerate(forms.actions, 1):
        labels |= {
            form.add_prefix(name): f"Action {place}: {found.label}"
            for name, found in form.fields.items()
            if name != "was"
        }
    return labels


def editing_of(review: Review, user: User, saved: dict[str, str], forms: Forms) -> Editing:
    """The user at work on the review, with drafts and what others have saved meanwhile."""
    return Editing("review", review.thing, user, saved, labels_of(review, forms))
