"""Every field is classified once, beside its model: what it tells, how long it is kept, how a copy is scrubbed.

Export, erasure and retention read it; a test fails on a field without a class.
"""

from dataclasses import dataclass
from enum import Enum

from django.db import models


class Kind(Enum):
    """What a field tells about a person (UK GDPR articles 4(1) and 9(1))."""

    NEITHER = "neither"
    PERSONAL = "personal"
    SPECIAL = "special category"


class Keep(Enum):
    """How long a row is kept."""

    PUPIL_FILE = "with the pupil's file: until 25 years old and 6 years more, or the school's own setting"
    ACCOUNT = "while the person has an account at a school, and 1 year more"
    SCHOOL = "as long as the school uses the product"
    SHORT = "90 days"
    YEAR = "400 days, so that a school year can be looked back on"
    AUDIT = "as long as what it is about"


class Scrub(Enum):
    """What becomes of a field in a copy for testing."""

    KEEP = "kept"
    NAME = "another invented name"
    TEXT = "invented words of the same length"
    EMAIL = "an address at example.invalid"
    DATE = "moved by up to 30 days"
    CODE = "another code of the same form"
    EMPTY = "emptied"


@dataclass(frozen=True)
class Privacy:
    """The classes of one model. `personal` and `special` say how each such field is scrubbed; `neither` names
    the rest. Keys and the fields that every tenant row has need not be named."""

    keep: Keep
    neither: str = ""
    personal: dict[str, Scrub] | None = None
    special: dict[str, Scrub] | None = None

    def kind_of(self, field: str) -> Kind | None:
        """The class of a field by its name, or None when nobody has classified it."""
        if field in (self.special or {}):
            return Kind.SPECIAL
        if field in (self.personal or {}):
            return Kind.PERSONAL
        return Kind.NEITHER if field in {*ALWAYS_NEITHER, *self.neither.split()} else None


ALWAYS_NEITHER = {"id", "school", "reference", "version"}


def unclassified(model: type[models.Model]) -> list[str]:
    """Names of the model's own fields that nobody has classified; all of them when it has no PRIVACY."""
    privacy = getattr(model, "PRIVACY", None)
    names = [field.name for field in model._meta.local_fields]
    return names if privacy is None else [name for name in names if privacy.kind_of(name) is None]
