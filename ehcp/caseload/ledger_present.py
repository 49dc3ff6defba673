"""The delay ledger as finished strings: who owed what, by when, how late; and as a file."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from core.calendar.dates import academic_year, academic_year_label
from core.schools.models import School
from core.ui.present import Words, day, state, words
from core.ui.rows import draw_rows
from ehcp.caseload.delays import ASSESSMENT, DONE_LATE, MISSED, OPEN, REVIEW, Duty, Total
from ehcp.caseload.letters import LETTERS
from ehcp.caseload.present import Links
from ehcp.statute import Owner
from register.present import state_cell

DUTIES = {
    "notice": lazy("Notice to everybody invited"), "pack": lazy("Advice gathered and sent round"),
    "meeting": lazy("Review meeting"), "report": lazy("Report of the meeting"),
    "decision": lazy("Decision after the meeting"), "complete": lazy("Review complete in twelve months"),
    "final": lazy("Final plan"), "transfer": lazy("Reviewed and amended before a change of phase"),
    "decide": lazy("Decision whether to assess"), "advice": lazy("Advice for the assessment"),
    "refuse": lazy("Word that there is no plan"), "draft": lazy("Answer on the draft plan"),
}  # fmt: skip
OWNERS = {
    Owner.LA: lazy("Local authority"), Owner.SCHOOL: lazy("School"), Owner.HEAD: lazy("Head teacher"),
    Owner.ADVISER: lazy("School, asked for advice"), Owner.PARENT: lazy("Parents"),
}  # fmt: skip
STATES = {OPEN: lazy("Still open"), DONE_LATE: lazy("Done late"), MISSED: lazy("Missed")}
LOOKS = {OPEN: "late", DONE_LATE: "due", MISSED: "late"}
WHO = (("", lazy("Anybody")), ("authority", lazy("The authority")), ("school", lazy("The school")))


def owner_words(duty: Duty) -> str:
    """Who owed it: the authority by its name."""
    return duty.authority if duty.owner == Owner.LA else str(OWNERS[duty.owner])


def days_words(duty: Duty) -> str:
    """How late: "12 days"; nothing for what was missed."""
    return ngettext("%(n)d day", "%(n)d days", duty.days) % {"n": duty.days} if duty.days is not None else ""


def _also(duty: Duty, say: Words) -> str:
    """What else is known: who did not have it, an exemption that was claimed, when a letter was last written."""
    told = []
    if duty.missing:
        told.append(_("not to %(who)s") % {"who": ", ".join(duty.missing)})
    if duty.exemption:
        told.append(_("exemption claimed: %(what)s") % {"what": duty.exemption.lower()})
    if duty.written_on:
        told.append(_("written to on %(day)s") % {"day": say.day(duty.written_on)})
    return ". ".join(one[:1].upper() + one[1:] for one in told)


def rows(duties: Iterable[Duty], school: School, *, writes: bool) -> list[dict]:
    """One dict of finished strings a row, in the terms of caseload/_delay.html; `writes`: whoever asks may write to the
    authority."""
    say, links, lines = words(), Links(school), []
    for duty in duties:
        lines.append({
            "name": duty.pupil.name, "url": _page(duty, links), "klass": duty.pupil.class_name,
            "what": str(DUTIES[duty.key]), "citation": duty.law.citation, "who": owner_words(duty),
            "due": say.day(duty.law.date),
            "done": _("done %(day)s") % {"day": say.day(duty.done_on)} if duty.done_on else "",
            "state": state_cell(state(LOOKS[duty.state], str(STATES[duty.state]))), "days": days_words(duty),
            "also": _also(duty, say), "letter": _letter(duty, links) if writes else "",
        })  # fmt: skip
    return lines


def rules(duties: Iterable[Duty]) -> list[dict]:
    """Each rule among them once, in the order of the duties' names: {what, says, citation}."""
    found = {(str(DUTIES[one.key]), one.law.says, one.law.citation) for one in duties}
    return [{"what": what, "says": says, "citation": citation} for what, says, citation in sorted(found)]


def _page(duty: Duty, links: Links) -> str:
    names = {REVIEW: "annual:review", ASSESSMENT: "ehcna:assessment"}
    return links.to(names.get(duty.of, "ehc:plan"), duty.reference)


def _letter(duty: Duty, links: Links) -> str:
    if duty.state != OPEN or (duty.of, duty.key) not in LETTERS or duty.pupil.left_on:
        return ""
    label = _("Write again") if duty.written_on else _("Write to them")
    url = links.letter(duty.of, duty.reference, duty.key)
    return draw_rows("caseload/_button.html", [{"url": url, "label": label, "whose": duty.pupil.name}])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def totals_table(found: list[Total]) -> dict:
    """The totals by owner in the terms of components/count_table.html."""
    heads = [_("Who owed it"), _("Owed so far"), _("In time"), _("Late"), _("Still open"), _("Missed"),
             _("Days late, median"), _("Most")]  # fmt: skip
    return {
        "caption": _("Late by owner"), "heads": heads, "foot": None, "rows": [
            [str(OWNERS[one.owner]), one.owed, one.owed - one.late, one.late, one.open, one.missed, _number(one.median),
             _number(one.most)]
            for one in found],
    }  # fmt: skip


def line(late: list[Duty], label: str) -> str:
    """What matters, in a line."""
    if not late:
        return _("%(when)s: nothing was late") % {"when": label}
    theirs, ours = sum(one.owner == Owner.LA for one in late), sum(one.ours for one in late)
    told = ngettext("%(n)d duty was late", "%(n)d duties were late", len(late)) % {"n": len(late)}
    return _("%(when)s: %(told)s, %(theirs)d of the authority and %(ours)d of the school") % {
        "when": label, "told": told, "theirs": theirs, "ours": ours}  # fmt: skip


def years(duties: Iterable[Duty], today: dt.date) -> list[tuple[str, str]]:
    """The school years in which something fell due, with this one, newest first: (2026, "2026/27")."""
    found = {academic_year(duty.law.date) for duty in duties} | {academic_year(today)}
    return [(str(year), academic_year_label(year)) for year in sorted(found, reverse=True)]


EXPORT_HEADINGS = [
    "Reference", "Name", "Class", "What was owed", "Who owed it", "Authority", "Rule", "Citation", "Due", "Done", "Standing",
    "Days late", "Not to", "Exemption claimed", "What the authority says of it", "Last letter to the authority",
]  # fmt: skip


def export_rows(duties: Iterable[Duty]) -> list[list]:
    """The ledger as a file has it; days as 2026-01-20."""
    return [
        [one.pupil.reference, one.pupil.name, one.pupil.class_name, str(DUTIES[one.key]), str(OWNERS[one.owner]),
         one.authority, one.law.says, one.law.citation, one.law.date.isoformat(),
         one.done_on.isoformat() if one.done_on else "", str(STATES[one.state]), "" if one.days is None else str(one.days),
         ", ".join(one.missing), one.exemption, one.exemption_why, one.written_on.isoformat() if one.written_on else ""]
        for one in duties
    ]  # fmt: skip


def span_label(start: dt.date, end: dt.date) -> str:
    """A span of days in words."""
    return _("From %(start)s to %(end)s") % {"start": day(start), "end": day(end)}
