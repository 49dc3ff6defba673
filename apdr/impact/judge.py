"""Whether an intervention worked: pure rules in one table (R-94, R-98, R-100).

Nothing is judged on a few children, nor where much of what was planned was not given, nor without a measure. A child
has moved on when the measure is better on leaving than on entry; without both measures, when the targets that the
provision was for were met or are on track.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from apdr.enums import Progress

ENOUGH = Fraction(60, 100)  # of the planned minutes: with less it was not the intervention that was tried
MOST = Fraction(2, 3)  # of the children measured
FEW_OF = Fraction(1, 3)


class Verdict(TextChoices):
    """What can be said of an intervention."""

    WORKED = "worked", _("Worked for most")
    MIXED = "mixed", _("Mixed")
    DID_NOT = "did_not", _("Did not work")
    NOT_DELIVERED = "not_delivered", _("Not delivered as planned")
    NOT_MEASURED = "not_measured", _("Not measured")
    TOO_FEW = "too_few", _("Too few to say")


JUDGED = (Verdict.WORKED, Verdict.MIXED, Verdict.DID_NOT)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an intervention: how many `children` had it, below how `few` nothing is said (a setting of the
    school), the `share` of planned minutes that was given (None where nothing was planned yet), for how many children
    something was `measured`, and how many of those `moved` on."""

    children: int
    few: int
    share: Fraction | None
    measured: int
    moved: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: the first whose `holds` is true gives the verdict."""

    verdict: Verdict
    holds: Callable[[Seen], bool]


RULES = (
    Rule(Verdict.TOO_FEW, lambda seen: seen.children < seen.few),
    Rule(Verdict.NOT_DELIVERED, lambda seen: seen.share is None or seen.share < ENOUGH),
    Rule(Verdict.NOT_MEASURED, lambda seen: seen.measured == 0),
    Rule(Verdict.TOO_FEW, lambda seen: seen.measured < seen.few),
    Rule(Verdict.WORKED, lambda seen: Fraction(seen.moved, seen.measured) >= MOST),
    Rule(Verdict.DID_NOT, lambda seen: Fraction(seen.moved, seen.measured) <= FEW_OF),
    Rule(Verdict.MIXED, lambda seen: True),
)


def judge(seen: Seen) -> Verdict:
    """The verdict of the first rule that holds."""
    return next(rule.verdict for rule in RULES if rule.holds(seen))


def progress(entry: Decimal | None, leaving: Decimal | None, higher_is_better: bool) -> Decimal | None:
    """How much better the measure was on leaving than on entry: below 0 is worse, None without both."""
    if entry is None or leaving is None:
        return None
    return leaving - entry if higher_is_better else entry - leaving


def moved_on(gained: Decimal | None, targets: Sequence[str]) -> bool | None:
    """Whether one child moved on, by the progress on the measure or else by the targets; None when neither says."""
    if gained is not None:
        return gained > 0
    known = [target for target in targets if target]
    if not known:
        return None
    return sum(target in {Progress.MET, Progress.ON_TRACK} for target in known) * 2 > len(known)


def thirds(ratings: Sequence[int]) -> tuple[Fraction, Fraction] | None:
    """The mean of the first third of the ratings and of the last, in order of time; None with fewer than three."""
    size = len(ratings) // 3
    if not size:
        return None
    return Fraction(sum(ratings[:size]), size), Fraction(sum(ratings[-size:]), size)
