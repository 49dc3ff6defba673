"""Every write of the information report. Each is one transaction."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import INFORMATION_REPORT
from core.schools.models import School
from core.ui.present import day
from governance.information.clauses import BY_KEY, WITH_WEB
from governance.information.drafts import blanks
from governance.information.facts import facts_of
from governance.information.live import live
from governance.information.queries import (
    consultations_told,
    earlier_report,
    has_published,
    lacks_web,
    last_yearly,
    standings,
    written_clauses,
)
from governance.information.record import TITLE, content_of, year_after
from governance.models import CoProduction, InformationClause, InformationReport
from register.edits import check_version

DOCUMENT = "sen_information"  # kind of the issued documents
SUBJECT = "information"  # of them all: each version is the next number


def _held(school: School, by: User) -> School:
    """The school, locked: two who write the same clause for the first time, or publish at once, go one by one."""
    check_can(by, Permission.INFORMATION_EDIT, school)
    return School.objects.select_for_update().defer("crest").get(pk=school.pk)


@transaction.atomic
def write_clause(
    *, school: School, key: str, body: str, by: User, at: dt.datetime, web: str = "", version: int | None = None
) -> InformationClause:  # fmt: skip
    """Write what the school says to the clause `key`, beside what is known today, and the web address that a clause of
    WITH_WEB gives. `version` is that of the text that the form began from, 0 for none. Raises Denied for an empty text or
    no proper address, Overtaken when somebody else has saved since, and KeyError for a clause that there is not."""
    clause, held = BY_KEY[key], _held(school, by)
    row = InformationClause.objects.select_for_update().filter(school=school, key=key).first()
    check_version(row, version)
    if not body.strip():
        raise Denied("Write what the school does. Where the clause does not apply, say so and why.")
    web = _web(key, body, web.strip())
    today = timezone.localdate(at)
    row = row or InformationClause(school=school, key=key, version=0)
    row.body, row.web = body.strip(), web
    row.facts, row.checked_on = facts_of(clause, live(held, today)), today
    row.written_at, row.written_by, row.version = at, by, row.version + 1
    row.save()
    return row


def _web(key: str, body: str, web: str) -> str:
    if lacks_web(key, body, web):
        raise Denied("Give the web address at which it is published.")
    if key not in WITH_WEB or not web:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(web)
    except ValidationError:
        raise Denied("Give the whole web address, for example https://www.council.example/offer") from None
    return web


@transaction.atomic
def record_earlier(
    *, school: School, by: User, at: dt.datetime, approved_on: dt.date, approved_by: str, texts: dict[str, str],
) -> InformationReport:  # fmt: skip
    """Enter the report that was approved before the school used the product, or correct its day: the yearly review counts
    from it. `texts`: what it says, by clause, of clauses that nobody has written yet; empty ones are left. They count as
    looked at on the day of the approval. Raises Denied with what is wrong."""
    held, today = _held(school, by), timezone.localdate(at)
    if has_published(school):
        raise Denied("The report is published here already: its versions say when each was approved.")
    _check_approval(approved_on, approved_by, today)
    report = earlier_report(school)
    if report is None:
        newest = InformationReport.objects.filter(school=school).order_by("-number").first()
        number = newest.number + 1 if newest else 1
        report = InformationReport(school=school, number=number, content={}, version=0)
    report.approved_on, report.approved_by = approved_on, approved_by.strip()
    report.version += 1
    report.save()
    given = {key: body.strip() for key, body in texts.items() if body.strip()}
    _write_earlier(held, given, approved_on, by, at)
    return report


def _write_earlier(school: School, texts: dict[str, str], on: dt.date, by: User, at: dt.datetime) -> None:
    there = written_clauses(school).filter(key__in=texts).order_by("pk").first()
    if there:
        heading = BY_KEY[there.key].heading
        raise Denied(f"“{heading}” has been written since: leave it empty here, and look at what it says.")
    known = live(school, timezone.localdate(at))
    InformationClause.objects.bulk_create([
        InformationClause(school=school, key=key, body=body, facts=facts_of(BY_KEY[key], known), checked_on=on,
                          written_at=at, written_by=by)
        for key, body in texts.items()
    ])  # fmt: skip


def _check_approval(approved_on: dt.date, approved_by: str, today: dt.date) -> None:
    if approved_on > today:
        raise Denied(f"It cannot have been approved on {day(approved_on)}, in the future: check the date.")
    if not approved_by.strip():
        raise Denied("Say who approved it. The report is the governing board’s.")


@transaction.atomic
def confirm_clause(*, row: InformationClause, by: User, at: dt.datetime, version: int) -> InformationClause:
    """The text is still right beside what is known today. Raises Denied, also when it is another text by now."""
    held = _held(row.school, by)
    row = InformationClause.objects.select_for_update().get(pk=row.pk)
    if row.version != version:
        raise Denied("Somebody else has changed this text since you opened it: read theirs first.")
    if blanks(row.body):
        raise Denied("Fill in what stands in square brackets first.")
    today = timezone.localdate(at)
    row.facts, row.checked_on = facts_of(BY_KEY[row.key], live(held, today)), today
    row.save(update_fields=["facts", "checked_on"])
    return row


@transaction.atomic
def write_consultation(
    *, school: School, held: CoProduction | None, by: User, at: dt.datetime, on: dt.date, who: str, said: str,
    how: str = "", many: int | None = None, changed: str = "", version: int | None = None,
) -> CoProduction:  # fmt: skip
    """Record, or correct, with whom the report was written (R-216). Raises Denied with what is wrong, or Overtaken."""
    check_can(by, Permission.INFORMATION_EDIT, school)
    if held is None:
        held = CoProduction(school=school, version=0, recorded_at=at, recorded_by=by)
    else:
        held = CoProduction.objects.select_for_update().get(pk=held.pk)
        check_version(held, version)
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: record it once it has happened.")
    if not who.strip() or not said.strip():
        raise Denied("Say whom you asked and what they said.")
    held.on, held.who, held.how, held.many = on, who.strip(), how.strip(), many
    held.said, held.changed, held.version = said.strip(), changed.strip(), held.version + 1
    held.save()
    return held


def check_publishable(school: School, *, yearly: bool, today: dt.date) -> None:
    """Raises Denied naming the clauses that stand in the way: any that is not written, and for a yearly review any that
    nobody has found right beside what is known now. Two queries."""
    found = standings(school, today)
    if missing := [str(one.clause.heading) for one in found if one.missing]:
        raise Denied(f"Write these first, or say why they do not apply: {' '.join(missing)}")
    stale = [str(one.clause.heading) for one in found if one.state == "stale"]
    if yearly and stale:
        raise Denied(f"A yearly review looks at every clause. Look at these first: {' '.join(stale)}")


@transaction.atomic
def publish_report(
    *, school: School, by: User, at: dt.datetime, approved_on: dt.date, approved_by: str, yearly: bool, why: str = "",
) -> InformationReport:  # fmt: skip
    """Freeze the report, put it at the public address and have its PDF made. Raises Denied with what is missing."""
    held, today = _held(school, by), timezone.localdate(at)
    _check_approval(approved_on, approved_by, today)
    if not yearly and not why.strip():
        raise Denied("Say what has changed since the last version.")
    check_publishable(school, yearly=yearly, today=today)
    last, newest = (
        last_yearly(school),
        InformationReport.objects.filter(school=school).order_by("-number").first(),
    )
    if last and yearly and approved_on < last:
        raise Denied(f"A later review was approved on {day(last)} already: check the date.")
    report = InformationReport(
        school=school, number=newest.number + 1 if newest else 1, yearly=yearly, why=why.strip(),
        approved_on=approved_on, approved_by=approved_by.strip(), published_at=at, published_by=by,
    )  # fmt: skip
    review = year_after(approved_on if yearly else last or approved_on)
    rows = [row for row in written_clauses(school) if row.key in BY_KEY]
    report.content = content_of(held, rows, consultations_told(school, today), report, today, review)
    report.document = issue_document(school=school, kind=DOCUMENT, subject=SUBJECT, title=TITLE, by=by, at=at,
                                     template=INFORMATION_REPORT, snapshot=report.content)  # fmt: skip
    report.save()
    return report


@transaction.atomic
def withdraw_report(*, report: InformationReport, by: User, at: dt.datetime) -> InformationReport:
    """Take a published version back: the one before it stands at the public address again, if there is one. Raises
    Denied."""
    check_can(by, Permission.INFORMATION_EDIT, report.school)
    report = InformationReport.objects.select_for_update().get(pk=report.pk)
    if report.published_at is None or report.withdrawn_at:
        raise Denied("This version does not stand at the public address.")
    report.withdrawn_at, report.version = at, report.version + 1
    report.save(update_fields=["withdrawn_at", "version"])
    return report
