"""The pupil's tab and the page of one referral: what is known, the one next step, what else may be done."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.enums import WITHDRAWABLE, ReferralState
from agencies.lifecycle import REFERRAL, consent_in_force, may_be_sent
from agencies.models import Consent, Disclosure, Referral
from agencies.referrals import queries
from agencies.referrals.present import (
    appointment_entry,
    card,
    consent_entry,
    disclosure_entry,
    meeting_entry,
    report_entry,
    visit_entry,
)
from agencies.referrals.steps import WAITS, state_chip, way_of
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, why_not
from core.ui.present import day
from register.file.present import document_line
from register.models import Conversation, Pupil

S = ReferralState
WITH_CONSENT = (S.CONSENTED, S.SENT, S.ACCEPTED, S.SEEN, S.REPORTED)

# where it is → page of the next step, its button, the permission
NEXT = {
    S.DRAFT: ("referrals:talk", lazy("Record the talk with the parents"), Permission.REFERRAL_EDIT),
    S.DISCUSSED: ("referrals:consent", lazy("Record their consent"), Permission.CONSENT_ANSWER),
    S.REFUSED: ("referrals:talk", lazy("Talk it over again"), Permission.REFERRAL_EDIT),
    S.CONSENTED: ("referrals:send", lazy("Record that it was sent"), Permission.REFERRAL_EDIT),
    S.SENT: ("referrals:answer", lazy("Record their answer"), Permission.REFERRAL_EDIT),
    S.DECLINED: ("referrals:send", lazy("Send it again"), Permission.REFERRAL_EDIT),
    S.ACCEPTED: ("referrals:seen", lazy("Record that the child was seen"), Permission.VISIT_EDIT),
    S.SEEN: ("reports:add", lazy("Add the report"), Permission.REPORT_HAND_IN),
    S.REPORTED: ("advice:pupil", lazy("Decide the advice"), Permission.ADVICE_DECIDE),
    S.DECIDED: ("referrals:close", lazy("Close"), Permission.REFERRAL_EDIT),
    S.WITHDRAWN: ("referrals:talk", lazy("Talk it over again"), Permission.REFERRAL_EDIT),
}


def next_step(referral: Referral, user) -> dict | None:
    """The one primary button, in the terms of components/buttons.html, or with the reason why the person may not; None
    once it is closed. Where the consent has run out, the next step is to ask again."""
    if referral.state == S.CLOSED:
        return None
    name, label, permission = NEXT[referral.state]
    if referral.state in WITH_CONSENT and consent_in_force(referral) is None:
        name, label, permission = (
            "referrals:consent",
            _("Record that they agree again"),
            Permission.CONSENT_ANSWER,
        )
    reason = why_not(user, permission, referral)
    if name == "referrals:send" and not reason:
        reason = _refusal(referral)
    return {"label": label, "url": _address(name, referral), "primary": True, "reason": reason}


def _refusal(referral: Referral) -> str | None:
    """Why it may not be sent; what the form itself asks for is no reason."""
    try:
        may_be_sent(referral)
    except Denied as denied:
        return None if consent_in_force(referral) else denied.reason
    return None


def _address(name: str, referral: Referral) -> str:
    of_pupil = name in ("advice:pupil", "reports:add", "visits:announce")
    thing = referral.pupil if of_pupil else referral
    url = reverse(name, args=[referral.school.slug, thing.reference])
    return f"{url}?referral={referral.reference}" if of_pupil else url


# page, its button, the permission, the states in which it is offered
OTHERS = (
    ("referrals:change", lazy("Change"), Permission.REFERRAL_EDIT, (S.DRAFT,)),
    ("referrals:refuse", lazy("They do not agree"), Permission.CONSENT_ANSWER, (S.DISCUSSED,)),
    ("referrals:seen", lazy("The child was seen"), Permission.VISIT_EDIT, (S.SENT,)),
    ("referrals:withdraw", lazy("They take their consent back"), Permission.CONSENT_ANSWER, WITHDRAWABLE),
    ("referrals:close", lazy("Close without advice"), Permission.REFERRAL_EDIT,
     tuple(move.start for move in REFERRAL.moves if move.end == S.CLOSED and move.start != S.DECIDED)),
)  # fmt: skip


def other_steps(referral: Referral, user) -> list[dict]:
    """What else the person may do now, in the terms of components/buttons.html."""
    return [
        {"label": label, "url": reverse(name, args=[referral.school.slug, referral.reference])}
        for name, label, permission, states in OTHERS
        if referral.state in states and can(user, permission, referral)
    ]


def referral_page(referral: Referral, user, today: dt.date) -> dict:
    """The context of referrals/referral.html but for the frame. The referral comes from `one_referral`."""
    consents, pupil = queries.consents_of(referral), referral.pupil
    disclosures = queries.disclosures_of(pupil, referral)
    edit = can(user, Permission.REFERRAL_EDIT, referral)
    visits = queries.visits_of(pupil, user, referral)
    return {
        "title": _("Referral to %(agency)s") % {"agency": referral.agency.name}, "state": state_chip(referral.state),
        "waits": "" if referral.state == S.CLOSED else str(WAITS[referral.state]).lower(),
        "way": way_of(referral, today), "next": next_step(referral, user), "others": other_steps(referral, user),
        "facts": _facts(referral), "talk": _talk(queries.talk_of(referral, user)),
        "consents": [consent_entry(row, today, n == 0) for n, row in enumerate(consents)],
        "disclosures": [disclosure_entry(row) for row in disclosures],
        "visits": [visit_entry(row, today) for row in visits],
        "reports": [report_entry(row, today) for row in queries.reports_of(pupil, user, referral)],
        "closed": referral.closed_why, "told": _to_tell(referral, consents, disclosures),
        "papers": [document_line(paper, pupil, may_edit=False) for paper in queries.papers_of(referral, user)],
        **_links(referral, user, edit, consents, today),
    }  # fmt: skip


def _facts(referral: Referral) -> list[dict]:
    person = str(referral.professional) if referral.professional else ""
    url = reverse("directory:agency", args=[referral.school.slug, referral.agency.reference])
    agency = {"label": _("Agency"), "value": referral.agency.name, "url": url}
    facts = [
        agency,
        {"label": _("By name"), "value": person},
        {"label": _("Prepared by"), "value": referral.created_by.called},
    ]
    facts += [
        {"label": label, "value": value, "long": True}
        for label, value in (
            (_("What we ask"), referral.asked), (_("What has been tried"), referral.tried),
            (_("Why not the local authority’s service"), referral.why_private),
        )
    ]  # fmt: skip
    return [fact for fact in facts if fact["value"]]


def _talk(conversation: Conversation | None) -> dict | None:
    if conversation is None:
        return None
    return {
        "line": f"{conversation.get_kind_display()}, {day(conversation.on)}, {conversation.people}",
        "about": conversation.about,
    }


def _to_tell(referral: Referral, consents: list[Consent], disclosures: list[Disclosure]) -> str:
    """After a consent was taken back: what the agency has to be told."""
    if referral.state != S.WITHDRAWN or not disclosures or not consents or not consents[0].withdrawn_on:
        return ""
    return _(
        "%(agency)s has been given something about this child. Tell them, never by ordinary email, that the parents took "
        "their consent back on %(day)s, that they are not to see the child for this, and ask what they will do with what "
        "they hold."
    ) % {"agency": referral.agency.name, "day": day(consents[0].withdrawn_on)}  # fmt: skip


def _links(referral: Referral, user, edit: bool, consents: list[Consent], today: dt.date) -> dict:
    here = [referral.school.slug, referral.reference]
    holds = bool(consents) and consents[0].holds_on(today) and referral.state != S.CLOSED
    invite = bool(consents) and can(user, Permission.REFERRAL_INVITE, referral)
    visit = referral.state in (S.SENT, S.ACCEPTED, S.SEEN) and can(user, Permission.VISIT_ANNOUNCE, referral)
    return {
        "paper_url": reverse("referrals:paper", args=here) if edit and holds else "",
        "disclose_url": reverse("referrals:disclose", args=here) if edit and referral.sent_on else "",
        "invite_url": _address("visitor:invitations", referral) if invite else "",
        "visit_url": _address("visits:announce", referral) if visit else "",
        "back_url": reverse("referrals:pupil", args=[referral.school.slug, referral.pupil.reference]),
        "file_url": reverse("file:file", args=[referral.school.slug, referral.pupil.reference]),
    }  # fmt: skip


def pupil_page(pupil: Pupil, user, today: dt.date) -> dict:
    """The context of referrals/pupil.html but for the frame: all that agencies have to do with one pupil."""
    here, edit = [pupil.school.slug, pupil.reference], can(user, Permission.REFERRAL_EDIT, pupil)
    return {
        "referrals": [card(row, today) for row in queries.referrals_of(pupil, user)],
        "visits": [visit_entry(row, today) for row in queries.visits_of(pupil, user)],
        "reports": [report_entry(row, today) for row in queries.reports_of(pupil, user)],
        "meetings": [meeting_entry(row, today) for row in queries.meetings_of(pupil, user)],
        "appointments": [appointment_entry(row, today) for row in queries.appointments_of(pupil, user)],
        "disclosures": [disclosure_entry(row) for row in queries.disclosures_of(pupil)],
        "start_url": reverse("referrals:start", args=here) if edit else "",
        "meeting_url": reverse("meetings:book", args=here) if edit else "",
        "appointments_url": reverse("meetings:appointments", args=here) if edit else "",
    }  # fmt: skip
