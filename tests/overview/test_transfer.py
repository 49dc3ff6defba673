"""Leaving: the due day, the pack and its data file, the sending and the receipt."""

import datetime as dt
import io
import json
from pathlib import Path

import page
import pytest
from django.utils import timezone
from pypdf import PdfReader

from core.accounts.permissions import Denied
from core.audit.models import Opening
from core.documents.models import IssuedDocument
from core.documents.pdf import TRANSFER, render_pdf
from core.jobs.tasks import run_job
from core.schools.actions import add_term
from overview.transfer_jobs import prepare_pack, queue_packs
from overview.transfer_record import transfer_record
from register import actions as register
from register.enums import Sensitivity
from register.models import (
    Assessment,
    Concern,
    Conversation,
    Diagnosis,
    HealthcarePlan,
    Pupil,
    PupilDocument,
    SafeguardingFlag,
    StatusPeriod,
    Transfer,
    Voice,
)
from register.transition import actions, queries
from tests import cast as house
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
SECRET = "NeverToBeToldOutside"
DESCRIBED = Path(__file__).parents[2] / "docs" / "transfer-data.md"


@pytest.fixture
def oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def pupil(cast, oakfield):
    """A pupil of whom nobody has said yet that they leave."""
    return house.add_record(oakfield, klass="4 Ash", first="Ann", last="Field", email="field@sendsys.test",
                            senco=cast.senco).pupil  # fmt: skip


def begin(cast, pupil, on: dt.date | None = None, **changes) -> Transfer:
    data = {
        "to_school": "Hill High",
        "to_contact": "Ms Lee",
        "leaving_on": on or timezone.localdate(),
        "note": "Quiet room",
    }
    return actions.begin_transfer(pupil=pupil, by=cast.senco, at=timezone.now(), **(data | changes))


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def typed(day: dt.date) -> str:
    return f"{day:%-d %m %Y}"


def test_last_day_to_come_keeps_the_child_on_the_roll(cast, pupil):
    begin(cast, pupil, today(30))
    assert pupil in Pupil.objects.here()
    actions.mark_those_who_have_left(school=pupil.school, at=timezone.now())
    assert pupil in Pupil.objects.here()
    gone = actions.mark_those_who_have_left(school=pupil.school, at=timezone.now() + dt.timedelta(days=31))
    pupil.refresh_from_db()
    assert (gone, pupil.left_on, pupil.school_class) == (1, today(30), None)


def test_last_day_today_marks_the_leaver(cast, pupil):
    begin(cast, pupil)
    pupil.refresh_from_db()
    assert pupil.left_on == today() and pupil not in Pupil.objects.here()
    assert begin(cast, pupil, today(-3), to_school="Dale High").to_school == "Dale High"
    pupil.refresh_from_db()
    assert pupil.left_on == today(-3) and Transfer.objects.filter(pupil=pupil).count() == 1


@pytest.mark.parametrize("days,says", [(-9000, "is before Ann came"), (400, "more than a year away")])
def test_last_day_that_cannot_be_is_refused(cast, pupil, days, says):
    with pytest.raises(Denied, match=says):
        begin(cast, pupil, today(days))


def test_leaver_cannot_leave_later(cast, pupil):
    begin(cast, pupil)
    with pytest.raises(Denied, match="is marked as having left"):
        begin(cast, Pupil.objects.get(pk=pupil.pk), today(5))


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "office", "dsl", "trust_lead"])
def test_others_may_not_begin(cast, pupil, who):
    with pytest.raises(Denied, match="Only the SENCo may"):
        actions.begin_transfer(pupil=pupil, to_school="x", to_contact="", leaving_on=today(), note="",
                               by=cast.people[who], at=timezone.now())  # fmt: skip


