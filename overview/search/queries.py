"""What is found: one query for each kind, with as many rows as a page shows and one more, which says that there are more."""

import datetime as dt
import json
import re
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F

from core.schools.models import School
from core.schools.prepared import prepared
from overview.search.asking import Asked, Word
from overview.search.kinds import BY_KEY, Kind
from register.file.words import PLAINLY
from register.models import Pupil
from register.names import search_key
from register.queries import search_pupils

PAGE = 20
LAST_PAGE = 50
MOST_PREPARED = 3  # words; the SQL of each number of words is kept by itself
LEAST_ALIKE, MOST_ALIKE = 4, 5  # letters typed before names are guessed at; names that are offered
ALIKE = 0.5  # of the groups of three letters that were typed, how many the name shares
JSON_LIST = re.compile(r"\[(?:\"(?:[^\"\\]|\\.)*\"(?:, )?)*\]")
LEXEME = re.compile(r"'((?:[^']|'')*)'")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in which the words stand. `stems` are the words as a document was found by them, "" elsewhere."""

    pupil_key: int
    pupil_reference: str
    name: str
    klass: str
    left: bool
    day: dt.date | None
    part: str
    target: str
    title: str
    body: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found of one kind, newest first; `more` says that a further page would hold some."""

    kind: Kind
    rows: tuple[Found, ...]
    more: bool


def pupils_found(school: School, user, asked: Asked, page: int = 1) -> tuple[list[Pupil], bool]:
    """Pupils whose name, UPN or reference holds every word, those who are here first. One query."""
    if not asked.words or asked.too_short:
        return [], False
    found = search_pupils(school, user, " ".join(asked.words), most=page * PAGE + 1)
    return found[(page - 1) * PAGE : page * PAGE], len(found) > page * PAGE


def pupils_alike(school: School, user, asked: Asked) -> list[Pupil]:
    """Pupils whose name is much like what was typed: a letter too many, too few or another. One query."""
    key = search_key(" ".join(asked.words))
    if len(key) < LEAST_ALIKE:
        return []
    alike = Pupil.objects.filter(school=school).visible_to(user)
    alike = alike.annotate(alike=TrigramWordSimilarity(key, "search")).filter(alike__gte=ALIKE)
    here_first = F("left_on").desc(nulls_first=True)
    rows = alike.select_related("school", "school_class")
    return list(rows.order_by("-alike", here_first, "legal_last", "legal_first")[:MOST_ALIKE])


def look(kind: Kind, school: School, user, asked: Asked, page: int = 1) -> Finds:
    """What the person may open of that kind in which the words stand, newest first. One query."""
    if not asked.words or asked.too_short:
        return Finds(kind, (), more=False)
    words = asked.looked_for
    named = tuple(len(words) > 1 and bool(word.key) for word in words)
    form = (kind.key, school, (page - 1) * PAGE, named)
    ask = _rows if page == 1 and len(words) <= MOST_PREPARED else _rows.__wrapped__
    found = list(ask(user, *form, **_values(kind, words, named)))
    return Finds(kind, tuple(_found(row) for row in found[:PAGE]), more=len(found) > PAGE)


def _values(kind: Kind, words: tuple[Word, ...], named: tuple[bool, ...]) -> dict[str, str]:
    """Of the words what stands in the query, and no more: the first two rows are of every kind, the last of stems."""
    values = {f"pattern{number}": word.pattern for number, word in enumerate(words)}
    values |= {f"key{number}": word.key for number, word in enumerate(words) if named[number]}
    if kind.stemmed:
        values |= {f"typed{number}": word.typed for number, word in enumerate(words)}
        values["together"] = " ".join(word.typed for word in words)
    return values


@prepared
def _rows(
    user, kind: str, school: School, start: int, named: tuple[bool, ...], *, together: str = "", **values
):
    words = tuple(
        Word(values.get(f"typed{number}", ""), values.get(f"key{number}", ""), values[f"pattern{number}"])
        for number in range(len(named))
    )
    first, *others = BY_KEY[kind].sources(school, user, words, *([together] if together else []))
    rows = first.union(*others, all=True) if others else first
    return rows.order_by("-s_day", "s_part", "s_target", "s_title")[start : start + PAGE + 1]


def _found(row: tuple) -> Found:
    key, reference, preferred, legal, last, klass, left, day, part, target, title, body, stems = row
    return Found(
        key, reference, f"{preferred or legal} {last}", klass or "", left is not None, day, part, target, title or "",
        _plain(body or ""), tuple(one.replace("''", "'") for one in LEXEME.findall(stems)),
    )  # fmt: skip


def _plain(body: str) -> str:
    """The text without what stands in it only to be found, its lists as sentences, a dot between one field and the next."""
    lines = JSON_LIST.sub(_sentences, body.partition(PLAINLY)[0]).splitlines()
    return " · ".join(filter(None, map(str.strip, lines)))


def _sentences(match: re.Match) -> str:
    try:
        return "\n".join(str(one) for one in json.loads(match[0]))
    except ValueError:
        return match[0]
