"""What the authority decides: to assess or not, no plan, why a limit was not met; appeals, and the end."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from ehcp.assessing.actions.ground import (
    check_day,
    follow_level,
    keep_paper,
    level_before,
    locked,
    move_on,
    save,
)
from ehcp.assessing.orders import Order, letter_on
from ehcp.enums import ASSESSMENT_OPEN, ASSESSMENT_REFUSED, AssessmentState, Exemption
from ehcp.lifecycle import ASSESSMENT
from ehcp.models import NeedsAssessment, SchoolAdvice
from register.file.uploads import Upload

A = AssessmentState
ASKED_LATER = "It received the request on %s: this cannot be earlier."


@transaction.atomic
def record_decision(
    *, assessment: NeedsAssessment, assess: bool, decided_on: dt.date, by: User, at: dt.datetime,
    advice_requested_on: dt.date | None = None, feedback: str = "", upload: Upload | None = None,
) -> NeedsAssessment:  # fmt: skip
    """Whether the authority will assess, as it told on that day (R-139), with its reasons where it will not, and the day
    on which it asked the school for advice. After a refusal, that it will assess after all: the day of the refusal stays
    and the new one is written beside its reasons. Raises Denied."""
    held, end = locked(assessment), A.ASSESSING if assess else A.DECLINED
    ASSESSMENT.move(held.state, end)
    check_can(by, Permission.EHCNA_RUN, held)
    check_day(held.pupil, decided_on, at, held.requested_on, ASKED_LATER)
    if assess:
        check_day(held.pupil, advice_requested_on, at, held.requested_on, ASKED_LATER)
    paper = keep_paper(held, upload, f"{held.authority.name}: decision whether to assess", decided_on, by, at)
    fields = {"advice_requested_on": advice_requested_on} if assess else {}
    fields |= {"feedback": feedback} if feedback.strip() else {}
    if held.state == A.DECLINED:
        first = held.decided_on
        check_day(held.pupil, decided_on, at, first, "It refused on %s: its new decision cannot be earlier.")
        fields["feedback"] = "\n\n".join(
            filter(None, (held.feedback, f"On {day(decided_on)} it told that it will assess after all.", feedback.strip()))
        )  # fmt: skip
    else:
        fields["decided_on"] = decided_on
    held = save(held, **fields, feedback_paper=paper or held.feedback_paper)
    return move_on(held, end, by=by, at=at)


@transaction.atomic
def record_advice_asked(
    *, assessment: NeedsAssessment, on: dt.date, by: User, at: dt.datetime
) -> NeedsAssessment:
    """The authority asked the school for advice on that day: it is due six weeks later (R-140). Raises Denied."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if held.state not in (A.ASSESSING, A.ADVISED):
        raise Denied("The authority asks for advice while it assesses: record its decision first.")
    check_day(held.pupil, on, at, held.requested_on, ASKED_LATER)
    _check_asked(held, on)
    return save(held, advice_requested_on=on)


def _check_asked(held: NeedsAssessment, on: dt.date) -> None:
    """Raises Denied once our advice was sent where a day is kept already, or for one after it: late stays late."""
    sent = SchoolAdvice.objects.filter(assessment=held).values_list("sent_on", flat=True).first()
    if sent and held.advice_requested_on and on != held.advice_requested_on:
        raise Denied("Our advice was sent: the day on which it was asked for stands.")
    if sent and on > sent:
        raise Denied(f"Our advice was sent on {day(sent)}: it cannot have been asked for later.")


