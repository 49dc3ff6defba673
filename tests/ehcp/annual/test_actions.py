"""A review from its date to the papers sent round: what is written, what is refused, what is never hidden."""

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from agencies.directory.actions import write_agency, write_professional
from agencies.models import Referral
from core.accounts.permissions import Denied
from core.reminders.models import Mail
from ehcp.annual import actions, queries
from ehcp.annual.page import steps_of
from ehcp.enums import InviteeRole, ReviewState, Served
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.steps import served_of
from register import actions as register
from register.edits import Overtaken
from register.file.uploads import Upload
from register.models import Contact, PupilDocument
from tests.ehcp.annual.conftest import new_pupil
from tests.ehcp.annual.made import give, later, plan_of, review_for

pytestmark = pytest.mark.django_db
R = InviteeRole


def roles(review) -> list[tuple[str, str]]:
    return list(review.invitees.values_list("role", "name"))


def test_date_prefills_whom_the_law_names_and_who_works_with_the_child(cast, pupil, at):
    agency = write_agency(
        school=cast.oakfield, held=None, by=cast.senco, at=at, kind="salt", sector="nhs", name="Speech"
    )
    person = write_professional(
        agency=agency, held=None, by=cast.senco, at=at, name="Ada Lim", job="Therapist"
    )
    for state in ("seen", "closed", "draft"):
        Referral.objects.create(school=cast.oakfield, pupil=pupil, agency=agency, professional=person if state == "seen" else None,
                                state=state, asked="?", sent_on=later(-9), created_at=at, created_by=cast.senco)  # fmt: skip
    register.change_pupil(pupil=pupil, changes={"looked_after": True}, by=cast.senco, at=at)
    review = review_for(
        pupil, cast.senco, with_pep=True, pep_on=later(30), place="Willow room", at_time=dt.time(14, 30)
    )
    assert roles(review) == [
        ("parent", "Amal Rahman"), ("child", "Idris Rahman"), ("head", "David Okoro"), ("teacher", "Priya Nair"),
        ("senco", "Helen Marsh"), ("ta", "Joan Biggs"), ("la_sen", review.plan.authority.officer),
        ("health", "Dr Osei"), ("social_care", "Social care officer"), ("specialist", "Ada Lim"),
        ("virtual_head", "Virtual School, Herts"),
    ]  # fmt: skip
    assert review.invitees.get(role="teacher").user == cast.teacher and review.pep_on == later(30)


def test_extra_review_under_five_asks_the_family_and_who_teaches(cast, at):
    with cast.acting("senco"):
        small = new_pupil(cast, born=later(-4 * 365), year_group="R")
        review = review_for(small, cast.senco, kind="under_five")
        assert [role for role, _ in roles(review)] == ["parent", "child", "teacher", "senco", "ta"]
        steps = steps_of(queries.review_page(review, cast.senco, later(0)), later(0))
        assert {(one.key, one.law, one.state) for one in steps} == {
            ("date", None, "done"),
            ("meeting", None, "wait"),
            ("report", None, "wait"),
        }


def test_plan_without_a_contact_keeps_a_place_for_the_parents(cast):
    with cast.acting("senco"):
        review = review_for(new_pupil(cast, parents=False), cast.senco)
        assert roles(review)[0] == ("parent", "Parents of Idris")


@pytest.mark.parametrize("more,words", [
    ({"on": "before"}, "its review cannot meet before that"),
    ({"kind": "early"}, "Say why the review is early"),
    ({"kind": "under_five"}, "is five by then"),
    ({"with_pep": True, "pep_on": dt.date(2026, 12, 1)}, "is not looked after"),
])  # fmt: skip
def test_date_that_is_refused(cast, pupil, at, more, words):
    plan = plan_of(pupil, cast.senco)
    more = {"on": later(28)} | more
    more["on"] = plan.made_on - dt.timedelta(days=1) if more["on"] == "before" else more["on"]
    with pytest.raises(Denied, match=words):
        actions.set_date(plan=plan, by=cast.senco, at=at, **more)
    assert not AnnualReview.objects.filter(plan=plan).exists()


def test_second_open_review_is_refused_and_another_after_the_first_is_called_off(cast, review, at):
    with pytest.raises(Denied, match="There is an open review of this plan, with its meeting on"):
        review_for(review.pupil, cast.senco)
    with pytest.raises(Denied, match="Say why it is called off"):
        actions.call_off(review=review, why=" ", by=cast.senco, at=at)
    actions.call_off(review=review, why="The family moves away", by=cast.senco, at=at)
    assert (
        review_for(review.pupil, cast.senco, kind="early", why_early="Placement breaking down").state
        == "dated"
    )


