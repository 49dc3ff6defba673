"""Arrangements as finished strings, for the page of one pupil and the lists of a school."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.listing import parts_of
from core.ui.present import DueState, day, day_in, due_state, state
from register.arrangements.queries import AccessRow, HealthRow
from register.enums import YEAR_LABEL, ArrangementKind, KeyStage
from register.models import AccessArrangement, Adjustment, HealthcarePlan, Pupil, PupilDocument, TrainedAdult

TRAINING_SOON = 42  # days: a course takes some weeks to book
ASSESSED = (KeyStage.KS4, KeyStage.KS5)


def holds(row, today: dt.date) -> bool:
    """Whether the row holds today or is still to begin."""
    return row.end is None or row.end >= today


def span(row) -> str:
    """ "from Mon 7 Sep 2026 until Tue 31 Aug 2027"."""
    if row.end is None:
        return _("since %(start)s") % {"start": day(row.start)}
    return _("from %(start)s until %(end)s") % {"start": day(row.start), "end": day(row.end)}


def training_state(until: dt.date | None, today: dt.date) -> DueState:
    """Whether training holds, runs out within six weeks, or has run out."""
    if until is None:
        return state("done", _("Holds"))
    key = due_state(until, today, TRAINING_SOON).key
    return state(
        {"due": "done"}.get(key, key), {"late": _("Ran out"), "soon": _("Runs out soon")}.get(key, _("Holds"))
    )


def _paper(document_id: int | None, papers: dict[int, PupilDocument], slug: str) -> dict | None:
    paper = papers.get(document_id)
    return (
        {"label": paper.title, "url": reverse("file:document", args=[slug, paper.reference])}
        if paper
        else None
    )


def access_entry(row: AccessArrangement, pupil: Pupil, papers: dict, may: bool, today: dt.date) -> dict:
    """One access arrangement in the terms of arrangements/_entry.html."""
    title = str(ArrangementKind(row.kind).label)
    if row.kind == ArrangementKind.OTHER:
        title = row.detail or title
    dated = _("Evidence dated %(day)s") % {"day": day(row.evidence_on)} if row.evidence_on else ""
    missing = holds(row, today) and row.key_stage in ASSESSED and not row.evidence_on
    return {
        "title": f"{title}, {row.detail}" if row.detail and row.detail != title else title,
        "states": [state("soon", _("Formal assessment wanted"))] if missing else [],
        "line": f"{row.get_key_stage_display()}, {span(row)}",
        "texts": [(_("Evidence"), row.evidence), ("", dated)], "paper": _paper(row.document_id, papers, pupil.school.slug),
        "change_url": reverse("arrangements:access", args=[pupil.school.slug, row.reference]) if may else "",
    }  # fmt: skip


def adjustment_entry(row: Adjustment, pupil: Pupil, may: bool, today: dt.date) -> dict:
    """One adjustment or aid in the terms of arrangements/_entry.html."""
    look = row.review_on and holds(row, today)
    states = [due_state(row.review_on, today, pupil.school.soon_days)] if look else []
    again = _("look at it again by %(day)s") % {"day": day_in(row.review_on, today)} if look else ""
    return {
        "title": row.what, "states": states, "paper": None,
        "line": ", ".join(part for part in (str(row.get_kind_display()), span(row), again) if part),
        "texts": [(_("How well it works"), row.works)],
        "change_url": reverse("arrangements:adjustment", args=[pupil.school.slug, row.reference]) if may else "",
    }  # fmt: skip


def health_entry(row: HealthcarePlan, pupil: Pupil, papers: dict, may: bool, today: dt.date) -> dict:
    """One healthcare plan with its trained adults, in the terms of arrangements/_health.html."""
    slug, lasts = pupil.school.slug, holds(row, today)
    states = [due_state(row.review_on, today, pupil.school.soon_days)] if lasts else []
    if lasts and not row.with_parents:
        states.append(state("soon", _("Not yet written with the parents")))
    review = _("review by %(day)s") % {"day": day_in(row.review_on, today)} if lasts else ""
    return {
        "title": row.condition, "states": states, "line": ", ".join(part for part in (span(row), review) if part),
        "texts": [(_("In an emergency"), row.emergency), (_("Medicines"), row.medicines), (_("Daily care"), row.daily),
                  (_("Learning, trips and PE"), row.learning), (_("Written with"), written_with(row))],
        "paper": _paper(row.document_id, papers, slug),
        "trained": [trained_entry(adult, slug, may, today) for adult in row.trained.all()] if lasts else [],
        "lasts": lasts, "change_url": reverse("arrangements:healthcare", args=[slug, row.reference]) if may else "",
        "train_url": reverse("arrangements:trained-add", args=[slug, row.reference]) if may and lasts else "",
    }  # fmt: skip


def written_with(row: HealthcarePlan) -> str:
    """Who took part in writing the plan, in words."""
    who = [
        _("the parents") if row.with_parents else "",
        _("the child") if row.with_child else "",
        row.with_whom,
    ]
    return ", ".join(part for part in who if part)


def trained_entry(adult: TrainedAdult, slug: str, may: bool, today: dt.date) -> dict:
    """One trained adult: who, for what, until when."""
    until = _("until %(day)s") % {"day": day_in(adult.valid_until, today)} if adult.valid_until else ""
    given = _("trained %(day)s, approved by %(who)s") % {
        "day": day(adult.trained_on),
        "who": adult.approved_by,
    }
    return {
        "name": adult.name, "what": adult.trained_for, "state": training_state(adult.valid_until, today),
        "line": ", ".join(part for part in (given, until) if part),
        "change_url": reverse("arrangements:trained", args=[slug, adult.reference]) if may else "",
    }  # fmt: skip


def pupil_lists(pupil: Pupil, user, today: dt.date, access, adjustments, plans, papers) -> dict:
    """The context of arrangements/list.html but for the frame: what holds first, what has ended apart."""
    may, here = can(user, Permission.ARRANGEMENT_EDIT, pupil), [pupil.school.slug, pupil.reference]
    entries = {
        "access": [(a, access_entry(a, pupil, papers, may, today)) for a in access],
        "health": [(p, health_entry(p, pupil, papers, may, today)) for p in plans],
        "adjustments": [(a, adjustment_entry(a, pupil, may, today)) for a in adjustments],
    }
    parts = {
        key: {"now": [entry for row, entry in rows if holds(row, today)],
              "past": [entry for row, entry in rows if not holds(row, today)]}
        for key, rows in entries.items()
    }  # fmt: skip
    adds = {"access": "access-add", "health": "healthcare-add", "adjustments": "adjustment-add"}
    for key, name in adds.items():
        parts[key]["add_url"] = reverse(f"arrangements:{name}", args=here) if may else ""
    return parts | {"school_url": reverse("arrangements:school", args=[pupil.school.slug])}


def access_table(rows: list[AccessRow], school: School, today: dt.date) -> list[dict]:
    """One dict a pupil for the school's list: the arrangements of one pupil stand together."""
    found: dict[str, dict] = {}
    for row in rows:
        line = found.setdefault(row.pupil_reference, {
            "name": row.pupil_name, "klass": row.class_name or YEAR_LABEL.get(row.year, ""), "what": [],
            "url": reverse("arrangements:list", args=[school.slug, row.pupil_reference]),
        })  # fmt: skip
        told = row.detail if row.kind == ArrangementKind.OTHER.label and row.detail else row.kind
        told = f"{told}, {row.detail}" if row.detail and row.detail != told else told
        begins = _(", from %(day)s") % {"day": day(row.start)} if row.start > today else ""
        line["what"].append(
            {"told": told, "when": f"{row.key_stage}{begins}", "until": day(row.end) if row.end else ""}
        )
    return list(found.values())


