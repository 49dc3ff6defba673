"""The school's list against the database: what is written, what never is, and who decides."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.documents.models import PrivateFile
from register import actions as register
from register.enums import Level
from register.importing import runs
from register.models import Contact, ImportRun, Need, Pupil, SavedMapping, StatusPeriod
from register.response.actions import change_level
from tests.roles import seeing

pytestmark = pytest.mark.django_db
NAMES = ["arbor.csv", "bromcom.csv", "scholarpack.tsv", "sims.csv"]
HEADINGS = "Arbor ID,Legal first name,Legal last name,Date of birth,Year group,SEN status"
ROWS = ["7001,Una,Vale,1 Feb 2018,Year 3,K", "7002,Ben,Wolfe,5 May 2017,Year 4,N"]
JSON = ["created", "updated", "unchanged", "possible_leavers", "errors"]


def listing(*rows: str) -> bytes:
    return "\n".join([HEADINGS, *rows]).encode()


@pytest.fixture
def command(tmp_path, capsys):
    """`import_pupils --json` on a file at an empty school: what it printed."""

    def run(data: bytes, *options: str, name: str = "list.csv", school: str = "riverside") -> dict:
        path = tmp_path / name
        path.write_bytes(data)
        call_command("import_pupils", str(path), "--school", school, "--json", *options)
        return json.loads(capsys.readouterr().out)

    return run


def pupils_at(school) -> list[str]:
    with seeing(school):
        return list(
            Pupil.objects.filter(school=school).order_by("legal_first").values_list("legal_first", flat=True)
        )


@pytest.mark.parametrize("name", NAMES)
def test_list_is_imported_whole_and_again_changes_nothing(cast, command, mis, name):
    assert command(mis(name), name=name) == dict(zip(JSON, [420, 0, 0, 0, []], strict=True))
    with seeing(cast.riverside):
        levels = list(StatusPeriod.objects.values_list("level", flat=True))
        assert [
            Pupil.objects.count(),
            levels.count("sen_support"),
            levels.count("ehc_plan"),
            len(levels),
        ] == [420, 65, 14, 79]
        assert Need.objects.filter(rank=1).count() == 79
    assert command(mis(name), name=name) == dict(zip(JSON, [0, 0, 420, 0, []], strict=True))


def test_first_day_is_imported_and_put_right(cast, command):
    headings, row = f"{HEADINGS},Admission date", f"{ROWS[0]},2 Sep 2024"
    for told in ("2 Sep 2024", "3 Sep 2024"):
        command(f"{headings}\n{row.replace('2 Sep 2024', told)}".encode())
        with seeing(cast.riverside):
            assert Pupil.objects.get().joined_on == dt.datetime.strptime(told, "%d %b %Y").date()


def test_types_that_a_list_changes_hold_from_today_and_the_earlier_ones_are_kept(cast, command):
    headings = f"{HEADINGS},SEN start date,SEN needs"
    for needs in ("SLCN", "ASD; SLCN"):
        command(f"{headings}\n{ROWS[0]},2 Sep 2024,{needs}".encode())
    today, since = timezone.localdate(), dt.date(2024, 9, 2)
    with seeing(cast.riverside):
        found = Need.objects.order_by("start", "rank").values_list("code", "rank", "start", "end")
        assert list(found) == [("SLCN", 1, since, today - dt.timedelta(days=1)), ("ASD", 1, today, None),
                               ("SLCN", 2, today, None)]  # fmt: skip


def test_import_stays_in_its_school(cast, command):
    command(listing(*ROWS))
    assert pupils_at(cast.riverside) == ["Ben", "Una"]
    assert (pupils_at(cast.oakfield), pupils_at(cast.hillcrest)) == (["Leo", "Maya"], ["Noor"])


def test_dry_run_writes_nothing(cast, command):
    assert command(listing(*ROWS), "--dry-run")["created"] == 2
    assert pupils_at(cast.riverside) == []


def test_command_never_marks_a_leaver_and_never_deletes(cast, command):
    command(listing(*ROWS))
    assert command(listing(ROWS[0]))["possible_leavers"] == 1
    with seeing(cast.riverside):
        assert Pupil.objects.filter(left_on=None).count() == 2


def test_row_that_cannot_be_taken_is_told_with_row_and_column(cast, command):
    told = command(listing(*ROWS, "7003,Una,,31 Feb 2018,Year 3,K"))
    assert list(told) == JSON
    assert told["created"] == 2
    assert told["errors"] != []
    assert all(set(error) == {"row", "column", "message"} and error["row"] == 4 for error in told["errors"])


def test_wrong_school_names_those_there_are(command):
    with pytest.raises(
        CommandError, match="There is no school “oakfeild”. Schools here: hillcrest, oakfield, riverside."
    ):
        command(listing(*ROWS), school="oakfeild")


def test_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_pupils", str(tmp_path / "none.csv"), "--school", "riverside")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 400, b"PK\x03\x04broken"])
def test_file_that_is_no_list_says_what_to_do(cast, command, data):
    with pytest.raises(CommandError) as told:
        command(data)
    assert str(told.value).endswith(".") and "Traceback" not in str(told.value)
    assert pupils_at(cast.riverside) == []


def test_kept_mapping_is_used_by_name(cast, command):
    data = listing(*ROWS).replace(b"Legal first name", b"Blorp")
    assert (command(data)["created"], len(command(data)["errors"])) == (0, 2)
    columns = {"Arbor ID": "mis_number", "Blorp": "legal_first", "Legal last name": "legal_last",
               "Date of birth": "born", "Year group": "year", "SEN status": "sen_status"}  # fmt: skip
    with seeing(cast.riverside):
        SavedMapping.objects.create(school=cast.riverside, name="Autumn", columns=columns)
    assert command(data, "--mapping", "Autumn")["created"] == 2


def test_mapping_nobody_kept_names_those_there_are(cast, command):
    with pytest.raises(CommandError, match="No mapping is kept as “Spring”. Kept mappings: none."):
        command(listing(*ROWS), "--mapping", "Spring")


def test_status_that_a_person_recorded_stands_with_a_warning(cast, command):
    command(listing(*ROWS))
    with seeing(cast.riverside, actor=cast.riverside_senco):
        ben = Pupil.objects.get(legal_first="Ben")
        change_level(pupil=ben, level=Level.MONITORING, start=timezone.localdate(), reason="Watching reading",
                     consulted=["teacher"], by=cast.riverside_senco, at=timezone.now())  # fmt: skip
    told = command(listing(ROWS[0], ROWS[1].replace(",N", ",E")))
    assert (told["updated"], told["unchanged"]) == (0, 2)
    with seeing(cast.riverside):
        assert StatusPeriod.objects.get(pupil=ben, end=None).level == "monitoring"


# On the page


@pytest.fixture
def page(cast, run_on_commit):
    """The senco of the empty school at the import page; jobs run when the request is done."""
    browser = cast.client_for("riverside_senco")

    def post(path: str, data: dict):
        with run_on_commit():
            return browser.post(path, data)

    post.get = browser.get
    return post


def upload(page, cast, data: bytes) -> ImportRun:
    response = page("/riverside/import/", {"file": SimpleUploadedFile("list.csv", data)})
    assert (response.status_code, response.url.startswith("/riverside/jobs/")) == (302, True)
    with seeing(cast.riverside):
        return ImportRun.objects.select_related("school").order_by("-pk").first()


def look(cast, run: ImportRun) -> ImportRun:
    with seeing(cast.riverside):
        run.refresh_from_db()
    return run


def test_preview_writes_nothing_and_confirming_writes_once(cast, page):
    run = upload(page, cast, listing(*ROWS))
    path = f"/riverside/import/{run.reference}/"
    assert (page.get(path).status_code, run.state, pupils_at(cast.riverside)) == (200, "read", [])
    assert [page(path, {}).status_code for _ in range(2)] == [302, 302]
    assert (look(cast, run).state, pupils_at(cast.riverside)) == ("done", ["Ben", "Una"])
    assert run.summary == {"created": 2, "updated": 0, "unchanged": 0, "left": 0, "errors": 0}


def test_preview_that_is_out_of_date_is_not_applied(cast, page):
    run = upload(page, cast, listing(*ROWS))
    with seeing(cast.riverside):
        register.add_pupils(school=cast.riverside, by=cast.riverside_senco, at=timezone.now(),
                            pupils=[{"legal_first": "Una", "legal_last": "Vale", "born": dt.date(2018, 2, 1)}])  # fmt: skip
    page(f"/riverside/import/{run.reference}/", {})
    assert (look(cast, run).state, pupils_at(cast.riverside)) == ("read", ["Una"])
    assert len(run.preview["created"]) == 1  # looked at anew


@pytest.mark.parametrize("ticked,left", [(True, 1), (False, 0)])
def test_pupil_leaves_only_where_ticked_and_is_never_deleted(cast, page, command, ticked, left):
    command(listing(*ROWS))
    run = upload(page, cast, listing(ROWS[0]))
    (missing,) = run.preview["leavers"]
    page(f"/riverside/import/{run.reference}/", {"leaver": missing["reference"]} if ticked else {})
    with seeing(cast.riverside):
        assert [Pupil.objects.count(), Pupil.objects.exclude(left_on=None).count()] == [2, left]


def test_reference_of_another_schools_pupil_marks_nobody(cast, page, command):
    command(listing(*ROWS))
    run = upload(page, cast, listing(*ROWS))
    page(f"/riverside/import/{run.reference}/", {"leaver": cast.foreign.pupil.reference})
    with seeing(cast.hillcrest, cast.riverside):
        assert Pupil.objects.exclude(left_on=None).count() == 0


def test_unreadable_upload_says_what_to_do(cast, page):
    run = upload(page, cast, b"\x00\x01\x02" * 400)
    assert run.state == "refused"
    shown = page.get(f"/riverside/import/?run={run.reference}")
    assert run.message in shown.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


def test_upload_of_fifty_megabytes_is_refused_and_not_kept(cast, page):
    big = SimpleUploadedFile("list.csv", b"x" * (50 * 1024 * 1024))
    response = page("/riverside/import/", {"file": big})
    assert response.status_code == 200
    assert "The file is larger than 10 MB" in response.content.decode()
    with seeing(cast.riverside):
        assert PrivateFile.objects.count() == 0


def test_unknown_column_is_asked_about_and_kept_by_name(cast, page):
    data = listing(*ROWS).replace(b"Legal first name", b"Blorp")
    run = upload(page, cast, data)
    path = f"/riverside/import/{run.reference}/columns/"
    assert (run.state, page.get(path).status_code) == ("uploaded", 200)
    fields = ["mis_number", "legal_first", "legal_last", "born", "year", "sen_status"]
    assert page(path, {"field": fields, "keep_as": "Autumn"}).status_code == 302
    assert look(cast, run).state == "read"
    assert len(run.preview["created"]) == 2
    assert upload(page, cast, data).state == "read"  # known from now on


def test_contacts_are_imported_with_their_pupil(cast, command, mis):
    command(mis("arbor.csv"), name="arbor.csv")
    with seeing(cast.riverside):
        ines = Pupil.objects.get(upn="D919341226001")
        assert list(Contact.objects.filter(pupil=ines).values_list("name", "email")) == [
            ("Muhammad Ünal", "muhammad.nal0@mail.example")
        ]


def test_job_twice_imports_once(cast, page):
    from core.jobs.models import Job
    from core.jobs.tasks import run_job

    run = upload(page, cast, listing(*ROWS))
    page(f"/riverside/import/{run.reference}/", {})
    with seeing(cast.riverside):
        job = Job.objects.get(kind="import_pupil_list")
    run_job(job.pk, cast.riverside.pk)
    assert pupils_at(cast.riverside) == ["Ben", "Una"]
    assert job.message != runs.OUT_OF_DATE


def test_list_that_knows_nobody_here_is_taken_only_as_said_to_be_ours(cast, page, command):
    command(listing(*ROWS))
    run = upload(page, cast, listing("8001,Mia,Other,3 Mar 2018,Year 3,N"))
    path = f"/riverside/import/{run.reference}/"
    assert "Is it another school’s list?" in page.get(path).content.decode()
    page(path, {})
    assert (look(cast, run).state, pupils_at(cast.riverside)) == ("read", ["Ben", "Una"])
    page(path, {"ours": "1"})
    assert (look(cast, run).state, pupils_at(cast.riverside)) == ("done", ["Ben", "Mia", "Una"])


def test_list_that_knows_some_is_not_asked_whose_it_is(cast, page, command):
    command(listing(*ROWS))
    run = upload(page, cast, listing(ROWS[0], "8001,Mia,Other,3 Mar 2018,Year 3,N"))
    path = f"/riverside/import/{run.reference}/"
    assert "another school’s list" not in page.get(path).content.decode()
    page(path, {})
    assert pupils_at(cast.riverside) == ["Ben", "Mia", "Una"]


def test_the_same_trouble_in_many_rows_stands_once(cast, page):
    run = upload(page, cast, listing(*(f"{n},A{n},Va?e,1 Feb 2018,Year 3,N" for n in range(3))))
    shown = page.get(f"/riverside/import/{run.reference}/").content.decode()
    assert "2, 3, 4" in shown and shown.count("The name holds a question mark") == 1
