"""Children who come and who go, with what goes with them; and a supply teacher's day."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from overview.transfer_jobs import prepare_pack
from register.enums import Level
from register.file.actions import write_conversation
from register.models import Pupil, SchoolClass
from register.profiles.supply import end_pack, make_pack, open_pack
from register.transition.actions import (
    add_incoming,
    begin_transfer,
    record_receipt,
    record_sent,
    write_prior_school,
)
from sendsys.demo import theo
from sendsys.demo.clock import at
from sendsys.demo.dates import Diary, terms_of
from sendsys.demo.journeys import journey_to
from sendsys.demo.pupils import Adult, Child, make_upn
from sendsys.demo.schools import SchoolSpec
from sendsys.demo.words import care as said

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder

FIRST, LAST = "Ewan", "Strickland"
YEARS_AT_SCHOOL = 4
SEED = 11
LEFT_DAYS_AGO = 14  # calendar days since the last day of the child who has just left
AGES = {"R": 4, "2": 6, "4": 8}  # years of age at the least, of children who come


def is_leaver(child) -> bool:
    """Whether this child, or pupil, is the one who has just left."""
    return (
        getattr(child, "first", "") or child.legal_first,
        getattr(child, "last", "") or child.legal_last,
    ) == (FIRST, LAST)


def put_among(children: list[Child], spec: SchoolSpec, year: int) -> None:
    """One child more, who leaves this term; where children come and go."""
    if not spec.moves:
        return
    entered, number = year - YEARS_AT_SCHOOL, len(children) + 1
    upn = make_upn(spec.settings["la_code"], spec.settings["urn"], entered, number)
    adults = [Adult("Morag Strickland", "Mother", "family-strickland", "07700 900163")]
    children.append(
        Child(number, FIRST, LAST, "M", dt.date(entered - 4, 5, 6), entered, 0, upn, adults=adults)
    )


def chosen(child: Child, diary: Diary) -> tuple:
    """The leaver's level, needs and journey: SEN Support that goes on at the next school."""
    rng = random.Random(SEED)
    review = diary.today + dt.timedelta(weeks=6)
    here_since = terms_of(max(child.entered, diary.terms[0].span.start.year))[0].span.start
    return (
        child,
        Level.SEN_SUPPORT,
        ["SEMH"],
        journey_to(Level.SEN_SUPPORT, here_since, review, diary, rng, 3),
    )


def come_and_go(builder: SchoolBuilder) -> None:
    """Where children come and go: those who are to come, one who left in July, one who has just left, and supply."""
    if not builder.spec.moves:
        return
    for child in said.INCOMING:
        _comes(builder, child)
    _left_in_july(builder)
    _has_just_left(builder)
    _supply(builder)


def _comes(builder: SchoolBuilder, child: said.Incoming) -> None:
    today, senco, told = builder.diary.today, builder.staff.senco, builder.past(9)
    coming = [term.span.start for term in builder.diary.terms if term.span.start > today]
    joins = coming[0] if child.at == "term" else next(day for day in coming if day.month == 9)
    year = joins.year if joins.month >= 9 else joins.year - 1
    born = dt.date(year - AGES[child.year], 11, 12) - dt.timedelta(days=365)
    school_class = next((s.names[0] for s in builder.spec.streams if s.year == child.year), "")
    pupil = add_incoming(
        school=builder.school, first=child.first, last=child.last, born=born, year_group=child.year, joined_on=joins,
        class_name=school_class if child.at == "term" else "", last_school=child.last_school, by=senco, at=at(told, 10),
    )  # fmt: skip
    texts = {
        name: getattr(child, name) for name in ("contact", "level", "needs", "worked", "worries", "measures")
    }
    write_prior_school(
        pupil=pupil, received_on=told, name=child.last_school, by=senco, at=at(told, 10, 20), **texts
    )
    if child.measures:
        write_conversation(
            pupil=pupil, conversation=None, kind="transition", on=told, people=child.contact, about=said.MEETINGS,
            by=senco, at=at(told, 15),
        )  # fmt: skip


def _left_in_july(builder: SchoolBuilder) -> None:
    """The records of a child of Year 6 who left in July: sent, and received."""
    senco, left_on = builder.staff.senco, terms_of(builder.year - 1)[2].span.end
    pupil = (
        Pupil.objects.filter(school=builder.school, left_on=left_on)
        .select_related("school")
        .order_by("pk")
        .first()
    )
    write_conversation(
        pupil=pupil, conversation=None, kind="transition", on=left_on - dt.timedelta(days=20), by=senco,
        people=said.SECONDARY_CONTACT, about=said.MEETINGS, at=at(left_on - dt.timedelta(days=20), 15),
    )  # fmt: skip
    transfer = begin_transfer(
        pupil=pupil, to_school=said.SECONDARY, to_contact=said.SECONDARY_CONTACT, leaving_on=left_on, note="",
        by=senco, at=at(left_on, 16),
    )  # fmt: skip
    transfer.pupil = pupil
    transfer = prepare_pack(transfer=transfer, by=senco, at=at(left_on, 16, 30))
    transfer = record_sent(
        transfer=transfer, on=left_on, how="School-to-school file transfer", by=senco, at=at(left_on, 17)
    )
    received = left_on + dt.timedelta(days=5)
    record_receipt(transfer=transfer, on=received, name=said.SECONDARY_CONTACT, by=senco, at=at(received, 11))


def _has_just_left(builder: SchoolBuilder) -> None:
    """A transfer that has begun: the records are due."""
    pupil = next(history.pupil for history in builder.histories if is_leaver(history.pupil))
    speaker, day = builder.speaker_of(pupil), builder.past(LEFT_DAYS_AGO)
    begin_transfer(
        pupil=pupil, to_school=said.MOVED_TO, to_contact=said.MOVED_CONTACT, leaving_on=day, by=builder.staff.senco,
        note=speaker.say(said.TRANSFER_NOTE), at=at(day, 15),
    )  # fmt: skip


def _supply(builder: SchoolBuilder) -> None:
    """A supply teacher had 3 Hazel for a day: the link was opened twice and ended in the afternoon."""
    school_class = SchoolClass.objects.filter(
        school=builder.school, academic_year=builder.year, name=theo.CLASS
    ).first()
    if not school_class:
        return
    day, teacher = builder.past(1), builder.staff.teachers[theo.CLASS]
    pack, token = make_pack(
        school_class=school_class, name="Jo Wetherby", day=day, by=teacher, at=at(day, 7, 45)
    )
    for hour, minute in ((8, 12), (12, 50)):
        open_pack(school_id=builder.school.pk, token=token, at=at(day, hour, minute))
    end_pack(pack=pack, by=teacher, at=at(day, 15, 40))
