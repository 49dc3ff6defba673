"""Referrals as they are written: what is kept, what is refused and in which words."""

import datetime as dt

import pytest

from agencies.directory.actions import write_agency, write_professional
from agencies.models import Referral
from agencies.referrals import actions, hooks
from core.accounts.permissions import Denied
from register import actions as register
from register.edits import Overtaken
from register.file.uploads import Upload
from tests.agencies.referrals.conftest import answer, consent, report, seen, send, talk, withdraw

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def state_of(held) -> str:
    return Referral.objects.get(pk=held.pk).state


def begin(cast, pupil, agency, at, **given) -> Referral:
    words = {"asked": "Why is reading so hard?", "tried": ""} | given
    return actions.start_referral(pupil=pupil, agency=agency, by=cast.senco, at=at, **words)


def test_whole_way_leaves_its_days_and_a_disclosure(cast, way, at, today, pupil):
    held = way("seen")
    report(held, cast.senco, at)
    assert actions.mark_reported(referral=held, by=cast.senco, at=at).state == "reported"
    assert actions.mark_decided(referral=held, by=cast.senco, at=at).state == "decided"
    closed = actions.close_referral(referral=held, why="", by=cast.senco, at=at)
    assert (closed.sent_on, closed.answered_on, closed.seen_on, closed.closed_by) == (
        today,
        today,
        today,
        cast.senco,
    )
    assert pupil.conversations.filter(kind="meeting", people="Mrs Abara").exists()
    told = pupil.disclosures.get(referral=held)
    assert (told.to, told.what, told.how, told.on) == ("Psychology", "The form", "secure", today)


@pytest.mark.parametrize(
    "wrong,words", [({"asked": " "}, "what you ask"), ({"why_private": ""}, "can.*meet this")]
)
def test_incomplete_referral_is_refused(cast, pupil, at, wrong, words):
    private = write_agency(
        school=cast.oakfield, held=None, by=cast.senco, at=at, kind="ep", sector="private", name="Mind Ltd"
    )
    before = Referral.objects.count()
    with pytest.raises(Denied, match=words):
        begin(cast, pupil, private, at, **({"why_private": "No EP until May"} | wrong))
    assert Referral.objects.count() == before


def test_somebody_of_another_agency_is_refused(cast, pupil, agency, at):
    other = write_agency(
        school=cast.oakfield, held=None, by=cast.senco, at=at, kind="ot", sector="nhs", name="OT"
    )
    person = write_professional(
        agency=other, held=None, by=cast.senco, at=at, name="Tom Reyes", job="Therapist"
    )
    with pytest.raises(Denied, match="does not work for Psychology"):
        begin(cast, pupil, agency, at, professional=person)


def test_draft_is_changed_with_regard_to_the_other_editor_and_not_after_the_talk(cast, way, agency, at):
    held, words = way("draft"), {"agency": agency, "tried": "", "by": cast.senco, "at": at}
    actions.change_referral(referral=held, asked="One", version=held.version, **words)
    with pytest.raises(Overtaken):
        actions.change_referral(referral=held, asked="Two", version=held.version, **words)
    talk(held, cast.senco, at)
    with pytest.raises(Denied, match="The parents know it as it stands"):
        actions.change_referral(referral=held, asked="Three", **words)
    held.refresh_from_db()
    assert held.asked == "One"


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "office", "dsl", "parent", "professional"])
def test_only_the_senco_prepares_and_sends(cast, way, agency, pupil, at, today, who):
    by = cast.people[who]
    with pytest.raises(Denied):
        actions.start_referral(pupil=pupil, agency=agency, asked="x", tried="", by=by, at=at)
    for act, step in ((talk, "draft"), (send, "consented"), (answer, "sent")):
        with pytest.raises(Denied):
            act(way(step), by, at)


