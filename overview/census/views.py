"""The census check, its codes as a file, differences to the school's list, and next September."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.exports import as_csv, download
from core.ui.listing import draw_list
from overview.census import present, tables
from overview.census.dates import census_named, coming
from overview.census.differences import compare
from overview.census.findings import findings_of
from overview.census.forecast import forecast, movers
from overview.census.queries import children_on


@require_GET
def check(request, school):
    """What is to put right before the coming census, or another that is chosen."""
    check_can(request.user, Permission.CENSUS_VIEW, request.school)
    today, may = timezone.localdate(), present.permissions_of(request.user, request.school)
    census = census_named(request.GET.get("census", ""), today) or coming(today)
    children = children_on(request.school, request.user, census.day)
    found = findings_of(children, census)
    context = present.check_page(census, children, found, school=request.school, may=may, today=today)
    if can(request.user, Permission.CENSUS_EXPORT, request.school):
        context["codes_url"] = reverse("census:export", args=[school, census.key])
    return draw_list(request, "census/check.html", context, name=f"census-check-{census.key}", title=census.name,
                     table=lambda _: (present.FINDING_HEADINGS, present.finding_rows(found, may)))  # fmt: skip


@require_GET
def export(request, school, which):
    """The census codes of every child on the roll, as on census day, for the MIS. Recorded."""
    check_can(request.user, Permission.CENSUS_EXPORT, request.school)
    census = census_named(which, timezone.localdate())
    if census is None:
        raise Http404
    rows = present.export_rows(children_on(request.school, request.user, census.day))
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT,
                   what=f"{census.name}, codes for the MIS, {len(rows)} rows")  # fmt: skip
    data = as_csv(present.EXPORT_HEADINGS, rows)
    name = f"census-{census.key}-{request.school.slug}.csv"
    return download(data, name=name, content_type="text/csv; charset=utf-8")


@require_GET
def school_list(request, school):
    """Where the list that was imported last and the record here differ."""
    check_can(request.user, Permission.CENSUS_VIEW, request.school)
    may, found = (
        present.permissions_of(request.user, request.school),
        compare(request.school, timezone.localdate()),
    )
    context = tables.list_page(found, school=request.school, may=may)
    return draw_list(request, "census/list.html", context, name="list-differences", title=context["title"],
                     table=lambda _: (tables.LIST_HEADINGS, tables.list_rows(found, may)))  # fmt: skip


@require_GET
def ahead(request, school):
    """Next September by year group, level and main need: for who may check a census and open the SEN record."""
    for permission in (Permission.CENSUS_VIEW, Permission.SEN_VIEW):
        check_can(request.user, permission, request.school)
    found = forecast(movers(request.school, request.user), timezone.localdate())
    return draw_list(
        request, "census/forecast.html", tables.forecast_page(found), name=f"forecast-{found.into}", title="Next September",
        table=lambda _: (tables.FORECAST_HEADINGS, tables.forecast_rows(found)),
    )  # fmt: skip
