"""The secret address for one's own calendar program: made and ended by its owner, fetched without an account."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.visits import feeds
from agencies.visits.ics import written
from core.accounts.enums import Permission
from core.accounts.permissions import check_can
from core.schools import scope
from register.profiles.supply import supply_school

REFUSED_A_MINUTE = 20  # refused fetches from one address in a minute, after which every fetch is refused


def feed(request, school):
    """Whether one has an address, and a new one made and told once."""
    check_can(request.user, Permission.CALENDAR_VIEW, request.school)
    context = {
        "title": _("In your own calendar"),
        "back_url": reverse("visits:calendar", args=[school]),
    }
    if request.method == "POST":
        _made, token = feeds.make_feed(school=request.school, by=request.user, at=now())
        link = settings.SITE_URL + reverse("visits:feed-open", args=[school, token])
        return _closed(render(request, "visits/feed_made.html", context | {"link": link}))
    held = feeds.feed_of(request.school, request.user)
    return render(request, "visits/feed.html", context | {"held": held} | feeds.state_words(held))


@require_POST
def end(request, school):
    """End one's own address."""
    check_can(request.user, Permission.CALENDAR_VIEW, request.school)
    feeds.end_feed(school=request.school, by=request.user, at=now())
    messages.success(
        request, _("The address no longer gives anything. Take it out of your calendar program.")
    )
    return redirect("visits:feed", school)


@login_not_required
@require_safe
def opened(request, slug, token):
    """The owner's calendar as an iCalendar object, for whoever holds the address; the same 404 for every other."""
    if cache.get(_counter(request), 0) >= REFUSED_A_MINUTE:
        return _refusal()
    school_id = supply_school(slug)
    if school_id is None:
        return _refused(request)
    with scope.opened([school_id], doing=request.resolver_match.view_name):
        found = feeds.open_feed(school_id=school_id, token=token, at=now())
        if found is None:
            return _refused(request)
        entries = feeds.feed_entries(found, timezone.localdate())
        name = _("SEND calendar, %(school)s") % {"school": found.school.name}
    response = HttpResponse(written(entries, name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return _closed(response)


def _counter(request) -> str:
    return f"feed-refused-{get_adapter(request).get_client_ip(request)}"


def _refused(request) -> HttpResponse:
    """Count the refusal against the address it came from."""
    counter = _counter(request)
    if not cache.add(counter, 1, 60):
        cache.set(counter, cache.get(counter, 0) + 1, 60)
    return _refusal()


def _refusal() -> HttpResponse:
    words = _("This calendar address gives nothing. Sign in at your school to make a new one.")
    return _closed(HttpResponse(words, content_type="text/plain; charset=utf-8", status=404))


def _closed(response):
    """Nothing is kept by a proxy or a search engine, and no other site is told the address."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
