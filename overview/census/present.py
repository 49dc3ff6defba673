"""The census check as strings: figures, findings with the one click that mends each, the codes as a file."""

import datetime as dt
from collections import Counter
from itertools import groupby

from django.urls import reverse

from core.accounts.enums import Permission as P
from core.accounts.roles import ROLE_TABLE
from core.schools.models import School
from core.ui.present import day, day_in, state
from overview.census.dates import Census, coming, offered
from overview.census.findings import BY_KEY, Finding, Kind
from overview.census.queries import Child
from register.enums import YEAR_LABEL

FOLDED_FROM = 16  # findings of one kind from which they are folded
NOT_HELD = (
    "SENDSYS does not hold whether a child is in a SEN unit or a resourced provision. Check both in your MIS."
)


def permissions_of(user, school: School) -> frozenset[P]:
    """What the person's roles at the school may do, before any rule about one child."""
    return frozenset().union(*(ROLE_TABLE[role].permissions for role in user.roles_at(school.pk)))


def check_page(
    census: Census, children: list[Child], found: list[Finding], *, school: School, may: frozenset[P], today: dt.date
) -> dict:  # fmt: skip
    """The page of one census, in the terms of census/check.html. SEN findings stand by name only for who may open the SEN
    record; for others how many there are."""
    shown = [one for one in found if not BY_KEY[one.kind].sen or P.SEN_VIEW in may]
    told = Counter(one.kind for one in found if BY_KEY[one.kind].sen and P.SEN_VIEW not in may)
    due = [one for one in shown if not _later(BY_KEY[one.kind], census)]
    later = [one for one in shown if _later(BY_KEY[one.kind], census)]
    count = sum(not BY_KEY[one.kind].soft for one in due) + sum(
        many for key, many in told.items() if not _later(BY_KEY[key], census)
    )
    return {
        "title": "Census check", "census": census.name, "when": day_in(census.day, today), "past": census.day < today,
        "state": state("done", "Nothing to put right") if not count else state("soon", f"{count} to put right"),
        "figures": _figures(children), "why": _why(census), "others": _others(census, today),
        "groups": _groups(due, school, may), "later": _groups(later, school, may),
        "later_note": _later_note(later), "senco": _for_senco(told, census), "not_held": NOT_HELD,
        "notes": _notes(census, today), "children": bool(children),
    }  # fmt: skip


def _later(kind: Kind, census: Census) -> bool:
    return kind.soft or (kind.types and not census.season.types)


def _later_note(later: list[Finding]) -> str:
    if any(BY_KEY[one.kind].types for one in later):
        return "Perhaps nothing is wrong with these; the type of need is asked for in the spring census only."
    return "Perhaps nothing is wrong with these."


def _notes(census: Census, today: dt.date) -> list[str]:
    notes = []
    if census.day > today:
        notes.append("Shown as the record now stands, for census day: children who start before it are in, children whose "
                        "last day before it is known are not.")  # fmt: skip
    if census.day < today:
        notes.append(
            "This census is past. What is put right shows here where it is recorded as from that day or before."
        )
    summer = today.month in (5, 6, 7, 8)
    if census.day > today and summer and census.season.key == "autumn":
        notes.append("The school has a new year before then: look again when it has moved into September.")
    return notes


def _figures(children: list[Child]) -> list[dict]:
    codes = Counter(child.code for child in children)
    total = len(children)
    return [
        {"label": "On the roll", "value": total, "note": "N + K + E"},
        {"label": "N, no SEN", "value": codes["N"], "note": _share(codes["N"], total)},
        {"label": "K, SEN support", "value": codes["K"], "note": _share(codes["K"], total)},
        {"label": "E, EHC plan", "value": codes["E"], "note": _share(codes["E"], total)},
    ]


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.1f} %" if total else ""


def _why(census: Census) -> dict:
    return {
        "started": f"{census.season.name} census", "rule": census.season.says, "citation": census.season.source,
        "citation_url": "", "owner": "",
    }  # fmt: skip


