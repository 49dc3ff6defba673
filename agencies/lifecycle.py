"""The moves of a referral: a SENCo could read this. Nothing passes "Consent given" without a consent that holds."""

from django.utils import timezone

from agencies.enums import WITHDRAWABLE, AdviceState, ConsentAnswer, ReportState, Sector
from agencies.enums import ReferralState as S
from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move
from core.ui.present import day


def newest_consent(referral):
    """The parents' last answer to the referral, or None."""
    return referral.consents.order_by("-recorded_at", "-pk").first()


def consent_in_force(referral, today=None):
    """The consent that holds on that day (today), or None."""
    newest = newest_consent(referral)
    return newest if newest is not None and newest.holds_on(today or timezone.localdate()) else None


def was_discussed(referral) -> None:
    """A talk with the parents about progress and ways forward is recorded"""
    if referral.conversation_id is None:
        raise Denied("Talk it over with the parents first, and write down when and with whom.")


def has_consent(referral) -> None:
    """A consent of the parents that holds today"""
    newest = newest_consent(referral)
    if newest is None:
        raise Denied("The parents have not been asked yet: record their consent first.")
    if newest.answer == ConsentAnswer.REFUSED:
        raise Denied("The parents do not agree: nothing may be sent. Talk it over with them again.")
    if newest.withdrawn_on:
        raise Denied(
            f"The parents withdrew their consent on {day(newest.withdrawn_on)}: nothing more may be sent."
        )
    if newest.until and newest.until < timezone.localdate():
        raise Denied(f"The consent was good until {day(newest.until)}: ask the parents again.")


def was_refused(referral) -> None:
    """The parents' answer, that they do not agree"""
    newest = newest_consent(referral)
    if newest is None or newest.answer != ConsentAnswer.REFUSED:
        raise Denied("The parents have not refused: record their answer first.")


def was_withdrawn(referral) -> None:
    """The consent was taken back"""
    newest = newest_consent(referral)
    if newest is None or newest.withdrawn_on is None:
        raise Denied("The consent has not been withdrawn: record that first.")


def may_be_sent(referral) -> None:
    """Consent holds; why the local authority's service cannot meet the need, where a private one is asked (R-118)"""
    has_consent(referral)
    if referral.agency.sector == Sector.PRIVATE and not referral.why_private.strip():
        raise Denied(
            "Say why the local authority’s own service cannot meet this before a private one is asked."
        )


def report_is_here(referral) -> None:
    """Consent holds; a report has arrived"""
    has_consent(referral)
    if not referral.reports.exclude(state=ReportState.REPLACED).exists():
        raise Denied("No report has arrived yet: add it first.")


def advice_is_decided(referral) -> None:
    """Every report is shared, and each recommendation decided"""
    has_consent(referral)
    nothing_waits(referral)


def nothing_waits(referral) -> None:
    """Every report is shared, and no advice waits: a report may advise nothing, a consent may have run out since"""
    reports = referral.reports.exclude(state=ReportState.REPLACED)
    if reports.exclude(state=ReportState.SHARED).exists():
        raise Denied("A report has not been checked and shared yet.")
    advice = [one for report in reports for one in report.recommendations.all()]
    if any(one.state == AdviceState.WAITING for one in advice):
        raise Denied("Decide every recommendation first: into the plan, into provision, or not now and why.")


EDIT, ANSWER, SEE = Permission.REFERRAL_EDIT, Permission.CONSENT_ANSWER, Permission.VISIT_EDIT

REFERRAL = Lifecycle(
    "Referral",
    S,
    [
        Move(S.DRAFT, S.DISCUSSED, EDIT, "Record the talk with the parents", guard=was_discussed),
        Move(S.DISCUSSED, S.CONSENTED, ANSWER, "Record consent", guard=has_consent),
        Move(S.DISCUSSED, S.REFUSED, ANSWER, "Record that they do not agree", guard=was_refused),
        Move(S.REFUSED, S.DISCUSSED, EDIT, "Talk it over again", guard=was_discussed),
        Move(S.CONSENTED, S.SENT, EDIT, "Record that it was sent", guard=may_be_sent),
        Move(S.SENT, S.ACCEPTED, EDIT, "They accept", guard=has_consent),
        Move(S.SENT, S.DECLINED, EDIT, "They decline"),
        Move(S.DECLINED, S.SENT, EDIT, "Send it again", guard=may_be_sent),
        Move(S.SENT, S.SEEN, SEE, "The child was seen", guard=has_consent),
        Move(S.ACCEPTED, S.SEEN, SEE, "The child was seen", guard=has_consent),
        Move(S.SEEN, S.REPORTED, Permission.REPORT_HAND_IN, "The report arrived", guard=report_is_here),
        Move(S.REPORTED, S.DECIDED, Permission.ADVICE_DECIDE, "All advice is decided", guard=advice_is_decided),
        Move(S.DECIDED, S.REPORTED, Permission.REPORT_HAND_IN, "Another report arrived", guard=report_is_here),
        Move(S.DECIDED, S.CLOSED, EDIT, "Close"),
        *(
            Move(state, S.WITHDRAWN, ANSWER, "Record that consent is withdrawn", guard=was_withdrawn)
            for state in WITHDRAWABLE
        ),
        Move(S.WITHDRAWN, S.DISCUSSED, EDIT, "Talk it over again", guard=was_discussed),
        Move(S.REPORTED, S.CLOSED, EDIT, "Close without advice", guard=nothing_waits),
        *(
            Move(state, S.CLOSED, EDIT, "Close without advice")
            for state in (
                S.DRAFT, S.DISCUSSED, S.REFUSED, S.CONSENTED, S.SENT, S.DECLINED, S.ACCEPTED, S.SEEN, S.WITHDRAWN,
            )
        ),
    ],
)  # fmt: skip
