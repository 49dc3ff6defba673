"""Courteous letters to the authority: from the record, changed before they go, kept, not twice in ten school days."""

import datetime as dt
import io
import os
from pathlib import Path

import page as pdf_ua
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.accounts.permissions import Denied
from core.documents.pdf import AUTHORITY_LETTER, render_pdf
from ehcp.caseload import actions, matters
from ehcp.caseload.letters import draft, snapshot
from ehcp.enums import AssessmentState, LaDecision, ReviewState
from register.models import PupilDocument
from tests.ehcp.caseload.made import DAY, assessment_of, authority_of, plan_of, pupil_in, review_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
D = dt.date
RUDE = ("must", "unlawful", "complain", "tribunal", "fail", "breach", "legal action", "ombudsman", "!")


@pytest.fixture
def home(cast):
    with seeing(cast.riverside, actor=cast.riverside_senco):
        authority_of(cast.riverside, address="County Hall\nInvented Road", officer="Ms Lee")
        yield cast.riverside, cast.riverside_senco, timezone.localdate()


def late_review(home, **more):
    school, by, today = home
    plan = plan_of(pupil_in(school, by), by, today - 400 * DAY)
    return review_of(plan, by, today - 60 * DAY, **{"state": ReviewState.REPORTED} | more)


def url_of(review, duty="decision", of="review") -> str:
    return reverse("caseload:letter", args=["riverside", of, review.reference, duty])


def typed(today, **more) -> dict:
    day = today + 20 * DAY
    return {"addressee": "Ms Lee", "address": "County Hall", "text": "First.\n\nMay we ask?",
            "answer_by": f"{day.day} {day.month:02d} {day.year}"} | more  # fmt: skip


def matter(found, duty, today, of="review"):
    return matters.matter_of(of, found, duty, today)


def everything_late(home):
    """One matter of each kind of letter, with the day on which it was due."""
    school, by, _today = home
    plan = plan_of(pupil_in(school, by), by, D(2025, 3, 14))
    review = review_of(plan, by, D(2026, 1, 20), ReviewState.REPORTED)
    yield matter(review, "decision", D(2026, 3, 1)), D(2026, 2, 17)
    review.state, review.decision = ReviewState.COMPARED, LaDecision.AMEND
    review.decided_on = review.amendment_notice_on = D(2026, 2, 10)
    review.save()
    yield matter(review, "final", D(2026, 5, 1)), D(2026, 4, 7)
    asked = assessment_of(pupil_in(school, by, first="Samir"), by, AssessmentState.REQUESTED, requested_on=D(2026, 1, 5),
                          exemption="away")  # fmt: skip
    yield matter(asked, "decide", D(2026, 3, 1), "assessment"), D(2026, 2, 16)
    asked.state, asked.decided_on = AssessmentState.ASSESSING, D(2026, 2, 10)
    asked.save()
    yield matter(asked, "final", D(2026, 6, 1), "assessment"), D(2026, 5, 25)


def test_each_letter_tells_dates_rule_and_request_and_threatens_nothing(home):
    school, today = home[0], D(2026, 6, 1)
    for one, due in everything_late(home):
        told = snapshot(
            one, school, addressee="Ms Lee", address="", text=draft(one), answer_by=today, today=today
        )["letter"]
        words = " ".join([told["heading"], *told["paragraphs"], told["rule"]]).lower()
        assert one.held.pupil.name in told["heading"] and "may we ask" in words
        assert due.isoformat() in [fact["day"] for fact in told["facts"]]
        assert told["rule"] and "SI 2014/1530" in told["citation"]
        assert not [word for word in RUDE if word in words]
    assert "away for four weeks" in words  # the exemption that was claimed is asked about


def test_letter_is_written_from_the_record_changed_and_kept(cast, home):
    review, client, today = late_review(home), cast.client_for("riverside_senco"), home[2]
    page = client.get(url_of(review)).content.decode()
    assert (
        'value="Ms Lee"' in page and "Invented Road" in page and "May we ask you to let the parents" in page
    )
    assert "Devon" in page  # the citation stands before it is sent
    answer = client.post(url_of(review), typed(today))
    kept = PupilDocument.objects.get(pupil=review.pupil, kind="ehc_letter")
    assert answer.headers["Location"] == reverse("file:document", args=["riverside", kept.reference])
    letter = kept.issued.snapshot["letter"]
    assert (letter["paragraphs"], letter["addressee"], letter["about"]) == (
        ["First.", "May we ask?"],
        "Ms Lee",
        "decision",
    )
    ledger = client.get("/riverside/ehc-plans/delays/?year=all").content.decode()
    assert "Written to on" in ledger and "Write again" in ledger


