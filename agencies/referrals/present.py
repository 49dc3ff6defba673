"""Referrals as finished strings: the school's list, the pupil's tab, one referral's page."""

import datetime as dt
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.enums import AdviceState, ConsentAnswer, ReferralState, ReportState, SentHow, VisitState
from agencies.models import (
    AgencyMeeting,
    AgencyReport,
    Consent,
    Disclosure,
    PrivateAppointment,
    Referral,
    Visit,
)
from agencies.referrals.queries import SINCE, ReferralLine
from agencies.referrals.steps import SHORT, WAITS, Step, consent_state, state_chip, way_of
from core.schools.models import School
from core.ui.listing import rows_of
from core.ui.present import DueState, clock, day, day_in, due_state, lines, state

S = ReferralState
WITH_CONSENT = (S.CONSENTED, S.SENT, S.ACCEPTED, S.SEEN, S.REPORTED)


def list_page(
    school: School, rows: list[ReferralLine], chosen: dict, agencies: list, classes: list, today: dt.date
) -> dict:
    """The context of referrals/list.html. `rows` are of every state; `chosen` holds state, agency and class."""
    here = reverse("referrals:list", args=[school.slug])
    kept = {key: value for key, value in chosen.items() if value and key != "state"}
    counts = {key: sum(row.state == key for row in rows) for key in S}
    going = [row for row in rows if row.state != S.CLOSED]
    shown = [row for row in rows if row.state == chosen["state"]] if chosen["state"] else going

    def pill(label: str, key: str, count: int) -> dict:
        query = urlencode(kept | ({"state": key} if key else {}))
        return {
            "label": label,
            "count": count,
            "current": chosen["state"] == key,
            "url": f"{here}?{query}" if query else here,
        }

    pills = [pill(_("All that go on"), "", len(going))]
    pills += [
        pill(str(key.label), key.value, counts[key]) for key in S if counts[key] or chosen["state"] == key
    ]
    return {
        "rows": [row_of(row, school, today) for row in shown], "pills": pills, "state": chosen["state"],
        "agencies": [(ref, name, ref == chosen["agency"]) for ref, name in agencies],
        "classes": [(ref, name, ref == chosen["class"]) for ref, name in classes],
        "any": bool(rows), "filtered": bool(kept or chosen["state"]),
    }  # fmt: skip


def row_of(row: ReferralLine, school: School, today: dt.date) -> dict:
    """One referral in the terms of referrals/list.html."""
    going = row.state in WITH_CONSENT
    ran_out = going and row.consent_until and row.consent_until < today
    waits = str(WAITS[row.state])
    if row.state == S.ACCEPTED and row.expected_by:
        waits = _("%(what)s by %(day)s") % {"what": waits, "day": day_in(row.expected_by, today)}
    overdue = row.state == S.ACCEPTED and row.expected_by and row.expected_by < today
    return {
        "name": row.pupil_name, "klass": row.class_name, "agency": row.agency, "state": state_chip(row.state),
        "url": reverse("referrals:referral", args=[school.slug, row.reference]), "waits": waits,
        "since": day_in(row.since, today) if row.since else "",
        "more": state("late", _("Consent ran out")) if ran_out else state("late") if overdue else None,
    }  # fmt: skip


def stages(way: list[Step]) -> list[dict]:
    """The steps after the first on one line: {number, label, done, current}."""
    last = max((n for n, step in enumerate(way) if step.done), default=0)
    return [
        {"number": n, "label": str(SHORT[step.key]), "done": step.done, "current": n == last + 1}
        for n, step in enumerate(way)
        if n
    ]


def card(referral: Referral, today: dt.date) -> dict:
    """One referral on the pupil's tab."""
    since = SINCE[referral.state](referral)
    about = lines(referral.asked)
    over = referral.state == S.CLOSED
    waits = (
        _("Waits for: %(what)s") % {"what": str(WAITS[referral.state]).lower()}
        if not over
        else referral.closed_why
    )
    return {
        "agency": referral.agency.name, "state": state_chip(referral.state), "asked": about[0] if about else "",
        "url": referral.get_absolute_url(), "stages": [] if over else stages(way_of(referral, today, reasons=False)),
        "line": waits, "since": _("since %(day)s") % {"day": day_in(since, today)} if since and not over else "",
    }  # fmt: skip


VISIT_LOOK = {VisitState.DONE: "done", VisitState.MISSED: "late", VisitState.CANCELLED: "due"}


