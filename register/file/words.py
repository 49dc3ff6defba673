"""The words of the documents in pupils' files, drawn out by a worker so that a document is found by what it says.

Bytes are read once and never change. Who may open the document is asked when somebody searches, so nothing here needs to
follow when it is restricted, shared or erased.
"""

import datetime as dt
import re
import time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.documents.models import PrivateFile
from core.documents.reading.parts import read_parts
from core.schools import scope
from register.file.uploads import DOCX, ODT, PDF, TEXT
from register.models import DocumentText, PupilDocument
from register.names import search_key

MOST_BYTES = 25 * 1024 * 1024  # of a file that is read
MOST_SECONDS = 20.0  # for one document, told between its pages
MOST_KEPT = 250_000  # bytes of text: Postgres indexes at most a megabyte of words and their places
BATCH = 100  # documents of one school at a time
PLAIN = TEXT.partition(";")[0]
READ = {PDF, DOCX, ODT, PLAIN}

NO_TEXT = "There is no text in it that can be read: a picture, a scan or a damaged file."
NOT_READ = "Files of this kind are not read."
TOO_LARGE = "It is too large to be read."
DAMAGED = "It could not be read."

PLAINLY = (
    "\f"  # between the text and the plain forms of its accented words, which are searched and never shown
)
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad]")
APOSTROPHE = re.compile(r"['’‘`]")
ACCENTED = re.compile(r"\w*(?:[^\W\d_a-zA-Z]|['’‘`])[\w'’‘`]*")


class Unread(ValueError):
    """The document's words cannot be drawn out; says why."""


def unread():
    """Documents whose bytes are there and have not been read, the newest first."""
    bytes_there = Q(file__isnull=False) | Q(issued__file__isnull=False)
    return PupilDocument.objects.filter(bytes_there, text__isnull=True).order_by("-pk")


def text_of(data: bytes, content_type: str) -> str:
    """The text of a file's bytes: a PDF's pages, a Word or OpenDocument text, or plain text. Raises Unread, whatever the
    bytes hold."""
    if len(data) > MOST_BYTES:
        raise Unread(TOO_LARGE)
    kind = content_type.partition(";")[0]
    if kind not in READ:
        raise Unread(NOT_READ)
    if kind == PLAIN:
        data = data[:MOST_KEPT]
    parts = read_parts(data, content_type, seconds=MOST_SECONDS, as_seen=True).parts
    text = " ".join(UNSEEN.sub(" ", " ".join(part.text for part in parts)).split())
    if not text:
        raise Unread(NO_TEXT)
    return text


def kept_text(text: str) -> str:
    """What is kept of a document's text: as much as can be searched, and after a mark the plain forms of words with
    accents or apostrophes, so that "Zoë" is found by "zoe"."""
    text = _cut(text, MOST_KEPT)
    accented = [form for word in ACCENTED.findall(text) for form in (word, *APOSTROPHE.split(word))]
    plain = {form for word in accented for form in search_key(word).split()}
    return text + (_cut(f"{PLAINLY}{' '.join(sorted(plain))}", MOST_KEPT) if plain else "")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")


def read_one(kept: PrivateFile) -> tuple[str, str]:
    """(text to keep, trouble) of a file: one of them is "". Never raises for what the file holds."""
    try:
        if kept.size > MOST_BYTES:
            raise Unread(TOO_LARGE)
        with kept.content.open("rb") as content:
            return kept_text(text_of(content.read(), kept.content_type)), ""
    except Unread as unread_why:
        return "", str(unread_why)
    except OSError:
        return "", DAMAGED


def keep_words(document: PupilDocument, text: str, trouble: str, *, at: dt.datetime) -> None:
    """Keep what was read. When two workers read the same document, the first is kept."""
    row = DocumentText(
        document=document, school_id=document.school_id, text=text, trouble=trouble, read_at=at
    )
    DocumentText.objects.bulk_create([row], ignore_conflicts=True)


def read_documents(school_id: int, *, most: int = BATCH, seconds: float = 60.0) -> int:
    """Read documents of one school that have not been read, the newest first, until `most` or `seconds`. Returns how many.
    Bytes are read outside any transaction, so that a long document holds nothing up."""
    until, read = time.monotonic() + seconds, 0
    with scope.opened([school_id], doing="read documents"):
        with transaction.atomic():
            rows = unread().filter(school=school_id).select_related("file", "issued__file")
            waiting = list(rows.defer("issued__snapshot")[:most])
        for document in waiting:
            if time.monotonic() > until:
                break
            text, trouble = read_one(document.file or document.issued.file)
            with transaction.atomic():
                if PupilDocument.objects.filter(pk=document.pk).exists():
                    keep_words(document, text, trouble, at=timezone.now())
            read += 1
    return read
