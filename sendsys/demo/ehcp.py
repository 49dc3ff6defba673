"""EHC plans with their sections, reviews at every step of the year, and needs assessments: some in time, some late."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from apdr.models import ProvisionPupil
from core.jobs.models import Job
from ehcp.annual import actions as annual
from ehcp.annual.papers import make_pack, review_pack
from ehcp.annual.people import record_advice
from ehcp.annual.serving import serve
from ehcp.assessing import actions as assessing
from ehcp.delivery.actions import arrange_delivery, confirm_read
from ehcp.enums import LaDecision, OutcomeNext, OutcomeRating, Served, ServedHow, VersionKind
from ehcp.meeting import actions as meeting
from ehcp.meeting import deciding
from ehcp.models import AnnualReview, EhcPlan, LocalAuthority, NeedsAssessment
from ehcp.sections import actions as sections
from ehcp.sections import items
from register.enums import Level
from register.models import ClassTeacher, StatusPeriod
from sendsys.demo.clock import at
from sendsys.demo.words import ehcp as said

if TYPE_CHECKING:
    from sendsys.demo.history import History
    from sendsys.demo.load import SchoolBuilder

YEAR = dt.timedelta(days=365)
# where a review stands, and how many days from today its meeting is
REVIEWS = (
    ("dated_late", 11), ("dated_soon", 16), ("noticed", 20), ("circulated", 6), ("held", -9), ("reported_late", -41),
    ("amending", -75), ("closed", -60), ("closed", -110), ("dated", 45), ("dated", 70),
)  # fmt: skip
ASSESSMENTS = ("issued_draft", "refused", "assessing_late", "requested", "considered")
ROLES_WITH_ADVICE = {
    "parent": said.PARENT_ADVICE, "child": said.CHILD_ADVICE, "teacher": said.TEACHER_ADVICE,
    "specialist": said.THERAPIST_ADVICE,
}  # fmt: skip


def keep_plans(builder: SchoolBuilder) -> None:
    """Every child with a plan has it here; the first have reviews at the steps of REVIEWS, others need a date."""
    senco = builder.staff.senco
    when = at(builder.diary.terms[0].span.start, 14)
    authority = sections.write_authority(school=builder.school, by=senco, at=when, **said.AUTHORITY)
    if builder.spec.in_trust:
        authority = sections.write_authority(
            school=builder.school, by=senco, at=when, held=authority, **said.SOCIAL
        )
    rng = random.Random(builder.rng.random())
    told = [h for h in builder.on_register() if h.journey.steps[-1].level == Level.EHC_PLAN]
    told.sort(key=lambda h: h.journey.steps[-1].start)
    for place, history in enumerate(told):
        state, ahead = REVIEWS[place] if place < len(REVIEWS) else ("", 40 + 17 * place)
        _Plan(builder, history, authority, rng, ahead).live(state)
    asked = [h for h in builder.on_register() if h.journey.steps[-1].level == Level.ASSESSMENT_REQUESTED]
    for history, how_far in zip(asked, ASSESSMENTS, strict=False):
        _Asked(builder, history, authority).live(how_far)
    further = [h for h in builder.on_register() if h.journey.steps[-1].level == Level.FURTHER_SUPPORT]
    for history in further[:1]:
        _Asked(builder, history, authority).consider(builder.past(12))


class _Plan:
    """One child's plan; each method brings its review to one step, through all before it."""

    def __init__(
        self,
        builder: SchoolBuilder,
        history: History,
        authority: LocalAuthority,
        rng: random.Random,
        ahead: int,
    ) -> None:
        self.builder, self.history, self.rng, self.ahead = builder, history, rng, ahead
        self.authority, self.senco = authority, builder.staff.senco
        self.pupil, self.today = history.pupil, builder.diary.today

    def say(self, text: str) -> str:
        return self.history.words.speaker.say(text, school=self.builder.school.name)

    def live(self, state: str) -> None:
        meeting_on = self.near(self.ahead)
        self.kept = self.builder.past(
            200 if state else 8
        )  # where a review stands the plan was kept here before it
        self.plan = self._kept(meeting_on)
        self._typed()
        if state:
            getattr(self, state)(meeting_on)

    def near(self, days: int) -> dt.date:
        """A school day about so many days from today; in time past, one that is over."""
        day = self.today + dt.timedelta(days=days)
        diary = self.builder.diary
        return diary.open_on_or_before(day) if days < 0 else diary.open_on_or_after(day)

    def _kept(self, meeting_on: dt.date) -> EhcPlan:
        """The plan as the school would have brought it along: the last decision leaves five weeks after the meeting."""
        since = (
            StatusPeriod.objects.filter(pupil=self.pupil, level=Level.EHC_PLAN)
            .order_by("start")
            .first()
            .start
        )
        decided = (
            min(
                meeting_on + dt.timedelta(days=40),
                self.today + dt.timedelta(days=155 if self.kept < self.builder.past(100) else 340),
            )
            - YEAR
        )
        made = min(since, decided - dt.timedelta(days=300))
        return sections.start_plan(
            pupil=self.pupil, authority=self.authority, by=self.senco, at=at(self.kept, 10),
            made_on=made, before_meeting_on=decided - dt.timedelta(days=24), before_decision_on=decided,
        )  # fmt: skip

    def _typed(self) -> None:
        """The final plan: sections, needs, outcomes and provision, checked, read by the class and linked to its groups."""
        words = said.BY_NEED.get(self.history.needs[0], said.COGNITION)
        by, when = self.senco, at(self.kept, 15)
        self.version = sections.receive_version(
            plan=self.plan,
            kind=VersionKind.FINAL,
            issued_on=self.plan.made_on,
            received_on=self.plan.made_on,
            by=by,
            at=when,
        )
        texts = {letter: self.say(text) for letter, text in said.SECTIONS.items()}
        sections.write_sections(version=self.version, held=None, texts=texts, by=by, at=when)
        needs = [items.add_need(version=self.version, area=area, text=self.say(text), by=by, at=when)
                 for area, text in words.needs]  # fmt: skip
        outcomes = [
            items.add_outcome(
                version=self.version, text=self.say(text), by_when="Key Stage 2", needs=[need], by=by, at=when
            )
            for text, need in zip(words.outcomes, needs, strict=True)
        ]
        given = [
            items.add_provision(
                version=self.version, text=self.say(text), minutes=minutes, times=times, per=per, who=who,
                outcomes=outcomes[place : place + 1], by=by, at=when,
            )
            for place, (text, minutes, times, per, who) in enumerate(words.provision)
        ]  # fmt: skip
        self.version = sections.check_version(version=self.version, by=by, at=when)
        self._delivered(given)

    def _delivered(self, given: list) -> None:
        """Who gives it here: through groups that run, otherwise in words; now and then nobody. The class has read it."""
        places = ProvisionPupil.objects.filter(pupil=self.pupil, provision__state="running").select_related(
            "provision"
        )
        groups = [place.provision for place in places]
        when = at(max(self.kept, self.builder.past(60)), 16)
        for number, specified in enumerate(given):
            if number == 2 and self.rng.random() < 0.3:
                continue
            arrange_delivery(
                specified=specified,
                provisions=groups[number : number + 1],
                by=self.senco,
                at=when,
                delivered_by=self.say(said.DELIVERED[number]),
            )
        for member in ClassTeacher.objects.filter(school_class=self.pupil.school_class).select_related(
            "user"
        ):
            if self.rng.random() < 0.8:
                confirm_read(version=self.version, by=member.user, at=when)

    def _date(self, on: dt.date, set_before: int, **more) -> AnnualReview:
        """The date is set so many days before the meeting, at the latest today."""
        day = min(
            self.builder.past(0), self.near(-1) if set_before <= 0 else on - dt.timedelta(days=set_before)
        )
        self.review = annual.set_date(
            plan=self.plan, on=on, by=self.senco, at=at(self.builder.diary.open_on_or_before(day), 9), at_time=dt.time(9, 15),
            place="Meeting room", hosting="Tea and a quiet corner; the room is on the ground floor.", **more,
        )  # fmt: skip
        return self.review

    def dated(self, on: dt.date) -> None:
        """A date, and nothing else yet."""
        self._date(on, on.toordinal() - self.today.toordinal() + 12)

    dated_soon = dated_late = dated

    def _serve(self, what: Served, on: dt.date, how: ServedHow = ServedHow.POST) -> None:
        on = min(on, self.today)
        self.review = serve(review=self.review, what=what, invitees=list(self.review.invitees.all()), on=on, how=how,
                            by=self.senco, at=at(on, 13))  # fmt: skip

    def noticed(self, on: dt.date, set_before: int = 45) -> None:
        """Notice four weeks before, advice asked for with it."""
        self._date(on, set_before)
        told = self.builder.diary.open_on_or_before(min(on - dt.timedelta(days=28), self.today))
        self._serve(Served.NOTICE, told)
        self._serve(Served.ADVICE_ASK, told)

    def circulated(self, on: dt.date) -> None:
        """Advice in, papers round: in time for all but one in three."""
        self.noticed(on)
        day = self.builder.diary.open_on_or_before(min(on - dt.timedelta(days=16), self.today))
        for one in self.review.invitees.all():
            if words := ROLES_WITH_ADVICE.get(one.role):
                record_advice(invitee=one, advice=self.say(words), on=day, by=self.senco, at=at(day, 10))
        job = make_pack(review=self.review, by=self.senco, at=at(day, 11))
        review_pack(job, by=self.senco, at=at(day, 11), report=lambda *_: None)
        Job.objects.filter(pk=job.pk).delete()
        self.review = AnnualReview.objects.get(pk=self.review.pk)
        self._serve(Served.PACK, day + dt.timedelta(days=3 if self.rng.random() < 0.3 else 1))

    def held(self, on: dt.date) -> None:
        """The meeting, recorded on the day."""
        self.circulated(on)
        came = {
            one.pk: meeting.Came("no", "Sent apologies and their advice")
            if one.role in ("health", "social_care")
            else meeting.Came("yes")
            for one in self.review.invitees.all()
        }
        outcomes = [
            {"outcome": outcome, "rating": (OutcomeRating.MET, OutcomeRating.SOME)[place % 2],
             "evidence": said.EVIDENCE[place % 2], "next": (OutcomeNext.END, OutcomeNext.KEEP)[place % 2], "changed": ""}
            for place, outcome in enumerate(self.version.outcomes.all())
        ]  # fmt: skip
        self.review = meeting.record_meeting(
            review=self.review, by=self.senco, at=at(on, 15), came=came, outcomes=outcomes,
            parents_view=self.say(said.PARENT_ADVICE), child_view=said.CHILD_ADVICE, child_how="With pictures, with the TA",
            progress=self.say(said.PROGRESS), recommendation=LaDecision.AMEND, recommended=said.RECOMMENDED,
            differences=self.say(said.DIFFERENCES),
        )  # fmt: skip

    def _reported(self, on: dt.date, after: int) -> None:
        self.held(on)
        day = self.builder.diary.open_on_or_before(on + dt.timedelta(days=after))
        meeting.write_report(
            review=self.review, summary=self.say(said.SUMMARY), by=self.senco, at=at(day, 10)
        )
        meeting.issue_report(review=self.review, by=self.senco, at=at(day, 11))
        self.review = meeting.send_report(
            review=self.review, invitees=list(self.review.invitees.all()), on=day, how=ServedHow.POST, by=self.senco,
            at=at(day, 14),
        )  # fmt: skip

    def reported_late(self, on: dt.date) -> None:
        """The report went in time; the authority has not decided."""
        self._reported(on, 13)

    def amending(self, on: dt.date) -> None:
        """The authority decided late and amends; the final plan is awaited."""
        self._reported(on, 12)
        day = self.builder.diary.open_on_or_before(on + dt.timedelta(days=36))
        self._decided(LaDecision.AMEND, day, said.DECISION)
        version = deciding.receive_proposed(
            review=self.review, issued_on=day, received_on=day, by=self.senco, at=at(day, 12)
        )
        first = version.provisions.order_by("-number").first()
        items.change_provision(
            specified=first, text=self.say("{first} will have a quiet space for ten minutes after lunch, every day."),
            minutes=10, times=1, per="day", who="Teaching assistant", outcomes=list(first.outcomes.all()), by=self.senco,
            at=at(day, 13),
        )  # fmt: skip

    def _decided(self, decision: LaDecision, day: dt.date, why: str) -> None:
        self.review = deciding.record_decision(
            review=self.review, decision=decision, decided_on=day, received_on=day, by=self.senco, at=at(day, 11), why=why,
            amendment_notice_on=day if decision == LaDecision.AMEND else None,
        )  # fmt: skip

    def closed(self, on: dt.date) -> None:
        """Kept as it is, and closed."""
        self._reported(on, 10)
        day = self.builder.diary.open_on_or_before(on + dt.timedelta(days=26))
        self._decided(LaDecision.KEEP, day, said.KEPT)
        deciding.close_review(review=self.review, by=self.senco, at=at(day, 16))


