"""The words of reports: what is marked, what to do, who has it."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.enums import AdviceState, FindingKind, ReceiptBy, ReportState
from agencies.models import AgencyReport, Finding, Recommendation, ReportReceipt
from agencies.reports.queries import ReportLine
from core.jobs.actions import progress_of
from core.jobs.models import JobState
from core.ui.listing import Table, parts_of
from core.ui.present import DueState, clock, day, day_in, state

ICON = {FindingKind.STAFF: "person-vcard", FindingKind.PUPIL: "people", FindingKind.BORN: "calendar3",
        FindingKind.ADDRESS: "geo-alt-fill"}  # fmt: skip


def word_of(finding: Finding) -> str:
    """What a mark says of itself: "Name of a member of staff", or "Perhaps name of …"."""
    label = str(FindingKind(finding.kind).label)
    return label if finding.certain else _("Perhaps: %(what)s") % {"what": label[0].lower() + label[1:]}


def look_of(finding: Finding) -> DueState:
    """The chip of a finding: its icon, its word, and whether it is sure."""
    return DueState("late" if finding.certain else "soon", ICON[FindingKind(finding.kind)], word_of(finding))


def place_of(report: AgencyReport, page: int) -> str:
    return report.pages[page]["name"] if page < len(report.pages) else _("Another part")


def text_of(report: AgencyReport, findings: list[Finding]) -> list[dict]:
    """The parts of the text in the terms of reports/_text.html: pieces, marked where a finding stands."""
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.dismissed_at is None:
            by_page.setdefault(finding.page, []).append(finding)
    return [
        {"name": part["name"], "unread": part.get("unread", False), "pieces": _pieces(part["text"], by_page.get(at, []))}
        for at, part in enumerate(report.pages)
    ]  # fmt: skip


def _pieces(text: str, findings: list[Finding]) -> list[dict]:
    found, place = [], 0
    for one in findings:
        if one.start > place:
            found.append({"text": text[place : one.start]})
        found.append({"text": text[one.start : one.end], "id": one.pk, "look": look_of(one)})
        place = one.end
    return [*found, {"text": text[place:]}]


def groups_of(report: AgencyReport, findings: list[Finding], *, dismissed: bool) -> list[dict]:
    """The findings in the terms of reports/_finding.html: those that read the same are one, the sure ones first."""
    groups: dict[tuple, list[Finding]] = {}
    for one in findings:
        if (one.dismissed_at is not None) is dismissed:
            groups.setdefault((not one.certain, one.kind, one.words.casefold()), []).append(one)
    return [_group(report, ones) for _, ones in sorted(groups.items(), key=lambda item: item[0][0])]


def _group(report: AgencyReport, ones: list[Finding]) -> dict:
    first = ones[0]
    why, _dot, todo = first.about.partition(". ")
    return {
        "id": first.pk, "words": first.words, "look": look_of(first), "why": f"{why.rstrip('.')}.", "todo": todo,
        "places": _places(report, ones),
        "count": ngettext("%(n)d place", "%(n)d places", len(ones)) % {"n": len(ones)},
        "url": reverse("reports:dismiss", args=[report.school.slug, report.reference, first.pk]),
        "by": first.dismissed_by.called if first.dismissed_by else "",
    }  # fmt: skip


def _places(report: AgencyReport, ones: list[Finding]) -> list[dict]:
    """Where the findings are: the part of the text, and which one where there are several in it."""
    seen: dict[int, int] = {}
    found = []
    for one in ones:
        seen[one.page] = seen.get(one.page, 0) + 1
        label = place_of(report, one.page)
        found.append({"id": one.pk, "label": f"{label} ({seen[one.page]})" if seen[one.page] > 1 else label})
    return found


def job_of(report: AgencyReport, user) -> dict | None:
    """The reading of a report in the terms of components/job_progress.html, for whoever asked for it."""
    job = report.job
    if job is None or job.owner_id != user.pk or job.state not in {JobState.QUEUED, JobState.RUNNING}:
        return None
    done, total = progress_of(job)
    return {
        "title": job.title, "done": done, "total": total, "state": "running", "words": _("The report is being read"),
        "since": clock(timezone.localtime(job.queued_at)), "poll_url": reverse("jobs:job", args=[
            report.school.slug, job.reference]),
    }  # fmt: skip


def verdict(report: AgencyReport, findings: list[Finding]) -> str:
    """In one line what the check has found."""
    standing = [one for one in findings if one.dismissed_at is None]
    sure = sum(one.certain for one in standing)
    if not standing:
        return _("Nothing is marked: it can be shared.")
    rest = len(standing) - sure
    parts = [
        ngettext("%(n)d place must not be handed on", "%(n)d places must not be handed on", sure) % {"n": sure}
        if sure else "",
        ngettext("%(n)d place may be such", "%(n)d places may be such", rest) % {"n": rest} if rest else "",
    ]  # fmt: skip
    return ", ".join(filter(None, parts)) + "."


def unread_of(report: AgencyReport) -> list[str]:
    """Parts that a person has to read."""
    return [part["name"] for part in report.pages if part.get("unread")]


def source_of(report: AgencyReport) -> str:
    """Who a report is from, in words."""
    who = ", ".join(filter(None, [report.author, report.agency.name if report.agency else ""]))
    private = _("arranged privately by the parents") if report.private else ""
    return ", ".join(filter(None, [who, private])) or _("Writer not named")


SHOWN = {
    ReportState.READING: "wait", ReportState.CHECK: "soon", ReportState.RETURNED: "wait", ReportState.SHARED: "done",
    ReportState.REPLACED: "due",
}  # fmt: skip


def state_of(value: str) -> DueState:
    return state(SHOWN[ReportState(value)], str(ReportState(value).label))


def facts_of(report: AgencyReport) -> list[dict]:
    """What is known of a report, as label and value."""
    rows = [
        (_("From"), source_of(report)),
        (_("Date on it"), day(report.dated) if report.dated else ""),
        (_("Arrived"), day(report.received_on)),
        (
            _("Shared"),
            f"{day(report.shared_at.date())}, {report.shared_by.called}" if report.shared_at else "",
        ),
        (_("Shared as it is, because"), report.as_is_why),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def receipts_of(rows: list[ReportReceipt], report: AgencyReport, user, *, checks: bool) -> list[dict]:
    """Who was given the report, and whether they have said so, in the terms of reports/_receipts.html."""
    found = []
    for row in rows:
        mine = row.user_id == user.pk
        who = row.user.called if row.user else row.contact.name
        role = _("class teacher") if row.user else row.contact.relationship.lower()
        how = _("on paper") if row.how == ReceiptBy.PAPER else _("online")
        if row.confirmed_at:
            by = _("recorded by %(who)s") % {"who": row.recorded_by.called} if row.recorded_by else ""
            look, line = (
                state("done", _("Has it")),
                ", ".join(filter(None, [day(row.confirmed_at.date()), by])),
            )
        else:
            look = state("wait", _("Not confirmed yet"))
            line = _("handed on %(day)s, %(how)s") % {"day": day(row.sent_at.date()), "how": how}
        url = reverse("reports:confirm", args=[report.school.slug, row.reference])
        verb = _("I have this report") if mine else _("Record that they have it")
        found.append({
            "who": who, "role": role, "state": look, "line": line, "comment": row.comment, "verb": verb, "mine": mine,
            "url": url if row.confirmed_at is None and (mine or checks) else "",
        })  # fmt: skip
    return found


ADVICE = {AdviceState.WAITING: "soon", AdviceState.IN_PLAN: "done", AdviceState.IN_PROVISION: "done",
          AdviceState.NOT_NOW: "due"}  # fmt: skip


def advice_of(rows: list[Recommendation], slug: str, *, may_decide: bool, shared: bool) -> list[dict]:
    """The recommendations of a report in the terms of reports/_advice.html."""
    found = []
    for place, row in enumerate(rows):
        waiting, here = row.state == AdviceState.WAITING, [slug, row.reference]
        by = _("by %(day)s") % {"day": day(row.by_date)} if row.by_date else ""
        change = waiting and may_decide
        found.append({
            "number": place + 1, "what": row.what, "line": ", ".join(filter(None, [row.who, row.how_often, by])),
            "state": state(ADVICE[AdviceState(row.state)], str(AdviceState(row.state).label)), "why": row.why,
            "change_url": reverse("reports:advice-change", args=here) if change else "",
            "remove_url": reverse("reports:advice-remove", args=here) if change else "",
            "move_url": reverse("reports:advice-move", args=here) if may_decide and len(rows) > 1 else "",
            "decide_url": reverse("advice:decide", args=here) if may_decide and shared else "",
            "first": place == 0, "last": place == len(rows) - 1, "waiting": waiting,
        })  # fmt: skip
    return found


def line_of(row: ReportLine, slug: str, today: dt.date, *, checks: bool) -> dict:
    """A report in the list, in the terms of reports/_line.html."""
    to_check = row.state in {ReportState.READING, ReportState.CHECK, ReportState.RETURNED}
    if row.state == ReportState.SHARED:
        n = {"n": row.receipts - row.open, "all": row.receipts}
        line = _("%(n)d of %(all)d have confirmed") % n
    elif row.state == ReportState.RETURNED:
        line = _("asked %(day)s") % {"day": day_in(row.since.date(), today)}
    elif row.state == ReportState.CHECK:
        line = ngettext("%(n)d place is marked", "%(n)d places are marked", row.standing) % {
            "n": row.standing
        }
    else:
        line = ""
    return {
        "state": state_of(row.state), "child": row.pupil_name, "klass": row.class_name, "source": row.source, "line": line,
        "arrived": day_in(row.received_on, today), "verb": _("Check") if to_check else _("Open"),
        "url": reverse("reports:check" if to_check and checks else "reports:report", args=[slug, row.reference]),
    }  # fmt: skip


def draft_words(report: AgencyReport, findings: list[Finding]) -> str:
    """A message to the writer that quotes where and what to write instead: no name of a child or of staff (R-125,
    R-126)."""
    asks: dict[str, list[str]] = {}
    for one in findings:
        if one.dismissed_at is None:
            what = {
                FindingKind.STAFF: _("a member of staff is named."), FindingKind.PUPIL: _("another child is named."),
                FindingKind.BORN: _("a date of birth stands there."), FindingKind.ADDRESS: _("an address stands there."),
            }[FindingKind(one.kind)]  # fmt: skip
            todo = one.about.partition(". ")[2]
            places = asks.setdefault(f"{what} {todo}", [])
            places.append(place_of(report, one.page))
    lines = [f"- {', '.join(dict.fromkeys(places))}: {ask}" for ask, places in asks.items()]
    dated = _(" dated %(day)s") % {"day": day(report.dated)} if report.dated else ""
    service = report.school.secure_service
    back = _("Send it by %(service)s or by post, not by ordinary email.") % {"service": service} if service else _(
        "Send it by post or by a secure service, not by ordinary email.")  # fmt: skip
    return "\n".join([
        _("Thank you for your report%(dated)s, our reference %(ref)s. We share every report with the parents and the "
          "class teacher, and before we can we need a corrected copy.") % {"dated": dated, "ref": report.reference},
        "", *(lines or [_("- Page …: …")]), "",
        _("We ask all professionals to call members of staff by their job role and to name no other child."), back,
        "", report.school.name,
    ])  # fmt: skip


def list_as_file(context: dict) -> Table:
    """The lists of reports/list.html: what is to be checked only for who checks, as there."""
    parts = {"to_check": "To check", "returned": "Corrected report asked for"} if context["checks"] else {}
    parts |= {"shared": "Shared, not confirmed by everybody"}
    return parts_of(parts, "Part", ("Name", "child"), ("Class", "klass"), ("Report", "source"), ("Arrived", "arrived"),
                    ("State", "state"), ("Where it stands", "line"))(context)  # fmt: skip
