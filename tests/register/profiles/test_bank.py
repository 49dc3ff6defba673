"""The school's bank of adjustments."""

import pytest

from core.accounts.permissions import Denied
from register.models import BankedAdjustment
from register.profiles import actions
from register.profiles.queries import bank_of
from tests.cast import AT
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        BankedAdjustment.objects.all().delete()
        yield cast.oakfield


def add(school, by, words="Say the name first", area="communication"):
    return actions.bank_adjustment(school=school, area=area, words=words, by=by, at=AT)


def test_line_is_added_with_single_spaces(school, cast):
    assert add(school, cast.senco, "  Say  the name first ").words == "Say the name first"


def test_same_line_twice_is_refused_whatever_its_case(school, cast):
    add(school, cast.senco)
    with pytest.raises(Denied, match="in the bank already"):
        add(school, cast.senco, "SAY the name first")


def test_retired_line_is_not_offered_and_comes_back_when_added_again(school, cast):
    line = actions.retire_adjustment(adjustment=add(school, cast.senco), by=cast.senco, at=AT)
    assert bank_of(school) == [] and bank_of(school, retired=True) == [line]
    assert add(school, cast.senco, area="semh").pk == line.pk
    assert [found.area for found in bank_of(school)] == ["semh"]


def test_change_to_the_words_of_another_line_is_refused(school, cast):
    add(school, cast.senco)
    other = add(school, cast.senco, "Greet at the door")
    with pytest.raises(Denied, match="says the same"):
        actions.change_adjustment(adjustment=other, area="", words="say the name first", by=cast.senco, at=AT)


def test_starter_set_fills_an_empty_bank_once(school, cast):
    added = actions.start_bank(school=school, by=cast.senco, at=AT)
    assert 20 <= len(added) <= 30 and {line.area for line in added} == {
        "communication", "cognition", "semh", "sensory",
    }  # fmt: skip
    with pytest.raises(Denied, match="has lines already"):
        actions.start_bank(school=school, by=cast.senco, at=AT)


@pytest.mark.parametrize("who", ["head", "teacher", "ta"])
def test_only_the_senco_keeps_the_bank(school, cast, who):
    with pytest.raises(Denied):
        add(school, cast.people[who])


def test_page_offers_the_starter_set_and_says_what_is_wrong(school, cast, client_for):
    senco = client_for("senco")
    assert "Begin with the set" in senco.get("/oakfield/adjustments-bank/").content.decode()
    assert senco.post("/oakfield/adjustments-bank/starter/").status_code == 302
    html = senco.post("/oakfield/adjustments-bank/", {"words": "", "area": "semh"}).content.decode()
    assert "thing to put right" in html
    again = {"words": bank_of(school)[0].words, "area": ""}
    assert "in the bank already" in senco.post("/oakfield/adjustments-bank/", again).content.decode()


def test_page_uses_the_schools_word_for_the_fourth_area(school, cast, client_for):
    school.labels = {"area_sp": "Sensory, medical or physical"}
    school.save()
    assert (
        "Sensory, medical or physical"
        in client_for("senco").get("/oakfield/adjustments-bank/").content.decode()
    )


def test_line_is_retired_on_its_page(school, cast, client_for):
    line = add(school, cast.senco)
    client_for("senco").post(f"/oakfield/adjustments-bank/{line.reference}/", {"retire": "1"})
    line.refresh_from_db()
    assert line.retired_on is not None
