"""Pupils who are to come, what their last school said, and preparing for adulthood."""

import datetime as dt

import pytest
from django.utils import timezone

from core.accounts.permissions import Denied
from core.ui.models import Draft
from register import actions as register
from register.enums import Level
from register.models import AdultLife, Conversation, PriorSchool, Pupil, StatusPeriod
from register.transition import actions, queries
from register.transition.actions import ADULT_TEXTS, PRIOR_TEXTS
from tests import cast as house
from tests.overview.test_queries import queries_of
from tests.register.transition.conftest import add_pupil
from tests.roles import seeing

pytestmark = pytest.mark.django_db
ADD = "/oakfield/incoming/add/"
UPN = "B801200005001"


def soon(days: int = 20) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def typed(day: dt.date) -> str:
    return f"{day:%-d %m %Y}"


def form(**changes) -> dict:
    return {"first": "Ivy", "last": "Newman", "born": "4 3 2019", "year_group": "2", "joined_on": typed(soon()),
            "last_school": "Little Acorns", "class_name": "", "preferred": "", "upn": ""} | changes  # fmt: skip


def come(cast, **changes) -> Pupil:
    data = {
        "first": "Ivy",
        "last": "Newman",
        "born": dt.date(2019, 3, 4),
        "year_group": "2",
        "joined_on": soon(),
    } | changes
    return actions.add_incoming(school=cast.oakfield, by=cast.senco, at=timezone.now(), **data)


def said(cast, pupil, **changes) -> PriorSchool:
    texts = dict.fromkeys(PRIOR_TEXTS, "") | {"name": "Little Acorns"} | changes
    return actions.write_prior_school(
        pupil=pupil, received_on=None, by=cast.senco, at=timezone.now(), **texts
    )


def test_child_is_added_and_leads_to_what_the_last_school_said(cast):
    answer = cast.client_for("senco").post(ADD, form(class_name="2 Fir"))
    with seeing(cast.oakfield):
        pupil = Pupil.objects.get(legal_last="Newman")
        assert (pupil.joined_on, pupil.school_class.name, pupil.prior_school.name) == (
            soon(),
            "2 Fir",
            "Little Acorns",
        )
        assert pupil not in Pupil.objects.here() and pupil in Pupil.objects.incoming()
    assert answer.url == f"/oakfield/pupils/{pupil.reference}/last-school/"


@pytest.mark.parametrize("changes,says", [
    ({"first": ""}, "Enter the first name"),
    ({"last": ""}, "Enter the last name"),
    ({"born": "31 2 2019"}, "February has 28 days: check the date"),
    ({"born": "4 3 2099"}, "This day is in the future: check the date of birth"),
    ({"born": "4 3 1909"}, "This is more than 25 years ago: check the year of birth"),
    ({"joined_on": "1 9 2020"}, "This day is not to come any more"),
    ({"joined_on": "1 9 2099"}, "more than a year and a half away: check the year"),
    ({"year_group": "99"}, "Select a valid choice"),
    ({"upn": "B801"}, "has 4 characters and a UPN has 13"),
    ({"upn": "A801200005001"}, "the check letter of its other characters is B"),
])  # fmt: skip
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(cast, changes, says):
    answer = cast.client_for("senco").post(ADD, form(**changes))
    shown = answer.content.decode()
    assert answer.status_code == 200 and says in shown
    assert "Little Acorns" in shown
    with seeing(cast.oakfield):
        assert not Pupil.objects.filter(legal_last="Newman").exists()


def test_likely_double_is_asked_about_first(cast):
    client = cast.client_for("senco")
    double = form(first="maya", last="ABARA", born="4 3 2018")
    shown = client.post(ADD, double).content.decode()
    assert "Is it the same child?" in shown and cast.own.pupil.reference in shown
    with seeing(cast.oakfield):
        assert Pupil.objects.filter(born="2018-03-04", legal_last__iexact="abara").count() == 1
    client.post(ADD, double | {"another": "on"})
    with seeing(cast.oakfield):
        assert Pupil.objects.filter(born="2018-03-04", legal_last__iexact="abara").count() == 2


def test_upn_that_another_child_has_is_refused_even_so(cast):
    with seeing(cast.oakfield):
        register.change_pupil(pupil=cast.own.pupil, changes={"upn": UPN}, by=cast.senco, at=house.AT)
    answer = cast.client_for("senco").post(ADD, form(upn=UPN, another="on"))
    assert "Another pupil of the school has this UPN" in answer.content.decode()


