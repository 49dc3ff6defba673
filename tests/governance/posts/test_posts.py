"""Who holds which post: named, followed, refused, shown; and what is due."""

import datetime as dt

import pytest
from django.urls import reverse

from core.accounts.permissions import Denied
from governance.enums import Award, Post
from governance.models import PostHolder
from governance.posts import actions
from register.edits import Overtaken
from tests.cast import AT
from tests.governance.training.test_training_deadlines import found
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db
D = dt.date


def name(school, by, at, held=None, **fields):
    given = {"post": Post.SENCO, "name": "Helen Marsh", "start": D(2025, 9, 1)} | fields
    return actions.name_holder(school=school, held=held, by=by, at=at, **given)


def url(page: str, *args) -> str:
    return reverse(f"posts:{page}", args=["oakfield", *args])


@pytest.mark.parametrize("post", [Post.SENCO, Post.GOVERNOR])
def test_next_one_takes_the_place_of_who_holds_the_post(cast, empty, at, post):
    first = name(empty, cast.senco, at, post=post)
    name(empty, cast.head, at, post=post, name="Next One", start=D(2026, 11, 1))
    first.refresh_from_db()
    assert (first.end, first.version) == (D(2026, 10, 31), 2)


def test_deputies_may_be_several(cast, empty, at):
    for who in ("One", "Two"):
        name(empty, cast.senco, at, post=Post.DEPUTY, name=who)
    assert set(PostHolder.objects.values_list("end", flat=True)) == {None}


@pytest.mark.parametrize("wrong,words", [
    ({"name": " "}, "Say who it is"),
    ({"end": D(2025, 8, 31)}, "before it begins"),
    ({"start": D(2025, 9, 1)}, "Helen Marsh holds this post from Mon 1 Sep 2025"),
    ({"start": D(2024, 9, 1)}, "holds this post"),
    ({"user": "parent"}, "has no account"),
    ({"user": "foreign_senco"}, "has no account"),
    ({"award_done_on": D(2026, 1, 1)}, "Say which qualification"),
    ({"award": Award.EXEMPT}, "before 1 September 2009"),
    ({"award": Award.NPQ, "award_done_on": D(2100, 1, 1)}, "in the future"),
    ({"award": Award.NASENCO, "award_begun_on": D(2024, 1, 2), "award_done_on": D(2024, 1, 1)}, "before it was begun"),
    ({"award": Award.NPQ, "award_begun_on": D(2024, 8, 31)}, "choose the National Award"),
])  # fmt: skip
def test_wrong_holder_is_refused_in_words(cast, empty, at, wrong, words):
    name(empty, cast.senco, at)
    if "user" in wrong:
        wrong = wrong | {"user": cast.people[wrong["user"]]}
    with pytest.raises(Denied, match=words):
        name(empty, cast.senco, at, **({"name": "Next One", "start": D(2026, 9, 1)} | wrong))


def test_change_over_somebody_elses_and_by_others_is_refused(cast, empty, at):
    held = name(empty, cast.senco, at)
    name(empty, cast.head, at, held, phone="01632 960111", version=1)
    with pytest.raises(Overtaken):
        name(empty, cast.senco, at, held, phone="01632 960222", version=1)
    for who in ("teacher", "trust_lead", "governor"):
        with pytest.raises(Denied, match="name the SENCo"):
            name(empty, cast.people[who], at)


def test_governor_has_no_qualification(cast, empty, at):
    held = name(empty, cast.senco, at, post=Post.GOVERNOR, award=Award.NPQ, qualified_teacher=True)
    assert (held.award, held.qualified_teacher) == (Award.NONE, False)


def test_page_tells_who_until_when_and_by_which_rule(cast, empty, at):
    shown = cast.client_for("trust_lead").get(url("list")).content.decode()
    assert shown.count("Vacant") == 2 and url("add") not in shown
    client = cast.client_for("senco")
    typed = {
        "name": "Helen Marsh",
        "user": cast.senco.pk,
        "start": "1 9 2025",
        "email": "h@school.example",
        "award": "none",
    }
    assert client.post(url("add") + "?post=senco", typed).status_code == 302
    shown = client.get(url("list")).content.decode()
    assert "since Mon 1 Sep 2025" in shown and "Fri 1 Sep 2028" in shown and "reg 49; SI 2024/535" in shown
    assert "Not yet known to be a qualified teacher" in shown and "h@school.example" in shown
    held = PostHolder.objects.get()
    typed |= {"qualified_teacher": "on", "award": "npq", "award_done_on": "1 7 2026", "version": "1"}
    assert client.post(url("change", held.reference), typed).status_code == 302
    assert "Fri 1 Sep 2028" not in client.get(url("list")).content.decode()
    assert client.post(url("remove", held.reference)).status_code == 302
    assert (
        not PostHolder.objects.exists()
        and PostHolder.pgh_event_model.objects.filter(pgh_label="delete").exists()
    )


def test_letters_that_name_somebody_else_are_mentioned(cast, empty, at):
    name(empty, cast.senco, at)
    for signed, told in (("Mrs H Marsh", False), ("Mr Old", True)):
        type(empty).objects.filter(pk=empty.pk).update(senco_name=signed)
        shown = cast.client_for("senco").get(url("list")).content.decode()
        assert f"signed {signed}" in shown and ("That is somebody else" in shown) is told


def due(cast) -> dict[str, tuple]:
    return {
        one.kind: (one.due, one.owners) for one in found(cast.oakfield, "governance.posts", today=AT.date())
    }


def test_qualification_is_due_until_it_is_completed(cast, empty, at):
    held = name(empty, cast.senco, at, user=cast.senco, start=D(2024, 1, 8))
    name(empty, cast.senco, at, post=Post.GOVERNOR)
    mine = (cast.senco.pk,)
    assert due(cast) == {"senco_award": (D(2027, 1, 8), mine), "senco_award_begin": (D(2025, 7, 8), mine)}
    begun = {"award": Award.NPQ, "award_begun_on": D(2025, 1, 10)}
    name(empty, cast.senco, at, held, user=cast.senco, start=D(2024, 1, 8), **begun)
    assert due(cast) == {"senco_award": (D(2027, 1, 8), mine)}
    name(
        empty,
        cast.senco,
        at,
        held,
        user=cast.senco,
        start=D(2024, 1, 8),
        **begun,
        award_done_on=D(2026, 7, 1),
    )
    assert due(cast) == {}


def test_senco_who_leaves_before_the_last_day_owes_nothing(cast, empty, at):
    name(empty, cast.senco, at, start=D(2024, 1, 8), end=D(2026, 12, 18))
    name(empty, cast.senco, at, post=Post.GOVERNOR)
    assert due(cast) == {}


def test_governor_is_asked_for_from_the_day_after_the_last(cast, empty, at):
    name(empty, cast.senco, at, award=Award.NPQ, award_done_on=D(2026, 7, 1))
    assert due(cast) == {"governor_vacant": (D(2026, 12, 18), ())}  # none ever: by the end of the autumn
    held = name(empty, cast.senco, at, post=Post.GOVERNOR, end=D(2026, 11, 30))
    assert due(cast) == {"governor_vacant": (D(2026, 12, 1), ())}
    name(empty, cast.senco, at, held, post=Post.GOVERNOR)
    assert due(cast) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, empty, at, count):
    for number in range(count):
        name(empty, cast.senco, at, post=Post.DEPUTY, name=f"Deputy {number}", user=cast.teacher)
    assert queries_of(cast.client_for("senco"), url("list")) == 4
