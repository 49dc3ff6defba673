"""The contents of one version as the start of the next: authorities change a few words of a plan at a time."""

from collections.abc import Iterable

from ehcp.models import (
    OutcomeNeed,
    PlanNeed,
    PlanOutcome,
    PlanProvision,
    PlanSection,
    PlanVersion,
    ProvisionOutcome,
    SpecifiedDelivery,
)


def _again(model, rows: Iterable, version: PlanVersion, *names: str) -> dict[int, int]:
    """The same rows in another version: {old primary key: new one}."""
    rows = list(rows)
    made = model.objects.bulk_create(
        model(
            school_id=version.school_id, plan_version=version, **{name: getattr(row, name) for name in names}
        )
        for row in rows
    )
    return {old.pk: new.pk for old, new in zip(rows, made, strict=True)}


def copy_contents(before: PlanVersion, version: PlanVersion, *, leave: tuple[str, ...] = ()) -> None:
    """Texts, needs, outcomes, provision, their links and who delivers them. Eleven queries at most."""
    school = version.school_id
    _again(PlanSection, before.sections.exclude(letter__in=leave), version, "letter", "text")
    needs = _again(PlanNeed, before.needs.all(), version, "number", "area", "text")
    outcomes = _again(PlanOutcome, before.outcomes.all(), version, "number", "text", "by_when")
    provisions = _again(
        PlanProvision, before.provisions.all(), version,
        "number", "letter", "text", "minutes", "times", "per", "who", "delivered_by",
    )  # fmt: skip
    OutcomeNeed.objects.bulk_create(
        OutcomeNeed(school_id=school, outcome_id=outcomes[outcome], need_id=needs[need])
        for outcome, need in OutcomeNeed.objects.filter(outcome__in=outcomes).values_list("outcome", "need")
    )
    ProvisionOutcome.objects.bulk_create(
        ProvisionOutcome(school_id=school, specified_id=provisions[specified], outcome_id=outcomes[outcome])
        for specified, outcome in ProvisionOutcome.objects.filter(specified__in=provisions).values_list(
            "specified", "outcome"
        )
    )
    SpecifiedDelivery.objects.bulk_create(
        SpecifiedDelivery(
            school_id=school, specified_id=provisions[row.specified_id], provision_id=row.provision_id,
            linked_at=row.linked_at, linked_by_id=row.linked_by_id,
        )
        for row in SpecifiedDelivery.objects.filter(specified__in=provisions)
    )  # fmt: skip
