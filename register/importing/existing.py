"""What the register holds, in the terms of a list; and which of it a list may not overrule."""

from collections import defaultdict
from dataclasses import dataclass, replace

from core.schools.models import School
from register.enums import CENSUS_CODE
from register.importing.matching import ExistingContact, ExistingPupil
from register.importing.plan import ImportPlan, Unchanged
from register.importing.records import Problem
from register.models import Contact, Need, Pupil, StatusPeriod

FLAG_OF = {"PP": "pupil_premium", "EAL": "eal", "CLA": "looked_after", "SP": "service_child"}


@dataclass(frozen=True, slots=True)
class Held:
    """The school's pupils as a list would tell them, and those whose SEN status a person recorded here."""

    pupils: list[ExistingPupil]
    recorded_here: frozenset[str]
    several_periods: frozenset[str]


def held_by(school: School) -> Held:
    """Every pupil of the school, former ones too. Four queries, however many pupils."""
    periods, needs, contacts = defaultdict(list), defaultdict(list), defaultdict(list)
    for period in StatusPeriod.objects.filter(school=school).order_by("start"):
        periods[period.pupil_id].append(period)
    for need in Need.objects.filter(school=school, end=None).order_by("rank"):
        needs[need.pupil_id].append((need.code, need.rank))
    for contact in Contact.objects.filter(school=school).order_by("priority"):
        contacts[contact.pupil_id].append(
            ExistingContact(
                contact.reference, contact.name, contact.relationship, contact.email, contact.phone
            )
        )
    pupils = list(Pupil.objects.filter(school=school).select_related("school_class"))
    known = [_as_listed(p, periods[p.pk], tuple(needs[p.pk]), tuple(contacts[p.pk])) for p in pupils]
    here = {p.reference for p in pupils if any(period.recorded_by_id for period in periods[p.pk])}
    several = {p.reference for p in pupils if len(periods[p.pk]) > 1}
    return Held(known, frozenset(here), frozenset(several))


def _as_listed(pupil: Pupil, periods: list[StatusPeriod], needs: tuple, contacts: tuple) -> ExistingPupil:
    last = periods[-1] if periods else None
    code = CENSUS_CODE[last.level] if last and last.end is None else ""
    return ExistingPupil(
        ref=pupil.reference, legal_first=pupil.legal_first, legal_last=pupil.legal_last, born=pupil.born,
        upn=pupil.upn, mis_number=pupil.mis_number, preferred_first=pupil.preferred_first, sex=pupil.sex,
        year=pupil.year_group, class_name=pupil.class_name, joined_on=pupil.joined_on,
        sen_status=code, sen_start=last.start if code in {"K", "E"} else None, needs=needs,
        flags=frozenset(short for short, name in FLAG_OF.items() if getattr(pupil, name)), contacts=contacts,
        on_roll=pupil.left_on is None,
    )  # fmt: skip


def keep_what_people_recorded(plan: ImportPlan, held: Held, column: str) -> ImportPlan:
    """The plan without what a list may not overrule: a status that a person recorded here stands, and the
    difference becomes a warning, so that the office can put the list right."""
    kept = []
    for changed in plan.changed:
        allowed = changed
        if changed.sen_changes and changed.pupil.ref in held.recorded_here:
            told = "; ".join(f"{c.label.lower()} {c.new_text}" for c in changed.sen_changes)
            message = f"The list says {told}. The register’s own record of {changed.pupil.name} stands."
            plan.warnings.append(Problem(changed.row.number, column, message, refuses=False))
            allowed = replace(changed, sen_changes=())
        elif changed.pupil.ref in held.several_periods:
            allowed = replace(
                changed, sen_changes=tuple(c for c in changed.sen_changes if c.field != "sen_start")
            )
        kept.append(allowed)
    plan.changed = [c for c in kept if c.changes or c.sen_changes]
    plan.unchanged += [Unchanged(c.pupil, c.row) for c in kept if not (c.changes or c.sen_changes)]
    return plan
