"""Every write about a pupil's profile: written, reviewed with parents, read, shared; and the bank it draws on."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import PROFILE
from core.schools.models import School
from register.actions import file_document, open_to_parent, tell_shared
from register.enums import DocumentKind
from register.models import (
    PROFILE_TEXTS,
    BankedAdjustment,
    Contact,
    Profile,
    ProfileReading,
    Pupil,
    PupilDocument,
    Voice,
)
from register.profiles.queries import adults_of_each
from register.profiles.snapshots import profile_snapshot
from register.profiles.starter import STARTER
from register.voice.queries import latest_voice

NO_VOICE = "Write down what {name} says first, or say why {name} has not been asked."


@transaction.atomic
def write_profile(
    *,
    pupil: Pupil,
    by: User,
    at: dt.datetime,
    review_on: dt.date | None,
    no_voice_why: str = "",
    **texts: str,
) -> Profile:
    """Write the pupil's profile as it now is (R-55, R-57), as the next version; the history keeps every earlier one.

    `texts` holds every one of PROFILE_TEXTS. Whoever writes it has read it. Raises Denied: not theirs to write,
    nothing is written, or the child has not been asked (no Voice) and `no_voice_why` does not say why.
    """
    check_can(by, Permission.PROFILE_EDIT, pupil)
    if not any(texts[name].strip() for name in PROFILE_TEXTS):
        raise Denied(f"The profile is empty: write at least what helps {pupil.first_name}.")
    asked = Voice.objects.filter(pupil=pupil).exists()
    if not asked and not no_voice_why.strip():
        raise Denied(NO_VOICE.format(name=pupil.first_name))
    profile = Profile.objects.select_for_update().filter(pupil=pupil).first()
    profile = profile or Profile(school_id=pupil.school_id, pupil=pupil, version=0)
    for name in PROFILE_TEXTS:
        setattr(profile, name, texts[name].strip())
    profile.review_on, profile.no_voice_why = review_on, "" if asked else no_voice_why.strip()
    return _next_version(profile, by, at)


def _next_version(profile: Profile, by: User, at: dt.datetime) -> Profile:
    profile.written_by, profile.written_at = by, at
    profile.version += 1
    profile.save()
    if by.pk in adults_of_each([profile.pupil])[profile.pupil_id]:
        _note_reading(profile, by, at)
    return profile


def _note_reading(profile: Profile, by: User, at: dt.datetime) -> ProfileReading:
    reading, _created = ProfileReading.objects.get_or_create(
        school_id=profile.school_id,
        profile=profile,
        user=by,
        number=profile.version,
        defaults={"read_at": at},
    )
    return reading


@transaction.atomic
def review_profile(
    *, profile: Profile, reviewed_on: dt.date, how: str, parents_say: str, review_on: dt.date, by: User,
    at: dt.datetime,
) -> Profile:  # fmt: skip
    """Record that the profile was reviewed with the parents (R-58): when, how (HowTold), what they said, and by
    when the next review is. Makes a new version. Raises Denied."""
    check_can(by, Permission.PROFILE_EDIT, profile.pupil)
    if reviewed_on > timezone.localdate(at):
        raise Denied("The review is in the future: enter the day on which it took place.")
    if review_on <= reviewed_on:
        raise Denied("The next review comes after this one: choose a later day.")
    profile = (
        Profile.objects.select_for_update(of=("self",)).select_related("pupil__school").get(pk=profile.pk)
    )
    profile.reviewed_on, profile.reviewed_how = reviewed_on, how
    profile.parents_say, profile.review_on = parents_say.strip(), review_on
    return _next_version(profile, by, at)


@transaction.atomic
def confirm_reading(*, profile: Profile, number: int, by: User, at: dt.datetime) -> ProfileReading:
    """Record that `by` has read version `number` of the profile (R-56, R-61, R-62); a second time changes nothing.

    Raises Denied when a newer version is there, or when `by` neither teaches nor supports the child.
    """
    check_can(by, Permission.SEN_VIEW, profile.pupil)
    if by.pk not in adults_of_each([profile.pupil])[profile.pupil_id]:
        first = profile.pupil.first_name
        raise Denied(f"Only those who teach or support {first} confirm that they have read this.")
    profile = Profile.objects.select_for_update(of=("self",)).select_related("pupil").get(pk=profile.pk)
    if number != profile.version:
        raise Denied("This has changed since you opened the page: read what is new, then confirm.")
    return _note_reading(profile, by, at)


@transaction.atomic
def share_profile(*, profile: Profile, contacts: list[Contact], by: User, at: dt.datetime) -> PupilDocument:
    """Issue the profile as it now is and put it where the pupil's parents see it (R-59).

    Each of `contacts` may sign in by code from now on and is told by an email that names no child. Raises Denied.
    """
    pupil = profile.pupil
    check_can(by, Permission.PROFILE_SHARE, pupil)
    title = f"{pupil.school.label('profile')}, version {profile.version}"
    issued = issue_document(
        school=pupil.school, kind=DocumentKind.PROFILE, subject=pupil.reference, title=title, template=PROFILE,
        snapshot=profile_snapshot(profile, latest_voice(pupil)), by=by, at=at,
    )  # fmt: skip
    document = file_document(pupil=pupil, issued=issued, by=by, at=at, for_family=True)
    for contact in contacts:
        open_to_parent(contact=contact, by=by, at=at)
        tell_shared(school=pupil.school, email=contact.email, template="email/profile_shared.txt")
    return document


@transaction.atomic
def bank_adjustment(*, school: School, area: str, words: str, by: User, at: dt.datetime) -> BankedAdjustment:
    """Put a line into the school's bank of adjustments; one that was retired comes back. Raises Denied."""
    check_can(by, Permission.BANK_EDIT, school)
    words = _locked_words(school.pk, words)
    held = BankedAdjustment.objects.filter(school=school, words__iexact=words).first()
    if held is None:
        return BankedAdjustment.objects.create(school=school, area=area, words=words)
    if held.retired_on is None:
        raise Denied("This line is in the bank already.")
    return _save_adjustment(held, area=area, words=words, retired_on=None)


