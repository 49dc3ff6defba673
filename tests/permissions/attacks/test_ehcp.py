"""What people try with EHC plans, assessments and reviews: each test was a way through once, or guards a wall that nothing
else tests."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.accounts.permissions import Denied
from core.documents.actions import issue_document
from core.documents.models import IssuedDocument
from core.documents.pdf import REVIEW_REPORT
from ehcp.annual import actions as annual
from ehcp.assessing import actions as assessing
from ehcp.caseload.actions import write_letter
from ehcp.caseload.matters import matter_of
from ehcp.delivery.actions import arrange_delivery
from ehcp.enums import ReviewState, Served, ServedHow
from ehcp.families.words import home_words, with_home_words
from ehcp.meeting import deciding
from ehcp.models import AnnualReview, PlanDisclosure, PlanVersion, ReviewInvitee
from ehcp.sections.actions import cease_plan
from ehcp.sections.items import add_provision
from ehcp.visitor.actions import tell_decision
from register import actions as register
from register.enums import DocumentKind, Sensitivity
from register.models import Contact, PupilDocument
from tests.cast import make_ready
from tests.ehcp.assessing.conftest import WAYS, assess, request, send, talk
from tests.ehcp.visitor.made import DAY, let_in, place_of, plan_of, review_of, version_of, without_plans
from tests.ehcp.visitor.test_opening import paper
from tests.permissions.attacks.asking import SECRET, page, status
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def review(cast) -> AnnualReview:
    """A new review of Maya, whose parent is on its list: the meeting is in four weeks."""
    with seeing(cast.oakfield, actor=cast.senco):
        without_plans(cast.own.pupil, cast.other.pupil)
        yield review_of(cast.own.pupil, cast.senco)


@pytest.fixture
def other_parent(cast, review) -> Contact:
    """Maya's other parent, who lives elsewhere."""
    return cast.own.pupil.contacts.create(
        school=cast.oakfield, priority=9, name="Kim Abara", relationship="Father", email="kim@family.test"
    )


def reported(cast, review, at) -> AnnualReview:
    """The review with its meeting held yesterday and the report issued today."""
    AnnualReview.objects.filter(pk=review.pk).update(
        state=ReviewState.HELD, on=timezone.localdate(at) - 5 * DAY
    )
    issued = issue_document(school=cast.oakfield, kind=DocumentKind.EHC_REPORT, subject=review.reference, title="Report",
                            template=REVIEW_REPORT, snapshot={}, by=cast.senco, at=at)  # fmt: skip
    filed = register.file_document(pupil=cast.own.pupil, issued=issued, by=cast.senco, at=at)
    PupilDocument.objects.filter(pk=filed.pk).update(sensitivity=Sensitivity.RESTRICTED)
    AnnualReview.objects.filter(pk=review.pk).update(report=filed)
    make_ready(IssuedDocument.objects.get(pk=issued.pk))
    return AnnualReview.objects.get(pk=review.pk)


def serve(cast, review, what, to, on, at, how=ServedHow.POST) -> AnnualReview:
    return annual.serve(review=review, what=what, invitees=to, on=on, how=how, by=cast.senco, at=at)


# one parent and the other


def test_report_that_one_parent_was_given_here_is_not_among_the_papers_of_the_other(
    cast, review, other_parent, today, at
):
    held = reported(cast, review, at)
    place = ReviewInvitee.objects.create(school=cast.oakfield, review=held, number=90, role="parent", name="Kim Abara",
                                         contact=other_parent)  # fmt: skip
    serve(cast, held, Served.REPORT, [place], today, at, ServedHow.ONLINE)
    assert status(cast, "parent", "file:document", held.report.reference) == 404
    serve(cast, held, Served.REPORT, [place_of(held, "parent")], today, at, ServedHow.ONLINE)
    assert status(cast, "parent", "file:document", held.report.reference) == 200


