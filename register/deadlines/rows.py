"""What every source of deadlines about pupils needs: the child of a row, days counted in school days, who may see what."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import SchoolDays, Span, working_day_after
from core.reminders.deadlines import Ask, Deadline
from core.reminders.kinds import open_after, open_before
from register.deadlines.people import Users, teachers_of

FIRST_OF_CHILD = (
    "pk",
    "reference",
    "preferred_first",
    "legal_first",
    "legal_last",
    "school_class",
    "school_class__name",
)
MARK = "0-0-0"  # no reference looks so
NO_TERMS = SchoolDays([])
LONGEST_HOLIDAY = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Child:
    """The pupil of a row; `klass` is the key of the class, None without one."""

    pk: int
    reference: str
    preferred: str
    legal: str
    last: str
    klass: int | None
    class_name: str | None

    @property
    def name(self) -> str:
        return f"{self.preferred or self.legal} {self.last}"


def child_columns(prefix: str = "pupil__") -> tuple[str, ...]:
    """Columns of a `Child`, for values_list; `prefix` leads to the pupil."""
    return tuple(f"{prefix}{name}" for name in FIRST_OF_CHILD)


def child_of(row: tuple) -> Child:
    """The child whose columns come first in the row."""
    return Child(*row[: len(FIRST_OF_CHILD)])


def rest_of(row: tuple) -> tuple:
    """What follows the child's columns."""
    return row[len(FIRST_OF_CHILD) :]


def reference_in(row: tuple) -> str:
    """The pupil's reference, for `Source.about`."""
    return row[1]


def here(today: dt.date, prefix: str = "pupil__") -> Q:
    """Pupils who have started by `today` and have not left, as `Pupil.here`, on the day of the asking."""
    started = Q(**{f"{prefix}joined_on": None}) | Q(**{f"{prefix}joined_on__lte": today})
    return started & Q(**{f"{prefix}left_on": None})


def in_sight(rows, user):
    """The rows in the user's sight; all where nobody in particular asks."""
    return rows.visible_to(user) if user else rows


def may(ask: Ask, permission: Permission) -> bool:
    """Whether who asks may do this at the school; nobody in particular may."""
    return ask.user is None or can(ask.user, permission, ask.school)


def of_child(
    child: Child, ask: Ask, kind: str, subject: str, due: dt.date, view: str, *args, **more
) -> Deadline:
    """A deadline about a child, done on the page `view` (a URL name) of the school."""
    url = page_of(ask, view, *args)
    about = {"pupil": child.reference, "name": child.name, "class_name": child.class_name or ""}
    return Deadline(kind, subject, due, url, **about, **more)


def of_school(ask: Ask, kind: str, subject: str, due: dt.date, view: str, *args, **more) -> Deadline:
    """A deadline of the whole school, done on the page `view`."""
    return Deadline(kind, subject, due, page_of(ask, view, *args), **more)


def page_of(ask: Ask, view: str, *args) -> str:
    """The address of a page of the school. Many rows lead to the page of one reference each: its address is asked for
    once, with a mark in place of the reference."""
    if len(args) != 1 or not isinstance(args[0], str):
        return reverse(view, args=[ask.school.slug, *args])
    marked = ask.once(f"page {view}", lambda: reverse(view, args=[ask.school.slug, MARK]).rpartition(MARK))
    return f"{marked[0]}{args[0]}{marked[2]}"


def teachers(child: Child, ask: Ask) -> Users:
    """Who answers for the child's class."""
    return teachers_of(ask).get(child.klass, ())


def after(ask: Ask, day: dt.date, count: int) -> dt.date:
    """The `count`-th school day after `day`; working days where the terms that are known do not hold it."""
    days = ask.opening.days
    known = days.terms and days.terms[0].start <= day
    return (days.after(day, count) if known else None) or working_day_after(day, count)


def last_open(ask: Ask, day: dt.date) -> dt.date:
    """The last school day on or before `day`, also before a summer; the last working day where the terms that are known
    end long before it."""
    found = ask.opening.days.last_on_or_before(day)
    return found if found and day - found <= LONGEST_HOLIDAY else open_before(day, NO_TERMS)


def first_open(ask: Ask, day: dt.date) -> dt.date:
    """The first school day on or after `day`, also after a summer; the first working day where no term that is known
    begins before long."""
    found = ask.opening.days.first_on_or_after(day)
    return found if found and found - day <= LONGEST_HOLIDAY else open_after(day, NO_TERMS)


def local(at: dt.datetime) -> dt.date:
    """The day in school of a moment."""
    return timezone.localdate(at)


def term_now(ask: Ask) -> Span | None:
    """The term of the day of the asking, or the last that began before it."""
    return next((term for term in reversed(ask.opening.days.terms) if term.start <= ask.today), None)


def terms_ahead(ask: Ask) -> list[Span]:
    """The term of now and those after it that are known."""
    now = term_now(ask)
    return [term for term in ask.opening.days.terms if now is None or term.start >= now.start]


def last_school_day(ask: Ask, term: Span) -> dt.date:
    """The last day of the term on which the school is open."""
    found = ask.opening.days.last_on_or_before(term.end)
    return found if found and found in term else term.end