def _others(census: Census, today: dt.date) -> list[dict]:
    following = coming(today)
    return [
        {"value": other.key, "selected": other == census,
         "label": f"{other.name}, {day(other.day)}{' (the next)' if other == following else ''}"}
        for other in offered(today)
    ]  # fmt: skip


def _groups(found: list[Finding], school: School, may: frozenset[P]) -> list[dict]:
    """Findings by kind, in the terms of census/_group.html."""
    groups = []
    for key, of_kind in groupby(found, key=lambda one: one.kind):
        kind, rows = BY_KEY[key], [_row(one, school, may) for one in of_kind]
        groups.append({"key": key, "title": kind.title, "count": len(rows), "why": kind.why, "rows": rows,
                       "mend": _mend_all(kind, school, may), "folded": len(rows) >= FOLDED_FROM})  # fmt: skip
    return groups


def _row(finding: Finding, school: School, may: frozenset[P]) -> dict:
    kind, child = BY_KEY[finding.kind], finding.child
    own = kind.of_child or kind.about_url
    return {
        "name": child.name, "url": reverse("overview:pupil", args=[school.slug, child.reference]),
        "klass": child.klass or YEAR_LABEL.get(child.year, ""), "said": finding.said,
        "mend_url": mend_url(finding, school) if own and child.here and kind.needs in may else "", "verb": kind.verb,
    }  # fmt: skip


def _mend_all(kind: Kind, school: School, may: frozenset[P]) -> dict | None:
    """The one place where all findings of a kind are put right; None where each has its own."""
    if kind.of_child or kind.about_url or kind.needs not in may:
        return None
    return {"url": reverse(kind.url_name, args=[school.slug]), "label": kind.verb}


def mend_url(finding: Finding, school: School) -> str:
    """Where the finding is put right."""
    kind = BY_KEY[finding.kind]
    if finding.about and kind.about_url:
        return reverse(kind.about_url, args=[school.slug, finding.about])
    return reverse(kind.url_name, args=[school.slug, *([finding.child.reference] if kind.of_child else [])])


def _for_senco(told: Counter, census: Census) -> list[dict]:
    """What somebody without the SEN record is told: how many, and whom to ask."""
    return [
        {"title": kind.title, "count": told[kind.key], "note": _note(kind, census)}
        for kind in BY_KEY.values()
        if told[kind.key]
    ]


def _note(kind: Kind, census: Census) -> str:
    if kind.soft:
        return "perhaps nothing is wrong"
    return "not asked for in this census" if _later(kind, census) else ""


EXPORT_HEADINGS = [
    "UPN", "Surname", "Forename", "DOB", "SENprovision", "SENprovisionStartDate", "SENtype1", "SENtype1StartDate",
    "SENtype2", "SENtype2StartDate", "TopUpFunding",
]  # fmt: skip


def export_rows(children: list[Child]) -> list[list]:
    """Every child on the roll as the MIS takes them: codes N, K and E, the two highest types of need, ISO dates."""
    return [
        [child.upn, child.surname, child.forename, child.born.isoformat(), child.code, *_provision(child),
         "true" if child.funded else "false"]
        for child in children
    ]  # fmt: skip


def _provision(child: Child) -> list[str]:
    if child.code == "N":
        return [""] * 5
    by_rank = {need.rank: need for need in child.needs}
    cells = [child.provision.start.isoformat()]
    for rank in (1, 2):
        need = by_rank.get(rank)
        cells += [need.code, need.start.isoformat()] if need else ["", ""]
    return cells


FINDING_HEADINGS = ["What", "Reference", "Name", "Class", "In detail"]


def finding_rows(found: list[Finding], may: frozenset[P]) -> list[list]:
    """The findings that the person may know of by name, as a list to work through."""
    return [
        [BY_KEY[one.kind].title, one.child.reference, one.child.name, one.child.klass, one.said]
        for one in found
        if not BY_KEY[one.kind].sen or P.SEN_VIEW in may
    ]