def test_double_of_another_school_is_not_told(cast):
    shown = cast.client_for("senco").post(ADD, form(first="Noor", last="Castell", born="4 3 2018"))
    assert shown.status_code == 302


def test_first_day_that_has_come_is_refused_by_the_action(cast, oakfield):
    with pytest.raises(Denied, match="has come already"):
        come(cast, joined_on=timezone.localdate())


def test_start_is_changed_or_given_up(cast, oakfield):
    pupil = come(cast)
    changed = actions.change_start(pupil=pupil, joined_on=soon(40), year_group="3", class_name="3 Fir", by=cast.senco,
                                   at=timezone.now())  # fmt: skip
    assert (changed.joined_on, changed.year_group, changed.school_class.name) == (soon(40), "3", "3 Fir")
    actions.withdraw_incoming(pupil=pupil, by=cast.senco, at=timezone.now())
    assert pupil not in Pupil.objects.incoming() and pupil not in Pupil.objects.here()
    with pytest.raises(Denied, match="not on the list"):
        actions.withdraw_incoming(pupil=pupil, by=cast.senco, at=timezone.now())


def test_child_who_is_here_cannot_be_taken_off_the_list(cast):
    answer = cast.client_for("senco").post(
        f"/oakfield/pupils/{cast.own.pupil.reference}/starting/", {"do": "withdraw"}
    )
    assert "is not on the list of those who are to come any more" in answer.content.decode()


def test_class_teacher_sees_who_is_to_come(cast, oakfield):
    pupil = come(cast)
    Pupil.objects.filter(pk=pupil.pk).update(school_class=cast.own.pupil.school_class)
    assert pupil in Pupil.objects.visible_to(cast.teacher)


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "office", "dsl", "trust_lead"])
def test_others_may_not_write_what_the_last_school_said(cast, oakfield, who):
    with pytest.raises(Denied, match="Only the SENCo may"):
        actions.write_prior_school(pupil=cast.own.pupil, received_on=None, by=cast.people[who], at=house.AT,
                                   **dict.fromkeys(PRIOR_TEXTS, ""))  # fmt: skip


def test_what_the_last_school_said_is_kept_as_typed_and_then_saved(cast, oakfield):
    pupil, client = come(cast), cast.client_for("senco")
    path = f"/oakfield/pupils/{pupil.reference}/last-school/"
    data = {"version": "0", "name": "Little Acorns", "level": "K", "needs": "Speech", "worked": "Pictures", "worries": "",
            "measures": "A visit\nA named adult", "contact": "", "received_on": ""}  # fmt: skip
    client.post(path, data | {"autosave": "1"})
    assert Draft.objects.get(form="prior-school", subject=pupil.reference).data["needs"] == "Speech"
    assert client.post(path, data | {"received_on": "1 1 2099"}).status_code == 422
    assert "Speech" in client.get(path).content.decode()
    assert client.post(path, data).url == "/oakfield/incoming/"
    held = PriorSchool.objects.get(pupil=pupil)
    assert (held.level, held.worked, held.version) == ("K", "Pictures", 1)
    shown = client.get("/oakfield/incoming/").content.decode()
    assert "SEN support there" in shown and "2 measures set" in shown
    answer = client.post(path, data | {"needs": "Other"})
    assert answer.status_code == 409 and "See both and choose" in answer.content.decode()


def test_two_who_began_with_nothing_do_not_overwrite_each_other(cast, oakfield):
    pupil = come(cast)
    assert cast.client_for("senco").post(f"/oakfield/pupils/{pupil.reference}/last-school/",
                                         {"version": "7", "name": "Here"}).status_code == 302  # fmt: skip


def test_level_is_offered_from_the_first_day_on(cast, oakfield):
    pupil = come(cast)
    said(cast, pupil, level="K")
    today = timezone.localdate()
    assert queries.started_lately(oakfield, cast.senco, today) == []
    Pupil.objects.filter(pk=pupil.pk).update(joined_on=today)
    assert queries.started_lately(oakfield, cast.senco, today) == [pupil]
    shown = cast.client_for("senco").get("/oakfield/incoming/").content.decode()
    assert "Here now, level to be set" in shown and f"/pupils/{pupil.reference}/level/" in shown
    StatusPeriod.objects.create(school=oakfield, pupil=pupil, level=Level.SEN_SUPPORT, start=today, reason="x",
                                recorded_at=timezone.now())  # fmt: skip
    assert queries.started_lately(oakfield, cast.senco, today) == []


