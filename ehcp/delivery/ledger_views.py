from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.spans import Chosen
from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.exports import XLSX, as_xlsx, download
from core.ui.listing import asked_kind, export_list, links_to
from ehcp.delivery import ledger as book
from ehcp.delivery import ledger_present as present
from ehcp.delivery.views import find_plan, plan_frame
from register.pages import opened


def _pills(offered: list[Chosen], chosen: Chosen, here: str) -> list[dict]:
    return [
        {"label": one.label, "url": f"{here}?time={one.key}", "current": one.key == chosen.key}
        for one in offered
    ]


def _asked_time(request) -> tuple[Chosen, list[Chosen]]:
    return book.chosen_time(request.school, request.GET.get("time", ""), timezone.localdate())


@require_GET
def ledger(request, school, reference):
    """What Section F asked over a time and what was given of it, line by line, and why not. Opening it is recorded."""
    plan = find_plan(request, reference, Permission.EHCP_PROVISION_VIEW)
    opened(request, plan.pupil, "EHC plan, asked and given")
    today, (chosen, offered) = timezone.localdate(), _asked_time(request)
    held = book.plan_ledger(plan, chosen.span, today)
    export = reverse("ehcdelivery:ledger-export", args=[school, reference])
    return render(request, "ehcdelivery/ledger.html", plan_frame(plan, request.user, "ledger") | {
        "pills": _pills(offered, chosen, request.path), "line": present.counted_line(held), "label": chosen.label,
        "figures": present.sum_figures(held.total) if held.counted else [], "open_lines": held.total.open_lines,
        "rows": [present.ledger_row(line) for line in held.lines], "reasons": present.missed_told(held.total.missed),
        "export_url": f"{export}?time={chosen.key}"
        if held.lines and can(request.user, Permission.CASELOAD_VIEW, plan) else "",
    })  # fmt: skip


@require_GET
def ledger_export(request, school, reference):
    """The ledger of one plan as a spreadsheet, without the plan's words; recorded."""
    plan = find_plan(request, reference, Permission.CASELOAD_VIEW)
    chosen, _offered = _asked_time(request)
    held = book.plan_ledger(plan, chosen.span, timezone.localdate())
    return _spreadsheet(request, "Section F", present.EXPORT_HEADINGS, present.export_rows(held), chosen,
                        f"section-f-{plan.pupil.reference}", plan.pupil.reference)  # fmt: skip


@require_GET
def school(request, school):
    """Every EHC plan in force with the share of Section F that was given over a time: what nobody gives first."""
    check_can(request.user, Permission.CASELOAD_VIEW, request.school)
    chosen, offered = _asked_time(request)
    rows = book.school_rows(request.school, request.user, chosen.span, timezone.localdate())
    export = reverse("ehcdelivery:school-export", args=[school])
    return render(request, "ehcdelivery/school.html", {
        "title": _("Asked and given"), "pills": _pills(offered, chosen, request.path), "line": present.school_line(rows),
        "rows": present.school_table(rows, school), "exports": links_to(export, request.GET) if rows else [],
        "week_url": reverse("ehcdelivery:week", args=[school]),
    })  # fmt: skip


@require_GET
def school_export(request, school):
    """The same as a spreadsheet; recorded."""
    check_can(request.user, Permission.CASELOAD_VIEW, request.school)
    chosen, _offered = _asked_time(request)
    rows = book.school_rows(request.school, request.user, chosen.span, timezone.localdate())
    return export_list(request, name=f"section-f-{chosen.key}", title="Section F asked and given",
                       headings=present.SCHOOL_HEADINGS, rows=present.school_export(rows),
                       kind=asked_kind(request, "xlsx"), needs=Permission.CASELOAD_VIEW)  # fmt: skip


def _spreadsheet(
    request, title: str, headings: list[str], rows: list[list], chosen: Chosen, name: str, subject: str = ""
):
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT, subject=subject,
                   what=f"Section F asked and given, {len(rows)} rows, as XLSX")  # fmt: skip
    return download(as_xlsx(title, headings, rows), name=f"{name}-{chosen.key}.xlsx", content_type=XLSX)