def test_sent_and_receipt_follow_each_other(cast, pupil):
    transfer, at = begin(cast, pupil), timezone.now()
    with pytest.raises(Denied, match="Prepare the pack first"):
        actions.record_sent(transfer=transfer, on=today(), how="By hand", by=cast.senco, at=at)
    prepare_pack(transfer=transfer, by=cast.senco, at=at)
    with pytest.raises(Denied, match="first when the records were sent"):
        actions.record_receipt(transfer=transfer, on=today(), name="Ms Lee", by=cast.senco, at=at)
    for on, says in ((today(1), "in the future"), (today(-1), "before the pack was prepared")):
        with pytest.raises(Denied, match=says):
            actions.record_sent(transfer=transfer, on=on, how="By hand", by=cast.senco, at=at)
    actions.record_sent(transfer=transfer, on=today(), how="By hand", by=cast.senco, at=at)
    for on, says in ((today(1), "in the future"), (today(-1), "cannot be older")):
        with pytest.raises(Denied, match=says):
            actions.record_receipt(transfer=transfer, on=on, name="Ms Lee", by=cast.senco, at=at)
    held = actions.record_receipt(transfer=transfer, on=today(), name="Ms Lee", by=cast.senco, at=at)
    assert (held.sent_on, held.sent_how, held.received_on, held.received_by) == (
        today(),
        "By hand",
        today(),
        "Ms Lee",
    )


def fill_file(cast, pupil) -> None:
    """A row of each kind in the pupil's file; what must stay here says so."""
    common = {"school": pupil.school, "pupil": pupil, "recorded_at": house.AT, "recorded_by": cast.senco}
    Assessment.objects.create(
        **common, kind="standardised", instrument="YARC", on=house.AT.date(), raw="12.5", standardised=82
    )
    Diagnosis.objects.create(**common, what="Developmental language disorder", source="Speech therapist")
    Voice.objects.create(**common, kind="interview", on=house.AT.date(), with_whom="Mrs Biggs",
                         answers=[{"ask": "What do you like?", "said": "Drawing dragons", "face": "very_happy"}])  # fmt: skip
    HealthcarePlan.objects.create(**common, condition="Asthma", emergency="Blue inhaler", start=house.AT.date(),
                                  review_on=today(100))  # fmt: skip
    Conversation.objects.create(**common, kind="meeting", on=house.AT.date(), people="Mother", about=SECRET,
                                sensitivity=Sensitivity.RESTRICTED)  # fmt: skip
    Concern.objects.create(school=pupil.school, pupil=pupil, kind="send", raised_by="staff", referred_by=SECRET, carer=SECRET,
                           raised_on=house.AT.date(), raised_at=house.AT, recorded_by=cast.senco)  # fmt: skip
    SafeguardingFlag.objects.create(school=pupil.school, pupil=pupil, noticed="mood", seen_on=house.AT.date(), pointer=SECRET,
                                    raised_at=house.AT, raised_by=cast.senco)  # fmt: skip
    kept = {"school": pupil.school, "pupil": pupil, "kind": "report", "paper_at": "Cabinet", "filed_at": house.AT,
            "filed_by": cast.senco}  # fmt: skip
    PupilDocument.objects.create(**kept, title="Hearing report")
    PupilDocument.objects.create(**kept, title=SECRET, sensitivity=Sensitivity.RESTRICTED)
    past = StatusPeriod.objects.filter(pupil=pupil).order_by("start").first().start - dt.timedelta(days=50)
    StatusPeriod.objects.create(**common, level="none", start=past, end=past, reason=SECRET)


def test_record_holds_what_goes_and_never_what_stays(cast, pupil):
    fill_file(cast, pupil)
    transfer = begin(cast, pupil)
    transfer.pupil = Pupil.objects.select_related("school", "school_class").get(pk=pupil.pk)
    record = transfer_record(transfer, at=timezone.now())
    told = json.dumps(record, ensure_ascii=False)
    assert SECRET not in told
    for words in ("Hearing report", "YARC", "Developmental language disorder", "Drawing dragons", "Very happy", "Asthma", "Quiet room",
                  "Reads 24 words", "Reading age two years behind.", "A daily reading group.", "Family Field", "Hill High"):  # fmt: skip
        assert words in told, words
    assert [plan["cycle"] for plan in record["plans"]] == [1]  # the draft stays
    assert record["ask"][1]["role"] == "Teacher of 4 Ash"  # of the class the leaver was in last


