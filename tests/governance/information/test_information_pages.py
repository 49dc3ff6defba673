"""The pages of the SEN information report: as staff write it, and as everybody reads it."""

import io

import page
import pytest
from django.urls import reverse
from pypdf import PdfReader

from core.audit.models import Opening
from core.documents import pdf
from governance.information import actions, queries
from governance.models import InformationClause, InformationReport
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.permissions.rooms.information import write_all
from tests.roles import as_owner, seeing

pytestmark = pytest.mark.django_db
PUBLIC = "/information/oakfield/"


@pytest.fixture
def url():
    return lambda name, *args: reverse(f"information:{name}", args=["oakfield", *args])


@pytest.fixture
def oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


def texts(school) -> dict[str, str]:
    return {row.key: row.body for row in queries.written_clauses(school)}


def test_draft_is_taken_over_and_saved(cast, url):
    client, path = cast.client_for("senco"), url("clause", "admissions")
    typed = client.post(path, {"body": "Already typed", "version": "1", "take": "1"}).content.decode()
    assert "Already typed\n\nChildren with a disability" in typed
    with seeing(cast.oakfield):
        assert texts(cast.oakfield)["admissions"] == "What we do: admissions."
    answer = client.post(path, {"body": "Ask us first.", "version": "1"})
    assert (answer.status_code, answer.url) == (302, url("report"))
    with seeing(cast.oakfield):
        assert texts(cast.oakfield)["admissions"] == "Ask us first."


def test_two_who_write_one_clause_see_both_texts(cast, url):
    path = url("clause", "teaching")
    head = cast.client_for("head")
    head.get(path)
    cast.client_for("senco").post(path, {"body": "The SENCo’s text", "version": "1"})
    answer = head.post(path, {"body": "The head’s text", "version": "1"})
    words = answer.content.decode()
    assert answer.status_code == 409 and "The SENCo’s text" in words and "The head’s text" in words
    kept = head.post(path, {"body": "The head’s text", "version": "2", "resolved": "1", "keep-body": "mine"})
    assert kept.status_code == 302
    with seeing(cast.oakfield):
        assert texts(cast.oakfield)["teaching"] == "The head’s text"


def test_refused_text_stays_in_the_form(cast, url):
    answer = cast.client_for("senco").post(url("clause", "teaching"), {"body": "x" * 8001, "version": "1"})
    assert answer.status_code == 422 and "x" * 8001 in answer.content.decode()


def test_still_right_is_noted(cast, url, oakfield):
    oakfield.meetings_a_year = 4
    oakfield.save()
    client = cast.client_for("senco")
    words = client.get(url("clause", "parents")).content.decode()
    assert "Review meetings with parents: 4 a year" in words and "(no longer)" in words
    assert client.post(url("right", "parents"), {"version": "1"}).url == url("report")
    with seeing(oakfield):
        assert queries.written_clause(oakfield, "parents").facts == ["Review meetings with parents: 4 a year"]


def test_publishing_says_what_is_missing_and_keeps_what_was_typed(cast, url, oakfield):
    actions.write_clause(school=oakfield, key="offer", body="Ask [name].", web="https://council.example", by=cast.senco,
                             at=AT)  # fmt: skip
    typed = {"kind": "yearly", "approved_by": "the full board", "approved_on": "16 11 2026"}
    words = cast.client_for("senco").post(url("publish"), typed).content.decode()
    assert "Where is the local offer?" in words and 'value="the full board"' in words


def test_consultation_is_recorded_on_its_page(cast, url, oakfield):
    client = cast.client_for("head")
    typed = {"on": "5 10 2026", "who": "School council", "said": "More quiet places", "many": "8"}
    assert client.post(url("consultation-add"), typed).status_code == 302
    assert "School council" in client.get(url("report")).content.decode()
    again = client.post(url("consultation-add"), typed | {"who": ""}).content.decode()
    assert "Say whom you asked" in again and "More quiet places" in again


def test_clauses_are_saved_as_a_file_and_it_is_recorded(cast, url):
    answer = cast.client_for("senco").get(f"{url('report')}?as=csv")
    assert "3(a),How do we know whether our help works?,Written," in answer.content.decode("utf-8-sig")
    with seeing(cast.oakfield):
        assert Opening.objects.filter(
            user=cast.senco, kind=Opening.Kind.EXPORT, what__contains="information"
        ).exists()


