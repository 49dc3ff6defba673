"""What is to be done and by when, gathered from every room, as rows that a first page draws."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from apdr.models import Plan
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import DueState, day_in, due_state
from register.arrangements.queries import ACCESS_ENDS, ADJUSTMENT, HEALTH_REVIEW, TRAINING, care_dates
from register.concerns.present import support_row
from register.concerns.queries import support_running
from register.enums import Level
from register.file.queries import next_steps_due
from register.models import ExtraSupport, Letter, Pupil, StatusPeriod
from register.profiles.queries import unread_for
from register.response.lifecycle import RESPONSE
from register.response.queries import Done, still_to_do, watched_pupils
from register.transition.queries import transfers_due

LEVEL_CHANGES_LOOKED_AT = (
    120  # calendar days after which Today no longer asks for what a change has set going
)
UNREAD_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do by a day, as a row of components/deadline_row.html."""

    on: dt.date
    row: dict


def _row(school: School, today: dt.date, on: dt.date, *, what: str, child: str, url: str, verb: str, do: str,
         whom: str = "") -> Duty:  # fmt: skip
    """A duty about a child: `url` is the child's page, `do` where it is done."""
    return Duty(on, {
        "state": due_state(on, today, school.soon_days), "what": what, "whom": whom, "child": child, "child_url": url,
        "date": day_in(on, today), "why": None, "action": {"label": verb, "url": do, "primary": False},
    })  # fmt: skip


def who(name: str, klass: str) -> str:
    """A child and their class, "Maya Abara, 4 Ash"."""
    return f"{name}, {klass}" if klass else name


def support_reviews(school: School, user, today: dt.date) -> list[Duty]:
    """Reviews of extra support. One query."""
    return [Duty(line.review_by, support_row(line, school, today)) for line in support_running(school, user)]


def watch_checks(school: School, user, today: dt.date) -> list[Duty]:
    """Checks of pupils whose support has ended. Three queries."""
    if not can(user, Permission.WATCH_CHECK, school):
        return []
    return [
        _row(school, today, one.next_due, what=f"Check {one.next_number} after support ended", verb="Record",
             child=who(one.pupil.name, one.pupil.class_name),
             url=one.pupil.get_absolute_url(),
             do=reverse("response:check", args=[school.slug, one.pupil.reference, one.next_number]))
        for one in watched_pupils(school, user) if one.next_due
    ]  # fmt: skip


CARE_WORDS = {
    TRAINING: "Training runs out",
    HEALTH_REVIEW: "Review healthcare plan",
    ADJUSTMENT: "Look again at an adjustment",
    ACCESS_ENDS: "Access arrangement ends",
}


def care(school: School, user, today: dt.date, until: dt.date) -> list[Duty]:
    """Healthcare plans, training, adjustments and access arrangements. One query."""
    if not can(user, Permission.ARRANGEMENT_EDIT, school):
        return []
    return [
        _row(school, today, date.on, what=CARE_WORDS[date.kind], whom=", ".join(filter(None, (date.what, date.who))),
             child=who(date.pupil_name, date.class_name), verb="Open",
             url=reverse("overview:pupil", args=[school.slug, date.pupil_reference]),
             do=reverse("arrangements:list", args=[school.slug, date.pupil_reference]))
        for date in care_dates(school, user, until, today)
    ]  # fmt: skip


def steps(school: School, user, today: dt.date, until: dt.date) -> list[Duty]:
    """Next steps that somebody promised at a meeting or on the telephone. One query."""
    return [
        _row(school, today, step.by, what=step.step[:90], whom=f"after a {step.kind.lower()}", verb="Open",
             child=who(step.pupil_name, step.class_name),
             url=reverse("overview:pupil", args=[school.slug, step.pupil_reference]),
             do=reverse("file:conversation", args=[school.slug, step.reference]))
        for step in next_steps_due(school, user, until)
    ]  # fmt: skip


def transfers(school: School, user, today: dt.date) -> list[Duty]:
    """Records that are to go to the next school. Three queries at most."""
    if not can(user, Permission.TRANSITION_MANAGE, school):
        return []
    return [
        _row(school, today, one.due.on, what="Send the records", child=one.pupil_name, verb="Open",
             whom=f"to {one.to_school}" if one.to_school else "next school not known yet",
             url=reverse("overview:leaving", args=[school.slug, one.pupil_reference]),
             do=reverse("overview:leaving", args=[school.slug, one.pupil_reference]))
        for one in transfers_due(school, user, today)
    ]  # fmt: skip


def unread_rows(school: School, user) -> list[dict]:
    """Profiles that a teacher or TA has still to read. One query."""
    found = unread_for(school, user)
    return [
        {"state": DueState("soon", "clock-fill", "To read" if one.last_read is None else "Changed"),
         "what": f"Read the {school.label('profile').lower()}", "whom": "", "child": one.name, "why": None,
         "child_url": reverse("overview:pupil", args=[school.slug, one.reference]), "date": f"version {one.version}",
         "action": {"label": "Read", "primary": False,
                    "url": reverse("profiles:profile", args=[school.slug, one.reference])}}
        for one in found[:UNREAD_SHOWN]
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A pupil whose level changed, and what the change has set going that is not done."""

    name: str
    reference: str
    level: str
    since: dt.date
    todo: tuple[str, ...]


def unfinished_changes(school: School, user, today: dt.date) -> list[Unfinished]:
    """Changes of level of the last weeks of which something is still to be done, the newest first. One query."""
    sent = Letter.objects.filter(pupil=OuterRef("pupil"), sent_at__date__gte=OuterRef("start"))
    before = StatusPeriod.objects.filter(pupil=OuterRef("pupil"), start__lt=OuterRef("start")).order_by(
        "-start"
    )
    periods = (
        StatusPeriod.objects.filter(school=school, end=None, recorded_by__isnull=False,
                                    start__gte=today - dt.timedelta(days=LEVEL_CHANGES_LOOKED_AT))
        .filter(pupil__in=Pupil.objects.filter(school=school).visible_to(user).here())
        .annotate(came_from=Subquery(before.values("level")[:1]), on_register=Exists(sent.filter(kind="on_register")),
                  step_down=Exists(sent.filter(kind="step_down")),
                  has_plan=Exists(Plan.objects.filter(pupil=OuterRef("pupil")).open()),
                  supported=Exists(ExtraSupport.objects.filter(pupil=OuterRef("pupil"), starts__gte=OuterRef("start"))))
        .select_related("pupil__profile").order_by("-start", "pk")
    )  # fmt: skip
    return [found for period in periods if (found := _unfinished(period))]


def _unfinished(period: StatusPeriod) -> Unfinished | None:
    move = RESPONSE.find(period.came_from or Level.NONE, period.level)
    sent = {kind for kind in ("on_register", "step_down") if getattr(period, kind)}
    has_profile = getattr(period.pupil, "profile", None) is not None
    todo = still_to_do(move, Done(frozenset(sent), has_profile, period.has_plan, period.supported))
    pupil = period.pupil
    return Unfinished(pupil.name, pupil.reference, period.level, period.start, tuple(todo)) if todo else None


def in_order(*parts: Iterable[Duty]) -> list[Duty]:
    """All of them by day."""
    return sorted((duty for part in parts for duty in part), key=lambda duty: duty.on)
