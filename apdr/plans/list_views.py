import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.enums import IN_FORCE, OPEN_STATES, PlanState
from apdr.plans import present, queries
from core.accounts.enums import Permission
from core.accounts.permissions import can, check_role
from core.schools.models import School
from core.ui.listing import draw_list, rows_of
from core.ui.present import DueState, day, day_in, due_state

HALF_TERM_WEEKS = 7  # a plan in force is looked at at least every half-term


@require_GET
def plans(request, school):
    """Plans that are not closed yet, of the pupils in the user's sight; by class and state."""
    check_role(request.user, Permission.SEN_VIEW, request.school.pk)
    today = timezone.localdate()
    lines = queries.open_plans(request.school, request.user)
    classes = sorted({line.class_name for line in lines if line.class_name})
    klass, state = chosen(request.GET, "class", classes), chosen(request.GET, "state", OPEN_STATES)
    shown = [line for line in lines if klass in ("", line.class_name) and state in ("", line.state)]
    return draw_list(request, "plans/plans.html", {
        "rows": [plan_row(line, request.school, today) for line in shown], "all": len(lines),
        "waiting": sum(line.state == PlanState.PROPOSED for line in lines), "label": request.school.label("plan"),
        "classes": [(name, name, name == klass) for name in classes], "filtered": bool(klass or state),
        "states": [(one.value, present.PLAN_STATE[one].word, one == state) for one in OPEN_STATES],
        "print_url": reverse("plans:print-all", args=[school])
        if can(request.user, Permission.PLAN_PRINT_ALL, request.school) else "",
    }, name="plans", title="Plans in hand", table=PLANS_AS_FILE)  # fmt: skip


def chosen(asked, name: str, known) -> str:
    """What the address asks for, "" where that is not known."""
    value = asked.get(name, "")
    return value if value in known else ""


def plan_row(line: queries.PlanLine, school: School, today: dt.date) -> dict:
    """One plan of a list as finished strings."""
    late = due_state(line.review_on, today, school.soon_days) if line.review_on else None
    overdue = look_state(line, today)
    return {
        "url": reverse("plans:plan", args=[school.slug, line.reference]), "name": line.pupil_name,
        "klass": line.class_name, "area": line.area, "cycle": line.cycle,
        "state": present.plan_state(line.state, shared=line.shared),
        "review": day_in(line.review_on, today) if line.review_on else "", "due": late,
        "looked": looked_words(line) if line.looked_on or not overdue else "", "overdue": overdue,
    }  # fmt: skip


def looked_words(line: queries.PlanLine) -> str:
    """When an adult last wrote in the plan's margin; of a plan that is still written there is nothing to say."""
    if line.looked_on:
        return day(line.looked_on)
    return _("Not yet") if line.state in IN_FORCE else ""


def look_state(line: queries.PlanLine, today: dt.date) -> DueState | None:
    """That a plan in force has not been looked at for half a term, since it began where never."""
    if line.state not in IN_FORCE:
        return None
    weeks = (today - max(line.looked_on or line.starts, line.starts)).days // 7
    if weeks < HALF_TERM_WEEKS:
        return None
    return DueState("soon", "clock-fill", _("%(n)s weeks ago") % {"n": weeks} if line.looked_on else
                    _("Not for %(n)s weeks") % {"n": weeks})  # fmt: skip


PLANS_AS_FILE = rows_of(
    "rows",
    ("Name", "name"),
    ("Area", "area"),
    ("Class", "klass"),
    ("Cycle", "cycle"),
    ("State", "state"),
    ("Last looked at", "looked", "overdue"),
    ("Review", "due", "review"),
)
