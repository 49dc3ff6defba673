"""From whose advice a plan's words come (R-114)."""

from django.utils.translation import gettext as _

from agencies.models import Recommendation
from apdr.enums import AdvicePlace
from apdr.models import AdviceUse, Plan
from core.schools.labels import inside
from core.ui.present import day


def source_of(one: Recommendation) -> str:
    """Where the advice comes from: "Speech and language therapy, report of Mon 12 Oct 2026"."""
    if one.report:
        report = one.report
        who = report.agency.name if report.agency else report.author or _("A professional")
        if report.private:
            who = _("%(who)s, asked privately by the parents") % {"who": who}
        on = report.dated or report.received_on
        return _("%(who)s, report of %(day)s") % {"who": who, "day": day(on)}
    return _("%(who)s, visit on %(day)s") % {"who": one.visit.agency.name, "day": day(one.visit.on)}


def uses_in(plan: Plan) -> list[AdviceUse]:
    """The advice that a plan has taken up. One query."""
    joined = AdviceUse.objects.filter(plan=plan).select_related(
        "recommendation__report__agency", "recommendation__visit__agency"
    )
    return list(joined.order_by("pk"))


def sources_in(plan: Plan) -> tuple[dict[int, list[str]], list[str]]:
    """The same in words: by key of the target that it is in, and for the rest of the plan. One query, and none for a
    plan of which `plan_to_read` has seen that it takes up no advice."""
    by_target: dict[int, list[str]] = {}
    rest = []
    for use in uses_in(plan) if getattr(plan, "takes_advice", True) else ():
        source = source_of(use.recommendation)
        if use.target_id:
            by_target.setdefault(use.target_id, []).append(source)
        else:
            place = inside(str(AdvicePlace(use.place).label))
            rest.append(f"{use.recommendation.what} ({place}; {source})")
    return by_target, rest
