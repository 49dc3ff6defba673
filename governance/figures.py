"""Figures for England as a school keeps them up to date: the one writer of NationalFigure."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from governance.models import NationalFigure

LABELS = {
    "support": "Pupils with SEN support",
    "ehc": "Pupils with an EHC plan",
    "sen_primary": "Either, in primary schools",
    "sen_secondary": "Either, in secondary schools",
    "ehc_autism": "Autism, of pupils with an EHC plan",
    "support_slcn": "Speech, language and communication, of pupils with SEN support",
    "ehc_boys": "Boys, of pupils with an EHC plan",
    "support_boys": "Boys, of pupils with SEN support",
}
FIRST_YEAR = 2015


@transaction.atomic
def write_national(
    *, school: School, key: str, year: int, percent: Decimal, source: str, by: User, at: dt.datetime
) -> NationalFigure:
    """Keep the figure for England of `key` (LABELS) in January of `year`, in percent, in place of another for that year.
    Raises Denied: the role, no such measure, a year before 2015 or to come, no share of a whole, no source."""
    check_can(by, Permission.SCHOOL_SETTINGS, school)
    if key not in LABELS:
        raise Denied("Choose one of the measures.")
    if not FIRST_YEAR <= year <= at.year:
        raise Denied(f"Write a year from {FIRST_YEAR} to {at.year}: figures are those of its January.")
    if not 0 <= percent <= 100:
        raise Denied("A share lies between 0 and 100 %.")
    if not source.strip():
        raise Denied("Say where the figure is published.")
    values = {"percent": percent, "source": source.strip()}
    held = NationalFigure.objects.select_for_update().filter(school=school, key=key, year=year).first()
    if held is None:
        return NationalFigure.objects.create(school=school, key=key, year=year, **values)
    held.percent, held.source = values["percent"], values["source"]
    held.save(update_fields=["percent", "source"])
    return held


@transaction.atomic
def remove_national(*, figure: NationalFigure, by: User) -> None:
    """Take the school's own figure away: the one that comes with the product stands again. Raises Denied."""
    check_can(by, Permission.SCHOOL_SETTINGS, figure)
    NationalFigure.objects.filter(pk=figure.pk).delete()
