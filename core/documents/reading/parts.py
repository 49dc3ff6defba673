"""The text of a document, drawn out part by part, to look for names in it and to find it by its words. Pure.

What cannot be read (a picture, a scanned page, a part that is damaged) is named, so that a person reads it through.
Nothing here raises over a file that `check_upload` has let pass; sizes and time are bounded.
"""

import time
from dataclasses import dataclass, field

from core.documents.reading.office import read_docx, read_odt
from core.documents.reading.pdf import read_pdf

MOST_CHARACTERS = 1_500_000  # of all parts together: about 500 pages
MOST_SECONDS = 90.0
UNSEEN = {
    "Title and author of the file",
    "Links",
    "Authors of comments",
    "Fields of the file",
    "Other words of the file",
}
ALL, SOME, NONE = "text", "in part", "not read"


@dataclass(frozen=True, slots=True)
class Part:
    """One page, or one part of a document such as its headers. `unread` says that a person has to read it."""

    name: str
    text: str
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of a document. `read_as` is "text" (all of it), "in part" or "not read"."""

    parts: tuple[Part, ...] = ()
    read_as: str = NONE

    def as_rows(self) -> list[dict]:
        """What is kept of it with the report."""
        return [{"name": part.name, "text": part.text, "unread": part.unread} for part in self.parts]


@dataclass
class Gathered:
    """Parts as they are found, until there are too many or time is up. `as_seen`: only what a reader sees."""

    until: float
    as_seen: bool = False
    parts: list[Part] = field(default_factory=list)
    left: int = MOST_CHARACTERS

    def add(self, name: str, text: str) -> bool:
        """Keep a part that has words. False when nothing more may be added: then what follows is not read."""
        text = _clean(text)
        if not text.strip() or (self.as_seen and name in UNSEEN):
            return self.may_go_on()
        if len(text) > self.left or not self.may_go_on():
            self.miss(name)
            return False
        self.left -= len(text)
        self.parts.append(Part(name, text))
        return True

    def miss(self, name: str) -> None:
        """Say that a person has to read this part."""
        self.parts.append(Part(name, "", unread=True))

    def may_go_on(self) -> bool:
        return time.monotonic() < self.until


READERS = (("application/pdf", read_pdf), ("application/vnd.openxmlformats", read_docx),
           ("application/vnd.oasis", read_odt))  # fmt: skip


def read_parts(
    data: bytes, content_type: str, *, seconds: float = MOST_SECONDS, as_seen: bool = False
) -> Parts:
    """The text of a file's bytes. Pictures, and what is damaged, come back as "not read"; it never raises for what a
    file holds. After `seconds` what is left is not read. `as_seen`: without what is struck out, links' addresses, and
    what the file says of itself."""
    into = Gathered(time.monotonic() + seconds, as_seen)
    if content_type.startswith("text/plain"):
        into.add("Text", data.decode("utf-8", errors="replace"))
    else:
        reader = next((one for kind, one in READERS if content_type.startswith(kind)), None)
        _try(reader, data, into)
    return _told(into)


def _try(reader, data: bytes, into: Gathered) -> None:
    """Read with a reader of another's format: whatever goes wrong in there, the rest is named as not read."""
    if reader is None:
        into.miss("The picture")
        return
    try:
        reader(data, into)
    except Exception:  # any fault of a file or a library means: a person reads it
        into.miss("The rest of the file")


def _told(into: Gathered) -> Parts:
    missed, read = [part.unread for part in into.parts], any(not part.unread for part in into.parts)
    if not read:
        return Parts(tuple(into.parts) or (Part("The file", "", unread=True),), NONE)
    return Parts(tuple(into.parts), SOME if any(missed) else ALL)


def _clean(text: str) -> str:
    """Text that a database can keep: no null character, no half of a pair."""
    return text.replace("\x00", " ").encode("utf-8", errors="replace").decode("utf-8")
