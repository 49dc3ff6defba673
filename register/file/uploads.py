"""Files that people upload: told by their content, refused with words when they could do harm or cannot be read."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from django.conf import settings
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.documents.pdf import safe_scan

MEGABYTE = 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
PDF, TEXT = "application/pdf", "text/plain; charset=utf-8"

# content type → what a reader calls it, endings of a name that it may have (the first is its own)
KINDS = {
    PDF: ("PDF", ("pdf",)),
    DOCX: ("Word document", ("docx",)),
    ODT: ("OpenDocument text", ("odt",)),
    "image/png": ("picture (PNG)", ("png",)),
    "image/jpeg": ("picture (JPEG)", ("jpg", "jpeg", "jpe", "jfif")),
    TEXT: ("plain text", ("txt", "text")),
}
SHOWN_INLINE = frozenset({PDF, "image/png", "image/jpeg"})  # the rest is only ever saved

MOST_ENTRIES, MOST_UNPACKED = 5000, 100 * MEGABYTE
MOST_OBJECTS = 200_000
ASK_FOR = "Choose a PDF, a Word document (.docx), an OpenDocument text, a PNG or JPEG picture, or plain text."
KNOWN = (
    (b"\xd0\xcf\x11\xe0", "This is an old Word file (.doc) or one with a password. Open it, save it as .docx or PDF "
     "without a password, and choose that."),
    (b"{\\rtf", "This is a rich text file. Open it, save it as .docx or PDF, and choose that."),
    (b"MZ", "This is a program, not a document. It has not been kept."),
    (b"\x7fELF", "This is a program, not a document. It has not been kept."),
    (b"GIF8", "This is a GIF picture. Save it as PNG or JPEG and choose that."),
    (b"BM", "This is a BMP picture. Save it as PNG or JPEG and choose that."),
    (b"II*\x00", "This is a TIFF picture. Save it as PDF or JPEG and choose that."),
    (b"MM\x00*", "This is a TIFF picture. Save it as PDF or JPEG and choose that."),
)  # fmt: skip
WEB_PAGE = re.compile(r"\s*(<!doctype|<html|<head|<body|<script|<svg|<\?xml|<!--)", re.IGNORECASE)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class UploadRefused(ValueError):
    """The file cannot be put in a pupil's file; the words say what to do."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that may be kept: pictures drawn anew, text as UTF-8. `name` ends as its content says."""

    name: str
    data: bytes
    content_type: str


def most_bytes() -> int:
    """The size in bytes that an uploaded file may have (settings.UPLOAD_MOST_MB)."""
    return settings.UPLOAD_MOST_MB * MEGABYTE


def check_upload(data: bytes, name: str) -> Upload:
    """The file as it may be kept. Its kind is told by its content; a name that says otherwise is refused.

    Raises UploadRefused: empty, too large, of no kind that is taken, damaged, locked, with programs inside.
    """
    if not data.strip():
        raise UploadRefused("This file is empty. Choose the one that holds the document.")
    if len(data) > most_bytes():
        raise UploadRefused(
            f"This file has {len(data) / MEGABYTE:.0f} MB and the most is {settings.UPLOAD_MOST_MB} MB. "
            "Scan it with a lower resolution, or split it, and choose it again."
        )
    data, content_type = _checked(data)
    return Upload(_fitting_name(name, content_type), data, content_type)


def _checked(data: bytes) -> tuple[bytes, str]:
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return data, PDF
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        try:
            return safe_scan(data)
        except ValueError as wrong:
            raise UploadRefused(str(wrong)) from wrong
    if data.startswith(b"PK\x03\x04"):
        return data, _kind_of_zip(data)
    for magic, words in KNOWN:
        if data.startswith(magic):
            raise UploadRefused(words)
    if data[4:8] == b"ftyp":
        raise UploadRefused(
            "This is a telephone’s picture (HEIC) or a film. Save it as JPEG and choose that."
        )
    return _text(data).encode(), TEXT


