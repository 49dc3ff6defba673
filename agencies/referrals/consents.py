"""The parents' answers to a referral: given, refused, given anew, taken back (R-111)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.enums import NEEDS_CONSENT, ConsentAnswer, ConsentHow, ReferralState
from agencies.lifecycle import REFERRAL, newest_consent
from agencies.models import Consent, Referral
from agencies.referrals.ground import check_after, end_invitations, lock_pupil, locked, move_on, try_move
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.reminders.outbox import post
from core.ui.present import day
from register.enums import DocumentKind
from register.file.actions import add_document
from register.file.queries import online_contacts
from register.file.uploads import Upload
from register.models import Contact, PupilDocument

S = ReferralState
ENDS = {ConsentAnswer.GIVEN: S.CONSENTED, ConsentAnswer.REFUSED: S.REFUSED}


def tell_asked(referral: Referral) -> None:
    """Email the parents who sign in, once the transaction has committed, that their answer is asked: no name, no
    content, a link behind sign-in (R-126)."""
    school = referral.school
    link = settings.SITE_URL + reverse("overview:home", args=[school.slug])
    subject = _("%(school)s asks for your answer") % {"school": school.name}
    body = render_to_string("email/consent_asked.txt", {"school": school, "link": link})
    emails = [contact.email for contact in online_contacts(referral.pupil) if contact.email]
    for email in emails:
        post(
            school=school,
            to=email,
            what=_("Asked for an answer"),
            subject=subject,
            body=body,
            at=timezone.now(),
        )


@transaction.atomic
def record_consent(
    *, referral: Referral, answer: str, contact: Contact | None, who: str, how: str, purpose: str, given_on: dt.date,
    until: dt.date | None, why: str, by: User, at: dt.datetime, paper: Upload | None = None,
) -> Consent:  # fmt: skip
    """Record what the parents answer (ConsentAnswer), who, how (ConsentHow) and to what; a consent may end on the day
    `until`. `paper` is a signed form, put in the pupil's file. The referral moves on; a consent that runs out, or has,
    may be given anew at any later step.

    A parent answers online, under their own name. Raises Denied: not theirs to answer, not asked now, a day before the
    talk or still to come, over already, nobody named.
    """
    held = locked(referral)
    check_can(by, Permission.CONSENT_ANSWER, held)
    answer = _known(answer)
    again = _given_anew(held, answer)
    who = _who(held, contact, who, how, by)
    _check_days(held, given_on, until, at)
    if answer == ConsentAnswer.GIVEN and not purpose.strip():
        raise Denied(_("Say what they agree to."))
    consent = Consent.objects.create(
        school_id=held.school_id, referral=held, answer=answer, contact=contact, who=who, how=how,
        purpose=purpose.strip(), given_on=given_on, until=until if answer == ConsentAnswer.GIVEN else None,
        why=why.strip(), paper=_keep(held, paper, given_on, by, at), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    if not again:
        move_on(held, ENDS[answer], by=by, at=at)
    elif held.state == S.SEEN:  # a report may have come while the consent had run out
        try_move(held, S.REPORTED, by=by, at=at)
    return consent


def _known(answer: str) -> ConsentAnswer:
    if answer not in ConsentAnswer.values:
        raise Denied(_("Say whether they agree."))
    return ConsentAnswer(answer)


def _given_anew(held: Referral, answer: ConsentAnswer) -> bool:
    """Whether the answer renews a consent, without a move. Raises Denied when no answer is asked."""
    if held.state == S.DISCUSSED:
        return False
    newest = newest_consent(held)
    if held.state not in NEEDS_CONSENT or newest is None:
        REFERRAL.move(held.state, ENDS[answer])
    told = {"who": newest.who, "day": day(newest.given_on)}
    if answer == ConsentAnswer.REFUSED:
        words = _("%(who)s agreed on %(day)s. If they no longer do, take the consent back instead.")
        raise Denied(words % told)
    if newest.until is None:
        words = _("%(who)s agreed on %(day)s already: that holds and need not be given again.")
        raise Denied(words % told)
    return True


def _who(held: Referral, contact: Contact | None, who: str, how: str, by: User) -> str:
    if contact and contact.pupil_id != held.pupil_id:
        raise Denied(_("Choose among the contacts of this child."))
    if how not in ConsentHow.values:
        raise Denied(_("Say how they answered."))
    if how == ConsentHow.ONLINE:
        if contact is None or contact.user_id != by.pk:
            raise Denied(
                _("An answer online is given by the parent who has signed in. Say how they answered you.")
            )
        return by.name or contact.name
    check_can(by, Permission.REFERRAL_EDIT, held)
    named = who.strip() or (contact.name if contact else "")
    if not named:
        raise Denied(_("Say who answered."))
    return named


def _check_days(held: Referral, given_on: dt.date, until: dt.date | None, at: dt.datetime) -> None:
    talk = held.conversation.on if held.conversation else None
    words = _("It was talked over on %s: the answer cannot be earlier.")
    check_after(held.pupil, given_on, talk, words, at)
    if until and until < max(given_on, timezone.localdate(at)):
        raise Denied(_("%(day)s is over already: choose a later day, or none.") % {"day": day(until)})


def _keep(
    held: Referral, paper: Upload | None, dated: dt.date, by: User, at: dt.datetime
) -> PupilDocument | None:
    if paper is None:
        return None
    title = _("Consent to the referral to %(agency)s") % {"agency": held.agency.name}
    return add_document(
        pupil=held.pupil, kind=DocumentKind.CONSENT, title=title, by=by, at=at, upload=paper, dated=dated
    )


@transaction.atomic
def withdraw_consent(
    *, referral: Referral, on: dt.date, how: str, by: User, at: dt.datetime, who: str = "", words: str = ""
) -> Referral:  # fmt: skip
    """The parents take their consent back, on that day and how (ConsentHow): nothing more may be sent, and whoever was
    invited is let out. Who it was and what they said is added to what was said before. Raises Denied: not theirs, no
    consent, a day before it was given or still to come."""
    lock_pupil(referral.pupil_id)
    held = locked(referral)
    check_can(by, Permission.CONSENT_ANSWER, held)
    REFERRAL.move(held.state, S.WITHDRAWN)
    consent = newest_consent(held)
    if consent is None or consent.answer != ConsentAnswer.GIVEN or consent.withdrawn_on:
        raise Denied(_("There is no consent to take back."))
    _check_how(held, how, by)
    given = _("They agreed on %s: it cannot be taken back before.")
    check_after(held.pupil, on, consent.given_on, given, at)
    consent.why = _add_words(consent.why, who.strip() or (by.name if how == ConsentHow.ONLINE else ""), words)
    consent.withdrawn_on, consent.withdrawn_how, consent.withdrawn_at, consent.withdrawn_by = on, how, at, by
    consent.version += 1
    consent.save()
    held = move_on(held, S.WITHDRAWN, by=by, at=at)
    end_invitations(held, by, at)
    return held


def _add_words(before: str, who: str, words: str) -> str:
    taken = _("Taken back by %(who)s.") % {"who": who} if who else ""
    told = " ".join(part for part in (before, taken, words.strip()) if part)
    if len(told) > Consent._meta.get_field("why").max_length:
        raise Denied(_("That is longer than can be kept: shorten what they said."))
    return told


def _check_how(held: Referral, how: str, by: User) -> None:
    kin = any(contact.user_id == by.pk for contact in online_contacts(held.pupil))
    if how not in ConsentHow.values or (how == ConsentHow.ONLINE and not kin):
        raise Denied(_("Say how they told you. Online is for the parent who has signed in."))
    if how != ConsentHow.ONLINE:
        check_can(by, Permission.REFERRAL_EDIT, held)
