"""From the thought of an assessment to the request: considered, talked over with the parents, requested."""

import datetime as dt

from django.db import transaction

from apdr.enums import MeetingState
from apdr.models import ReviewMeeting
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from ehcp.assessing.actions.ground import check_day, follow_level, locked, move_on, note_sent, save
from ehcp.enums import ASSESSMENT_OPEN, Asker, AssessmentPurpose, AssessmentState
from ehcp.lifecycle import ASSESSMENT
from ehcp.models import LocalAuthority, NeedsAssessment
from ehcp.sections.actions import write_authority
from ehcp.sections.queries import open_plan
from register.edits import check_version
from register.enums import ConversationKind, Level
from register.file.actions import write_conversation
from register.models import Conversation, Pupil

A = AssessmentState
BEFORE_REQUEST = (A.CONSIDERED, A.DISCUSSED)
BY_FAMILY = (Asker.PARENT, Asker.YOUNG_PERSON)


@transaction.atomic
def consider(
    *, pupil: Pupil, why: str, by: User, at: dt.datetime, authority: LocalAuthority | None = None, authority_name: str = "",
    tried: str = "", purpose: str = AssessmentPurpose.FIRST, parents_view: str = "", child_view: str = "",
) -> NeedsAssessment:  # fmt: skip
    """Begin to consider an EHC needs assessment, or a re-assessment, of the pupil (R-134): why progress is not enough
    despite purposeful action. An authority that is not kept yet is added by its name. Raises Denied: the role, a pupil
    who has left, one that goes on already, nothing said, a plan that there is or is not."""
    check_can(by, Permission.EHCNA_RUN, pupil)
    Pupil.objects.select_for_update().only("pk").get(pk=pupil.pk)
    if NeedsAssessment.objects.filter(pupil=pupil, state__in=ASSESSMENT_OPEN).exists():
        raise Denied(f"An assessment of {pupil.first_name} goes on already: open that one, or end it first.")
    _check_purpose(pupil, purpose)
    authority = _authority(pupil, authority, authority_name, by, at)
    if not why.strip():
        raise Denied("Say why progress is not enough despite the support that was given.")
    return NeedsAssessment.objects.create(
        school_id=pupil.school_id, pupil=pupil, authority=authority, purpose=purpose, why=why.strip(), tried=tried.strip(),
        parents_view=parents_view.strip(), child_view=child_view.strip(), created_at=at, created_by=by,
        plan=open_plan(pupil) if purpose == AssessmentPurpose.AGAIN else None,
    )  # fmt: skip


def _check_purpose(pupil: Pupil, purpose: str) -> None:
    plan = open_plan(pupil)
    made = plan is not None and plan.made_on is not None
    if purpose == AssessmentPurpose.FIRST and made:
        raise Denied(f"{pupil.first_name} has an EHC plan: ask for a re-assessment instead.")
    if purpose == AssessmentPurpose.AGAIN and not made:
        raise Denied(f"{pupil.first_name} has no EHC plan that is made: ask for a first assessment.")


def _authority(
    pupil: Pupil, held: LocalAuthority | None, name: str, by: User, at: dt.datetime
) -> LocalAuthority:
    if held is not None and held.school_id != pupil.school_id:
        raise Denied("Choose a local authority of this school.")
    if held is not None:
        return held
    if not name.strip():
        raise Denied("Say which local authority is asked: the one where the child lives.")
    known = LocalAuthority.objects.filter(school_id=pupil.school_id, name__iexact=name.strip()).first()
    return known or write_authority(school=pupil.school, by=by, at=at, name=name.strip())


