"""Every write of letters: sent, answered once, chased."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import LETTER
from core.reminders.outbox import post
from core.ui.present import day
from register.actions import file_document, open_to_parent
from register.enums import HowTold, LetterKind, Pronouns, SlipAnswer
from register.letters.queries import cannot_write, letter_snapshot, standing_of
from register.letters.words import Choices, letter_name
from register.models import Contact, Letter, Pupil, PupilDocument
from register.permissions import pupil_is_here

MOST_OWN, MOST_COMMENT, MOST_NAME = 600, 2000, 120  # characters


@transaction.atomic
def send_letters(
    *, pupil: Pupil, kind: LetterKind, contacts: dict[Contact, HowTold], pronouns: Pronouns, by: User, at: dt.datetime,
    enclosed: bool = False, own: str = "",
) -> list[Letter]:  # fmt: skip
    """Send one letter to each contact, online (HowTold.ONLINE) or on paper (HowTold.PAPERS), with a slip that is asked
    back within the school's `slip_days` calendar days (R-163 to R-165).

    Each is issued and filed as a document of its own, its PDF made by a worker. An online contact may sign in by code
    from now on and is told so by an email that names nobody. Raises Denied: the role, a pupil who has left, a letter
    that does not fit the pupil's level, nobody chosen, no email address, the same letter sent the same day.
    """
    check_can(by, Permission.LETTER_SEND, pupil)
    pupil = _locked(pupil)
    pupil_is_here(by, pupil)
    chosen = Choices(LetterKind(kind), Pronouns(pronouns), enclosed, own.strip())
    _check_contacts(pupil, contacts, chosen)
    standing = standing_of(pupil)
    if reason := cannot_write(chosen.kind, standing):
        raise Denied(reason)
    today = timezone.localdate(at)
    drawn = {
        contact: letter_snapshot(standing, chosen, contact, how, today) for contact, how in contacts.items()
    }
    _check_new(pupil, drawn, chosen.kind, today)
    return [_send(pupil, contact, how, chosen, drawn[contact], by, at) for contact, how in contacts.items()]


def _locked(pupil: Pupil) -> Pupil:
    rows = Pupil.objects.select_for_update(of=("self",)).select_related("school", "school_class")
    return rows.get(pk=pupil.pk)


def _check_contacts(pupil: Pupil, contacts: dict[Contact, HowTold], chosen: Choices) -> None:
    if not contacts:
        raise Denied(_("Choose at least one person to send the letter to."))
    if any(contact.pupil_id != pupil.pk for contact in contacts):
        raise Denied(_("Choose among the contacts of this child."))
    if any(how not in {HowTold.ONLINE, HowTold.PAPERS} for how in contacts.values()):
        raise Denied(_("Choose online or on paper for each person."))
    if len(chosen.own) > MOST_OWN:
        raise Denied(
            _("Your own words are longer than %(most)d characters: shorten them.") % {"most": MOST_OWN}
        )


def _check_new(pupil: Pupil, drawn: dict[Contact, dict], kind: LetterKind, today: dt.date) -> None:
    sent = Letter.objects.filter(pupil=pupil, kind=kind, sent_at__date=today, contact__in=drawn)
    for letter in sent.select_related("document__issued", "contact"):
        if letter.document.issued.snapshot["letter"] == drawn[letter.contact]["letter"]:
            raise Denied(
                _("%(name)s has been sent this very letter today already.") % {"name": letter.contact.name}
            )


def _send(
    pupil: Pupil, contact: Contact, how: HowTold, chosen: Choices, snapshot: dict, by: User, at: dt.datetime
) -> Letter:
    online = how == HowTold.ONLINE
    if online:
        open_to_parent(contact=contact, by=by, at=at)
    letter = Letter(
        school_id=pupil.school_id, pupil=pupil, contact=contact, kind=chosen.kind, how=how, pronouns=chosen.pronouns,
        return_by=dt.date.fromisoformat(snapshot["letter"]["return_by"]), sent_at=at, sent_by=by,
    )  # fmt: skip
    letter.document = _issue(pupil, letter, snapshot, by, at)
    letter.save()
    if online:
        tell_family(letter, contact.email, at=at)
    return letter


def _issue(pupil: Pupil, letter: Letter, snapshot: dict, by: User, at: dt.datetime) -> PupilDocument:
    issued = issue_document(
        school=pupil.school, kind="letter", subject=letter.reference, template=LETTER, snapshot=snapshot, by=by, at=at,
        title=f"{letter_name(letter.kind, pupil.school)}, {timezone.localdate(at):%-d %b %Y}",
    )  # fmt: skip
    return file_document(pupil=pupil, issued=issued, by=by, at=at, for_family=letter.how == HowTold.ONLINE)


def tell_family(letter: Letter, email: str, *, at: dt.datetime, again: bool = False) -> None:
    """Email, once the transaction has committed, that a letter waits: no name, no content, a link behind sign-in
    (R-126)."""
    school = letter.pupil.school
    link = settings.SITE_URL + reverse("letters:read", args=[school.slug, letter.reference])
    body = render_to_string("email/letter_sent.txt", {"school": school, "link": link, "again": again})
    subject = _("A letter from %(school)s waits for you") if again else _("%(school)s has sent you a letter")
    post(
        school=school,
        to=email,
        what=_("A letter"),
        subject=subject % {"school": school.name},
        body=body,
        at=at,
    )


@transaction.atomic
def answer_letter(
    *, letter: Letter, answer: SlipAnswer, on: dt.date, by: User, at: dt.datetime, name: str = "", comment: str = ""
) -> Letter:  # fmt: skip
    """Record the family's answer on the day `on`: by the parent it was sent to (SlipAnswer.ONLINE, under their own
    name), or by staff as a paper slip, a telephone call with what was said, or a pack sent home (R-164, R-167).

    Once: the first answer stands and is never changed. Raises Denied: not theirs to answer, answered already, a day
    before the letter or still to come, no name on a slip, nobody or nothing said on the telephone.
    """
    letter = (
        Letter.objects.select_for_update(of=("self",)).select_related("contact", "pupil").get(pk=letter.pk)
    )
    name, comment = name.strip(), comment.strip()
    _check_may_answer(letter, answer, by)
    if letter.answer:
        raise Denied(answered_already(letter))
    _check_answer(letter, answer, on, timezone.localdate(at), name, comment)
    letter.answer, letter.answered_on, letter.answered_name, letter.comment = answer, on, name, comment
    letter.answered_at, letter.answered_by, letter.version = at, by, letter.version + 1
    letter.save()
    return letter


def _check_may_answer(letter: Letter, answer: SlipAnswer, by: User) -> None:
    if answer != SlipAnswer.ONLINE:
        check_can(by, Permission.SLIP_RECORD, letter)
        return
    check_can(by, Permission.FAMILY_VIEW, letter)
    if letter.contact.user_id != by.pk or letter.how != HowTold.ONLINE:
        raise Denied(_("Only the person whom the letter was sent to can say that it has been received."))


def answered_already(letter: Letter) -> str:
    """Who answered first, how and when: what the second is told."""
    who = letter.answered_name or letter.contact.name
    how = str(SlipAnswer(letter.answer).label).lower()
    words = _("There is an answer already: %(who)s, %(how)s, %(day)s. The first answer stands.")
    return words % {"who": who, "how": how, "day": day(letter.answered_on)}


def _check_answer(
    letter: Letter, answer: SlipAnswer, on: dt.date, today: dt.date, name: str, comment: str
) -> None:
    sent = timezone.localdate(letter.sent_at)
    if on < sent:
        raise Denied(_("The letter was sent on %(day)s: the answer cannot be earlier.") % {"day": day(sent)})
    if on > today:
        raise Denied(_("This day is in the future: enter the day on which the answer came."))
    if not name and answer in {SlipAnswer.SLIP, SlipAnswer.ONLINE}:
        raise Denied(_("Enter the name on the slip."))
    if answer == SlipAnswer.PHONE and not (name and comment):
        raise Denied(_("Say whom you spoke to and what was said."))
    if len(name) > MOST_NAME or len(comment) > MOST_COMMENT:
        raise Denied(_("This is longer than can be kept: shorten it."))


@transaction.atomic
def chase_letter(*, letter: Letter, by: User, at: dt.datetime) -> Letter:
    """Remind the family, once a day: by another email that names nobody, or, on paper, as the record that the letter
    goes home again. Raises Denied: the role, answered already, chased today already, no email address any more."""
    check_can(by, Permission.SLIP_RECORD, letter)
    rows = Letter.objects.select_for_update(of=("self",)).select_related("contact__pupil", "pupil__school")
    letter = rows.get(pk=letter.pk)
    pupil_is_here(by, letter)
    if letter.answer:
        raise Denied(answered_already(letter))
    if letter.chased_at and timezone.localdate(letter.chased_at) == timezone.localdate(at):
        raise Denied(_("%(name)s has been reminded today already.") % {"name": letter.contact.name})
    if letter.how == HowTold.ONLINE:
        email = letter.contact.email
        open_to_parent(contact=letter.contact, by=by, at=at)
        tell_family(letter, email, at=at, again=True)
    letter.chased_at, letter.chases, letter.version = at, letter.chases + 1, letter.version + 1
    letter.save(update_fields=["chased_at", "chases", "version"])
    return letter
