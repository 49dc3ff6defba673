"""Applications for funding: granted with hours, waiting for an answer, refused."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from apdr.enums import FundKind, FundState
from apdr.money.actions import apply_for, decide, tell_parents, write_application
from register.enums import Level
from sendsys.demo.clock import at

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder

ANSWER_DAYS = 24  # calendar days until an application is answered


@dataclass(frozen=True, slots=True)
class Fund:
    """One application: for a child at which level, asked how many days ago, answered how. Pounds are a year's."""

    kind: str
    level: str
    days_ago: int
    pounds: int
    hours: Decimal
    answer: str = ""
    said: str = ""


FUNDS = (
    Fund(FundKind.EHC, Level.EHC_PLAN, 150, 5200, Decimal(15), FundState.GRANTED, "As in section F of the plan."),
    Fund(FundKind.HNF, Level.FURTHER_SUPPORT, 120, 4100, Decimal(10), FundState.PART, "Half of what was asked for, for a year."),
    Fund(FundKind.HNF, Level.SEN_SUPPORT, 100, 2600, Decimal(6), FundState.REFUSED, "Show two more cycles with what was delivered."),
    Fund(FundKind.IPF, Level.FURTHER_SUPPORT, 12, 1800, Decimal(5)),
)  # fmt: skip


def apply(builder: SchoolBuilder) -> None:
    """One application for each of FUNDS, where a child fits."""
    rng, senco = random.Random(builder.rng.random()), builder.staff.senco
    taken: set[int] = set()
    for fund in FUNDS:
        on = builder.past(fund.days_ago)
        fit = [
            h.pupil for h in builder.on_register()
            if h.journey.steps[-1].level == fund.level and h.journey.steps[0].start < on and h.pupil.pk not in taken
        ]  # fmt: skip
        if not fit:
            continue
        pupil = rng.choice(fit)
        taken.add(pupil.pk)
        evidence = (
            f"Reviewed cycles and the hours given are in the evidence bundle. {pupil.first_name} gains where the sessions "
            "are held and an adult is near; without, very little of a lesson is reached."
        )
        made = write_application(pupil=pupil, held=None, by=senco, at=at(on, 10), kind=fund.kind, evidence=evidence,
                                 asked=fund.pounds * 100, hours_asked=fund.hours)  # fmt: skip
        made = apply_for(application=made, on=on, by=senco, at=at(on, 11))
        if fund.answer:
            answer(made, fund, builder, on)


def answer(made, fund: Fund, builder: SchoolBuilder, on: dt.date) -> None:
    """The local authority's answer, and the parents told who works with the child."""
    senco = builder.staff.senco
    decided = builder.diary.open_on_or_after(on + dt.timedelta(days=ANSWER_DAYS))
    share = {FundState.GRANTED: 1, FundState.PART: 2}.get(fund.answer)
    more = {}
    if share:
        more = {"granted": fund.pounds * 100 // share, "hours_granted": fund.hours / share, "start": decided,
                "end": decided + dt.timedelta(days=364)}  # fmt: skip
    made = decide(application=made, state=fund.answer, decided_on=decided, outcome=fund.said, by=senco,
                  at=at(decided, 10), **more)  # fmt: skip
    if share:
        told = builder.diary.open_on_or_after(decided + dt.timedelta(days=3))
        tell_parents(application=made, on=told, by=senco, at=at(told, 15))