@transaction.atomic
def change_considered(
    *, assessment: NeedsAssessment, by: User, at: dt.datetime, why: str, tried: str = "", parents_view: str = "",
    child_view: str = "", version: int | None = None,
) -> NeedsAssessment:  # fmt: skip
    """Put right why and what was tried until the request, and what parents and child say for as long as it goes on.
    Raises Denied, or Overtaken."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    check_version(held, version)
    if held.state not in ASSESSMENT_OPEN:
        raise Denied("This assessment has ended: it can be read, not changed.")
    if not why.strip():
        raise Denied("Say why progress is not enough despite the support that was given.")
    told = {"parents_view": parents_view, "child_view": child_view}
    if held.state in BEFORE_REQUEST:
        told |= {"why": why, "tried": tried}
    elif (why.strip(), tried.strip()) != (held.why, held.tried):
        raise Denied(
            "The request stands as it was sent. Change what parents and child say, and nothing else."
        )
    return save(held, **told)


@transaction.atomic
def record_talk(
    *, assessment: NeedsAssessment, by: User, at: dt.datetime, kind: str = ConversationKind.MEETING,
    on: dt.date | None = None, people: str = "", about: str = "", meeting: ReviewMeeting | None = None,
    parents_view: str = "", child_view: str = "",
) -> NeedsAssessment:  # fmt: skip
    """Write down the talk with the parents (R-134, R-135): a conversation in the pupil's file, or a review meeting that
    was held with them. A talk before the request makes the assessment discussed; a later one is the newest. Raises
    Denied: the role, a day that cannot be, nobody or nothing said, a meeting without the parents."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if held.state not in ASSESSMENT_OPEN:
        raise Denied("This assessment has ended: write the talk into the file instead.")
    if held.state == A.CONSIDERED:
        ASSESSMENT.move(held.state, A.DISCUSSED)
    talk = _talk(held, meeting, kind, on, people, about, by, at)
    told = {
        name: words
        for name, words in (("parents_view", parents_view), ("child_view", child_view))
        if words.strip()
    }
    held = save(held, talk=talk, **told)
    return move_on(held, A.DISCUSSED, by=by, at=at) if held.state == A.CONSIDERED else held


def _talk(held, meeting, kind, on, people, about, by, at) -> Conversation:
    if meeting is not None:
        if (
            meeting.pupil_id != held.pupil_id
            or meeting.state != MeetingState.HELD
            or not meeting.parents_came
        ):
            raise Denied("Choose a review meeting of this child that was held with the parents.")
        kind, on, people = (
            ConversationKind.MEETING,
            meeting.on,
            people.strip() or meeting.who_came or "The parents",
        )
        about = (
            "\n\n".join(filter(None, (about.strip(), meeting.parents_say, meeting.notes)))
            or "The review meeting"
        )
    if on is None:
        raise Denied("Say when it was.")
    return write_conversation(
        pupil=held.pupil, conversation=None, by=by, at=at, kind=kind, on=on, people=people, about=about
    )


@transaction.atomic
def request(
    *, assessment: NeedsAssessment, on: dt.date, by: User, at: dt.datetime, asked_by: str = Asker.SCHOOL,
    parents_view: str = "", how: str = "",
) -> NeedsAssessment:  # fmt: skip
    """The local authority received the request on that day (R-137, R-139), from which its weeks run; parents may ask at
    any time. `how` (SentHow) writes a disclosure of what the school sent. The level of the register follows where it
    can. Raises Denied: not talked over, no parents' view, a day that cannot be."""
    held = locked(assessment)
    ASSESSMENT.move(held.state, A.REQUESTED)
    check_can(by, Permission.EHCNA_RUN, held)
    after = held.talk.on if held.talk and asked_by == Asker.SCHOOL else None
    check_day(held.pupil, on, at, after, "It was talked over on %s: the request cannot be earlier.")
    held = save(
        held, asked_by=asked_by, requested_on=on, parents_view=parents_view.strip() or held.parents_view
    )
    held = move_on(held, A.REQUESTED, by=by, at=at)
    if asked_by == Asker.SCHOOL:
        note_sent(held, "The request for an EHC needs assessment, with the evidence", how, on, by, at)
    reason = f"The local authority received the request for an EHC needs assessment on {day(on)}."
    follow_level(
        held, Level.ASSESSMENT_REQUESTED, on, reason=reason, by=by, at=at, by_family=asked_by in BY_FAMILY
    )
    return held


@transaction.atomic
def correct_request(
    *, assessment: NeedsAssessment, on: dt.date, by: User, at: dt.datetime
) -> NeedsAssessment:
    """Put right the day on which the authority received the request, until it has decided. Raises Denied."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if held.state != A.REQUESTED:
        raise Denied("The authority has answered the request: its day stands.")
    check_day(held.pupil, on, at)
    return save(held, requested_on=on)
