"""What is known of a plan: the version in force, its sections, needs, outcomes and provision, and how they are linked."""

from collections import defaultdict
from dataclasses import dataclass

from ehcp.enums import IN_FORCE_KINDS
from ehcp.models import EhcPlan, LocalAuthority, PlanNeed, PlanOutcome, PlanProvision, PlanVersion


def open_plan(pupil) -> EhcPlan | None:
    """The pupil's plan that has not ended, made or still a draft. One query."""
    return (
        EhcPlan.objects.filter(pupil=pupil, ceased_on=None)
        .select_related("pupil", "school", "authority")
        .first()
    )


def version_in_force(plan: EhcPlan) -> PlanVersion | None:
    """The newest final version that somebody has checked against the authority's document. One query."""
    checked = plan.versions.filter(kind__in=IN_FORCE_KINDS, checked_at__isnull=False)
    return (
        checked.select_related("document", "plan__pupil", "plan__school")
        .order_by("-issued_on", "-number")
        .first()
    )


def newest_version(plan: EhcPlan) -> PlanVersion | None:
    """The last version that came, of whatever kind. One query."""
    return plan.versions.select_related("document").order_by("-number").first()


def authorities(school) -> list[LocalAuthority]:
    """The local authorities that the school keeps. One query."""
    return list(LocalAuthority.objects.filter(school=school))


@dataclass(frozen=True, slots=True)
class Contents:
    """One version as it was typed: texts by letter, and the rows of B, E and F to H2 with their links (primary keys)."""

    texts: dict[str, str]
    needs: tuple[PlanNeed, ...]
    outcomes: tuple[PlanOutcome, ...]
    provisions: tuple[PlanProvision, ...]
    needs_of: dict[int, tuple[int, ...]]
    outcomes_of: dict[int, tuple[int, ...]]

    @property
    def unanswered(self) -> tuple[PlanNeed, ...]:
        """Needs of Section B that no outcome answers."""
        answered = {need for needs in self.needs_of.values() for need in needs}
        return tuple(need for need in self.needs if need.pk not in answered)

    @property
    def unserved(self) -> tuple[PlanOutcome, ...]:
        """Outcomes of Section E that no provision serves."""
        served = {outcome for outcomes in self.outcomes_of.values() for outcome in outcomes}
        return tuple(one for one in self.outcomes if one.pk not in served)

    @property
    def aimless(self) -> tuple[PlanProvision, ...]:
        """Provision that serves no outcome."""
        return tuple(one for one in self.provisions if not self.outcomes_of.get(one.pk))


def _linked(rows) -> dict[int, tuple[int, ...]]:
    found = defaultdict(list)
    for one, other in rows:
        found[one].append(other)
    return {one: tuple(others) for one, others in found.items()}


def contents_of(version: PlanVersion, *, links: bool = True) -> Contents:
    """Everything typed of a version. Six queries; four without the `links` between its rows."""
    needs_of = version.outcomes.filter(needs__isnull=False).values_list("pk", "needs").order_by("number")
    outcomes_of = (
        version.provisions.filter(outcomes__isnull=False).values_list("pk", "outcomes").order_by("number")
    )
    return Contents(
        texts_of(version),
        tuple(version.needs.all()),
        tuple(version.outcomes.all()),
        tuple(version.provisions.all()),
        _linked(needs_of if links else ()),
        _linked(outcomes_of if links else ()),
    )


def shown_of(versions: list[PlanVersion]) -> tuple[PlanVersion | None, bool]:
    """Of a plan's versions the one in force and True; where none is, the newest and False."""
    checked = [one for one in versions if one.kind in IN_FORCE_KINDS and one.checked_at]
    if checked:
        return max(checked, key=lambda one: (one.issued_on, one.number)), True
    return max(versions, key=lambda one: one.number, default=None), False


def texts_of(version: PlanVersion) -> dict[str, str]:
    """The texts of the version's sections, by letter. One query."""
    return dict(version.sections.values_list("letter", "text"))
