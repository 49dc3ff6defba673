"""Reads of the bank: what it offers, how often it was used and met, and what plans use that is not in it."""

import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from apdr.models import BankEntry
from core.schools.models import School
from register.enums import AREA_OF, YEAR_GROUPS, Area, NeedType
from register.models import Pupil
from register.queries import needs_of

RECEPTION = YEAR_GROUPS.index("R")
LEAST_PLANS = 2  # a line in so many plans is offered to the bank
MOST_OFTEN = 12

# Every target and every line of strategies of a school's agreed plans, as compared: trimmed and in small letters.
LINES = """
    SELECT plan.id AS plan, plan.pupil_id AS pupil, plan.state = 'closed' AS closed, target.progress = 'met' AS met,
           said.kind, btrim(said.words, E' \\t\\r-•*') AS words, said.criteria
      FROM apdr_target target
      JOIN apdr_plan plan ON plan.school_id = target.school_id AND plan.id = target.plan_id
     CROSS JOIN LATERAL (
           SELECT 'target' AS kind, target.target AS words, target.criteria AS criteria
            UNION ALL
           SELECT 'strategy', line, '' FROM regexp_split_to_table(target.strategies, E'\\n') AS line
     ) said
     WHERE target.school_id = %s AND plan.agreed_at IS NOT NULL
"""
USES = f"""
    SELECT kind, lower(words), count(DISTINCT plan), count(DISTINCT plan) FILTER (WHERE met)
      FROM ({LINES}) line WHERE closed AND words <> '' GROUP BY 1, 2
"""  # noqa: S608  words of this module alone
OFTEN = f"""
    SELECT kind, min(words), max(criteria), count(DISTINCT plan) AS plans,
           count(DISTINCT plan) FILTER (WHERE closed), count(DISTINCT plan) FILTER (WHERE closed AND met),
           array_agg(DISTINCT coalesce(nullif(pupil.preferred_first, ''), pupil.legal_first))
      FROM ({LINES}) line JOIN register_pupil pupil ON pupil.school_id = %s AND pupil.id = line.pupil
     WHERE words <> '' AND NOT EXISTS (
           SELECT FROM apdr_bankentry entry
            WHERE entry.school_id = %s AND entry.kind = line.kind AND lower(entry.words) = lower(line.words))
     GROUP BY kind, lower(words) HAVING count(DISTINCT plan) >= %s
     ORDER BY plans DESC, 2 LIMIT %s
"""  # noqa: S608  words of this module alone


@dataclass(frozen=True, slots=True)
class Use:
    """How often something stood in plans that were reviewed, and in how many of them its target was met."""

    plans: int = 0
    met: int = 0

    @property
    def rank(self) -> tuple[float, int]:
        """Higher is better: the share met as far as so few plans can say, then how often."""
        return (self.met + 1) / (self.plans + 2), self.plans


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry of the bank as it is offered, with how it did."""

    entry: BankEntry
    use: Use
    fits: int  # 2 for the area and age asked for, 1 for the area alone, 0 otherwise


@dataclass(frozen=True, slots=True)
class Often:
    """A line that plans use and the bank does not hold; children's names are taken out."""

    kind: str
    words: str
    criteria: str
    plans: int
    use: Use


def year_number(year_group: str) -> int | None:
    """A year group as the bank counts them: 0 for Reception, below for the nursery; None where it is not known."""
    return YEAR_GROUPS.index(year_group) - RECEPTION if year_group in YEAR_GROUPS else None


def comparable(words: str) -> str:
    """Words as they are compared with lines of plans."""
    return words.strip(" \t\r-•*").lower()


def uses_of(school: School) -> dict[tuple[str, str], Use]:
    """(kind, words as compared) → how often in reviewed plans of the school, and how often met. One query."""
    with connection.cursor() as cursor:
        cursor.execute(USES, [school.pk])
        return {(kind, words): Use(plans, met) for kind, words, plans, met in cursor.fetchall()}


def bank_of(
    school: School,
    *,
    kind: str = "",
    area: str = "",
    year: int | None = None,
    q: str = "",
    retired: bool = False,
) -> list[BankEntry]:
    """Entries of the school's bank by words; those for any area or age are in every choice. One query."""
    entries = BankEntry.objects.filter(school=school)
    entries = entries if retired else entries.filter(retired_on=None)
    if kind:
        entries = entries.filter(kind=kind)
    if area:
        entries = entries.filter(area__in=[area, ""])
    if year is not None:
        from_then = Q(year_from=None) | Q(year_from__lte=year)
        entries = entries.filter(from_then & (Q(year_to=None) | Q(year_to__gte=year)))
    for word in q.split()[:6]:
        entries = entries.filter(Q(words__icontains=word) | Q(criteria__icontains=word))
    return list(entries.order_by("words", "pk"))


def best_of(
    school: School, *, kind: str, areas: set[str], year: int | None, q: str = "", most: int | None = None
) -> list[Offer]:
    """The entries of that kind, those of the areas and the year group first, then those that were met most. Two
    queries."""
    uses = uses_of(school)
    offers = [
        Offer(entry, uses.get((entry.kind, comparable(entry.words)), Use()), _fits(entry, areas, year))
        for entry in bank_of(school, kind=kind, q=q)
    ]
    offers.sort(key=lambda offer: (-offer.fits, *(-part for part in offer.use.rank), offer.entry.words))
    return offers[:most]


def _fits(entry: BankEntry, areas: set[str], year: int | None) -> int:
    if entry.area and areas and entry.area not in areas:
        return 0
    of_age = year is None or (
        (entry.year_from is None or entry.year_from <= year)
        and (entry.year_to is None or entry.year_to >= year)
    )
    return 2 if of_age else 1


def areas_of_pupil(pupil: Pupil) -> set[str]:
    """The area of the pupil's main need, in a set; empty where no need is recorded. One query."""
    needs = needs_of(pupil)
    return {needs[0].area or AREA_OF[NeedType(needs[0].code)].value} - {Area.NONE.value} if needs else set()


def often_used(school: School, *, least: int = LEAST_PLANS) -> list[Often]:
    """What at least so many agreed plans of the school say and the bank does not, most used first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OFTEN, [school.pk, school.pk, school.pk, least, MOST_OFTEN])
        rows = cursor.fetchall()
    return [
        Often(kind, without_names(words, names), without_names(criteria, names), plans, Use(closed, met))
        for kind, words, criteria, plans, closed, met, names in rows
    ]


def without_names(words: str, names: list[str]) -> str:
    """The words with children's first names put as "the child", at the beginning as "The child"."""
    for name in filter(None, names):
        words = re.sub(rf"\b{re.escape(name)}\b", "the child", words)
    return words[:1].upper() + words[1:]


def words_held(school: School) -> set[tuple[str, str]]:
    """(kind, words as compared) of every entry, retired ones too. One query."""
    held = BankEntry.objects.filter(school=school).values_list("kind", "words")
    return {(kind, comparable(words)) for kind, words in held}
