"""Letters of notice and the papers for the meeting: accessible, the right words for each, nothing that is not theirs."""

import io
import os
from pathlib import Path

import page as pdf_ua
import pytest
from django.urls import reverse
from pypdf import PdfReader

from core.documents.actions import make_pdf
from core.documents.pdf import REVIEW_NOTICE, REVIEW_PACK, render_pdf
from ehcp.annual import actions
from ehcp.annual.ground import locked
from ehcp.annual.record import letters_snapshot, pack_snapshot
from ehcp.enums import InviteeRole
from tests.ehcp.annual.made import give, later, version_of

pytestmark = pytest.mark.django_db
PRINTED = {"document": {"reference": "OAK-7K2M", "version": 1, "issued_on": "2026-11-22"}}


def pages_of(name: str, template: str, snapshot: dict) -> list[str]:
    data = render_pdf(template, snapshot | PRINTED)
    if keep := os.environ.get("PAPER_PICTURES"):
        (Path(keep) / f"{name}.pdf").write_bytes(data)
    report = pdf_ua.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(data)).pages]


def test_letters_speak_to_each_in_their_own_words(cast, review):
    held = locked(review)
    chosen = list(held.invitees.filter(role__in=["parent", "child", "la_sen"]))
    pages = pages_of(
        "notice",
        REVIEW_NOTICE,
        letters_snapshot(held, chosen, by_day=later(7), own="Tea is served.", today=later(0)),
    )
    words = " ".join(pages)
    assert 3 <= len(pages) <= 6
    assert "We would very much like you to come" in words or "very much like you to come" in words
    assert "SENDIASS" in words and "advocate" in words and "Somebody whom you trust" in words
    assert "regulation 20(3)" in words and "County Hall" in words
    assert words.count("Tea is served.") == 2 and "sen@herts.test" not in words


def test_papers_put_the_family_first_and_name_what_is_missing(cast, review, at):
    version_of(review.plan, cast.senco)
    held = give(review, cast.senco, "notice", "advice_ask")
    give(held, cast.senco, "chase", to=held.invitees.filter(role="health"))
    text = "We are proud of how he reads.\n\nMornings are hard.\n" * 12
    for role, words in (
        ("parent", "We want him to have a friend."),
        ("teacher", text),
        ("la_sen", "The plan stands."),
    ):
        actions.record_advice(
            invitee=held.invitees.get(role=role), advice=words, on=None, by=cast.senco, at=at
        )
    actions.no_advice(
        invitee=held.invitees.get(role="social_care"), why="Not known to the service", by=cast.senco, at=at
    )
    told = []
    snapshot = pack_snapshot(locked(held), later(0), lambda done, total: told.append((done, total)))
    pages = pages_of("pack", REVIEW_PACK, snapshot)
    words = " ".join(pages)
    assert told[-1] == (4, 4) and "Contents" in pages[0] and "page 2" in pages[0]
    order = [words.rindex(one) for one in ("We want him to have a friend", "Tells a story that a friend", "Direct work on language",
                                           "Mornings are hard", "Not known to the service", "Who is invited")]  # fmt: skip
    assert order == sorted(order)
    assert (
        "30 minutes, 3 times a week" in words and "reminded" in words and "Not known to the service" in words
    )
    assert "sen@herts.test" not in words and "County Hall" not in words


def test_papers_of_an_empty_plan_are_made_all_the_same(cast, review):
    held = locked(review)
    held.invitees.exclude(role=InviteeRole.TA).delete()
    words = " ".join(pages_of("pack-empty", REVIEW_PACK, pack_snapshot(held, later(0))))
    assert (
        "Nothing has been written down yet" in words
        and "not held here yet" in words
        and "not asked yet" in words
    )


def test_child_is_heard_from_the_last_time_they_were_asked(cast, review, at):
    from register.models import Voice

    Voice.objects.create(school=cast.oakfield, pupil=review.pupil, kind="interview", on=later(-30), with_whom="Miss Nair",
                         answers=[{"ask": "What is hard?", "said": "Loud rooms", "face": ""}], recorded_at=at,
                         recorded_by=cast.senco)  # fmt: skip
    snapshot = pack_snapshot(locked(review), later(0))
    assert snapshot["views"][0]["text"] == "What is hard?\nLoud rooms" and snapshot["views"][0]["child"]
    assert "Idris Rahman" not in [one["who"] for one in snapshot["missing"]]


def test_papers_are_opened_by_staff_who_read_the_review(cast, with_pack, at):
    make_pdf(with_pack.pack.issued.job, by=cast.senco, at=at, report=lambda done, total: None)
    path = reverse("annual:papers", args=["oakfield", with_pack.reference])
    answer = cast.client_for("teacher").get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert with_pack.pack.sensitivity == "restricted" and cast.client_for("ta").get(path).status_code == 404
    file = reverse("file:document", args=["oakfield", with_pack.pack.reference])
    assert [cast.client_for(who).get(file).status_code for who in ("senco", "teacher")] == [200, 404]


def test_letters_are_filed_one_by_one_or_together(cast, review, at):
    people = review.invitees.filter(role__in=["parent", "health"])
    one_by_one = actions.make_letters(review=review, invitees=people, by=cast.senco, at=at)
    together = actions.make_letters(review=review, invitees=people, by=cast.senco, at=at, together=True)
    assert [len(one.issued.snapshot["letters"]) for one in (*one_by_one, *together)] == [1, 1, 2]
    assert {one.kind for one in one_by_one} == {"ehc_letter"} and not any(
        one.for_family for one in one_by_one
    )
