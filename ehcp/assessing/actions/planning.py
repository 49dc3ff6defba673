"""A draft plan, the school's answer to it, and the plan."""

import datetime as dt

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import EHCNA_ANSWER
from core.ui.present import day
from ehcp.assessing.actions.ground import (
    check_day,
    follow_level,
    keep_paper,
    locked,
    move_on,
    note_sent,
    save,
)
from ehcp.assessing.record import answer_part, answer_snapshot
from ehcp.enums import CHALLENGES, AssessmentPurpose, AssessmentState, NamingAnswer, VersionKind
from ehcp.lifecycle import ASSESSMENT
from ehcp.models import EhcPlan, NeedsAssessment
from ehcp.sections.actions import receive_version, start_plan
from ehcp.sections.queries import open_plan
from register.actions import file_document
from register.edits import check_version
from register.enums import DocumentKind, Level
from register.file.uploads import Upload
from register.models import PupilDocument

A = AssessmentState
NAMES_A_PLACE = (
    "Section I of the draft names a placement. A draft names none (Children and Families Act 2014, s.38(5)): please leave "
    "Section I blank."
)


def _plan(held: NeedsAssessment, by: User, at: dt.datetime) -> EhcPlan:
    """The plan that the versions belong to: of a re-assessment the one there is, otherwise a new one."""
    found = held.plan or open_plan(held.pupil)
    return found or start_plan(pupil=held.pupil, authority=held.authority, by=by, at=at)


@transaction.atomic
def receive_draft(
    *, assessment: NeedsAssessment, received_on: dt.date, by: User, at: dt.datetime, issued_on: dt.date | None = None,
    served_on: dt.date | None = None, places: bool = False, upload: Upload | None = None,
) -> NeedsAssessment:  # fmt: skip
    """A draft plan reached the school on that day (R-144): a version of the plan with the authority's document, and
    fifteen days to answer. `served_on` is the day on which the parents were given it; with `places` the draft names a
    school, which none may, and the answer begins by saying so. A newer draft before the answer takes the place of the
    one before. Raises Denied: days out of order, an answered draft."""
    held = locked(assessment)
    again = held.state == A.DRAFTED
    if not again:
        ASSESSMENT.move(held.state, A.DRAFTED)
    check_can(by, Permission.EHCNA_RUN, held)
    issued_on = issued_on or received_on
    words = "It received the request on %s: the draft cannot be earlier."
    for on in (issued_on, served_on, received_on):
        check_day(held.pupil, on, at, held.requested_on, words)
    check_day(held.pupil, received_on, at, issued_on, "The draft is dated %s: it cannot have come before.")
    plan = _plan(held, by, at)
    draft = receive_version(
        plan=plan,
        kind=VersionKind.DRAFT,
        issued_on=issued_on,
        received_on=received_on,
        upload=upload,
        by=by,
        at=at,
    )
    answer = (
        f"{NAMES_A_PLACE}\n\n{held.answer}" if places and NAMES_A_PLACE not in held.answer else held.answer
    )
    held = save(
        held, plan=plan, draft=draft, draft_received_on=received_on, draft_served_on=served_on, answer=answer
    )
    return held if again else move_on(held, A.DRAFTED, by=by, at=at)


@transaction.atomic
def write_answer(
    *, assessment: NeedsAssessment, naming: str, by: User, at: dt.datetime, naming_why: str = "", adjustments: str = "",
    answer: str = "", version: int | None = None,
) -> NeedsAssessment:  # fmt: skip
    """What the school says to the draft and to being named (R-144). A challenge stands on a lawful ground alone, with its
    reason and the reasonable adjustments that were considered first (R-146). Raises Denied, or Overtaken."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    check_version(held, version)
    if held.state != A.DRAFTED:
        raise Denied("The answer is written while a draft waits for it.")
    if naming not in NamingAnswer.values:
        raise Denied("Choose what the school says to being named: only these grounds are lawful.")
    if naming in CHALLENGES and not adjustments.strip():
        raise Denied("Say which reasonable adjustments were considered first, and why they are not enough.")
    if naming in CHALLENGES and not naming_why.strip():
        raise Denied("Say why the ground holds for this child.")
    return save(held, naming=naming, naming_why=naming_why, adjustments=adjustments, answer=answer)


@transaction.atomic
def issue_answer(*, assessment: NeedsAssessment, by: User, at: dt.datetime) -> PupilDocument:
    """The answer as it stands as a PDF in the pupil's file, for SENCo, head and DSL. Raises Denied before it is written."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if not held.naming:
        raise Denied("Write the answer first.")
    issued = issue_document(
        school=held.school, kind=DocumentKind.EHC_ANSWER, subject=held.reference, by=by, at=at, template=EHCNA_ANSWER,
        title=f"Answer to the draft EHC plan of {day(held.draft_received_on)}", snapshot=answer_snapshot(held),
    )  # fmt: skip
    return file_document(pupil=held.pupil, issued=issued, by=by, at=at, restricted=True)


