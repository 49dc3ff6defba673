"""A supply teacher's link: one person, one class, one day; every opening told, none of the token kept."""

import datetime as dt
import hashlib

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from core.accounts.models import Membership
from core.accounts.permissions import Denied
from core.schools.guard import off
from register.actions import remove_teacher
from register.models import SupplyOpening, SupplyPack
from register.profiles import supply
from register.profiles.supply_views import REFUSED_A_MINUTE
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _fresh_counter():
    cache.clear()


@pytest.fixture
def made(cast):
    """`made(days=0)`: a link by the teacher for their class, so many days ahead; gives the pack and its address."""

    def make(days=0, by="teacher"):
        now = timezone.now()
        with seeing(cast.oakfield, actor=cast.people[by]):
            pack, token = supply.make_pack(
                school_class=cast.own.pupil.school_class, name="Ada  Supply", by=cast.people[by], at=now,
                day=timezone.localdate(now) + days * DAY,
            )  # fmt: skip
        return pack, f"/supply/oakfield/{token}/"

    return make


def openings(cast):
    with seeing(cast.oakfield):
        return list(SupplyOpening.objects.order_by("-pk").values_list("pack", "refused"))


def move(cast, pack, **fields):
    with seeing(cast.oakfield):
        SupplyPack.objects.filter(pk=pack.pk).update(**fields)


def test_link_opens_the_sheets_without_an_account(cast, made):
    pack, path = made()
    response = Client().get(path)
    html = response.content.decode()
    assert response.status_code == 200 and cast.own.pupil.name in html
    assert "Ada Supply" in html and 'data-mark="Ada Supply, ' in html
    assert cast.other.pupil.name not in html
    assert openings(cast)[0] == (pack.pk, "")


def test_page_is_kept_and_told_nowhere(made):
    response = Client().get(made()[1])
    assert "no-store" in response["Cache-Control"] and "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}


def test_only_the_hash_of_the_token_is_kept(cast, made):
    pack, path = made()
    token = path.split("/")[3]
    assert pack.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) == 43 and token not in {str(value) for value in vars(pack).values()}


@pytest.mark.parametrize("days,words,told", [
    (1, "It opens on", "before its day"), (-1, "that day is over", "after its day"),
])  # fmt: skip
def test_link_opens_on_its_day_alone(cast, made, days, words, told):
    pack, path = made()
    move(cast, pack, day=pack.day + days * DAY)
    response = Client().get(path)
    assert response.status_code == 404 and words in response.content.decode()
    assert cast.own.pupil.name not in response.content.decode()
    assert openings(cast)[0] == (pack.pk, told)


def test_ended_link_no_longer_opens(cast, made, client_for):
    pack, path = made()
    assert client_for("teacher").post(f"/oakfield/supply/{pack.reference}/end/").status_code == 302
    response = Client().get(path)
    assert response.status_code == 404 and "has ended it" in response.content.decode()
    assert openings(cast)[0] == (pack.pk, "ended")


def test_link_ends_with_what_its_maker_may_see(cast, made):
    pack, path = made()
    with seeing(cast.oakfield):
        remove_teacher(school_class=cast.own.pupil.school_class, user_id=cast.teacher.pk)
    assert Client().get(path).status_code == 404
    assert openings(cast)[0] == (pack.pk, supply.REFUSALS["withdrawn"])


def test_link_ends_with_its_makers_role(cast, made):
    _pack, path = made(by="senco")
    assert Client().get(path).status_code == 200
    with seeing(cast.oakfield):
        Membership.objects.filter(user=cast.senco).update(ended_at=timezone.now())
    assert Client().get(path).status_code == 404


def test_unknown_token_is_told_apart_by_nothing_and_recorded(cast, made):
    response = Client().get("/supply/oakfield/" + "x" * 43 + "/")
    assert response.status_code == 404 and openings(cast)[0] == (None, "no such link")
    other = Client().get("/supply/no-such-school/" + "x" * 43 + "/")
    assert (other.status_code, other.content) == (404, response.content)


def test_link_of_one_school_opens_nothing_at_another(made):
    _pack, path = made()
    assert Client().get(path.replace("oakfield", "hillcrest")).status_code == 404


def test_guessing_is_throttled(cast, made):
    _pack, path = made()
    guesser = Client()
    for number in range(REFUSED_A_MINUTE):
        guesser.get(f"/supply/oakfield/{number}/")
    recorded = len(openings(cast))
    assert guesser.get(path).status_code == 404 and len(openings(cast)) == recorded
    assert Client(REMOTE_ADDR="192.0.2.7").get(path).status_code == 200


def test_link_can_only_be_read(made):
    assert Client().post(made()[1]).status_code == 405


@pytest.mark.parametrize("days,fits", [(-1, False), (0, True), (14, True), (15, False)])
def test_link_is_made_for_the_next_fourteen_days(made, days, fits):
    if fits:
        assert made(days)[0].name == "Ada Supply"
    else:
        with pytest.raises(Denied, match="choose another day"):
            made(days)


def test_teacher_makes_links_for_their_own_class_alone(cast, client_for):
    html = client_for("teacher").get("/oakfield/supply/").content.decode()
    assert "4 Ash</option>" in html and "5 Elm</option>" not in html
    with seeing(cast.oakfield), pytest.raises(Denied):
        supply.make_pack(school_class=cast.other.pupil.school_class, name="Ada", day=timezone.localdate(),
                         by=cast.teacher, at=timezone.now())  # fmt: skip


def test_link_is_shown_once(cast, client_for):
    today = timezone.localdate()
    senco = client_for("senco")
    data = {"school_class": cast.own.pupil.school_class.reference, "name": "Ada Supply",
            "day": f"{today.day} {today.month} {today.year}"}  # fmt: skip
    response = senco.post("/oakfield/supply/", data)
    link = response.context["link"]
    assert "no-store" in response["Cache-Control"] and link in response.content.decode()
    assert Client().get("/supply/" + link.split("/supply/")[1]).status_code == 200
    assert link.split("/")[-2] not in senco.get("/oakfield/supply/").content.decode()


@pytest.mark.parametrize("field,value,words", [
    ("day", "1 1 2020", "is past"), ("day", "1 1 2099", "14 days ahead"), ("name", " ", "Say whom the link is for"),
    ("school_class", "nosuch", "Choose a class from the list"), ("day", "soon", "Enter a date like"),
])  # fmt: skip
def test_form_says_what_is_wrong_and_keeps_the_rest(cast, client_for, field, value, words):
    today = timezone.localdate()
    data = {"school_class": cast.own.pupil.school_class.reference, "name": "Ada Supply",
            "day": f"{today.day} {today.month} {today.year}"} | {field: value}  # fmt: skip
    response = client_for("senco").post("/oakfield/supply/", data)
    assert response.status_code == 200 and words in response.content.decode()


def test_openings_stand_in_the_list(cast, made, client_for):
    made_pack, path = made()
    Client().get(path)
    row = next(r for r in client_for("senco").get("/oakfield/supply/").context["rows"] if r["end_url"])
    assert (row["name"], row["state"].word, len(row["openings"])) == ("Ada Supply", "Good today", 1)
    assert made_pack.reference in row["end_url"]


def test_function_tells_a_school_without_a_scope(cast):
    with off():
        assert supply.supply_school("oakfield") == cast.oakfield.pk
        assert supply.supply_school("no-such-school") is None
