"""The one write of this room: asking again, once in two weeks, politely."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agencies.enums import ChaseHow, SentHow
from agencies.lifecycle import has_consent
from agencies.models import Chase, Referral, Visit
from agencies.referrals.actions import disclose
from agencies.stuck import words
from agencies.stuck.addresses import addressee_of, may_write
from agencies.stuck.kinds import CHASE_DAYS, HOW, NOT_CHASED, TURN, StuckKind, Turn
from agencies.stuck.queries import Stuck, stuck_things
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import AGENCY_LETTER
from core.reminders.outbox import post
from core.ui.present import day
from register.actions import file_document
from register.enums import DocumentKind
from register.models import PupilDocument

MOST_TO = 160  # characters of whom a chase went to


@transaction.atomic
def chase(
    *, about: str, how: str, to: str, by: User, at: dt.datetime, referral: Referral | None = None,
    visit: Visit | None = None,
) -> Chase:  # fmt: skip
    """Ask again about something of a referral or a visit that is stuck (StuckKind): by an email to the addresses `to`,
    which names nobody (R-126); by a printed letter to `to`, filed with the child and recorded as a disclosure since it
    names the child (R-206); or, as a record, by telephone with `to`.

    Raises Denied: the role, not stuck any more, the reader's own turn, asked within CHASE_DAYS days already, an address
    that is none, nobody, a letter where there is no consent that holds.
    """
    held = _locked(referral, visit)
    check_can(by, Permission.AGENCY_CHASE, held)
    if about in NOT_CHASED:
        raise Denied("This is for you to do: there is nobody to ask.")
    thing = _still_stuck(held, about, by, timezone.localdate(at))
    _check_first(held, about, at)
    how, to = _known(how, thing), to.strip()
    kept = Chase(school_id=held.school_id, about=about, how=how, chased_at=at, chased_by=by, to=to[:MOST_TO],
                 **{"visit" if isinstance(held, Visit) else "referral": held})  # fmt: skip
    if how == ChaseHow.MESSAGE:
        _send(thing, held.school, _addresses(to), at)
    elif how == ChaseHow.LETTER:
        kept.document = _write_letter(thing, held, to, by, at)
    elif not to:
        raise Denied("Say whom you spoke to.")
    kept.save()
    return kept


def _locked(referral: Referral | None, visit: Visit | None) -> Referral | Visit:
    model, row = (Visit, visit) if visit is not None else (Referral, referral)
    rows = model.objects.select_for_update(of=("self",)).select_related("pupil", "school", "agency")
    return rows.get(pk=row.pk)


def _still_stuck(held: Referral | Visit, about: str, by: User, today: dt.date) -> Stuck:
    part = "visit" if isinstance(held, Visit) else "referral"
    for thing in stuck_things(held.school, by, today):
        if thing.kind == about and getattr(thing, part) == held.reference:
            return thing
    raise Denied("This is not stuck any more: look at the list again.")


def _check_first(held: Referral | Visit, about: str, at: dt.datetime) -> None:
    earlier = (
        held.chases.filter(about=about, chased_at__gt=at - dt.timedelta(days=CHASE_DAYS))
        .order_by("-chased_at")
        .first()
    )
    if earlier is None:
        return
    first = timezone.localdate(earlier.chased_at)
    raise Denied(
        f"You asked on {day(first)} already, {HOW[earlier.how]}. "
        f"Ask again from {day(first + dt.timedelta(days=CHASE_DAYS))}."
    )


def _known(how: str, thing: Stuck) -> ChaseHow:
    if how not in ChaseHow.values:
        raise Denied("Say how you ask.")
    if how == ChaseHow.LETTER and not may_write(thing):
        raise Denied("A printed letter goes to agencies alone: ask by email or by telephone.")
    return ChaseHow(how)


def _addresses(to: str) -> list[str]:
    found = [part for part in to.replace(";", ",").replace(",", " ").split() if part]
    for address in found:
        try:
            validate_email(address)
        except ValidationError:
            raise Denied(f"“{address}” is not an email address: check it.") from None
    if not found:
        raise Denied("Enter the email address to write to.")
    return found


def draft_email(thing: Stuck, school) -> tuple[str, str]:
    """(subject, text) of the email, as it is shown before it is sent."""
    inside = TURN[StuckKind(thing.kind)] != Turn.AGENCY
    link = settings.SITE_URL + reverse("overview:home", args=[school.slug]) if inside else ""
    return words.subject_line(thing), render_to_string(
        "email/agency_chase.txt", words.email_context(thing, school, link)
    )


def _send(thing: Stuck, school, addresses: list[str], at: dt.datetime) -> None:
    subject, body = draft_email(thing, school)
    for address in addresses:
        post(school=school, to=address, what="Asked again", subject=subject, body=body, at=at)


def _write_letter(thing: Stuck, held: Referral | Visit, to: str, by: User, at: dt.datetime) -> PupilDocument:
    referral = held if isinstance(held, Referral) else held.referral
    if referral is None:
        raise Denied("There is no referral that the parents agreed to, and a letter names the child.")
    has_consent(referral)
    if not to:
        raise Denied("Say whom the letter is to.")
    today, address = timezone.localdate(at), addressee_of(thing, held.school).address
    issued = issue_document(
        school=held.school, kind=DocumentKind.AGENCY_LETTER, subject=held.reference, by=by, at=at, template=AGENCY_LETTER,
        title=f"Letter to {held.agency.name}, {today:%-d %b %Y}",
        snapshot=words.letter_snapshot(thing, held.pupil, held.school, to, address, today),
    )  # fmt: skip
    disclose(pupil=held.pupil, referral=referral, agency=held.agency, to=to[:MOST_TO], how=SentHow.LETTER, on=today, by=by,
             at=at, what=f"Name and date of birth, in a letter that asks about {words.ABOUT[thing.kind]}")  # fmt: skip
    return file_document(pupil=held.pupil, issued=issued, by=by, at=at)
