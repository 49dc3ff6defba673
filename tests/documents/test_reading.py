"""Text drawn out of files: every part of them, and never a fault where a person can read on."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from core.documents.reading import parts as reading
from core.documents.reading.parts import read_parts
from register.file.uploads import DOCX, ODT, PDF, TEXT
from tests.agencies.hygiene.papers import as_docx, as_pdf
from tests.agencies.hygiene.reports import Report
from tests.register.file.conftest import packed, pdf

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EVERYTHING = Report("all", "In the body", paper="docx", table=(("In a", "nested table"),), more={
    "header": "In the header", "footer": "In the footer", "author": "In the author", "footnote": "In a footnote",
    "comment": "In a comment", "box": "In a box"})  # fmt: skip


def words_of(parts) -> str:
    return "\n".join(part.text for part in parts.parts)


def test_word_document_is_read_in_all_its_parts():
    parts = read_parts(as_docx(EVERYTHING), DOCX)
    assert parts.read_as == "text"
    for words in ("the body", "the header", "the footer", "the author", "a footnote", "a comment", "a box"):
        assert f"In {words}" in words_of(parts)
    assert "nested table" in parts.parts[0].text
    assert [part.name for part in parts.parts][:3] == ["Text", "Header", "Footer"]


def test_a_word_cut_into_runs_is_one_word():
    body = f"<w:document {SPACE}><w:p><w:r><w:t>Sut</w:t></w:r><w:r><w:t>ton</w:t></w:r></w:p></w:document>"
    data = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": body})
    assert words_of(read_parts(data, DOCX)) == "Sutton"


def test_pdf_is_read_page_by_page_with_its_facts():
    parts = read_parts(as_pdf(Report("a", "Joan Sutton came.\nShe sat.")), PDF)
    assert parts.read_as == "text" and "Joan Sutton came." in parts.parts[0].text
    assert (parts.parts[0].name, parts.parts[-1].name) == ("Page 1", "Title and author of the file")


def test_open_document_is_read():
    data = packed(
        mimetype=ODT,
        **{
            "content.xml": "<o><p>Joan<s/>Sutton</p><p>came</p></o>",
            "meta.xml": "<m><creator>Kavita</creator></m>",
        },
    )
    assert words_of(read_parts(data, ODT)) == "Joan Sutton\ncame\nKavita"


def test_page_without_text_is_named():
    parts = read_parts(pdf(), PDF)
    assert (parts.read_as, parts.parts[0].unread) == ("not read", True)
    assert read_parts(b"\x89PNG", "image/png").read_as == "not read"


def test_pictures_in_a_document_are_named():
    data = as_docx(Report("a", "Text"))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as more:
        more.writestr("word/media/image1.png", b"x")
    parts = read_parts(out.getvalue(), DOCX)
    assert parts.read_as == "in part" and parts.parts[-1].name == "1 picture"


def test_entities_are_refused_and_the_rest_is_read():
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        + f"<w:document {SPACE}><w:t>&b;</w:t></w:document>"
    )
    head = f"<w:hdr {SPACE}><w:p><w:t>Header</w:t></w:p></w:hdr>"
    parts = read_parts(packed(**{"word/document.xml": bomb, "word/header1.xml": head}), DOCX)
    assert [(part.name, part.unread) for part in parts.parts] == [("Text", True), ("Header", False)]


def test_size_and_time_are_bounded(monkeypatch):
    writer, out = PdfWriter(), io.BytesIO()
    for _page in range(5):
        writer.add_blank_page(10, 10)
    writer.write(out)
    late = read_parts(out.getvalue(), PDF, seconds=-1)
    assert late.read_as == "not read" and late.parts[0].unread
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 10)
    assert reading.Gathered(1e12, left=10).add("Text", "a" * 11) is False


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([PDF, DOCX, ODT, TEXT, "image/png", "other"]))
def test_nothing_that_a_file_holds_raises(data, kind):
    parts = read_parts(data, kind)
    assert parts.read_as in {"text", "in part", "not read"} and parts.parts


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=20))
def test_damaged_files_do_not_raise(place, dirt):
    for data, kind in ((GOOD_PDF, PDF), (GOOD_DOCX, DOCX)):
        at = place % len(data)
        assert read_parts(data[:at] + dirt + data[at + len(dirt) :], kind).parts


GOOD_PDF, GOOD_DOCX = as_pdf(Report("a", "Joan Sutton came.")), as_docx(EVERYTHING)
