"""Sections of a plan as the snapshot that their PDF is drawn from (templates/documents/README.md)."""

import datetime as dt

from django.utils.translation import gettext as _

from ehcp.enums import NEEDS_NO_REASON, DisclosureBasis, Letter, Per
from ehcp.models import PlanDisclosure, PlanProvision, PlanVersion
from register.queries import teachers_of
from register.snapshots import pupil_part, school_part

GIVES = (Letter.F, Letter.G, Letter.H1, Letter.H2)


def quantity(minutes: int | None, times: int | None, per: str) -> str:
    """ "30 minutes, 3 times a week"; "" where the plan does not say all of it."""
    if not (minutes and times and per):
        return ""
    often = {1: _("once"), 2: _("twice")}.get(times) or _("%(n)d times") % {"n": times}
    hours, rest = divmod(minutes, 60)
    parts = [_("%(n)d hours") % {"n": hours} if hours > 1 else _("1 hour")] if hours else []
    parts += [_("%(n)d minutes") % {"n": rest}] if rest else []
    return f"{' '.join(parts)}, {often} {Per(per).label}"


def copy_snapshot(written: PlanDisclosure) -> dict:
    """The sections of one disclosure, with whom they are for and on what ground they are shown. Six queries."""
    version, pupil = written.plan_version, written.pupil
    plan = version.plan
    return {
        "school": school_part(pupil.school), "pupil": pupil_part(pupil, teachers_of(pupil)),
        "copy": {
            "authority": plan.authority.name, "kind": str(version.get_kind_display()), "number": version.number,
            "issued_on": version.issued_on.isoformat(), "checked": version.checked_at is not None,
            "whole": set(written.parts) == set(Letter.values), "to": written.to, "on": written.on.isoformat(),
            "ground": ground_told(written), "why": written.why,
            "consent": {"by": written.consent_by, "on": _iso(written.consent_on)} if written.consent_by else None,
            "sections": sections(version, written.parts),
        },
    }  # fmt: skip


def _iso(on: dt.date | None) -> str | None:
    return on.isoformat() if on else None


def ground_told(written: PlanDisclosure) -> str:
    """The ground in words."""
    return str(DisclosureBasis(written.basis).label)


def needs_reason(basis: str) -> bool:
    """Whether that ground needs its reason written down."""
    return basis not in NEEDS_NO_REASON and basis != DisclosureBasis.CONSENT


def sections(version: PlanVersion, parts: list[str]) -> list[dict]:
    """Each ticked section apart: its letter and title, its text, and the rows that are held of it. Five queries."""
    texts = dict(version.sections.values_list("letter", "text"))
    needs = [
        {"number": n.number, "text": n.text, "note": str(n.get_area_display()) if n.area else ""}
        for n in version.needs.all()
    ]
    outcomes = [
        {
            "number": o.number,
            "text": o.text,
            "note": _("By %(when)s") % {"when": o.by_when} if o.by_when else "",
        }
        for o in version.outcomes.all()
    ]
    given: dict[str, list] = {letter: [] for letter in GIVES}
    for row in version.provisions.all():
        given[row.letter].append({"number": row.number, "text": row.text, "note": _given(row)})
    rows = {Letter.B: needs, Letter.E: outcomes} | given
    return [
        {
            "letter": letter,
            "title": str(Letter(letter).label),
            "text": texts.get(letter, ""),
            "rows": rows.get(letter, []),
        }
        for letter in parts
    ]


def _given(row: PlanProvision) -> str:
    return ", ".join(part for part in (quantity(row.minutes, row.times, row.per), row.who) if part)
