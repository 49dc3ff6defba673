"""Every read of the directory of agencies."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Prefetch

from agencies.enums import AgencyKind, CheckKind, Sector
from agencies.models import Agency, Professional, ProfessionalCheck, Referral, StaffName
from core.schools.models import School


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency of the list; `seen_weeks` is the median wait of the school's own referrals, over `seen_count`."""

    reference: str
    name: str
    kind: str
    sector: str
    phone: str
    email: str
    website: str
    address: str
    route: str
    usual_weeks: int | None
    seen_weeks: int | None
    seen_count: int
    for_parents: bool
    people: tuple[str, ...]


def directory(
    school: School,
    *,
    sector: str = "",
    kind: str = "",
    words: str = "",
    retired: bool = False,
    parents: bool = False,
) -> list[AgencyRow]:
    """The agencies of the school by name, in use or `retired`, narrowed to a sector, a kind, those for parents, and to
    what holds all `words` in its name, kind, route or people. Three queries, however many agencies."""
    found = Agency.objects.filter(school=school, retired_on__isnull=not retired).order_by("name")
    found = found.filter(sector=sector) if sector else found
    found = found.filter(kind=kind) if kind else found
    found = found.filter(for_parents=True) if parents else found
    people = Prefetch("professionals", Professional.objects.filter(retired_on=None).order_by("name"))
    waits = _waits(school)
    rows = [_row(agency, waits.get(agency.pk, [])) for agency in found.prefetch_related(people)]
    return [row for row in rows if _holds(row, words)]


def _row(agency: Agency, waits: list[int]) -> AgencyRow:
    weeks, count = median_weeks(waits)
    return AgencyRow(
        agency.reference, agency.name, str(AgencyKind(agency.kind).label), str(Sector(agency.sector).label), agency.phone,
        agency.email, agency.website, agency.address, agency.route, agency.usual_weeks, weeks, count, agency.for_parents,
        tuple(str(person) for person in agency.professionals.all()),
    )  # fmt: skip


def _holds(row: AgencyRow, words: str) -> bool:
    text = " ".join((row.name, row.kind, row.route, *row.people)).lower()
    return all(word in text for word in words.lower().split())


def _waits(school: School, agency: Agency | None = None) -> dict[int, list[int]]:
    """Key of the agency → days from sent to first seen, of each referral that has both. One query."""
    seen = Referral.objects.filter(school=school, sent_on__isnull=False, seen_on__isnull=False)
    seen = seen.filter(agency=agency) if agency else seen
    found: dict[int, list[int]] = {}
    for pk, sent_on, seen_on in seen.order_by().values_list("agency", "sent_on", "seen_on"):
        found.setdefault(pk, []).append(max((seen_on - sent_on).days, 0))
    return found


def median_weeks(days: list[int]) -> tuple[int | None, int]:
    """(the median of some waits in days, as whole weeks, None where there is none; how many there are)."""
    return (round(median(days) / 7) if days else None), len(days)


def waiting_seen(agency: Agency) -> tuple[int | None, int]:
    """(median weeks from sent to first seen over the school's own referrals to it, None when none was seen yet; how many
    referrals that is). One query."""
    return median_weeks(_waits(agency.school, agency).get(agency.pk, []))


def find_agency(school: School, reference: str) -> Agency | None:
    """The agency with its people and their checks, or None. Three queries."""
    checks = ProfessionalCheck.objects.select_related("seen_by")
    people = Professional.objects.order_by("name").prefetch_related(Prefetch("checks", checks))
    rows = Agency.objects.select_related("school").prefetch_related(Prefetch("professionals", people))
    return rows.filter(school=school, reference=reference).first()


def find_professional(school: School, reference: str) -> Professional | None:
    """The person with their agency and school, or None. One query."""
    rows = Professional.objects.select_related("agency__school", "school")
    return rows.filter(school=school, reference=reference).first()


def agencies_in_use(school: School) -> list[Agency]:
    """The agencies that the school asks, by name. One query."""
    return list(Agency.objects.filter(school=school, retired_on=None).order_by("name"))


def for_parents(school: School) -> list[Agency]:
    """Agencies in use whose contacts parents may have for a private assessment (R-131), by name. One query."""
    return list(Agency.objects.filter(school=school, for_parents=True, retired_on=None).order_by("name"))


def kinds_here(school: School) -> dict[tuple[str, str], Agency]:
    """(kind, sector) → an agency of the directory, one in use where there is one. One query."""
    rows = sorted(Agency.objects.filter(school=school), key=lambda row: row.retired_on is None)
    return {(row.kind, row.sector): row for row in rows}


def missing_checks(professional: Professional, on: dt.date) -> list[str]:
    """What is missing or has run out on that day of the checks of somebody whom the school employs privately (R-118), in
    words; nothing for others. One query, none where the checks were fetched along."""
    if not professional.employed:
        return []
    return missing_of(professional.checks.all(), on)


def missing_of(checks: Iterable[ProfessionalCheck], on: dt.date) -> list[str]:
    """As missing_checks, of these checks."""
    held = {check.kind: check for check in checks}
    words = []
    for kind in CheckKind:
        check = held.get(kind)
        if check is None:
            words.append(f"{kind.label}: not seen yet")
        elif check.valid_until and check.valid_until < on:
            words.append(f"{kind.label}: ran out on {check.valid_until:%-d %b %Y}")
    return words


def employed_people(school: School) -> list[Professional]:
    """Those whom the school employs privately and who still come, with their checks, by name. Two queries."""
    checks = Prefetch("checks", ProfessionalCheck.objects.select_related("seen_by"))
    rows = Professional.objects.filter(school=school, employed=True, retired_on=None).select_related(
        "agency__school"
    )
    return list(rows.filter(agency__retired_on=None).order_by("name").prefetch_related(checks))


def staff_names(school: School) -> list[StaffName]:
    """People who work at the school and do not sign in, by name. One query."""
    return list(StaffName.objects.filter(school=school).order_by("name"))
