"""Applications for funding: every move by a table, what is refused, and the pages."""

import datetime as dt
from decimal import Decimal
from itertools import product

import pytest
from django.urls import reverse

from apdr.enums import FundState
from apdr.models import FundingApplication
from apdr.money import actions
from apdr.money.lifecycle import FUNDING
from core.accounts.permissions import Denied
from register.edits import Overtaken
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY = AT.date()
ALLOWED = {
    ("preparing", "applied"), ("preparing", "withdrawn"), ("applied", "granted"), ("applied", "part"),
    ("applied", "refused"), ("applied", "withdrawn"), ("granted", "part"), ("granted", "refused"), ("part", "granted"),
    ("part", "refused"), ("refused", "granted"), ("refused", "part"),
}  # fmt: skip


@pytest.fixture
def pupil(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        FundingApplication.objects.filter(school=cast.oakfield).delete()
        yield cast.own.pupil


@pytest.fixture
def begun(cast, pupil):
    def make(**more):
        typed = {"kind": "hnf", "evidence": "Needs an adult beside her", "asked": 450_000} | more
        return actions.write_application(pupil=pupil, held=None, by=cast.senco, at=AT, **typed)

    return make


def granted(application, by, **more):
    usual = {"state": "granted", "decided_on": TODAY, "granted": 400_000, "hours_granted": Decimal("8.5"),
             "start": TODAY, "end": dt.date(2027, 7, 23)}  # fmt: skip
    return actions.decide(application=application, by=by, at=AT, **(usual | more))


def applied(application, by):
    return actions.apply_for(application=application, on=TODAY - dt.timedelta(weeks=6), by=by, at=AT)


def test_every_move_is_in_the_literal_table():
    pairs = set(product(FundState.values, repeat=2))
    assert {(start, end) for start, end in pairs if FUNDING.find(start, end)} == ALLOWED


def test_application_goes_from_preparing_to_parents_told(cast, begun):
    made = applied(begun(), cast.senco)
    assert made.state == "applied"
    made = granted(made, cast.senco)
    assert (made.state, made.granted, made.hours_granted) == ("granted", 400_000, Decimal("8.5"))
    assert actions.tell_parents(application=made, on=TODAY, by=cast.senco, at=AT).told_on == TODAY


def test_answer_may_be_put_right_and_a_refusal_keeps_no_money(cast, begun):
    made = granted(applied(begun(), cast.senco), cast.senco)
    assert granted(made, cast.senco, granted=420_000).granted == 420_000
    made = actions.decide(application=made, state="refused", decided_on=TODAY, by=cast.senco, at=AT)
    assert (made.state, made.granted, made.start, made.end) == ("refused", None, None, None)


@pytest.mark.parametrize("more,words", [
    ({"evidence": " "}, "what shows the need"),
    ({"asked": None}, "how much money or how many hours"),
])  # fmt: skip
def test_nothing_is_sent_without_its_evidence(cast, begun, more, words):
    with pytest.raises(Denied, match=words):
        applied(begun(**more), cast.senco)


@pytest.mark.parametrize("more,words", [
    ({"decided_on": TODAY - dt.timedelta(weeks=7)}, "before you applied"),
    ({"decided_on": TODAY + dt.timedelta(days=1)}, "in the future"),
    ({"granted": None, "hours_granted": None}, "how much money or how many hours"),
    ({"end": None}, "until when"),
    ({"end": TODAY - dt.timedelta(days=1)}, "before it begins"),
    ({"hours_granted": Decimal(60)}, "up to 40 hours"),
    ({"state": "applied"}, "granted, granted in part or refused"),
])  # fmt: skip
def test_answer_that_cannot_be_is_refused(cast, begun, more, words):
    made = applied(begun(), cast.senco)
    with pytest.raises(Denied, match=words):
        granted(made, cast.senco, **more)
    made.refresh_from_db()
    assert made.state == "applied"


def test_what_was_sent_is_kept_as_it_was(cast, begun, pupil):
    made = applied(begun(), cast.senco)
    with pytest.raises(Denied, match="kept as it was"):
        actions.write_application(pupil=pupil, held=made, by=cast.senco, at=AT, kind="eyif")
    with pytest.raises(Denied, match="once the funding is granted"):
        actions.tell_parents(application=made, on=TODAY, by=cast.senco, at=AT)
    made = actions.withdraw(application=made, by=cast.senco, at=AT, why="Moved away")
    with pytest.raises(Denied, match="cannot become"):
        granted(made, cast.senco)


def test_who_saves_over_another_is_told(cast, begun, pupil):
    made = begun()
    with pytest.raises(Overtaken):
        actions.write_application(pupil=pupil, held=made, by=cast.senco, at=AT, version=made.version - 1, kind="eyif")  # fmt: skip


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "trust_lead"])
def test_others_write_nothing(cast, begun, who):
    with pytest.raises(Denied, match="Only the"):
        applied(begun(), cast.people[who])