@pytest.mark.parametrize("more", [0, 2])
def test_list_asks_the_same_for_any_number(cast, url, oakfield, more):
    write_all(oakfield, cast.senco)
    for _ in range(more):
        actions.write_consultation(
            school=oakfield, held=None, on=AT.date(), who="Us", said="Yes", by=cast.senco, at=AT
        )
        actions.publish_report(
            school=oakfield, by=cast.senco, at=AT, approved_on=AT.date(), approved_by="Board", yearly=True
        )
    assert queries_of(cast.client_for("senco"), url("report")) == 7


def test_anybody_reads_what_is_published_without_a_cookie(cast):
    answer = cast.client_for("anonymous").get(PUBLIC)
    words = answer.content.decode()
    assert answer.status_code == 200 and "What we do: teaching." in words and "coffee morning" in words
    assert "11 took part" in words and '<html lang="en-gb"' in words and 'content="noindex' not in words
    assert answer.headers["Cache-Control"] == "public, max-age=300" and "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies and "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Abara" not in words and "Brandt" not in words


def test_who_has_signed_in_reads_the_same_and_gets_no_cookie(cast):
    anybody = cast.client_for("anonymous").get(PUBLIC).content
    for who in ("senco", "parent", "foreign_senco"):
        answer = cast.client_for(who).get(PUBLIC)
        assert (answer.status_code, answer.content) == (200, anybody) and not answer.cookies


