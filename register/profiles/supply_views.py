"""Links for supply teachers: made and ended by staff, opened by whoever holds one, without an account."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, check_role
from core.schools import scope
from core.ui.present import clock, day, state
from register.models import SupplyPack
from register.profiles import present, supply
from register.profiles.forms import SupplyForm

REFUSED_A_MINUTE = 20  # refused openings from one address in a minute, after which every opening is refused


def packs(request, school):
    """Links that were made, each with its openings; a new one is made at their head and told once."""
    check_can(request.user, Permission.SUPPLY_PACK, request.school)
    today = timezone.localdate()
    classes = supply.classes_for(request.school, request.user, today)
    first = {"day": today, "school_class": request.GET.get("class", "")[:12].replace("\0", "")}
    form = SupplyForm(request.POST if request.method == "POST" else None, classes=classes, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            pack, token = supply.make_pack(by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            return _told_once(request, pack, token)
    rows = [_row(pack, request.school, today) for pack in supply.packs_of(request.school, request.user)[:100]]
    return render(request, "profiles/supply.html", {"form": form, "rows": rows, "title": "Supply teachers"})


def _told_once(request, pack: SupplyPack, token: str):
    """The link, on a page that is not kept: what is stored is its hash."""
    path = reverse("profiles:supply-open", args=[request.school.slug, token])
    context = {"pack": pack, "link": settings.SITE_URL + path, "day": day(pack.day), "klass": pack.school_class.name,
               "back_url": reverse("profiles:supply", args=[request.school.slug])}  # fmt: skip
    return _closed(render(request, "profiles/supply_made.html", context))


def _row(pack: SupplyPack, school, today) -> dict:
    openings = list(pack.openings.all())
    return {
        "name": pack.name, "klass": pack.school_class.name, "day": day(pack.day), "state": _state(pack, today),
        "made": f"{pack.made_by.called}, {day(timezone.localdate(pack.made_at))}",
        "openings": [_opening(opening) for opening in openings],
        "end_url": reverse("profiles:supply-end", args=[school.slug, pack.reference])
        if pack.ended_at is None and pack.day >= today else "",
    }  # fmt: skip


def _state(pack: SupplyPack, today):
    if pack.ended_at:
        return state("due", f"Ended by {pack.ended_by.called}")
    if pack.day < today:
        return state("due", "Over")
    return state("done", "Good today") if pack.day == today else state("wait", "Not yet")


def _opening(opening) -> str:
    at = timezone.localtime(opening.at)
    told = f"{day(at.date())}, {clock(at)}"
    return f"{told}: refused, {opening.refused}" if opening.refused else told


@require_POST
def end(request, school, reference):
    """End a link now."""
    check_role(request.user, Permission.SUPPLY_PACK, request.school.pk)
    packs = SupplyPack.objects.select_related("school_class")
    pack = get_object_or_404(packs, school=request.school, reference=reference)
    supply.end_pack(pack=pack, by=request.user, at=now())
    messages.success(request, f"The link for {pack.name} no longer opens.")
    return redirect("profiles:supply", school)


@login_not_required
@require_GET
def opened(request, slug, token):
    """The sheets of one class for whoever holds the link, on its day; each opening is recorded, refused ones too."""
    if _throttled(request):
        return _refusal(request, supply.Answer(None, "unknown"))
    school_id = supply.supply_school(slug)
    if school_id is None:
        return _refused(request, supply.Answer(None, "unknown"))
    with scope.opened([school_id], doing=request.resolver_match.view_name):
        answer = supply.open_pack(school_id=school_id, token=token, at=now())
        return _refused(request, answer) if answer.refused else _sheets(request, answer)


def _sheets(request, answer: supply.Answer):
    pack = answer.pack
    label = pack.school.label("profile").lower()
    context = {"pack": pack, "school_name": pack.school.name, "day": day(pack.day), "klass": pack.school_class.name,
               "sheets": present.sheet_rows(list(answer.sheets)), "label": label, "senco": pack.school.label("senco"),
               "mark": f"{pack.name}, {day(pack.day)}"}  # fmt: skip
    return _closed(render(request, "profiles/supply_sheets.html", context))


def _counter(request) -> str:
    return f"supply-refused-{get_adapter(request).get_client_ip(request)}"


def _throttled(request) -> bool:
    return cache.get(_counter(request), 0) >= REFUSED_A_MINUTE


def _refused(request, answer: supply.Answer):
    """Count the refusal against the address it came from, and say what to do."""
    counter = _counter(request)
    if not cache.add(counter, 1, 60):
        cache.set(counter, cache.get(counter, 0) + 1, 60)
    return _refusal(request, answer)


def _refusal(request, answer: supply.Answer):
    context = {"refused": answer.refused, "day": day(answer.pack.day) if answer.refused == "early" else ""}
    return _closed(render(request, "profiles/supply_refused.html", context, status=404))


def _closed(response):
    """Nothing of the page is kept by a browser, a proxy or a search engine, and no other site is told its address."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
