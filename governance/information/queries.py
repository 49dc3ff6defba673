"""Every read of the information report."""

import datetime as dt
import re
from dataclasses import dataclass

from core.schools.models import School
from governance.information.clauses import CLAUSES, WITH_WEB, Clause
from governance.information.drafts import blanks, draft_of
from governance.information.facts import facts_of
from governance.information.live import Live, live
from governance.information.record import year_after
from governance.models import CoProduction, InformationClause, InformationReport

FORM = "information"  # of the drafts that people keep as they write
ADDRESS = re.compile(r"https?://\w")
ASKED_WITHIN = dt.timedelta(days=366)  # consultations that a report tells of


@dataclass(frozen=True, slots=True)
class Standing:
    """One clause today. `state`: "written", "stale" (what it rests on has changed, or nobody has looked at it for a
    year), "blanks" (words in square brackets, or the web address, are to be filled in), "drafted" (nothing is written, and
    the draft could be taken over as it is) or "gap". `facts` are the facts of today, `came` and `gone` how they differ from
    those that the text was written beside, `old` whether a year has passed."""

    clause: Clause
    row: InformationClause | None
    facts: tuple[str, ...]
    draft: str
    state: str
    came: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    old: bool = False

    @property
    def missing(self) -> bool:
        """Whether the report cannot be published for want of it."""
        return self.state in ("gap", "drafted", "blanks")


def standing_of(clause: Clause, row: InformationClause | None, known: Live, today: dt.date) -> Standing:
    """How a clause stands beside what is known. No query."""
    now, draft = facts_of(clause, known), draft_of(clause.key, known)
    if row is None:
        unready = blanks(draft) or clause.key in WITH_WEB
        return Standing(clause, None, tuple(now), draft, "gap" if unready else "drafted")
    came = tuple(fact for fact in now if fact not in row.facts)
    gone = tuple(fact for fact in row.facts if fact not in now)
    old = is_old(row.checked_on, today)
    unfilled = blanks(row.body) or lacks_web(clause.key, row.body, row.web)
    state = "blanks" if unfilled else "stale" if came or gone or old else "written"
    return Standing(clause, row, tuple(now), draft, state, came, gone, old)


def lacks_web(key: str, body: str, web: str) -> bool:
    """Whether a clause that is to give a web address gives none, in its field or in its text."""
    return key in WITH_WEB and not web and not ADDRESS.search(body)


def is_old(checked_on: dt.date, today: dt.date) -> bool:
    """Whether nobody has looked at a text for a year."""
    return year_after(checked_on) <= today


def is_stale(clause: Clause, facts: list[str], checked_on: dt.date, known: Live, today: dt.date) -> bool:
    """Whether a text that was written beside `facts` is to be looked at again. No query."""
    return is_old(checked_on, today) or set(facts) != set(facts_of(clause, known))


def standings(school: School, today: dt.date) -> list[Standing]:
    """Every clause in the order of the report. Two queries."""
    rows = {row.key: row for row in written_clauses(school)}
    known = live(school, today)
    return [standing_of(clause, rows.get(clause.key), known, today) for clause in CLAUSES]


def written_clauses(school: School):
    """What is written, with who wrote it. One query."""
    return InformationClause.objects.filter(school=school).select_related("written_by")


def written_clause(school: School, key: str) -> InformationClause | None:
    """What is written to one clause. One query."""
    return written_clauses(school).filter(key=key).first()


def reports(school: School):
    """Every version, the newest first, without what it says, and how the making of its PDF stands. One query."""
    found = InformationReport.objects.filter(school=school).select_related("document__job", "published_by")
    return found.defer("content", "document__snapshot").order_by("-number")


def public_report(school_id: int) -> InformationReport | None:
    """What stands at the public address: the newest version that is published and not withdrawn. One query."""
    found = InformationReport.objects.filter(school=school_id, withdrawn_at=None, published_at__isnull=False)
    lean = found.select_related("document__file").defer("document__snapshot")
    return lean.order_by("-number").first()


def earlier_report(school: School) -> InformationReport | None:
    """The report that was approved before the school used the product, as it was entered. One query."""
    return InformationReport.objects.filter(school=school, published_at=None, withdrawn_at=None).first()


def has_published(school: School) -> bool:
    """Whether the school has published a report here, withdrawn or not. One query."""
    return InformationReport.objects.filter(school=school, published_at__isnull=False).exists()


def last_yearly(school: School) -> dt.date | None:
    """The day on which the last yearly review was approved, here or elsewhere. One query."""
    found = InformationReport.objects.filter(school=school, yearly=True, withdrawn_at=None)
    return found.order_by("-approved_on").values_list("approved_on", flat=True).first()


def consultations(school: School):
    """With whom the report was written, the newest first. One query."""
    return CoProduction.objects.filter(school=school).select_related("recorded_by").order_by("-on", "-pk")


def consultations_told(school: School, today: dt.date) -> list[CoProduction]:
    """Those of the last year, which a report tells of. One query."""
    return list(consultations(school).filter(on__gte=today - ASKED_WITHIN))


@dataclass(slots=True)
class Writing:
    """A clause as something that people write (core/ui/editing.py), written already or not."""

    school_id: int
    reference: str
    version: int
