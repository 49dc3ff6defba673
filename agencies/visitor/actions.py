"""Every write of invitations: a professional's way in to one referral, what it shares, its end."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.enums import NEEDS_CONSENT, SentHow
from agencies.lifecycle import has_consent, newest_consent
from agencies.models import Invitation, InvitationDocument, Referral
from agencies.referrals.actions import disclose
from agencies.visitor.keeping import still_invited
from agencies.visitor.parts import Part
from agencies.visitor.queries import documents_to_tick
from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Permission, Role
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, check_can
from core.reminders.outbox import post
from core.ui.present import day
from register.edits import check_version
from register.models import Contact, PupilDocument

MOST_DAYS = 365  # calendar days that an invitation may last
MOST_WHAT = 500  # characters of a disclosure


def check_span(
    referral: Referral, start: dt.date, until: dt.date, today: dt.date, *, new: bool = True
) -> None:
    """Raises Denied when an invitation cannot last from `start` to the end of `until`: backwards, begun before today,
    over already, longer than a year, or longer than the parents' consent."""
    if new and start < today:
        raise Denied("An invitation cannot begin before today: choose today or later.")
    if until < start:
        raise Denied(f"It cannot end on {day(until)}, before it begins on {day(start)}: check the dates.")
    if until < today:
        raise Denied("The last day is past: choose a later one, or end the invitation now.")
    if (until - start).days > MOST_DAYS:
        raise Denied("An invitation lasts a year at most: choose an earlier last day.")
    consent = newest_consent(referral)
    if consent and consent.until and until > consent.until:
        raise Denied(
            f"The parents’ consent is good until {day(consent.until)}: choose that day or an earlier one."
        )


def _check_open(referral: Referral) -> None:
    has_consent(referral)
    if referral.state not in NEEDS_CONSENT:
        raise Denied("This referral is not under way: nobody can be invited to it now.")


def why_not_invited(referral: Referral) -> str:
    """Why nobody can be invited to the referral now, in words; "" where somebody can. One query."""
    try:
        _check_open(referral)
    except Denied as denied:
        return denied.reason
    return ""


def _check_address(referral: Referral, email: str) -> None:
    held = Membership.objects.current().filter(school=referral.school_id, user__email=email)
    roles = set(held.values_list("role", flat=True))
    if roles - {Role.PARENT, Role.PROFESSIONAL}:
        raise Denied("This is the address of a member of staff. Enter the professional’s own address.")
    if Role.PARENT in roles or Contact.objects.filter(pupil=referral.pupil_id, email__iexact=email).exists():
        raise Denied(
            "This is the address of a parent or carer. Enter the one that the professional uses at work."
        )


def _check_ticked(referral: Referral, parts: list[str], documents: list[PupilDocument], by: User) -> None:
    if set(parts) - set(Part.values):
        raise Denied("Tick among the parts that are offered.")
    if not parts and not documents:
        raise Denied("Tick at least one thing to share: what we ask, for example.")
    keys = {document.pk for document in documents}
    if documents_to_tick(referral.pupil, by).filter(pk__in=keys).count() != len(keys):
        raise Denied(
            "One of the documents is not in this child’s file, or not open to you: look at the list again."
        )


