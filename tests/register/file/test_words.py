"""The words of documents: drawn out by a worker, within limits, whatever the file holds."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from core.documents.pdf import html_to_pdf
from core.documents.reading import office
from core.documents.reading import pdf as reading_pdf
from register.file import actions, words
from register.file.uploads import DOCX, ODT, PDF, TEXT, Upload
from register.models import DocumentText, PupilDocument
from register.tasks import read_new_documents

PAGE = "<html lang='en'><head><title>Report</title></head><body><h1>Report</h1><p>{}</p></body></html>"


def pdf(text: str) -> bytes:
    return html_to_pdf(PAGE.format(text))


def put(cast, at, data: bytes, content_type: str = PDF, **fields) -> PupilDocument:
    name = "a.pdf" if content_type == PDF else "a.txt"
    with cast.acting("senco"):
        return actions.add_document(pupil=cast.own.pupil, kind="report", title="Report", by=cast.senco, at=at,
                                    upload=Upload(name, data, content_type), **fields)  # fmt: skip


def read(cast) -> int:
    return words.read_documents(cast.oakfield.pk, most=1)


@pytest.mark.django_db
def test_worker_reads_a_pdf_once_and_it_is_found(cast, at):
    document = put(cast, at, pdf("Zoë’s strides are an okapi’s"))
    assert read(cast) == 1
    with cast.acting("senco"):
        text = DocumentText.objects.get(document=document)
        assert "strides are an okapi" in text.text and text.trouble == ""
        assert [DocumentText.objects.filter(document=document, words=asked).exists()
                for asked in ("stride", "okapi", "zoe", "zebra")] == [True, True, True, False]  # fmt: skip
        assert document.pk not in words.unread().values_list("pk", flat=True)


@pytest.mark.django_db
@pytest.mark.parametrize("data,content_type,trouble", [
    (b"%PDF-1.7 damaged", PDF, words.NO_TEXT),
    (b"PK\x03\x04", DOCX, words.NO_TEXT),
    (b"PK\x03\x04", ODT, words.NO_TEXT),
    (b"\x89PNG", "image/png", words.NOT_READ),
])  # fmt: skip
def test_what_cannot_be_read_is_kept_with_the_reason(cast, at, data, content_type, trouble):
    document = put(cast, at, data, content_type)
    read(cast)
    with cast.acting("senco"):
        assert DocumentText.objects.get(document=document).trouble == trouble


@pytest.mark.django_db
def test_a_paper_without_a_file_is_not_waited_for(cast, at):
    with cast.acting("senco"):
        paper = actions.add_document(
            pupil=cast.own.pupil, kind="report", title="R", by=cast.senco, at=at, paper_at="Safe"
        )
        assert paper.pk not in words.unread().values_list("pk", flat=True)


@pytest.mark.django_db
def test_text_goes_with_its_document(cast, at):
    document = put(cast, at, b"An okapi", TEXT)
    read(cast)
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=document.pk).delete()
        assert not DocumentText.objects.filter(text="An okapi").exists()


def word(*paragraphs: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.core_properties.author = "Kavita Rao"
    document.sections[0].header.paragraphs[0].text = "Oakfield Primary School"
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Reading age", "7 years 2 months"
    document.save(out)
    return out.getvalue()


def test_a_word_document_is_read_with_its_tables_and_headers():
    found = words.text_of(word("An okapi", "strides"), DOCX)
    assert found.startswith("An okapi strides Reading age 7 years 2 months")
    assert "Oakfield Primary School" in found and "Kavita" not in found


STRUCK = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>An okapi</w:t></w:r>
<w:del w:author="Kavita Rao"><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p></w:document>"""


def test_what_is_struck_out_of_a_word_document_is_not_found():
    data = packed(**{"[Content_Types]": "<Types/>", "word/document": STRUCK})
    assert words.text_of(data, DOCX) == "An okapi"


OPEN_TEXT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
 <text:tracked-changes><text:p>Struck out</text:p></text:tracked-changes><text:h>Report</text:h>
 <text:p>An<text:s/><text:span>okapi</text:span><text:line-break/>strides</text:p>
 </office:text></office:body></office:document-content>"""


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        for name, text in parts.items():
            whole.writestr(f"{name}.xml", text)
    return out.getvalue()


def test_an_open_document_is_read_without_what_is_struck_out():
    assert words.text_of(packed(content=OPEN_TEXT), ODT) == "Report An okapi strides"


@pytest.mark.parametrize("part", ["<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_damaged_or_dangerous_part_is_not_read(part):
    with pytest.raises(words.Unread, match="damaged file"):
        words.text_of(packed(content=part), ODT)


def test_a_part_that_unpacks_too_far_is_not_read(monkeypatch):
    monkeypatch.setattr(office, "MOST_PART", 1000)
    with pytest.raises(words.Unread, match="damaged file"):
        words.text_of(word("An okapi " * 1000), DOCX)


def test_a_scan_has_no_text_and_says_so():
    blank, out = PdfWriter(), io.BytesIO()
    blank.add_blank_page(595, 842)
    blank.write(out)
    with pytest.raises(words.Unread, match="a picture, a scan"):
        words.text_of(out.getvalue(), PDF)


def test_limits_of_size_pages_and_time(monkeypatch):
    monkeypatch.setattr(reading_pdf, "MOST_PAGES", 1)
    two = html_to_pdf(PAGE.format("First</p><p style='break-before: page'>Second"))
    assert "First" in words.text_of(two, PDF) and "Second" not in words.text_of(two, PDF)
    monkeypatch.setattr(words, "MOST_SECONDS", -1.0)
    with pytest.raises(words.Unread, match="no text"):
        words.text_of(two, PDF)
    monkeypatch.setattr(words, "MOST_BYTES", 10)
    with pytest.raises(words.Unread, match="too large"):
        words.text_of(two, PDF)


@pytest.mark.django_db
def test_the_longest_text_can_be_kept(cast, at):
    """Postgres refuses an index of more than a megabyte of words."""
    text = " ".join(f"é{number:x}’{number:x}" for number in range(200_000))
    document = put(cast, at, text.encode(), TEXT)
    assert read(cast) == 1
    with cast.acting("senco"):
        kept = DocumentText.objects.get(document=document)
        assert kept.trouble == "" and len(kept.text.encode()) <= 2 * words.MOST_KEPT


@settings(max_examples=60)
@given(data=st.binary(max_size=300), content_type=st.sampled_from([PDF, DOCX, ODT, TEXT, "image/png", ""]))
def test_no_bytes_break_the_reader(data, content_type):
    try:
        text = words.kept_text(words.text_of(data, content_type))
    except words.Unread:
        return
    assert text.strip() and "\0" not in text


@pytest.mark.django_db
def test_the_workers_turn_reads_documents_of_every_school(cast, at):
    document = put(cast, at, b"An okapi", TEXT)
    assert read_new_documents() > 0
    with cast.acting("senco"):
        assert DocumentText.objects.filter(document=document, text="An okapi").exists()
