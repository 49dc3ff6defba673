"""What stands on a person's calendar beside visits: each room offers its own by a hook, and every view and the feed draw
from it alike.

    def meetings_on_calendar(ask):
        for row in ask.of(ReviewMeeting.objects).filter(on__range=(ask.start, ask.end)):
            yield Entry(f"review:{row.reference}", row.on, Sort.MEETINGS, _("Review meeting"), at=row.at, …)

    add_calendar("review_meetings", meetings_on_calendar)  # where AppConfig.ready() imports it
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Permission
from core.reminders.deadlines import Ask
from core.ui.present import DueState


class Sort(models.TextChoices):
    """What a calendar shows, each of which can be shown alone."""

    VISITS = "visits", _("Visits")
    MEETINGS = "meetings", _("Meetings")
    DEADLINES = "deadlines", _("Deadlines")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day of the calendar.

    `subject` is its public reference, "<noun>:<reference>", the same for as long as it is the same thing, as a Deadline
    has it: a deadline of the same subject on the same day is not shown beside it. `key` tells apart what has the same
    subject. `what` is what it is, in words that name no child: it leaves the school in the feed; `title` is how pages say
    it, where otherwise. `at` is the time of day, None for all day; `minutes` how long. `url` is the path of its page, ""
    for who may not open it; `pupil` the child's reference, which the feed tells. `name`, `class_name`, `who` and `place`
    are for pages alone. `state` is its chip where it has one, `law` says that the law sets the day. `sequence` and
    `changed` (aware) grow whenever it changes, where that is known.
    """

    subject: str
    on: dt.date
    sort: Sort
    what: str
    title: str = ""
    key: str = ""
    at: dt.time | None = None
    minutes: int = 0
    url: str = ""
    pupil: str = ""
    name: str = ""
    class_name: str = ""
    who: str = ""
    place: str = ""
    icon: str = ""
    state: DueState | None = None
    law: bool = False
    moved_from: dt.date | None = None
    called_off: bool = False
    sequence: int = 0
    changed: dt.datetime | None = None

    @property
    def uid_words(self) -> str:
        """What its UID in a calendar program is made of: "visit-K3F9…"."""
        return "-".join(filter(None, (self.subject.replace(":", "-"), self.key)))

    @property
    def rank(self) -> tuple:
        """Its place: by day; what the law sets first, then visits and meetings by time, then the other deadlines."""
        return (
            self.on,
            not self.law,
            self.sort == Sort.DEADLINES,
            self.at or dt.time.min,
            self.subject,
            self.key,
        )


# `ask.user` is always there: give what that person may know of, from `ask.start` to `ask.end`, by a constant number of
# queries. Where they may know that something takes place but not of whom, leave out url, pupil, name and who.
CalendarSource = Callable[[Ask], Iterable[Entry]]
SOURCES: dict[str, tuple[Sort, CalendarSource]] = {}


def add_calendar(name: str, source: CalendarSource, sort: Sort = Sort.MEETINGS) -> None:
    """Register what a room puts on the calendar, all of one sort."""
    SOURCES[name] = (sort, source)


def entries_of(ask: Ask, sorts: Iterable[Sort] = tuple(Sort)) -> list[Entry]:
    """What stands on the calendar of `ask.user`, in order of `rank`. Who may not read SEN records (the office) is told
    what takes place and where, never of whom."""
    wanted = set(sorts)
    sources = [source for sort, source in SOURCES.values() if sort in wanted]
    found = [one for source in sources for one in source(ask) if ask.covers(one.on)]
    takes_place = {(one.subject, one.on) for one in found if one.sort != Sort.DEADLINES}
    found = [one for one in found if not _said_twice(one, takes_place)]
    if ask.school.pk not in ask.user.schools_where(Permission.SEN_VIEW):
        found = [_of_nobody(one) for one in found if one.sort != Sort.DEADLINES or not one.pupil]
    return sorted(found, key=lambda one: one.rank)


def _said_twice(one: Entry, takes_place: set) -> bool:
    return one.sort == Sort.DEADLINES and not one.law and (one.subject, one.on) in takes_place


def _of_nobody(one: Entry) -> Entry:
    url = "" if one.pupil or one.name else one.url
    asks = one.state is not None and one.state.key == "soon"  # what others are to do about it
    return replace(
        one,
        url=url,
        pupil="",
        name="",
        class_name="",
        who="",
        moved_from=None,
        state=None if asks else one.state,
    )
