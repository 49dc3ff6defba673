"""Every write of the people of a review: asked, changed, left out with a reason, what they answer and advise."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import keep_file
from core.ui.present import day
from ehcp.annual.ground import (
    advance,
    before_meeting,
    check_may_answer,
    check_not_to_come,
    locked,
    locked_invitee,
)
from ehcp.annual.telling import tell_arrived
from ehcp.enums import BEFORE_MEETING, STATUTORY, Coming, InviteeRole, ReviewState
from ehcp.models import AnnualReview, ReviewInvitee
from register.edits import check_version
from register.enums import DocumentKind, Sensitivity
from register.file.uploads import Upload, UploadRefused, check_upload
from register.models import PupilDocument

R = InviteeRole
TYPED = ("name", "job", "email", "address")
SETTABLE = (*TYPED, "contact", "user", "coming", "advice_wanted", "wants_advocate", "role")
ADVOCATES = {R.ADVOCATE_CHILD: R.CHILD, R.ADVOCATE_PARENT: R.PARENT}
ADVICE_TAKEN = (*BEFORE_MEETING, ReviewState.HELD)


def _settled(fields: dict) -> dict:
    unknown = set(fields) - set(SETTABLE)
    if unknown:
        raise TypeError(f"No such field of somebody invited: {', '.join(sorted(unknown))}")
    return {name: value.strip() if name in TYPED else value for name, value in fields.items()}


@transaction.atomic
def add_invitee(
    *, review: AnnualReview, role: str, name: str, by: User, at: dt.datetime, **fields
) -> ReviewInvitee:
    """Ask somebody else to the review (reg 20(2); R-151). `fields`: job, email, address, contact, user, coming,
    advice_wanted, wants_advocate. Raises Denied: the role, a meeting that is over, no name, the same person twice."""
    held = locked(review)
    check_can(by, Permission.REVIEW_RUN, held)
    before_meeting(held)
    said = _settled(fields | {"role": R(role), "name": name})
    _check_person(held, said)
    number = (held.invitees.aggregate(Max("number"))["number__max"] or 0) + 1
    added = ReviewInvitee.objects.create(school_id=held.school_id, review=held, number=number, **said)
    if role in held.left_out:
        held.left_out = {key: why for key, why in held.left_out.items() if key != role}
        held.save(update_fields=["left_out"])
    return added


def _check_person(held: AnnualReview, said: dict, but: int | None = None) -> None:
    if not said["name"]:
        raise Denied("Give a name, or the post where the name is not known yet.")
    contact = said.get("contact")
    if contact is not None and contact.pupil_id != held.pupil_id:
        raise Denied("Choose among the contacts of this child.")
    same = held.invitees.filter(role=said["role"], name__iexact=said["name"]).exclude(pk=but)
    if same.exists():
        raise Denied(f"{said['name']} is on the list as that already.")


@transaction.atomic
def change_invitee(
    *, invitee: ReviewInvitee, by: User, at: dt.datetime, version: int | None = None, **fields
) -> ReviewInvitee:
    """Put right who somebody is and where papers go. That no advice is wanted of them may open the next step. Raises
    Denied, or Overtaken."""
    held = locked_invitee(invitee)
    check_can(by, Permission.REVIEW_RUN, held.review)
    check_version(held, version)
    before_meeting(held.review)
    said = _settled(fields)
    _check_person(held.review, {"name": held.name, "role": held.role} | said, but=held.pk)
    if said.get("role", held.role) != held.role:
        _check_may_go(held)
    if "contact" in said and (said["contact"].pk if said["contact"] else None) != held.contact_id:
        _check_same_person(held)
    for name, value in said.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*said, "version"])
    advance(locked(held.review), by=by, at=at)
    return held


def _check_may_go(held: ReviewInvitee) -> None:
    """Raises Denied where a person may not leave the list or their role: they were served, or nobody else is of a role
    that the law names."""
    served = held.services.order_by("on").first()
    if served is not None:
        raise Denied(f"{held.name} was given something on {day(served.on)}, which stays on record. Say that they are not "
                     "coming instead.")  # fmt: skip
    if held.advice.strip() or held.advice_paper_id:
        raise Denied(
            f"{held.name} has given advice, which stays on record. Say that they are not coming instead."
        )
    if (
        held.role in STATUTORY
        and not held.review.invitees.filter(role=held.role).exclude(pk=held.pk).exists()
    ):
        label = str(R(held.role).label).lower()
        raise Denied(f"The law names the {label} among those to ask. To leave them out, say why.")


def _check_same_person(held: ReviewInvitee) -> None:
    """Raises Denied where another contact would read what was given to this one, or what they said."""
    if held.contact_id and (held.services.exists() or held.advice.strip() or held.advice_paper_id):
        raise Denied(f"{held.name} was given something or has said something, which stays theirs. Ask the other contact as "
                     "well, in a place of their own.")  # fmt: skip


@transaction.atomic
def remove_invitee(*, invitee: ReviewInvitee, by: User, at: dt.datetime) -> None:
    """Take somebody off the list who was given nothing yet. Raises Denied: the role, something was served on them, or they
    are the last of a role that the law names."""
    held = locked_invitee(invitee)
    check_can(by, Permission.REVIEW_RUN, held.review)
    before_meeting(held.review)
    _check_may_go(held)
    held.delete()
    advance(locked(held.review), by=by, at=at)


@transaction.atomic
def leave_out(*, review: AnnualReview, role: str, why: str, by: User, at: dt.datetime) -> AnnualReview:
    """Ask nobody of a role that reg 20(2) names, and keep the reason, which is shown with the review for good. Raises
    Denied: the role, no reason, something was served on them already."""
    held = locked(review)
    check_can(by, Permission.REVIEW_RUN, held)
    before_meeting(held)
    if role not in STATUTORY:
        raise Denied("Only somebody whom the law names is left out with a reason: take others off the list.")
    if not why.strip():
        raise Denied("Say why nobody of this post is asked: the law names them.")
    there = held.invitees.filter(role=role)
    if there.filter(services__isnull=False).exists():
        raise Denied(
            "They were given something already, which stays on record. Say that they are not coming instead."
        )
    if there.exclude(advice="", advice_paper=None).exists():
        raise Denied(
            "They have given advice already, which stays on record. Say that they are not coming instead."
        )
    there.delete()
    held.left_out = held.left_out | {str(R(role)): why.strip()}
    held.save(update_fields=["left_out"])
    return advance(held, by=by, at=at)


@transaction.atomic
def add_advocate(*, review: AnnualReview, role: str, by: User, at: dt.datetime) -> ReviewInvitee:
    """A place on the list for an advocate of the child or of the parents (R-157), to be named when it is known who.
    Raises Denied."""
    if role not in ADVOCATES:
        raise Denied("An advocate is for the child or for the parents.")
    name = str(R(role).label)
    added = add_invitee(review=review, role=role, name=name, by=by, at=at, advice_wanted=False)
    review.invitees.filter(role=ADVOCATES[role]).update(wants_advocate=True)
    return added


@transaction.atomic
def answer_coming(
    *, invitee: ReviewInvitee, coming: str, by: User, at: dt.datetime, wants_advocate: bool | None = None
) -> ReviewInvitee:  # fmt: skip
    """Whether somebody comes, and whether they would like an advocate: their own word, or as the school was told. Raises
    Denied: not theirs to say, a meeting that is over."""
    held = locked_invitee(invitee)
    check_may_answer(held, by)
    before_meeting(held.review)
    held.coming = Coming(coming)
    held.wants_advocate = held.wants_advocate if wants_advocate is None else wants_advocate
    held.save(update_fields=["coming", "wants_advocate"])
    return held


@transaction.atomic
def record_advice(
    *, invitee: ReviewInvitee, advice: str, on: dt.date | None, by: User, at: dt.datetime, upload=None,
    version: int | None = None,
) -> ReviewInvitee:  # fmt: skip
    """Somebody's advice and information for the review (reg 20(4); R-152): their own, or what the school received. `upload`
    is an UploadedFile or what `check_upload` made of it; it is filed with the child's papers. Raises Denied: not theirs to
    give, nothing said, a day to come, a file that cannot be kept, a meeting long over; or Overtaken. The SENCo is told by
    email when it first comes from somebody else."""
    held = locked_invitee(invitee)
    check_may_answer(held, by)
    check_version(held, version)
    if held.review.state not in ADVICE_TAKEN:
        raise Denied(
            "The report of this review has been sent, or it was called off: advice is not taken any more."
        )
    on = on or timezone.localdate(at)
    check_not_to_come(on, at)
    if not advice.strip() and upload is None and held.advice_paper_id is None:
        raise Denied("Write the advice, or choose the document.")
    if upload is not None:
        held.advice_paper = _file_advice(held, _checked(upload), on, by, at)
    first = held.advice_on is None
    held.advice, held.advice_on, held.no_advice_why = advice.strip(), on, ""
    held.version += 1
    held.save(update_fields=["advice", "advice_on", "advice_paper", "no_advice_why", "version"])
    if first:
        tell_arrived(held, by=by, at=at)
    return held


def _checked(upload) -> Upload:
    if isinstance(upload, Upload):
        return upload
    try:
        return check_upload(upload.read(), upload.name)
    except UploadRefused as refused:
        raise Denied(str(refused)) from refused


def _file_advice(
    held: ReviewInvitee, upload: Upload, on: dt.date, by: User, at: dt.datetime
) -> PupilDocument:
    review = held.review
    kept = keep_file(
        school=review.school, name=upload.name, data=upload.data, content_type=upload.content_type, at=at
    )
    try:
        return PupilDocument.objects.create(
            school_id=review.school_id, pupil=review.pupil, file=kept, kind=DocumentKind.EHC, dated=on,
            title=f"Advice for the review of {day(review.on)}: {held.get_role_display()}", source=held.name,
            sensitivity=Sensitivity.RESTRICTED, filed_at=at, filed_by=by,
        )  # fmt: skip
    except Exception:
        kept.content.storage.delete(kept.content.name)
        raise


@transaction.atomic
def no_advice(*, invitee: ReviewInvitee, why: str, by: User, at: dt.datetime) -> ReviewInvitee:
    """There is no advice from somebody, and why: it is told in the papers. Raises Denied: not theirs to say, no reason,
    advice that is here already."""
    held = locked_invitee(invitee)
    check_may_answer(held, by)
    if held.review.state not in ADVICE_TAKEN:
        raise Denied(
            "The report of this review has been sent, or it was called off: nothing is added any more."
        )
    if not why.strip():
        raise Denied("Say why there is none.")
    if held.advice.strip() or held.advice_paper_id:
        raise Denied(f"Advice of {held.name} is here already.")
    held.no_advice_why = why.strip()
    held.save(update_fields=["no_advice_why"])
    return held