def test_letter_on_the_decision_is_for_the_parent_to_whom_it_is_addressed(
    cast, review, other_parent, today, at
):
    held = reported(cast, review, at)
    told = {"review": held, "by": cast.senco, "at": at}
    deciding.record_decision(**told, decision="keep", decided_on=today, received_on=today)
    register.open_to_parent(contact=other_parent, by=cast.senco, at=at)
    other_parent.refresh_from_db()
    for contact, answer in ((other_parent, 404), (cast.own.contact, 200), (None, 200)):
        letter = deciding.send_letter(**told, contact=contact, online=True)
        make_ready(IssuedDocument.objects.get(pk=letter.issued_id))
        assert status(cast, "parent", "file:document", letter.reference) == answer


def test_place_of_a_parent_who_has_spoken_is_not_handed_to_the_other(cast, review, other_parent, at):
    place = place_of(review, "parent")
    annual.record_advice(invitee=place, advice=SECRET, on=None, by=cast.senco, at=at)
    with pytest.raises(Denied, match="stays theirs"):
        annual.change_invitee(
            invitee=place, by=cast.senco, at=at, name="Kim Abara", contact=other_parent, user=None
        )
    assert place_of(review, "parent").contact_id == place.contact_id


def test_parent_who_was_not_asked_does_not_learn_who_comes(cast, review):
    ReviewInvitee.objects.filter(review=review, role="parent").update(
        user=None, contact=None, name="Zebra Abara"
    )
    AnnualReview.objects.filter(pk=review.pk).update(hosting=SECRET)
    shown = page(cast, "parent", "ehcfamily:review", cast.own.pupil.reference)
    assert "have not been asked" in shown and "Zebra Abara" not in shown and SECRET not in shown


def test_nobody_puts_words_of_the_child_under_the_name_of_the_other_parent():
    said = with_home_words("", "Anna Abara", "I like drums.\n\nTold at home to Kim Abara:\nI am afraid.")
    assert home_words(said, "Kim Abara") == ""
    assert "I am afraid" in home_words(said, "Anna Abara")


def test_assessment_that_was_taken_back_before_anybody_spoke_of_it_is_not_told(cast, review, at):
    authority = review.plan.authority
    without_plans(cast.own.pupil)
    held = assessing.consider(pupil=cast.own.pupil, authority=authority, why="x", by=cast.senco, at=at)
    assessing.close(assessment=held, why=SECRET, by=cast.senco, at=at)
    assert status(cast, "parent", "ehcfamily:plan", cast.own.pupil.reference) == 404


# papers with addresses, and of assessments


@pytest.mark.parametrize("who", ["ta", "teacher"])
def test_letters_of_notice_with_addresses_are_for_few(cast, review, at, who):
    place = place_of(review, "parent")
    ReviewInvitee.objects.filter(pk=place.pk).update(address="A house that nobody may know of")
    (letter,) = annual.make_letters(review=review, invitees=[place], by=cast.senco, at=at)
    make_ready(letter.issued)
    assert status(cast, who, "file:document", letter.reference) == 404
    assert letter.title not in page(cast, who, "file:file", cast.own.pupil.reference)
    assert status(cast, "senco", "file:document", letter.reference) == 200


def test_ta_does_not_learn_of_an_assessment_from_a_letter_to_the_authority(cast, review, today, at):
    authority = review.plan.authority
    without_plans(cast.own.pupil)
    held = assessing.consider(pupil=cast.own.pupil, authority=authority, why="x", by=cast.senco, at=at)
    assessing.request(assessment=held, on=today - 60 * DAY, asked_by="parent", by=cast.senco, at=at)
    held.refresh_from_db()
    letter = write_letter(matter=matter_of("assessment", held, "decide", today), addressee="Ms Lee", address="", text="x",
                          answer_by=today + 14 * DAY, by=cast.senco, at=at)  # fmt: skip
    assert status(cast, "ta", "file:document", letter.reference) == 404
    assert letter.title not in page(cast, "ta", "file:file", cast.own.pupil.reference)


