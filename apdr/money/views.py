from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.money import present, queries
from apdr.money.words import funding_entry
from apdr.spans import choose
from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.ui.listing import asked_kind, export_list, links_to
from register.pages import find_pupil, frame, opened


@require_GET
def costs(request, school):
    """What each pupil's provision costs against what the school pays itself, and the totals."""
    check_can(request.user, Permission.COST_VIEW, request.school)
    today = timezone.localdate()
    chosen, offered = choose(request.school, request.GET.get("span", ""), today)
    found = queries.school_costs(request.school, request.user, chosen.span, today)
    rows = present.pupil_rows(found, request.school, chosen)
    seen = present.in_sight(found, request.school.costs_threshold * 100)
    return render(request, "money/costs.html", {
        "pills": present.pills(offered, chosen, request.path), "label": chosen.label,
        "figures": present.school_figures(found, request.school, chosen.span) if found.pupils else [],
        "rows": rows[:seen], "more": rows[seen:], "waves": present.wave_table(found),
        "funds": present.fund_table(found), "threshold": f"£{request.school.costs_threshold:,}",
        "exports": links_to(reverse("money:export", args=[school]), request.GET),
        "funding_url": reverse("money:funding", args=[school]),
        "map_url": reverse("mapping:map", args=[school]),
    })  # fmt: skip


@require_GET
def export(request, school):
    """The page of costs as a spreadsheet; recorded."""
    check_can(request.user, Permission.COST_VIEW, request.school)
    today = timezone.localdate()
    chosen, _offered = choose(request.school, request.GET.get("span", ""), today)
    found = queries.school_costs(request.school, request.user, chosen.span, today)
    rows = present.export_rows(found, request.school, chosen.span)
    return export_list(request, name=f"costs-{chosen.key}", title="costs of provision", headings=present.EXPORT_HEADINGS,
                       rows=rows, kind=asked_kind(request, "xlsx"), needs=Permission.COST_VIEW)  # fmt: skip


@require_GET
def pupil_costs(request, school, reference):
    """One pupil's provision with how its cost is reckoned, and hours funded against hours given; recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.COST_VIEW, pupil)
    opened(request, pupil, "pupil costs")
    today = timezone.localdate()
    chosen, offered = choose(request.school, request.GET.get("span", ""), today)
    found = queries.cost_of(pupil, chosen.span, today)
    rows = queries.funding_rows(request.school, request.user, pupil=pupil)
    may = can(request.user, Permission.FUNDING_EDIT, pupil)
    evidence = can(request.user, Permission.EVIDENCE_MAKE, pupil)
    return render(request, "money/pupil.html", frame(pupil, request.user) | {
        "pills": present.pills(offered, chosen, request.path), "label": chosen.label,
        "lines": [present.line_entry(line, pupil) for line in found.lines],
        "summary": present.pupil_summary(found, pupil, rows, chosen.span), "totals": present.totals(found.cost),
        "threshold": f"£{pupil.school.costs_threshold:,}",
        "hours": present.hours_told(queries.hours_of(pupil, rows, chosen.span, today, found)),
        "funding": [funding_entry(row, school, today) for row in rows],
        "add_url": reverse("money:add", args=[school, reference]) if may else "",
        "evidence_url": reverse("overview:evidence", args=[school, reference]) if evidence else "",
        "back_url": reverse("money:costs", args=[school]), "back_label": _("All costs"),
        "child_url": pupil.get_absolute_url(),
    })  # fmt: skip
