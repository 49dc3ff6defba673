from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.enums import Missed
from apdr.impact import present, queries
from apdr.models import Intervention
from apdr.spans import choose
from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.ui.listing import asked_kind, export_list, links_to


def _pills(offered, chosen, here: str) -> list[dict]:
    return [
        {"label": one.label, "url": f"{here}?span={one.key}", "current": one.key == chosen.key}
        for one in offered
    ]


@require_GET
def school_page(request, school):
    """What works here, for whom, at what cost: every intervention of the time chosen, each with what was given."""
    check_can(request.user, Permission.IMPACT_VIEW, request.school)
    today = timezone.localdate()
    chosen, offered = choose(request.school, request.GET.get("span", ""), today)
    found = queries.results(request.school, request.user, chosen.span, today)
    few = request.school.few_pupils
    return render(request, "impact/school.html", {
        "pills": _pills(offered, chosen, request.path), "label": chosen.label, "few": few,
        "bands": present.rows(found, request.school, chosen), "figures": present.headline(found),
        "areas": present.whom_table(queries.for_whom(found, "area"), "area", few),
        "years": present.whom_table(queries.for_whom(found, "year"), "year", few),
        "sees_costs": can(request.user, Permission.COST_VIEW, request.school),
        "exports": links_to(reverse("impact:export", args=[school]), request.GET),
        "map_url": reverse("mapping:map", args=[school]),
    })  # fmt: skip


@require_GET
def export(request, school):
    """The school's page as a spreadsheet; recorded."""
    check_can(request.user, Permission.IMPACT_VIEW, request.school)
    today = timezone.localdate()
    chosen, _offered = choose(request.school, request.GET.get("span", ""), today)
    found = queries.results(request.school, request.user, chosen.span, today)
    rows = present.export_rows(found, can(request.user, Permission.COST_VIEW, request.school))
    return export_list(request, name=f"impact-{chosen.key}", title="impact of provision", headings=present.EXPORT_HEADINGS,
                       rows=rows, kind=asked_kind(request, "xlsx"), needs=Permission.IMPACT_VIEW)  # fmt: skip


@require_GET
def intervention(request, school, reference):
    """One intervention: every child's entry and exit beside what was given, why time was missed, and what follows."""
    check_can(request.user, Permission.IMPACT_VIEW, request.school)
    thing = Intervention.objects.filter(school=request.school, reference=reference).first()
    if thing is None:
        raise Http404
    today, few = timezone.localdate(), request.school.few_pupils
    chosen, offered = choose(request.school, request.GET.get("span", ""), today)
    found = queries.results(request.school, request.user, chosen.span, today, intervention=thing)
    back = f"{reverse('impact:school', args=[school])}?span={chosen.key}"
    common = {"thing": thing, "pills": _pills(offered, chosen, request.path), "label": chosen.label, "back_url": back,
              "back_label": _("What works here")}  # fmt: skip
    if not found:
        return render(request, "impact/intervention.html", common | {"result": None})
    (one,) = found
    sees = can(request.user, Permission.COST_VIEW, request.school)
    return render(request, "impact/intervention.html", common | {
        "result": present.row(one, request.school, chosen), "figures": present.result_figures(one, sees),
        "rows": present.child_rows(one, request.school), "advice": present.ADVICE[one.verdict](), "sees_costs": sees,
        "missed": present.missed_told(one.dosage, dict(Missed.choices)), "few": few,
        "areas": present.whom_table(queries.for_whom(found, "area"), "area", few),
        "years": present.whom_table(queries.for_whom(found, "year"), "year", few),
        "buttons": present.next_steps(one, request.user, request.school),
    })  # fmt: skip
