"""The text of a PDF: each page with its notes and fields, then title, author and subject."""

import io

from pypdf import PdfReader

MOST_PAGES = 300
MOST_STREAM = 20 * 1024 * 1024  # bytes of one page's drawing, unpacked
SAME_LINE = 3.0  # points between the heights of two pieces of one line
FEW = 12  # letters: a page with a picture and no more than these is a scan
LETTERHEAD, WHOLE_PAGE = (
    200,
    450_000,
)  # letters, pixels: so is a picture of a page below a printed or stamped line
FACTS = ("title", "author", "subject", "keywords", "creator")


def read_pdf(data: bytes, into) -> None:
    """Put the text of a PDF `into` a Gathered. A page that cannot be read is named."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    for number, page in enumerate(reader.pages, 1):
        name = f"Page {number}"
        if number > MOST_PAGES or not into.may_go_on():
            into.miss(f"Page {number} and those after it")
            break
        try:
            text = _page(page)
        except Exception:  # one page that cannot be read does not keep the others from it
            into.miss(name)
            continue
        if _is_scan(page, sum(char.isalpha() for char in text)):
            into.miss(name)
        if not into.add(name, text):
            break
    _add_facts(reader, into)


def _page(page) -> str:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MOST_STREAM:
        raise ValueError("The page draws more than a report does.")
    lines = _Lines()
    page.extract_text(visitor_text=lines.add)
    return "\n".join(["".join(lines.found), *_notes(page)])


class _Lines:
    """Pieces of a page as they are drawn: a new line begins where a piece stands at another height, which pypdf's own
    joining misses between a heading and what follows."""

    def __init__(self) -> None:
        self.found, self.height = [], None

    def add(self, text: str, cm: list, tm: list, _font, _size) -> None:
        if not text.strip():
            self.found.append(text)
            return
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if self.height is not None and abs(height - self.height) > SAME_LINE:
            self.found.append("\n")
        self.found.append(text)
        self.height = height


def _notes(page) -> list[str]:
    """What stands in notes, form fields and links on the page."""
    found = []
    for note in page.get("/Annots") or []:
        held = note.get_object()
        found += [
            str(held[key]) for key in ("/Contents", "/V", "/T", "/TU") if isinstance(held.get(key), str)
        ]
        action = held.get("/A")
        if action is not None and isinstance(action.get_object().get("/URI"), str):
            found.append(action.get_object()["/URI"])
    return found


def _is_scan(page, letters: int) -> bool:
    return (letters <= FEW and _has_picture(page)) or (letters <= LETTERHEAD and _has_large_picture(page))


def _has_large_picture(page) -> bool:
    try:
        held = [
            one.get_object()
            for one in page["/Resources"].get_object().get("/XObject", {}).get_object().values()
        ]
        pictures = [one for one in held if one.get("/Subtype") == "/Image"]
        return any(int(one["/Width"]) * int(one["/Height"]) >= WHOLE_PAGE for one in pictures)
    except Exception:  # a page without pictures of its own, or one that cannot be told
        return False


def _has_picture(page) -> bool:
    try:
        objects = page["/Resources"].get_object().get("/XObject", {})
        kinds = {held.get_object().get("/Subtype") for held in objects.get_object().values()}
        return bool(kinds & {"/Image", "/Form"}) or page.get_contents() is not None
    except Exception:  # what cannot be told is read by a person
        return True


def _add_facts(reader: PdfReader, into) -> None:
    try:
        facts = reader.metadata
        told = [str(getattr(facts, name)) for name in FACTS if facts and getattr(facts, name)]
        told += [str(mark.title) for mark in _flat(reader.outline) if getattr(mark, "title", None)]
    except Exception:
        into.miss("Title and author of the file")
        return
    into.add("Title and author of the file", "\n".join(told))


def _flat(outline) -> list:
    found = []
    for one in outline:
        found += _flat(one) if isinstance(one, list) else [one]
    return found
