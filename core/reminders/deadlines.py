"""Deadlines: what is to be done by when, counted from the records each time they are asked for, never stored.

Each app registers sources in its deadlines.py. A source reads rows by a constant number of queries and turns each row
into deadlines without any; so a row that cannot be computed stops that one item and nothing else.
"""

import datetime as dt
import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from core.accounts.models import User
from core.reminders.kinds import KINDS, Kind
from core.reminders.models import Marked
from core.schools.models import School
from core.schools.opening import OpenDays, open_days
from core.schools.prepared import prepared

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing to do by a day.

    `kind` is the key of its Kind; `subject` what it is about as a public reference that stays the same for as long as it
    is the same thing ("plan:K3F9…", at most 60 characters, no name); `due` the last day; `aim` the school's own earlier
    target, where there is one. `owners` are primary keys of the users who are to do it; nobody means the SENCo.
    `pupil` is the child's reference, `name` and `class_name` are theirs, for pages alone. `detail` is what a row adds
    ("with Mr Adeyemi"), for pages alone. `url` is where it is done. `started` says what set it going ("The meeting is
    fixed for Wed 9 Dec 2026."), `so_far` what has happened, `rule` and `cites` stand in for the kind's where the rule
    depends on the row. `turn`: who must move when it is not the school ("the local authority").
    """

    kind: str
    subject: str
    due: dt.date
    url: str
    owners: tuple[int, ...] = ()
    pupil: str = ""
    name: str = ""
    class_name: str = ""
    detail: str = ""
    aim: dt.date | None = None
    started: str = ""
    so_far: str = ""
    rule: str = ""
    cites: str = ""
    turn: str = ""

    @property
    def of(self) -> Kind:
        """Its kind."""
        return KINDS[self.kind]

    @property
    def key(self) -> tuple[str, str, dt.date]:
        """What tells it from every other of its school."""
        return self.kind, self.subject, self.due


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of every source: deadlines of `school` that fall from `start` to `end`, counted on the day `today`;
    for `user` those of the pupils in their sight, without one all. `memo` holds what several sources need."""

    school: School
    start: dt.date
    end: dt.date
    today: dt.date
    user: User | None = None
    memo: dict = field(default_factory=dict, compare=False, repr=False)

    def of(self, rows):
        """The rows of a queryset that are asked for: of the school, and in the user's sight when one asks."""
        rows = rows.filter(school=self.school)
        return rows.visible_to(self.user) if self.user else rows

    def once(self, key: str, read: Callable):
        """What `read()` gives, read once for all sources of this asking."""
        if key not in self.memo:
            self.memo[key] = read()
        return self.memo[key]

    @property
    def opening(self) -> OpenDays:
        """When the school is open. Two queries, the first time."""
        return self.once("opening", lambda: open_days(self.school))

    def covers(self, due: dt.date | None) -> bool:
        """Whether a date is asked for."""
        return due is not None and self.start <= due <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """`rows(ask)` reads by a constant number of queries; `build(row, ask)` gives the deadlines of one row without any.
    `about(row)` is the public reference of the pupil that a row is about, for the SENCo to look into when it fails.
    `called` says what the source counts, in the words of "Plan reviews could not be computed"."""

    name: str
    called: str
    rows: Callable[[Ask], Iterable]
    build: Callable[[object, Ask], Iterable[Deadline]]
    about: Callable[[object], str] = lambda row: ""


SOURCES: dict[str, Source] = {}


def add_source(*sources: Source) -> None:
    """Register sources, in AppConfig.ready()."""
    SOURCES.update({source.name: source for source in sources})


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be computed: which source, about which pupil (a reference; empty: all of the source), and
    the kind of error, never what it said."""

    source: str
    called: str
    pupil: str
    error: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All deadlines that were asked for, by day, what could not be computed, and what somebody has marked done."""

    deadlines: list[Deadline]
    failures: list[Failure]
    marked: list[Deadline] = field(default_factory=list)


def gather(ask: Ask) -> Gathered:
    """Ask every source. What was marked done stands by itself. One query beside those of the sources."""
    try:
        with transaction.atomic():
            found, failures = _from_all(ask, guarded=False)
    except DatabaseError:  # its transaction is spoilt: once more, each source in its own
        ask.memo.clear()
        found, failures = _from_all(ask, guarded=True)
    done = marked_done(ask)
    kept = sorted(
        (one for one in found if ask.covers(one.due)), key=lambda one: (one.due, one.kind, one.subject)
    )
    due, marked = [one for one in kept if one.key not in done], [one for one in kept if one.key in done]
    return Gathered(due, failures, marked)


def marked_done(ask: Ask) -> set[tuple[str, str, dt.date]]:
    """Keys of what somebody has marked done. One query."""
    return set(_marked(None, school=ask.school.pk, start=ask.start, end=ask.end))


@prepared
def _marked(_user, *, school: int, start: dt.date, end: dt.date):
    rows = Marked.objects.filter(school=school, due__gte=start, due__lte=end)
    return rows.values_list("kind", "subject", "due")


def _from_all(ask: Ask, *, guarded: bool) -> tuple[list[Deadline], list[Failure]]:
    found: list[Deadline] = []
    failures: list[Failure] = []
    for source in SOURCES.values():
        try:
            rows = _rows(source, ask, guarded=guarded)
        except DatabaseError as error:
            if not guarded:
                raise
            failures.append(_failed(source, "", error))
            continue
        except Exception as error:
            failures.append(_failed(source, "", error))
            continue
        for row in rows:
            try:
                found.extend(source.build(row, ask))
            except DatabaseError:
                raise
            except Exception as error:
                failures.append(_failed(source, source.about(row), error))
    return found, failures


def _rows(source: Source, ask: Ask, *, guarded: bool) -> list:
    if not guarded:
        return list(source.rows(ask))
    with transaction.atomic():
        return list(source.rows(ask))


def _failed(source: Source, pupil: str, error: Exception) -> Failure:
    """Written to the log without a word of what the error said: it may hold a child's data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    logger.error(
        "Deadlines of %s could not be computed: %s in %s, line %s",
        source.name, type(error).__name__, last.name, last.lineno,
    )  # fmt: skip
    return Failure(source.name, source.called, pupil, type(error).__name__)
