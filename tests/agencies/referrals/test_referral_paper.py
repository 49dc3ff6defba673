"""The referral on paper: accessible, complete, and no promise that was not made."""

import datetime as dt
import io
import os
from pathlib import Path

import page as pdf_ua
import pytest
from pypdf import PdfReader

from agencies.directory.actions import write_agency
from agencies.lifecycle import newest_consent
from agencies.models import Referral
from agencies.referrals import actions
from agencies.referrals.record import referral_snapshot
from core.documents.pdf import AGENCY_REFERRAL, render_pdf
from tests.agencies.referrals.conftest import consent, talk

pytestmark = pytest.mark.django_db
TRIED = (
    "Reading group, daily, two terms: four words a week.\nWord mats in every lesson: used with help.\n" * 4
)


@pytest.mark.parametrize("full", [False, True])
def test_paper_is_an_accessible_document_of_two_pages_at_most(cast, pupil, agency, at, today, full):
    asked = agency
    if full:
        asked = write_agency(
            school=cast.oakfield,
            held=None,
            by=cast.senco,
            at=at,
            kind="ep",
            sector="private",
            name="Mind Ltd",
        )
        cast.oakfield.secure_service = "Herts Secure"
    held = actions.start_referral(
        pupil=pupil, agency=asked, asked="Why does reading stay hard?\nWhat helps in class?", tried=TRIED if full else "",
        why_private="The service sees nobody before May." if full else "", by=cast.senco, at=at,
    )  # fmt: skip
    talk(held, cast.senco, at)
    until = today + dt.timedelta(days=90) if full else None
    consent(held, cast.senco, at, contact=cast.own.contact, who="", until=until)
    held = Referral.objects.select_related("pupil__school_class", "agency", "conversation").get(pk=held.pk)
    held.school = cast.oakfield
    printed = {"document": {"reference": "OAK-7K2M", "version": 1, "issued_on": today.isoformat()}}
    data = render_pdf(AGENCY_REFERRAL, referral_snapshot(held, newest_consent(held)) | printed)
    if keep := os.environ.get("PAPER_PICTURES"):
        (Path(keep) / f"referral-{full}.pdf").write_bytes(data)
    report = pdf_ua.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    pages = PdfReader(io.BytesIO(data)).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in pages).split())
    assert 1 <= len(pages) <= 2
    assert (
        "Why does reading stay hard?" in words
        and "Family Abara agreed on" in words
        and "by their job role" in words
    )
    assert ("Herts Secure" in words, "sees nobody before May" in words, "Good until" in words) == (full,) * 3
