"""A person's calendar as an iCalendar object (RFC 5545) that names no child: what comes, for which reference, a link
behind sign-in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from core.calendar.dates import ONE_DAY

PRODUCT = "-//SENDSYS//Calendar//EN"
ASK_AGAIN = dt.timedelta(hours=4)  # how often a calendar program should fetch the address


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One event of the feed. `begins` is aware, or a date for what lasts all day; `sort` says what sort of thing it is.
    `sequence` and `changed` (aware) grow with every change of it."""

    uid: str
    begins: dt.datetime | dt.date
    minutes: int
    what: str
    reference: str
    called_off: bool
    sequence: int
    changed: dt.datetime
    url: str
    sort: str = ""


def local(on: dt.date, at: dt.time) -> dt.datetime:
    """That time of that day where the school is, as an aware datetime."""
    return timezone.make_aware(dt.datetime.combine(on, at))


def written(entries: Iterable[FeedEntry], name: str) -> bytes:
    """The iCalendar object called `name`; times in UTC, so that no program needs to know when the clocks change."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", vText(name))  # of RFC 7986: the library would not escape it by itself
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: FeedEntry) -> Event:
    changed = entry.changed.astimezone(dt.UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", changed)
    _add_span(event, entry)
    event.add("summary", f"{entry.what}, {entry.reference}" if entry.reference else entry.what)
    event.add("description", _("Sign in to see it:\n%(url)s") % {"url": entry.url})
    event.add("url", entry.url)
    if entry.sort:
        event.add("categories", [entry.sort])
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    event.add("sequence", entry.sequence)
    event.add("last-modified", changed)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _add_span(event: Event, entry: FeedEntry) -> None:
    """From when to when; an all-day event ends on the day after, which RFC 5545 does not count in."""
    if isinstance(entry.begins, dt.datetime):
        begins = entry.begins.astimezone(dt.UTC)
        ends = begins + dt.timedelta(minutes=entry.minutes)
    else:
        begins, ends = entry.begins, entry.begins + ONE_DAY
    event.add("dtstart", begins)  # a date is written with VALUE=DATE
    event.add("dtend", ends)