def health_table(rows: list[HealthRow], school: School, today: dt.date) -> list[dict]:
    """One dict a healthcare plan for the school's list."""
    return [
        {"name": row.pupil_name, "klass": row.class_name or YEAR_LABEL.get(row.year, ""), "condition": row.condition,
         "url": reverse("arrangements:list", args=[school.slug, row.pupil_reference]), "emergency": row.emergency,
         "state": due_state(row.review_on, today, school.soon_days), "review": day_in(row.review_on, today),
         "trained": [{"name": name, "what": what, "state": training_state(until, today),
                      "until": day(until) if until else ""} for name, what, until in row.trained]}
        for row in rows
    ]  # fmt: skip


def _until(day_said: str) -> str:
    return _("until %(day)s") % {"day": day_said} if day_said else ""


def _arrangements_said(row: dict) -> list[str]:
    return [
        ", ".join(filter(None, (f"{one['told']} {one['when']}", _until(one["until"]))))
        for one in row.get("what", ())
    ]


def _trained_said(row: dict) -> list[str]:
    if "trained" in row and not row["trained"]:
        return [_("Nobody yet")]
    return [
        f"{one['state'].word} {one['name']}, {one['what']} {_until(one['until'])}"
        for one in row.get("trained", ())
    ]


SCHOOL_AS_FILE = parts_of(
    {"access": "Access arrangement", "health": "Healthcare plan"},
    "List",
    ("Name", "name"),
    ("Class", "klass"),
    ("Arrangements", _arrangements_said),
    ("Condition", "condition"),
    ("In an emergency", "emergency"),
    ("Who is trained", _trained_said),
    ("Review", "state", "review"),
)
