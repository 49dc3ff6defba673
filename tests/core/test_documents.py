"""Documents as issued: snapshot, version, hash and bytes are kept; a correction is a new version."""

import hashlib

import pytest

from apdr.models import Plan
from apdr.plans import actions as plans
from core.audit.models import Opening
from core.documents.models import IssuedDocument
from core.jobs.tasks import run_job
from register.models import PupilDocument
from tests.cast import AT, PDF
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(cast, run_on_commit) -> Plan:
    """The plan of `own` agreed, its PDF made by the worker in this process."""
    with seeing(cast.oakfield, actor=cast.senco), run_on_commit():
        return plans.agree_plan(plan=cast.own.draft, by=cast.senco, at=AT)


def issued_of(plan: Plan) -> IssuedDocument:
    return IssuedDocument.objects.select_related("file", "job").get(
        pk=Plan.objects.get(pk=plan.pk).document.issued_id
    )


def bytes_of(issued: IssuedDocument) -> bytes:
    with issued.file.content.open("rb") as content:
        return content.read()


def test_agreed_plan_is_issued_and_its_pdf_made(cast, agreed):
    with seeing(cast.oakfield):
        issued = issued_of(agreed)
        data = bytes_of(issued)
    assert (issued.state, issued.number, issued.job.state) == ("ready", 1, "done")
    assert data.startswith(b"%PDF-")
    assert issued.sha256 == hashlib.sha256(data).hexdigest()
    assert issued.snapshot["pupil"]["name"] == "Maya Abara"
    assert issued.snapshot["document"]["version"] == 1


def test_pdf_is_made_once_however_often_the_job_runs(cast, agreed):
    with seeing(cast.oakfield):
        issued = issued_of(agreed)
    run_job(issued.job_id, cast.oakfield.pk)
    with seeing(cast.oakfield):
        again = issued_of(agreed)
    assert (again.file_id, again.sha256) == (issued.file_id, issued.sha256)


def test_plan_agreed_again_is_version_two_and_the_first_stays(cast, agreed, run_on_commit):
    with seeing(cast.oakfield, actor=cast.senco), run_on_commit():
        first = issued_of(agreed)
        before = bytes_of(first)
        plan = plans.reopen_plan(plan=agreed, by=cast.senco, at=AT)
        Plan.objects.filter(pk=plan.pk).update(strengths="Drawing and counting")
        plans.agree_plan(plan=plan, by=cast.senco, at=AT)
    with seeing(cast.oakfield):
        second, first = issued_of(agreed), IssuedDocument.objects.get(pk=first.pk)
        assert (first.number, second.number) == (1, 2)
        assert (first.snapshot["plan"]["strengths"], bytes_of(first)) == ("Drawing", before)
        assert second.snapshot["plan"]["strengths"] == "Drawing and counting"
        assert (
            PupilDocument.objects.filter(pupil=cast.own.pupil, kind="plan").count() == 3
        )  # the past cycle's too


def test_private_file_lies_under_a_name_that_says_nothing(cast, agreed):
    with seeing(cast.oakfield):
        name = issued_of(agreed).file.content.name
    assert not {"Maya", "Abara", "plan", "OAK-0001"} & set(name.replace("/", " ").replace(".", " ").split())


def path(document: PupilDocument, school: str = "oakfield") -> str:
    return f"/{school}/documents/{document.reference}/"


def test_document_downloads_with_its_bytes_and_is_never_cached(cast, client_for):
    response = client_for("senco").get(path(cast.own.document))
    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_opening_a_document_is_recorded(cast, client_for):
    client_for("teacher").get(path(cast.own.document))
    with seeing(cast.oakfield):
        opening = Opening.objects.filter(kind="document").get()
    assert (opening.user_id, opening.subject) == (cast.teacher.pk, cast.own.pupil.reference)


def test_document_being_made_says_so(cast, client_for):
    with seeing(cast.oakfield):
        IssuedDocument.objects.filter(pk=cast.own.document.issued_id).update(state="making", file=None)
    assert client_for("senco").get(path(cast.own.document)).status_code == 202


@pytest.mark.parametrize("who,whose,kind,status", [
    ("parent", "own", "document", 200),
    ("parent", "own", "private", 404),  # their child's, and not shared with them
    ("parent", "other", "document", 404),  # shared, with another family
    ("parent_of_other", "own", "document", 404),
    ("parent_of_other", "other", "document", 200),
    ("professional", "own", "private", 404),
    ("professional", "own", "document", 404),  # shared with the family, not with visitors
    ("teacher", "other", "document", 404),
    ("office", "own", "document", 404),
    ("governor", "own", "document", 404),
])  # fmt: skip
def test_document_opens_for(cast, client_for, who, whose, kind, status):
    document = getattr(cast.records[whose], kind)
    assert client_for(who).get(path(document)).status_code == status


def test_plan_shared_on_paper_only_still_shows_the_family_nothing_of_a_draft(cast, client_for):
    response = client_for("parent").get(f"/oakfield/my-child/{cast.own.pupil.reference}/")
    assert response.status_code == 200
    assert "cycle 2" not in response.content.decode().lower()