def test_dates_of_the_data_file_are_iso(cast, pupil):
    fill_file(cast, pupil)
    record = transfer_record(begin(cast, pupil), at=timezone.now())
    days = [
        value
        for key, value in _leaves(record)
        if key in {"on", "since", "until", "born", "dated", "leaving_on"} and value
    ]
    assert days and [dt.date.fromisoformat(day).isoformat() for day in days] == days
    assert (record["schema"], record["schema_version"]) == ("sendsys-transfer", 1)


def _leaves(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    else:
        yield key, value


def test_every_field_of_the_data_file_is_described(cast, pupil):
    fill_file(cast, pupil)
    register.change_pupil(pupil=pupil, changes={"year_group": "9"}, by=cast.senco, at=house.AT)
    transfer = begin(cast, pupil)
    described = DESCRIBED.read_text(encoding="utf-8")
    names = {key for key, _ in _leaves(transfer_record(transfer, at=timezone.now())) if key}
    assert sorted(name for name in names if f"`{name}`" not in described) == []


def drawn(cast, pupil, **changes) -> bytes:
    record = transfer_record(begin(cast, pupil), at=timezone.now()) | changes
    own = {"reference": "ABCD", "version": 1, "template_version": 1, "issued_on": "2026-11-23"}
    return render_pdf(TRANSFER, record | {"document": own})


@pytest.mark.parametrize("filled", [True, False])
def test_pack_meets_pdf_ua_1_and_reads_in_order(cast, pupil, filled):
    fill_file(cast, pupil) if filled else None
    pdf = drawn(cast, pupil)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())
    places = [text.find(words) for words in ("Transfer pack for Ann Field", "What helps on day one", "Who to ask",
                                             "In this pack", "Reading age two years behind.", "Reads 24 words",
                                             "Papers on file", "Ask the SENCo about papers handed over separately")]  # fmt: skip
    assert -1 not in places
    assert ("Hearing report" in text) is filled and SECRET not in text


SIGNS = "<b>Łukasz & Zoë</b> “quoted” {{ name }} " + "Schulwegbegleitungsverordnung" * 4
WORDS = SIGNS + "\n\n- a point\n" + "long " * 120


def awkward(value, key="", long=None):
    """Every text that people type made full of signs, and each field once long too, but for names, which are
    short; dates and the shape stay."""
    long = {"name"} if long is None else long
    if isinstance(value, dict):
        return {name: awkward(inner, name, long) for name, inner in value.items()}
    if isinstance(value, list):
        return [awkward(inner, key, long) for inner in value]
    if not (isinstance(value, str) and value and not value[:4].isdigit() and key not in {"code", "census"}):
        return value
    words = SIGNS if key in long else WORDS
    long.add(key)
    return words


def test_awkward_pack_is_accessible_too(cast, pupil):
    fill_file(cast, pupil)
    record = awkward(transfer_record(begin(cast, pupil), at=timezone.now()))
    own = {"reference": "ABCD", "version": 1, "template_version": 1, "issued_on": "2026-11-23"}
    pdf = render_pdf(TRANSFER, record | {"document": own})
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert "<b>Łukasz & Zoë</b>" in " ".join(
        sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages
    )


def test_worker_prepares_pack_and_data_file(cast, pupil):
    transfer = begin(cast, pupil)
    job = queue_packs(school=pupil.school, transfers=[transfer], by=cast.senco, at=timezone.now())
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (job.state, job.next_url) == ("done", f"/oakfield/pupils/{pupil.reference}/leaving/")
    transfer.refresh_from_db()
    assert (transfer.pack.kind, transfer.pack.sensitivity, transfer.data.sensitivity) == (
        "transfer", "restricted", "restricted")  # fmt: skip
    issued = IssuedDocument.objects.get(pk=transfer.pack.issued_id)
    run_job(issued.job_id, issued.school_id)
    issued.refresh_from_db()
    assert issued.state == "ready"
    with transfer.data.file.content.open("rb") as content:
        assert json.load(content)["pupil"]["reference"] == pupil.reference