def typed(day: dt.date) -> str:
    return day.strftime("%d %m %Y")


def test_money_is_read_as_people_write_it(cast, pupil):
    url = reverse("money:add", args=["oakfield", pupil.reference])
    sent = {"kind": "ipf", "evidence": "Needs help", "asked": "£1,234.50", "hours_asked": "12,5"}
    assert cast.client_for("senco").post(url, sent).status_code == 302
    made = FundingApplication.objects.get(kind="ipf")
    assert (made.asked, made.hours_asked) == (123_450, Decimal("12.5"))


@pytest.mark.parametrize("field,value,words", [
    ("asked", "-5", "cannot be less than nothing"),
    ("asked", "about ten", "Write an amount"),
    ("hours_asked", "-1", "less than nothing"),
    ("hours_asked", "99", "up to 40 hours"),
    ("hours_asked", "many", "Write hours such as"),
    ("hours_asked", "1e9", "Write hours such as"),
    ("hours_asked", "NaN", "Write hours such as"),
    ("kind", "lottery", "Select a valid choice"),
    ("document", "NOSUCHPAPER", "not in the child’s file"),
])  # fmt: skip
def test_wrong_application_is_told_and_nothing_typed_is_lost(cast, pupil, field, value, words):
    sent = {"kind": "hnf", "evidence": "Needs <b>help</b>", "asked": "100", field: value}
    page = cast.client_for("senco").post(reverse("money:add", args=["oakfield", pupil.reference]), sent)
    assert page.status_code == 200
    assert words in page.content.decode() and "Needs &lt;b&gt;help" in page.content.decode()


def test_wrong_answer_is_told_beside_its_field(cast, begun):
    made = applied(begun(), cast.senco)
    url = reverse("money:decide", args=["oakfield", made.reference])
    sent = {"state": "granted", "decided_on": typed(TODAY - dt.timedelta(weeks=8)), "start": typed(TODAY),
            "end": typed(TODAY - dt.timedelta(days=3)), "outcome": "Kept", "version": made.version}  # fmt: skip
    page = cast.client_for("senco").post(url, sent).content.decode()
    for words in (
        "The answer: Maya Abara",
        "before you applied",
        "before it begins",
        "Say how much money",
        "Kept",
    ):
        assert words in page


def test_page_says_who_works_with_the_child_and_that_parents_are_to_be_told(cast, begun):
    made = granted(applied(begun(), cast.senco), cast.senco)
    url = reverse("money:application", args=["oakfield", made.reference])
    page = cast.client_for("senco").get(url).content.decode()
    assert "Parents not told yet" in page and "8.5 hours a week" in page and "£4,000 a year" in page
    client = cast.client_for("senco")
    told = client.post(reverse("money:told", args=["oakfield", made.reference]), {"on": typed(TODAY), "version": made.version})  # fmt: skip
    assert told.status_code == 302
    assert "Parents not told yet" not in client.get(url).content.decode()
    assert "Record the" not in cast.client_for("head").get(url).content.decode()


def test_link_to_a_paper_is_only_for_who_may_open_it(cast, begun):
    paper = cast.own.private
    paper.sensitivity = "restricted"
    paper.save()
    made = begun(document=paper)
    url = reverse("money:application", args=["oakfield", made.reference])
    assert paper.title in cast.client_for("senco").get(url).content.decode()
    assert paper.title not in cast.client_for("trust_lead").get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, begun, count):
    for _number in range(count):
        made = granted(applied(begun(), cast.senco), cast.senco)
    assert queries_of(cast.client_for("senco"), "/oakfield/funding/") == 4
    assert queries_of(cast.client_for("senco"), f"/oakfield/funding/{made.reference}/") == 8
