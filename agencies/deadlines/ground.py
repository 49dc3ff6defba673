"""What the sources of this app share: whose rows are asked for, how a child is told, when something past is written down."""

import datetime as dt

from core.accounts.enums import Permission
from core.calendar.dates import working_day_after
from core.reminders.deadlines import Ask
from register.deadlines import parents_of, teachers_of
from register.models import in_sight_of

RECORD_DAYS = 2  # school days after a visit or a meeting by which what happened is written down

PUPIL = ("pupil__reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last",
         "pupil__school_class__name", "pupil", "pupil__school_class")  # fmt: skip
CHILD = len(PUPIL)  # how many columns of a row tell the child


def is_family(ask: Ask) -> bool:
    """Whether a parent asks, who is told of what is asked of them and of nothing else."""
    if ask.user is None:
        return False
    reads = ask.user.schools_where(Permission.SEN_VIEW)
    return ask.school.pk not in reads and ask.school.pk in ask.user.schools_where(Permission.FAMILY_VIEW)


def to_staff(ask: Ask) -> bool:
    """Whether what staff are to do is asked for."""
    return not is_family(ask)


def to_families(ask: Ask) -> bool:
    """Whether what is asked of families is asked for: by the round, or by a parent."""
    return ask.user is None or is_family(ask)


def scoped(rows, user, family: bool, school: int):
    """The rows of pupils who have not left: all of the school without a user, of a parent's children, or as staff may
    read them."""
    rows = rows.filter(school=school, pupil__left_on=None)
    if user is None:
        return rows
    return rows.filter(pupil__in=in_sight_of(user)) if family else rows.visible_to(user)


def child(columns) -> dict[str, str]:
    """A deadline's pupil, name and class_name, from the columns of PUPIL."""
    reference, preferred, first, last, klass, *_keys = columns
    return {"pupil": reference, "name": f"{preferred or first} {last}", "class_name": klass or ""}


def read_ahead(ask: Ask) -> None:
    """Read what building the deadlines needs, so that it asks for nothing: who teaches whom, when the school is open, and
    for families who is whose parent. Six queries at most, which other apps share."""
    if to_staff(ask):
        teachers_of(ask)
        ask.once("agencies.open", lambda: ask.opening)
    if to_families(ask):
        parents_of(ask)


def record_by(on: dt.date, ask: Ask) -> dt.date:
    """The day by which what happened on a day is written down: the second school day after it."""
    return ask.opening.days.after(on, RECORD_DAYS) or working_day_after(on, RECORD_DAYS)
