"""A professional's report passes the check, whichever page of the pupil's file it is looked at from (R-125)."""

import pytest

from agencies.models import AgencyReport
from core.accounts.permissions import Denied
from register.enums import Sensitivity
from register.file.actions import add_document, change_document, share_document
from register.file.uploads import check_upload
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def unchecked(cast) -> AgencyReport:
    with cast.acting("senco"):
        return AgencyReport.objects.select_related("document").get(reference=cast.things["own"]["unchecked"])


def test_unchecked_report_is_not_opened_from_the_file(cast, unchecked):
    document = unchecked.document
    with cast.acting("senco"), pytest.raises(Denied, match="has not been checked"):
        change_document(document=document, by=cast.senco, at=AT, kind="report", title=document.title, paper_at="",
                        sensitivity=Sensitivity.ORDINARY)  # fmt: skip
    with cast.acting("senco"), pytest.raises(Denied):
        share_document(document=document, by=cast.senco, at=AT)


def test_report_put_straight_into_the_file_is_not_shared_past_the_check(cast):
    with cast.acting("senco"):
        kept = add_document(pupil=cast.own.pupil, kind="report", title="Report", by=cast.senco, at=AT,
                            upload=check_upload(b"Seen with Priya Nair", "report.txt"))  # fmt: skip
        with pytest.raises(Denied, match="add it on the child’s page under Agencies"):
            share_document(document=kept, by=cast.senco, at=AT)


def test_checked_report_and_other_papers_are_shared_from_the_file(cast):
    with cast.acting("senco"):
        shared = AgencyReport.objects.select_related("document").get(reference=cast.things["own"]["report"])
        assert share_document(document=shared.document, by=cast.senco, at=AT).for_family
        notes = add_document(pupil=cast.own.pupil, kind="minutes", title="Notes", by=cast.senco, at=AT,
                             upload=check_upload(b"We met", "notes.txt"))  # fmt: skip
        assert share_document(document=notes, by=cast.senco, at=AT).for_family