def newest_answer(held: NeedsAssessment) -> PupilDocument | None:
    """The answer that was last made as a PDF."""
    rows = PupilDocument.objects.filter(pupil=held.pupil_id, kind=DocumentKind.EHC_ANSWER)
    return (
        rows.filter(issued__subject=held.reference)
        .select_related("issued")
        .order_by("-issued__number")
        .first()
    )


@transaction.atomic
def answer_draft(
    *, assessment: NeedsAssessment, answered_on: dt.date, by: User, at: dt.datetime, how: str = "", naming: str = "",
    naming_why: str = "", adjustments: str = "", answer: str = "",
) -> NeedsAssessment:  # fmt: skip
    """The answer went to the authority on that day; with `naming` it is written first, and the PDF is made where what
    stands has none. `how` (SentHow) writes a disclosure. Raises Denied: no answer, a day before the draft came."""
    held = locked(assessment)
    ASSESSMENT.move(held.state, A.ANSWERED)
    check_can(by, Permission.EHCNA_RUN, held)
    if naming:
        held = write_answer(assessment=held, naming=naming, naming_why=naming_why, adjustments=adjustments, answer=answer,
                            by=by, at=at)  # fmt: skip
    if not held.naming:
        raise Denied("Write the answer first.")
    words = "The draft came on %s: the answer cannot be earlier."
    check_day(held.pupil, answered_on, at, held.draft_received_on, words)
    made = newest_answer(held)
    if made is None or made.issued.snapshot.get("answer") != answer_part(held):
        issue_answer(assessment=held, by=by, at=at)
    held = save(held, answered_on=answered_on)
    note_sent(held, "The school’s answer to the draft EHC plan", how, answered_on, by, at)
    return move_on(held, A.ANSWERED, by=by, at=at)


@transaction.atomic
def issue_plan(
    *, assessment: NeedsAssessment, issued_on: dt.date, by: User, at: dt.datetime, received_on: dt.date | None = None,
    upload: Upload | None = None,
) -> NeedsAssessment:  # fmt: skip
    """The authority issued the final plan on that day: a version of the plan with its document, still to be checked; the
    plan is made from then, and the level of the register becomes EHC plan where its table allows (R-138). Raises
    Denied: days out of order."""
    held = locked(assessment)
    ASSESSMENT.move(held.state, A.ISSUED)
    check_can(by, Permission.EHCNA_RUN, held)
    received_on = received_on or issued_on
    check_day(
        held.pupil, issued_on, at, held.draft.issued_on, "The draft is dated %s: the plan cannot be earlier."
    )
    check_day(held.pupil, received_on, at, issued_on, "The plan is dated %s: it cannot have come before.")
    plan = EhcPlan.objects.select_for_update(of=("self",)).get(pk=_plan(held, by, at).pk)
    _keep_final(held, plan, issued_on, received_on, upload, by, at)
    plan.made_on, plan.assessed_on, plan.version = plan.made_on or issued_on, issued_on, plan.version + 1
    plan.save(update_fields=["made_on", "assessed_on", "version"])
    held = move_on(save(held, plan=plan, issued_on=issued_on), A.ISSUED, by=by, at=at)
    follow_level(held, Level.EHC_PLAN, issued_on, by=by, at=at,
                 reason=f"{held.authority.name} issued an EHC plan on {day(issued_on)}.")  # fmt: skip
    return held


def _keep_final(
    held, plan: EhcPlan, issued_on, received_on, upload: Upload | None, by: User, at: dt.datetime
) -> None:
    """A version of the plan: an amended one after a re-assessment. A first final plan that was added to the plan itself
    is taken as it stands there. Raises Denied where that has another date."""
    final = plan.versions.filter(kind=VersionKind.FINAL).order_by("number").first()
    if final is None or held.purpose == AssessmentPurpose.AGAIN:
        kind = VersionKind.AMENDED if final else VersionKind.FINAL
        receive_version(
            plan=plan,
            kind=kind,
            issued_on=issued_on,
            received_on=received_on,
            upload=upload,
            by=by,
            at=at,
            copy=True,
        )
        return
    if final.issued_on != issued_on:
        raise Denied(f"A final plan dated {day(final.issued_on)} is here already: give that date.")
    keep_paper(held, upload, f"{held.authority.name}: the final plan", issued_on, by, at)