def test_prepared_again_is_a_new_version_and_the_old_one_stays(cast, pupil):
    transfer = begin(cast, pupil)
    first = prepare_pack(transfer=transfer, by=cast.senco, at=timezone.now()).pack
    second = prepare_pack(transfer=transfer, by=cast.senco, at=timezone.now()).pack
    assert (first.issued.number, second.issued.number) == (1, 2)
    assert "transfer pack" not in json.dumps(second.issued.snapshot["documents"]).lower()


def test_pages_lead_from_where_to_receipt(cast, pupil):
    client, here = cast.client_for("senco"), f"/oakfield/pupils/{pupil.reference}/leaving/"
    answer = client.post(here, {"to_school": "Hill High", "leaving_on": typed(today()), "note": "Quiet room"})
    assert answer.url == here
    job = client.post(f"{here}prepare/").url
    run_job(_job(job), pupil.school_id)
    shown = client.get(here).content.decode()
    assert "the PDF is being made" in shown and "Why this date?" in shown and "regulation 9" in shown
    assert client.post(f"{here}sent/", {"on": typed(today()), "how": "School to School"}).url == here
    assert client.post(f"{here}receipt/", {"on": typed(today()), "name": "Ms Lee"}).url == here
    shown = client.get(here).content.decode()
    assert "Received" in shown and "School to School" in shown and "Ms Lee" in shown
    data = client.get(f"{here}data/")
    assert json.loads(data.content)["transfer"]["to_school"] == "Hill High"
    assert data["Content-Disposition"].startswith("attachment") and "Ann" not in data["Content-Disposition"]
    assert (
        Opening.objects.filter(subject=pupil.reference, what="Transfer data file", user=cast.senco).count()
        == 1
    )


def _job(path: str) -> int:
    from core.jobs.models import Job

    return Job.objects.get(reference=path.rstrip("/").split("/")[-1]).pk


@pytest.mark.parametrize("data,says", [
    ({"to_school": ""}, "Enter the next school or setting"),
    ({"leaving_on": ""}, "Enter the last day here"),
    ({"leaving_on": "31 6 2027"}, "June has 30 days: check the date"),
    ({"leaving_on": "1 1 2001"}, "is before Ann came: check the last day"),
])  # fmt: skip
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(cast, pupil, data, says):
    answer = cast.client_for("senco").post(
        f"/oakfield/pupils/{pupil.reference}/leaving/",
        {"to_school": "Hill High", "leaving_on": typed(today()), "note": "Quiet room"} | data,
    )
    assert (
        answer.status_code == 200
        and says in answer.content.decode()
        and "Quiet room" in answer.content.decode()
    )
    assert not Transfer.objects.filter(pupil=pupil).exists()


def test_list_tells_who_leaves_and_prepares_all(cast, pupil):
    add_term(school=pupil.school, name="Long ago", start=today(-120), end=today(-60)) if today() > dt.date(
        2027, 5, 1
    ) else None
    begin(cast, pupil, today(-40))
    client = cast.client_for("senco")
    shown = client.get("/oakfield/leavers/").content.decode()
    assert "Hill High" in shown and "not prepared" in shown and "Prepare 1 pack" in shown
    assert client.post("/oakfield/leavers/prepare/").status_code == 302


def test_leaver_without_a_next_school_is_on_the_list(cast, pupil):
    register.mark_leaver(pupil=pupil, on=today(-2), by=cast.senco, at=timezone.now())
    assert pupil in [line.pupil for line in queries.leavers(pupil.school, cast.senco, today())]
    assert "not known yet" in cast.client_for("senco").get("/oakfield/leavers/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_leavers_queries(cast, oakfield, count):
    for number in range(count):
        record = house.add_record(oakfield, klass="4 Ash", first=f"P{number}", last="Field", senco=cast.senco,
                                  email="field@sendsys.test")  # fmt: skip
        begin(cast, record.pupil)
    assert queries_of(cast.client_for("senco"), "/oakfield/leavers/") == 5
    assert queries_of(cast.client_for("senco"), f"/oakfield/pupils/{record.pupil.reference}/leaving/") <= 12