def test_unchanged_page_is_not_sent_again(cast):
    client = cast.client_for("anonymous")
    tag = client.get(PUBLIC).headers["ETag"]
    again = client.get(PUBLIC, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    with seeing(cast.oakfield, actor=cast.senco):
        write_all(cast.oakfield, cast.senco)
        actions.publish_report(school=cast.oakfield, by=cast.senco, at=AT, approved_on=AT.date(), approved_by="Board",
                               yearly=True)  # fmt: skip
    assert client.get(PUBLIC, headers={"if-none-match": tag}).status_code == 200


def test_school_without_a_published_report_is_as_none(cast):
    with as_owner():
        InformationReport.objects.filter(school=cast.hillcrest).delete()
    client = cast.client_for("anonymous")
    answers = [client.get(f"/information/{slug}/{end}") for slug in ("hillcrest", "riverside", "nobody")
               for end in ("", "report.pdf")]  # fmt: skip
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_public_page_is_two_queries(cast):
    assert queries_of(cast.client_for("anonymous"), PUBLIC) == 2
    assert queries_of(cast.client_for("anonymous"), f"{PUBLIC}report.pdf") == 2


def test_pdf_is_there_once_it_is_made(cast):
    client = cast.client_for("anonymous")
    answer = client.get(f"{PUBLIC}report.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "public, max-age=300" and not answer.cookies
    assert f"{PUBLIC}report.pdf" in client.get(PUBLIC).content.decode()
    with seeing(cast.oakfield, actor=cast.senco):
        actions.publish_report(school=cast.oakfield, by=cast.senco, at=AT, approved_on=AT.date(), approved_by="Board",
                               yearly=False, why="A ramp")  # fmt: skip
    assert client.get(f"{PUBLIC}report.pdf").status_code == 404
    assert "report.pdf" not in client.get(PUBLIC).content.decode()


def test_withdrawn_report_is_gone_from_the_public_address(cast, url):
    client, anybody = cast.client_for("head"), cast.client_for("anonymous")
    with seeing(cast.oakfield):
        standing = list(queries.reports(cast.oakfield))
    for one in standing:
        assert anybody.get(PUBLIC).status_code == 200
        assert client.post(url("withdraw", one.reference)).status_code == 302
    assert anybody.get(PUBLIC).status_code == 404
    assert client.get(url("version", standing[0].reference)).status_code == 200


def test_what_was_typed_is_never_markup(cast, url, oakfield):
    actions.write_clause(school=oakfield, key="teaching", by=cast.senco, at=AT,
                         body="<script>x()</script> see https://a.example/?q=<b> now")  # fmt: skip
    write_all(oakfield, cast.senco)
    actions.publish_report(
        school=oakfield, by=cast.senco, at=AT, approved_on=AT.date(), approved_by="Board", yearly=True
    )
    words = cast.client_for("anonymous").get(PUBLIC).content.decode()
    assert (
        "<script>x()" not in words and "&lt;script&gt;x()" in words and 'href="https://a.example/?q=' in words
    )


@pytest.fixture(scope="module")
def sample() -> dict:
    """A content as `record.content_of` makes it, without a database."""
    from governance.information.clauses import CLAUSES
    from governance.information.record import blocks_of

    body = "We do this.\n\n- one\n- two\n\nSee https://oakfield.example/send."
    clauses = [
        {"key": one.key, "heading": str(one.heading), "body": body, "blocks": blocks_of(body)}
        for one in CLAUSES
    ]
    return {
        "school": {"name": "Oakfield Primary", "address": "Orchard Lane", "phone": "01632 960144", "email": "o@a.example",
                   "senco_label": "SENCo", "slug": "oakfield"},
        "report": {"title": "SEN information report", "approved_on": "2026-11-10", "approved_by": "the governing board",
                   "published_on": "2026-11-16", "next_review": "2027-11-10", "yearly": True, "why": "",
                   "asked": ["On Mon 5 Oct 2026 we asked parents.\nThey said: Less jargon"], "clauses": clauses},
        "document": {"reference": "K3F9QW7RTZ", "version": 2, "template_version": 1, "issued_on": "2026-11-16"},
    }  # fmt: skip


def test_pdf_meets_pdf_ua_and_reads_in_order(sample):
    data = pdf.render_pdf(pdf.INFORMATION_REPORT, sample)
    assert page.validate_pdf_bytes(data, profile="ua1").is_compliant
    found = PdfReader(io.BytesIO(data))
    words = " ".join(" ".join(sheet.extract_text() for sheet in found.pages).split())
    assert found.metadata.title == "SEN information report, Oakfield Primary"
    parts = ["Next review by 10 Nov 2027", "Contents", "Which kinds of special educational needs do we provide for?",
             "Where is our accessibility plan?", "Who helped to write this report", "Less jargon"]  # fmt: skip
    places = [words.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


def test_address_of_the_local_offer_has_a_field_that_is_checked(cast, url):
    client, path = cast.client_for("senco"), url("clause", "offer")
    assert 'name="web"' in client.get(path).content.decode()
    assert 'name="web"' not in client.get(url("clause", "teaching")).content.decode()
    wrong = client.post(path, {"body": "The council keeps it.", "web": "not an address", "version": "1"})
    words = wrong.content.decode()
    assert wrong.status_code == 422 and "Give the whole web address" in words and "not an address" in words
    right = {"body": "The council keeps it.", "web": "https://council.example/offer", "version": "1"}
    assert client.post(path, right).status_code == 302
    assert 'href="https://council.example/offer"' in client.get(url("preview")).content.decode()


def test_school_enters_the_report_that_it_has_and_publishes_it_with_its_day(cast, url, oakfield):
    client = cast.client_for("senco")
    assert client.get(url("earlier")).status_code == 302  # one is published
    with as_owner():
        InformationReport.objects.filter(school=oakfield).delete()
        InformationClause.objects.filter(school=oakfield, key="teaching").delete()
    assert url("earlier") in client.get(url("report")).content.decode()
    page = client.get(url("earlier")).content.decode()
    assert 'name="teaching"' in page and 'name="admissions"' not in page
    typed = {
        "approved_on": "8 7 2026",
        "approved_by": "the full board",
        "teaching": "We teach in small steps.",
    }
    assert client.post(url("earlier"), typed | {"approved_on": "8 7 2100"}).status_code == 422
    assert client.post(url("earlier"), typed).status_code == 302
    words = client.get(url("report")).content.decode()
    assert "Approved Wed 8 Jul 2026" in words and "Approved by the full board" in words
    assert texts(oakfield)["teaching"] == "We teach in small steps."
    form = client.get(url("publish")).content.decode()
    assert 'value="8 07 2026"' in form and 'value="the full board"' in form