def test_plan_that_is_a_draft_or_ended_and_a_pupil_who_left(cast, pupil, at):
    plan = plan_of(pupil, cast.senco)
    type(plan).objects.filter(pk=plan.pk).update(made_on=None)
    with pytest.raises(Denied, match="is a draft"):
        actions.set_date(plan=plan, on=later(28), by=cast.senco, at=at)
    type(plan).objects.filter(pk=plan.pk).update(made_on=later(-99), ceased_on=later(-1))
    with pytest.raises(Denied, match="This plan ended on"):
        actions.set_date(plan=plan, on=later(28), by=cast.senco, at=at)
    register.mark_leaver(pupil=pupil, on=later(0), by=cast.senco, at=at)
    plan.pupil.refresh_from_db()
    with pytest.raises(Denied, match="has left"):
        actions.set_date(plan=plan, on=later(28), by=cast.senco, at=at)


def test_pupil_who_leaves_in_the_middle_can_only_be_called_off(cast, review, at):
    register.mark_leaver(pupil=review.pupil, on=later(0), by=cast.senco, at=at)
    with pytest.raises(Denied, match="has left"):
        give(AnnualReview.objects.get(pk=review.pk), cast.senco, "notice")
    assert actions.call_off(review=review, why="Moved to Leeds", by=cast.senco, at=at).state == "cancelled"


@pytest.mark.parametrize("before,in_time", [(14, True), (13, False), (0, False)])
def test_notice_in_time_or_short_stays_as_it_was(cast, pupil, at, before, in_time):
    review = review_for(pupil, cast.senco, on=later(before))
    assert give(review, cast.senco, "notice").state == "noticed"
    page = queries.review_page(queries.one_review(cast.oakfield).get(pk=review.pk), cast.senco, later(0))
    notice = next(one for one in steps_of(page, later(0)) if one.key == "notice")
    assert (notice.state, notice.late_days) == (("done", 0) if in_time else ("late_done", 14 - before))
    assert len(notice.late_for) == (0 if in_time else review.invitees.exclude(role="child").count())


def test_moved_meeting_asks_why_and_makes_notice_count_no_more(cast, review, at):
    held = give(review, cast.senco, "notice", "advice_ask")
    with pytest.raises(Denied, match="Say why the meeting is moved"):
        actions.move_date(review=held, on=later(40), why="", by=cast.senco, at=at)
    held = actions.move_date(
        review=held, on=held.on, why="", place="Hall", at_time=dt.time(9), by=cast.senco, at=at
    )
    assert (held.state, held.place, held.moved_why) == ("asked", "Hall", "")
    held = actions.move_date(review=held, on=later(40), why="The officer is ill", by=cast.senco, at=at)
    assert (held.state, held.moved_why, held.place) == ("dated", "The officer is ill", "Hall")
    assert served_of([held])[held.pk][Served.NOTICE].on == () and held.services.count() > 0
    assert give(held, cast.senco, "notice").state == "noticed"


@pytest.mark.parametrize("what,on,how,words", [
    ("notice", 1, "post", "in the future"),
    ("notice", 0, "email", "Ordinary email is never used"),
    ("notice", -400, "post", "nothing was sent before"),
    ("notice", 0, "online", "cannot sign in here"),
    ("pack", 0, "post", "Make the papers for the meeting first"),
    ("report", 0, "post", "Record the meeting first"),
])  # fmt: skip
def test_service_that_cannot_be_is_refused(cast, review, what, on, how, words):
    with pytest.raises(Denied, match=words):
        give(review, cast.senco, what, on=later(on), how=how)
    assert not review.services.exists()


def test_service_is_written_once_and_nobody_is_not_everybody(cast, review, at):
    one = review.invitees.filter(role="la_sen")
    give(review, cast.senco, "notice", to=one)
    give(review, cast.senco, "notice", to=one)
    assert review.services.count() == 1
    with pytest.raises(Denied, match="Tick at least one"):
        give(review, cast.senco, "notice", to=ReviewInvitee.objects.none())


