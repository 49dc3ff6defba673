"""What every write of provision asks first: may they, does it still last, who is staff."""

import datetime as dt

from apdr.enums import ProvisionState
from apdr.models import Provision, SessionMark
from core.accounts.enums import FAMILY_AND_VISITORS, Permission
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from core.ui.present import day

OPEN = (ProvisionState.PLANNED, ProvisionState.RUNNING)
MOST_DAYS = 366  # a provision is time-limited: at most one school year


def held_open(provision: Provision, by: User) -> Provision:
    """The locked row of a provision that may still change. Raises Denied: not allowed, or it has ended."""
    check_can(by, Permission.PROVISION_EDIT, provision)
    held = (
        Provision.objects.select_for_update(of=("self",))
        .select_related("school", "intervention")
        .get(pk=provision.pk)
    )
    if held.state not in OPEN:
        raise Denied(f"“{held.title}” has ended and is kept as it was: plan a new one.")
    return held


def staff_of(school: School, user: User) -> User:
    """The user, who works at the school. Raises Denied for one without an account there."""
    mine = Membership.objects.current().filter(school=school, user=user).exclude(role__in=FAMILY_AND_VISITORS)
    if not mine.exists():
        raise Denied(f"{user.name} has no account at {school.name}: choose somebody who works there.")
    return user


def check_run(start: dt.date, end: dt.date) -> None:
    """Raises Denied for a provision that ends before it starts or lasts longer than a school year (R-97)."""
    if end < start:
        raise Denied(f"It cannot end on {day(end)}, before it starts on {day(start)}: check the dates.")
    if (end - start).days > MOST_DAYS:
        raise Denied(
            "Provision lasts a school year at the most: set a nearer last day, then look at it again."
        )


def check_within(provision: Provision, on: dt.date, what: str) -> None:
    """Raises Denied when `on` is outside the provision; `what` says what would begin or end then."""
    if not provision.start <= on <= provision.end:
        raise Denied(
            f"{what} on {day(on)} is outside this provision, which lasts from {day(provision.start)} "
            f"until {day(provision.end)}: check the date."
        )


def refuse_recorded_after(provision: Provision, end: dt.date, pupil=None) -> None:
    """Raises Denied when a session after `end` has been recorded: of the provision, or one to which `pupil` came."""
    sessions = provision.sessions.filter(on__gt=end)
    if pupil is not None:
        came = SessionMark.objects.filter(pupil=pupil, session__in=sessions).exclude(came="absent")
        sessions = sessions.filter(pk__in=came.values("session"))
    if last := sessions.order_by("-on").first():
        raise Denied(f"A session on {day(last.on)} has been recorded: choose that day or a later one.")
