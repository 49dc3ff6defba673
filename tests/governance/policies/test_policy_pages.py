"""The pages of policies, as those who keep them, those who read them and governors meet them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.audit.models import Opening
from governance.models import Policy, PolicyReading, PolicyVersion
from governance.policies import actions
from register.file.uploads import PDF, Upload
from tests.governance.policies.making import adopt, enter, read
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db
LIST = "/oakfield/policies/"


def url(name: str, thing) -> str:
    return reverse(f"policies:{name}", args=["oakfield", thing.reference])


def main(client, path: str) -> str:
    """What stands on the page, without the frame."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def pdf() -> bytes:
    out, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


def test_from_the_usual_policies_to_everybody_having_read(cast, today):
    client = cast.client_for("head")
    assert "Start with the usual policies" in main(client, LIST)
    assert client.post(f"{LIST}usual/", {"kinds": ["send", "equality"]}).status_code == 302
    held = Policy.objects.get(kind="send")
    typed = {"adopted_on": "16 11 2026", "adopted_by": "the board", "next_review_on": "1 9 2027",
             "upload": SimpleUploadedFile("send.pdf", pdf())}  # fmt: skip
    assert client.post(url("version", held), typed).status_code == 302
    made = PolicyVersion.objects.get()
    page = main(cast.client_for("ta"), url("policy", held))
    assert "You are asked to read this by" in page and "Wed 1 Sep 2027" in page and "Equality" in page
    assert "Who has read it" not in page and url("version", held) not in page
    assert cast.client_for("ta").post(url("read", made)).status_code == 302
    assert "Nothing is left to read" in main(cast.client_for("ta"), f"{LIST}to-read/")
    page = main(client, url("policy", held))
    assert "1 of 6" in page and "Joan Biggs" in page


def test_file_opens_for_readers_and_is_recorded(cast, policy, at):
    made = adopt(policy, cast.senco, at, upload=Upload("a.pdf", pdf(), PDF))
    answer = cast.client_for("governor").get(url("file", made))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Opening.objects.filter(
        user=cast.governor, kind="document", what="policy: SEND policy, version 1"
    ).exists()
    assert cast.client_for("parent").get(url("file", made)).status_code == 404
    assert (
        cast.client_for("senco").get(url("file", adopt(policy, cast.senco, at, changes="x"))).status_code
        == 404
    )


@pytest.mark.parametrize("name,data,words", [
    ("a.pdf", b"%PDF-1.7 broken", "damaged"), ("a.txt", b"Our policy", "kept as a PDF"), ("a.pdf", b"MZ", "program"),
])  # fmt: skip
def test_wrong_file_is_told_and_nothing_typed_is_lost(cast, policy, name, data, words):
    typed = {
        "adopted_on": "16 11 2026",
        "adopted_by": "Zebra board",
        "upload": SimpleUploadedFile(name, data),
    }
    page = cast.client_for("senco").post(url("version", policy), typed).content.decode()
    assert words in page and "Zebra board" in page and "Choose the file again" in page
    assert not PolicyVersion.objects.exists()


def test_governors_read_policies_and_keep_none(cast, policy, version):
    client = cast.client_for("governor")
    assert "SEND policy" in main(client, LIST)
    page = main(client, url("policy", policy))
    assert (
        "Version 1" in page
        and "I have read it" not in page
        and "Who has read it" not in page
        and "Change" not in page
    )
    assert client.post(url("read", version)).status_code == 403
    assert client.get(f"{LIST}export/csv/").status_code == 403


def test_who_begins_here_is_asked(cast, policy, version, at):
    read(version, cast.senco, at)
    assert "Somebody New" not in main(cast.client_for("senco"), url("policy", policy))
    cast.stranger.name = "Somebody New"
    cast.stranger.save()
    give_role(school=cast.oakfield, user=cast.stranger, role=Role.TEACHER, by=cast.senco, at=at)
    assert "Somebody New" in main(cast.client_for("senco"), url("policy", policy))


@pytest.mark.parametrize(
    "path,words", [("export/csv/", "SEND policy,SEND policy,1,"), ("readers", "Priya Nair,Mon 30 Nov 2026,")]
)
def test_exports(cast, policy, version, path, words):
    path = f"{url('policy', policy)}readers/export/csv/" if path == "readers" else f"{LIST}{path}"
    assert words in cast.client_for("senco").get(path).content.decode("utf-8-sig")
    assert Opening.objects.filter(user=cast.senco, kind="export").exists()
    assert cast.client_for("senco").get(path.replace("csv", "exe")).status_code == 404
    assert cast.client_for("teacher").get(path).status_code == 403


def test_policies_that_ended_stand_apart(cast, policy, version, at):
    actions.change_policy(policy=policy, name="SEND policy", review_months=12, readers="staff", retired_on=at.date(),
                          by=cast.senco, at=at)  # fmt: skip
    assert "No longer in force" in main(cast.client_for("senco"), LIST)
    assert "I have read it" not in main(cast.client_for("teacher"), url("policy", policy))
    assert "SEND policy" not in main(cast.client_for("teacher"), f"{LIST}to-read/")


@pytest.mark.parametrize("who", ["riverside_senco", "foreign_senco", "stranger"])
def test_another_school_learns_nothing(cast, policy, version, who):
    client = cast.client_for(who)
    assert {client.get(path).status_code for path in (LIST, url("policy", policy), url("file", version))} == {
        404
    }
    assert client.post(url("read", version)).status_code == 404 and not PolicyReading.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, policy, version, at, count):
    for number in range(count):
        held = enter(cast, at, name=f"Policy {number}", readers="staff", owner=cast.head)
        read(adopt(held, cast.senco, at), cast.ta, at)
        adopt(held, cast.senco, at, changes="More")
    assert queries_of(cast.client_for("senco"), LIST) == 7
    assert queries_of(cast.client_for("teacher"), f"{LIST}to-read/") == 5
    assert queries_of(cast.client_for("senco"), url("policy", policy)) == 11
    assert queries_of(cast.client_for("teacher"), url("policy", policy)) == 9
