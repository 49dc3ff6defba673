"""What is stuck with agencies, since when, and what was asked for already."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import timezone

from agencies.directory.queries import employed_people, missing_of
from agencies.enums import CheckKind, ReferralState, ReportState
from agencies.models import AgencyReport, Chase, Recommendation, Referral, ReportReceipt
from agencies.stuck.ground import reports_here, unconfirmed, undecided, with_wait
from agencies.stuck.kinds import CHECKS_AHEAD, StuckKind
from agencies.visits.queries import TermlyMeeting, reports_due, termly_meetings
from core.accounts.enums import Permission
from core.schools.models import School, Term
from register.models import Pupil

S = ReferralState


@dataclass(frozen=True, slots=True)
class Stuck:
    """One thing that is stuck since the day `since`. `key` names it among those of its kind; `referral`, `visit` and
    `report` are references, "" where there is none; `who` is the agency or the professional, `detail` says more."""

    kind: StuckKind
    key: str
    since: dt.date
    who: str
    pupil_reference: str = ""
    pupil_name: str = ""
    class_name: str = ""
    detail: str = ""
    referral: str = ""
    visit: str = ""
    report: str = ""
    asked_on: dt.date | None = None
    asked_how: str = ""


def stuck_things(school: School, user, today: dt.date) -> list[Stuck]:
    """Everything at the school that is stuck, of the pupils in the user's sight, in the order of StuckKind and the
    longest waited for first. Eleven queries, one less with nobody employed privately."""
    found = [
        *_consent(school, user, today), *_unanswered(school, user, today), *_unseen(school, user, today),
        *_reports(school, user, today), *_arrived(school, user, today), *_unconfirmed(school, user, today),
        *_advice(school, user, today), *_termly(school, user, today), *_checks(school, user, today),
    ]  # fmt: skip
    order = {kind: number for number, kind in enumerate(StuckKind)}
    asked = _asked(school)
    told = [_with_asked(one, asked) for one in found]
    return sorted(told, key=lambda one: (order[one.kind], one.since, one.pupil_name, one.key))


def _of_pupil(pupil: Pupil) -> dict:
    return {"pupil_reference": pupil.reference, "pupil_name": pupil.name, "class_name": pupil.class_name}


def _referrals(school: School, user, today: dt.date, state: str):
    rows = with_wait(Referral.objects.visible_to(user).filter(school=school, state=state))
    rows = rows.filter(waits_until__lt=today)
    return rows.select_related("pupil__school_class", "agency", "conversation").order_by("pk")


def _days_ago(today: dt.date, days: int) -> dt.date:
    return today - dt.timedelta(days=days)


def _consent(school: School, user, today: dt.date) -> Iterator[Stuck]:
    for row in _referrals(school, user, today, S.DISCUSSED):
        yield Stuck(StuckKind.CONSENT, row.reference, row.conversation.on, row.agency.name, referral=row.reference,
                    **_of_pupil(row.pupil))  # fmt: skip


def _unanswered(school: School, user, today: dt.date) -> Iterator[Stuck]:
    for row in _referrals(school, user, today, S.SENT):
        wait = f"their usual wait is {row.weeks} week{'' if row.weeks == 1 else 's'}"
        yield Stuck(StuckKind.UNANSWERED, row.reference, row.sent_on, row.agency.name, referral=row.reference,
                    detail=wait, **_of_pupil(row.pupil))  # fmt: skip


def _unseen(school: School, user, today: dt.date) -> Iterator[Stuck]:
    for row in _referrals(school, user, today, S.ACCEPTED):
        yield Stuck(StuckKind.UNSEEN, row.reference, row.expected_by, row.agency.name, referral=row.reference,
                    detail="the day by which they meant to see the child", **_of_pupil(row.pupil))  # fmt: skip


def _reports(school: School, user, today: dt.date) -> Iterator[Stuck]:
    for due in reports_due(school, user, _days_ago(today, 1)):
        yield Stuck(
            StuckKind.REPORT, due.reference, due.report_due, due.who or due.agency, visit=due.reference,
            referral=due.referral_reference, detail=f"visit on {due.on:%-d %b %Y}", pupil_reference=due.pupil_reference,
            pupil_name=due.pupil_name, class_name=due.class_name,
        )  # fmt: skip


def _of_report(report: AgencyReport) -> dict:
    return _of_pupil(report.pupil) | {
        "report": report.reference, "referral": report.referral.reference if report.referral else "",
        "visit": report.visit.reference if report.visit else "",
        "who": report.agency.name if report.agency else report.author,
    }  # fmt: skip


REPORT_ROWS = ("pupil__school_class", "referral", "visit", "agency")


def _arrived_rows(school: School, user, today: dt.date):
    """Reports that nobody has checked, and those of which a corrected one is awaited."""
    return reports_here(AgencyReport.objects.visible_to(user).filter(school=school)).filter(
        waits_until__lt=today
    )


def _arrived(school: School, user, today: dt.date) -> Iterator[Stuck]:
    for row in _arrived_rows(school, user, today).select_related(*REPORT_ROWS).defer("pages"):
        back = row.state == ReportState.RETURNED
        kind = StuckKind.CORRECTION if back else StuckKind.CHECK
        yield Stuck(kind, row.reference, row.returned_on if back else row.received_on, **_of_report(row))


def _unconfirmed_rows(school: School, user, today: dt.date):
    rows = ReportReceipt.objects.filter(school=school, report__pupil__in=Pupil.objects.visible_to(user))
    return unconfirmed(rows).filter(waits_until__lt=today)


def _unconfirmed(school: School, user, today: dt.date) -> Iterator[Stuck]:
    """Shared reports of which somebody has not said that they have it, with who."""
    of_report = [f"report__{name}" for name in REPORT_ROWS]
    rows = _unconfirmed_rows(school, user, today).select_related("user", "contact", *of_report)
    found: dict[int, tuple[AgencyReport, dt.date, list[str]]] = {}
    for row in rows.defer("report__pages").order_by("sent_at", "pk"):
        name = row.user.called if row.user else row.contact.name
        found.setdefault(row.report_id, (row.report, row.sent_on, []))[2].append(name)
    for report, since, names in found.values():
        yield Stuck(
            StuckKind.CONFIRM,
            report.reference,
            since,
            detail=f"not yet: {', '.join(names)}",
            **_of_report(report),
        )


def _advice_rows(school: School, user, today: dt.date):
    return undecided(Recommendation.objects.visible_to(user).filter(school=school)).filter(
        waits_until__lt=today
    )


def _advice(school: School, user, today: dt.date) -> Iterator[Stuck]:
    """Advice that is not decided, by report or visit, with how many pieces."""
    joined = _advice_rows(school, user, today).select_related(
        "pupil__school_class", "report__referral", "report__visit", "report__agency", "visit__agency", "visit__referral"
    )  # fmt: skip
    found: dict[str, tuple[Recommendation, dt.date, int]] = {}
    for row in joined.defer("report__pages").order_by("told_on", "pk"):
        key = row.report.reference if row.report else row.visit.reference
        first, since, count = found.get(key, (row, row.told_on, 0))
        found[key] = (first, since, count + 1)
    for key, (row, since, count) in found.items():
        yield _advice_of(row, key, since, f"{count} piece{'' if count == 1 else 's'} of advice")


def _advice_of(row: Recommendation, key: str, since: dt.date, detail: str) -> Stuck:
    source = row.report or row.visit
    visit = row.visit or (row.report.visit if row.report else None)
    who = source.agency.name if source.agency else source.author
    return Stuck(
        StuckKind.ADVICE, key, since, who, detail=detail, report=row.report.reference if row.report else "",
        referral=source.referral.reference if source.referral else "", visit=visit.reference if visit else "",
        **_of_pupil(row.pupil),
    )  # fmt: skip


def latest_term(school: School, today: dt.date) -> Term | None:
    """The term in which the day lies, or the last one before it. One query."""
    return Term.objects.filter(school=school, start__lte=today).order_by("-start").first()


def _missed_meetings(school: School, user, today: dt.date) -> list[TermlyMeeting]:
    """In the latest term, agencies that saw a child several times and did not meet the class teacher (R-120). Two
    queries."""
    term = latest_term(school, today)
    return [one for one in termly_meetings(school, user, term) if one.missed(today)] if term else []


def _termly(school: School, user, today: dt.date) -> Iterator[Stuck]:
    """The missed meetings, each with the last of its visits. Two queries."""
    for one in _missed_meetings(school, user, today):
        yield Stuck(
            StuckKind.TERMLY, f"{one.pupil_reference}-{one.agency_reference}", one.last_on, one.agency,
            visit=one.last_visit, detail=f"{one.done} visits in the term",
            pupil_reference=one.pupil_reference, pupil_name=one.pupil_name, class_name=one.class_name,
        )  # fmt: skip


def _checks(school: School, user, today: dt.date) -> Iterator[Stuck]:
    """Privately employed professionals whose checks are missing or run out within CHECKS_AHEAD days (R-118). Two
    queries, one with nobody employed."""
    if school.pk not in user.schools_where(Permission.PROFESSIONAL_CHECK):
        return
    soon = today + dt.timedelta(days=CHECKS_AHEAD)
    for person in employed_people(school):
        held = {check.kind: check for check in person.checks.all()}
        words = missing_of(person.checks.all(), today)
        ending = [
            check for check in held.values() if check.valid_until and today <= check.valid_until <= soon
        ]
        words += [f"{CheckKind(one.kind).label}: runs out on {one.valid_until:%-d %b %Y}" for one in ending]
        days = [one.valid_until for one in held.values() if one.valid_until and one.valid_until <= soon]
        if words:
            yield Stuck(StuckKind.CHECKS, person.reference, min(days, default=today), f"{person.name}, {person.agency.name}",
                        detail="; ".join(words))  # fmt: skip


def _asked(school: School) -> dict[tuple[str, str], tuple[dt.date, str]]:
    """(about, reference of the referral or visit) → the day of the last chase and how. One query."""
    rows = Chase.objects.filter(school=school).order_by("chased_at", "pk")
    found = {}
    for about, referral, visit, at, how in rows.values_list(
        "about", "referral__reference", "visit__reference", "chased_at", "how"
    ):
        told = (timezone.localdate(at), how)
        found |= {(about, reference): told for reference in (referral, visit) if reference}
    return found


def _with_asked(one: Stuck, asked: dict) -> Stuck:
    on, how = asked.get((one.kind, one.visit), (None, "")) if one.visit else (None, "")
    if on is None and one.referral:
        on, how = asked.get((one.kind, one.referral), (None, ""))
    return replace(one, asked_on=on, asked_how=how) if on else one


def find_stuck(school: School, user, today: dt.date, kind: str, key: str) -> Stuck | None:
    """The stuck thing of that kind and key that the user sees, or None. As many queries as `stuck_things`."""
    return next(
        (one for one in stuck_things(school, user, today) if (one.kind, one.key) == (kind, key)), None
    )
