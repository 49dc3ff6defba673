"""Census days as rules: which Thursday of which month. Pure; today is always an argument (statutory-rules B7)."""

import datetime as dt
from dataclasses import dataclass

THURSDAY = 3
YEARS_BACK = 2  # calendar years of which the past censuses are offered


@dataclass(frozen=True, slots=True)
class Season:
    """One of the three censuses of a school year. `types`: whether it collects the type of SEN. `source` says where the
    rule was read, and that the dates are computed."""

    key: str
    name: str
    month: int
    place: int  # which Thursday of the month
    types: bool
    says: str
    source: str


SOURCE = (
    "Read in local authorities’ guidance; the date itself is computed, not copied: check it against the Department’s "
    "guide for the year"
)
SEASONS = (
    Season("spring", "Spring", 1, 3, True, "The third Thursday in January.", SOURCE),
    Season("summer", "Summer", 5, 3, False, "The third Thursday in May.", SOURCE),
    Season("autumn", "Autumn", 10, 1, False, "The first Thursday in October.", SOURCE),
)


@dataclass(frozen=True, slots=True)
class Census:
    """One census: its season and the day that its answers stand for."""

    season: Season
    day: dt.date

    @property
    def key(self) -> str:
        """As it stands in addresses: "autumn-2026"."""
        return f"{self.season.key}-{self.day.year}"

    @property
    def name(self) -> str:
        return f"{self.season.name} census {self.day.year}"


def nth_thursday(year: int, month: int, place: int) -> dt.date:
    """The first, second … Thursday of a month."""
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (place - 1))


def censuses_of(year: int) -> list[Census]:
    """The three censuses of a calendar year, in their order."""
    return [Census(season, nth_thursday(year, season.month, season.place)) for season in SEASONS]


def coming(today: dt.date) -> Census:
    """The next census, today's own included."""
    later = [census for year in (today.year, today.year + 1) for census in censuses_of(year)]
    return next(census for census in later if census.day >= today)


def offered(today: dt.date) -> list[Census]:
    """The coming three, and those of the last two years, the latest first."""
    years = range(today.year - YEARS_BACK, today.year + 2)
    known = [census for year in years for census in censuses_of(year)]
    place = known.index(coming(today))
    return known[max(place - 3 * YEARS_BACK, 0) : place + 3][::-1]


def census_named(key: str, today: dt.date) -> Census | None:
    """The census of that key among those that are offered; None for another."""
    return next((census for census in offered(today) if census.key == key), None)