@pytest.mark.parametrize(
    "who,may", [("head", True), ("teacher", False), ("office", False), ("parent", False)]
)
def test_who_sends_or_chases_writes_disclosures(cast, pupil, at, today, who, may):
    words = {
        "pupil": pupil,
        "referral": None,
        "agency": None,
        "to": "The EP",
        "what": "A letter",
        "how": "letter",
        "on": today,
    }
    if may:
        assert actions.disclose(by=cast.people[who], at=at, **words).recorded_by == cast.people[who]
        return
    with pytest.raises(Denied, match="Only the SENCo"):
        actions.disclose(by=cast.people[who], at=at, **words)


def test_nothing_is_asked_of_agencies_for_a_pupil_who_left(cast, way, at, today, pupil):
    held = way("discussed")
    register.mark_leaver(pupil=pupil, on=today, by=cast.senco, at=at)
    with pytest.raises(Denied, match="has left"):
        consent(held, cast.senco, at)


@pytest.mark.parametrize("wrong,words", [
    ({"who": " "}, "who answered"), ({"purpose": " "}, "what they agree to"), ({"how": "email"}, "how they answered"),
    ({"how": "online"}, "the parent who has signed in"), ({"answer": "maybe"}, "whether they agree"),
    ({"given_on": dt.date(2020, 1, 1)}, "the answer cannot be earlier"), ({"given_on": dt.date(2099, 1, 1)}, "in the future"),
    ({"until": dt.date(2026, 1, 1)}, "is over already"),
])  # fmt: skip
def test_consent_is_refused_in_words(cast, way, at, wrong, words):
    held = way("discussed")
    with pytest.raises(Denied, match=words):
        consent(held, cast.senco, at, **wrong)
    assert state_of(held) == "discussed" and not held.consents.exists()


def test_another_childs_contact_does_not_answer(cast, way, at):
    with pytest.raises(Denied, match="contacts of this child"):
        consent(way("discussed"), cast.senco, at, contact=cast.other.contact)


def test_parent_answers_under_their_own_name_and_only_online(cast, way, at):
    held = way("discussed")
    with pytest.raises(Denied, match="Only the SENCo"):
        consent(held, cast.parent, at, how="phone")
    given = consent(held, cast.parent, at, contact=cast.own.contact, how="online", who="The King")
    assert (given.who, given.recorded_by, state_of(held)) == (cast.parent.name, cast.parent, "consented")


def test_signed_paper_goes_into_the_file(cast, way, at):
    paper = Upload("form.pdf", b"%PDF-1.7 invented", "application/pdf")
    given = consent(way("discussed"), cast.senco, at, paper=paper)
    assert (given.paper.kind, given.paper.title) == ("consent", "Consent to the referral to Psychology")


def test_consent_that_runs_out_is_given_anew_and_the_earlier_is_kept(cast, way, at, today):
    held = way("sent")
    with pytest.raises(Denied, match="need not be given again"):
        consent(held, cast.senco, at)
    held.consents.update(given_on=today - 9 * DAY, until=today - DAY)
    with pytest.raises(Denied, match="was good until"):
        answer(held, cast.senco, at)
    consent(held, cast.senco, at, until=today + DAY)
    assert (state_of(held), held.consents.count()) == ("sent", 2)
    assert answer(held, cast.senco, at).state == "accepted"


def test_refused_then_talked_over_again(cast, way, at, today):
    held = way("discussed")
    consent(held, cast.senco, at, answer="refused", why="Too soon", until=today)
    with pytest.raises(Denied, match="cannot become"):
        send(held, cast.senco, at)
    with pytest.raises(Denied, match="enter the day of the new talk"):
        talk(held, cast.senco, at, on=today - DAY)
    talk(held, cast.senco, at)
    consent(held, cast.senco, at)
    assert (state_of(held), held.consents.count()) == ("consented", 2)


@pytest.mark.parametrize(
    "who,how,words", [("senco", "phone", "Taken back by Ada."), ("parent", "online", "Taken back by")]
)
def test_withdrawal_lets_everybody_out(cast, way, at, monkeypatch, who, how, words):
    told = []
    monkeypatch.setattr("agencies.referrals.ground.WITHDRAWN", [lambda *given: told.append(given)])
    held = way("accepted")
    withdraw(held, cast.people[who], at, how=how, who="Ada" if who == "senco" else "")
    given = held.consents.get()
    assert (state_of(held), given.withdrawn_by, given.withdrawn_how) == ("withdrawn", cast.people[who], how)
    assert words in given.why and [(one.pk, by) for one, by, _at in told] == [(held.pk, cast.people[who])]


