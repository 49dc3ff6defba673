"""Every write of a version's rows: needs of Section B, outcomes of E, what F to H2 provide, and how they are linked."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from core.accounts.models import User
from core.accounts.permissions import Denied
from ehcp.enums import Letter
from ehcp.models import OutcomeNeed, PlanNeed, PlanOutcome, PlanProvision, PlanVersion, ProvisionOutcome
from ehcp.sections.actions import locked_version, touch
from register.edits import check_version as check_held
from register.enums import Area

LETTERS = (Letter.F, Letter.G, Letter.H1, Letter.H2)
MOST_MINUTES = 7 * 60  # of one school day


def _new(model, version: PlanVersion, **fields):
    number = (model.objects.filter(plan_version=version).aggregate(most=Max("number"))["most"] or 0) + 1
    return model(school_id=version.school_id, plan_version=version, number=number, version=0, **fields)


def _locked(row, by: User, held: int | None):
    locked_version(row.plan_version, by)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    check_held(row, held)
    return row


def _save(row) -> None:
    row.version += 1
    row.save()
    touch(row.plan_version)


def _words(text: str, what: str) -> str:
    if not text.strip():
        raise Denied(f"Write down {what}.")
    return text.strip()


def _area(area: str) -> str:
    if area and area not in Area.values:
        raise Denied("Choose one of the areas of need, or leave it empty.")
    return area


def _link(link, side: str, other: str, row, wanted: Iterable, version: PlanVersion) -> None:
    """Make the links of `row` those `wanted`, all of the same version."""
    wanted = {one.pk: one for one in wanted}
    if any(one.plan_version_id != version.pk for one in wanted.values()):
        raise Denied("Link rows of the same version only.")
    there = set(link.objects.filter(**{side: row}).values_list(f"{other}_id", flat=True))
    link.objects.filter(**{side: row, f"{other}__in": there - set(wanted)}).delete()
    link.objects.bulk_create(
        link(school_id=row.school_id, **{side: row, f"{other}_id": pk}) for pk in wanted if pk not in there
    )


@transaction.atomic
def add_need(*, version: PlanVersion, text: str, by: User, at: dt.datetime, area: str = "") -> PlanNeed:
    """Add a need of Section B. Raises Denied."""
    row = _new(PlanNeed, locked_version(version, by), text=_words(text, "the need"), area=_area(area))
    _save(row)
    return row


@transaction.atomic
def change_need(
    *, need: PlanNeed, text: str, by: User, at: dt.datetime, area: str = "", held: int | None = None
) -> PlanNeed:
    """Change a need. Raises Denied, or Overtaken."""
    row = _locked(need, by, held)
    row.text, row.area = _words(text, "the need"), _area(area)
    _save(row)
    return row


@transaction.atomic
def add_outcome(
    *,
    version: PlanVersion,
    text: str,
    by: User,
    at: dt.datetime,
    by_when: str = "",
    needs: Iterable[PlanNeed] = (),
) -> PlanOutcome:
    """Add an outcome of Section E, with the needs that it answers. Raises Denied."""
    row = _new(
        PlanOutcome, locked_version(version, by), text=_words(text, "the outcome"), by_when=by_when.strip()
    )
    _save(row)
    _link(OutcomeNeed, "outcome", "need", row, needs, row.plan_version)
    return row


@transaction.atomic
def change_outcome(
    *, outcome: PlanOutcome, text: str, by: User, at: dt.datetime, by_when: str = "",
    needs: Iterable[PlanNeed] = (), held: int | None = None,
) -> PlanOutcome:  # fmt: skip
    """Change an outcome and its needs. Raises Denied, or Overtaken."""
    row = _locked(outcome, by, held)
    row.text, row.by_when = _words(text, "the outcome"), by_when.strip()
    _save(row)
    _link(OutcomeNeed, "outcome", "need", row, needs, row.plan_version)
    return row


def _check_amount(letter: str, minutes: int | None, times: int | None, per: str) -> None:
    if letter not in LETTERS:
        raise Denied("Provision stands in Section F, G, H1 or H2.")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Denied(f"Each time is between 1 and {MOST_MINUTES} minutes: check the minutes.")
    if (times is None) != (per == ""):
        raise Denied("Say both how many times and in how long, or leave both empty.")


@transaction.atomic
def add_provision(
    *, version: PlanVersion, text: str, by: User, at: dt.datetime, letter: str = Letter.F, minutes: int | None = None,
    times: int | None = None, per: str = "", who: str = "", outcomes: Iterable[PlanOutcome] = (),
) -> PlanProvision:  # fmt: skip
    """Add something that the plan says must be given, with the outcomes that it serves. Raises Denied."""
    _check_amount(letter, minutes, times, per)
    row = _new(
        PlanProvision, locked_version(version, by), text=_words(text, "what the plan says"), letter=letter,
        minutes=minutes, times=times, per=per, who=who.strip(),
    )  # fmt: skip
    _save(row)
    _link(ProvisionOutcome, "specified", "outcome", row, outcomes, row.plan_version)
    return row


@transaction.atomic
def change_provision(
    *, specified: PlanProvision, text: str, by: User, at: dt.datetime, letter: str = Letter.F,
    minutes: int | None = None, times: int | None = None, per: str = "", who: str = "",
    outcomes: Iterable[PlanOutcome] = (), held: int | None = None,
) -> PlanProvision:  # fmt: skip
    """Change what the plan says must be given, and the outcomes that it serves. Raises Denied, or Overtaken."""
    _check_amount(letter, minutes, times, per)
    row = _locked(specified, by, held)
    row.text, row.letter, row.who = _words(text, "what the plan says"), letter, who.strip()
    row.minutes, row.times, row.per = minutes, times, per
    _save(row)
    _link(ProvisionOutcome, "specified", "outcome", row, outcomes, row.plan_version)
    return row


@transaction.atomic
def remove_row(*, row: PlanNeed | PlanOutcome | PlanProvision, by: User, at: dt.datetime) -> None:
    """Take a row out of a version that is still being typed. Raises Denied where it has been checked or reviewed."""
    row = _locked(row, by, None)
    if isinstance(row, PlanOutcome) and row.reviewed.exists():
        raise Denied("A review speaks of this outcome: it stays.")
    version = row.plan_version
    row.delete()
    touch(version)
