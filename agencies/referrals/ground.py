"""What every write of a referral stands on: the locked row, the move, days in their order."""

import datetime as dt

from django.utils import timezone

from agencies.lifecycle import REFERRAL
from agencies.models import Referral
from agencies.referrals.hooks import WITHDRAWN
from core.accounts.models import User
from core.accounts.permissions import Denied
from core.lifecycle.moves import make_move
from core.ui.present import day
from register.file.actions import check_happened
from register.models import Pupil


def lock_pupil(pupil_id: int) -> None:
    """Before the referral is locked, where its visits are called off: who announces a visit locks the pupil too, and so
    finds either the consent that holds or the one that was taken back."""
    Pupil.objects.select_for_update().only("pk").get(pk=pupil_id)


def locked(referral: Referral) -> Referral:
    """The row, locked and read again, with what actions ask of it."""
    rows = Referral.objects.select_for_update(of=("self",))
    joined = rows.select_related("pupil__school_class", "school", "agency", "professional", "conversation")
    return joined.get(pk=referral.pk)


def move_on(held: Referral, end: str, *, by: User, at: dt.datetime) -> Referral:
    """Make a move of the table. Raises Denied with the words of its guard."""
    return make_move(held, end, by=by, at=at, lifecycle=REFERRAL)


def try_move(held: Referral, end: str, *, by: User, at: dt.datetime) -> Referral:
    """Make the move where it is open to the person and its guard holds; otherwise leave the referral where it is."""
    try:
        REFERRAL.check(held, end, by)
    except Denied:
        return held
    return move_on(held, end, by=by, at=at)


def check_after(pupil: Pupil, on: dt.date, first: dt.date | None, words: str, at: dt.datetime) -> None:
    """Raises Denied when something cannot have happened on that day: still to come, or before `first`, which is told
    in `words` (with a %s for the day)."""
    check_happened(pupil, on, timezone.localdate(at))
    if first and on < first:
        raise Denied(words % day(first))


def end_invitations(referral: Referral, by: User, at: dt.datetime) -> None:
    """Whoever was let in for this referral is let out: tells everything that is registered in hooks.WITHDRAWN."""
    for ending in WITHDRAWN:
        ending(referral, by, at)
