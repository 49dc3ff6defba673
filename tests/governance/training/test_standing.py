"""How somebody stands with a topic, on literals."""

import datetime as dt

import pytest

from core.accounts.enums import Role
from governance.enums import Audience, Competence
from governance.training.induction import INDUCTION
from governance.training.standing import Cause, Delivery, Known, Person, Stand, Standing, Subject, Wish

D = dt.date
TODAY = D(2026, 11, 16)
TEACHER = Person(1, 11, "Ada Finch", frozenset({Role.TEACHER}), D(2026, 9, 1))
TA = Person(2, 12, "Bo Lind", frozenset({Role.TA}), D(2019, 9, 1))
LAW = Subject(7, "LAW", "SEND law", Audience.TEACHERS, True)
OWN = Subject(8, "OWN", "Epilepsy", Audience.SOME, False, 12)
GROUP = Subject(9, "GROUP", "Talk group", Audience.SOME, False, None, 70, "Talk group")
ALL = Subject(10, "ALL", "Fire", Audience.STAFF, False)


def stand(person=TEACHER, subject=OWN, known=None, wish=None, deliveries=()):
    found = Standing(
        TODAY, (person,), (subject,), {(person.pk, subject.pk): known} if known else {},
        {(person.pk, subject.pk): wish} if wish else {}, {person.pk: tuple(deliveries)},
    )  # fmt: skip
    mark = found.mark(person, subject)
    return mark.stand, tuple(reason.cause for reason in mark.reasons)


def wish(since, by=None):
    return Wish("W", "appraisal", "", since, by)


@pytest.mark.parametrize("given,expected", [
    ({}, (Stand.FREE, ())),
    ({"subject": LAW}, (Stand.NEEDS, (Cause.INDUCTION,))),
    ({"subject": LAW, "person": TA}, (Stand.FREE, ())),
    ({"subject": ALL, "person": TA}, (Stand.NEEDS, (Cause.AUDIENCE,))),
    ({"known": Known(D(2026, 1, 5), None)}, (Stand.HAS, ())),
    ({"known": Known(D(2026, 1, 5), D(2027, 1, 16))}, (Stand.HAS, ())),  # the 61st day
    ({"known": Known(D(2026, 1, 5), D(2027, 1, 15))}, (Stand.SOON, ())),  # the 60th
    ({"known": Known(D(2026, 1, 5), TODAY)}, (Stand.SOON, ())),  # its last day holds still
    ({"known": Known(D(2026, 1, 5), D(2026, 11, 15))}, (Stand.OUT, (Cause.OUT,))),
    ({"known": Known(D(2026, 1, 5), None, Competence.MORE)}, (Stand.NEEDS, (Cause.MORE,))),
    ({"wish": wish(D(2026, 11, 2))}, (Stand.NEEDS, (Cause.WISH,))),
    ({"wish": wish(D(2026, 11, 2)), "known": Known(D(2026, 11, 1), None)}, (Stand.NEEDS, (Cause.WISH,))),
    ({"wish": wish(D(2026, 11, 2)), "known": Known(D(2026, 11, 2), None)}, (Stand.HAS, ())),
    ({"subject": GROUP, "deliveries": [Delivery(70, "T", "Talk group", False)]}, (Stand.NEEDS, (Cause.DELIVERS,))),
    ({"subject": GROUP, "deliveries": [Delivery(71, "U", "Other", False)]}, (Stand.FREE, ())),
    ({"subject": GROUP, "deliveries": [Delivery(70, "T", "Talk group", True)], "known": Known(D(2026, 1, 5), None)},
     (Stand.HAS, ())),
])  # fmt: skip
def test_stand_of_a_person_in_a_topic(given, expected):
    assert stand(**given) == expected


def test_delivery_without_a_topic_is_a_need_of_its_own():
    found = Standing(
        TODAY,
        (TA,),
        (OWN,),
        {},
        {},
        {2: (Delivery(70, "T", "Talk group", False), Delivery(71, "U", "Sums", True))},
    )
    ((person, marks),) = found.needs
    assert (person, [(mark.subject, mark.reasons[0].delivery.name) for mark in marks]) == (
        TA,
        [(None, "Talk group")],
    )


def test_who_needs_stands_by_the_nearest_day():
    wishes = {(1, 8): wish(D(2026, 11, 2), D(2027, 2, 1)), (2, 8): wish(D(2026, 11, 2), D(2026, 12, 1))}
    found = Standing(TODAY, (TEACHER, TA), (OWN, LAW), {}, wishes)
    assert [(p.name, [m.by_day for m in marks]) for p, marks in found.needs] == [
        ("Bo Lind", [D(2026, 12, 1)]), ("Ada Finch", [D(2027, 2, 1), None]),
    ]  # fmt: skip


def test_inducted_counts_those_for_whom_there_are_topics():
    assert Standing(TODAY, (TEACHER, TA), (LAW,), {(1, 7): Known(D(2026, 9, 1), D(2026, 9, 2))}).inducted == (
        1,
        1,
    )
    assert Standing(TODAY, (TEACHER, TA), (LAW,), {}).inducted == (0, 1)


def test_induction_is_ten_topics_for_teachers_and_five_for_tas():
    of = [one.audience for one in INDUCTION]
    assert (of.count(Audience.TEACHERS), of.count(Audience.TAS), len({one.key for one in INDUCTION})) == (
        10,
        5,
        15,
    )
