"""The caseload as finished strings: rows, counts, filters, the children who change phase, the coming term."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from core.schools.models import School
from core.ui.present import DueState, Words, day, day_in, state, words
from core.ui.rows import draw_rows
from ehcp.caseload.queries import AHEAD, YEAR_ORDER, Filter
from ehcp.caseload.standing import DRAFT, NO_DATE, PLAN, TROUBLE, Case, Turn
from ehcp.caseload.terms import LIST_BY, ComingTerm
from ehcp.enums import BEFORE_MEETING, AssessmentState, ReviewState
from register.enums import YEAR_LABEL
from register.present import state_cell

MARK = "0-0-0"  # no reference looks so
STANDS = {
    NO_DATE: lazy("No date set"), DRAFT: lazy("Draft plan"), TROUBLE: lazy("Dates to check"),
    **{one.value: one.label for one in AssessmentState}, **{one.value: one.label for one in ReviewState},
}  # fmt: skip
NEXT = {
    "set_date": lazy("Set the meeting’s date"), "check": lazy("Check the dates"), "record": lazy("Record the meeting"),
    "notice": lazy("Give notice of the meeting"), "pack": lazy("Gather advice, send it round"),
    "meeting": lazy("Hold the meeting"), "report": lazy("Send the report"), "decision": lazy("Decide: keep, amend or end"),
    "complete": lazy("Complete the review"), "final": lazy("Issue the final plan"),
    "compare": lazy("Compare the amendments"), "comment": lazy("Comment on the changes"),
    "close": lazy("Close, set the next date"), "talk": lazy("Talk it over with the parents"),
    "request": lazy("Send the request"), "decide": lazy("Decide whether to assess"), "advice": lazy("Send our advice"),
    "draft": lazy("Answer the draft plan"), "use_feedback": lazy("Use the reasons in SEN support"),
}  # fmt: skip
TURNS = {Turn.SCHOOL: lazy("School"), Turn.AUTHORITY: lazy("Authority"), Turn.PARENTS: lazy("Parents")}
SHOW = {
    "late": lazy("Late"), "soon": lazy("Due in %(days)d days"), "authority": lazy("Waiting for the authority"),
    "no_date": lazy("No date set"), "transfer": lazy("Changing phase"),
}  # fmt: skip
COLUMNS = (
    ("name", lazy("Name"), "name", True), ("class", lazy("Class"), "klass", True),
    ("state", lazy("Where it stands"), "stands", True), ("next", lazy("What is next"), "next", False),
    ("due", lazy("By law"), "state", True), ("turn", lazy("Whose move"), "turn", True),
)  # fmt: skip


class Links:
    """Addresses of many rows: each is asked for once, with a mark in place of the reference."""

    def __init__(self, school: School) -> None:
        self._slug, self._known = school.slug, {}

    def to(self, name: str, reference: str) -> str:
        """The address of the page `name` of one row."""
        if name not in self._known:
            self._known[name] = reverse(name, args=[self._slug, MARK]).rpartition(MARK)
        head, _mark, tail = self._known[name]
        return f"{head}{reference}{tail}"

    def letter(self, of: str, reference: str, duty: str) -> str:
        """The page on which a letter about that step of a review or assessment is written."""
        return reverse("caseload:letter", args=[self._slug, of, reference, duty])

    def of(self, case: Case) -> str:
        """The page of the plan or of the assessment."""
        return self.to("ehc:plan" if case.kind == PLAN else "ehcna:assessment", case.reference)


def _look(case: Case, today: dt.date) -> str:
    """How a row stands where that does not depend on the days that are left, "" where it does."""
    if case.trouble or case.late_days(today):
        return "check" if case.trouble else "late"
    if case.turn != Turn.SCHOOL:
        return "wait"
    return "" if case.law else "todo"


def _chip(look: str) -> DueState:
    if look == "check":
        return state("late", _("Check"))
    return state("due", _("To do")) if look == "todo" else state(look)


def due_of(case: Case, today: dt.date, say: Words, soon_days: int) -> DueState:
    """The chip of a row: late, waited for from outside, due soon, due, or to do where no rule gives a day."""
    look = _look(case, today)
    return _chip(look) if look else say.due_state(case.law, today, soon_days)


class Say:
    """The words of many rows in the language in use, each looked up once."""

    def __init__(self, today: dt.date, soon_days: int) -> None:
        self.today, self.soon_days, self.dates = today, soon_days, words()
        self.stands, self.next = _said(STANDS), _said(NEXT)
        self.turns = _said(TURNS)
        self.assessment, self.meeting, self.met = _("needs assessment"), _("meeting %s"), _("met %s")
        self.until, self.aim = _("until %s"), _("we aim for %s")
        self._chips = {look: _chip(look) for look in ("check", "late", "wait", "todo")}

    def chip(self, case: Case) -> DueState:
        """The state of a row, as of `due_of`."""
        look = _look(case, self.today)
        return self._chips[look] if look else self.dates.due_state(case.law, self.today, self.soon_days)

    def law(self, case: Case) -> str:
        """The last lawful day; until when, for the parents' time to comment."""
        if case.trouble or case.law is None:
            return ""
        told = self.dates.day_in(case.law, self.today)
        return self.until % told if case.turn == Turn.PARENTS else told

    def under(self, case: Case) -> str:
        """What stands under the day: the school's own aim where it is earlier, or what is wrong with the dates."""
        if case.trouble or case.turn != Turn.SCHOOL or not case.aim or case.aim == case.law:
            return case.trouble
        return self.aim % self.dates.day(case.aim) if self.today <= case.law else ""

    def more(self, case: Case) -> str:
        """What more there is to say of where it stands."""
        if case.kind != PLAN:
            return self.assessment
        if case.meeting is None:
            return ""
        shape = self.meeting if case.stands in BEFORE_MEETING else self.met
        return shape % self.dates.day(case.meeting).partition(" ")[2]


