"""The year planner as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.calendar.dates import academic_year, academic_year_label
from core.ui.present import day, day_in, state
from ehcp.planner.board import Board, Row
from ehcp.planner.calendar import weeks_of
from ehcp.planner.propose import span_of
from ehcp.planner.queries import Aside, Year, years_open
from register.enums import YEAR_LABEL

QUIET = {"meeting_latest", "phase_transfer_by"}  # kept, they are said by the row's own lines


def page(board: Board, school, *, warned: str = "", refused: str = "") -> dict:
    """The whole page."""
    year = board.year
    return {
        "title": _("Meetings of %(year)s") % {"year": academic_year_label(year.year)}, "line": summary(board),
        "pills": _pills(year, school), "rows": [row_of(row, school, year) for row in board.rows],
        "weeks": weeks_of(board), "later": [_aside(one, year) for one in year.later], "has_terms": year.has_terms,
        "terms_url": reverse("overview:terms", args=[school.slug]), "most": board.most_text, "most_error": board.most_error,
        "problems": _problems(board), "refused": refused, "warned": warned, "found": _found(board),
        "stuck": sum(row.refused is not None and row.refused.nearest is not None for row in board.rows),
        "undated": [{"key": row.key, "name": row.line.asked.name} for row in board.rows if row.day is None],
    }  # fmt: skip


def summary(board: Board) -> str:
    """ "38 of 40 meetings have a date. 2 break a rule. 5 are not saved." """
    dated, broken = sum(row.day is not None for row in board.rows), sum(row.breaks_any for row in board.rows)
    changed = len(board.changed)
    words = [_("%(dated)s of %(all)s meetings have a date") % {"dated": dated, "all": len(board.rows)}]
    if broken:
        words.append(
            ngettext("%(n)s has something to mind", "%(n)s have something to mind", broken) % {"n": broken}
        )
    if changed:
        words.append(ngettext("%(n)s is not saved", "%(n)s are not saved", changed) % {"n": changed})
    return ", ".join(words)


def _found(board: Board) -> str:
    """What the last proposal came to."""
    if board.planned is None:
        return ""
    most, without = board.planned.most_a_week, len(board.planned.without)
    words = _("Proposed with at most %(most)s meetings a week. Nothing is saved yet.") % {"most": most}
    if without:
        left = ngettext(
            "%(n)s plan has no day that keeps every rule: what stands in the way is told beside it.",
            "%(n)s plans have no day that keeps every rule: what stands in the way is told beside each.", without,
        ) % {"n": without}  # fmt: skip
        words = f"{words} {left}"
    return words


def _problems(board: Board) -> list[dict]:
    """For the summary at the top: the field and what is wrong with it."""
    found = [{"id": "most", "message": board.most_error}] if board.most_error else []
    for row in board.rows:
        found += [{"id": f"{name}-{row.key}", "message": f"{row.line.asked.name}: {words}"}
                  for name, words in row.errors.items()]  # fmt: skip
    return found


def row_of(row: Row, school, year: Year) -> dict:
    """One plan in the terms of planner/_row.html."""
    line, asked, plan = row.line, row.line.asked, row.line.plan
    review = line.review
    return {
        "key": row.key, "name": asked.name, "url": plan.get_absolute_url(), "about": _about(row),
        "latest": day_in(asked.meeting_latest, year.today), "late": asked.meeting_latest < year.today,
        "moves": _moves(asked.transfer_by),
        "text": row.text, "pep_text": row.pep_text, "why": row.why, "began": row.began,
        "seen": row.day.isoformat() if row.day else "", "movable": line.movable, "asks_pep": line.asks_pep,
        "asks_why": _asks_why(row), "errors": row.errors, "changed": row.changed,
        "noticed": _noticed(row, year) if review and not line.movable else "",
        "review_url": review.get_absolute_url() if review else "",
        "broken": [_broken(one) for one in row.follows if not one.kept],
        "all_kept": bool(row.follows) and not row.breaks_any,
        "kept": " ".join(one.words for one in row.follows if one.kept and one.rule not in QUIET), "note": row.note,
        **_refused(row),
    }  # fmt: skip


def _moves(by: dt.date | None) -> str:
    return _("Moves school: the amended plan by %(day)s") % {"day": day(by)} if by else ""


def _asks_why(row: Row) -> bool:
    """Whether a meeting that is dated already is being moved."""
    moving = bool(row.changed or row.why or row.errors)
    return row.line.review is not None and row.line.movable and moving


def _about(row: Row) -> str:
    pupil = row.line.plan.pupil
    parts = [row.line.asked.who or YEAR_LABEL.get(pupil.year_group, "")]
    if row.line.looked_after:
        parts.append(_("child looked after"))
    return ", ".join(filter(None, parts))


def _noticed(row: Row, year: Year) -> str:
    return _("Notice is given for %(day)s. Move it on the page of the review.") % {
        "day": day_in(row.line.review.on, year.today)
    }


def _broken(one) -> dict:
    key, icon = ("late", "exclamation-octagon-fill") if one.law else ("soon", "exclamation-triangle-fill")
    return {
        "key": key,
        "icon": icon,
        "words": one.words,
        "lead": _("Against the law:") if one.law else _("Mind:"),
    }


def _refused(row: Row) -> dict:
    """Why there is no proposal, and the day that breaks least."""
    got = row.refused
    if got is None or row.day is not None:
        return {"no_day": "", "nearest": "", "nearest_value": ""}
    nearest = day(got.nearest) if got.nearest else ""
    value = f"{row.key} {got.nearest.isoformat()}" if got.nearest else ""
    return {"no_day": got.why, "nearest": nearest, "nearest_value": value}


def _pills(year: Year, school) -> list[dict]:
    here = reverse("planner:year", args=[school.slug])
    return [
        {"label": academic_year_label(one), "url": f"{here}?year={one}", "current": one == year.year}
        for one in years_open(year.today)
    ]


def _aside(aside: Aside, year: Year) -> dict:
    """A plan that is not planned in this year, and why."""
    if aside.wrong:
        words, look = aside.wrong, state("late", _("Check the dates"))
    elif aside.latest is None:
        words = _("Met on %(day)s, the decision is awaited") % {"day": day(aside.review.on)}
        look = state("wait")
    elif aside.review:
        words, look = (
            _("Dated in another year: %(day)s") % {"day": day(aside.review.on)},
            state("done", _("Dated")),
        )
    else:
        earlier = aside.latest < span_of(year.year)[1] and year.year > academic_year(year.today)
        words = _("Meeting by %(day)s") % {"day": day(aside.latest)}
        look = state("due", _("Year before") if earlier else _("Later"))
    return {
        "name": aside.plan.pupil.name,
        "url": aside.plan.get_absolute_url(),
        "words": words,
        "state": look,
    }
