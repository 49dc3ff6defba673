"""What a meeting recommends, section by section: kept as one text, typed and read as one text a section. Pure."""

import re

from ehcp.enums import Letter

SECTIONS = tuple(letter for letter in Letter if letter != Letter.K)  # K is advice: nobody amends it
OPEN = (Letter.B, Letter.E, Letter.F, Letter.I)  # what amendments are mostly about
HEAD = re.compile(r"^Section (A|B|C|D|E|F|G|H1|H2|I|J): ?", re.MULTILINE)


def joined(texts: dict[str, str]) -> str:
    """One text of those of the sections, in the order of the plan: "Section F: …", a blank line between two; what is of
    no section ("") comes first."""
    told = [texts.get("", "").strip()]
    told += [f"Section {letter}: {text}" for letter in SECTIONS if (text := texts.get(letter, "").strip())]
    return "\n\n".join(filter(None, told))


def parted(text: str) -> dict[str, str]:
    """Section → its text. Words before the first heading are of no section and stand under ""."""
    found: dict[str, str] = {}
    parts = HEAD.split(text)
    for letter, words in zip(("", *parts[1::2]), parts[0::2], strict=True):
        if words.strip():
            found[letter] = "\n".join(filter(None, (found.get(letter, ""), words.strip())))
    return found


def rows(text: str) -> list[dict]:
    """The same for a page or a paper: {title, text} in order; words of no section come first without a title."""
    found = parted(text)
    told = [{"title": "", "text": found[""]}] if "" in found else []
    return told + [
        {"title": f"Section {letter}: {Letter(letter).label}", "text": found[letter]}
        for letter in SECTIONS if letter in found
    ]  # fmt: skip
