"""The pages of a review from its meeting to its close as people meet them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ehcp.enums import ReviewState
from ehcp.meeting import actions, deciding, queries
from ehcp.models import AnnualReview, PlanVersion
from register.models import PupilDocument
from tests.cast import make_ready
from tests.ehcp.meeting.made import DAY, decided, held, plan_with, proposed_by, review_on
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db


def url(review, name="meeting", *more):
    return reverse(f"annualmeeting:{name}", args=["oakfield", review.reference, *more])


def typed(day) -> str:
    return day.strftime("%d %m %Y")


def filled(**changes) -> dict:
    """The record's form as somebody at the meeting fills it."""
    people = {f"w{n}-came": "yes" for n in range(1, 6)} | {"w5-came": "no", "w5-why": "On leave"}
    return people | {
        "parents_view": "She is proud.", "child_view": "I like the quiet room.", "child_how": "With pictures",
        "progress": "A good year.", "recommendation": "amend", "r-F": "30 minutes instead of 20", "r-any": "A copy in large print",
        "differences": "Anna Abara wants more speech therapy.", "o1-rating": "on_track", "o1-next": "change",
        "o1-changed": "Maya reads to a friend", "o1-evidence": "Reads 30 words",
    } | changes  # fmt: skip


def now_of(review):
    with seeing(review.school):
        return queries.review_rows().get(pk=review.pk)


def post_record(client, review, **changes):
    with seeing(review.school):
        version = queries.version_of(AnnualReview.objects.get(pk=review.pk))
    return client.post(url(review, "record"), {"version": version} | filled(**changes))


def test_meeting_is_recorded_from_one_page(cast, ready):
    review, _ = ready
    client = cast.client_for("senco")
    page = client.get(url(review, "record")).content.decode()
    assert page.index("What the parents say") < page.index("What Maya says") < page.index("Took part?")
    assert "Preparing for adulthood" not in page
    answer = post_record(client, review, finish="1")
    assert answer.status_code == 302 and answer.url == url(review)
    found = now_of(review)
    assert (found.state, found.recommended) == (
        ReviewState.HELD,
        "A copy in large print\n\nSection F: 30 minutes instead of 20",
    )
    page = client.get(url(review)).content.decode()
    for words in (
        "She is proud.",
        "Maya reads to a friend",
        "Did not come: On leave",
        "more speech therapy",
        "Amend the plan",
    ):
        assert words in page