def _said(known: dict) -> dict[str, str]:
    return {key: str(label) for key, label in known.items()}


def class_of(case: Case) -> str:
    """The child's class, the year without one."""
    return case.pupil.class_name or YEAR_LABEL.get(case.pupil.year_group, "")


def _link(url: str, label: str, whose: str) -> str:
    return draw_rows("caseload/_link.html", [{"url": url, "label": label, "whose": whose}])


def rows(cases: Iterable[Case], school: School, today: dt.date, *, sets: bool) -> list[dict]:
    """One dict of finished strings and cells a row, in the terms of caseload/_row.html; `sets`: whoever asks may set the
    date of a meeting."""
    say, links, lines = Say(today, school.soon_days), Links(school), []
    for case in cases:
        name, stands, following = case.pupil.name, say.stands[case.stands], say.next[case.next]
        if case.review:
            stands = _link(links.to("annual:review", case.review), stands, name)
        if case.no_date and sets:
            following = _link(links.to("annual:start", case.pupil.reference), following, name)
        lines.append({
            "url": links.of(case), "name": name, "klass": class_of(case), "stands": stands, "more": say.more(case),
            "next": following, "state": state_cell(say.chip(case)), "law": say.law(case), "aim": say.under(case),
            "turn": say.turns[case.turn],
        })  # fmt: skip
    return lines


EXPORT_HEADINGS = [
    "Reference", "Name", "Class", "Year", "Authority", "What", "Where it stands", "Meeting", "What is next", "By law",
    "We aim for", "Days late", "Whose move", "Review complete by", "Meeting no later than", "Change of phase by",
]  # fmt: skip


def _iso(value: dt.date | None) -> str:
    return value.isoformat() if value else ""


def export_rows(cases: Iterable[Case], today: dt.date) -> list[list]:
    """The rows as a spreadsheet has them; days as 2026-01-20."""
    return [
        [case.pupil.reference, case.pupil.name, case.pupil.class_name, YEAR_LABEL.get(case.pupil.year_group, ""),
         case.authority, _("EHC plan") if case.kind == PLAN else _("Needs assessment"), str(STANDS[case.stands]),
         _iso(case.meeting), str(NEXT[case.next]), _iso(case.law), _iso(case.aim), str(case.late_days(today) or ""),
         str(TURNS[case.turn]), _iso(case.due), _iso(case.meeting_latest), _iso(case.transfer and case.transfer.law.date)]
        for case in cases
    ]  # fmt: skip


def pills(found: dict[str, int], total: int, chosen: Filter, here: str) -> list[dict]:
    """The counts at the top, each of which narrows the list."""
    shown = [("", _("All"), total)]
    shown += [
        (key, str(label) % {"days": AHEAD} if key == "soon" else label, found[key])
        for key, label in SHOW.items()
    ]
    return [
        {"label": label, "count": count, "url": f"{here}?{urlencode({'show': key})}" if key else here,
         "current": chosen == Filter(show=key)}
        for key, label, count in shown
        if count or not key or key in ("late", "no_date")
    ]  # fmt: skip


def line(cases: list[Case], found: dict[str, int]) -> str:
    """What matters, in a line: how many plans and assessments, how many are late."""
    if not cases:
        return ""
    plans = sum(case.kind == PLAN for case in cases)
    asked = len(cases) - plans
    told = [ngettext("%(n)d plan", "%(n)d plans", plans) % {"n": plans}]
    if asked:
        told.append(ngettext("%(n)d needs assessment", "%(n)d needs assessments", asked) % {"n": asked})
    late = found["late"]
    rest = ngettext("%(n)d is late", "%(n)d are late", late) % {"n": late} if late else _("nothing is late")
    return _("%(all)s: %(late)s") % {"all": _(" and ").join(told), "late": rest}


