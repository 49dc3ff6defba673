"""What differs between a row and the pupil it is about, field by field."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date

from .matching import ExistingContact, ExistingPupil, lost_letter_of, same_name
from .records import ContactRow, Need, PupilRow
from .rows import mis_key

FIELD_LABELS = {
    "upn": "UPN",
    "mis_number": "Number in the school's system",
    "legal_first": "Legal first name",
    "legal_last": "Legal last name",
    "preferred_first": "Preferred first name",
    "born": "Date of birth",
    "sex": "Sex",
    "year": "Year group",
    "class_name": "Class",
    "joined_on": "First day at the school",
}
NAME_FIELDS = {"legal_first", "legal_last", "preferred_first"}
FLAG_LABELS = {
    "PP": "Pupil premium",
    "EAL": "English as an additional language",
    "CLA": "Looked after by a local authority",
    "SP": "Child of service personnel",
}
CONTACT_PARTS = {"relationship": "relationship", "email": "email", "phone": "telephone"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value.

    `field` is a name of FIELD_LABELS; "on_roll"; "flag" with `key` its code and booleans; "contact_name",
    "contact_relationship", "contact_email", "contact_phone" with `key` the contact's ref; "contact_added"
    with `new` a ContactRow; or of SEN: "sen_status", "sen_start", "needs" (`new` is the whole new tuple).
    """

    field: str
    label: str
    old: object
    new: object
    key: Hashable = None

    @property
    def old_text(self) -> str:
        """The old value in words."""
        return show(self.old)

    @property
    def new_text(self) -> str:
        """The new value in words."""
        return show(self.new)


def show(value: object) -> str:
    """A value in words: Tue 20 Jan 2026, yes, no, none, SLCN then ASD, a contact's name."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%a} {value.day} {value:%b %Y}"
    if isinstance(value, ContactRow):
        return ", ".join(part for part in (value.name, value.relationship, value.email, value.phone) if part)
    if isinstance(value, tuple):
        return ", ".join(code for code, _ in value) or "none"
    return str(value) if value else "none"


def plain_changes(row: PupilRow, pupil: ExistingPupil) -> tuple[FieldChange, ...]:
    """Every change but those of SEN."""
    found = [*_field_changes(row, pupil), *_flag_changes(row, pupil), *_contact_changes(row, pupil)]
    if not pupil.on_roll:
        found.insert(0, FieldChange("on_roll", "On roll", False, True))
    return tuple(found)


def _field_changes(row: PupilRow, pupil: ExistingPupil) -> Iterator[FieldChange]:
    for name, label in FIELD_LABELS.items():
        old, new = getattr(pupil, name), getattr(row, name)
        given = bool(new) or (name == "preferred_first" and new == "" and old != pupil.legal_first)
        if given and new != old and not _same(name, old, new):
            yield FieldChange(name, label, old, new)


def _same(name: str, old, new) -> bool:
    if name == "mis_number":
        return bool(old) and mis_key(old) == mis_key(new)
    return name in NAME_FIELDS and lost_letter_of(new, old)


def _flag_changes(row: PupilRow, pupil: ExistingPupil) -> Iterator[FieldChange]:
    for code, label in FLAG_LABELS.items():
        old, new = code in pupil.flags, code in row.flags
        if code in row.flags_given and old != new:
            yield FieldChange("flag", label, old, new, key=code)


def _contact_changes(row: PupilRow, pupil: ExistingPupil) -> Iterator[FieldChange]:
    """A contact is known again by name, else by email. None is ever taken away: the list is not the only
    source of contacts."""
    free = list(pupil.contacts)
    for contact in row.contacts:
        known = _known_contact(contact, free)
        if known is None:
            yield FieldChange("contact_added", "Contact", "", contact)
        else:
            free.remove(known)
            yield from _detail_changes(contact, known)


def _known_contact(contact: ContactRow, known: list[ExistingContact]) -> ExistingContact | None:
    for other in known:
        if same_name(contact.name, other.name):
            return other
    for other in known:
        if contact.email and contact.email.casefold() == other.email.casefold():
            return other
    return None


def _detail_changes(contact: ContactRow, known: ExistingContact) -> Iterator[FieldChange]:
    if contact.name != known.name and not lost_letter_of(contact.name, known.name):
        yield FieldChange("contact_name", "Contact: name", known.name, contact.name, key=known.ref)
    for part, label in CONTACT_PARTS.items():
        old, new = getattr(known, part), getattr(contact, part)
        if new and new != old:
            yield FieldChange(f"contact_{part}", f"{known.name}: {label}", old, new, key=known.ref)


def sen_changes(row: PupilRow, pupil: ExistingPupil) -> tuple[FieldChange, ...]:
    """Changes of SEN status, its start, and the types of need. No SEN has neither start nor needs."""
    found = []
    old = pupil.sen_status or "N"
    status = row.sen_status or old
    if status != old:
        found.append(FieldChange("sen_status", "SEN status", old, status))
    if status != "N" and row.sen_start and row.sen_start != pupil.sen_start:
        found.append(FieldChange("sen_start", "SEN status since", pupil.sen_start, row.sen_start))
    if status != "N" and row.needs:
        needs = merged_needs(row, pupil.needs)
        if _codes(needs) != _codes(pupil.needs):
            found.append(FieldChange("needs", "Types of need", pupil.needs, needs))
    return tuple(found)


def merged_needs(row: PupilRow, known: tuple[Need, ...]) -> tuple[Need, ...]:
    """The needs after the import: the list's own, then those a list of primary needs leaves out."""
    codes = _codes(row.needs)
    if not row.needs_complete:
        codes += [code for code in _codes(known)[1:] if code not in codes]
    return tuple((code, rank) for rank, code in enumerate(codes, start=1))


def _codes(needs: tuple[Need, ...]) -> list[str]:
    return [code for code, _ in sorted(needs, key=lambda need: need[1])]