def test_parents_read_here_what_was_given_here_and_other_parents_do_not(
    cast, with_pack, at, django_capture_on_commit_callbacks
):
    father = Contact.objects.create(school=cast.oakfield, pupil=with_pack.pupil, priority=3, name="Omar Rahman",
                                    relationship="Father", email="omar@family.test")  # fmt: skip
    other = register.open_to_parent(contact=father, by=cast.senco, at=at)
    parent = with_pack.invitees.get(role="parent")
    with django_capture_on_commit_callbacks(execute=True):
        give(with_pack, cast.senco, "pack", to=[parent], how="online")
    parent.refresh_from_db()
    assert parent.user is not None and parent.user == parent.contact.user
    (sent,) = mail.outbox
    assert sent.to == ["amal@family.test"] and "Rahman" not in sent.body + sent.subject
    opens = [
        PupilDocument.objects.visible_to(user).filter(pk=with_pack.pack_id).exists()
        for user in (parent.user, other)
    ]
    assert opens == [True, False]


def test_leaving_out_somebody_whom_the_law_names_needs_a_reason_and_keeps_it(cast, review, at):
    social = review.invitees.get(role=R.SOCIAL_CARE)
    with pytest.raises(Denied, match="The law names the social care officer"):
        actions.remove_invitee(invitee=social, by=cast.senco, at=at)
    with pytest.raises(Denied, match="Say why"):
        actions.leave_out(review=review, role=R.SOCIAL_CARE, why="", by=cast.senco, at=at)
    held = actions.leave_out(
        review=review, role=R.SOCIAL_CARE, why="No social care is involved", by=cast.senco, at=at
    )
    assert (
        held.left_out == {"social_care": "No social care is involved"}
        and not held.invitees.filter(role=R.SOCIAL_CARE).exists()
    )
    with pytest.raises(Denied, match="Only somebody whom the law names"):
        actions.leave_out(review=review, role=R.SENCO, why="x", by=cast.senco, at=at)
    actions.add_invitee(
        review=held, role=R.SOCIAL_CARE, name="Jo Reed", email="jo@care.test", by=cast.senco, at=at
    )
    assert AnnualReview.objects.get(pk=held.pk).left_out == {}


def test_leaving_out_the_last_who_was_missed_opens_the_next_step(cast, review, at):
    give(review, cast.senco, "notice", to=review.invitees.exclude(role=R.SOCIAL_CARE))
    held = actions.leave_out(review=review, role=R.SOCIAL_CARE, why="None involved", by=cast.senco, at=at)
    assert held.state == "noticed"


def test_who_was_given_something_stays_on_the_list(cast, review, at):
    ta = review.invitees.get(role=R.TA)
    give(review, cast.senco, "notice", to=[ta])
    with pytest.raises(Denied, match="stays on record"):
        actions.remove_invitee(invitee=ta, by=cast.senco, at=at)
    with pytest.raises(Denied, match="is on the list as that already"):
        actions.add_invitee(review=review, role=R.TA, name="joan biggs", by=cast.senco, at=at)


def test_advocate_by_one_click(cast, review, at):
    added = actions.add_advocate(review=review, role=R.ADVOCATE_CHILD, by=cast.senco, at=at)
    assert (added.name, added.advice_wanted) == ("Advocate for the child", False)
    assert review.invitees.get(role=R.CHILD).wants_advocate
    with pytest.raises(Denied):
        actions.add_advocate(review=review, role=R.TA, by=cast.senco, at=at)


def test_senco_is_told_once_by_an_email_that_names_nobody(cast, review, at):
    mine, tas = review.invitees.get(role=R.TEACHER), review.invitees.get(role=R.TA)
    for words in ("Reads for pleasure.", "Reads for pleasure and to her brother."):
        actions.record_advice(invitee=mine, advice=words, on=None, by=cast.teacher, at=at)
    actions.record_advice(invitee=tas, advice="As told.", on=None, by=cast.senco, at=at)
    (told,) = Mail.objects.filter(school=review.school, what="Advice has arrived")
    assert (told.to, review.pupil.reference in told.body) == (cast.senco.email, True)
    named = (review.pupil.legal_first, review.pupil.legal_last, cast.teacher.name, "pleasure")
    assert not [word for word in named if word in told.subject + told.body]