@pytest.mark.parametrize("wrong,words", [
    ({"w5-why": ""}, "Say why Dr Patel was not there"), ({"o1-rating": ""}, "how far outcome 1 has been reached"),
    ({"parents_view": ""}, "Write what the parents say"), ({"r-F": "", "r-any": ""}, "section by section"),
    ({"parents_view": "x" * 4001}, "at most 4000 characters"), ({"o1-next": "sell"}, "not one of the available choices"),
])  # fmt: skip
def test_what_is_missing_is_told_beside_the_field_and_nothing_is_lost(cast, ready, wrong, words):
    review, _ = ready
    answer = post_record(cast.client_for("senco"), review, finish="1", **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "I like the quiet room." in page and now_of(review).state == ReviewState.CIRCULATED
    assert "I like the quiet room." in cast.client_for("senco").get(url(review, "record")).content.decode()


def test_what_is_typed_is_kept_as_one_goes(cast, ready):
    review, _ = ready
    client = cast.client_for("senco")
    client.get(url(review, "record"))
    answer = client.post(
        url(review, "record"), {"autosave": "1", "version": "1", "progress": "Half a sentence"}
    )
    assert "Saved at" in answer.content.decode()
    assert "Half a sentence" in client.get(url(review, "record")).content.decode()
    assert "Half a sentence" not in cast.client_for("head").get(url(review, "record")).content.decode()


def test_two_who_write_at_once_see_both_texts(cast, ready):
    review, _ = ready
    senco, head = cast.client_for("senco"), cast.client_for("head")
    base = now_of_version(review)
    senco.get(url(review, "record"))
    head.get(url(review, "record"))
    assert (
        head.post(url(review, "record"), {"version": base} | filled(progress="By the head")).status_code
        == 302
    )
    answer = senco.post(url(review, "record"), {"version": base} | filled(progress="By the SENCo"))
    page = answer.content.decode()
    assert (
        answer.status_code == 409
        and "By the head" in page
        and "By the SENCo" in page
        and cast.head.called in page
    )
    mine = {"version": now_of_version(review), "resolved": "1", "keep-progress": "mine"} | filled(
        progress="By the SENCo"
    )
    assert senco.post(url(review, "record"), mine).status_code == 302
    assert now_of(review).progress == "By the SENCo"


def now_of_version(review) -> int:
    with seeing(review.school):
        return queries.version_of(AnnualReview.objects.get(pk=review.pk))


def test_report_is_written_looked_at_issued_and_sent(cast, ready, at, today):
    review, version = ready
    held(review, version, cast.senco, at)
    client = cast.client_for("head")
    typed_in = {
        "autosave": "1",
        "version": str(queries.summary_version(review)),
        "summary": "She utilises strategies.",
    }
    page = client.post(url(review, "report"), typed_in).content.decode()
    assert "Saved at" in page and "How it reads to parents" in page and "utilises" in page
    actions.write_report(review=review, summary="By the SENCo", by=cast.senco, at=at)
    del typed_in["autosave"]
    answer = client.post(url(review, "report"), typed_in)
    page = answer.content.decode()
    assert answer.status_code == 409 and "By the SENCo" in page and "She utilises strategies." in page
    base = queries.summary_version(now_of(review))
    words = "She utilises phonological strategies well and makes steady progress in reading every single day of the week."
    assert client.post(url(review, "report"), {"version": base, "summary": words}).status_code == 302
    page = client.get(url(review, "report")).content.decode()
    assert "Too few words yet for a reading age" in page
    assert f"<mark>{words}</mark>" in page
    assert client.post(url(review, "issue")).url == url(review, "send")
    with seeing(review.school):
        people = [str(one.pk) for one in review.invitees.exclude(role="child")]
    page = client.post(url(review, "send"), {"on": "1 1 20226", "how": "post", "to": people}).content.decode()
    assert "Enter a date like 23 11 2026" in page
    assert client.post(url(review, "send"), {"on": typed(today), "how": "post", "to": people}).url == url(
        review
    )
    page = client.get(url(review)).content.decode()
    assert now_of(review).state == ReviewState.REPORTED and "Everybody had it by" in page
    assert client.get(url(review, "record")).status_code == 302


def test_report_opens_for_the_teacher_from_the_review_alone(cast, ready, at):
    review, version = ready
    held(review, version, cast.senco, at)
    actions.write_report(review=review, summary="All goes well.", by=cast.senco, at=at)
    paper = actions.issue_report(review=now_of(review), by=cast.senco, at=at)
    client = cast.client_for("teacher")
    assert client.get(url(review, "paper", paper.reference)).status_code == 404  # not made yet
    make_ready(paper.issued)
    assert client.get(url(review, "paper", paper.reference)).status_code == 200
    assert client.get(reverse("file:document", args=["oakfield", paper.reference])).status_code == 404
    assert client.get(url(review, "paper", cast.own.private.reference)).status_code == 404


def test_decision_in_bad_order_is_refused_with_words(cast, ready, at, today):
    review, version = ready
    client = cast.client_for("senco")
    answer = client.get(url(review, "decision"), follow=True)
    assert answer.redirect_chain and "Record the meeting first" in answer.content.decode()
    held(review, version, cast.senco, at)
    typed_in = {
        "decision": "keep",
        "decided_on": typed(review.on - DAY),
        "received_on": typed(today),
        "why": "They agree.",
    }
    page = client.post(url(review, "decision"), typed_in).content.decode()
    assert "is before the meeting on" in page and "They agree." in page
    good = typed_in | {"decided_on": typed(today), "upload": SimpleUploadedFile("letter.txt", b"We keep it.")}
    assert client.post(url(review, "decision"), good).url == url(review)
    page = client.get(url(review)).content.decode()
    assert (
        "Keep the plan as it is" in page
        and "They agree." in page
        and "Decision after the annual review" in page
    )


def test_officer_records_the_decision_and_sees_nothing_else(cast, ready, at, today):
    review, version = ready
    held(review, version, cast.senco, at)
    review.invitees.filter(role="la_sen").update(user=cast.professional, opens_from=today, opens_until=today)
    client = cast.client_for("professional")
    page = client.get(url(review, "decision")).content.decode()
    assert "It reached us on" not in page and "SLCN" not in page
    assert client.get(url(review)).status_code == 404
    answer = client.post(url(review, "decision"), {"decision": "keep", "decided_on": typed(today)})
    assert answer.url == reverse("overview:home", args=["oakfield"])
    assert now_of(review).decision == "keep"
    review.invitees.filter(role="la_sen").update(opens_until=today - DAY, opens_from=today - DAY)
    assert client.get(url(review, "decision")).status_code == 404


def test_amendments_from_notice_to_close(cast, ready, at, today):
    review, version = ready
    held(review, version, cast.senco, at, recommendation="amend", recommended="Section F: 30 minutes")
    decided(now_of(review), "amend", cast.senco, on=today - DAY)
    client = cast.client_for("senco")
    assert client.get(url(review, "compare")).status_code == 302
    came = {"issued_on": typed(today), "received_on": typed(today), "notice_on": typed(today)}
    assert client.post(url(review, "proposed"), came).url == url(review, "compare")
    page = client.get(url(review, "compare")).content.decode()
    assert (
        "Nothing is typed yet that differs" in page
        and "30 minutes" in page
        and "Parents may comment until" in page
    )
    assert client.post(url(review, "compare"), {"comments_sent_on": ""}).status_code == 302
    assert "Nothing is typed yet" in cast.client_for("teacher").get(url(review, "compare")).content.decode()
    page = client.post(
        url(review, "final"), {"came": "plan", "on": typed(review.on - DAY), "received_on": typed(today)}
    )
    assert "is before the amendment notice" in page.content.decode()
    assert client.get(url(review, "close")).status_code == 302
    assert (
        client.post(
            url(review, "final"), {"came": "plan", "on": typed(today), "received_on": typed(today)}
        ).status_code
        == 302
    )
    assert client.post(url(review, "close")).status_code == 302
    page = client.get(url(review)).content.decode()
    assert "Set the date of the next review" in page and "Next meeting at the latest" in page
    assert "not checked against its document yet" in page


def test_letter_is_written_with_what_the_school_adds(cast, ready, at):
    review, version = ready
    held(review, version, cast.senco, at)
    decided(now_of(review), "cease", cast.senco)
    client = cast.client_for("senco")
    page = client.get(url(review, "letter")).content.decode()
    assert "has decided to end the plan" in page and "SEN support" in page and "You can appeal" in page
    assert "Family Abara (Mother)" in page
    typed_in = {"contact": cast.own.contact.reference, "added": "Come and see us.", "online": "on"}
    assert client.post(url(review, "letter"), typed_in).url == url(review)
    with seeing(cast.oakfield):
        paper = PupilDocument.objects.get(
            kind="ehc_letter", issued__snapshot__letter__review=review.reference
        )
    assert paper.for_family and paper.issued.snapshot["letter"]["addressee"] == "Family Abara"


def test_closing_a_plan_that_ends_asks_when_or_for_the_appeal(cast, ready, at, today):
    review, version = ready
    held(review, version, cast.senco, at)
    decided(now_of(review), "cease", cast.senco)
    client = cast.client_for("senco")
    assert "Say when the plan ended" in client.post(url(review, "close"), {"ceased_on": ""}).content.decode()
    assert client.post(url(review, "close"), {"ceased_on": typed(today)}).status_code == 302
    assert "SEN support goes on" in client.get(url(review)).content.decode()


def test_plan_without_typed_outcomes_can_still_be_reviewed(cast, ready):
    review, version = ready
    with seeing(cast.oakfield):
        PlanVersion.objects.filter(pk=version.pk).update(checked_at=None, checked_by=None)
    client = cast.client_for("senco")
    assert "outcomes cannot be listed" in client.get(url(review, "record")).content.decode()
    assert post_record(client, review, finish="1").status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, at, today, count):
    with seeing(cast.oakfield):
        plan, version = plan_with(cast.own.pupil, cast.senco, outcomes=count)
        review = review_on(plan, cast.senco, today - 2 * DAY)
        client = cast.client_for("senco")
        counted = {"record": queries_of(client, url(review, "record"))}
        held(review, version, cast.senco, at, recommendation="amend", recommended="Section F: more")
        decided(now_of(review), "amend", cast.senco)
        review = now_of(review)
        review.proposed, review.amendment_notice_on = proposed_by(version, cast.senco, today), today
        review.save()
        deciding.compare(review=review, by=cast.senco, at=at)
        for name in ("meeting", "compare", "letter", "final"):
            counted[name] = queries_of(client, url(review, name))
    assert counted == {"record": 26, "meeting": 18, "compare": 26, "letter": 16, "final": 11}
