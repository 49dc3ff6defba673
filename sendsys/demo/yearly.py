"""The reports on last year: most given to their families, some ready to go home, the others still to be written."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from apdr.enums import ReceiptHow
from apdr.yearly.actions import issue_report, share_report
from apdr.yearly.queries import reported_on
from apdr.yearly.record import Said, class_in
from register.file.queries import online_contacts
from register.models import Pupil
from sendsys.demo.clock import at
from sendsys.demo.dates import terms_of
from sendsys.demo.words import yearly as said

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder

WRITTEN, SHARED = 8, 5  # of the pupils; the hero is among both


def report(builder: SchoolBuilder) -> None:
    """Write some of last year's reports in its last weeks, and give most of them to the families."""
    rng, year = random.Random(builder.rng.random()), builder.year - 1
    heroes = {history.pupil.pk for history in builder.histories if history.hero}
    pupils = list(reported_on(builder.school, builder.staff.senco, year))
    rng.shuffle(pupils)
    chosen = sorted(pupils, key=lambda pupil: pupil.pk not in heroes)[:WRITTEN]
    ends = terms_of(year)[2].span.end
    for place, pupil in enumerate(chosen):
        _report(builder, pupil, year, ends - dt.timedelta(days=12 - place), rng, share=place < SHARED)


def _report(
    builder: SchoolBuilder, pupil: Pupil, year: int, on: dt.date, rng: random.Random, *, share: bool
) -> None:
    speaker, klass = builder.speaker_of(pupil), class_in(pupil, year)
    by = builder.staff.teachers.get(klass.name if klass else "", builder.staff.senco)
    words = Said(
        words=f"{speaker.one(said.WENT_WELL, rng)} {speaker.one(said.WAS_HARD, rng)}\n{speaker.one(said.THANKS, rng)}",
        next_steps="\n".join(speaker.some(said.NEXT_STEPS, 2, rng)), home="\n".join(speaker.some(said.AT_HOME, 2, rng)),
    )  # fmt: skip
    document = issue_report(pupil=pupil, year=year, said=words, by=by, at=at(on, 16))
    contacts = online_contacts(pupil) if share else []
    if contacts:
        share_report(document=document, contacts=dict.fromkeys(contacts, ReceiptHow.ONLINE), by=builder.staff.senco,
                     at=at(on + dt.timedelta(days=2), 12))  # fmt: skip