def test_nobody_expected_says_what_to_do(cast):
    shown = cast.client_for("senco").get("/oakfield/incoming/").content.decode()
    assert "Nobody is expected" in shown and "Add an incoming child" in shown


def test_meetings_and_who_comes_soon(cast, oakfield):
    pupil, later = come(cast), come(cast, first="Una", joined_on=soon(60))
    Conversation.objects.create(school=oakfield, pupil=pupil, kind="transition", on=timezone.localdate(), people="Staff",
                                about="x", recorded_at=timezone.now(), recorded_by=cast.senco)  # fmt: skip
    assert "Transition meeting" in cast.client_for("senco").get("/oakfield/incoming/").content.decode()
    assert queries.incoming_soon(oakfield, cast.senco, timezone.localdate()) == [pupil]
    assert later in queries.incoming_pupils(oakfield, cast.senco)


PAGES = {"incoming/": 5, "adulthood/": 3, "roll-over/": 10}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", PAGES)
def test_page_queries(cast, page, count):
    with seeing(cast.oakfield):
        for number in range(count):
            said(cast, come(cast, first=f"Child{number}"), level="E")
            old = add_pupil(cast.oakfield, "9 Fir", f"Old{number}", by=cast.senco)
            house.put_on_register(old, by=cast.senco)
            Pupil.objects.filter(pk=old.pk).update(school_class=_last_years(cast))
    assert queries_of(cast.client_for("senco"), f"/oakfield/{page}") == PAGES[page]


def _last_years(cast):
    return register.find_or_create_class(
        school=cast.oakfield, name="8 Fir", academic_year=2020, year_group="8"
    )


def grown(cast, year: str = "9") -> Pupil:
    pupil = add_pupil(cast.oakfield, "9 Fir", "Kim", by=cast.senco, year=year)
    house.put_on_register(pupil, by=cast.senco)
    return pupil


@pytest.mark.parametrize("year", ["9", "10", "11", "12", "13"])
def test_adulthood_is_written_from_year_nine(cast, oakfield, year):
    pupil, client = grown(cast, year), cast.client_for("senco")
    assert queries.adulthood_pupils(oakfield, cast.senco) == [pupil]
    assert "Not written yet" in client.get("/oakfield/adulthood/").content.decode()
    path = f"/oakfield/pupils/{pupil.reference}/adulthood/"
    assert "Begin with the young person" in client.get(path).content.decode()
    data = {
        "version": "0",
        "interests": "Bikes",
        "next_steps": "College visit, Ms Lane",
        "review_on": typed(soon(200)),
    }
    assert client.post(f"{path}edit/", data).url == path
    shown = client.get(path).content.decode()
    assert "Bikes" in shown and "Ms Lane" in shown and "Written" in shown
    assert AdultLife.objects.get(pupil=pupil).review_on == soon(200)


@pytest.mark.parametrize("year,called", [("8", "Year 8"), ("R", "Reception"), ("", "no year group")])
def test_adulthood_is_refused_below_year_nine_with_words(cast, oakfield, year, called):
    pupil = grown(cast)
    register.change_pupil(pupil=pupil, changes={"year_group": year}, by=cast.senco, at=house.AT)
    answer = cast.client_for("senco").get(f"/oakfield/pupils/{pupil.reference}/adulthood/edit/")
    assert answer.status_code == 403
    assert f"begins in Year 9. Kim is in {called}" in answer.content.decode()
    with pytest.raises(Denied, match="begins in Year 9"):
        actions.write_adult_life(
            pupil=pupil, review_on=None, by=cast.senco, at=house.AT, **dict.fromkeys(ADULT_TEXTS, "")
        )


@pytest.mark.parametrize("data,says", [
    ({}, "Nothing is written yet: fill in at least one part"),
    ({"interests": "Bikes", "review_on": "1 9 2020"}, "This day is past"),
    ({"interests": "Bikes", "review_on": "soon"}, "Enter a date like 23 11 2026"),
])  # fmt: skip
def test_adulthood_bad_input(cast, oakfield, data, says):
    path = f"/oakfield/pupils/{grown(cast).reference}/adulthood/edit/"
    answer = cast.client_for("senco").post(path, {"version": "0", **data})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not AdultLife.objects.filter(interests="Bikes").exists()
