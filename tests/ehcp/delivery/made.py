"""Plans with their Section F made straight in the tables, for tests of what is made of them."""

import datetime as dt

from django.utils import timezone

from ehcp.enums import Letter, VersionKind
from ehcp.models import (
    EhcPlan,
    LocalAuthority,
    PlanOutcome,
    PlanProvision,
    PlanVersion,
    ProvisionOutcome,
    SpecifiedDelivery,
)
from ehcp.sections.queries import open_plan
from register import actions as register
from register.enums import GrantKind

ISSUED = dt.date(2026, 6, 1)


def authority_of(school) -> LocalAuthority:
    """The authority that maintains plans of the school's pupils."""
    return LocalAuthority.objects.get_or_create(school=school, name="Herts County Council")[0]


def child(cast, first: str = "Ola", klass: str = "4 Ash"):
    """A new pupil of that class, whom the TA supports."""
    (pupil,) = register.add_pupils(
        school=cast.oakfield, by=cast.senco, at=timezone.now(),
        pupils=[{"legal_first": first, "legal_last": "Novak", "born": dt.date(2018, 3, 4), "year_group": klass[0],
                 "school_class": cast.classes[klass]}],
    )  # fmt: skip
    register.grant(pupil=pupil, user=cast.ta, kind=GrantKind.SUPPORT)
    return pupil


def plan_of(pupil, by, made_on: dt.date = ISSUED) -> EhcPlan:
    """The pupil's open plan; made on that day where there is none."""
    return open_plan(pupil) or EhcPlan.objects.create(
        school=pupil.school, pupil=pupil, authority=authority_of(pupil.school), made_on=made_on,
        created_at=timezone.now(), created_by=by,
    )  # fmt: skip


def version_of(
    plan: EhcPlan, by, issued_on: dt.date = ISSUED, kind: str = VersionKind.FINAL, checked: bool = True
) -> PlanVersion:
    """A further version of the plan, checked unless it is said."""
    stamp = {"checked_at": timezone.now(), "checked_by": by} if checked else {}
    return PlanVersion.objects.create(
        school=plan.school, plan=plan, number=plan.versions.count() + 1, kind=kind, issued_on=issued_on,
        received_on=issued_on, created_at=timezone.now(), created_by=by, **stamp,
    )  # fmt: skip


def line_of(
    version: PlanVersion, minutes: int | None = 30, times: int | None = 3, per: str = "week", **more
) -> PlanProvision:
    """A further line of Section F, for a new outcome of Section E."""
    number = version.provisions.count() + 1
    outcome = PlanOutcome.objects.create(
        school_id=version.school_id, plan_version=version, number=version.outcomes.count() + 1,
        text="Ola tells a story that a friend can follow", by_when="the end of Year 4",
    )  # fmt: skip
    usual = {
        "letter": Letter.F,
        "text": "Direct work on language with a trained adult",
        "who": "a trained adult",
    }
    line = PlanProvision.objects.create(
        school_id=version.school_id, plan_version=version, number=number, minutes=minutes, times=times, per=per if minutes else "",
        **usual | more,
    )  # fmt: skip
    ProvisionOutcome.objects.create(school_id=version.school_id, specified=line, outcome=outcome)
    return line


def linked(line: PlanProvision, provision, by) -> SpecifiedDelivery:
    """The line is given through that provision."""
    return SpecifiedDelivery.objects.create(
        school_id=line.school_id, specified=line, provision=provision, linked_at=timezone.now(), linked_by=by
    )
