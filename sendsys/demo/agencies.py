"""Outside agencies: the directory, referrals at every step, visits of this week, reports, and what became of advice."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from agencies.directory.actions import (
    add_staff_names,
    record_check,
    take_usual,
    write_agency,
    write_professional,
)
from agencies.enums import CheckKind, ReceiptBy
from agencies.meetings.actions import book_meeting
from agencies.models import Agency, AgencyReport, Professional, Recommendation, Referral
from agencies.referrals import actions as referrals
from agencies.reports.actions import receive_report, share_report
from agencies.reports.advice import write_recommendation
from agencies.visits.actions import announce_visit, record_unannounced, record_visit, tell_parents
from apdr.advice.actions import leave_for_now, put_in_plan
from apdr.advice.tried import tried_for
from apdr.enums import AdvicePlace
from apdr.models import Plan
from core.documents.pdf import html_to_pdf
from core.jobs.actions import carry_out
from core.ui.present import day
from register.enums import WITH_PLAN
from register.file.uploads import Upload, check_upload
from register.models import Contact, Pupil
from sendsys.demo.clock import at
from sendsys.demo.words import agencies as said

if TYPE_CHECKING:
    from sendsys.demo.history import History
    from sendsys.demo.load import SchoolBuilder

MORNING = dt.time(9, 30)
# kind of service, how far it went, days ago on which it began
OTHERS = (
    ("ot", "report_to_check", 150), ("ep", "sent", 120), ("camhs", "accepted", 95), ("autism_teacher", "seen", 75),
    ("outreach", "visit_to_come", 40), ("salt", "discussed", 20), ("ep", "refused", 45), ("salt", "withdrawn", 80),
    ("paediatrics", "consented", 9), ("hearing", "draft", 3), ("camhs", "declined", 60), ("salt", "visit_to_come", 55),
)  # fmt: skip


def work_with_agencies(builder: SchoolBuilder) -> None:
    """The directory, the hero's story, and a dozen referrals of others at every step."""
    rng = random.Random(builder.rng.random())
    kept = _directory(builder)
    told = [h for h in builder.on_register() if h.journey.steps[-1].level in WITH_PLAN]
    for hero in [h for h in told if h.hero]:
        _Case(builder, kept, hero, "salt", 210, rng).whole()
    rest = [h for h in told if not h.hero]
    for history, (kind, how_far, ago) in zip(rest, OTHERS, strict=False):
        getattr(_Case(builder, kept, history, kind, ago, rng), how_far)()
    if rest:
        _meeting(builder, kept, rest[0].pupil)


def _directory(builder: SchoolBuilder) -> dict[str, Agency]:
    """The usual services with contacts, a few professionals, one whom the school employs, and names for the check."""
    senco, when = builder.staff.senco, at(builder.diary.terms[0].span.start, 12)
    made = take_usual(school=builder.school, kinds=list(said.CONTACTS), by=senco, at=when)
    for agency in made:
        phone, email, route, weeks = said.CONTACTS[agency.kind]
        write_agency(
            school=builder.school, held=agency, by=senco, at=when, kind=agency.kind, sector=agency.sector, name=agency.name,
            phone=phone, email=email, route=route, usual_weeks=weeks, for_parents=agency.kind in {"salt", "ep"},
        )  # fmt: skip
    kept = {agency.kind: Agency.objects.get(pk=agency.pk) for agency in made}
    for kind, (name, job) in said.PEOPLE.items():
        write_professional(agency=kept[kind], held=None, by=senco, at=when, name=name, job=job)
    _art_therapist(builder, when)
    add_staff_names(school=builder.school, people=said.STAFF_NAMES, by=senco, at=when)
    return kept


def _art_therapist(builder: SchoolBuilder, when: dt.datetime) -> None:
    """Employed by the school itself: all checks seen, one of which runs out soon."""
    senco, seen = builder.staff.senco, builder.past(320)
    agency = write_agency(school=builder.school, held=None, by=senco, at=when, kind="other", sector="private",
                          name="Brightwater Art Therapy")  # fmt: skip
    person = write_professional(agency=agency, held=None, by=senco, at=when, name="Lydia Marchetti",
                                job="Art therapist", employed=True)  # fmt: skip
    for kind in CheckKind:
        until = builder.diary.today + dt.timedelta(days=24 if kind == CheckKind.INSURANCE else 400)
        record_check(professional=person, kind=kind, words=f"{kind.label} seen in the original", seen_on=seen,
                     valid_until=until, by=senco, at=at(seen, 11))  # fmt: skip


