from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from apdr.mapping import paper, present, queries
from apdr.mapping.queries import Asked
from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.calendar.dates import Span
from core.jobs.models import Job
from core.ui.exports import XLSX, as_book, download
from core.ui.fields import parse_day
from core.ui.listing import asked_kind, export_list, links_to

BY = (("class", lazy("By class")), ("need", lazy("By area of need")), ("term", lazy("By term of beginning")))


def asked_in(get, terms, today) -> tuple[Asked, str]:
    """The map that an address asks for, and what is wrong with its day in words ("" when nothing is)."""
    by = get.get("by", "")
    by = by if by in dict(BY) else "class"
    for _name, start, end in terms:
        if get.get("term") == start.isoformat():
            return Asked(Span(start, end), by, start.isoformat()), ""
    text = get.get("on", "")[:20].strip()
    try:
        day = parse_day(text) if text else today
    except ValueError as wrong:
        return Asked(Span(today, today), by), _("%(wrong)s. Today is shown.") % {"wrong": wrong}
    return Asked(Span(day, day), by), ""


def provision_map(request, school):
    """The provision map as on a day or over a term; to a POST, has it made as a PDF."""
    check_can(request.user, Permission.PROVISION_VIEW, request.school)
    today, terms = timezone.localdate(), queries.terms_of(request.school)
    asked, trouble = asked_in(request.GET, terms, today)
    if request.method == "POST":
        job = paper.make_map(school=request.school, asked=asked, by=request.user, at=now())
        return redirect("jobs:job", school, job.reference)
    rows = queries.provision_map(request.school, request.user, asked, today)
    groups = queries.grouped(rows, asked, terms, present.Names())
    return render(request, "mapping/map.html", {
        "told": present.heading_of(asked, today, terms), "note": present.note_of(asked, today), "trouble": trouble,
        "line": present.counts_line(rows), "found": bool(rows), "figure": present.hours_figure(groups),
        "groups": present.drawn_groups(groups, school),
        "mentor": present.drawn_groups(present.mentor_groups(rows), school),
        "query": urlencode(_query(asked)), "filters": _filters(request, asked, terms),
        "plan_url": _plan_url(request), "exports": links_to(reverse("mapping:xlsx", args=[school]), request.GET),
    })  # fmt: skip


def _query(asked: Asked) -> dict[str, str]:
    when = {"term": asked.term} if asked.term else {"on": asked.span.start.isoformat()}
    return when | {"by": asked.by}


def _plan_url(request) -> str:
    may = can(request.user, Permission.PROVISION_EDIT, request.school)
    return reverse("provision:add", args=[request.school.slug]) if may else ""


def _filters(request, asked: Asked, terms) -> dict:
    typed = request.GET.get("on", "")[:20] if not asked.term else ""
    day = asked.span.start
    options = [
        ("", _("Choose a term")),
        *((start.isoformat(), f"{name} {start.year}") for name, start, _end in reversed(terms)),
    ]
    return {
        "on": "" if asked.term else typed or f"{day.day} {day.month:02d} {day.year}",
        "terms": _options(options, asked.term), "by": _options(BY, asked.by),
    }  # fmt: skip


def _options(pairs, chosen: str) -> list[dict]:
    return [{"value": value, "label": label, "selected": " selected" if value == chosen else ""}
            for value, label in pairs]  # fmt: skip


@require_GET
def xlsx(request, school):
    """The map as a workbook: its five columns; a sheet with the children for those who may have it. Recorded."""
    check_can(request.user, Permission.PROVISION_VIEW, request.school)
    today = timezone.localdate()
    asked, _trouble = asked_in(request.GET, queries.terms_of(request.school), today)
    rows = queries.provision_map(request.school, request.user, asked, today)
    if asked_kind(request) == "csv":
        return export_list(request, name="provision-map", title="the provision map", headings=present.HEADINGS, kind="csv",
                           rows=[present.columns(row) for row in rows], needs=Permission.PROVISION_VIEW)  # fmt: skip
    names = queries.may_name_children(request.user, request.school)
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT,
                   what=f"the provision map, {len(rows)} rows{', with the children' if names else ''}, as XLSX")  # fmt: skip
    name = f"provision-map-{school}-{asked.span.end:%Y-%m-%d}.xlsx"
    return download(as_book(present.sheets(rows, names)), name=name, content_type=XLSX)


@require_GET
def printed(request, school, reference):
    """The PDF of a map, for the person who asked for it."""
    check_can(request.user, Permission.PROVISION_VIEW, request.school)
    job = get_object_or_404(
        Job, school=request.school, owner=request.user, kind=paper.KIND, reference=reference
    )
    kept = paper.printed_map(job)
    if kept is None:
        raise Http404
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT,
                   what="the provision map on paper")  # fmt: skip
    with kept.content.open("rb") as content:
        data = content.read()
    return download(data, name=kept.name, content_type=kept.content_type, inline=True)
