"""A parent and the annual review: before, at and after; their own child's and no other, no paper before it was given."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.audit.models import Opening
from ehcp.annual.actions import move_date, record_advice
from ehcp.enums import ReviewState, Served, ServedHow
from ehcp.models import AnnualReview, NeedsAssessment, PlanVersion, ReviewInvitee, ReviewService
from register.enums import GrantKind
from tests.cast import PDF
from tests.ehcp.visitor.made import DAY, place_of, plan_of, review_of, version_of, without_plans
from tests.ehcp.visitor.test_opening import paper
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TEXT = b"A drawing, told in words."


def url(name: str, cast, *more: str, whose: str = "own") -> str:
    child = cast.records[whose].pupil
    return reverse(f"ehcfamily:{name}", args=[child.school.slug, child.reference, *more])


def home(cast) -> str:
    return cast.client_for("parent").get(reverse("overview:home", args=["oakfield"])).content.decode()


def page(cast) -> str:
    return cast.client_for("parent").get(url("review", cast)).content.decode()


def give(review: AnnualReview, what: str, on: dt.date, role: str = "parent") -> None:
    ReviewService.objects.create(school_id=review.school_id, review=review, invitee=place_of(review, role), what=what, on=on,
                                 how=ServedHow.POST, meeting_on=review.on, recorded_at=timezone.now())  # fmt: skip


def put(review: AnnualReview, **fields) -> None:
    AnnualReview.objects.filter(pk=review.pk).update(**fields)


def test_first_page_and_review_say_what_is_next(cast, review):
    for text in (home(cast), page(cast)):
        assert "Waits for you" in text and "Before it we would like to know what you and Maya think" in text
    assert "Who is invited, and why" in page(cast) and "SENDIASS" in page(cast)
    assert (
        Opening.objects.filter(what="annual review, as the family reads it", subject="OAK-0001").count() == 3
    )


def send(cast, **fields):
    client = cast.client_for("parent")
    version = client.get(url("views", cast)).context["version"]
    return client.post(url("views", cast), {"version": version, "advice": "", "child_view": "", **fields})


def test_views_of_parent_and_child_reach_the_school(cast, review):
    assert send(cast, advice="She is happy.", child_view="I like drums.", coming="part", wants_advocate="on",
                child_advocate="on", upload=SimpleUploadedFile("d.txt", TEXT, "text/plain")).status_code == 302  # fmt: skip
    parent, child = place_of(review, "parent"), place_of(review, "child")
    assert (parent.advice, parent.coming, parent.wants_advocate) == ("She is happy.", "part", True)
    assert parent.advice_paper.sensitivity == "restricted"
    assert child.advice.endswith(":\nI like drums.") and child.wants_advocate
    text = page(cast)
    assert "Thank you, it is here" in text and "She is happy." in text
    send(cast, advice="She is happy.", child_view="I like drums.", coming="yes")
    again = place_of(review, "parent")
    assert (again.coming, again.wants_advocate, again.advice_paper_id) == (
        "yes",
        False,
        parent.advice_paper_id,
    )


@pytest.mark.parametrize("fields,words", [
    ({}, "Write what you think, or say whether you come"),
    ({"advice": "Kept words", "upload": SimpleUploadedFile("a.exe", b"MZ\x90", "image/png")}, "Kept words"),
    ({"advice": "x" * 5001}, "at most 5000"),
])  # fmt: skip
def test_what_cannot_be_sent_is_told_and_kept(cast, review, fields, words):
    response = send(cast, **fields)
    assert (
        response.status_code == 200 and words in response.content.decode() and response.context["form"].errors
    )
    assert not place_of(review, "parent").advice


def test_school_that_wrote_meanwhile_is_not_overwritten(cast, review, at):
    client = cast.client_for("parent")
    version = client.get(url("views", cast)).context["version"]
    with seeing(cast.oakfield, actor=cast.senco):
        record_advice(
            invitee=place_of(review, "parent"), advice="Told by telephone", on=None, by=cast.senco, at=at
        )
    answer = client.post(
        url("views", cast), {"version": version, "advice": "My own words", "child_view": ""}
    ).content.decode()
    assert "Told by telephone" in answer and "My own words" in answer
    assert place_of(review, "parent").advice == "Told by telephone"


def test_views_are_taken_until_the_report_and_not_after(cast, review, today):
    put(review, state=ReviewState.HELD, on=today - DAY)
    assert send(cast, advice="Afterthought").status_code == 302
    put(review, state=ReviewState.REPORTED)
    answer = send(cast, advice="Too late")
    assert answer.status_code == 200 and "has been sent" in answer.content.decode()


def test_papers_open_once_they_were_given_to_this_parent(cast, review, today):
    review.pack = paper(cast)
    review.report = paper(cast, "Report")
    review.save(update_fields=["pack", "report"])
    give(review, Served.PACK, today, role="teacher")
    client = cast.client_for("parent")
    assert client.get(url("paper", cast, "pack")).status_code == 404
    assert "It goes into the papers if it reaches us by" in page(cast)
    give(review, Served.PACK, today)
    assert client.get(url("paper", cast, "pack")).content == PDF
    assert (
        "given to you" in page(cast)
        and "what you tell us now is read at the meeting" in page(cast)
        and client.get(url("paper", cast, "report")).status_code == 404
    )


def test_short_notice_is_told_as_it_is_and_a_moved_meeting_makes_it_count_no_more(cast, review, today, at):
    give(review, Served.NOTICE, review.on - 13 * DAY)
    assert "less than the two weeks that you are entitled to" in page(cast)
    move_date(review=review, on=review.on + 7 * DAY, why="The room is needed", by=cast.senco, at=at)
    text = page(cast)
    assert "less than the two weeks" not in text and "The room is needed" in text


def test_decision_is_told_with_its_letter_and_the_time_to_answer(cast, review, today):
    plan = review.plan
    proposed = PlanVersion.objects.create(
        school_id=plan.school_id, plan=plan, number=9, kind="proposed", issued_on=today, received_on=today,
        document=paper(cast, "Proposed"), created_at=timezone.now(), created_by=cast.senco,
    )  # fmt: skip
    put(review, state=ReviewState.DECIDED, on=today - 20 * DAY, decision="amend", decided_on=today - DAY, proposed=proposed,
        decision_paper=paper(cast, "Letter"))  # fmt: skip
    client = cast.client_for("parent")
    assert client.get(url("paper", cast, "decision")).content == PDF
    assert client.get(url("paper", cast, "changes")).status_code == 404
    put(review, amendment_notice_on=today - DAY)
    assert client.get(url("paper", cast, "changes")).status_code == 200
    text = page(cast)
    assert "wants to change the plan" in text and "at least to say what you think of it" in text
    assert "You can say what you think first" in text and "You can appeal against" not in text
    assert "Your time to answer" in home(cast)


def test_who_is_not_on_the_list_reads_no_paper_and_gives_no_views(cast, review, today):
    review.pack = paper(cast)
    review.save(update_fields=["pack"])
    give(review, Served.PACK, today)
    ReviewInvitee.objects.filter(review=review, role="parent").update(user=None, contact=None)
    client = cast.client_for("parent")
    statuses = [
        client.get(url(*where)).status_code
        for where in (("views", cast), ("paper", cast, "pack"), ("review", cast))
    ]
    assert statuses == [404, 404, 200] and "have not been asked" in page(cast)


def test_nothing_of_another_child_and_nothing_once_kinship_has_ended(cast, review, today):
    review_of(cast.other.pupil, cast.senco)
    client = cast.client_for("parent")
    names = ("plan", "review", "views")
    assert {client.get(url(name, cast, whose="other")).status_code for name in names} == {404}
    cast.own.pupil.grants.filter(permission__codename=GrantKind.PARENT).update(until=today - DAY)
    assert {client.get(url(name, cast)).status_code for name in names} <= {403, 404}


def test_plan_stands_in_plain_words_with_its_sections_apart(cast, review):
    version_of(plan_of(cast.own.pupil, cast.senco), cast.senco)
    text = cast.client_for("parent").get(url("plan", cast)).content.decode()
    for words in (
        "The help that must be given in school",
        "Section F",
        "A trained adult practises",
        "Section A",
        "Your rights",
    ):
        assert words in text
    assert "Section C" not in text  # it says nothing


def test_plan_that_nobody_has_checked_is_not_shown_yet(cast, review):
    version_of(plan_of(cast.own.pupil, cast.senco), cast.senco, checked=False)
    text = cast.client_for("parent").get(url("plan", cast)).content.decode()
    assert "has not copied the plan here yet" in text and "A trained adult" not in text


def assessing(cast, state: str, **fields) -> str:
    """The parent's page on a needs assessment in that state, of a child who has no plan."""
    at = timezone.now()
    authority = review_of(cast.own.pupil, cast.senco).plan.authority
    without_plans(cast.own.pupil)
    NeedsAssessment.objects.create(
        school=cast.oakfield, pupil=cast.own.pupil, authority=authority, state=state, why="More is needed", created_at=at,
        created_by=cast.senco, **fields,
    )  # fmt: skip
    return cast.client_for("parent").get(url("plan", cast))


def test_refused_assessment_is_told_with_appeal_mediation_and_that_help_goes_on(cast, review, today):
    answer = assessing(cast, "declined", requested_on=today - 50 * DAY, decided_on=today - 9 * DAY)
    text = answer.content.decode()
    for words in (
        "You can appeal",
        "mediation",
        "SENDIASS",
        "Help in school goes on",
        "an appeal must arrive by",
    ):
        assert words in text
    assert "EHC needs assessment" in home(cast)


def test_assessment_that_is_only_thought_of_is_not_told_yet(cast, review):
    assert assessing(cast, "considered").status_code == 404
    assert "EHC needs assessment" not in home(cast)


def test_pages_cost_what_they_cost(cast, review, today):
    version_of(plan_of(cast.own.pupil, cast.senco), cast.senco)
    give(review, Served.NOTICE, today)
    client = cast.client_for("parent")
    assert queries_of(client, url("review", cast)) == 9
    assert queries_of(client, url("plan", cast)) == 19