def _locked_referral(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related("pupil", "agency", "school")
    return rows.get(pk=referral.pk)


@transaction.atomic
def invite_professional(
    *, referral: Referral, name: str, email: str, start: dt.date, until: dt.date, parts: list[str],
    documents: list[PupilDocument], by: User, at: dt.datetime, job: str = "",
) -> Invitation:  # fmt: skip
    """Let one professional in to one referral from `start` to the end of `until`, to see the ticked `parts`
    (agencies.visitor.parts.Part) and `documents`, and nothing else; told by an email that names no child (R-126) and
    recorded as a disclosure (R-206).

    Raises Denied: the role, no consent that holds (R-111), dates (`check_span`), the address of a member of staff or of
    a parent, nothing ticked, a document that is not the child's or not open to `by`, an open invitation of theirs.
    """
    check_can(by, Permission.REFERRAL_INVITE, referral)
    referral, today = _locked_referral(referral), timezone.localdate(at)
    email, name = email.strip().lower(), name.strip()
    _check_open(referral)
    if not name or not email:
        raise Denied("Enter the professional’s name and email address.")
    check_span(referral, start, until, today)
    _check_address(referral, email)
    _check_ticked(referral, parts, documents, by)
    user = find_or_create_user(email=email, name=name)
    _make_room(referral, user, today, by, at)
    give_role(school=referral.school, user=user, role=Role.PROFESSIONAL, by=by, at=at)
    held = Invitation.objects.create(
        school_id=referral.school_id, referral=referral, user=user, name=name, job=job.strip(), start=start,
        until=until, parts=_in_order(parts), invited_at=at, invited_by=by,
    )  # fmt: skip
    _tick(held, documents)
    _record_disclosure(held, parts, documents, by, at)
    tell_visitor(held, user, at)
    return held


def _make_room(referral: Referral, user: User, today: dt.date, by: User, at: dt.datetime) -> None:
    """An earlier invitation that has run out is ended; one that has not is changed instead of made twice."""
    earlier = Invitation.objects.select_for_update().filter(referral=referral, user=user, ended_at=None)
    for held in earlier:
        if held.until >= today:
            raise Denied(f"{held.name} has an invitation until {day(held.until)} already: change that one.")
        held.ended_at, held.ended_by = at, by
        held.save(update_fields=["ended_at", "ended_by"])


def _in_order(parts: list[str]) -> list[str]:
    return [part.value for part in Part if part in parts]


def _tick(held: Invitation, documents: list[PupilDocument]) -> None:
    for one in documents:
        InvitationDocument.objects.create(school_id=held.school_id, invitation=held, document=one)


def _record_disclosure(
    held: Invitation, parts: list[str], documents: list[PupilDocument], by: User, at: dt.datetime
) -> None:
    told = [str(Part(part).label) for part in _in_order(parts)] + [f"“{one.title}”" for one in documents]
    what = f"Open from {day(held.start)} to {day(held.until)}: {'; '.join(told)}"
    disclose(
        pupil=held.referral.pupil, referral=held.referral, agency=held.referral.agency, how=SentHow.INVITED,
        to=", ".join(filter(None, (held.name, held.job)))[:160], on=timezone.localdate(at), by=by, at=at,
        what=what if len(what) <= MOST_WHAT else f"{what[: MOST_WHAT - 1]}…",
    )  # fmt: skip


def tell_visitor(invitation: Invitation, user: User, at: dt.datetime) -> None:
    """Email, once the transaction has committed, that a referral is open to them: no child's name, how to sign in by a
    one-time code (R-126)."""
    school = invitation.referral.school
    context = {"school": school, "start": day(invitation.start), "until": day(invitation.until),
               "link": settings.SITE_URL + reverse("account_request_login_code")}  # fmt: skip
    body = render_to_string("email/visitor_invited.txt", context)
    subject = _("%(school)s has opened a referral to you") % {"school": school.name}
    post(
        school=school,
        to=user.email,
        what=_("A referral opened"),
        subject=subject,
        body=body,
        at=at,
        recipient=user,
    )


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("referral__pupil", "referral__agency", "user").get(pk=invitation.pk)


@transaction.atomic
def change_invitation(
    *, invitation: Invitation, until: dt.date, parts: list[str], documents: list[PupilDocument], by: User,
    at: dt.datetime, job: str = "", version: int | None = None,
) -> Invitation:  # fmt: skip
    """Share more or less, or until another day. What is newly shared is recorded as a disclosure; what is taken back
    opens no more. Raises Denied as `invite_professional` does, or Overtaken."""
    check_can(by, Permission.REFERRAL_INVITE, invitation)
    held = _locked(invitation)
    check_version(held, version)
    if held.ended_at:
        raise Denied("This invitation has ended: invite the person again.")
    _check_open(held.referral)
    check_span(held.referral, held.start, until, timezone.localdate(at), new=False)
    _check_ticked(held.referral, parts, documents, by)
    before, longer = set(held.documents.values_list("pk", flat=True)), until > held.until
    more_parts = [part for part in parts if part not in held.parts]
    more = [one for one in documents if one.pk not in before]
    for gone in InvitationDocument.objects.filter(invitation=held).exclude(document__in=documents):
        gone.delete()
    _tick(held, more)
    held.until, held.parts, held.job, held.version = until, _in_order(parts), job.strip(), held.version + 1
    held.save()
    if longer:
        _record_disclosure(held, parts, documents, by, at)
    elif more_parts or more:
        _record_disclosure(held, more_parts, more, by, at)
    return held


@transaction.atomic
def end_invitation(*, invitation: Invitation, by: User, at: dt.datetime) -> Invitation:
    """End an invitation from now on; the next click of the professional opens nothing. Ending it twice changes nothing.
    Raises Denied for who may not invite."""
    check_can(by, Permission.REFERRAL_INVITE, invitation)
    return _end(_locked(invitation), by, at)


@transaction.atomic
def end_invitations(*, referral: Referral, by: User, at: dt.datetime) -> None:
    """End every invitation to a referral: its consent was withdrawn, perhaps by the parents themselves, or it closed.
    Who may do that was asked by the caller; who may invite is not asked again."""
    for held in Invitation.objects.select_for_update().filter(referral=referral, ended_at=None):
        _end(held, by, at)


def _end(held: Invitation, by: User, at: dt.datetime) -> Invitation:
    if held.ended_at is None:
        held.ended_at, held.ended_by, held.version = at, by, held.version + 1
        held.save(update_fields=["ended_at", "ended_by", "version"])
        _end_membership(held, by, at)
    return held


def _end_membership(held: Invitation, by: User, at: dt.datetime) -> None:
    """Nothing lets the person in any more: their role at the school ends with their last invitation."""
    today = timezone.localdate(at)
    others = Invitation.objects.filter(
        school=held.school_id, user=held.user_id, ended_at=None, until__gte=today
    )
    if others.exists() or still_invited(held.user_id, held.school_id, today):
        return
    roles = Membership.objects.current().filter(
        school=held.school_id, user=held.user_id, role=Role.PROFESSIONAL
    )
    for role in roles.select_for_update():
        role.ended_at, role.ended_by = at, by
        role.save(update_fields=["ended_at", "ended_by"])
