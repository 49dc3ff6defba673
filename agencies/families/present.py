"""What a parent reads of work with agencies, in plain words."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.directory.queries import for_parents
from agencies.enums import WITHDRAWABLE, AdviceState, AgencyMeetingState, ConsentAnswer, ReferralState, Sector
from agencies.families import queries
from agencies.models import Agency, AgencyMeeting, Recommendation, Referral, ReportReceipt, Visit
from core.ui.present import DueState, clock, day, day_in, state
from register.file.present import document_url
from register.models import Pupil

S = ReferralState

WHERE = {
    S.DISCUSSED: ("soon", lazy("Waits for your answer")),
    S.REFUSED: ("due", lazy("You do not agree: nothing is sent")),
    S.CONSENTED: ("due", lazy("School sends it next")),
    S.SENT: ("wait", lazy("Sent, school waits for their answer")),
    S.DECLINED: ("due", lazy("They cannot help with this")),
    S.ACCEPTED: ("wait", lazy("They will see your child")),
    S.SEEN: ("wait", lazy("Your child was seen, school waits for the report")),
    S.REPORTED: ("wait", lazy("The report is here, school decides what to do with the advice")),
    S.DECIDED: ("done", lazy("Advice decided")),
    S.WITHDRAWN: ("due", lazy("You took your consent back: nothing more is sent")),
    S.CLOSED: ("done", lazy("Finished")),
}
BECAME = {
    AdviceState.WAITING: lazy("School is deciding"), AdviceState.IN_PLAN: lazy("Now in the plan"),
    AdviceState.IN_PROVISION: lazy("Now part of the extra help at school"), AdviceState.NOT_NOW: lazy("Not now"),
}  # fmt: skip


def link_for(child: Pupil, standing: queries.Standing | None) -> dict | None:
    """The link on the page My child, {url, label, state (a DueState or nothing)}, where there is anything to read."""
    if standing is None or not standing.anything:
        return None
    return {
        "url": reverse("families:referrals", args=[child.school.slug, child.reference]),
        "label": _("Help from outside school"), "state": state("soon", _("Waits for you")) if standing.waiting else None,
    }  # fmt: skip


def family_page(child: Pupil, user, today: dt.date) -> dict:
    """The context of families/referrals.html."""
    name = child.first_name
    referrals = [referral_entry(row, child, today) for row in queries.told_of(child)]
    return {
        "title": _("Help for %(name)s from outside school") % {"name": name}, "name": name,
        "asked": [row for row in referrals if row["answer_url"]],
        "referrals": [row for row in referrals if not row["answer_url"]],
        "visits": [visit_entry(row, today) for row in queries.visits_to_come(child, today)],
        "reports": [report_entry(row, child) for row in queries.receipts_of(child, user)],
        "meetings": [meeting_entry(row, today) for row in queries.meetings_of(child)],
        "contacts": [contact_entry(row) for row in for_parents(child.school)],
        "questions": ", ".join(part for part in (child.school.phone, child.school.email) if part),
    }  # fmt: skip


def referral_entry(row: Referral, child: Pupil, today: dt.date) -> dict:
    """One referral as a parent reads it; the row comes from `told_of`."""
    key, words = WHERE[row.state]
    over = row.agreed_until and row.agreed_until < today and row.state in queries.MAY_WITHDRAW
    here = [child.school.slug, child.reference, row.reference]
    asks = row.state == S.DISCUSSED or over
    agreed = row.answer == ConsentAnswer.GIVEN and row.state in WITHDRAWABLE and not over
    return {
        "agency": row.agency.name, "kind": kind_beside(row.agency), "asked": row.asked, "tried": row.tried,
        "who": str(row.professional) if row.professional else "", "private": row.agency.sector == Sector.PRIVATE,
        "state": state("soon", _("Waits for your answer")) if asks else state(key, str(words)),
        "lines": _lines(row, today), "why": row.declined_why if row.state == S.DECLINED else "",
        "answer_url": reverse("families:answer", args=here) if asks else "",
        "withdraw_url": reverse("families:withdraw", args=here) if agreed else "",
        "again": bool(over),
    }  # fmt: skip


def _lines(row: Referral, today: dt.date) -> list[str]:
    told = []
    if row.talked_on:
        told.append(_("Talked over with you %(day)s") % {"day": day(row.talked_on)})
    if row.answer == ConsentAnswer.GIVEN and row.agreed_on:
        told.append(_("You agreed %(day)s") % {"day": day(row.agreed_on)})
    if row.sent_on:
        told.append(_("Sent %(day)s") % {"day": day(row.sent_on)})
    if row.state == S.ACCEPTED and row.expected_by:
        told.append(_("To be seen by %(day)s") % {"day": day_in(row.expected_by, today)})
    return told


def visit_entry(row: Visit, today: dt.date) -> dict:
    """One visit in the terms of components/timeline.html."""
    who = row.professional.name if row.professional else row.who_comes
    return {"what": row.agency.name, "url": "", "detail": "", "who": who,
            "when": f"{day_in(row.on, today)}, {clock(row.at)}", "state": None}  # fmt: skip


def report_entry(row: ReportReceipt, child: Pupil) -> dict:
    """One report that was shared with the parent, and what became of its advice."""
    report = row.report
    read = row.confirmed_at
    return {
        "title": _("Report of %(who)s") % {"who": report.agency.name if report.agency else report.author},
        "line": _("Shared with you %(day)s") % {"day": day(timezone.localdate(row.sent_at))},
        "url": document_url(report.document, child.school.slug), "comment": row.comment,
        "state": state("done", _("Read by you")) if read else DueState("soon", "clock-fill", _("Waits for you")),
        "confirm_url": "" if read else reverse("families:report", args=[child.school.slug, child.reference, row.reference]),
        "advice": [advice_entry(one) for one in report.advice],
    }  # fmt: skip


def advice_entry(row: Recommendation) -> dict:
    """One piece of advice and what became of it."""
    key = {AdviceState.WAITING: "wait", AdviceState.NOT_NOW: "due"}.get(row.state, "done")
    return {"what": row.what, "why": row.why if row.state == AdviceState.NOT_NOW else "",
            "state": state(key, str(BECAME[row.state]))}  # fmt: skip


def meeting_entry(row: AgencyMeeting, today: dt.date) -> dict:
    """One meeting to which the parents were invited, and what was promised there."""
    at = f", {clock(row.at)}" if row.at else ""
    return {
        "what": str(row.get_kind_display()), "when": f"{day_in(row.on, today)}{at}", "place": row.place,
        "purpose": row.purpose, "said": row.parents_say if row.state == AgencyMeetingState.HELD else "",
        "actions": [
            {"what": one.what, "who": one.owner, "by": day(one.by_date) if one.by_date else "", "done": bool(one.done_on)}
            for one in row.promised
        ],
    }  # fmt: skip


def contact_entry(row: Agency) -> dict:
    """An agency whose contacts parents may have."""
    lines = [row.phone, row.email, row.address]
    return {"name": row.name, "kind": kind_beside(row), "lines": [line for line in lines if line],
            "website": row.website}  # fmt: skip


def kind_beside(agency) -> str:
    """What an agency does, where its name does not say so already."""
    kind = str(agency.get_kind_display())
    return "" if kind.lower() == agency.name.lower() else kind
