from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import check_can
from core.schools.queries import school_days
from ehcp.rules import present
from ehcp.rules.forms import CLOCKS, PlanDatesForm
from ehcp.statute import Confidence


@require_GET
def rules(request, school):
    """Every rule from which a statutory date follows."""
    check_can(request.user, Permission.EHCP_PROVISION_VIEW, request.school)
    return render(request, "statute/rules.html", {
        "topics": present.all_rules(), "sure": [present.sure_of(one) for one in Confidence],
    })  # fmt: skip


@require_GET
def dates(request, school):
    """Work out the dates of a plan, a needs assessment or another event from days typed in; nothing is saved."""
    check_can(request.user, Permission.EHCP_PROVISION_VIEW, request.school)
    kind = CLOCKS.get(request.GET.get("clock", ""), PlanDatesForm)
    typed = request.GET if request.GET.keys() & kind.base_fields.keys() else None
    form = kind(typed, days=school_days(request.school))
    found = form.found if form.is_valid() else []
    return render(request, "statute/dates.html", {
        "form": form, "kind": kind.clock, "pills": present.clock_pills(kind.clock, school), "asked": typed is not None,
        "rows": present.worked_out(found, timezone.localdate(), form.days, request.school),
        "clock": present.clock_box(found, slug=school) if found else None,
        "title": _("Work out dates"),
    })  # fmt: skip
