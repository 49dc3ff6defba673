"""Plans in force: who has yet to read what the plan asks of them, and lines of Section F that nobody gives. One row is the
version in force of one plan."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.enums import Permission
from core.calendar.dates import academic_year
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from ehcp.deadlines import own
from ehcp.deadlines.common import Say, plans
from ehcp.delivery.queries import in_force_on
from ehcp.enums import Letter
from ehcp.models import EhcPlan, PlanProvision, PlanReading
from register.deadlines import may_hold, supporters_of, teachers_of

SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class Row:
    """A plan with its version in force: when that was checked, the adults (keys) whom it asks something of, those among them
    who have not read it, and for how many lines of Section F nobody is named."""

    plan: EhcPlan
    checked_on: dt.date
    readers: list[int]
    unread: tuple[int, ...]
    bare: int


def rows(ask: Ask) -> list[Row]:
    """Three queries beside those of `common` and of who teaches and supports whom."""
    made = [plan for plan, _reviews in plans(ask) if plan.made_on]
    if not made:
        return []
    keys = [plan.pk for plan in made]
    versions = {plan: (pk, at) for plan, pk, at in _versions(None, plans=keys, today=ask.today)}
    staff, bare = _section_f([pk for pk, _at in versions.values()])
    read = set(_readings(None, versions=[pk for pk, _at in versions.values()]))
    found = []
    for plan in made:
        if plan.pk in versions:
            version, checked_at = versions[plan.pk]
            asked = _asked_of(plan, staff.get(plan.pk, set()), ask)
            unread = tuple(user for user in asked if (version, user) not in read)
            found.append(Row(plan, timezone.localdate(checked_at), asked, unread, bare[plan.pk]))
    return found


@prepared
def _versions(_user, *, plans: list, today: dt.date):
    return in_force_on(plans, today).values_list("plan", "pk", "checked_at")


@prepared
def _readings(_user, *, versions: list):
    return (
        PlanReading.objects.filter(plan_version__in=versions).order_by().values_list("plan_version", "user")
    )


def _asked_of(plan: EhcPlan, staff: set[int], ask: Ask) -> list[int]:
    """Who teaches or supports the child and may open SEN records, then who gives something of the plan."""
    pupil = plan.pupil
    near = (*teachers_of(ask).get(pupil.school_class_id, ()), *supporters_of(ask).get(pupil.pk, ()))
    adults = [user for user in dict.fromkeys(near) if may_hold(ask, user, Permission.SEN_VIEW)]
    return [*adults, *sorted(staff.difference(adults))]


def _section_f(versions: list[int]) -> tuple[dict[int, set[int]], dict[int, int]]:
    """Plan's key → the staff who give something of it, and → how many lines nobody gives, linked or in words. One query."""
    staff, bare, seen = defaultdict(set), defaultdict(int), set()
    for plan, line, here, run, user in _lines(None, versions=versions):
        staff[plan] |= {user} if user else set()
        bare[plan] += line not in seen and run is None and not here.strip()
        seen.add(line)
    return staff, bare


@prepared
def _lines(_user, *, versions: list):
    lines = PlanProvision.objects.filter(plan_version__in=versions, letter=Letter.F).order_by()
    given = ("deliveries__provision", "deliveries__provision__adults__user")
    return lines.values_list("plan_version__plan", "pk", "delivered_by", *given)


def build(row: Row, ask: Ask) -> Iterator[Deadline]:
    """What one plan still asks of the school's adults."""
    say, checked = Say(ask, row.plan.pupil), row.checked_on
    subject, url = f"plan:{row.plan.reference}", say.url("ehcdelivery:delivery", row.plan.reference)
    started = _("The version in force was checked on %(day)s.") % {"day": day(checked)}
    if row.unread:
        told = _("%(n)d of %(all)d have read it.") % {
            "n": len(row.readers) - len(row.unread),
            "all": len(row.readers),
        }
        september = dt.date(academic_year(ask.today), SEPTEMBER, 1)
        by = own.READ_BY.date(max(checked, september))
        yield say.due("ehcp_read", subject, by, url, owners=row.unread, so_far=told, started=started)
    if row.bare:
        shape = ngettext("%(n)d line has nobody yet.", "%(n)d lines have nobody yet.", row.bare)
        yield say.due("ehcp_provision", subject, own.ARRANGE_BY.date(checked), url, so_far=shape % {"n": row.bare},
                      started=started)  # fmt: skip


add_source(Source("ehc_plans", "EHC plans in force", rows, build, about=lambda row: row.plan.pupil.reference))