@transaction.atomic
def flag_exemption(
    *, assessment: NeedsAssessment, exemption: str, exemption_why: str, by: User, at: dt.datetime
) -> NeedsAssessment:
    """Why a time limit was not met, as the authority tells it: a flag with a reason, which moves no date and stops no
    clock. "" takes the flag away. Raises Denied."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if held.requested_on is None:
        raise Denied("No time limit runs before the request: record that first.")
    if exemption and exemption not in Exemption.values:
        raise Denied("Choose one of the exemptions that the Regulations name.")
    if exemption and not exemption_why.strip():
        raise Denied("Say what the authority says of it.")
    return save(held, exemption=exemption, exemption_why=exemption_why if exemption else "")


@transaction.atomic
def refuse_plan(
    *, assessment: NeedsAssessment, refused_on: dt.date, by: User, at: dt.datetime, feedback: str = "",
    upload: Upload | None = None,
) -> NeedsAssessment:  # fmt: skip
    """The authority told on that day that there will be no plan, with its reasons in words or as a paper (R-142).
    Raises Denied: a day before its decision to assess, or one that cannot be."""
    held = locked(assessment)
    ASSESSMENT.move(held.state, A.NOT_ISSUED)
    check_can(by, Permission.EHCNA_RUN, held)
    check_day(
        held.pupil, refused_on, at, held.decided_on, "It decided to assess on %s: this cannot be earlier."
    )
    paper = keep_paper(held, upload, f"{held.authority.name}: no EHC plan", refused_on, by, at)
    told = "\n\n".join(filter(None, (held.feedback, feedback.strip())))
    held = save(held, refused_on=refused_on, feedback=told, feedback_paper=paper or held.feedback_paper)
    return move_on(held, A.NOT_ISSUED, by=by, at=at)


@transaction.atomic
def record_feedback(
    *, assessment: NeedsAssessment, by: User, at: dt.datetime, feedback: str = "", feedback_used: str = "",
    upload: Upload | None = None,
) -> NeedsAssessment:  # fmt: skip
    """The authority's reasons, and what SEN support makes of them (R-142), before it is ended. Raises Denied."""
    held = locked(assessment)
    check_can(by, Permission.EHC_CLOSE, held)
    if held.state not in ASSESSMENT_REFUSED:
        raise Denied("There is feedback to use only where the authority has refused.")
    told = letter_on(held)
    paper = keep_paper(held, upload, f"{held.authority.name}: its reasons", told, by, at)
    return save(held, feedback=feedback.strip() or held.feedback, feedback_used=feedback_used.strip() or held.feedback_used,
                feedback_paper=paper or held.feedback_paper)  # fmt: skip


@transaction.atomic
def record_appeal(
    *, assessment: NeedsAssessment, by: User, at: dt.datetime, mediation_on: dt.date | None = None,
    appeal_on: dt.date | None = None, order_on: dt.date | None = None, order: str = "",
) -> NeedsAssessment:  # fmt: skip
    """What the parents did about a decision, and what the Tribunal ordered (Order) on which day: its weeks run from then
    (R-143). Raises Denied: nothing to appeal against, days out of order, an order without its day."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    letter = letter_on(held)
    if letter is None:
        raise Denied("There is no decision yet against which the parents may appeal.")
    for on in (mediation_on, appeal_on, order_on):
        check_day(held.pupil, on, at, letter, "The decision is of %s: this cannot be earlier.")
    check_day(held.pupil, order_on, at, appeal_on, "They appealed on %s: the order cannot be earlier.")
    if bool(order) != (order_on is not None):
        raise Denied("Say both what the Tribunal ordered and on which day.")
    if order and order not in Order.values:
        raise Denied("Choose what the Tribunal ordered.")
    return save(held, mediation_on=mediation_on, appeal_on=appeal_on, order_on=order_on, order=order)


@transaction.atomic
def close(
    *, assessment: NeedsAssessment, by: User, at: dt.datetime, why: str = "", feedback: str = "", feedback_used: str = "",
    upload: Upload | None = None,
) -> NeedsAssessment:  # fmt: skip
    """End it: after a refusal once the reasons are kept and used in SEN support (R-142), otherwise take it back, with the
    reason. The level of the register goes back to the support that the child had; support has never stopped (R-138).
    Raises Denied."""
    held = locked(assessment)
    refused = held.state in ASSESSMENT_REFUSED
    ASSESSMENT.move(held.state, A.CLOSED)
    check_can(by, Permission.EHC_CLOSE, held)
    if refused:
        held = record_feedback(
            assessment=held, by=by, at=at, feedback=feedback, feedback_used=feedback_used, upload=upload
        )
    elif not why.strip():
        raise Denied("Say why it is taken back.")
    ended = why.strip() or "No EHC plan: what the authority says is used in SEN support."
    held = move_on(save(held, closed_why=ended), A.CLOSED, by=by, at=at)
    back = level_before(held.pupil)
    if back and not NeedsAssessment.objects.filter(pupil=held.pupil, state__in=ASSESSMENT_OPEN).exists():
        follow_level(held, back, timezone.localdate(at), reason=f"No EHC plan: {ended}", by=by, at=at)
    return held
