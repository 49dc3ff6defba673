"""Which column is what: known headings of school systems, and a mapping that can be kept by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """What a column of a pupil list can hold."""

    UPN = "upn"
    MIS_NUMBER = "mis_number"
    LEGAL_FIRST = "legal_first"
    LEGAL_LAST = "legal_last"
    PREFERRED_FIRST = "preferred_first"
    FULL_NAME = "full_name"
    BORN = "born"
    SEX = "sex"
    YEAR = "year"
    CLASS = "class_name"
    JOINED = "joined_on"
    SEN_STATUS = "sen_status"
    SEN_START = "sen_start"
    NEEDS = "needs"
    NEED_1 = "need_1"
    NEED_2 = "need_2"
    PUPIL_PREMIUM = "pupil_premium"
    EAL = "eal"
    LOOKED_AFTER = "looked_after"
    SERVICE = "service"
    CONTACT_1_NAME = "contact_1_name"
    CONTACT_1_RELATIONSHIP = "contact_1_relationship"
    CONTACT_1_EMAIL = "contact_1_email"
    CONTACT_1_PHONE = "contact_1_phone"
    CONTACT_2_NAME = "contact_2_name"
    CONTACT_2_RELATIONSHIP = "contact_2_relationship"
    CONTACT_2_EMAIL = "contact_2_email"
    CONTACT_2_PHONE = "contact_2_phone"
    IGNORE = "ignore"


LABELS = {
    Field.UPN: "UPN (unique pupil number)",
    Field.MIS_NUMBER: "Number in the school's system",
    Field.LEGAL_FIRST: "Legal first name",
    Field.LEGAL_LAST: "Legal last name",
    Field.PREFERRED_FIRST: "Preferred first name",
    Field.FULL_NAME: "Whole name, last name first (“McAllister, Ines”)",
    Field.BORN: "Date of birth",
    Field.SEX: "Sex",
    Field.YEAR: "Year group",
    Field.CLASS: "Class",
    Field.JOINED: "First day at the school",
    Field.SEN_STATUS: "SEN status (N, E or K)",
    Field.SEN_START: "SEN status since",
    Field.NEEDS: "All types of need in one cell",
    Field.NEED_1: "Primary type of need",
    Field.NEED_2: "Secondary type of need",
    Field.PUPIL_PREMIUM: "Pupil premium",
    Field.EAL: "English as an additional language",
    Field.LOOKED_AFTER: "Looked after by a local authority",
    Field.SERVICE: "Child of service personnel",
    Field.CONTACT_1_NAME: "First contact: name",
    Field.CONTACT_1_RELATIONSHIP: "First contact: relationship",
    Field.CONTACT_1_EMAIL: "First contact: email",
    Field.CONTACT_1_PHONE: "First contact: telephone",
    Field.CONTACT_2_NAME: "Second contact: name",
    Field.CONTACT_2_RELATIONSHIP: "Second contact: relationship",
    Field.CONTACT_2_EMAIL: "Second contact: email",
    Field.CONTACT_2_PHONE: "Second contact: telephone",
    Field.IGNORE: "Leave this column out",
}

# The stronger heading comes first: where two columns claim one field, the earlier in its line has it.
HEADINGS = {
    Field.UPN: "upn, unique pupil number, pupil upn, student upn, upn number",
    Field.MIS_NUMBER: "adno, admission no, admission number, adm no, arbor id, arbor student id, sims id, "
    "bromcom id, scholarpack id, mis id, mis number, pupil id, student id, person id, pupil number",
    Field.LEGAL_FIRST: "legal first name, legal forename, forename, first name, given name, firstname, "
    "pupil forename, student forename, forenames",
    Field.LEGAL_LAST: "legal last name, legal surname, surname, last name, family name, pupil surname, "
    "student surname, legal family name",
    Field.PREFERRED_FIRST: "preferred first name, chosen forename, preferred forename, preferred name, "
    "known as, chosen name, chosen first name",
    Field.FULL_NAME: "pupil name, student name, full name, name, legal name, pupil, student, legal full name",
    Field.BORN: "date of birth, dob, birth date, birthdate, d o b, born, birthday",
    Field.SEX: "sex, legal sex, gender, m f, gender sex, sex gender",
    Field.YEAR: "year group, year, nc year, national curriculum year, nc year group, nc year actual, "
    "current year group, yr, yr group, curriculum year, year taught in, nat curr year",
    Field.CLASS: "registration form, class, tutor group, reg, reg group, registration group, class "
    "name, form, "
    "form group, registration class, reg form, registration, tutor",
    Field.JOINED: "admission date, date of admission, date of entry, entry date, date admitted, date on roll, "
    "joined on, date joined, enrolment start date, school start date, doa",
    Field.SEN_STATUS: "sen status, sen provision code, sen provision, sen, sen code, sen stage, "
    "sen status code, current sen status, send status, sen category, sen level",
    Field.SEN_START: "sen start date, sen start, sen status start date, sen provision start date, "
    "sen status start, sen since, sen provision start, sen status since",
    Field.NEEDS: "sen needs, sen need, sen types, sen type, sen need types, sen need type, needs, "
    "type of need, types of need, send needs, all sen needs",
    Field.NEED_1: "sen need type 1, primary sen type, sen primary need, primary need, primary sen need, "
    "sen type 1, sen need 1, need 1, main need, sen type rank 1, primary need type, primary type of need",
    Field.NEED_2: "sen need type 2, secondary sen type, sen secondary need, secondary need, "
    "secondary sen need, sen type 2, sen need 2, need 2, sen type rank 2, secondary need type, "
    "secondary type of need",
    Field.PUPIL_PREMIUM: "pupil premium recipient, pp indicator, pupil premium, pupil premium indicator, pp, "
    "pupil premium eligible, pupil premium eligibility, is pupil premium",
    Field.EAL: "eal, english additional language, english as an additional language, "
    "english as additional language, eal status, is eal",
    Field.LOOKED_AFTER: "looked after, in la care, child looked after, looked after child, cla, "
    "lac, in care, "
    "children looked after, currently in care, in local authority care",
    Field.SERVICE: "service child, parent in hm forces, service children, service family, "
    "service child indicator, child of service personnel, service children in education",
    Field.IGNORE: "middle name, middle names, legal middle name, preferred last name, preferred surname, "
    "chosen surname, former surname, ethnicity, ethnic origin, first language, home language, religion, "
    "nationality, address, postcode, post code, home address, "
    "leaving date, date of leaving, age, fsm, free school meals, fsm eligible, fsm ever 6, "
    "attendance, house, initials, photo, ulr, uln, uci, former upn, enrolment status, on roll",
}
CONTACT_PREFIXES = {
    1: "primary guardian, priority 1 contact, priority 1, contact 1, parent 1, parent carer 1, guardian 1, "
    "carer 1, first contact, primary contact",
    2: "secondary guardian, priority 2 contact, priority 2, contact 2, parent 2, parent carer 2, guardian 2, "
    "carer 2, second contact, secondary contact",
}
CONTACT_SUFFIXES = {
    "name": ", name, full name",
    "relationship": "relationship, relation, relationship to pupil, relationship to student, "
    "relationship type",
    "email": "email, email address, main email, primary email",
    "phone": "mobile, telephone, phone, mobile phone, mobile number, phone number, telephone number, tel, "
    "home telephone, home phone",
}
LOOK_AT_LINES = 30


@lru_cache(maxsize=4096)
def compact(heading: str) -> str:
    """The heading's letters and digits in small letters, so that “Date Of Birth” equals date_of_birth."""
    return "".join(char for char in heading.casefold() if char.isalnum())


