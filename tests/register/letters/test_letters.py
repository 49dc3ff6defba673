"""Letters sent, answered once and chased; what is refused, in words."""

import datetime as dt

import pytest

from core.accounts.permissions import Denied
from register import actions as register
from register.enums import HowTold, LetterKind, Level, Pronouns, SlipAnswer
from register.letters import actions
from register.letters.queries import letter_due, letters_of, standing_of
from register.models import Concern, Contact, Letter, PupilDocument, StatusPeriod
from tests.cast import AT
from tests.roles import seeing

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=3)
ONLINE, PAPER = HowTold.ONLINE, HowTold.PAPERS


@pytest.fixture(autouse=True)
def at_oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield


@pytest.fixture
def pupil(cast):
    return cast.own.pupil


@pytest.fixture
def contact(cast):
    return Contact.objects.get(pk=cast.own.contact.pk)


@pytest.fixture
def second(pupil):
    return Contact.objects.create(
        school=pupil.school, pupil=pupil, priority=2, name="Grandma Abara", phone="01632 960555"
    )


@pytest.fixture
def send(cast, pupil):
    def send(contacts, kind=LetterKind.ON_REGISTER, at=LATER, by=None, **more) -> list[Letter]:
        more = {"pronouns": Pronouns.NONE} | more
        return actions.send_letters(
            pupil=pupil, kind=kind, contacts=contacts, by=by or cast.senco, at=at, **more
        )

    return send


def answer(letter, how, by, on=None, at=LATER, **more):
    return actions.answer_letter(letter=letter, answer=how, on=on or LATER.date(), by=by, at=at, **more)


def period(pupil, level, start, end=None):
    StatusPeriod.objects.filter(pupil=pupil, end=None).update(end=start - dt.timedelta(days=1))
    return StatusPeriod.objects.create(
        school_id=pupil.school_id, pupil=pupil, level=level, start=start, end=end, reason="x", recorded_at=AT
    )


def test_letter_is_issued_filed_and_out(send, contact, second, pupil):
    online, paper = send({contact: ONLINE, second: PAPER}, own="See you soon.", pronouns=Pronouns.SHE)
    assert [(x.contact.name, x.how, x.answer) for x in (online, paper)] == [
        ("Family Abara", "online", ""),
        ("Grandma Abara", "papers", ""),
    ]
    assert online.return_by == LATER.date() + dt.timedelta(days=14)
    issued = online.document.issued
    assert (issued.kind, issued.number, issued.subject, issued.template) == (
        "letter",
        1,
        online.reference,
        "documents/letter.html",
    )
    assert issued.snapshot["letter"]["addressee"] == "Family Abara"
    assert "See you soon." in issued.snapshot["letter"]["paragraphs"]
    assert (online.document.for_family, paper.document.for_family) == (True, False)
    assert (
        PupilDocument.objects.filter(
            pupil=pupil, kind="letter", issued__subject__in=[online.reference, paper.reference]
        ).count()
        == 2
    )


def test_slip_is_asked_back_within_the_schools_days(send, second, pupil):
    pupil.school.slip_days = 5
    pupil.school.save(update_fields=["slip_days"])
    (letter,) = send({second: PAPER})
    assert letter.return_by == LATER.date() + dt.timedelta(days=5)


def test_email_names_nobody_and_paper_sends_none(send, contact, second, run_on_commit, mailoutbox):
    with run_on_commit():
        online, _ = send({contact: ONLINE, second: PAPER})
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["parent@sendsys.test"], "Oakfield has sent you a letter")
    assert f"/oakfield/letters/{online.reference}/" in mail.body
    assert not {"maya", "abara", "sen", "register"} & set(
        mail.body.lower().replace(".", " ").replace("/", " ").split()
    )


def test_online_contact_may_sign_in_as_a_parent(send, pupil, second, cast):
    second.email = "grandma@sendsys.test"
    second.save()
    (letter,) = send({second: ONLINE})
    user = Contact.objects.get(pk=second.pk).user
    assert user.email == "grandma@sendsys.test"
    assert list(Letter.objects.visible_to(user)) == [letter]


