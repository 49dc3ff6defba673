"""The pages and the PDF of the report to governors, as people meet them."""

import re
from dataclasses import replace
from io import BytesIO

import page as checker
import pytest
from django.urls import reverse
from pypdf import PdfReader

from core.documents.actions import make_pdf
from overview.figures import disclosure
from overview.figures.shape import Breakdown, Line, Split
from overview.governors import actions, tables
from overview.governors.sheet import sheet_of
from overview.models import TermReport
from tests.cast import AT
from tests.overview.governors import made
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
AUTUMN, SUMMER = made.AUTUMN, made.SUMMER


def url(name: str, report: TermReport | None = None) -> str:
    return reverse(f"governors:{name}", args=["oakfield", *([report.reference] if report else [])])


def page(client, name: str, report: TermReport | None = None) -> str:
    answer = client.get(url(name, report))
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_governors_first_page_is_the_newest_report_that_was_issued(cast, draft, issue):
    governor = cast.client_for("governor")
    assert "No report is issued yet" in governor.get("/oakfield/").content.decode()
    issue(draft)
    words = governor.get("/oakfield/").content.decode()
    assert "Autumn term 2026, figures as on Mon 16 Nov 2026. 420 children on roll." in words
    for told in (
        "14.0 %",
        "England 14.8 %",
        "Speech, language, communication",
        "Four others, each",
        "fewer than 5",
    ):
        assert told in words
    assert "Maya" not in words


@pytest.mark.parametrize("who", ["governor", "trust_lead"])
def test_a_draft_is_not_there_for_who_only_reads(cast, draft, issue, who):
    client = cast.client_for(who)
    for name in ("report", "pdf"):
        assert client.get(url(name, draft)).status_code == 404
    assert "No report is issued yet" in page(client, "list")
    for name in ("write", "issue", "correct"):
        assert client.get(url(name, draft)).status_code == 403
    issue(draft)
    words = page(client, "report", draft)
    assert "SEN report to governors" in words and "Correct it" not in words


def test_who_writes_has_the_exact_figures_beside_and_governors_have_not(cast, draft, issue):
    senco = cast.client_for("senco")
    assert "Hearing impairment 3, Physical disability 3" in page(senco, "write", draft)
    for report in (draft, issue(draft)):
        words = page(senco, "report", report)
        assert "Four others, each fewer than 5: Hearing impairment, Physical disability, Other" in words


def test_writing_saves_and_leads_to_how_governors_will_read_it(cast, draft):
    senco = cast.client_for("senco")
    typed = {
        "version": "1",
        "register": "Needs have grown.",
        "next": "Screen Year 1.",
        "questions": "Who checks?",
    }
    answer = senco.post(url("write", draft), typed, follow=True)
    words = " ".join(answer.content.decode().split())
    assert "Needs have grown." in words and "Who checks?" in words
    with seeing(cast.oakfield):
        assert TermReport.objects.get(pk=draft.pk).version == 2


def test_a_text_that_somebody_overtook_is_kept_and_both_are_shown(cast, draft):
    senco = cast.client_for("senco")
    senco.get(url("write", draft))
    with seeing(cast.oakfield, actor=cast.head):
        actions.write_story(
            report=draft, texts={"register": "The head’s words"}, version=1, by=cast.head, at=AT
        )
    answer = senco.post(url("write", draft), {"version": "1", "register": "My own words"})
    assert answer.status_code == 409
    assert "The head’s words" in answer.content.decode() and "My own words" in answer.content.decode()
    chosen = {"version": "2", "resolved": "1", "register": "My own words", "keep-register": "mine"}
    assert senco.post(url("write", draft), chosen).status_code == 302


def test_a_text_that_is_too_long_is_told_and_kept(cast, draft):
    answer = cast.client_for("senco").post(url("write", draft), {"version": "1", "register": "x" * 4001})
    assert answer.status_code == 422
    assert "longer than 4000" in answer.content.decode() and "x" * 4001 in answer.content.decode()


def test_names_are_warned_of_where_it_is_written_and_refused_where_it_is_issued(cast, draft):
    senco = cast.client_for("senco")
    senco.post(url("write", draft), {"version": "1", "plans": "Maya Abara waits.", "next": "Ask Leo."})
    words = page(senco, "report", draft)
    assert (
        "Plans and their reviews: Maya Abara is named" in words and "Leo may be a child’s first name" in words
    )
    with seeing(cast.oakfield):
        held = TermReport.objects.get(pk=draft.pk)
    answer = senco.post(
        url("issue", draft), {"version": held.version, "drafted": held.drafted_at.isoformat()}
    )
    assert answer.status_code == 200 and "take the name out" in answer.content.decode()


def test_the_list_offers_what_is_still_to_be_drafted(cast, school):
    words = page(cast.client_for("head"), "list")
    assert "Terms without a report Autumn term 2026" in words and "Summer term 2026" in words


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_first_page_cost_the_same_for_one_report_as_for_three(cast, school, draft, issue, count):
    issue(draft)
    if count == 3:
        issue(actions.draft_report(school=school, start=SUMMER.start, by=cast.senco, at=AT))
        issue(actions.correct_report(report=draft, reason="Wrong", by=cast.head, at=AT))
    counted = [queries_of(cast.client_for(who), path) for who, path in (
        ("governor", "/oakfield/"), ("governor", url("list")), ("senco", url("list")), ("governor", url("report", draft)),
    )]  # fmt: skip
    assert counted == [3, 3, 4, 3]