def _contact_headings() -> dict[str, tuple[Field, int]]:
    known = {}
    for number, prefixes in CONTACT_PREFIXES.items():
        for part, suffixes in CONTACT_SUFFIXES.items():
            field = Field(f"contact_{number}_{part}")
            words = [p + s for p in prefixes.split(",") for s in suffixes.split(",")]
            known |= {compact(word): (field, rank) for rank, word in enumerate(words)}
    return known


def _known_headings() -> dict[str, tuple[Field, int]]:
    """Compact heading → (field, rank); a lower rank is the stronger claim."""
    known = _contact_headings()
    for field, words in HEADINGS.items():
        known |= {compact(word): (field, rank) for rank, word in enumerate(words.split(","))}
    return known


KNOWN = _known_headings()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Column index → field. None is a column nobody has named yet: its values are not taken."""

    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]

    @property
    def unknown(self) -> list[str]:
        """Headings that a person has still to map."""
        return [h for h, field in zip(self.headings, self.fields, strict=True) if field is None]

    @property
    def missing(self) -> str:
        """Empty, or what the list lacks. A list must tell who a row is about: by UPN, or by the number
        of the school's system, or by name and date of birth."""
        if Field.UPN in self.fields or Field.MIS_NUMBER in self.fields or self.can_create:
            return ""
        return (
            "The list must say who each pupil is. Choose the column that holds the UPN, or the number in the "
            "school's system, or the columns of the first name, the last name and the date of birth."
        )

    @property
    def can_create(self) -> bool:
        """Whether new pupils can come from it: that takes a name and a date of birth."""
        has = set(self.fields)
        return Field.BORN in has and (Field.FULL_NAME in has or {Field.LEGAL_FIRST, Field.LEGAL_LAST} <= has)

    def column(self, field: Field) -> str:
        """The heading that holds the field, or the field's own label when no column does."""
        return self.headings[self.fields.index(field)] if field in self.fields else LABELS[field]

    def to_json(self) -> dict[str, str]:
        """Heading → field value, to keep under a name; unmapped headings are left out."""
        pairs = zip(self.headings, self.fields, strict=True)
        return {heading: field.value for heading, field in pairs if field is not None}


