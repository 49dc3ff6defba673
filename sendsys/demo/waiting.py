"""The SENCo's queue of concerns about children without a story of their own: those that wait and those just decided."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from core.accounts.models import User
from register.actions import open_to_parent
from register.concerns.actions import decide, gather, raise_concern, record_event
from register.models import Concern, Contact, Pupil
from sendsys.demo import theo
from sendsys.demo.clock import at
from sendsys.demo.words import concerns as said

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder


def fill_queue(builder: SchoolBuilder) -> None:
    """Concerns that wait, one that is gathered for, those decided of late, and events in children's lives."""
    rng = random.Random(builder.rng.random())
    pupils = builder.without_story(rng)
    for story in (*said.WAITING, said.GATHERING, *said.DECIDED):
        pupil = _about(builder, pupils, story)
        concern = _told(builder, pupil, story)
        if story is said.GATHERING:
            gather(concern=concern, by=builder.staff.senco, at=at(builder.past(story.days - 4), 11))
        elif story.outcome:
            _decided(builder, concern, story)
    for place, (kind, note) in enumerate(said.EVENTS):
        pupil = builder.histories[place * 3 % len(builder.histories)].pupil if place % 2 else pupils.pop()
        day = builder.past(12 + 9 * place)
        speaker = builder.speaker_of(pupil)
        record_event(
            pupil=pupil, kind=kind, on=day, note=speaker.say(note), by=builder.staff.senco, at=at(day, 12)
        )


def _about(builder: SchoolBuilder, pupils: list[Pupil], story: said.Story) -> Pupil:
    """Whom the concern is about: one of those whom the TA supports, or the next of the list of whom the story can be
    told. What waits and is a teacher's is about a child of 3 Hazel, where there is such a class."""
    if story.who == "ta" and not story.outcome:
        return builder.supported[-1]
    near = story.who == "teacher" and not story.outcome
    likely = sorted(pupils, key=lambda p: near != (p.school_class.name == theo.CLASS))
    pupil = next(pupil for pupil in likely if _contact(pupil, story))
    pupils.remove(pupil)
    return pupil


def _contact(pupil: Pupil, story: said.Story) -> Contact | None:
    """The first contact; where a parent raised it, the first who has an email address."""
    contacts = Contact.objects.filter(pupil=pupil).select_related("pupil", "school", "user")
    return (contacts.exclude(email="") if story.who == "parent" else contacts).first()


def _told(builder: SchoolBuilder, pupil: Pupil, story: said.Story) -> Concern:
    day, speaker = builder.past(story.days), builder.speaker_of(pupil)
    contact = _contact(pupil, story)
    by, parent = _who(builder, pupil, contact, story, day), story.who == "parent"
    return raise_concern(
        pupil=pupil, raised_on=day, by=by, at=at(day, 16, 20), reasons=speaker.say(story.reasons), kind=story.kind,
        raised_by="parent" if parent else "staff", referred_by=contact.name if parent else "", carer=contact.name,
        area=story.area, criteria=list(story.criteria), sources=list(story.sources), factors=list(story.factors),
        factors_note=speaker.say(story.factors_note), interventions=story.interventions,
        parents_told_on=day if story.parents_say or parent else None, child_says=story.child_says,
        parents_say=speaker.say(story.parents_say),
    )  # fmt: skip


def _who(builder: SchoolBuilder, pupil: Pupil, contact: Contact, story: said.Story, day: dt.date) -> User:
    if story.who == "parent":
        return open_to_parent(contact=contact, by=builder.staff.senco, at=at(day, 8))
    return builder.staff.ta if story.who == "ta" else builder.staff.teachers[pupil.school_class.name]


def _decided(builder: SchoolBuilder, concern: Concern, story: said.Story) -> None:
    speaker = builder.speaker_of(concern.pupil)
    day = builder.past(story.days - 5)
    grounds = {
        name: speaker.say(getattr(story, name))
        for name in ("ground_staff", "ground_progress", "ground_family")
    }
    decide(
        concern=concern, outcome=story.outcome, decided_on=day, decision=speaker.say(story.decision),
        by=builder.staff.senco, at=at(day, 13, 10), signposted_to=story.signposted_to, family_told_on=day,
        seen_in_school=False if story.signposted_to else None, family_told_how="phone", **grounds,
    )  # fmt: skip
