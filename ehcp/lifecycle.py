"""The moves of a needs assessment and of an annual review, each table with what a move needs."""

from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move
from ehcp.enums import CHALLENGES, Asker, AssessmentState, LaDecision, ReviewState, Served
from ehcp.served import unserved

A, S = AssessmentState, ReviewState


def was_discussed(assessment) -> None:
    """The talk with the parents is on record (R-134, R-135)"""
    if assessment.talk_id is None:
        raise Denied("Talk it over with the parents first, and write down when and with whom.")


def may_be_requested(assessment) -> None:
    """The parents' view, and the day on which the authority received the request"""
    if assessment.requested_on is None:
        raise Denied(
            "Give the day on which the local authority received the request: its six weeks run from it."
        )
    if assessment.asked_by == Asker.SCHOOL and not assessment.parents_view.strip():
        raise Denied("Write down what the parents say of the request first.")


def may_be_requested_at_once(assessment) -> None:
    """Somebody other than the school asks: parents may at any time"""
    may_be_requested(assessment)
    if assessment.asked_by == Asker.SCHOOL:
        raise Denied("A request of the school is talked over with the parents first.")


def was_decided(assessment) -> None:
    """The day on which the authority told whether it will assess"""
    if assessment.decided_on is None:
        raise Denied("Give the day on which the local authority told its decision.")


def advice_was_sent(assessment) -> None:
    """The school's advice has gone to the authority"""
    advice = getattr(assessment, "advice", None)
    if advice is None or advice.sent_on is None:
        raise Denied("Write the school’s advice and record the day on which it was sent.")


def was_refused(assessment) -> None:
    """The day on which the authority told that there will be no plan"""
    if assessment.refused_on is None:
        raise Denied("Give the day on which the local authority told that there will be no plan.")


def draft_is_here(assessment) -> None:
    """The draft plan, and the day on which it reached the school"""
    if assessment.draft_id is None or assessment.draft_received_on is None:
        raise Denied(
            "Add the draft plan with the day on which it reached the school: its 15 days run from it."
        )


def was_answered(assessment) -> None:
    """What the school says to being named; a challenge on a lawful ground, with the adjustments considered first (R-146)"""
    if assessment.answered_on is None or not assessment.naming:
        raise Denied("Say whether the school can meet the needs, and the day on which the answer was sent.")
    if assessment.naming in CHALLENGES and not (
        assessment.naming_why.strip() and assessment.adjustments.strip()
    ):
        raise Denied(
            "A challenge needs its reason, and the reasonable adjustments that were considered first."
        )


def was_issued(assessment) -> None:
    """A plan that is made"""
    if assessment.issued_on is None or assessment.plan_id is None or assessment.plan.made_on is None:
        raise Denied("Add the final plan with its date first.")


def feedback_is_used(assessment) -> None:
    """The authority's reasons, and what SEN support makes of them (R-142)"""
    if not (assessment.feedback.strip() or assessment.feedback_paper_id):
        raise Denied("Write down or add the reasons that the local authority gave.")
    if not assessment.feedback_used.strip():
        raise Denied("Say what SEN support makes of the feedback before this is ended.")


RUN, END = Permission.EHCNA_RUN, Permission.EHC_CLOSE

ASSESSMENT = Lifecycle(
    "Needs assessment",
    A,
    [
        Move(A.CONSIDERED, A.DISCUSSED, RUN, "Record the talk with the parents", guard=was_discussed),
        Move(A.CONSIDERED, A.REQUESTED, RUN, "The parents have asked", guard=may_be_requested_at_once),
        Move(A.DISCUSSED, A.REQUESTED, RUN, "The request is with the authority", guard=may_be_requested),
        Move(A.REQUESTED, A.ASSESSING, RUN, "The authority will assess", guard=was_decided),
        Move(A.REQUESTED, A.DECLINED, RUN, "The authority will not assess", guard=was_decided),
        Move(A.DECLINED, A.ASSESSING, RUN, "After mediation or appeal it will assess", guard=was_decided),
        Move(A.ASSESSING, A.ADVISED, RUN, "Our advice was sent", guard=advice_was_sent),
        Move(A.ASSESSING, A.NOT_ISSUED, RUN, "There will be no plan", guard=was_refused),
        Move(A.ASSESSING, A.DRAFTED, RUN, "A draft plan arrived", guard=draft_is_here),
        Move(A.ADVISED, A.NOT_ISSUED, RUN, "There will be no plan", guard=was_refused),
        Move(A.ADVISED, A.DRAFTED, RUN, "A draft plan arrived", guard=draft_is_here),
        Move(A.NOT_ISSUED, A.DRAFTED, RUN, "After mediation or appeal a draft arrived", guard=draft_is_here),
        Move(A.DRAFTED, A.ANSWERED, RUN, "Our answer was sent", guard=was_answered),
        Move(A.DRAFTED, A.ISSUED, RUN, "The final plan is here", guard=was_issued),
        Move(A.ANSWERED, A.ISSUED, RUN, "The final plan is here", guard=was_issued),
        *(Move(state, A.CLOSED, END, "End it, feedback used", guard=feedback_is_used)
          for state in (A.DECLINED, A.NOT_ISSUED)),
        *(Move(state, A.CLOSED, END, "Take it back")
          for state in (A.CONSIDERED, A.DISCUSSED, A.REQUESTED, A.ASSESSING, A.ADVISED, A.DRAFTED, A.ANSWERED)),
    ],
)  # fmt: skip


