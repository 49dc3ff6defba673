"""The text of Word and OpenDocument files, from the XML that they hold: every part, whatever it is drawn as.

Word processors keep text in paragraphs, nested tables, text boxes, headers, notes, comments, deletions and fields.
A walk through the XML finds all of them, where a walk through the document's paragraphs finds those of the body.
A DOCTYPE, and with it every entity, is refused (docs/threat-model.md).
"""

import io
import re
import zipfile
from xml.parsers import expat

MOST_PART = 30 * 1024 * 1024  # bytes of one part, unpacked
MOST_DEPTH = 400
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp", ".svg")
TAKEN_IN = (
    ".mht",
    ".mhtml",
    ".htm",
    ".html",
    ".xhtml",
    ".rtf",
    ".txt",
    ".docx",
    ".docm",
    ".doc",
)  # Word draws them as text
NAMES = (
    ("word/document", "Text"), ("word/header", "Header"), ("word/footer", "Footer"), ("word/footnotes", "Footnotes"),
    ("word/endnotes", "Endnotes"), ("word/comments", "Comments"), ("word/people", "Authors of comments"),
    ("word/glossary", "Building blocks"), ("word/diagrams", "Diagram"), ("word/charts", "Chart"),
    ("docprops", "Title and author of the file"), ("customxml", "Fields of the file"), ("content.xml", "Text"),
    ("meta.xml", "Title and author of the file"), ("styles.xml", "Header and footer"),
)  # fmt: skip
NOT_READ = re.compile(
    r"(?i)^word/(styles|settings|websettings|fonttable|numbering|stylesWithEffects|theme/.*)\.xml$|^word/charts/(style|colors)\d*\.xml$"
)
TEXT_TAGS = frozenset({"t", "delText", "instrText", "v"})  # in Word; elsewhere all text is text
SEEN_TAGS = frozenset({"t"})
FACT_TAGS = frozenset({
    "creator", "initial-creator", "lastModifiedBy", "title", "subject", "description", "keywords", "keyword", "category",
    "Manager", "Company", "user-defined", "printed-by",
})  # fmt: skip
NEW_LINE = frozenset({
    "p", "br", "cr", "tr", "h", "line-break", "list-item", "table-row", "txbxContent", "comment",
}) | FACT_TAGS  # fmt: skip
NEW_CELL = frozenset({"tab", "tc", "table-cell", "ptab"})
SAID = frozenset({"descr", "title", "author", "initials", "alt", "name"})  # attributes that people write
SAID_BY = frozenset({"docPr", "ins", "del", "comment", "person", "tag", "alias", "cNvPr"})


def read_docx(data: bytes, into) -> None:
    """Put the text of a Word document `into` a Gathered: body first, then headers, notes, comments, the rest."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if name.lower().endswith((".xml", ".rels"))]
        for name in sorted((name for name in names if not NOT_READ.match(name)), key=_order):
            if name.lower().endswith(".rels"):
                _add(packed, name, "Links", into, _links)
            elif name != "[Content_Types].xml":
                _add(packed, name, _called(name), into, _reader(name, into.as_seen))
        _tell_pictures(packed, into)


def read_odt(data: bytes, into) -> None:
    """Put the text of an OpenDocument text `into` a Gathered."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in ("content.xml", "styles.xml", "meta.xml"):
            if name in packed.namelist():
                _add(packed, name, _called(name), into, _reader(name, into.as_seen))
        _tell_pictures(packed, into)


def _order(name: str) -> tuple[int, str]:
    starts = [place for place, (start, _) in enumerate(NAMES) if name.lower().startswith(start)]
    return (starts[0] if starts else len(NAMES), name)


def _called(name: str) -> str:
    return next(
        (called for start, called in NAMES if name.lower().startswith(start)), "Other words of the file"
    )


def _add(packed: zipfile.ZipFile, name: str, called: str, into, words) -> None:
    try:
        if packed.getinfo(name).file_size > MOST_PART:
            raise ValueError("The part holds more than a report does.")
        text = words(packed.read(name))
    except Exception:  # one part that cannot be read does not keep the others from it
        into.miss(called)
        return
    into.add(called, text)


def _tell_pictures(packed: zipfile.ZipFile, into) -> None:
    count = sum(
        name.lower().endswith(PICTURES) and "thumbnail" not in name.lower() for name in packed.namelist()
    )
    embedded = sum(
        "/embeddings/" in name.lower() or name.startswith("Object") or name.lower().endswith(TAKEN_IN)
        for name in packed.namelist()
    )
    if count:
        into.miss(f"{count} picture" if count == 1 else f"{count} pictures")
    if embedded:
        into.miss("What is embedded in the file")


class _Walk:
    """The words of one XML part. `tags` are the elements whose text counts, None for all; `as_seen`: without what is
    struck out, and what stands in no line of the text."""

    def __init__(self, tags: frozenset[str] | None, *, as_seen: bool = False) -> None:
        self.tags, self.as_seen, self.depth, self.struck_at = tags, as_seen, 0, None
        self.taken, self.found = [], []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise ValueError("The part is nested deeper than a document is.")
        local = _local(tag)
        if local in NEW_LINE:
            self.found.append("\n")
        elif local in NEW_CELL:
            self.found.append("\t")
        elif local == "s" and self.tags is None:
            self.found.append(" ")
        elif local in {"noBreakHyphen", "softHyphen"}:
            self.found.append("-" if local == "noBreakHyphen" else "\u00ad")
        if self.as_seen and local == "tracked-changes" and self.struck_at is None:
            self.struck_at = self.depth
        if local in SAID_BY and not self.as_seen:
            self.found += [
                f"\n{value}\n" for key, value in attributes.items() if _local(key) in SAID and value
            ]
        self.taken.append(self.tags is None or local in self.tags)

    def end(self, tag: str) -> None:
        if self.depth == self.struck_at:
            self.struck_at = None
        self.depth -= 1
        self.taken.pop()
        if _local(tag) in NEW_LINE:
            self.found.append("\n")
        elif self.tags is None and _local(tag) not in {"span", "a", "s"}:
            self.found.append("\n" if self.depth <= 3 else "")

    def text(self, words: str) -> None:
        if self.taken and self.taken[-1] and self.struck_at is None:
            self.found.append(words)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _parse(part: bytes, walk: _Walk) -> str:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = walk.text, _refuse
    parser.Parse(part, True)
    return re.sub(r"\n\s*\n+", "\n", "".join(walk.found)).strip()


def _refuse(*_declared) -> None:
    raise ValueError("A part of an office document has no DOCTYPE.")


def _reader(name: str, as_seen: bool):
    """How the words of a part are read."""
    low = name.lower()
    if low in {"docprops/core.xml", "docprops/app.xml", "meta.xml"}:
        tags = FACT_TAGS
    elif low.startswith("word/"):
        tags = SEEN_TAGS if as_seen else TEXT_TAGS
    else:
        tags = None
    return lambda part: _parse(part, _Walk(tags, as_seen=as_seen))


class _Links(_Walk):
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if attributes.get("TargetMode", "").lower() == "external":
            self.found.append(attributes.get("Target", "") + "\n")
        self.taken.append(False)


def _links(part: bytes) -> str:
    return _parse(part, _Links(None))
