"""What a published report says, frozen: made once from the clauses and consultations, drawn ever after from itself."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from core.schools.models import School
from core.ui.present import day
from governance.information.clauses import CLAUSES, Clause
from governance.information.live import FEWEST
from governance.models import CoProduction, InformationClause, InformationReport

TITLE = "SEN information report"
BULLET = re.compile(r"^\s*[-•*]\s+")


def year_after(on: dt.date) -> dt.date:
    """The same day a year later; the 28th for a 29 February."""
    return dt.date(on.year + 1, on.month, min(on.day, 28) if on.month == 2 else on.day)


def blocks_of(body: str) -> list[dict]:
    """A text as paragraphs and lists: {"text"} or {"points"}. Lines that begin with a dash are points; an empty line ends a
    paragraph."""
    return [block for part in re.split(r"\n\s*\n", body.strip()) for block in _part(part)]


def _part(part: str) -> list[dict]:
    found: list[dict] = []
    for line in filter(str.strip, part.splitlines()):
        kind = "points" if BULLET.match(line) else "text"
        if not found or kind not in found[-1]:
            found.append({kind: []})
        found[-1][kind].append(BULLET.sub("", line).strip())
    return [{"text": "\n".join(one["text"])} if "text" in one else one for one in found]


def told(one: CoProduction) -> str:
    """A consultation as a paragraph. How many took part is told where they are enough not to be known by it."""
    who, how = one.who, f" ({one.how})" if one.how else ""
    many = _(" %(many)s took part.") % {"many": one.many} if one.many and one.many >= FEWEST else ""
    begun = _("On %(day)s we asked %(who)s%(how)s.") % {"day": day(one.on), "who": who, "how": how}
    said = _("They said: %(said)s") % {"said": one.said.strip()}
    changed = _("What we changed: %(changed)s") % {"changed": one.changed.strip()} if one.changed else ""
    return "\n".join(filter(None, (begun + many, said, changed)))


def clause_told(clause: Clause, row: InformationClause) -> dict:
    """A clause as it is read: its heading, its text in blocks, and its web address where it has one."""
    return {"key": clause.key, "heading": str(clause.heading), "blocks": blocks_of(row.body), "web": row.web}


def content_of(
    school: School, rows: list[InformationClause], asked: list[CoProduction], report: InformationReport,
    published_on: dt.date, next_review: dt.date,
) -> dict:  # fmt: skip
    """The report as it is published: nothing in it is looked up again."""
    written = {row.key: row for row in rows}
    return {
        "school": {"name": school.name, "address": school.address, "phone": school.phone, "email": school.email,
                   "senco_label": school.label("senco"), "slug": school.slug},
        "report": {
            "title": TITLE, "approved_on": report.approved_on.isoformat(), "approved_by": report.approved_by,
            "published_on": published_on.isoformat(), "next_review": next_review.isoformat(), "yearly": report.yearly,
            "why": report.why, "asked": [told(one) for one in asked],
            "clauses": [
                clause_told(clause, written[clause.key]) | {"body": written[clause.key].body}
                for clause in CLAUSES if clause.key in written
            ],
        },
    }  # fmt: skip
