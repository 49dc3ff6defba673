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
    "senco": ["SENCo", "SENCO", "SENDCo", "INCo"],
    "ta": ["TA", "ASA", "LSA"],
    "plan": ["Support plan", "APDR plan", "IEP", "Learning Journey"],
    "profile": ["Pupil profile", "Pupil passport", "Strategy sheet"],
    "register": ["SEN register", "SEND register", "SEN record", "SEND list"],
    "area_sp": ["Sensory and/or physical", "Sensory, medical or physical"],
}


def label(own: dict[str, str] | None, key: str) -> str:
    """The school's word for `key`, or the usual one. Raises KeyError for a key that nobody has named."""
    return (own or {}).get(key) or str(DEFAULTS[key])
