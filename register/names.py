import unicodedata

# Letters that Unicode does not take apart into a plain letter and an accent.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)


def search_key(*texts: str) -> str:
    """Lower case without accents, apostrophes or hyphens, as names are searched: "Zoë O'Brien" → "zoe obrien"."""
    text = unicodedata.normalize("NFKD", " ".join(texts).lower()).translate(PLAIN)
    kept = "".join(
        " " if c in "-‐–" else c for c in text if not unicodedata.combining(c) and c not in "'’`.,"
    )
    return " ".join(kept.split())


def pupil_search_key(pupil) -> str:
    """Everything a pupil may be looked up by: names used and legal, the UPN, the reference."""
    names = (pupil.preferred_first or pupil.legal_first, pupil.legal_last, pupil.legal_first)
    return search_key(*names, pupil.upn, pupil.reference)[:400]
