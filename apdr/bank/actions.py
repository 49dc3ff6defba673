"""Every write of the school's bank of targets and strategies."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.bank.starter import STRATEGIES, TARGETS
from apdr.enums import BankKind
from apdr.models import BankEntry
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School


@transaction.atomic
def add_entry(
    *, school: School, kind: BankKind, words: str, by: User, at: dt.datetime, area: str = "", year_from: int | None = None,
    year_to: int | None = None, criteria: str = "", source: str = "",
) -> BankEntry:  # fmt: skip
    """Put a target or strategy into the school's bank; one that was retired comes back with what is said now.
    Years are numbers, 0 for Reception; None where any age will do. Raises Denied."""
    check_can(by, Permission.PLAN_BANK_EDIT, school)
    words = _locked_words(school.pk, words)
    fields = _fields(kind, area, year_from, year_to, criteria, source)
    held = BankEntry.objects.filter(school=school, kind=kind, words__iexact=words).first()
    if held is None:
        return BankEntry.objects.create(school=school, kind=kind, words=words, **fields)
    if held.retired_on is None:
        raise Denied("This is in the bank already.")
    return _save(held, words=words, retired_on=None, **fields)


@transaction.atomic
def change_entry(
    *, entry: BankEntry, words: str, by: User, at: dt.datetime, area: str = "", year_from: int | None = None,
    year_to: int | None = None, criteria: str = "", source: str = "",
) -> BankEntry:  # fmt: skip
    """Change an entry of the bank; plans that took it keep their words. Raises Denied."""
    check_can(by, Permission.PLAN_BANK_EDIT, entry)
    words = _locked_words(entry.school_id, words)
    entry = BankEntry.objects.select_for_update().get(pk=entry.pk)
    same = BankEntry.objects.filter(school_id=entry.school_id, kind=entry.kind, words__iexact=words)
    if same.exclude(pk=entry.pk).exists():
        raise Denied("Another entry of the bank says the same: change the words, or retire one of them.")
    return _save(entry, words=words, **_fields(entry.kind, area, year_from, year_to, criteria, source))


@transaction.atomic
def retire_entry(*, entry: BankEntry, by: User, at: dt.datetime) -> BankEntry:
    """Offer the entry no longer; plans that took it keep their words. Raises Denied."""
    check_can(by, Permission.PLAN_BANK_EDIT, entry)
    entry = BankEntry.objects.select_for_update().get(pk=entry.pk)
    return _save(entry, retired_on=entry.retired_on or timezone.localdate(at))


@transaction.atomic
def start_bank(*, school: School, by: User, at: dt.datetime) -> list[BankEntry]:
    """Fill an empty bank with the starter list. Raises Denied when there is an entry in it already."""
    check_can(by, Permission.PLAN_BANK_EDIT, school)
    _lock(school.pk)
    if BankEntry.objects.filter(school=school).exists():
        raise Denied("The bank has entries already: add to them one by one.")
    rows = [
        BankEntry(
            school=school, kind=BankKind.STRATEGY, area=area, words=words, year_from=first, year_to=last
        )
        for area, lines in STRATEGIES.items()
        for first, last, words in lines
    ]
    rows += [
        BankEntry(school=school, kind=BankKind.TARGET, area=area, words=words, criteria=known, year_from=first, year_to=last)
        for area, lines in TARGETS.items()
        for first, last, words, known in lines
    ]  # fmt: skip
    return BankEntry.objects.bulk_create(rows)


def _fields(kind, area, year_from, year_to, criteria, source) -> dict:
    if year_from is not None and year_to is not None and year_to < year_from:
        raise Denied("The last year group is before the first: check both.")
    criteria = " ".join(criteria.split()) if kind == BankKind.TARGET else ""
    return {"area": area, "year_from": year_from, "year_to": year_to, "criteria": criteria,
            "source": " ".join(source.split())}  # fmt: skip


def _lock(school_id: int) -> None:
    School.objects.select_for_update().only("id").get(pk=school_id)


def _locked_words(school_id: int, words: str) -> str:
    """The words with single spaces; nobody else writes into the school's bank until the transaction ends."""
    words = " ".join(words.split())
    if not words:
        raise Denied("Write the words of the target or strategy.")
    _lock(school_id)
    return words


def _save(entry: BankEntry, **fields) -> BankEntry:
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.save()
    return entry
