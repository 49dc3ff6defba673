"""One person's secret address of the calendar of visits: made, ended, and what it gives. The address itself is never
kept."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from agencies.enums import AgencyKind, VisitState
from agencies.models import CalendarFeed, Visit
from agencies.visits.ics import FeedEntry, local
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import can, check_can
from core.schools.models import School
from register.profiles.supply import hash_of

TOKEN_BYTES = 32
BACK = dt.timedelta(days=92)  # past visits stay in the feed for a term
OPENED_AGAIN = dt.timedelta(hours=1)  # a fetch sooner than this after the last one is not written down
Changes = Visit.pgh_event_model


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
    """The visits that the feed's owner may see now, from a term ago on: of the pupils in their sight, or for who has the
    calendar alone (the office) all of the school. One query."""
    school, user = feed.school, feed.user
    rows = Visit.objects.filter(school=school, on__gte=today - BACK)
    reads = school.pk in user.schools_where(Permission.VISIT_VIEW)
    if reads:
        rows = rows.visible_to(user)
    last = Changes.objects.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_created_at").values("pgh_created_at")
    rows = rows.annotate(changed=Subquery(last[:1])).order_by("on", "at", "pk")
    fields = (
        "reference",
        "on",
        "at",
        "minutes",
        "agency__kind",
        "pupil__reference",
        "state",
        "version",
        "created_at",
        "changed",
    )
    return [
        FeedEntry(
            uid=f"visit-{reference}-{school.slug}@sendsys", begins=local(on, begins), minutes=minutes,
            what=str(AgencyKind(kind).label), reference=pupil if reads else "", called_off=state == VisitState.CANCELLED,
            sequence=version - 1, changed=changed or made, url=_url(school, reference, on, reads=reads),
        )
        for reference, on, begins, minutes, kind, pupil, state, version, made, changed in rows.values_list(*fields)
    ]  # fmt: skip


def _url(school: School, reference: str, on: dt.date, *, reads: bool) -> str:
    if reads:
        return settings.SITE_URL + reverse("visits:visit", args=[school.slug, reference])
    return (
        f"{settings.SITE_URL}{reverse('visits:calendar', args=[school.slug])}?view=list&on={on.isoformat()}"
    )


def state_words(feed: CalendarFeed | None) -> dict:
    """When the address was made and last fetched, as days of the school."""
    if feed is None:
        return {"made": None, "opened": None}
    opened = timezone.localdate(feed.opened_at) if feed.opened_at else None
    return {"made": timezone.localdate(feed.made_at), "opened": opened}
