"""Review meetings with parents, what the SENCo makes of each cycle, and the class's progress meeting."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from apdr.bank.actions import start_bank
from apdr.enums import IN_FORCE, Decision, Effect, MeetingHow
from apdr.models import Plan, Receipt, ReviewMeeting
from apdr.plans.margin import annotate
from apdr.progress.actions import close_meeting, decide, open_meeting
from apdr.reviews.actions import book_meeting, finish_action, record_meeting, write_actions
from apdr.reviews.cycle import evaluate_plan, see_comment
from core.accounts.models import User
from register.enums import ProgressFound
from register.models import SchoolClass
from sendsys.demo.clock import at
from sendsys.demo.words import meetings as said

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder
    from sendsys.demo.plans import Planner

NOT_EVALUATED = 4  # the newest closed cycles still wait for the SENCo
BOOKED_WITHIN = 14  # calendar days from today for which most reviews have a meeting booked
UNREAD = 2  # comments that nobody has read yet


def at_review(planner: Planner, plan: Plan, teacher: User) -> ReviewMeeting:
    """The meeting at which a cycle was reviewed: most parents came, some were telephoned, a few had papers sent home."""
    rng, on = planner.rng, plan.review_on
    (how,) = rng.choices([MeetingHow.MEETING, MeetingHow.PHONE, MeetingHow.PACK], [0.74, 0.18, 0.08])
    took_part = how != MeetingHow.PACK
    names = ", ".join(contact.name for contact in planner.contacts[:1])
    meeting = record_meeting(
        pupil=planner.pupil, plan=plan, on=on, how=how, by=teacher, at=at(on, 15, 50),
        who_came=f"{names}, {teacher.called}" if took_part else "",
        parents_say=planner.words.speaker.one(said.PARENTS, rng) if took_part else "",
        child_says=planner.words.speaker.one(said.CHILD, rng),
        notes=planner.words.speaker.one(said.AGREED, rng) if took_part else "",
    )  # fmt: skip
    if took_part and rng.random() < said.SHARE_PROMISED:
        promised = {"what": planner.words.speaker.one(said.PROMISES, rng), "owner": teacher,
                    "by_date": on + dt.timedelta(days=21)}  # fmt: skip
        (action,) = write_actions(meeting=meeting, actions=[promised], by=teacher, at=at(on, 15, 55))
        done = on + dt.timedelta(days=rng.randint(5, 25))
        if done < planner.today - dt.timedelta(days=10):
            finish_action(action=action, on=done, by=teacher, at=at(done, 16))
    return meeting


def evaluate(builder: SchoolBuilder) -> None:
    """What the SENCo makes of each cycle, but for the newest."""
    rng = random.Random(builder.rng.random())
    closed = Plan.objects.filter(school=builder.school, state="closed", agreed_at__isnull=False)
    for plan in list(closed.select_related("pupil").prefetch_related("targets").order_by("-closed_at"))[
        NOT_EVALUATED:
    ]:
        met = [target.progress == "met" for target in plan.targets.all()]
        effect = Effect.WORKED if all(met) else Effect.PARTLY if any(met) else Effect.NOT_YET
        evaluate_plan(plan=plan, effect=effect, words=rng.choice(said.EVALUATED[effect]), by=builder.staff.senco,
                      at=plan.closed_at + dt.timedelta(days=2))  # fmt: skip


def book_some(builder: SchoolBuilder) -> None:
    """The meetings of the next two weeks, one after the other on each day."""
    rng, today = random.Random(builder.rng.random()), builder.diary.today
    until = today + dt.timedelta(days=BOOKED_WITHIN)
    due = Plan.objects.filter(school=builder.school, state__in=IN_FORCE, review_on__range=(today, until))
    minutes: dict[tuple, int] = {}
    for plan in due.select_related("pupil__school", "pupil__school_class").order_by("review_on", "pk"):
        teacher = builder.staff.teachers[plan.pupil.school_class.name]
        if rng.random() > said.SHARE_BOOKED or not builder.diary.days.is_open(plan.review_on):
            continue
        place = minutes.setdefault((teacher.pk, plan.review_on), 0)
        minutes[teacher.pk, plan.review_on] += 1
        book_meeting(pupil=plan.pupil, plan=plan, on=plan.review_on, time=dt.time(15 + place // 2, 30 * (place % 2)),
                     led_by=teacher, place=plan.pupil.school_class.name, by=builder.staff.senco,
                     at=at(builder.past(4), 12))  # fmt: skip


def read_comments(builder: SchoolBuilder) -> None:
    """What families wrote beside their receipts has been read, but for the newest."""
    written = Receipt.objects.filter(school=builder.school, plan__pupil__left_on=None).exclude(comment="")
    for receipt in list(written.select_related("plan__pupil").order_by("-confirmed_at"))[UNREAD:]:
        see_comment(receipt=receipt, by=builder.staff.senco, at=receipt.confirmed_at + dt.timedelta(days=1))


def write_in_margins(builder: SchoolBuilder) -> None:
    """Notes and ratings beside the plans of the children whom a TA supports; the bank of targets is begun."""
    rng = random.Random(builder.rng.random())
    start_bank(school=builder.school, by=builder.staff.senco, at=at(builder.past(60), 9))
    plans = Plan.objects.filter(pupil__in=builder.supported, state__in=IN_FORCE).select_related(
        "pupil__school_class"
    )
    for plan in plans.prefetch_related("targets"):
        teacher = builder.staff.teachers[plan.pupil.school_class.name]
        days = (builder.diary.today - plan.starts).days
        targets = list(plan.targets.all())
        for week in range(2, days // 7, 2):
            on = builder.diary.open_on_or_before(plan.starts + dt.timedelta(weeks=week))
            target, by = targets[week // 2 % len(targets)], rng.choice((teacher, builder.staff.ta))
            rating = min(4, 1 + round(3 * week / 12 + rng.random()))
            value = target.aim_value and (target.aim_value * (rating + 1) / 5).quantize(1)
            annotate(plan=plan, target=target, on=on, rating=rating, value=value, by=by, at=at(on, 15, 45),
                     words=rng.choice(said.MARGIN))  # fmt: skip


def meet_about_progress(builder: SchoolBuilder) -> None:
    """The progress meeting of the first class with children on the register, some weeks ago, closed."""
    on = builder.past(17)
    told = builder.on_register()
    hero = next((h for h in told if h.hero), told[0] if told else None)
    if hero is None or on < builder.year_began + dt.timedelta(days=14):
        return
    school_class: SchoolClass = hero.pupil.school_class
    senco, rng = builder.staff.senco, random.Random(builder.rng.random())
    teacher = builder.staff.teachers[school_class.name]
    people = f"{builder.staff.head.called}, {senco.called}, {teacher.called}"
    meeting = open_meeting(school_class=school_class, on=on, by=senco, at=at(on, 13), people=people)
    for pupil in [p for p in builder.pupils.values() if p.school_class_id == school_class.pk][:12]:
        well = rng.random() < said.SHARE_AS_EXPECTED
        found = ProgressFound.EXPECTED if well else ProgressFound.LESS
        decide(meeting=meeting, pupil=pupil, progress=found, words=rng.choice(said.LOOKED[well]), by=senco, at=at(on, 14),
               decision=Decision.NOTHING if well else Decision.WATCH)  # fmt: skip
    close_meeting(meeting=meeting, notes=said.ABOUT_CLASS, by=senco, at=at(on, 15))
