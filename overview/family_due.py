"""What the school asks of a family and by when, in their words: nothing of theirs is called late."""

import datetime as dt
from collections import defaultdict

from django.utils.translation import gettext as _

from core.schools.models import School
from core.ui.present import DueState, day, day_in, state
from overview.today.queries import Board, Line, board
from overview.today.rows import Say, mark_url

ON_THE_PAGE = frozenset(
    {"family_meeting", "family_review"}
)  # each has a panel of its own, with place and people


def asked_of(school: School, user, today: dt.date) -> dict[str, list[dict]]:
    """What is asked of one parent, by the child's reference, in the terms of family/_asked.html. One query beside those of
    the sources."""
    found, asked = board(school, user, today), defaultdict(list)
    say = Say(found)
    for line in found.lines:
        if line.one.of.family and line.one.kind not in ON_THE_PAGE:
            asked[line.one.pupil].append(_row(found, say, line))
    return asked


def _row(found: Board, say: Say, line: Line) -> dict:
    one = line.one
    waits = waiting() if one.due <= found.today else None
    return {
        "what": say.title(line), "detail": one.detail, "state": waits, "verb": say.verb(line), "url": say.url(line),
        "when": hoped_by(one.due, found.today),
        "why": " ".join(filter(None, (one.started, one.rule or _(one.of.rule)))), "cites": one.cites or one.of.cites,
        "mark_url": mark_url(say, line) if found.marks(line) else "",
    }  # fmt: skip


def waiting() -> DueState:
    """How what a family has not done yet stands, however long it has been waited for."""
    return state("soon", _("Waiting for you"))


def hoped_by(due: dt.date, today: dt.date) -> str:
    """Without counting the days since: a family is not told off."""
    if due < today:
        return _("We had hoped for this by %(day)s. It still helps.") % {"day": day(due)}
    return _("By %(day)s") % {"day": day_in(due, today)}