class _Asked:
    """One needs assessment; each method brings it to one step."""

    def __init__(self, builder: SchoolBuilder, history: History, authority: LocalAuthority) -> None:
        self.builder, self.history, self.authority = builder, history, authority
        self.senco = builder.staff.senco

    def say(self, text: str) -> str:
        return self.history.words.speaker.say(text)

    def live(self, how_far: str) -> None:
        since = StatusPeriod.objects.filter(pupil=self.history.pupil, end=None).first().start
        getattr(self, how_far)(since)

    def day(self, since: dt.date, days: int) -> dt.date:
        diary = self.builder.diary
        return min(
            diary.open_on_or_after(since + dt.timedelta(days=days)), diary.open_on_or_before(diary.today)
        )

    def consider(self, on: dt.date) -> NeedsAssessment:
        self.case = assessing.consider(
            pupil=self.history.pupil, authority=self.authority, why=self.say(said.WHY_ASSESS), tried=said.TRIED,
            by=self.senco, at=at(on, 9),
        )  # fmt: skip
        return self.case

    considered = consider

    def requested(self, since: dt.date) -> None:
        self.consider(since)
        self.case = assessing.record_talk(
            assessment=self.case, on=since, people="Both parents", about=said.TALKED, by=self.senco, at=at(since, 15),
            parents_view=self.say(said.PARENT_ADVICE),
        )  # fmt: skip
        self.case = assessing.request(assessment=self.case, on=since, by=self.senco, at=at(since, 16))

    def assessing_late(self, since: dt.date) -> None:
        self.requested(since)
        day = self.day(since, 47)
        self.case = assessing.record_decision(
            assessment=self.case,
            assess=True,
            decided_on=day,
            advice_requested_on=day,
            by=self.senco,
            at=at(day, 11),
        )

    def refused(self, since: dt.date) -> None:
        self.requested(since)
        day = self.day(since, 40)
        self.case = assessing.record_decision(
            assessment=self.case,
            assess=False,
            decided_on=day,
            feedback=said.FEEDBACK,
            by=self.senco,
            at=at(day, 11),
        )

    def issued_draft(self, since: dt.date) -> None:
        self.assessing_late(since)
        day = self.day(since, 80)
        texts = {name: self.say(words) for name, words in said.ADVICE.items()}
        assessing.write_advice(assessment=self.case, by=self.senco, at=at(day, 9), **texts)
        self.case = assessing.send_advice(
            assessment=self.case, sent_on=day, sent_how="secure", by=self.senco, at=at(day, 12)
        )
        came = self.day(since, 105)
        self.case = assessing.receive_draft(
            assessment=self.case, received_on=came, by=self.senco, at=at(came, 10)
        )
