"""The evidence bundle: what goes in, what never does, one accessible PDF filed for few."""

import datetime as dt
import io
import json

import page
import pytest
from django.utils import timezone
from pypdf import PdfReader

from apdr.models import FundingApplication, ReviewMeeting
from core.accounts.permissions import Denied
from core.documents.models import IssuedDocument
from core.documents.pdf import EVIDENCE, render_pdf
from core.jobs.models import Job
from core.jobs.tasks import run_job
from overview.evidence_jobs import make_bundle, queue_bundle
from overview.evidence_record import PARTS, evidence_record, hours
from register.models import Pupil, PupilDocument
from tests import cast as house
from tests.apdr import house as runs
from tests.overview.test_transfer import SECRET, awkward, fill_file
from tests.roles import seeing

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 9, 7)
OWN = {"reference": "ABCD", "version": 1, "template_version": 1, "issued_on": "2026-11-23"}


@pytest.fixture
def pupil(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield house.add_record(cast.oakfield, klass="4 Ash", first="Ann", last="Field", email="field@sendsys.test",
                               senco=cast.senco).pupil  # fmt: skip


@pytest.fixture
def rich(cast, pupil):
    """The pupil with a row of each kind."""
    fill_file(cast, pupil)
    run = runs.provision(by=cast.senco, pupils=[pupil], adults=[cast.ta], materials=0, minutes=30)
    for week, came in enumerate([True, False, True]):
        mark = ("came", "", 30, None) if came else ("absent", "away", 0, None)
        runs.session(run, MONDAY + dt.timedelta(weeks=week), by=cast.ta, marks={pupil: mark}, minutes=30)
    run.pupils.update(
        entry_value=4, entry_on=MONDAY, exit_value="9.5", exit_on=house.AT.date(), found="Tells a story"
    )
    held = {"held_at": house.AT, "held_by": cast.senco, "created_at": house.AT, "created_by": cast.senco}
    ReviewMeeting.objects.create(
        school=pupil.school, pupil=pupil, on=house.AT.date(), state="held", led_by=cast.senco, parents_came=True,
        who_came="Mother, Mrs Nair", parents_say="She talks at home now", notes="Go on until spring", **held,
    )  # fmt: skip
    FundingApplication.objects.create(
        school=pupil.school, pupil=pupil, kind="hnf", state="granted", asked=600000, granted=450000,
        applied_on=MONDAY, decided_on=house.AT.date(), created_at=house.AT, created_by=cast.senco,
    )  # fmt: skip
    return pupil


def record(pupil, parts=tuple(PARTS)) -> dict:
    fresh = Pupil.objects.select_related("school", "school_class").get(pk=pupil.pk)
    return evidence_record(fresh, list(parts), purpose="A needs assessment", at=house.AT)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())


def test_record_holds_what_goes_and_never_what_stays(rich):
    told = json.dumps(record(rich), ensure_ascii=False)
    assert SECRET not in told
    for words in ("Hearing report", "YARC", "Developmental language disorder", "Drawing dragons", "Reads 24 words",
                  "Reading age two years behind.", "She talks at home now", "Go on until spring", "Reads at home",
                  "£6,000", "£4,500", "Tells a story", "A needs assessment"):  # fmt: skip
        assert words in told, words
    assert [plan["cycle"] for plan in record(rich)["cycles"]] == [1]  # the draft stays


def test_provision_tells_hours_planned_given_and_missed(rich):
    told = record(rich)
    (run,) = told["provision"]
    assert (run["delivered"], run["before"], run["after"]) == ("1 h", "4", "9.5")
    assert "Away from school 0.5 h" in run["missed"]
    assert run["cost"] == told["provision_total"]["cost"] == "£23"  # three held half hours at £15, alone
    assert run["percent"] == round(200 / int(run["sessions"].split(" of ")[1]))