def visit_entry(visit: Visit, today: dt.date) -> dict:
    """One visit in the terms of components/timeline.html."""
    who = visit.professional.name if visit.professional else visit.who_comes
    word = str(visit.get_state_display())
    look = (
        state(VISIT_LOOK[visit.state], word)
        if visit.state in VISIT_LOOK
        else DueState("due", "calendar3", word)
    )
    told = _("suggested: %(what)s") % {"what": visit.suggestions} if visit.suggestions else ""
    return {
        "what": f"{visit.agency.name}{', ' + who if who else ''}", "url": visit.get_absolute_url(), "who": visit.place,
        "when": f"{day_in(visit.on, today)}, {clock(visit.at)}", "detail": told,
        "state": look,
    }  # fmt: skip


def report_entry(report: AgencyReport, today: dt.date) -> dict:
    """One report, with what became of its advice, in the terms of components/timeline.html."""
    waiting = sum(one.state == AdviceState.WAITING for one in report.advice)
    decided = len(report.advice) - waiting
    told = _("Advice: %(decided)d decided, %(waiting)d to decide") % {"decided": decided, "waiting": waiting}
    name = report.agency.name if report.agency else report.author or _("Private report")
    shared = report.state == ReportState.SHARED
    return {
        "what": _("Report of %(who)s") % {"who": name}, "url": report.get_absolute_url(),
        "detail": told if report.advice else "", "when": _("received %(day)s") % {"day": day_in(report.received_on, today)},
        "who": report.author if report.agency else "",
        "state": state("done" if shared else "soon", str(report.get_state_display())),
    }  # fmt: skip


def meeting_entry(meeting: AgencyMeeting, today: dt.date) -> dict:
    """One meeting of agencies in the terms of components/timeline.html."""
    at = f", {clock(meeting.at)}" if meeting.at else ""
    key = {"held": "done", "cancelled": "due"}.get(meeting.state)
    return {
        "what": str(meeting.get_kind_display()), "url": meeting.get_absolute_url(), "detail": meeting.purpose,
        "when": f"{day_in(meeting.on, today)}{at}", "who": meeting.place,
        "state": state(key, str(meeting.get_state_display())) if key else due_state(meeting.on, today),
    }  # fmt: skip


def appointment_entry(row: PrivateAppointment, today: dt.date) -> dict:
    """One private appointment in the terms of components/timeline.html."""
    words = _("Authorised") if row.authorised else _("Not authorised")
    return {"what": row.with_whom, "url": "", "detail": row.words, "when": day_in(row.on, today), "who": "",
            "state": state("done" if row.authorised else "late", words)}  # fmt: skip


def disclosure_entry(row: Disclosure) -> dict:
    """Something that left the school, in the terms of components/timeline.html."""
    agency = row.agency.name if row.agency and row.agency.name not in row.to else ""
    how = row.school.secure_service if row.how == SentHow.SECURE else ""
    return {
        "what": row.what, "url": "", "when": day(row.on), "who": row.recorded_by.called, "state": None,
        "detail": _("To %(who)s, %(how)s") % {
            "who": ", ".join(filter(None, (row.to, agency))), "how": how or str(row.get_how_display()).lower()},
    }  # fmt: skip


def consent_entry(row: Consent, today: dt.date, newest: bool) -> dict:
    """One answer of the parents: who, how, to what, until when, and whether it holds."""
    if row.answer == ConsentAnswer.REFUSED:
        look = state("late", _("Does not agree"))
    elif row.withdrawn_on:
        look = state("late", _("Taken back"))
    else:
        look = consent_state(row.until, today) if newest else state("due", _("Earlier"))
    until = _("until %(day)s") % {"day": day(row.until)} if row.until else ""
    taken = _("taken back %(day)s, %(how)s") % {
        "day": day(row.withdrawn_on), "how": str(row.get_withdrawn_how_display()).lower()
    } if row.withdrawn_on else ""  # fmt: skip
    how = str(row.get_how_display()).lower()
    who = (
        f"{row.who}, {row.contact.relationship.lower()}"
        if row.contact and row.contact.relationship
        else row.who
    )
    return {
        "who": who, "state": look, "purpose": row.purpose, "why": row.why, "paper": row.paper_id is not None,
        "line": ", ".join(part for part in (day(row.given_on), how, until, taken) if part),
        "by": _("Written down by %(who)s") % {"who": row.recorded_by.called} if row.how != "online" else "",
    }  # fmt: skip


LIST_AS_FILE = rows_of("rows", ("Name", "name"), ("Class", "klass"), ("Agency", "agency"), ("Where it is", "state"),
                       ("Waits for", "waits", "more"), ("Since", "since"))  # fmt: skip