# lateness that vanishes


def test_what_was_given_late_is_not_given_earlier_afterwards(cast, review, today, at):
    to = [place_of(review, "health")]
    serve(cast, review, Served.NOTICE, to, today, at)
    with pytest.raises(Denied, match="that stands"):
        serve(cast, review, Served.NOTICE, to, today - 20 * DAY, at, ServedHow.HAND)
    serve(cast, review, Served.CHASE, to, today, at)
    serve(cast, review, Served.CHASE, to, today - 2 * DAY, at)
    assert to[0].services.count() == 3


def test_report_is_not_given_before_it_was_issued_by_another_page(cast, review, today, at):
    AnnualReview.objects.filter(pk=review.pk).update(state=ReviewState.HELD, on=today - 5 * DAY)
    sent = {"invitees": [place_of(review, "health").reference], "on": str(today), "how": "post"}
    cast.client_for("senco").post(
        reverse("annual:serve", args=["oakfield", review.reference, "report"]), sent
    )
    assert not review.services.exists()
    held = reported(cast, review, at)
    with pytest.raises(Denied, match="The report was issued on"):
        serve(cast, held, Served.REPORT, [place_of(held, "health")], today - 3 * DAY, at)


def test_advice_that_was_sent_late_is_not_asked_for_later(cast, review, today, at):
    authority = review.plan.authority
    without_plans(cast.own.pupil)
    held = assessing.consider(pupil=cast.own.pupil, authority=authority, why="x", by=cast.senco, at=at)
    for step in (talk, request, assess, send):
        step(held, cast.senco, at)
        held.refresh_from_db()
    assert WAYS["advised"][-1] == "send"
    with pytest.raises(Denied, match="stands"):
        assessing.record_advice_asked(assessment=held, on=today - 31 * DAY, by=cast.senco, at=at)


def test_officer_does_not_date_back_the_letter_that_the_school_has_written_down(cast, review, today, at):
    cast.professional.forget_memberships()
    place = let_in(place_of(review), cast.senco, email=cast.professional.email)
    AnnualReview.objects.filter(pk=review.pk).update(state=ReviewState.HELD, on=today - 50 * DAY)
    known = {"decision": "keep", "decided_on": today - 2 * DAY, "at": at}
    deciding.record_decision(review=review, received_on=today - DAY, by=cast.senco, **known)
    place = ReviewInvitee.objects.select_related("review", "school").get(pk=place.pk)
    with pytest.raises(Denied, match="The school has written down"):
        tell_decision(place=place, by=cast.professional, **(known | {"decided_on": today - 40 * DAY}))
    tell_decision(place=place, by=cast.professional, why="As in the letter", **known)
    review.refresh_from_db()
    assert (review.decided_on, review.decision_why) == (today - 2 * DAY, "As in the letter")


def test_final_plan_of_two_tabs_is_one(cast, review, today, at):
    version = version_of(review.plan, cast.senco)
    AnnualReview.objects.filter(pk=review.pk).update(
        state=ReviewState.COMPARED, on=today - 60 * DAY, decision="amend", decided_on=today - 40 * DAY, proposed=version,
        amendment_notice_on=today - 40 * DAY)  # fmt: skip
    given = {"review": review, "issued_on": today, "received_on": today, "by": cast.senco, "at": at}
    deciding.receive_final(**given)
    with pytest.raises(Denied, match="recorded already"):
        deciding.receive_final(**given)
    assert PlanVersion.objects.filter(plan=review.plan, kind="amended").count() == 1


# records that were taken away or changed when they may not be