def made_pdf(cast, report: TermReport) -> bytes:
    """The bytes that a worker makes of an issued report."""
    make_pdf(report.document.job, by=cast.head, at=AT, report=lambda done, total: None)
    report.document.refresh_from_db()
    with report.document.file.content.open("rb") as content:
        return content.read()


def test_the_pdf_is_accessible_and_tells_what_the_page_tells(cast, draft, issue):
    report = actions.write_story(
        report=draft, texts={"next": "Screen Year 1."}, version=1, by=cast.senco, at=AT
    )
    data = made_pdf(cast, issue(report))
    assert [one.message for one in checker.validate_pdf_bytes(data, profile="ua1").failures] == []
    read = PdfReader(BytesIO(data))
    assert read.trailer["/Root"]["/Lang"] == "en-GB" and read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata.title == "SEN report to governors, Autumn term 2026: Oakfield"
    words = " ".join(" ".join(one.extract_text() for one in read.pages).split())
    assert "14.0 %" in words and "Screen Year 1." in words and "Issued by David Okoro" in words
    assert re.search(r"Each of these: .*Hearing impairment.* fewer than 5 fewer than 5 fewer than 5", words)
    answer = cast.client_for("governor").get(url("pdf", report))
    assert answer["Content-Type"] == "application/pdf" and answer.content == data


def moved_within_what_is_hidden():
    """The same figures with a child of another hidden need, and two fewer in a hidden intervention."""
    told = made.figures(on=AT.date())
    lines = {line.key: line for line in told.breakdowns[1].lines}
    lines["HI"] = Line("HI", "Hearing impairment", Split(0, 2, 0))
    lines["PD"] = Line("PD", "Physical disability", Split(0, 0, 4))
    things = [replace(one, children=1, measured=1, moved=0) if one.name == "Sensory circuits" else one
              for one in told.provision.things]  # fmt: skip
    needs = Breakdown("need", "Main need", tuple(lines.values()))
    return told, replace(told, breakdowns=(told.breakdowns[0], needs, *told.breakdowns[2:]),
                         provision=replace(told.provision, things=tuple(things)))  # fmt: skip


def test_what_is_hidden_changes_nothing_that_governors_read(cast, draft):
    england = {"support": {"percent": 14.8, "year": 2026, "source": "DfE"}}
    sheets = []
    for figures in moved_within_what_is_hidden():
        draft.shown = actions.protected(figures, [])
        draft.story = {"texts": {"questions": "\n".join(actions.drafted(draft.shown, england))}}
        sheets.append(sheet_of(draft, [], england))
    assert sheets[0] == sheets[1]


@pytest.mark.parametrize("who", ["governor", "senco"])
def test_what_we_check_explains_every_word_that_stands_for_a_number(cast, draft, issue, who):
    words = page(cast.client_for(who), "checks")
    for told in ({"few": True}, {"hidden": True}, {"about": 25}, {"least": 47}):
        assert disclosure.words(told) in words
    assert url("checks") in cast.client_for(who).get(url("list")).content.decode()
    assert url("checks") in cast.client_for(who).get(url("report", issue(draft))).content.decode()


def test_before_any_report_a_governor_may_read_what_is_checked(cast, school):
    assert url("checks") in cast.client_for("governor").get("/oakfield/").content.decode()


def test_who_writes_sees_exact_figures_in_whole_sentences(cast, draft):
    words = page(cast.client_for("senco"), "write", draft)
    assert "24 children, 15 of 22 measured moved on" in words and "6 children, none measured" in words


def test_a_share_of_all_but_one_is_not_the_whole():
    def share(done: int, due: int) -> str:
        return tables.on_time({"on_time": {"n": done}, "due": {"n": due}})

    assert (share(400, 401), share(400, 400), share(8, 9)) == ("99 %", "100 %", "8 of 9")


def test_needs_of_which_nothing_is_told_share_a_line(draft):
    (levels,) = tables.levels(draft.shown, ("need",))
    shared = [row for row in levels["rows"] if row[0].startswith("Each of these: ")]
    assert len(shared) == 1 and shared[0][1:] == ["fewer than 5"] * 3
    named = [row[0] for row in levels["rows"] if row not in shared] + shared[0][0].split(": ")[1].split("; ")
    assert sorted(named) == sorted(line["label"] for line in draft.shown["breakdowns"]["need"]["lines"])


def test_cost_is_said_once_unless_more_is_planned(draft):
    given = draft.shown["provision"]
    told = {fact["label"]: fact["value"] for fact in tables.provision(given)["facts"]}
    assert told["Cost so far"] == "£17,100" and told["Cost by the end of the term, as planned"] == "£19,000"
    same = tables.provision(given | {"expected": given["spent"]})["facts"]
    assert [fact["value"] for fact in same if "ost" in fact["label"]] == ["£17,100"]
