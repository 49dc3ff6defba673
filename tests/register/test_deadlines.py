"""What the register says is due, to whom, and who may know of whom."""

import datetime as dt

import pytest

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.reminders.deadlines import SOURCES, Ask, Deadline, Source
from core.reminders.kinds import titled
from register import actions as register
from register.deadlines import parents_of, sight, supporters_of, teachers_of
from register.enums import GrantKind
from register.models import Pupil
from tests.cast import AT, add_record
from tests.permissions.rooms import rooms
from tests.roles import as_owner

pytestmark = pytest.mark.django_db

TODAY = AT.date()
OWN_ROOMS = {
    "arrangements",
    "concerns",
    "file",
    "letters",
    "profiles",
    "response",
    "safeguarding",
    "transition",
    "voice",
}


def ask(school, *, today: dt.date = TODAY, user=None) -> Ask:
    """What a round asks for, or one person."""
    return Ask(school, today - dt.timedelta(days=366), today + dt.timedelta(days=120), today, user)


def sources() -> list[Source]:
    """Those of the register."""
    return [source for name, source in SOURCES.items() if name.startswith("register.")]


def found(asked: Ask) -> list[Deadline]:
    """What the register's sources give for what is asked, whatever its day."""
    return [one for source in sources() for row in source.rows(asked) for one in source.build(row, asked)]


def agrees(cast) -> set[tuple[str, str]]:
    """Who sees whom at Oakfield, having checked that `sight` and `visible_to` say the same of everybody."""
    sees = sight(ask(cast.oakfield, today=dt.date.today()))
    seen = set()
    for who, user in cast.people.items():
        user.forget_memberships()
        known = set(Pupil.objects.visible_to(user).values_list("reference", flat=True))
        for name in ("own", "other"):
            reference = cast.records[name].pupil.reference
            assert sees(user.pk, reference) == (reference in known), (who, name)
            seen |= {(who, name)} if sees(user.pk, reference) else set()
    return seen


def test_sight_agrees_with_what_each_person_sees(cast, django_assert_num_queries):
    with cast.acting("senco"):
        seen = agrees(cast)
        assert {who for who, name in seen if name == "own"} >= {
            "senco",
            "dsl",
            "office",
            "teacher",
            "ta",
            "parent",
        }
        assert {who for who, name in seen if name == "other"} >= {"senco", "parent_of_other"}
        assert not {("teacher", "other"), ("ta", "other"), ("governor", "own"), ("stranger", "own")} & seen
        with django_assert_num_queries(3):
            sight(ask(cast.oakfield))


def test_sight_follows_leaving_work_and_kinship(cast):
    with cast.acting("senco"):
        give_role(school=cast.oakfield, user=cast.parent, role=Role.TA, by=None, at=AT)
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(left_on=dt.date.today() - dt.timedelta(days=1))
        register.grant(pupil=cast.other.pupil, user=cast.governor, kind=GrantKind.PARENT)
        seen = agrees(cast)
        assert not {("parent", "own"), ("ta", "own"), ("governor", "other")} & seen
        assert ("teacher", "own") in seen


def test_people_of_a_pupil_are_known_by_key(cast, django_assert_num_queries):
    own = cast.own.pupil
    with cast.acting("senco"):
        asked = ask(cast.oakfield)
        with django_assert_num_queries(3):
            assert teachers_of(asked)[own.school_class_id] == (cast.teacher.pk,)
            assert cast.ta.pk in supporters_of(asked)[own.pk]
            assert parents_of(asked)[own.pk] == (cast.parent.pk,)
            assert teachers_of(asked) and parents_of(asked)
        assert cast.foreign.pupil.pk not in parents_of(asked)


def test_each_person_is_told_of_what_is_in_their_sight(cast):
    with cast.acting("senco"):
        seen = {
            who: {(one.pupil, one.kind) for one in found(ask(cast.oakfield, user=cast.people[who]))}
            for who in ("senco", "teacher", "ta", "office", "governor", "professional", "parent", "dsl")
        }
        all_of_it = {(one.pupil, one.kind) for one in found(ask(cast.oakfield))}
    own, other = cast.own.pupil.reference, cast.other.pupil.reference
    assert {pupil for pupil, _ in seen["teacher"] | seen["ta"]} <= {own, ""}
    assert {(own, "support_review"), (own, "profile_read")} <= seen["teacher"]
    assert not {"concern_decide", "slip_chase", "sign_take", "terms_enter"} & {kind for _, kind in seen["ta"]}
    assert seen["parent"] == {(own, "family_slip")}
    assert seen["governor"] == seen["professional"] == seen["office"] == set()
    assert ("", "sign_take") in seen["senco"] & seen["dsl"]
    assert not {kind for _, kind in seen["teacher"]} & {"sign_take", "access_round", "terms_enter"}
    assert seen["senco"] | {(own, "family_slip"), (other, "family_slip")} == all_of_it


def test_nothing_is_asked_about_a_pupil_who_left_or_by_another_school(cast):
    own = cast.own.pupil
    with cast.acting("foreign_senco", "hillcrest"):
        asked = found(ask(cast.hillcrest))
        assert {one.url.split("/")[1] for one in asked} == {"hillcrest"}
        assert {one.pupil for one in asked} == {"", cast.foreign.pupil.reference}
    with cast.acting("senco"):
        Pupil.objects.filter(pk=own.pk).update(left_on=TODAY)
        left = {one.kind for one in found(ask(cast.oakfield)) if one.pupil == own.reference}
    assert left == {"transfer_send"}


def test_the_whole_school_costs_the_same_however_many_pupils(cast, django_assert_num_queries):
    """Nineteen: two for when the school is open, three for who answers for whom, one each for fourteen sorts of record."""
    with as_owner():
        third = add_record(
            cast.oakfield, klass="4 Ash", first="Ida", last="Quay", email="q@sendsys.test", senco=cast.senco
        )
        for room in rooms():
            if room.__name__.rpartition(".")[2] in OWN_ROOMS:
                room.fill(pupil=third.pupil, contact=third.contact, user=cast.senco)
    for school, who, pupils in ((cast.hillcrest, "foreign_senco", 1), (cast.oakfield, "senco", 3)):
        with cast.acting(who, school.slug):
            found(ask(school))
            with django_assert_num_queries(19):
                asked = found(ask(school))
            assert len({one.pupil for one in asked if one.kind == "support_review"}) == pupils


def test_no_child_is_named_in_what_leaves_the_school(cast):
    with cast.acting("senco"):
        for one in found(ask(cast.oakfield)):
            told = " ".join(
                (one.subject, one.url, one.detail, titled(one.of.mail, cast.oakfield), one.started)
            )
            assert not {"Maya", "Abara", "Leo", "Brandt"} & set(told.replace(",", " ").split())
            assert len(one.subject) <= 60
            assert bool(one.name) is bool(one.pupil)
            assert "{" not in titled(one.of.title, cast.oakfield) + titled(one.of.rule, cast.oakfield)