def columns(query, chosen: Filter) -> list[dict]:
    """The headings; those that sort with the address that does it. `query`: the address's own words, a QueryDict."""
    told = []
    for key, label, css, sorts in COLUMNS:
        current, asked = key == chosen.sort, query.copy()
        asked["sort"], asked["down"] = key, "1" if current and not chosen.down else "0"
        direction = ("descending" if chosen.down else "ascending") if current else ""
        told.append({"key": key, "label": label, "class": css, "direction": direction,
                     "sort_url": f"?{asked.urlencode()}" if sorts else ""})  # fmt: skip
    return told


def _options(pairs: Iterable[tuple[str, object]], chosen: str) -> list[dict]:
    return [
        {"value": value, "label": label, "selected": " selected" if value == chosen else ""}
        for value, label in pairs
    ]


def selects(cases: list[Case], chosen: Filter) -> list[dict]:
    """The filters' choices: years, classes and states that there are, and whose move it is."""
    years = sorted({case.pupil.year_group for case in cases}, key=lambda one: YEAR_ORDER.get(one, 99))
    classes = {one.reference: one.name for case in cases if (one := case.pupil.school_class)}
    by_name = sorted(classes.items(), key=lambda one: one[1])
    there = {case.stands for case in cases}
    klass = f"c:{chosen.klass}" if chosen.klass else chosen.year
    return [
        {"name": "class", "label": _("Year or class"), "options": _options([
            ("", _("All years")), *((year, YEAR_LABEL[year]) for year in years if year in YEAR_LABEL),
            *((f"c:{reference}", name) for reference, name in by_name)], klass)},
        {"name": "stands", "label": _("Where it stands"), "options": _options([
            ("", _("Anywhere")), *((key, label) for key, label in STANDS.items() if key in there)], chosen.stands)},
        {"name": "turn", "label": _("Whose move"), "options": _options([
            ("", _("Anybody’s")), *((key.value, label) for key, label in TURNS.items())], chosen.turn)},
    ]  # fmt: skip


def moving(cases: list[Case], school: School, today: dt.date) -> dict:
    """The children who change phase this year: {title, note, rows (caseload/_moving.html), folded}."""
    say, links, told = words(), Links(school), []
    stands = _said(STANDS)
    for case in cases:
        done, law = case.transfer.done_on, case.transfer.law.date
        late = bool(done and done > law)
        look = state("late" if late else "done", _("Done late") if late else "") if done else say.due_state(
            law, today, school.soon_days)  # fmt: skip
        told.append({
            "url": links.of(case), "name": case.pupil.name,
            "klass": class_of(case), "stands": stands[case.stands], "state": state_cell(look),
            "date": say.day(done) if done else say.day_in(law, today),
        })  # fmt: skip
    first = min((case.transfer.law.date for case in cases), default=today)
    left = sum(case.transfer.done_on is None for case in cases)
    note = _("%(left)d of %(all)d to be reviewed and amended, by %(day)s") % {
        "left": left, "all": len(cases), "day": day_in(first, today)}  # fmt: skip
    return {"title": _("Changing phase this year"), "note": note if left else _("all reviewed and amended"), "rows": told,
            "folded": len(cases) > 8 or not left}  # fmt: skip


TERM_HEADINGS = [
    "Reference",
    "Name",
    "Class",
    "Year",
    "Authority",
    "Complete by",
    "Why",
    "Meeting no later than",
    "Meeting",
]


def term_export(term: ComingTerm) -> list[list]:
    """The list of reviews due as a spreadsheet has it."""
    return [
        [one.case.pupil.reference, one.case.pupil.name, one.case.pupil.class_name,
         YEAR_LABEL.get(one.case.pupil.year_group, ""), one.case.authority, _iso(one.by),
         _("Change of phase") if one.moving else _("Twelve months"), _iso(one.case.meeting_latest), _iso(one.case.meeting)]
        for one in term.due
    ]  # fmt: skip


def term_part(term: ComingTerm, school: School, today: dt.date) -> dict:
    """The coming term: {count, line, rows (caseload/_term_row.html), export_url}."""
    say, links = words(), Links(school)
    told = [
        {"url": links.of(one.case), "name": one.case.pupil.name, "klass": one.case.pupil.class_name,
         "by": say.day_in(one.by, today), "why": _("change of phase") if one.moving else "",
         "latest": say.day(one.case.meeting_latest) if one.case.meeting_latest else "",
         "meeting": say.day(one.case.meeting) if one.case.meeting else _("no date set")}
        for one in term.due
    ]  # fmt: skip
    shape = _("The term begins on %(start)s. The authority owes the school its list of these reviews by %(by)s "
              "(%(citation)s): compare it with this one.")  # fmt: skip
    return {
        "count": len(told), "rows": told, "line": shape % {
            "start": day(term.start), "by": day_in(term.list_by, today), "citation": LIST_BY.citation},
        "export_url": reverse("caseload:term", args=[school.slug]),
    }  # fmt: skip