def test_parts_that_were_not_chosen_are_not_read(rich):
    told = record(rich, ["provision"])
    assert {"cycles", "needs", "voice", "funding", "documents"} & told.keys() == set()
    assert "cost" not in told["provision"][0] and "£" not in json.dumps(told)


@pytest.mark.parametrize("minutes,words", [(0, "0 h"), (15, "0.3 h"), (60, "1 h"), (750, "12.5 h")])
def test_hours(minutes, words):
    assert hours(minutes) == words


@pytest.mark.parametrize("kind", ["rich", "bare", "awkward"])
def test_bundle_meets_pdf_ua_1_with_contents_and_bookmarks(cast, pupil, request, kind):
    full = pupil if kind == "bare" else request.getfixturevalue("rich")
    data = record(full) if kind != "awkward" else awkward(record(full)) | {"parts": list(PARTS)}
    pdf = render_pdf(EVIDENCE, data | {"document": OWN})
    assert [(f.rule_id, f.message) for f in page.validate_pdf_bytes(pdf, profile="ua1").failures] == []
    if kind == "awkward":
        return
    text, marks = text_of(pdf), json.dumps([str(mark) for mark in PdfReader(io.BytesIO(pdf)).outline])
    places = [text.find(words) for words in ("Evidence about Ann Field", "Contents", "Cycles of support, page",
                                             "Reading age two years behind.", "Reads 24 words",
                                             "What the parents say")]  # fmt: skip
    assert -1 not in places and places == sorted(places[:5]) + places[5:]
    assert "Applications for funding" in marks and SECRET not in text


def test_worker_makes_it_and_files_it_for_few(cast, rich):
    job = queue_bundle(pupil=rich, parts=["cycles", "needs"], purpose="", by=cast.senco, at=timezone.now())
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (job.state, job.next_url) == ("done", f"/oakfield/pupils/{rich.reference}/evidence/")
    filed = PupilDocument.objects.get(pupil=rich, kind="evidence")
    assert filed.sensitivity == "restricted" and not filed.for_family
    issued = IssuedDocument.objects.get(pk=filed.issued_id)
    assert issued.snapshot["parts"] == ["needs", "cycles"]
    run_job(issued.job_id, issued.school_id)
    link = f"/oakfield/documents/{filed.reference}/"
    answers = [
        cast.client_for(who).get(link).status_code for who in ("senco", "head", "dsl", "teacher", "ta")
    ]
    assert answers == [200, 200, 200, 404, 404]


def test_made_again_is_a_new_version(cast, pupil):
    made = [make_bundle(pupil=pupil, parts=["needs"], by=cast.senco, at=timezone.now()) for _ in range(2)]
    assert [document.issued.number for document in made] == [1, 2]


def test_others_may_not_and_nothing_chosen_is_refused(cast, pupil):
    with pytest.raises(Denied, match="Only the SENCo may"):
        queue_bundle(pupil=pupil, parts=["needs"], by=cast.head, at=timezone.now())
    with pytest.raises(Denied, match="at least one part"):
        queue_bundle(pupil=pupil, parts=["secrets"], by=cast.senco, at=timezone.now())


def test_page_offers_warns_and_leads_to_the_job(cast, pupil):
    client, here = cast.client_for("senco"), f"/oakfield/pupils/{pupil.reference}/evidence/"
    shown = client.get(here).content.decode()
    assert "1 cycle has been reviewed." in shown and "You can make the bundle all the same." in shown
    wrong = client.post(here, {"purpose": "For the panel"}).content.decode()
    assert "Choose at least one part" in wrong and "For the panel" in wrong
    answer = client.post(here, {"parts": ["needs", "cycles"], "purpose": "For the panel"})
    job = Job.objects.get(reference=answer.url.rstrip("/").split("/")[-1])
    assert job.payload["purpose"] == "For the panel"
    run_job(job.pk, job.school_id)
    assert "Evidence bundle, version 1" in client.get(here).content.decode()