def test_no_second_letter_within_ten_school_days_without_a_confirm(cast, home):
    review, client, today = late_review(home), cast.client_for("riverside_senco"), home[2]
    client.post(url_of(review), typed(today))
    refused = client.post(url_of(review), typed(today, text="Mine.")).content.decode()
    assert "A letter about this was written on" in refused and "Mine." in refused
    assert client.post(url_of(review), typed(today, again="on")).status_code == 302
    assert PupilDocument.objects.filter(pupil=review.pupil, kind="ehc_letter").count() == 2


def test_ten_school_days_are_counted_over_holidays(home):
    school, by, _today = home
    plan = plan_of(pupil_in(school, by), by, D(2025, 12, 1))
    one = matter(review_of(plan, by, D(2026, 10, 1), ReviewState.REPORTED), "decision", D(2026, 12, 4))
    at = dt.datetime(2026, 12, 4, 12, tzinfo=dt.UTC)  # term ends on Fri 18 Dec, its tenth school day after it
    actions.write_letter(
        matter=one, addressee="A", address="", text="B", answer_by=D(2026, 12, 18), by=by, at=at
    )
    assert actions.lately(one, D(2026, 12, 17)) == (D(2026, 12, 4), D(2026, 12, 18))
    assert actions.lately(one, D(2026, 12, 18)) is None


@pytest.mark.parametrize(("fields", "words"), [
    ({"text": " "}, "Write what the letter says"),
    ({"addressee": ""}, "Say whom the letter is to"),
    ({"answer_by": "1 1 2026"}, "a day that is still to come"),
    ({"answer_by": "1 1 20226"}, "Enter a date like"),
    ({"answer_by": "1 1 2090"}, "more than a year ahead"),
])  # fmt: skip
def test_wrong_letter_is_told_and_nothing_typed_is_lost(cast, home, fields, words):
    sent = typed(home[2], address="Room 12, County Hall") | fields
    page = cast.client_for("riverside_senco").post(url_of(late_review(home)), sent).content.decode()
    assert words in page and "Room 12, County Hall" in page
    assert not PupilDocument.objects.filter(kind="ehc_letter", school=home[0]).exists()


@pytest.mark.parametrize("more", [
    {"state": ReviewState.DATED},  # nobody has recorded the meeting
    {"state": ReviewState.DECIDED, "decision": LaDecision.KEEP},
])  # fmt: skip
def test_there_is_no_letter_where_the_authority_is_not_late(cast, home, more):
    decided = {"decided_on": home[2] - 40 * DAY} if "decision" in more else {}
    client, review = cast.client_for("riverside_senco"), late_review(home, **more, **decided)
    answer = client.get(url_of(review), follow=True)
    assert "there is nothing to write about" in answer.content.decode()
    assert client.get(url_of(review, duty="report")).status_code == 404


def test_nobody_writes_about_a_pupil_who_has_left(cast, home):
    review, client = late_review(home), cast.client_for("riverside_senco")
    type(review.pupil).objects.filter(pk=review.pupil_id).update(left_on=home[2] - DAY)
    assert client.post(url_of(review), typed(home[2])).status_code == 403
    assert not PupilDocument.objects.filter(pupil=review.pupil_id, kind="ehc_letter").exists()


def test_decision_that_came_in_the_meantime_stops_the_letter(home):
    _school, by, today = home
    review = late_review(home)
    one = matter(review, "decision", today)
    type(review).objects.filter(pk=review.pk).update(
        state=ReviewState.DECIDED, decision=LaDecision.KEEP, decided_on=today
    )
    with pytest.raises(Denied, match="nothing to write about"):
        actions.write_letter(
            matter=one, addressee="A", address="", text="B", answer_by=today + DAY, by=by, at=timezone.now()
        )


def test_pdf_meets_pdf_ua_1_on_one_page_and_holds_what_was_typed_as_text(home):
    school, today = home[0], D(2026, 6, 1)
    for number, (one, _due) in enumerate(everything_late(home)):
        told = snapshot(one, school, addressee="<b>Ms Lee</b>", address="County Hall\nInvented Road", text=draft(one),
                        answer_by=D(2026, 6, 15), today=today)  # fmt: skip
        data = render_pdf(
            AUTHORITY_LETTER,
            told | {"document": {"reference": "RIV-1", "version": 1, "issued_on": "2026-06-01"}},
        )
        if keep := os.environ.get("PAPER_PICTURES"):
            (Path(keep) / f"authority-{number}.pdf").write_bytes(data)
        report = pdf_ua.validate_pdf_bytes(data, profile="ua1")
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        pages = PdfReader(io.BytesIO(data)).pages
        words = " ".join(pages[0].extract_text().split())
        assert (
            len(pages) == 1 and "<b>Ms Lee</b>" in words and "Mon 15 Jun 2026" in words.replace("\xa0", " ")
        )
