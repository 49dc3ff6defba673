"""Every write of referrals: prepared, talked over, sent, answered, seen, closed. Each is one transaction. The parents'
answers are in consents.py."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agencies.enums import ReferralState, Sector, SentHow
from agencies.lifecycle import REFERRAL, consent_in_force, has_consent
from agencies.models import Agency, Disclosure, Professional, Referral
from agencies.referrals.consents import record_consent, tell_asked, withdraw_consent
from agencies.referrals.ground import check_after, end_invitations, lock_pupil, locked, move_on, try_move
from agencies.referrals.record import referral_snapshot
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can
from core.documents.actions import issue_document
from core.documents.pdf import AGENCY_REFERRAL
from core.ui.present import day
from register.actions import file_document
from register.edits import check_version
from register.enums import DocumentKind
from register.file.actions import check_happened, write_conversation
from register.models import Pupil, PupilDocument

__all__ = ["record_consent", "withdraw_consent"]  # beside what is below

S = ReferralState
SENDERS = (Permission.REFERRAL_EDIT, Permission.REFERRAL_INVITE, Permission.AGENCY_CHASE)


@transaction.atomic
def start_referral(
    *, pupil: Pupil, agency: Agency, asked: str, tried: str, by: User, at: dt.datetime,
    professional: Professional | None = None, why_private: str = "",
) -> Referral:  # fmt: skip
    """Begin a referral of the pupil to an agency: a draft, seen by staff alone. Raises Denied with what is missing."""
    check_can(by, Permission.REFERRAL_EDIT, pupil)
    referral = Referral(
        school_id=pupil.school_id, pupil=pupil, created_at=at, created_by=by, state=S.DRAFT, version=0
    )
    return _write(referral, agency, asked, tried, professional, why_private, timezone.localdate(at))


@transaction.atomic
def change_referral(
    *, referral: Referral, agency: Agency, asked: str, tried: str, by: User, at: dt.datetime,
    professional: Professional | None = None, why_private: str = "", version: int | None = None,
) -> Referral:  # fmt: skip
    """Change a draft. Once it has been talked over it stays as the parents know it. Raises Denied, or Overtaken."""
    held = locked(referral)
    check_can(by, Permission.REFERRAL_EDIT, held)
    if held.state != S.DRAFT:
        raise Denied(
            "The parents know it as it stands. To ask for something else, close this referral and start another."
        )
    check_version(held, version)
    return _write(held, agency, asked, tried, professional, why_private, timezone.localdate(at))


def _write(held, agency, asked, tried, professional, why_private, today) -> Referral:
    if agency.school_id != held.school_id:
        raise Denied("Choose an agency of the school’s directory.")
    if agency.retired_on and agency.retired_on <= today:
        raise Denied(f"{agency.name} is no longer in use: choose another agency.")
    if professional and professional.agency_id != agency.pk:
        raise Denied(
            f"{professional.name} does not work for {agency.name}: choose somebody who does, or nobody."
        )
    if not asked.strip():
        raise Denied("Say what you ask of them.")
    if agency.sector == Sector.PRIVATE and not why_private.strip():
        raise Denied(
            "Say why the local authority’s own service cannot meet this before a private one is asked."
        )
    held.agency, held.professional = agency, professional
    held.asked, held.tried, held.why_private = asked.strip(), tried.strip(), why_private.strip()
    held.version += 1
    held.save()
    return held


@transaction.atomic
def record_talk(
    *, referral: Referral, kind: str, on: dt.date, people: str, about: str, by: User, at: dt.datetime,
    ask: bool = True,
) -> Referral:  # fmt: skip
    """Write down the talk with the parents on progress and ways forward (R-110): a conversation in the pupil's file,
    and the referral is discussed. With `ask`, parents who sign in are asked by an email that names nobody for their
    answer. Raises Denied: the role, a day that cannot be, nobody or nothing said, not at this step."""
    held = locked(referral)
    REFERRAL.move(held.state, S.DISCUSSED)
    check_can(by, Permission.REFERRAL_EDIT, held)
    if held.conversation and on < held.conversation.on:
        raise Denied(
            f"It was talked over on {day(held.conversation.on)} already: enter the day of the new talk."
        )
    held.conversation = write_conversation(
        pupil=held.pupil, conversation=None, by=by, at=at, kind=kind, on=on, people=people, about=about
    )
    held.save(update_fields=["conversation"])
    held = move_on(held, S.DISCUSSED, by=by, at=at)
    if ask:
        tell_asked(held)
    return held


@transaction.atomic
def send_referral(
    *, referral: Referral, on: dt.date, how: str, to: str, what: str, by: User, at: dt.datetime,
    why_private: str = "",
) -> Referral:  # fmt: skip
    """Record that the referral left the school: on which day, how (never ordinary email, R-126), to whom, what was
    given; a disclosure is written (R-206). Raises Denied: no consent that holds, a day before it, nobody, nothing."""
    held = locked(referral)
    REFERRAL.move(held.state, S.SENT)
    check_can(by, Permission.REFERRAL_EDIT, held)
    has_consent(held)
    given = consent_in_force(held).given_on
    check_after(held.pupil, on, given, "The parents agreed on %s: nothing may leave before.", at)
    declined = "They declined on %s: enter the day on which it was sent again."
    check_after(held.pupil, on, held.answered_on, declined, at)
    disclose(
        pupil=held.pupil, referral=held, agency=held.agency, to=to, what=what, how=how, on=on, by=by, at=at
    )
    held.why_private = why_private.strip() or held.why_private
    held.sent_on, held.sent_how, held.answered_on, held.expected_by = on, how, None, None
    held.save(update_fields=["sent_on", "sent_how", "answered_on", "expected_by", "why_private"])
    return move_on(held, S.SENT, by=by, at=at)


@transaction.atomic
def disclose(
    *, pupil: Pupil, referral: Referral | None, agency: Agency | None, to: str, what: str, how: str, on: dt.date,
    by: User, at: dt.datetime,
) -> Disclosure:  # fmt: skip
    """Write down that something about the child left the school: what, to whom, how (R-206). It is the record of what
    happened, so it asks for no consent: the actions that send do. Raises Denied: the role, a day that cannot be,
    nobody, nothing, ordinary email."""
    if not any(can(by, permission, pupil) for permission in SENDERS):
        check_can(by, Permission.REFERRAL_EDIT, pupil)
    check_happened(pupil, on, timezone.localdate(at))
    if how not in SentHow.values:
        raise Denied("Say how it was given. Ordinary email is never used for what names a child.")
    if not to.strip() or not what.strip():
        raise Denied("Say to whom it was given, and what.")
    return Disclosure.objects.create(
        school_id=pupil.school_id, pupil=pupil, referral=referral, agency=agency, to=to.strip(), what=what.strip(),
        how=how, on=on, recorded_at=at, recorded_by=by,
    )  # fmt: skip


@transaction.atomic
def record_answer(
    *, referral: Referral, accepted: bool, on: dt.date, by: User, at: dt.datetime, expected_by: dt.date | None = None,
    why: str = "",
) -> Referral:  # fmt: skip
    """Record the agency's answer: accepted, with the day by which they mean to see the child, or declined, and why.
    Raises Denied."""
    held, end = locked(referral), S.ACCEPTED if accepted else S.DECLINED
    REFERRAL.move(held.state, end)
    check_can(by, Permission.REFERRAL_EDIT, held)
    check_after(held.pupil, on, held.sent_on, "It was sent on %s: the answer cannot be earlier.", at)
    if accepted and expected_by and expected_by < on:
        raise Denied("They cannot mean to see the child before they answered: check the dates.")
    if not accepted and not why.strip():
        raise Denied("Say why they declined: it helps to ask the right service next.")
    held.answered_on, held.expected_by = on, expected_by if accepted else None
    held.declined_why = held.declined_why if accepted else why.strip()
    held.save(update_fields=["answered_on", "expected_by", "declined_why"])
    return move_on(held, end, by=by, at=at)


@transaction.atomic
def mark_seen(*, referral: Referral, on: dt.date, by: User, at: dt.datetime) -> Referral:
    """The agency has seen the child on that day. The day is kept in any case; the move is made where the referral
    waits for it and the consent holds, and a report that came before follows. Nothing changes once it was seen.
    Raises Denied for the role or a day that cannot be."""
    held = locked(referral)
    if held.state not in (S.SENT, S.ACCEPTED):
        return held
    check_can(by, Permission.VISIT_EDIT, held)
    sent = "It was sent on %s: the child cannot have been seen for it before."
    check_after(held.pupil, on, held.sent_on, sent, at)
    if held.seen_on is None or on < held.seen_on:
        held.seen_on = on
        held.save(update_fields=["seen_on"])
    return _follow(try_move(held, S.SEEN, by=by, at=at), by, at)


@transaction.atomic
def mark_reported(*, referral: Referral, by: User, at: dt.datetime) -> Referral:
    """A report has arrived. The move is made where it is open and the consent holds; otherwise nothing changes."""
    held = locked(referral)
    return try_move(held, S.REPORTED, by=by, at=at) if held.state in (S.SEEN, S.DECIDED) else held


@transaction.atomic
def mark_decided(*, referral: Referral, by: User, at: dt.datetime) -> Referral:
    """A recommendation has been decided. The move is made when it was the last; otherwise nothing changes."""
    held = locked(referral)
    return try_move(held, S.DECIDED, by=by, at=at) if held.state == S.REPORTED else held


def _follow(held: Referral, by: User, at: dt.datetime) -> Referral:
    """What came earlier than it should have: a report before the child was marked as seen."""
    if held.state == S.SEEN:
        held = try_move(held, S.REPORTED, by=by, at=at)
    return try_move(held, S.DECIDED, by=by, at=at) if held.state == S.REPORTED else held


@transaction.atomic
def close_referral(*, referral: Referral, why: str, by: User, at: dt.datetime) -> Referral:
    """End the referral; before advice was decided, with the reason. Invitations end with it. Raises Denied."""
    lock_pupil(referral.pupil_id)
    held = locked(referral)
    REFERRAL.move(held.state, S.CLOSED)
    check_can(by, Permission.REFERRAL_EDIT, held)
    if held.state != S.DECIDED and not why.strip():
        raise Denied("Say why it ends without advice.")
    held.closed_why = why.strip()
    held.save(update_fields=["closed_why"])
    held = move_on(held, S.CLOSED, by=by, at=at)
    end_invitations(held, by, at)
    return held


@transaction.atomic
def issue_referral(*, referral: Referral, by: User, at: dt.datetime) -> PupilDocument:
    """The referral on paper: a PDF in the pupil's file, made by a worker. It says who agreed and when, so there must
    be a consent that holds. Raises Denied."""
    held = locked(referral)
    check_can(by, Permission.REFERRAL_EDIT, held)
    has_consent(held)
    if held.state == S.CLOSED:
        raise Denied("This referral is closed: nothing more leaves the school for it. Start another one.")
    issued = issue_document(
        school=held.school, kind=DocumentKind.AGENCY_REFERRAL, subject=held.reference, by=by, at=at,
        title=f"Referral to {held.agency.name}, {timezone.localdate(at):%-d %b %Y}", template=AGENCY_REFERRAL,
        snapshot=referral_snapshot(held, consent_in_force(held)),
    )  # fmt: skip
    return file_document(pupil=held.pupil, issued=issued, by=by, at=at)
