"""A school's own words (R-10): policies differ in what they call the same thing, never in what it is."""

from django.utils.translation import gettext_lazy as _

DEFAULTS = {
    "senco": _("SENCo"),
    "ta": _("TA"),
    "plan": _("Support plan"),
    "profile": _("Pupil profile"),
    "register": _("SEN register"),
    "area_sp": _("Sensory and/or physical"),
}

CHOICES = {
    "senco": ["SENCo", "SENCO", "SENDCo", "SENDCO", "INCo"],
    "ta": ["TA", "ASA", "LSA"],
    "plan": ["Support plan", "APDR plan", "IEP", "Learning Journey"],
    "profile": ["Pupil profile", "Pupil passport", "Strategy sheet"],
    "register": ["SEN register", "SEND register", "SEN record", "SEND list"],
    "area_sp": ["Sensory and/or physical", "Sensory, medical or physical"],
}


def label(own: dict[str, str] | None, key: str) -> str:
    """The school's word for `key`, or the usual one. Raises KeyError for a key that nobody has named."""
    return (own or {}).get(key) or str(DEFAULTS[key])


def inside(word: str) -> str:
    """A school's word as it stands inside a sentence: "support plan", "learning journey", but "IEP" and "APDR plan"."""
    return " ".join(part if part[1:] != part[1:].lower() else part.lower() for part in word.split())


def with_article(word: str) -> str:
    """The same with its article: "a support plan", "an IEP"."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {inside(word)}"
