"""The pages of reports as people meet them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import AgencyReport, Recommendation
from agencies.reports import actions
from tests.agencies.reports.test_report_actions import share
from tests.overview.test_queries import queries_of
from tests.register.file.conftest import pdf
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    return lambda name, *things: reverse(f"reports:{name}", args=["oakfield", *things])


def text(client, address) -> str:
    return " ".join(client.get(address).content.decode().split())


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b" " * (101 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize("data,name,words", [
    (b"MZ\x90" + b"\0" * 200, "report.pdf", "This is a program"),
    (pdf(user_password="x"), "report.pdf", "locked with a password"),
    (b"%PDF-1.7 broken", "report.pdf", "damaged"),
    (bomb, "report.docx", "unpacks to far more"),
    (b"a" * (21 * 1024 * 1024), "report.txt", "the most is 20 MB"),
    (pdf(), "report.docx", "not what its name says"),
])  # fmt: skip
def test_bad_file_is_answered_and_nothing_typed_is_lost(cast, url, data, name, words):
    file = SimpleUploadedFile(name, data() if callable(data) else data)
    typed = {"file": file, "author": "Rosa Quill", "received_on": "2 11 2026"}
    page = cast.client_for("senco").post(url("add", cast.own.pupil.reference), typed).content.decode()
    assert words in page and 'value="Rosa Quill"' in page and "Choose the file again" in page


def test_report_from_its_arrival_to_the_teacher(cast, url, run_on_commit):
    senco, teacher = cast.client_for("senco"), cast.client_for("teacher")
    file = SimpleUploadedFile("report.txt", b"Maya sat with Leo Brandt.\nMrs Helen Marsh said so.")
    typed = {"file": file, "author": "Rosa Quill", "private": "on", "received_on": "2 11 2026"}
    with run_on_commit():
        assert senco.post(url("add", cast.own.pupil.reference), typed).status_code == 302
    with seeing(cast.oakfield):
        held = AgencyReport.objects.get(author="Rosa Quill", private=True)
        leo, helen = held.findings.order_by("start")
    page = text(senco, url("check", held.reference))
    assert "2 places must not be handed on" in page and f'id="mark-{leo.pk}"' in page
    assert f'href="#mark-{helen.pk}"' in page and "Write “SENCo” instead." in page
    assert teacher.get(url("report", held.reference)).status_code == 404
    assert senco.post(url("dismiss", held.reference, leo.pk)).status_code == 302
    assert "It is something else" in text(senco, url("check", held.reference))
    way = {f"contact-{cast.own.contact.reference}": "online"}
    assert "Say why it is shared" in senco.post(url("share", held.reference), way).content.decode()
    assert senco.post(url("share", held.reference), way | {"as_is_why": "Meeting"}).status_code == 302
    assert "I have this report" in text(teacher, url("report", held.reference))
    with seeing(cast.oakfield):
        mine = held.receipts.get(user=cast.teacher)
    assert teacher.post(url("confirm", mine.reference), {"comment": "Thank you"}).status_code == 302
    page = text(senco, url("report", held.reference))
    assert "“Thank you”" in page and "Not confirmed yet" in page


def test_several_rows_of_advice_at_once(cast, url, receive, at):
    held = share(receive("Maya was seen."), cast, at)
    form = {"advice-TOTAL_FORMS": "3", "advice-INITIAL_FORMS": "0", "advice-0-what": "Pictures", "advice-0-who": "TA",
            "advice-2-what": "Pauses", "advice-2-by_date": "31 02 2027"}  # fmt: skip
    client = cast.client_for("teacher")
    page = client.post(url("advice-add", held.reference), form).content.decode()
    assert "February has 28 days" in page and "Pictures" in page
    assert client.post(url("advice-add", held.reference), form | {"advice-2-by_date": ""}).status_code == 302
    with seeing(cast.oakfield):
        rows = list(Recommendation.objects.filter(report=held).values_list("number", "what", "who"))
    assert rows == [(1, "Pictures", "TA"), (2, "Pauses", "")]


def test_correction_is_asked_for_without_the_childs_name(cast, url, receive):
    held = receive()
    client = cast.client_for("senco")
    assert "Leave the child’s name out" in client.post(
        url("correct", held.reference), {"words": "For Maya"}).content.decode()  # fmt: skip
    assert client.post(url("correct", held.reference), {"words": "Page 1: write the role"}).status_code == 302
    assert "Page 1: write the role" in text(client, url("letter", held.reference))
    assert "Corrected report asked for" in text(client, url("list"))


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, url, receive, at, count):
    checked = receive("Helen Marsh, Leo Brandt. " * count)
    shared = share(receive("Maya was seen."), cast, at)
    for number in range(count):
        actions.write_recommendation(report=shared, held=None, what=f"Advice {number}", by=cast.senco, at=at)
        receive(f"Helen Marsh {number}")
    client = cast.client_for("senco")
    assert queries_of(client, url("check", checked.reference)) == 7
    assert queries_of(client, url("report", shared.reference)) == 8
    assert queries_of(client, url("list")) == 4
