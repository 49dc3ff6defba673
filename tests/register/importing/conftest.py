"""What the importer's tests share. No database: everything here is bytes, text and dataclasses."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from register.importing.headings import recognise
from register.importing.matching import ExistingContact, ExistingPupil
from register.importing.reading import read_table
from register.importing.records import ParsedList
from register.importing.rows import parse_rows

TODAY = date(2026, 11, 20)
LISTS = Path(__file__).resolve().parents[2] / "data" / "mis"


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def mis() -> Callable[[str], bytes]:
    """The bytes of one of the four lists."""
    return lambda name: (LISTS / name).read_bytes()


@pytest.fixture(scope="session")
def parse() -> Callable[[bytes | str], ParsedList]:
    """From the bytes or text of a list with known headings to its rows."""

    def run(data: bytes | str) -> ParsedList:
        table = read_table(data.encode() if isinstance(data, str) else data, "list.csv")
        return parse_rows(table, recognise(table.headings), TODAY)

    return run


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """The bytes of a workbook with these rows on one sheet."""

    def build(rows: list[list], title: str = "Pupils") -> bytes:
        book = Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return build


@pytest.fixture(scope="session")
def apply_plan():
    """The register as it would be after the plan: what the actions do, on plain data."""
    return _apply


def _apply(plan, existing):
    changed = {item.pupil.ref: item for item in plan.changed}
    kept = [_changed(pupil, changed.get(pupil.ref)) for pupil in existing]
    return kept + [_created(row, index) for index, row in enumerate(plan.created, start=10_000)]


def _created(row, ref):
    names = ("upn", "mis_number", "preferred_first", "sex", "year", "class_name", "sen_status")
    given = {name: getattr(row, name) or "" for name in names}
    contacts = tuple(_contact(contact) for contact in row.contacts)
    return ExistingPupil(
        ref=ref, legal_first=row.legal_first, legal_last=row.legal_last, born=row.born, flags=row.flags,
        sen_start=row.sen_start or None, needs=row.needs or (), contacts=contacts, **given,
    )  # fmt: skip


def _contact(row):
    return ExistingContact(
        ("new", row.order), row.name, row.relationship or "", row.email or "", row.phone or ""
    )


def _changed(pupil, item):
    for change in (*item.changes, *item.sen_changes) if item else ():
        pupil = _with(pupil, change)
    return pupil


def _with(pupil, change):
    if change.field == "flag":
        flags = pupil.flags | {change.key} if change.new else pupil.flags - {change.key}
        return replace(pupil, flags=flags)
    if change.field == "contact_added":
        return replace(pupil, contacts=(*pupil.contacts, _contact(change.new)))
    if change.field.startswith("contact_"):
        part = {change.field.removeprefix("contact_"): change.new}
        changed = tuple(replace(c, **part) if c.ref == change.key else c for c in pupil.contacts)
        return replace(pupil, contacts=changed)
    if change.field == "sen_status" and change.new == "N":
        return replace(pupil, sen_status="N", sen_start=None, needs=())
    return replace(pupil, **{change.field: change.new})