def test_parent_sees_own_online_letters_alone(send, contact, second, cast):
    before = set(Letter.objects.visible_to(cast.parent))
    send({second: PAPER})
    assert set(Letter.objects.visible_to(cast.parent)) == before
    assert {letter.contact_id for letter in before} == {contact.pk}
    send({contact: PAPER}, own="On paper.")
    assert set(Letter.objects.visible_to(cast.parent)) == before


@pytest.mark.parametrize(
    "who", ["head", "teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "professional"]
)
def test_only_the_senco_sends_letters(send, contact, cast, who):
    with pytest.raises(Denied, match="Only the SENCo may send a letter to a family"):
        send({contact: PAPER}, by=cast.people[who])


def test_letter_to_nobody_is_refused(send):
    with pytest.raises(Denied, match="Choose at least one person"):
        send({})


def test_letter_to_somebody_elses_contact_is_refused(send, cast):
    with pytest.raises(Denied, match="contacts of this child"):
        send({cast.other.contact: PAPER})


def test_online_letter_without_an_email_address_is_refused(send, second):
    with pytest.raises(Denied, match="has no email address"):
        send({second: ONLINE})
    assert not Letter.objects.filter(contact=second).exists()


def test_letter_about_a_leaver_is_refused(send, contact, pupil, cast):
    register.mark_leaver(pupil=pupil, on=AT.date(), by=cast.senco, at=AT)
    with pytest.raises(Denied, match="left on 16 Nov 2026"):
        send({contact: PAPER})


@pytest.mark.parametrize("kind,reason", [
    (LetterKind.EXTRA_SUPPORT, "Maya is on the SEN register: write that letter instead."),
    (LetterKind.STEP_DOWN, "last change of level was not a step down"),
    (LetterKind.CONCERN, "No concern about Maya has been decided yet."),
])  # fmt: skip
def test_letter_that_does_not_fit_the_level_is_refused(send, contact, pupil, kind, reason):
    Concern.objects.filter(pupil=pupil, state="decided").delete()
    with pytest.raises(Denied, match=reason):
        send({contact: PAPER}, kind=kind)


def test_letter_onto_the_register_is_refused_off_it(send, contact, pupil):
    period(pupil, Level.EXITED, AT.date())
    with pytest.raises(Denied, match="Maya is not on the SEN register"):
        send({contact: PAPER})
    (letter,) = send({contact: PAPER}, kind=LetterKind.STEP_DOWN)
    assert "no longer on our SEN register" in " ".join(
        letter.document.issued.snapshot["letter"]["paragraphs"]
    )


def test_same_letter_twice_the_same_day_is_refused_another_is_not(send, second):
    send({second: PAPER})
    with pytest.raises(Denied, match="Grandma Abara has been sent this very letter today already"):
        send({second: PAPER})
    send({second: PAPER}, own="Something more.")
    send({second: PAPER}, at=LATER + dt.timedelta(days=1))
    assert Letter.objects.filter(contact=second).count() == 3


def test_own_words_too_long_are_refused(send, second):
    with pytest.raises(Denied, match="longer than 600"):
        send({second: PAPER}, own="x" * 601)


@pytest.fixture
def out(send, second):
    (letter,) = send({second: PAPER})
    return letter


@pytest.mark.parametrize("how,more", [
    (SlipAnswer.SLIP, {"name": " G Abara "}),
    (SlipAnswer.PHONE, {"name": "Grandma", "comment": "Understands it, glad of the help."}),
    (SlipAnswer.PACK, {}),
])  # fmt: skip
def test_answer_is_recorded_in_each_way(out, cast, how, more):
    letter = answer(out, how, cast.senco, **more)
    assert (letter.answer, letter.answered_on, letter.answered_by) == (how, LATER.date(), cast.senco)
    assert (letter.answered_name, letter.comment) == (more.get("name", "").strip(), more.get("comment", ""))
    assert not Letter.objects.outstanding().filter(pk=letter.pk).exists()


def test_first_answer_stands_and_the_second_is_told(out, cast):
    answer(out, SlipAnswer.SLIP, cast.senco, name="G Abara")
    with pytest.raises(Denied, match=r"G Abara, paper slip, Thu 19 Nov 2026\. The first answer stands"):
        answer(out, SlipAnswer.PHONE, cast.senco, name="Other", comment="No")
    assert Letter.objects.get(pk=out.pk).answered_name == "G Abara"


def test_parent_answers_their_own_online_letter_once(cast, contact):
    letter = Letter.objects.get(contact=contact, how=ONLINE)
    answered = answer(letter, SlipAnswer.ONLINE, cast.parent, name="Family Abara", comment="Thank you")
    assert (answered.answer, answered.comment, answered.answered_by) == ("online", "Thank you", cast.parent)
    with pytest.raises(Denied, match="The first answer stands"):
        answer(letter, SlipAnswer.SLIP, cast.senco, name="X")


@pytest.mark.parametrize("who", ["senco", "teacher", "other"])
def test_nobody_answers_online_for_the_parent(cast, contact, who):
    letter = Letter.objects.get(contact=contact, how=ONLINE)
    by = cast.people["parent_of_other"] if who == "other" else cast.people[who]
    with pytest.raises(Denied):
        answer(letter, SlipAnswer.ONLINE, by, name="X")


def test_parent_cannot_answer_as_staff_do(cast, contact):
    letter = Letter.objects.get(contact=contact, how=ONLINE)
    with pytest.raises(Denied, match="Only the SENCo may record"):
        answer(letter, SlipAnswer.SLIP, cast.parent, name="X")


@pytest.mark.parametrize("how,on,more,reason", [
    (SlipAnswer.SLIP, LATER.date() - dt.timedelta(days=1), {"name": "X"}, "was sent on Thu 19 Nov 2026"),
    (SlipAnswer.SLIP, LATER.date() + dt.timedelta(days=1), {"name": "X"}, "in the future"),
    (SlipAnswer.SLIP, LATER.date(), {"name": "  "}, "name on the slip"),
    (SlipAnswer.PHONE, LATER.date(), {"name": "X"}, "whom you spoke to and what was said"),
    (SlipAnswer.PHONE, LATER.date(), {"comment": "X"}, "whom you spoke to and what was said"),
    (SlipAnswer.PACK, LATER.date(), {"comment": "x" * 2001}, "longer than can be kept"),
])  # fmt: skip
def test_answer_that_cannot_be_is_refused(out, cast, how, on, more, reason):
    with pytest.raises(Denied, match=reason):
        answer(out, how, cast.senco, on=on, **more)
    assert Letter.objects.get(pk=out.pk).answer == ""


def test_online_letter_is_chased_by_another_email_once_a_day(cast, contact, run_on_commit, mailoutbox):
    letter = Letter.objects.get(contact=contact, how=ONLINE)
    with run_on_commit():
        chased = actions.chase_letter(letter=letter, by=cast.senco, at=LATER)
    assert (chased.chases, chased.chased_at) == (1, LATER)
    (mail,) = mailoutbox
    assert mail.subject == "A letter from Oakfield waits for you" and "still waits" in mail.body
    assert not {"maya", "abara"} & set(mail.body.lower().replace("/", " ").split())
    with pytest.raises(Denied, match="has been reminded today already"):
        actions.chase_letter(letter=letter, by=cast.senco, at=LATER + dt.timedelta(hours=1))
    assert actions.chase_letter(letter=letter, by=cast.senco, at=LATER + dt.timedelta(days=1)).chases == 2


def test_chasing_follows_a_changed_address(cast, contact, run_on_commit, mailoutbox, pupil):
    letter = Letter.objects.get(contact=contact, how=ONLINE)
    register.write_contact(
        pupil=pupil, contact=contact, by=cast.senco, at=LATER, name=contact.name, email="new@sendsys.test"
    )
    with run_on_commit():
        actions.chase_letter(letter=letter, by=cast.senco, at=LATER)
    assert [mail.to for mail in mailoutbox] == [["new@sendsys.test"]]
    assert letter in Letter.objects.visible_to(Contact.objects.get(pk=contact.pk).user)


def test_paper_letter_is_chased_without_an_email(cast, out, run_on_commit, mailoutbox):
    with run_on_commit():
        assert actions.chase_letter(letter=out, by=cast.senco, at=LATER).chases == 1
    assert mailoutbox == []


def test_answered_letter_is_not_chased(cast, out):
    answer(out, SlipAnswer.PACK, cast.senco)
    with pytest.raises(Denied, match="There is an answer already"):
        actions.chase_letter(letter=out, by=cast.senco, at=LATER)


def test_only_the_senco_chases(cast, out):
    with pytest.raises(Denied, match="Only the SENCo"):
        actions.chase_letter(letter=out, by=cast.teacher, at=LATER)


# What is due


def test_letter_is_due_until_the_family_has_it(send, contact, pupil):
    Letter.objects.all().delete()
    due = letter_due(pupil)
    assert (due.kind, due.since) == (LetterKind.ON_REGISTER, standing_of(pupil).on_register_since)
    send({contact: PAPER})
    assert letter_due(pupil) is None


def test_letter_with_the_first_plan_tells_of_the_register(pupil):
    Letter.objects.all().delete()
    with_template = PupilDocument.objects.filter(
        pupil=pupil, issued__template="documents/register_letter.html"
    )
    assert letter_due(pupil).kind == LetterKind.ON_REGISTER
    assert with_template.update(kind="plan_on_paper") == 1
    assert letter_due(pupil) is None


def test_register_is_joined_where_the_run_without_a_break_begins(pupil):
    start = standing_of(pupil).on_register_since
    period(pupil, Level.FURTHER_SUPPORT, AT.date())
    assert standing_of(pupil).on_register_since == start
    period(pupil, Level.EXITED, AT.date() + dt.timedelta(days=1))
    assert standing_of(pupil).on_register_since is None
    back = AT.date() + dt.timedelta(days=2)
    period(pupil, Level.SEN_SUPPORT, back)
    held = standing_of(pupil)
    assert (held.on_register_since, held.level, held.last) == (back, Level.SEN_SUPPORT, Level.EXITED)


def test_coming_back_to_the_register_makes_the_letter_due_again(send, contact, pupil):
    send({contact: PAPER}, at=AT)
    period(pupil, Level.EXITED, AT.date() + dt.timedelta(days=1))
    assert letter_due(pupil).kind == LetterKind.STEP_DOWN
    period(pupil, Level.SEN_SUPPORT, AT.date() + dt.timedelta(days=2))
    assert (letter_due(pupil).kind, letter_due(pupil).since) == (
        LetterKind.ON_REGISTER,
        AT.date() + dt.timedelta(days=2),
    )


def test_nothing_is_due_without_a_level(pupil):
    StatusPeriod.objects.filter(pupil=pupil).delete()
    pupil.extra_support.all().delete()
    assert letter_due(pupil) is None and standing_of(pupil).level == Level.NONE


def test_letters_come_newest_first(send, contact, pupil, cast):
    send({contact: PAPER}, own="Later")
    assert [letter.how for letter in letters_of(pupil, cast.senco)] == ["papers", "online"]


def test_letter_opens_for_the_parent_to_whom_it_was_sent_and_for_no_other(cast, contact, second, send):
    second.email = "grandma@sendsys.test"
    second.save()
    mine, hers = send({contact: ONLINE, second: ONLINE})
    seen = PupilDocument.objects.visible_to(cast.parent)
    assert seen.filter(pk=mine.document_id).exists()
    assert not seen.filter(pk=hers.document_id).exists()
    assert PupilDocument.objects.visible_to(cast.teacher).filter(pk=hers.document_id).exists()
