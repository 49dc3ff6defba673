"""The file's pages as people meet them: uploading, refusals, opening, the timeline."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.audit.models import Opening
from register.file import actions
from register.models import Conversation, PupilDocument
from tests.overview.test_queries import queries_of
from tests.register.file.conftest import pdf, picture
from tests.register.file.test_file_actions import add, write
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast):
    return lambda name, thing=None: reverse(
        f"file:{name}", args=["oakfield", thing or cast.own.pupil.reference]
    )


@pytest.fixture
def filed(cast, pupil, at):
    def _filed(data: bytes, name: str, **fields) -> PupilDocument:
        return add(
            pupil, cast.senco, at, upload=actions.Upload(name, data, fields.pop("content_type")), **fields
        )

    return _filed


def post(cast, url, who="senco", file=None, **fields):
    data = {"kind": "report", "title": "Hearing, autumn", "sensitivity": "ordinary"} | fields
    return cast.client_for(who).post(url("add"), data | ({"file": file} if file else {}))


def test_report_is_uploaded_and_opens(cast, url):
    assert post(cast, url, who="teacher", file=SimpleUploadedFile("r.pdf", pdf())).status_code == 302
    with seeing(cast.oakfield):
        held = PupilDocument.objects.get(title="Hearing, autumn")
    opened = cast.client_for("ta").get(url("document", held.reference))
    assert opened.content.startswith(b"%PDF-")
    assert opened["Content-Disposition"].startswith("attachment;")
    with seeing(cast.oakfield):
        assert Opening.objects.filter(user=cast.ta, kind="document", what="Report of a professional").exists()


def test_refused_file_keeps_the_words(cast, url):
    page = post(cast, url, file=SimpleUploadedFile("r.pdf", b"no pdf"), source="Audiology").content.decode()
    assert (
        "not what its name says" in page and 'value="Audiology"' in page and 'value="Hearing, autumn"' in page
    )
    with seeing(cast.oakfield):
        assert not PupilDocument.objects.filter(title="Hearing, autumn").exists()


def test_good_file_must_be_chosen_again_when_something_else_is_wrong(cast, url):
    page = post(cast, url, file=SimpleUploadedFile("r.pdf", pdf()), title="").content.decode()
    assert "Choose the file again" in page


def test_file_larger_than_the_most_is_refused(cast, url, settings):
    settings.UPLOAD_MOST_MB = 1
    page = post(cast, url, file=SimpleUploadedFile("r.txt", b"x" * (1024 * 1024 + 1))).content.decode()
    assert "the most is 1 MB" in page


@pytest.mark.parametrize("fields,words", [
    ({}, "Choose the file, or say below where the paper is"),
    ({"paper_at": "Cabinet", "dated": "31 11 2026"}, "November has 30 days"),
    ({"paper_at": "Cabinet", "dated": "1 1 2010"}, "before Maya was born"),
    ({"paper_at": "Cabinet", "kind": "plan"}, "Select a valid choice"),
])  # fmt: skip
def test_wrong_fields_are_told_beside_the_field(cast, url, fields, words):
    assert words in post(cast, url, **fields).content.decode()


@pytest.mark.parametrize("content_type,name,inline", [
    ("application/pdf", "a.pdf", True), ("image/png", "a.png", True), ("text/plain; charset=utf-8", "a.txt", False),
])  # fmt: skip
def test_only_pdfs_and_pictures_show_in_the_browser(cast, url, filed, content_type, name, inline):
    data = {"a.pdf": pdf(), "a.png": picture("PNG"), "a.txt": b"<script>alert(1)</script>"}[name]
    held = filed(data, name, content_type=content_type)
    answer = cast.client_for("senco").get(url("document", held.reference) + "?inline=1")
    assert answer["Content-Disposition"].startswith("inline;" if inline else "attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].endswith("; sandbox")


def test_paper_says_where_it_is(cast, url, pupil, at):
    held = add(pupil, cast.senco, at, upload=None, paper_at="Cabinet 2, drawer 1")
    assert (
        "Cabinet 2, drawer 1" in cast.client_for("ta").get(url("document", held.reference)).content.decode()
    )


def test_restricted_title_is_nowhere_for_others(cast, url, pupil, at):
    add(pupil, cast.senco, at, title="Court order", sensitivity="restricted")
    timeline = reverse("overview:timeline", args=["oakfield", pupil.reference])
    for page in (url("file"), timeline, pupil.get_absolute_url()):
        assert "Court order" not in cast.client_for("teacher").get(page).content.decode()
    for page in (url("file"), timeline):
        assert "Court order" in cast.client_for("senco").get(page).content.decode()


def test_file_narrows_by_kind(cast, url, pupil, at):
    add(pupil, cast.senco, at, title="From the hospital", kind="medical")
    client = cast.client_for("senco")
    assert "From the hospital" in client.get(url("file") + "?kind=medical").content.decode()
    assert "From the hospital" not in client.get(url("file") + "?kind=report").content.decode()
    assert "From the hospital" in client.get(url("file") + "?kind=nonsense").content.decode()


def test_conversation_is_written_changed_and_its_step_done(cast, url):
    client, today = cast.client_for("teacher"), timezone.localdate()
    typed = {"kind": "call", "on": today.strftime("%d %m %Y"), "people": "Father", "about": "Homework",
             "next_step": "Send words home", "sensitivity": "ordinary"}  # fmt: skip
    assert client.post(url("conversation-add"), typed).status_code == 302
    with seeing(cast.oakfield):
        held = Conversation.objects.get(about="Homework")
    changed = client.post(
        url("conversation", held.reference), typed | {"about": "Homework, again", "version": "1"}
    )
    assert changed.status_code == 302
    client.post(url("step-done", held.reference))
    with seeing(cast.oakfield):
        held.refresh_from_db()
    assert (held.about, held.done_on) == ("Homework, again", today)


def test_two_editors_see_each_others_words(cast, url, pupil, at):
    held = write(pupil, cast.senco, at)
    write(pupil, cast.senco, at, held, about="Theirs")
    typed = {"kind": "meeting", "on": at.date().isoformat(), "people": "Mother", "about": "Mine",
             "sensitivity": "ordinary", "version": "1"}  # fmt: skip
    page = cast.client_for("teacher").post(url("conversation", held.reference), typed).content.decode()
    assert "This now says “Theirs”" in page and ">\nMine</textarea>" in page
    assert 'name="version" value="2"' in page
    assert (
        cast.client_for("teacher")
        .post(url("conversation", held.reference), typed | {"version": "2"})
        .status_code
        == 302
    )


@pytest.mark.parametrize("count", [1, 3])
def test_file_queries(cast, url, pupil, at, count):
    for number in range(count):
        add(pupil, cast.senco, at, title=f"Report {number}")
        write(pupil, cast.senco, at, next_step="Call")
    assert queries_of(cast.client_for("senco"), url("file")) == 8


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["senco", "ta"])
def test_timeline_queries(cast, pupil, at, count, who):
    for number in range(count):
        add(pupil, cast.senco, at, title=f"Report {number}")
        write(pupil, cast.senco, at)
    path = reverse("overview:timeline", args=["oakfield", pupil.reference])
    assert queries_of(cast.client_for(who), path) == 7
