"""Signs that somebody noticed: one that waits for the safeguarding lead, one taken on, one closed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from register.enums import FlagState, Noticed
from register.safeguarding.actions import move_sign, raise_sign
from sendsys.demo.clock import at

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder


def notice(builder: SchoolBuilder) -> None:
    """Where the school has a safeguarding lead of its own."""
    if not (dsl := builder.staff.dsl):
        return
    rng = random.Random(builder.rng.random())
    pupils = [history.pupil for history in rng.sample(builder.on_register(), 3)]
    told = ((Noticed.MOOD, 1, "", FlagState.RAISED), (Noticed.SAID, 12, "20418", FlagState.TAKEN), (Noticed.BEHAVIOUR, 40, "20377", FlagState.CLOSED))  # fmt: skip
    for pupil, (noticed, days, pointer, state) in zip(pupils, told, strict=True):
        day = builder.past(days)
        sign = raise_sign(pupil=pupil, noticed=noticed, seen_on=day, logged=bool(pointer), pointer=pointer,
                          by=builder.staff.teachers[pupil.school_class.name], at=at(day, 14, 50))  # fmt: skip
        for end in (FlagState.TAKEN, FlagState.CLOSED)[: list(FlagState).index(state)]:
            move_sign(
                sign=sign, end=end, by=dsl, at=at(builder.past(days - 1), 9 if end == FlagState.TAKEN else 15)
            )
