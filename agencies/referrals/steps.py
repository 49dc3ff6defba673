"""The way of a referral as steps: what is done and when, what comes next, and why a later step is not open."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.enums import ConsentAnswer, ReferralState
from agencies.lifecycle import (
    advice_is_decided,
    has_consent,
    may_be_sent,
    report_is_here,
    was_discussed,
)
from agencies.models import Referral
from agencies.referrals.queries import SINCE
from core.accounts.permissions import Denied
from core.ui.present import DueState, day, day_in, due_state, state

S = ReferralState
WAY = (S.DRAFT, S.DISCUSSED, S.CONSENTED, S.SENT, S.ACCEPTED, S.SEEN, S.REPORTED, S.DECIDED)
GUARD = {
    S.CONSENTED: was_discussed, S.SENT: may_be_sent, S.ACCEPTED: has_consent, S.SEEN: has_consent,
    S.REPORTED: report_is_here, S.DECIDED: advice_is_decided,
}  # fmt: skip
TITLE = {
    S.DRAFT: lazy("Prepared"), S.DISCUSSED: lazy("Talked over with the parents"), S.CONSENTED: lazy("The parents agree"),
    S.SENT: lazy("Sent"), S.ACCEPTED: lazy("Accepted"), S.SEEN: lazy("The child is seen"), S.REPORTED: lazy("Report"),
    S.DECIDED: lazy("Advice decided"),
}  # fmt: skip
SHORT = {
    S.DRAFT: lazy("Prepared"), S.DISCUSSED: lazy("Talk"), S.CONSENTED: lazy("Consent"), S.SENT: lazy("Sent"),
    S.ACCEPTED: lazy("Accepted"), S.SEEN: lazy("Seen"), S.REPORTED: lazy("Report"), S.DECIDED: lazy("Advice"),
}  # fmt: skip

# where it is → how it looks in a list; what waits is told in words beside it
LOOK = {
    S.DRAFT: ("due", "pencil"), S.DISCUSSED: ("wait", "hourglass-split"), S.REFUSED: ("late", "exclamation-octagon-fill"),
    S.CONSENTED: ("soon", "clock-fill"), S.SENT: ("wait", "hourglass-split"),
    S.DECLINED: ("late", "exclamation-octagon-fill"), S.ACCEPTED: ("wait", "hourglass-split"),
    S.SEEN: ("wait", "hourglass-split"), S.REPORTED: ("soon", "clock-fill"), S.DECIDED: ("done", "check-circle-fill"),
    S.WITHDRAWN: ("late", "exclamation-octagon-fill"), S.CLOSED: ("done", "check-circle-fill"),
}  # fmt: skip
WAITS = {
    S.DRAFT: lazy("The talk with the parents"), S.DISCUSSED: lazy("The parents’ answer"),
    S.REFUSED: lazy("Talk it over again, or close"), S.CONSENTED: lazy("Send it"), S.SENT: lazy("The agency’s answer"),
    S.DECLINED: lazy("Ask somebody else, or close"), S.ACCEPTED: lazy("The child to be seen"), S.SEEN: lazy("The report"),
    S.REPORTED: lazy("The advice to be decided"), S.DECIDED: lazy("Close it"),
    S.WITHDRAWN: lazy("Talk it over again, or close"), S.CLOSED: lazy("Nothing"),
}  # fmt: skip


def state_chip(key: str) -> DueState:
    """The state of a referral as a chip."""
    look, icon = LOOK[key]
    return DueState(look, icon, str(ReferralState(key).label))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: `on` the day it was made, None where it was not; `reason` why it is not open."""

    key: str
    title: str
    on: dt.date | None
    done: bool
    words: str = ""
    reason: str = ""


def days_of(referral: Referral) -> dict[str, dt.date | None]:
    """The day of each step that has been made; the referral comes from `with_days`."""
    agreed = referral.answer == ConsentAnswer.GIVEN and not referral.taken_back_on
    declined = referral.state == S.DECLINED or (
        referral.state == S.CLOSED and referral.declined_why and not referral.seen_on
    )
    decided = referral.state in (S.DECIDED, S.CLOSED) and (referral.decided_at or referral.state == S.DECIDED)
    return {
        S.DRAFT: SINCE[S.DRAFT](referral), S.DISCUSSED: referral.talked_on,
        S.CONSENTED: referral.agreed_on if agreed else None, S.SENT: referral.sent_on,
        S.ACCEPTED: None if declined else referral.answered_on, S.SEEN: referral.seen_on,
        S.REPORTED: referral.reported_on, S.DECIDED: SINCE[S.DECIDED](referral) if decided else None,
    }  # fmt: skip


def way_of(referral: Referral, today: dt.date, *, reasons: bool = True) -> list[Step]:
    """All steps of the referral; with `reasons`, each step that is not open says why, once, in the words of its guard
    (some queries, the same number whatever has happened)."""
    days, told, found = days_of(referral), set(), []
    last = max((WAY.index(key) for key in WAY if days[key]), default=0)
    for number, key in enumerate(WAY):
        skipped = key == S.ACCEPTED and number < last and not days[key]
        done = bool(days[key]) or skipped
        reason = "" if done or not reasons or referral.state == S.CLOSED else _why_not(referral, key)
        reason, told = ("" if reason in told else reason), told | {reason}
        found.append(Step(key, TITLE[key], days[key], done, _words(referral, key, days[key], today), reason))
    return found


def _why_not(referral: Referral, key: str) -> str:
    guard = GUARD.get(key)
    try:
        if guard:
            guard(referral)
    except Denied as denied:
        return denied.reason
    return ""


def _words(referral: Referral, key: str, on: dt.date | None, today: dt.date) -> str:
    """What is known of the step beside its day."""
    if key == S.CONSENTED and referral.answer == ConsentAnswer.REFUSED:
        return _("They did not agree, %(day)s") % {"day": day(referral.agreed_on)}
    if key == S.CONSENTED and referral.taken_back_on:
        return _("Taken back %(day)s") % {"day": day(referral.taken_back_on)}
    if key == S.CONSENTED and on and referral.agreed_until:
        return _("%(day)s, until %(until)s") % {"day": day(on), "until": day_in(referral.agreed_until, today)}
    if key == S.SENT and on:
        return f"{day(on)}, {str(referral.get_sent_how_display()).lower()}"
    if key == S.ACCEPTED and not on:
        return _accepted_words(referral)
    if key == S.SEEN and not on and referral.expected_by:
        return _("expected by %(day)s") % {"day": day_in(referral.expected_by, today)}
    return day(on) if on else ""


def _accepted_words(referral: Referral) -> str:
    if referral.declined_why and not referral.seen_on:
        asked = referral.answered_on and day(referral.answered_on)
        return _("Declined %(day)s: %(why)s") % {"day": asked or _("before"), "why": referral.declined_why}
    return _("They saw the child without answering first") if referral.seen_on else ""


def consent_state(until: dt.date | None, today: dt.date) -> DueState:
    """Whether a consent holds, runs out within four weeks, or has run out."""
    if until is None:
        return state("done", _("Holds"))
    key = due_state(until, today, 28).key
    word = {"late": _("Ran out"), "soon": _("Runs out soon")}.get(key, _("Holds"))
    return state({"due": "done"}.get(key, key), word)
