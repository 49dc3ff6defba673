"""One person's secret address of their calendar: made, ended, and what it gives. The address itself is never kept."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import CalendarFeed
from agencies.visits.calendar import Entry, entries_of
from agencies.visits.ics import FeedEntry, local
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import can, check_can
from core.reminders.deadlines import Ask
from core.schools.models import School
from register.profiles.supply import hash_of

TOKEN_BYTES = 32
BACK = dt.timedelta(days=92)  # what is past stays in the feed for a term
AHEAD = dt.timedelta(days=366)
USUAL_MINUTES = 60  # of a meeting, of which only the beginning is known
OPENED_AGAIN = dt.timedelta(hours=1)  # a fetch sooner than this after the last one is not written down


@transaction.atomic
def make_feed(*, school: School, by: User, at: dt.datetime) -> tuple[CalendarFeed, str]:
    """Make a new address for the person, and end the one before. Returns the feed and the token, which is told this
    once: only its hash is kept. Raises Denied."""
    check_can(by, Permission.CALENDAR_VIEW, school)
    User.objects.select_for_update().only("pk").get(pk=by.pk)  # two requests at once make one address
    end_feed(school=school, by=by, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return CalendarFeed.objects.create(school=school, user=by, token_hash=hash_of(token), made_at=at), token


@transaction.atomic
def end_feed(*, school: School, by: User, at: dt.datetime) -> None:
    """End the person's address at the school; without one, nothing changes. One's own may always be ended."""
    for feed in CalendarFeed.objects.select_for_update().filter(school=school, user=by, ended_at=None):
        feed.ended_at = at
        feed.save(update_fields=["ended_at"])


def feed_of(school: School, user: User) -> CalendarFeed | None:
    """The person's address in use at the school, or None. One query."""
    return CalendarFeed.objects.filter(school=school, user=user, ended_at=None).first()


@transaction.atomic
def open_feed(*, school_id: int, token: str, at: dt.datetime) -> CalendarFeed | None:
    """The feed of that address in the scope of its school, noted as fetched; None when there is none, it was ended, or
    its owner may no longer see the calendar."""
    feeds = CalendarFeed.objects.select_related("school", "user")
    feed = feeds.filter(school=school_id, token_hash=hash_of(token), ended_at=None).first()
    if feed is None or not feed.user.is_active or not can(feed.user, Permission.CALENDAR_VIEW, feed.school):
        return None
    if feed.opened_at is None or at - feed.opened_at > OPENED_AGAIN:
        feed.opened_at = at
        feed.save(update_fields=["opened_at"])
    return feed


def feed_entries(feed: CalendarFeed, today: dt.date) -> list[FeedEntry]:
    """What stands on the owner's calendar that they may see now, from a term ago to a year ahead: visits and meetings of
    the pupils in their sight, or for who has the calendar alone (the office) all of the school; and what they are to do
    by a day. As many queries as the rooms' own."""
    ask = Ask(feed.school, today - BACK, today + AHEAD, today, feed.user)
    reads = feed.school.pk in feed.user.schools_where(Permission.SEN_VIEW)
    return [_of(one, ask) for one in entries_of(ask) if one.url or not reads]


def _of(one: Entry, ask: Ask) -> FeedEntry:
    what = _("%(what)s (by law)") % {"what": one.what} if one.law else one.what
    return FeedEntry(
        uid=f"{one.uid_words}-{ask.school.slug}@sendsys", begins=local(one.on, one.at) if one.at else one.on,
        minutes=one.minutes or USUAL_MINUTES, what=what, reference=one.pupil, called_off=one.called_off,
        sequence=one.sequence, changed=one.changed or local(ask.today, dt.time.min), url=_url(one, ask.school),
        sort=str(one.sort.label),
    )  # fmt: skip


def _url(one: Entry, school: School) -> str:
    day = f"{reverse('visits:calendar', args=[school.slug])}?view=list&on={one.on.isoformat()}"
    return settings.SITE_URL + (one.url or day)


def state_words(feed: CalendarFeed | None) -> dict:
    """When the address was made and last fetched, as days of the school."""
    if feed is None:
        return {"made": None, "opened": None}
    opened = timezone.localdate(feed.opened_at) if feed.opened_at else None
    return {"made": timezone.localdate(feed.made_at), "opened": opened}