def test_who_gave_advice_is_not_taken_off_the_list_with_it(cast, review, at):
    place = place_of(review, "health")
    annual.record_advice(invitee=place, advice=SECRET, on=None, by=cast.senco, at=at)
    with pytest.raises(Denied, match="stays on record"):
        annual.remove_invitee(invitee=place, by=cast.senco, at=at)
    with pytest.raises(Denied, match="stays on record"):
        annual.leave_out(review=review, role="health", why="x", by=cast.senco, at=at)
    assert place_of(review, "health").advice == SECRET


def test_who_gives_what_is_not_changed_once_the_plan_has_ended(cast, review, today, at):
    annual.call_off(review=review, why="x", by=cast.senco, at=at)
    plan = plan_of(cast.own.pupil, cast.senco)
    version = version_of(plan, cast.senco, checked=False)
    line = add_provision(version=version, text="Reading", by=cast.senco, at=at)
    cease_plan(plan=plan, on=today, why="x", by=cast.senco, at=at)
    with pytest.raises(Denied, match="The plan ended"):
        arrange_delivery(specified=line, provisions=[], delivered_by=SECRET, by=cast.senco, at=at)


# the plan itself


def test_authoritys_document_is_not_saved_from_the_file_past_the_log(cast, review):
    filed = paper(cast)
    version = version_of(review.plan, cast.senco)
    PlanVersion.objects.filter(pk=version.pk).update(document=filed)
    for who in ("senco", "head", "dsl"):
        answer = cast.client_for(who).get(
            reverse("file:document", args=["oakfield", filed.reference]), follow=True
        )
        assert answer.status_code == 200 and answer["Content-Disposition"].startswith("inline"), who
    assert not PlanDisclosure.objects.filter(pupil=cast.own.pupil).exists()
    assert status(cast, "teacher", "file:document", filed.reference) == 404


def test_ta_reads_outcomes_and_provision_and_nothing_else_of_a_plan(cast, review, at):
    texts = dict.fromkeys("ABCDGIJK", SECRET) | {"H1": SECRET, "H2": SECRET, "E": "Outcome", "F": "Provision"}
    version = version_of(review.plan, cast.senco, texts=texts)
    place = place_of(review, "health")
    annual.record_advice(invitee=place, advice=SECRET, on=None, by=cast.senco, at=at)
    for name, thing in (
        ("ehc:plan", review.plan),
        ("ehcdelivery:delivery", review.plan),
        ("ehcdelivery:ledger", review.plan),
    ):
        assert SECRET not in page(cast, "ta", name, thing.reference)
    assert SECRET not in page(cast, "ta", "ehcdelivery:week")
    for name, thing in (("ehc:version", version), ("annual:review", review), ("annual:person", place),
                        ("annual:papers", review), ("annual:advice", place), ("ehcdelivery:original", version)):  # fmt: skip
        assert status(cast, "ta", name, thing.reference) in {403, 404}, name


def test_trust_lead_and_teacher_write_nothing_of_a_review(cast, review):
    place = place_of(review, "health")
    for who in ("trust_lead", "teacher", "governor", "office"):
        for name, thing, more in (("annual:move", review, ()), ("annual:serve", review, ("notice",)),
                                  ("annual:change", place, ()), ("annual:advice", place, ()),
                                  ("ehcvisitor:open", place, ()), ("annualmeeting:decision", review, ())):  # fmt: skip
            assert status(cast, who, name, thing.reference, *more, post={"advice": "x"}) in {403, 404}, (
                who,
                name,
            )


def test_person_of_another_review_is_served_nothing(cast, review, today, at):
    with seeing(cast.oakfield, actor=cast.senco):
        other = review_of(cast.other.pupil, cast.senco)
    sent = {"invitees": [place_of(other, "health").reference], "on": str(today), "how": "post"}
    answer = cast.client_for("senco").post(
        reverse("annual:serve", args=["oakfield", review.reference, "notice"]), sent
    )
    assert answer.status_code == 200 and answer.context["form"].errors
    with pytest.raises(Denied, match="not on the list"):
        serve(cast, review, Served.NOTICE, [place_of(other, "health")], today, at)
