"""Addresses and postcodes in a text. Pure."""

import re

from agencies.enums import FindingKind
from agencies.hygiene.words import words_of

AREAS = words_of("postcode_areas")
POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Za-z]{1,2})(?P<district>[0-9][0-9A-Za-z]?)(?P<gap>[\s\u200b\u00ad.]{0,3})"
    r"(?P<inward>[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)
KINDS = sorted(words_of("streets"))
STREET = re.compile(
    r"(?<![\w/.-])(?:(?i:flat|apartment|apt|unit)\s{0,2}\w{1,4},?\s{1,3})?(?P<number>\d{1,4}[A-Za-z]?),?[^\S\n]{1,3}"
    r"(?P<name>(?:(?:St\.?|[A-Z][\w’'.-]+|[A-Z]+|the|of)[^\S\n]{1,3}){1,4}?)"
    rf"(?P<kind>(?i:{'|'.join(KINDS)}))\b\.?(?:,\s{{1,3}}[A-Z][a-z]+){{0,2}}"
)
LIVES = re.compile(
    r"\b(?:lives?|living|lived|resides?|home\s+is|moved)\s+(?:at|on|in|to)\s+(?:[A-Z][\w’'-]+\s+){1,3}"
    rf"(?:{'|'.join(kind.title() for kind in KINDS)})\b"
)
LABEL = re.compile(
    r"(?im)^[^\S\n]*(?:home\s+|family\s+|child’?'?s\s+)?address[^\S\n]*[:\t|][^\S\n]*(?P<words>\S[^\n]{4,160})$"
)
PUBLIC = re.compile(
    r"tel\b|telephone|www\.|@|fax|clinic|centre|hospital|\bnhs\b|council|county hall|trust\b|service|university|school",
    re.IGNORECASE,
)
REACH = 150  # characters around a postcode in which a letterhead says whose it is
WHY = "An address. Leave it out before this is handed on."
PERHAPS = "An address, perhaps of an office or a clinic. Leave it out if it is the family’s."


def find_places(text: str, public: frozenset[str]) -> list[tuple[int, int, str, bool, str]]:
    """(start, end, kind, certain, why) of each address and postcode. `public` are postcodes, without their space, of
    the school and of agencies: those are no finding."""
    found = []
    for match in LABEL.finditer(text):
        if not (set(postcodes_in(match["words"])) & public):
            found.append((match.start("words"), match.end("words"), *_words(text, match)))
    for match in STREET.finditer(text):
        if match["name"].split()[0] not in {"of", "the"} and not _is_public(text, match, public):
            found.append((match.start(), match.end(), *_words(text, match)))
    for match in LIVES.finditer(text):
        found.append((match.start(), match.end(), FindingKind.ADDRESS, True, WHY))
    for match in POSTCODE.finditer(text):
        code = _code(match)
        if code and code not in public:
            found.append((match.start(), match.end(), *_words(text, match)))
    return _apart(found)


def postcodes_in(text: str) -> list[str]:
    """The postcodes of a text, in capitals without their space."""
    return [code for match in POSTCODE.finditer(text) if (code := _code(match))]


def _code(match: re.Match) -> str:
    """The postcode of a match, or "" where it is something else, such as "e1 2nd"."""
    written = match["area"] + match["district"] + match["inward"]
    if match["area"].upper() not in AREAS:
        return ""
    if not written.isupper() and (not match["gap"] or len(match["area"]) == 1 or written != written.lower()):
        return ""
    return written.upper()


def _words(text: str, match: re.Match) -> tuple[str, bool, str]:
    around = text[max(0, match.start() - REACH) : match.end() + REACH]
    public = bool(PUBLIC.search(around))
    return FindingKind.ADDRESS, not public, PERHAPS if public else WHY


def _is_public(text: str, match: re.Match, public: frozenset[str]) -> bool:
    """Whether the postcode that follows an address is one of the school's or an agency's."""
    after = postcodes_in(text[match.end() : match.end() + REACH])
    return bool(after) and after[0] in public


def _apart(found: list[tuple]) -> list[tuple]:
    kept: list[tuple] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept
