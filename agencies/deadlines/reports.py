"""Reports: checked and shared, corrected, confirmed by who was given them; the advice in them decided."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models.functions import Coalesce
from django.urls import reverse

from agencies.deadlines.ground import (
    CHILD,
    PUPIL,
    child,
    is_family,
    read_ahead,
    scoped,
    to_families,
    to_staff,
)
from agencies.enums import ReceiptBy, ReportState
from agencies.models import AgencyReport, Recommendation, ReportReceipt
from agencies.stuck.ground import reports_here, unconfirmed, undecided
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines import parents_of, teachers_of
from register.models import in_sight_of

COLUMNS = (
    "reference",
    "state",
    "waits_until",
    "received_on",
    "returned_on",
    "agency__name",
    "author",
    *PUPIL,
)


@prepared
def _reports(user, *, school: int):
    rows = reports_here(scoped(AgencyReport.objects.all(), user, False, school))
    return rows.order_by("pk").values_list(*COLUMNS, named=True)


def _report(row, ask: Ask) -> Iterator[Deadline]:
    here = [ask.school.slug, row.reference]
    given = {"subject": f"agency_report:{row.reference}", "due": row.waits_until, "detail": row.agency__name or row.author,
             **child(row[-CHILD:])}  # fmt: skip
    if row.state == ReportState.RETURNED:
        yield Deadline("agency_report_corrected", url=reverse("reports:report", args=here), turn="the agency",
                       started=f"A corrected report was asked for on {day(row.returned_on)}.", **given)  # fmt: skip
    else:
        yield Deadline("agency_report_check", url=reverse("reports:check", args=here),
                       started=f"It arrived on {day(row.received_on)}.", **given)  # fmt: skip


HANDED = ("reference", "user", "contact__user", "contact__name", "how", "sent_on", "waits_until", "report__agency__name",
          "report__author", *(f"report__{name}" for name in PUPIL))  # fmt: skip


@prepared
def _receipts(user, family: bool, *, school: int):
    rows = ReportReceipt.objects.filter(school=school, report__pupil__left_on=None)
    if user is not None:
        rows = rows.filter(report__pupil__in=in_sight_of(user))
        reads = user.schools_where(Permission.REFERRAL_VIEW)
        rows = rows.filter(contact__user=user.pk) if family else rows.filter(school__in=reads)
    return unconfirmed(rows).order_by("pk").values_list(*HANDED)


def _handed(ask: Ask) -> list:
    """Receipts that nobody has confirmed. One query."""
    read_ahead(ask)
    return _receipts(ask.user, is_family(ask), school=ask.school.pk)


def _receipt(row, ask: Ask) -> Iterator[Deadline]:
    reference, reader, parent, contact, how, sent_on, due, agency, author, *columns = row
    told, source = child(columns), agency or author
    given = {
        "subject": f"receipt:{reference}",
        "due": due,
        "started": f"It was handed on on {day(sent_on)}.",
        **told,
    }
    own = reverse("reports:confirm", args=[ask.school.slug, reference])
    if reader and to_staff(ask):
        yield Deadline("agency_report_confirm", url=own, owners=(reader,), detail=source, **given)
    elif not reader and to_staff(ask):
        detail = f"{contact}, report of {source}"
        yield Deadline("agency_report_arrived", url=own, detail=detail, turn="the parents", **given)
    if how == ReceiptBy.ONLINE and to_families(ask) and parent in parents_of(ask).get(columns[CHILD - 2], ()):
        url = reverse("families:report", args=[ask.school.slug, told["pupil"], reference])
        yield Deadline("family_agency_report", url=url, owners=(parent,), detail=source, **given)


@dataclass(frozen=True, slots=True)
class Undecided:
    """The advice of one report or visit that waits, `count` pieces, the first of them told on `told_on`."""

    source: str
    who: str
    told_on: dt.date
    due: dt.date
    count: int
    columns: tuple


@prepared
def _advice(user, *, school: int):
    rows = undecided(scoped(Recommendation.objects.all(), user, False, school))
    agency = Coalesce("report__agency__name", "visit__agency__name", "report__author")
    reference = Coalesce("report__reference", "visit__reference")
    rows = rows.annotate(source=reference, service=agency).order_by("told_on", "pk")
    return rows.values_list("source", "service", "told_on", "waits_until", *PUPIL)


def _waiting(ask: Ask) -> list[Undecided]:
    """Advice by where it comes from. One query."""
    if not to_staff(ask):
        return []
    read_ahead(ask)
    first, counts = {}, {}
    for source, *rest in _advice(ask.user, school=ask.school.pk):
        first.setdefault(source, rest)
        counts[source] = counts.get(source, 0) + 1
    return [
        Undecided(source, who or "", told_on, due, counts[source], tuple(columns))
        for source, (who, told_on, due, *columns) in first.items()
    ]


def _decide(one: Undecided, ask: Ask) -> Iterator[Deadline]:
    many = f"{one.count} piece{'' if one.count == 1 else 's'}"
    yield Deadline(
        "agency_advice_decide", f"agency_advice:{one.source}", one.due, reverse("advice:waiting", args=[ask.school.slug]),
        teachers_of(ask).get(one.columns[-1], ()), detail=", ".join(filter(None, (one.who, many))),
        started=f"It was shared on {day(one.told_on)}.", **child(one.columns),
    )  # fmt: skip


add_source(
    Source("agencies.reports", "Reports to check",
           lambda ask: _reports(ask.user, school=ask.school.pk) if to_staff(ask) else [], _report,
           lambda row: row.pupil__reference),
    Source("agencies.receipts", "Reports handed on", _handed, _receipt, lambda row: row[-CHILD]),
    Source("agencies.advice", "Advice to decide", _waiting, _decide, lambda one: one.columns[0]),
)  # fmt: skip
