"""What a professional opens of a review: before, during and after; theirs and no other."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agencies.models import Invitation
from core.audit.models import Opening
from core.documents.actions import keep_file
from ehcp.enums import ReviewState, Served, ServedHow
from ehcp.models import AnnualReview, ReviewInvitee, ReviewService
from ehcp.visitor.actions import end_opening
from register import actions as register
from register.enums import DocumentKind, Sensitivity
from register.models import PupilDocument
from tests.cast import PDF
from tests.ehcp.visitor.made import DAY, let_in, place_of, review_of
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TEXT = b"Two hours a week, one to one."
NAMED = ("Maya", "Abara", "OAK-0001")


@pytest.fixture
def place(cast, review) -> ReviewInvitee:
    """The cast's professional as the authority's officer at the review of `own`, from today."""
    cast.professional.forget_memberships()
    return let_in(place_of(review), cast.senco, email=cast.professional.email)


def url(name: str, place: ReviewInvitee, *more: str) -> str:
    return reverse(f"ehcvisitor:{name}", args=["oakfield", place.reference, *more])


def paper(cast, title: str = "Papers", kind: str = DocumentKind.EHC) -> PupilDocument:
    kept = keep_file(
        school=cast.oakfield, name="p.pdf", data=PDF, content_type="application/pdf", at=timezone.now()
    )
    return PupilDocument.objects.create(
        school=cast.oakfield, pupil=cast.own.pupil, file=kept, kind=kind, title=title, filed_at=timezone.now(),
        filed_by=cast.senco, sensitivity=Sensitivity.RESTRICTED,
    )  # fmt: skip


def served(place: ReviewInvitee, what: str, on: dt.date) -> None:
    ReviewService.objects.create(school_id=place.school_id, review=place.review, invitee=place, what=what, on=on,
                                 how=ServedHow.SECURE, meeting_on=place.review.on, recorded_at=timezone.now())  # fmt: skip


def statuses(cast, place) -> set[int]:
    client = cast.client_for("professional")
    return {client.get(url(name, place)).status_code for name in ("review", "advice", "coming", "decision")}


def test_review_opens_with_what_is_asked_and_is_recorded(cast, place):
    page = cast.client_for("professional").get(url("review", place)).content.decode()
    for words in ("Annual review for Maya Abara", "Whether the plan is put into practice", "Why this date"):
        assert words in page
    opened = Opening.objects.filter(
        user=cast.professional, subject=cast.own.pupil.reference, what__contains="by invitation"
    )
    assert opened.count() == 1


SHUT = {
    "before": lambda place, today: {"opens_from": today + DAY},
    "after": lambda place, today: {"opens_from": today - 9 * DAY, "opens_until": today - DAY},
}  # fmt: skip


@pytest.mark.parametrize("when", SHUT)
def test_nothing_opens_outside_its_days(cast, place, today, when):
    ReviewInvitee.objects.filter(pk=place.pk).update(**SHUT[when](place, today))
    assert statuses(cast, place) == {403}


def test_nothing_opens_once_the_senco_has_ended_it_and_no_refusal_names_the_child(cast, place, at):
    end_opening(place=place, by=cast.senco, at=at)
    Invitation.objects.filter(user=cast.professional).delete()
    let_in(place_of(review_of(cast.other.pupil, cast.senco)), cast.senco, email=cast.professional.email)
    client = cast.client_for("professional")
    answers = [client.get(url("review", place)), client.get(reverse("overview:home", args=["oakfield"]))]
    assert [one.status_code for one in answers] == [403, 200]
    assert [name for name in NAMED for one in answers if name in one.content.decode()] == []
    assert "This invitation was ended by the school" in answers[1].content.decode()


@pytest.mark.parametrize("weeks,days,status", [(6, 0, 200), (6, 1, 403)])
def test_it_ends_six_weeks_after_the_review_was_closed(cast, place, at, weeks, days, status):
    closed = at - dt.timedelta(weeks=weeks, days=days)
    AnnualReview.objects.filter(pk=place.review_id).update(
        state=ReviewState.CLOSED, closed_at=closed, closed_by=cast.senco
    )
    assert cast.client_for("professional").get(url("review", place)).status_code == status


def test_child_who_left_is_no_longer_open(cast, place, today):
    pupil = cast.own.pupil
    pupil.left_on = today
    pupil.save()
    assert statuses(cast, place) == {403}


def test_review_of_another_is_not_found(cast, place):
    other = let_in(place_of(place.review, "health"), cast.senco, email="nurse@nhs.example")
    assert statuses(cast, other) == {404}
    assert cast.client_for("senco").get(url("review", place)).status_code == 404


def test_papers_open_once_they_were_served_and_only_on_whom(cast, place, today):
    review = place.review
    review.pack = paper(cast)
    review.save(update_fields=["pack"])
    client = cast.client_for("professional")
    assert client.get(url("paper", place, "pack")).status_code == 404
    served(place_of(review, "health"), Served.PACK, today)
    assert client.get(url("paper", place, "pack")).status_code == 404
    served(place, Served.PACK, today)
    assert client.get(url("paper", place, "pack")).content == PDF
    assert client.get(url("paper", place, "report")).status_code == 404
    assert Opening.objects.filter(user=cast.professional, kind=Opening.Kind.DOCUMENT).count() == 1


def test_advice_as_text_and_as_a_document(cast, place):
    client = cast.client_for("professional")
    form = client.get(url("advice", place))
    file = SimpleUploadedFile("advice.txt", TEXT, "text/plain")
    sent = {"advice": "The plan is put into practice.", "version": form.context["version"], "upload": file}
    answer = client.post(url("advice", place), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    place.refresh_from_db()
    assert (
        place.advice == "The plan is put into practice."
        and place.advice_paper.sensitivity == Sensitivity.RESTRICTED
    )
    assert client.get(url("paper", place, "advice")).content == TEXT


@pytest.mark.parametrize("sent,words", [
    ({"advice": " "}, "Write your advice, or choose the document"),
    ({"advice": "Kept words", "upload": SimpleUploadedFile("a.exe", b"MZ\x90", "application/pdf")}, "Kept words"),
])  # fmt: skip
def test_wrong_advice_is_told_and_kept(cast, place, sent, words):
    response = cast.client_for("professional").post(url("advice", place), sent | {"version": "1"})
    assert (
        response.status_code == 200 and words in response.content.decode() and response.context["form"].errors
    )
    place.refresh_from_db()
    assert (place.advice, place.advice_paper_id) == ("", None)


def test_answer_whether_they_come(cast, place):
    cast.client_for("professional").post(url("coming", place), {"coming": "part"})
    place.refresh_from_db()
    assert place.coming == "part"


def test_officer_tells_the_decision_with_the_amendments(cast, place, today):
    held_on = today - 20 * DAY
    AnnualReview.objects.filter(pk=place.review_id).update(state=ReviewState.REPORTED, on=held_on)
    decided = {"decision": "amend", "decided_on": str(today - DAY), "amendment_notice_on": str(today - DAY),
               "amendments": SimpleUploadedFile("new.txt", TEXT, "text/plain")}  # fmt: skip
    answer = cast.client_for("professional").post(url("decision", place), decided)
    assert answer.status_code == 302, answer.context["form"].errors
    review = AnnualReview.objects.get(pk=place.review_id)
    assert (review.state, review.decision, review.amendment_notice_on) == (
        ReviewState.DECIDED,
        "amend",
        today - DAY,
    )
    kept = PupilDocument.objects.get(title__startswith="Proposed amendments", pupil=cast.own.pupil)
    assert kept.sensitivity == Sensitivity.RESTRICTED and kept.source == place.name


def test_decision_before_the_meeting_is_refused_in_words(cast, place, today):
    sent = {"decision": "keep", "decided_on": str(today)}
    response = cast.client_for("professional").post(url("decision", place), sent)
    assert response.status_code == 200 and "decides after the meeting" in response.content.decode()


def test_nobody_but_the_officer_tells_the_decision(cast, review):
    cast.professional.forget_memberships()
    nurse = let_in(place_of(review, "health"), cast.senco, email=cast.professional.email)
    client = cast.client_for("professional")
    assert client.get(url("decision", nurse)).status_code == 403
    assert "Tell the decision" not in client.get(url("review", nurse)).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_first_page_and_review_cost_the_same_for_one_review_as_for_three(cast, place, more):
    with seeing(cast.oakfield, actor=cast.senco):
        for _ in range(more):
            pupil = copy_of(cast.own.pupil)
            let_in(place_of(review_of(pupil, cast.senco)), cast.senco, email=cast.professional.email)
    client = cast.client_for("professional")
    assert queries_of(client, reverse("overview:home", args=["oakfield"])) == 8
    assert queries_of(client, url("review", place)) == 14


def copy_of(pupil):
    """Another pupil of the same class."""
    (made,) = register.add_pupils(school=pupil.school, by=None, at=timezone.now(), pupils=[
        {"legal_first": "Ada", "legal_last": "Vale", "born": pupil.born, "year_group": "4"}])  # fmt: skip
    return made
