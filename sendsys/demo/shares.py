"""How many children have what: England's pattern as weights, shared out exactly. Pure.

The weights follow the pattern of the Department for Education's yearly figures on SEN in English primary schools
(SEN support and EHC plans by primary type of need), rounded.
"""

import random
from collections.abc import Mapping

from register.enums import Level, NeedType

# Pupils of a hundred at each level, the rest have none.
LEVEL_SHARES = {
    Level.EMERGING_CONCERN: 1.2,
    Level.MONITORING: 1.0,
    Level.SEN_RECORDED: 3.6,
    Level.SEN_SUPPORT: 10.2,
    Level.FURTHER_SUPPORT: 2.9,
    Level.ASSESSMENT_REQUESTED: 0.9,
    Level.EHC_PLAN: 5.5,
    Level.EXITED: 1.2,
}
FEWEST = {
    Level.EMERGING_CONCERN: 2,
    Level.MONITORING: 2,
    Level.SEN_RECORDED: 2,
    Level.EXITED: 2,
}  # in a small school
SUPPORT_NEEDS = {
    NeedType.SLCN: 35, NeedType.SEMH: 20, NeedType.SPLD: 14, NeedType.MLD: 13, NeedType.ASD: 8, NeedType.OTH: 3,
    NeedType.PD: 3, NeedType.HI: 2, NeedType.NSA: 1, NeedType.VI: 1,
}  # fmt: skip
EHC_NEEDS = {
    NeedType.ASD: 36, NeedType.SLCN: 28, NeedType.SEMH: 12, NeedType.MLD: 6, NeedType.SLD: 6, NeedType.PD: 5,
    NeedType.SPLD: 3, NeedType.HI: 2, NeedType.VI: 1, NeedType.PMLD: 1,
}  # fmt: skip
SECOND_NEEDS = {
    NeedType.SLCN: (NeedType.SPLD, NeedType.SEMH, NeedType.MLD),
    NeedType.SEMH: (NeedType.SLCN, NeedType.SPLD),
    NeedType.SPLD: (NeedType.SLCN, NeedType.SEMH),
    NeedType.MLD: (NeedType.SLCN, NeedType.SEMH),
    NeedType.ASD: (NeedType.SLCN, NeedType.SEMH, NeedType.SPLD),
    NeedType.SLD: (NeedType.SLCN, NeedType.PD),
    NeedType.PMLD: (NeedType.PD,),
    NeedType.PD: (NeedType.SLCN, NeedType.MLD),
    NeedType.HI: (NeedType.SLCN,),
    NeedType.VI: (NeedType.PD,),
}
SHARE_WITH_SECOND_NEED = 0.35
FLAG_SHARES = {"pupil_premium": 0.25, "eal": 0.20, "looked_after": 0.008, "service_child": 0.02}
OWN_FLAG_SHARES = {"medical": 0.03, "attendance": 0.025}  # what the school records itself


def apportion(count: int, weights: Mapping) -> dict:
    """`count` shared out by weight in whole numbers that add up to it (largest remainders)."""
    total = sum(weights.values())
    exact = {key: count * weight / total for key, weight in weights.items()}
    found = {key: int(share) for key, share in exact.items()}
    by_remainder = sorted(exact, key=lambda key: found[key] - exact[key])
    for key in by_remainder[: count - sum(found.values())]:
        found[key] += 1
    return found


def levels_for(roll: int) -> dict[Level, int]:
    """How many of `roll` pupils are at each level; the support levels together are 14 in a hundred."""
    return {
        level: max(round(roll * share / 100), FEWEST.get(level, 0)) for level, share in LEVEL_SHARES.items()
    }


def needs_for(levels: list[Level], rng: random.Random) -> list[list[str]]:
    """Types of need, the main one first, for pupils at these levels, by England's pattern."""
    decks = {
        True: _deck(sum(level == Level.EHC_PLAN for level in levels), EHC_NEEDS, rng),
        False: _deck(sum(level != Level.EHC_PLAN for level in levels), SUPPORT_NEEDS, rng),
    }
    return [_with_second(decks[level == Level.EHC_PLAN].pop(), rng) for level in levels]


def _deck(count: int, weights: Mapping, rng: random.Random) -> list[NeedType]:
    deck = [code for code, share in apportion(count, weights).items() for _ in range(share)]
    rng.shuffle(deck)
    return deck


def _with_second(main: NeedType, rng: random.Random) -> list[str]:
    seconds = SECOND_NEEDS.get(main, ())
    if seconds and rng.random() < SHARE_WITH_SECOND_NEED:
        return [main.value, rng.choice(seconds).value]
    return [main.value]