def test_parent_of_another_child_cannot_take_it_back(cast, way, at):
    with pytest.raises(Denied, match="Only the parents of this child"):
        withdraw(way("sent"), cast.people["parent_of_other"], at, how="online")


@pytest.mark.parametrize("wrong,words", [
    ({"how": "email"}, "Ordinary email is never used"), ({"to": ""}, "to whom"), ({"what": " "}, "and what"),
    ({"on": dt.date(2020, 1, 1)}, "nothing may leave before"), ({"on": dt.date(2099, 1, 1)}, "in the future"),
])  # fmt: skip
def test_sending_is_refused_in_words(cast, way, at, wrong, words):
    held = way("consented")
    with pytest.raises(Denied, match=words):
        send(held, cast.senco, at, **wrong)
    assert state_of(held) == "consented" and not held.disclosures.exists()


def test_declined_needs_a_reason_and_may_be_sent_again(cast, way, at):
    held = way("sent")
    with pytest.raises(Denied, match="why they declined"):
        answer(held, cast.senco, at, accepted=False)
    answer(held, cast.senco, at, accepted=False, why="Waiting list is shut")
    again = send(held, cast.senco, at)
    assert (again.state, again.answered_on, again.declined_why) == ("sent", None, "Waiting list is shut")


def test_report_before_the_child_is_marked_as_seen_follows(cast, way, at):
    held = way("sent")
    report(held, cast.senco, at, state="check")
    assert actions.mark_reported(referral=held, by=cast.senco, at=at).state == "sent"
    assert seen(held, cast.senco, at).state == "reported"
    assert seen(held, cast.senco, at).state == "reported"


def test_marks_leave_a_referral_whose_consent_ran_out_where_it_is(cast, way, at, today):
    held = way("sent")
    held.consents.update(given_on=today - 9 * DAY, until=today - DAY)
    assert (seen(held, cast.teacher, at).state, state_of(held)) == ("sent", "sent")
    assert Referral.objects.get(pk=held.pk).seen_on == today


def test_closing_before_the_end_says_why_and_lets_everybody_out(cast, way, at, monkeypatch):
    told = []
    monkeypatch.setattr("agencies.referrals.ground.WITHDRAWN", [lambda *given: told.append(given)])
    held = way("sent")
    with pytest.raises(Denied, match="Say why it ends"):
        actions.close_referral(referral=held, why=" ", by=cast.senco, at=at)
    assert (
        actions.close_referral(referral=held, why="The family moves", by=cast.senco, at=at).state == "closed"
    )
    assert len(told) == 1


def test_parents_who_sign_in_are_asked_by_a_mail_that_names_nobody(cast, way, at, run_on_commit, mailoutbox):
    held = way("draft")
    with run_on_commit():
        talk(held, cast.senco, at, ask=True)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["parent@sendsys.test"], "Oakfield asks for your answer")
    assert not {"Maya", "Abara", "Psychology", "SEN"} & set(mail.body.replace(".", " ").split())


def test_paper_needs_consent_and_says_who_gave_it(cast, way, at, today):
    with pytest.raises(Denied, match="have not been asked"):
        actions.issue_referral(referral=way("discussed"), by=cast.senco, at=at)
    document = actions.issue_referral(referral=way("consented"), by=cast.senco, at=at)
    told = document.issued.snapshot
    assert (document.kind, told["consent"]["who"], told["consent"]["on"]) == (
        "agency_referral",
        "Ada Abara",
        today.isoformat(),
    )
    assert told["referral"]["asked"] == "Why is reading so hard?"


def test_what_was_tried_is_drafted_from_all_that_is_registered(pupil, monkeypatch):
    monkeypatch.setattr(
        hooks, "TRIED", [lambda of: f"{of.first_name} had a group.", lambda of: " ", lambda of: "It helped."]
    )
    assert hooks.tried_so_far(pupil) == "Maya had a group.\n\nIt helped."