def _meeting(builder: SchoolBuilder, kept: dict[str, Agency], pupil: Pupil) -> None:
    """Several agencies at one table, booked for the week after next."""
    on = builder.diary.choice_between(9, 13, random.Random(7))
    invited = builder.past(3)
    members = [
        {"name": said.PEOPLE[kind][0], "job": said.PEOPLE[kind][1], "agency": kept[kind]}
        for kind in ("ot", "ep")
    ]
    book_meeting(
        pupil=pupil, on=on, time=dt.time(13, 30), place="Meeting room", by=builder.staff.senco, at=at(invited, 14),
        purpose="To bring together what three services advise, and agree who does what.", members=members,
        parents_invited_on=invited, members_invited_on=invited, meant=not builder.diary.days.is_open(on),
    )  # fmt: skip


class _Case:
    """One referral; each method brings it to one step, through all before it."""

    def __init__(
        self,
        builder: SchoolBuilder,
        kept: dict[str, Agency],
        history: History,
        kind: str,
        ago: int,
        rng: random.Random,
    ) -> None:
        self.builder, self.history, self.kind, self.ago, self.rng = builder, history, kind, ago, rng
        self.agency, self.pupil, self.senco = kept[kind], history.pupil, builder.staff.senco
        self.contact: Contact = history.planner.contacts[0]
        self.person = Professional.objects.filter(agency=self.agency).first()

    def on(self, after: int) -> dt.date:
        """The school day so many days after the beginning, never later than yesterday."""
        return self.builder.past(max(self.ago - after, 1))

    def draft(self) -> Referral:
        begun = at(self.on(0), 15, 10)
        return referrals.start_referral(
            pupil=self.pupil, agency=self.agency, professional=self.person, asked=said.ASKED[self.kind],
            tried=tried_for(self.pupil) or "Adjustments in every lesson, and a small group for a term.", by=self.senco, at=begun,
        )  # fmt: skip

    def discussed(self) -> Referral:
        on = self.on(3)
        return referrals.record_talk(
            referral=self.draft(), kind="meeting", on=on, people=f"{self.contact.name}, {self.senco.called}", ask=False,
            about="What has been tried and what came of it; what the service could add; what would be shared.",
            by=self.senco, at=at(on, 16),
        )  # fmt: skip

    def _answered(self, answer: str, why: str = "") -> Referral:
        referral, on = self.discussed(), self.on(4)
        referrals.record_consent(
            referral=referral, answer=answer, contact=self.contact, who=self.contact.name, how="signed", given_on=on,
            purpose=f"Referral to {self.agency.name}; sharing the plan, the profile and what was tried.", until=None,
            why=why, by=self.senco, at=at(on, 9),
        )  # fmt: skip
        return Referral.objects.get(pk=referral.pk)

    def refused(self) -> Referral:
        return self._answered("refused", "They would like to wait until the spring.")

    def consented(self) -> Referral:
        return self._answered("given")

    def withdrawn(self) -> Referral:
        referral = self.sent()
        on = self.on(40)
        return referrals.withdraw_consent(referral=referral, on=on, how="phone", who=self.contact.name, by=self.senco,
                                          words="They have found a therapist themselves.", at=at(on, 12))  # fmt: skip

    def sent(self) -> Referral:
        referral, on = self.consented(), self.on(6)
        return referrals.send_referral(
            referral=referral, on=on, how="secure", to=f"{self.agency.name}, referrals", by=self.senco, at=at(on, 10),
            what="Referral form, plan and profile",
        )  # fmt: skip

    def declined(self) -> Referral:
        referral, on = self.sent(), self.on(25)
        return referrals.record_answer(referral=referral, accepted=False, on=on, by=self.senco, at=at(on, 11),
                                       why="Below their threshold; they suggest the school nurse.")  # fmt: skip

    def accepted(self) -> Referral:
        referral, on = self.sent(), self.on(20)
        expected = self.builder.diary.today - dt.timedelta(days=5)
        return referrals.record_answer(referral=referral, accepted=True, on=on, expected_by=max(expected, on), by=self.senco,
                                       at=at(on, 11))  # fmt: skip

    def _visit(self, referral: Referral, on: dt.date, told: dt.date, at_time: dt.time = MORNING):
        visit = announce_visit(
            pupil=self.pupil, agency=self.agency, on=on, at_time=at_time, how="email", announced_on=told, by=self.senco,
            at=at(told, 12), referral=referral, professional=self.person, place=self.pupil.school_class.name,
        )  # fmt: skip
        return (
            tell_parents(visit=visit, told_by="professional", on=told, by=self.senco, at=at(told, 12, 5))
            or visit
        )

    def visit_to_come(self) -> Referral:
        """Announced for this week or the next."""
        referral = self.accepted()
        diary = self.builder.diary
        on = diary.open_on_or_after(diary.today + dt.timedelta(days=self.rng.randint(0, 6)))
        self._visit(referral, on, self.builder.past(4), dt.time(9 + self.rng.randint(0, 4), 30))
        return referral

    def seen(self) -> Referral:
        """Seen some weeks ago, unannounced the second time, and no report yet."""
        referral = self.accepted()
        self._happened(referral, self.on(30))
        on = self.builder.past(2)
        record_unannounced(
            pupil=self.pupil, agency=self.agency, on=on, at_time=dt.time(11, 0), professional=self.person, minutes=45,
            referral=Referral.objects.get(pk=referral.pk), by=self.senco, at=at(on, 15), teacher_met=False,
            not_met_why="Came between two lessons; the teacher was with the class.", met_whom="TA",
        )  # fmt: skip
        return referral

    def _happened(self, referral: Referral, on: dt.date):
        visit = self._visit(referral, on, on - dt.timedelta(days=7))
        return record_visit(visit=visit, came=True, teacher_met=True, teacher_met_on=on, met_whom="Class teacher", by=self.senco,
                            suggestions="Pictures first, words second.", at=at(on, 15, 30))  # fmt: skip

    def _upload(self, report: tuple[str, tuple[str, ...]]) -> Upload:
        title, lines = report
        teacher = self.builder.staff.teachers[self.pupil.school_class.name]
        words = {"name": self.pupil.name, "first": self.pupil.first_name, "born": day(self.pupil.born),
                 "teacher": teacher.called, "ta": self.builder.staff.ta.name}  # fmt: skip
        body = "".join(f"<p>{line.format(**words)}</p>" for line in lines)
        page = f'<html lang="en-GB"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>'
        return check_upload(html_to_pdf(page), f"{title}.pdf")

    def _report(self, referral: Referral, report: tuple, on: dt.date) -> AgencyReport:
        made = receive_report(
            pupil=self.pupil, upload=self._upload(report), referral=referral, author=self.person.name if self.person else "",
            dated=on - dt.timedelta(days=4), received_on=on, by=self.senco, at=at(on, 8, 40),
        )  # fmt: skip
        carry_out(made.job_id)
        made.refresh_from_db()
        return made

    def report_to_check(self) -> Referral:
        """The report names members of staff and gives the date of birth: it waits to be checked."""
        referral = self.accepted()
        self._happened(referral, self.on(60))
        self._report(Referral.objects.get(pk=referral.pk), said.NAMING_REPORT, self.builder.past(5))
        return referral

    def whole(self) -> Referral:
        """All the way: seen, reported, checked, shared, and most of the advice decided."""
        referral = self.accepted()
        visit = self._happened(referral, self.on(110))
        on = self.on(125)
        report = self._report(Referral.objects.get(pk=referral.pk), said.HERO_REPORT, on)
        report = share_report(report=report, as_is_why="It names no member of staff, and the date is the visit’s.",
                              contacts_how={self.contact: ReceiptBy.ONLINE}, by=self.senco, at=at(on, 14))  # fmt: skip
        self._advise(report, max(on, self.builder.past(30)))
        assert visit.referral_id == referral.pk
        return referral

    def _advise(self, report: AgencyReport, on: dt.date) -> None:
        """Every recommendation as a row, then what became of each."""
        rows = [
            write_recommendation(held=None, report=report, what=advice.what, who=advice.who, how_often=advice.how_often,
                                 by=self.senco, at=at(on, 16))
            for advice in said.HERO_ADVICE
        ]  # fmt: skip
        for advice, row in zip(said.HERO_ADVICE, rows, strict=True):
            self._decide(advice, row, at(on, 16, 15))

    def _decide(self, advice: said.Advice, one: Recommendation, when: dt.datetime) -> None:
        weighing = {"weighed_by": ["teacher", "senco"], "teacher_says": "", "why": advice.why}
        plan = Plan.objects.filter(pupil=self.pupil).open().first()
        if advice.becomes == "not_now":
            leave_for_now(recommendation=one, by=self.senco, at=when, **weighing)
        elif advice.becomes and plan:
            put_in_plan(
                recommendation=one,
                place=AdvicePlace(advice.becomes),
                plan=plan,
                by=self.senco,
                at=when,
                **weighing,
            )
