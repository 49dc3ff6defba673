"""What may be put into a pupil's file: told by content, refused in words."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from register.file.uploads import DOCX, ODT, PDF, TEXT, Upload, UploadRefused, check_upload
from tests.register.file.conftest import docx, odt, packed, pdf, picture

EXIF = Image.Exif()
EXIF[0x010E] = "taken at home"
PLACED = picture("JPEG", exif=EXIF)


@pytest.mark.parametrize("data,name,content_type", [
    (pdf(), "Report.PDF", PDF),
    (pdf(user_password="", owner_password="x"), "printing forbidden.pdf", PDF),
    (docx(), "letter.docx", DOCX),
    (odt(), "letter.odt", ODT),
    ("Größe 5 £".encode(), "note.txt", TEXT),
    ("Cost £5".encode("cp1252"), "note.txt", TEXT),
    (picture("PNG"), "scan.png", "image/png"),
    (picture("JPEG"), "scan.jpeg", "image/jpeg"),
])  # fmt: skip
def test_kind_is_told_by_content(data, name, content_type):
    assert check_upload(data, name).content_type == content_type


def test_name_without_ending_gets_that_of_its_kind():
    assert check_upload(pdf(), "report").name == "report.pdf"


def test_name_loses_folders_and_line_ends():
    assert check_upload(pdf(), "..\\up/down\n.pdf").name == ".. up down .pdf"


def test_text_is_kept_as_utf8():
    assert check_upload("Cost £5".encode("cp1252"), "a.txt").data == "Cost £5".encode()


def test_picture_is_drawn_anew_without_what_hides_in_it():
    kept = check_upload(PLACED + b"<script>alert(1)</script>", "photo.jpg")
    assert b"script" not in kept.data and b"taken at home" not in kept.data
    assert Image.open(io.BytesIO(kept.data)).size == (40, 30)


def test_large_picture_stays_readable_on_a4():
    kept = check_upload(picture("PNG", size=(5000, 2500)), "scan.png")
    assert Image.open(io.BytesIO(kept.data)).size == (3508, 1754)


@pytest.mark.parametrize("data,name", [
    (pdf(), "report.docx"), (pdf(), "report.exe"), (docx(), "letter.pdf"), (picture("PNG"), "photo.jpg"),
    (b"just words", "words.pdf"), (b"just words", "page.html"),
])  # fmt: skip
def test_file_that_is_not_what_its_name_says_is_refused(data, name):
    with pytest.raises(UploadRefused, match="not what its name says"):
        check_upload(data, name)


def _javascript(writer):
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    )
    names = DictionaryObject(
        {NameObject("/Names"): ArrayObject([TextStringObject("a"), writer._add_object(action)])}
    )
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): names})


def _launch(writer):
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


def _nested(writer):
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    )
    held = DictionaryObject({NameObject("/Any"): ArrayObject([DictionaryObject({NameObject("/A"): action})])})
    writer._add_object(held)


@pytest.mark.parametrize("change", [_javascript, _launch, _nested])
def test_pdf_that_does_things_is_refused(change):
    with pytest.raises(UploadRefused, match="holds a program"):
        check_upload(pdf(change), "a.pdf")


def test_pdf_with_files_inside_is_refused():
    with pytest.raises(UploadRefused, match="other files inside"):
        check_upload(pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")), "a.pdf")


def test_pdf_with_a_password_is_refused():
    with pytest.raises(UploadRefused, match="locked with a password"):
        check_upload(pdf(user_password="secret"), "a.pdf")


@pytest.mark.parametrize("data,name,words", [
    (b"", "a.pdf", "empty"),
    (b" \n", "a.txt", "empty"),
    (b"%PDF-1.7\nnothing", "a.pdf", "damaged"),
    (picture("PNG")[:60], "a.png", "damaged"),
    (docx()[:80], "a.docx", "damaged"),
    (docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
    (docx(**{"word/activeX/activeX1.xml": b"x"}), "a.docx", "macros"),
    (packed(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled", "word/document.xml": "x"}), "a.docx",
     "macros"),
    (docx(**{"word/_rels/settings.xml.rels": '<R Type="http://x/attachedTemplate" Target="http://evil" TargetMode="External"/>'}),
     "a.docx", "fetches a template"),
    (odt(**{"Basic/Standard/a.xml": "x"}), "a.odt", "macros"),
    (packed(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x"}), "a.odt", "not a text"),
    (packed(**{"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "a.xlsx", "spreadsheet"),
    (packed(**{"a.pdf": b"x"}), "a.zip", "folder packed"),
    (docx(**{"big": bytes(101 * 1024 * 1024)}), "a.docx", "unpacks to far more"),
    (b"\xd0\xcf\x11\xe0rest", "a.doc", "old Word file"),
    (b"MZ\x90", "a.pdf", "program"),
    (b"GIF89a", "a.gif", "GIF"),
    (b"\x00\x00\x00\x18ftypheic", "a.heic", "HEIC"),
    (b"<html><script>alert(1)</script>", "a.txt", "web page"),
    (b"\x00\x01\x02binary", "a.txt", "cannot be told"),
    (b"x" * (20 * 1024 * 1024 + 1), "a.txt", "the most is 20 MB"),
], ids=lambda value: value if isinstance(value, str) else "bytes")  # fmt: skip
def test_refusal_says_what_is_wrong(data, name, words):
    with pytest.raises(UploadRefused, match=words):
        check_upload(data, name)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]),
)
def test_nothing_but_words_comes_of_any_bytes(data, start):
    try:
        assert isinstance(check_upload(start + data, "a"), Upload)
    except UploadRefused as refused:
        assert str(refused)