def notice_is_given(review) -> None:
    """Everybody invited has been given notice of this date"""
    missing = unserved(review, Served.NOTICE)
    if missing:
        raise Denied(f"Record how notice was given to {missing}.")


def advice_is_asked(review) -> None:
    """Everybody whose advice is wanted has been asked for it"""
    missing = unserved(review, Served.ADVICE_ASK)
    if missing:
        raise Denied(f"Ask {missing} for advice, or say that none is wanted of them.")


def pack_is_served(review) -> None:
    """The papers are made and have gone to everybody invited"""
    if review.pack_id is None:
        raise Denied("Make the papers for the meeting first.")
    missing = unserved(review, Served.PACK)
    if missing:
        raise Denied(f"Record how the papers went to {missing}.")


def report_is_served(review) -> None:
    """The report is written and has gone to everybody invited"""
    if review.report_id is None:
        raise Denied("Write and issue the report of the meeting first.")
    missing = unserved(review, Served.REPORT)
    if missing:
        raise Denied(f"Record how the report went to {missing}.")


def is_decided(review) -> None:
    """What the authority decided, and the date of its letter"""
    if not review.decision or review.decided_on is None:
        raise Denied("Record what the local authority decided and the date of its letter.")


def amendments_are_here(review) -> None:
    """The proposed amendments, compared with the plan in force"""
    if review.decision != LaDecision.AMEND:
        raise Denied("There are amendments to compare only where the local authority amends the plan.")
    if review.proposed_id is None or review.amendment_notice_on is None:
        raise Denied("Add the proposed amendments with the day on which the notice was served.")


def has_left(review) -> None:
    """The pupil has left: the new school or the authority goes on with the review"""
    if review.pupil.left_on is None:
        raise Denied(f"{review.pupil.first_name} is here: the review goes on to the authority’s decision.")


def nothing_is_open(review) -> None:
    """Kept or ended as decided; or the pupil has left"""
    if review.pupil.left_on:
        return
    if review.decision == LaDecision.AMEND:
        raise Denied("The plan is to be amended: compare the proposed amendments first.")


def amended_or_not(review) -> None:
    """The final plan, or the decision not to amend after all; or the pupil has left"""
    if review.pupil.left_on:
        return
    if review.final_id is None and review.no_amendment_on is None:
        raise Denied(
            "Add the amended final plan, or the day on which the authority decided not to amend after all."
        )


PLAN, RECORD, DECIDE, SEND = (
    Permission.REVIEW_RUN,
    Permission.REVIEW_RECORD,
    Permission.REVIEW_DECISION,
    Permission.REVIEW_REPORT_SEND,
)

REVIEW = Lifecycle(
    "Annual review",
    S,
    [
        Move(S.DATED, S.NOTICED, PLAN, "Notice is given", guard=notice_is_given),
        Move(S.NOTICED, S.ASKED, PLAN, "Advice is asked for", guard=advice_is_asked),
        Move(S.ASKED, S.CIRCULATED, PLAN, "The papers went round", guard=pack_is_served),
        *(Move(state, S.DATED, PLAN, "Move the meeting") for state in (S.NOTICED, S.ASKED, S.CIRCULATED)),
        Move(S.CIRCULATED, S.HELD, RECORD, "Record the meeting"),
        *(Move(state, S.HELD, RECORD, "Record the meeting, with steps missed")
          for state in (S.DATED, S.NOTICED, S.ASKED)),
        *(Move(state, S.CANCELLED, END, "Call the meeting off")
          for state in (S.DATED, S.NOTICED, S.ASKED, S.CIRCULATED)),
        Move(S.HELD, S.REPORTED, SEND, "The report went to all", guard=report_is_served),
        Move(S.HELD, S.DECIDED, DECIDE, "The authority decided before our report", guard=is_decided),
        Move(S.REPORTED, S.DECIDED, DECIDE, "The authority has decided", guard=is_decided),
        Move(S.DECIDED, S.COMPARED, PLAN, "Compare the amendments", guard=amendments_are_here),
        *(Move(state, S.CLOSED, END, "The pupil has left", guard=has_left) for state in (S.HELD, S.REPORTED)),
        Move(S.DECIDED, S.CLOSED, END, "Close", guard=nothing_is_open),
        Move(S.COMPARED, S.CLOSED, END, "Close", guard=amended_or_not),
    ],
)  # fmt: skip