def _fitting_name(name: str, content_type: str) -> str:
    told, endings = KINDS[content_type]
    name = re.sub(r"[\x00-\x1f\x7f/\\]+", " ", name).strip() or "document"
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return f"{name[:190]}.{endings[0]}"
    if ending.lower() not in endings:
        raise UploadRefused(
            f"This file is not what its name says: the name ends in .{ending[:10]}, but it is a {told}. "
            f"Check that it is the right file; if it is, give it a name that ends in .{endings[0]}."
        )
    return f"{stem[:190]}.{ending.lower()}"


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        if "\ufffd" in text:
            raise UploadRefused(f"What is in this file cannot be told. {ASK_FOR}") from None
    if NOT_TEXT.search(text):
        raise UploadRefused(f"What is in this file cannot be told. {ASK_FOR}")
    if WEB_PAGE.match(text):
        raise UploadRefused("This is a web page. Open it, print it to PDF, and choose the PDF.")
    return text


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = _safe_names(packed)
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return _check_docx(packed, names)
            if "mimetype" in names and "content.xml" in names:
                return _check_odt(packed, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, KeyError) as error:
        if isinstance(error, UploadRefused):
            raise
        raise UploadRefused(
            "This file is damaged and cannot be read. Save it again and choose it."
        ) from error
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise UploadRefused("This is a spreadsheet or a presentation. Save it as PDF and choose that.")
    raise UploadRefused(
        f"This is a folder packed as ZIP. Unpack it and add each document by itself. {ASK_FOR}"
    )


def _safe_names(packed: zipfile.ZipFile) -> set[str]:
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise UploadRefused(
            "This file unpacks to far more than a document holds. Save it as PDF and choose that."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UploadRefused("This file is locked with a password. Save it without one and choose it again.")
    if packed.testzip() is not None:
        raise UploadRefused("This file is damaged and cannot be read. Save it again and choose it.")
    return {entry.filename for entry in entries}


def _check_docx(packed: zipfile.ZipFile, names: set[str]) -> str:
    lower = {name.lower() for name in names}
    macros = any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name for name in lower)
    if macros or b"macroenabled" in packed.read("[Content_Types].xml").lower():
        raise UploadRefused(
            "This document holds macros, small programs. Save it as .docx without them, or as PDF."
        )
    links = (name for name in names if name.lower().endswith(".rels"))
    if any(_is_outside_template(link) for name in links for link in _attributes(packed.read(name))):
        raise UploadRefused(
            "This document fetches a template from elsewhere when it is opened. Save it as PDF."
        )
    return DOCX


def _attributes(part: bytes) -> list[dict[str, str]]:
    """The attributes of every element of an XML part, as a word processor reads them. Raises ValueError for a part
    that is damaged or declares entities."""
    found, parser = [], expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(part, True)
    except expat.ExpatError as wrong:
        raise ValueError("The part is not XML.") from wrong
    return found


def _no_doctype(*_declared) -> None:
    raise ValueError("A part of an office document has no DOCTYPE.")


def _is_outside_template(link: dict[str, str]) -> bool:
    outside = link.get("TargetMode", "").strip().lower() == "external"
    return outside and "attachedtemplate" in link.get("Type", "").lower()


def _check_odt(packed: zipfile.ZipFile, names: set[str]) -> str:
    if packed.read("mimetype").strip() != ODT.encode():
        raise UploadRefused(
            f"This OpenDocument file is not a text. Save it as PDF and choose that. {ASK_FOR}"
        )
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise UploadRefused("This document holds macros, small programs. Save it without them, or as PDF.")
    return ODT


DOES_THINGS = {"/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/Rendition"}


def _check_pdf(data: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UploadRefused(
                "This PDF is locked with a password. Save it without one and choose it again."
            )
        if not len(reader.pages):
            raise UploadRefused("This PDF has no page. Make it again and choose the new one.")
        found = _keys(reader)
    except UploadRefused:
        raise
    except Exception as error:
        raise UploadRefused("This PDF is damaged and cannot be read. Print it to PDF again.") from error
    if found & (DOES_THINGS | {"/JS"}):
        raise UploadRefused(
            "This PDF holds a program that runs when it is opened. Print it to PDF, and choose that."
        )
    if "/EmbeddedFile" in found:
        raise UploadRefused("This PDF holds other files inside. Take them out and add each one by itself.")


def _keys(reader: PdfReader) -> set[str]:
    """Keys and kinds of action of every object in the PDF that could do something when it is opened."""
    numbers = [(number, gen) for gen, known in reader.xref.items() for number in known]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        raise UploadRefused("This PDF has far more parts than a document needs. Print it to PDF again.")
    found: set[str] = set()
    for number, gen in numbers:
        if number:
            _look(reader.get_object(IndirectObject(number, gen, reader)), found)
    _look(reader.trailer, found)
    return found


def _look(root: object, found: set[str]) -> None:
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            found |= {key for key in part if key in {"/JS", "/JavaScript"}}
            found |= {str(part.raw_get(key)) for key in ("/S", "/Subtype", "/Type") if key in part}
            waiting += [part.raw_get(key) for key in part]
        elif isinstance(part, ArrayObject):
            waiting += list.__iter__(part)