def test_staff_write_their_own_advice_and_nobody_elses(cast, review, at):
    mine, heads = review.invitees.get(role=R.TEACHER), review.invitees.get(role=R.HEAD)
    assert actions.record_advice(
        invitee=mine, advice="Reads for pleasure.", on=None, by=cast.teacher, at=at
    ).advice_on == later(0)
    tas = review.invitees.get(role=R.TA)
    assert (
        actions.record_advice(invitee=tas, advice="Asks for help.", on=None, by=cast.ta, at=at).advice
        == "Asks for help."
    )
    with pytest.raises(Denied, match="This is for David Okoro to say"):
        actions.record_advice(invitee=heads, advice="x", on=None, by=cast.teacher, at=at)
    with pytest.raises(Denied):
        actions.record_advice(invitee=heads, advice="x", on=None, by=cast.dsl, at=at)
    assert (
        actions.record_advice(invitee=heads, advice="As told.", on=None, by=cast.senco, at=at).advice
        == "As told."
    )


def test_advice_as_a_document_is_filed_for_few_and_none_says_why(cast, review, at):
    health = review.invitees.get(role=R.HEALTH)
    with pytest.raises(Denied, match="Write the advice, or choose the document"):
        actions.record_advice(invitee=health, advice=" ", on=None, by=cast.senco, at=at)
    with pytest.raises(Denied, match="in the future"):
        actions.record_advice(invitee=health, advice="x", on=later(1), by=cast.senco, at=at)
    with pytest.raises(Denied, match="Say why there is none"):
        actions.no_advice(invitee=health, why="", by=cast.senco, at=at)
    assert actions.no_advice(invitee=health, why="Not known to them", by=cast.senco, at=at).no_advice_why
    paper = Upload("advice.txt", b"All well", "text/plain; charset=utf-8")
    held = actions.record_advice(invitee=health, advice="", on=later(-1), upload=paper, by=cast.senco, at=at)
    assert (held.advice_paper.sensitivity, held.advice_paper.source, held.no_advice_why) == (
        "restricted",
        "Dr Osei",
        "",
    )


def test_two_editors_are_told_of_each_other(cast, review, at):
    mine = review.invitees.get(role=R.TEACHER)
    actions.record_advice(invitee=mine, advice="First", on=None, by=cast.teacher, at=at, version=mine.version)
    with pytest.raises(Overtaken):
        actions.record_advice(
            invitee=mine, advice="Second", on=None, by=cast.senco, at=at, version=mine.version
        )
    held = actions.move_date(
        review=review, on=review.on, why="", place="Hall", by=cast.senco, at=at, version=review.version
    )
    with pytest.raises(Overtaken):
        actions.move_date(review=review, on=later(50), why="x", by=cast.senco, at=at, version=review.version)
    assert held.place == "Hall"


@pytest.mark.parametrize("state", [ReviewState.REPORTED, ReviewState.CLOSED, ReviewState.CANCELLED])
def test_nothing_before_the_meeting_is_changed_after_it(cast, review, at, state):
    more = {"decision": "keep", "decided_on": review.on} if state == ReviewState.CLOSED else {}
    AnnualReview.objects.filter(pk=review.pk).update(state=state, **more)
    one = review.invitees.first()
    for act in (
        lambda: actions.move_date(review=review, on=later(50), why="x", by=cast.senco, at=at),
        lambda: actions.add_invitee(review=review, role=R.OTHER, name="X", by=cast.senco, at=at),
        lambda: actions.change_invitee(invitee=one, name="X", by=cast.senco, at=at),
        lambda: actions.remove_invitee(invitee=one, by=cast.senco, at=at),
        lambda: actions.record_advice(invitee=one, advice="x", on=None, by=cast.senco, at=at),
        lambda: actions.answer_coming(invitee=one, coming="yes", by=cast.senco, at=at),
        lambda: actions.make_pack(review=review, by=cast.senco, at=at),
        lambda: actions.make_letters(review=review, invitees=[one], by=cast.senco, at=at),
        lambda: give(review, cast.senco, "notice"),
    ):
        with pytest.raises(Denied), transaction.atomic():
            act()


def test_advice_no_more_wanted_opens_the_next_step(cast, review, at):
    held = give(review, cast.senco, "notice")
    give(held, cast.senco, "advice_ask", to=review.invitees.exclude(role=R.SOCIAL_CARE))
    social = review.invitees.get(role=R.SOCIAL_CARE)
    actions.change_invitee(invitee=social, advice_wanted=False, by=cast.senco, at=timezone.now())
    assert AnnualReview.objects.get(pk=review.pk).state == "asked"


def test_papers_went_round_and_late_is_said(cast, with_pack, at):
    assert give(with_pack, cast.senco, "pack").state == "circulated"
    with pytest.raises(Denied, match="The papers were made on"):
        give(with_pack, cast.senco, "pack", on=later(-1))