@transaction.atomic
def change_adjustment(
    *, adjustment: BankedAdjustment, area: str, words: str, by: User, at: dt.datetime
) -> BankedAdjustment:
    """Change a line of the bank; profiles that took it keep their words. Raises Denied."""
    check_can(by, Permission.BANK_EDIT, adjustment)
    words = _locked_words(adjustment.school_id, words)
    same = BankedAdjustment.objects.filter(school_id=adjustment.school_id, words__iexact=words)
    if same.exclude(pk=adjustment.pk).exists():
        raise Denied("Another line of the bank says the same: change the words, or retire one of them.")
    adjustment = BankedAdjustment.objects.select_for_update().get(pk=adjustment.pk)
    return _save_adjustment(adjustment, area=area, words=words)


@transaction.atomic
def retire_adjustment(*, adjustment: BankedAdjustment, by: User, at: dt.datetime) -> BankedAdjustment:
    """Offer the line no longer; profiles that took it keep their words. Raises Denied."""
    check_can(by, Permission.BANK_EDIT, adjustment)
    adjustment = BankedAdjustment.objects.select_for_update().get(pk=adjustment.pk)
    return _save_adjustment(adjustment, retired_on=adjustment.retired_on or timezone.localdate(at))


def _locked_words(school_id: int, words: str) -> str:
    """The words with single spaces; nobody else writes into the school's bank until the transaction ends."""
    School.objects.select_for_update().only("id").get(pk=school_id)
    return " ".join(words.split())


def _save_adjustment(adjustment: BankedAdjustment, **fields) -> BankedAdjustment:
    for name, value in fields.items():
        setattr(adjustment, name, value)
    adjustment.version += 1
    adjustment.save()
    return adjustment


@transaction.atomic
def start_bank(*, school: School, by: User, at: dt.datetime) -> list[BankedAdjustment]:
    """Fill an empty bank with the starter set. Raises Denied when there is a line in it already."""
    check_can(by, Permission.BANK_EDIT, school)
    School.objects.select_for_update().only("id").get(pk=school.pk)
    if BankedAdjustment.objects.filter(school=school).exists():
        raise Denied("The bank has lines already: add to them one by one.")
    rows = [
        BankedAdjustment(school=school, area=area, words=line)
        for area, lines in STARTER.items()
        for line in lines
    ]
    return BankedAdjustment.objects.bulk_create(rows)
