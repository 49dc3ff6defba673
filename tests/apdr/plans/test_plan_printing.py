"""Many plans printed at once: one document a plan, made by whoever is free, one ZIP of what is ready."""

import io
import zipfile

import pytest
import time_machine
from django.urls import reverse

from apdr.models import Plan, PrintRun
from apdr.plans import actions, printing
from core.accounts.permissions import Denied
from core.documents.models import IssuedDocument
from core.jobs.actions import carry_out
from core.jobs.models import Job
from register.models import PupilDocument
from tests.cast import AT, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(cast):
    """The plans of both children of the school, agreed, with the clock at AT."""
    with cast.acting("senco"), time_machine.travel(AT, tick=False):
        yield [agree(cast, name) for name in ("own", "other")]


def agree(cast, name: str) -> Plan:
    return actions.agree_plan(plan=Plan.objects.get(pk=cast.records[name].draft.pk), by=cast.senco, at=AT)


def started(cast, **more) -> PrintRun:
    """A run that a worker has begun: its papers are issued and wait to be made."""
    asked = {"which": "", "format": "support_plan", "title": "All", "by": cast.senco, "at": AT} | more
    run = printing.start_print_run(school=cast.oakfield, **asked)
    carry_out(Job.objects.filter(kind="print_run").latest("pk").pk)
    return run


def in_run(run: PrintRun) -> set[int]:
    return set(run.papers.values_list("plan_id", flat=True))


def test_run_issues_one_paper_a_plan_in_force_and_files_it(cast, agreed):
    run = started(cast, format="iep")
    assert in_run(run) == {plan.pk for plan in agreed}
    issued = IssuedDocument.objects.filter(pk__in=run.papers.values("issued"))
    assert {(one.kind, one.template, one.job.kind) for one in issued.select_related("job")} == {
        ("plan_format", "documents/plan_iep.html", "make_pdf")
    }
    filed = PupilDocument.objects.filter(issued__in=issued)
    assert [(one.kind, one.for_family) for one in filed] == [("plan_format", False)] * 2


@pytest.mark.parametrize("which,names", [("year-4", {"own"}), ("year-5", {"other"}), ("year-6", None)])
def test_run_is_of_the_year_asked_for(cast, agreed, which, names):
    if names is None:
        with pytest.raises(Denied, match="No plan is in force there"):
            started(cast, which=which)
    else:
        assert in_run(started(cast, which=which)) == {cast.records[name].draft.pk for name in names}


def test_paper_that_says_the_same_is_not_made_again(cast, agreed):
    first, second = started(cast), started(cast)
    assert set(first.papers.values_list("issued", flat=True)) == set(
        second.papers.values_list("issued", flat=True)
    )
    assert {paper.issued_id for paper in first.papers.all()} == {plan.document.issued_id for plan in agreed}


def test_standing_counts_what_is_ready_and_what_failed(cast, agreed):
    run = printing.start_print_run(
        school=cast.oakfield, which="", format="support_plan", title="All", by=cast.senco, at=AT
    )
    assert standing(run) == (0, 2, 0, True)
    carry_out(Job.objects.filter(kind="print_run").latest("pk").pk)
    one, other = (paper.issued for paper in run.papers.order_by("pk"))
    make_ready(one)
    assert standing(run) == (1, 2, 0, True)
    Job.objects.filter(pk=other.job_id).update(state="failed")
    assert standing(run) == (1, 2, 1, False)
    assert printing.try_again(run=run, by=cast.senco, at=AT) == 1
    assert standing(run) == (1, 2, 0, True)


def standing(run: PrintRun) -> tuple[int, int, int, bool]:
    found = printing.standing_of(run)
    return found.ready, found.total, len(found.failed), found.running


def test_zip_holds_what_is_ready_in_a_folder_a_class(cast, agreed):
    run = started(cast)
    make_ready(run.papers.first().issued)
    client, address = cast.client_for("senco"), reverse("plans:print-zip", args=["oakfield", run.reference])
    response = client.get(address)
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["4 Ash/Maya Abara, cycle 2.pdf"]
        assert archive.read(archive.namelist()[0]).startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]


def test_names_in_a_zip_are_plain_and_never_twice():
    assert printing.plain('../..\\a:b*c?"d"<e>|f\n.') == "a b c d e f"
    assert printing.plain("...") == "_"
    assert len(printing.plain("W" * 300)) == 100


def test_zip_is_sent_piece_by_piece(tmp_path):
    class Lies:
        def __init__(self, path):
            self.path = path

        def open(self, mode):
            return self.path.open(mode)

    big = tmp_path / "big.pdf"
    big.write_bytes(b"x" * 1_000_000)
    papers = [printing.Paper(f"{n}.pdf", Lies(big)) for n in range(5)]
    pieces = list(printing.zipped(papers, AT))
    assert max(map(len, pieces)) < 3 * printing.CHUNK
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert [entry.file_size for entry in archive.infolist()] == [1_000_000] * 5


def test_page_asks_starts_and_shows_how_far(cast, agreed):
    client, address = cast.client_for("senco"), reverse("plans:print-all", args=["oakfield"])
    page = client.get(address).content.decode()
    assert "All plans in force (2)" in page and "Year 4 (1)" in page and "5 Elm (1)" in page
    wrong = client.post(address, {"which": "class-NOSUCH", "format": "iep"})
    assert wrong.status_code == 200 and "Select a valid choice" in wrong.content.decode()
    answer = client.post(address, {"which": "", "format": "iep"})
    run = PrintRun.objects.latest("pk")
    assert answer.url == run_address(run)
    assert "0 of 2 ready" in client.get(answer.url).content.decode()


def run_address(run: PrintRun) -> str:
    return reverse("plans:print-run", args=["oakfield", run.reference])


def test_progress_costs_the_same_for_one_and_for_two(cast, agreed, django_assert_num_queries):
    one, two = started(cast, which="year-4"), started(cast)
    for run in (one, two):
        with django_assert_num_queries(3):
            printing.standing_of(run)
        with django_assert_num_queries(1):
            printing.papers_of(run, cast.senco)


def test_old_runs_are_forgotten_and_their_papers_stay_filed(cast, agreed):
    started(cast)
    filed = PupilDocument.objects.count()
    assert printing.forget_print_runs(before=AT) == 0
    later = AT.replace(year=AT.year + 1)
    printing.forget_print_runs(before=later)
    assert not PrintRun.objects.exists()
    assert PupilDocument.objects.count() == filed