class BadMapping(ValueError):
    """A person's mapping cannot be used; the message says why."""


def recognise(headings: Sequence[str]) -> Mapping:
    """The mapping the table of known headings gives. Of two columns for one field the stronger heading
    wins and the other is left out (IGNORE); a second column of one need type becomes the second need."""
    claims = [KNOWN.get(compact(_base(h))) for h in headings]
    fields: list[Field | None] = [claim and claim[0] for claim in claims]
    for field in {f for f in fields if f not in (None, Field.IGNORE)}:
        rivals = sorted((claims[i][1], i) for i, f in enumerate(fields) if f is field)
        for _, index in rivals[1:]:
            fields[index] = Field.IGNORE
    return Mapping(tuple(headings), tuple(_spread_needs(headings, claims, fields)))


def _base(heading: str) -> str:
    """The heading without the “ (2)” that tells a repeated one apart."""
    return heading[:-4] if heading.endswith(" (2)") else heading


def _spread_needs(headings, claims, fields):
    """One need a column under a repeated heading: the first is the primary need, the second the other."""
    columns = [i for i, claim in enumerate(claims) if claim and claim[0] in (Field.NEEDS, Field.NEED_1)]
    if len(columns) != 2 or Field.NEED_2 in fields or _base(headings[columns[1]]) != headings[columns[0]]:
        return fields
    first, second = columns
    return [Field.NEED_1 if i == first else Field.NEED_2 if i == second else f for i, f in enumerate(fields)]


def build_mapping(headings: Sequence[str], fields: Sequence[Field | str | None]) -> Mapping:
    """The mapping a person chose, one field a heading. Raises BadMapping for an unknown field, or for one
    field on two columns."""
    try:
        chosen = tuple(Field(field) if field else None for field in fields)
    except ValueError as error:
        raise BadMapping(
            "A column is mapped to something that is not known. Choose from the list."
        ) from error
    if len(chosen) != len(headings):
        raise BadMapping("The mapping does not fit this list. Choose the columns again.")
    for field in chosen:
        if field not in (None, Field.IGNORE) and chosen.count(field) > 1:
            raise BadMapping(f"“{LABELS[field]}” is chosen for more than one column. Choose one of them.")
    return Mapping(tuple(headings), chosen)


def apply_saved(headings: Sequence[str], saved: dict[str, str]) -> Mapping:
    """The kept mapping on the headings of the next file: kept choices first, known headings for the rest.

    Raises BadMapping when the kept mapping names a field that is not known.
    """
    kept = {compact(heading): field for heading, field in saved.items()}
    chosen = [kept.get(compact(heading)) for heading in headings]
    taken = {field for field in chosen if field and field != Field.IGNORE}
    found = recognise(headings).fields
    rest = [field if field not in taken else Field.IGNORE for field in found]
    return build_mapping(headings, [mine or other for mine, other in zip(chosen, rest, strict=True)])


def heading_score(cells: Sequence[str]) -> int:
    """How many different known headings a line holds."""
    return len({compact(cell) for cell in cells if cell and len(cell) < 80} & KNOWN.keys())


def find_heading_row(lines: Sequence[Sequence[str]]) -> int | None:
    """Index of the line with the most known headings; where none is known, of the first line that is as
    wide as most; None when every line is blank. Only the first lines are looked at."""
    top = lines[:LOOK_AT_LINES]
    scores = [heading_score(cells) for cells in top]
    if any(scores):
        return scores.index(max(scores))
    widths = [sum(1 for cell in cells if cell) for cells in top]
    wide = [w for w in widths if w > 1] or [w for w in widths if w]
    return widths.index(max(set(wide), key=wide.count)) if wide else None
