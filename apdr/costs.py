"""What provision costs, in whole pence: pure arithmetic, exact until it is shown (R-101 to R-107).

An hour of a provision costs what its adults cost together. Each session is shared equally by the children who had a
place in it that day, whether they came or not: the adult's time was spent. A session that was not held costs nothing.
Materials are bought once for a run and shared equally by all who had a place in it, on its first day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MINUTES = 60


def session_cost(minutes: int, cost_hour: int) -> Fraction:
    """Pence for `minutes` at `cost_hour` pence an hour."""
    return Fraction(minutes * cost_hour, MINUTES)


def share_of_session(minutes: int, cost_hour: int, places: int) -> Fraction:
    """Pence of one child's share of a session in which `places` children have a place. Raises ValueError for none."""
    if places < 1:
        raise ValueError("A session is shared by at least one child.")
    return session_cost(minutes, cost_hour) / places


def pence(amount: Fraction) -> int:
    """Whole pence, half up."""
    return int(amount + Fraction(1, 2))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Whole pence of `total` by weight, adding up to it exactly: the largest remainders get the pence left over.
    Raises ValueError where no weight is above 0, or where something is below it."""
    whole = sum(weights)
    if whole <= 0 or min(total, *weights) < 0:
        raise ValueError("Nothing to share by.")
    exact = [Fraction(total * weight, whole) for weight in weights]
    given = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda place: (given[place] - exact[place], place))
    for place in order[: total - sum(given)]:
        given[place] += 1
    return given


@dataclass(frozen=True, slots=True)
class Cost:
    """Pence: of sessions delivered, of materials, and of what is still planned within the time asked for."""

    delivered: Fraction = Fraction(0)
    materials: Fraction = Fraction(0)
    ahead: Fraction = Fraction(0)

    @property
    def spent(self) -> Fraction:
        return self.delivered + self.materials

    @property
    def expected(self) -> Fraction:
        """By the end of the time asked for, if what is planned is given."""
        return self.spent + self.ahead

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.delivered + other.delivered, self.materials + other.materials, self.ahead + other.ahead
        )


def pounds(amount: Fraction | int) -> str:
    """ "£1,234", to the nearest pound; pence where it is less than £10. The minus stands before the pound sign."""
    sign, whole = "−" if amount < 0 else "", pence(abs(Fraction(amount)))
    if whole < 1000 and whole % 100:
        return f"{sign}£{whole / 100:,.2f}"
    return f"{sign}£{int(Fraction(whole, 100) + Fraction(1, 2)):,}"
