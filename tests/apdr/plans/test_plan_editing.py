"""Two people at one plan: drafts are each one's own, both texts are shown when they meet, and nothing is lost."""

from html.parser import HTMLParser

import pytest

from apdr.models import Plan
from core.ui.models import Draft
from tests.roles import seeing

pytestmark = pytest.mark.django_db

TEXT = {
    "starts": "16 11 2026", "review_on": "28 12 2026", "strengths": "Drawing", "difficulties": "Reading new words",
    "pupil_voice": "I like quiet", "parent_view": "Reads at home", "every_lesson": "Sit near the front",
    "home": "Read together", "targets-0-target": "Read 20 words", "targets-0-criteria": "20 of 20 words, twice",
    "targets-0-by_date": "", "targets-0-strategies": "", "targets-0-provision": "", "targets-0-who": "Mrs Biggs",
    "targets-0-when": "Daily, 10 minutes",
}  # fmt: skip


class Inputs(HTMLParser):
    """The hidden fields of a page's forms, and the names of its radio buttons."""

    def __init__(self, response) -> None:
        super().__init__()
        self.hidden, self.radios = {}, []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden":
            self.hidden[found["name"]] = found.get("value", "")
        elif tag == "input" and found.get("type") == "radio":
            self.radios.append(found["name"])


@pytest.fixture
def path(cast) -> str:
    return f"/oakfield/plans/{cast.own.draft.reference}/edit/"


@pytest.fixture
def version(client_for, path) -> int:
    return client_for("teacher").get(path).context["version"]


def plan_of(cast) -> Plan:
    with seeing(cast.oakfield):
        return Plan.objects.get(pk=cast.own.draft.pk)


def drafts_of(cast) -> dict[str, dict]:
    """What each person has typed and not saved; a form only opened counts for nothing."""
    with seeing(cast.oakfield):
        return {
            d.user.email.split("@")[0]: d.data
            for d in Draft.objects.filter(form="plan").select_related("user")
            if d.data != d.began
        }


def test_saving_writes_the_plan_and_forgets_the_draft(cast, client_for, path, version):
    teacher = client_for("teacher")
    teacher.post(path, TEXT | {"version": version, "autosave": "1", "strengths": "Half a"})
    response = teacher.post(path, TEXT | {"version": version, "strengths": "Painting"})
    assert (response.status_code, plan_of(cast).strengths, plan_of(cast).version) == (
        302,
        "Painting",
        version + 1,
    )
    assert drafts_of(cast) == {}


def test_draft_is_kept_for_its_writer_alone(cast, client_for, path, version):
    teacher, senco = client_for("teacher"), client_for("senco")
    response = teacher.post(path, TEXT | {"version": version, "autosave": "1", "strengths": "Half a sent"})
    assert response.status_code == 200
    assert b"Saved at" in response.content
    assert "Half a sent" in teacher.get(path).content.decode()
    assert "Half a sent" not in senco.get(path).content.decode()
    assert (plan_of(cast).strengths, list(drafts_of(cast))) == ("Drawing", ["teacher"])


THEIRS = {"strengths": "Singing", "home": "Count together"}


def test_field_that_one_person_alone_changed_is_not_asked_about(cast, client_for, path, version):
    client_for("senco").post(path, TEXT | {"version": version, "home": "Count together"})
    response = client_for("teacher").post(path, TEXT | {"version": version, "strengths": "Painting"})
    assert (response.status_code, Inputs(response).radios) == (409, [])
    client_for("teacher").post(path, Inputs(response).hidden)
    assert (plan_of(cast).strengths, plan_of(cast).home) == ("Painting", "Count together")


@pytest.fixture
def met(client_for, path, version):
    """The SENCo saved while the teacher wrote; the teacher posts what began from the version before."""
    assert client_for("senco").post(path, TEXT | {"version": version, **THEIRS}).status_code == 302
    return client_for("teacher").post(path, TEXT | {"version": version, "strengths": "Painting"})


def test_save_over_a_newer_version_shows_both_texts_and_saves_nothing(cast, met, version):
    shown = met.content.decode()
    assert met.status_code == 409
    assert "Painting" in shown and "Singing" in shown
    assert (plan_of(cast).strengths, plan_of(cast).home, plan_of(cast).version) == (
        "Singing",
        "Count together",
        version + 1,
    )
    assert drafts_of(cast)["teacher"]["strengths"] == "Painting"


@pytest.mark.parametrize("choice,strengths", [("mine", "Painting"), ("theirs", "Singing")])
def test_chosen_text_is_saved_and_what_only_they_changed_stays_theirs(
    cast, client_for, path, met, choice, strengths
):
    page = Inputs(met)
    choices = dict.fromkeys(page.radios, "theirs") | {"keep-strengths": choice}
    response = client_for("teacher").post(path, page.hidden | choices)
    assert (response.status_code, plan_of(cast).strengths, plan_of(cast).home) == (
        302,
        strengths,
        "Count together",
    )


def test_draft_begun_on_an_older_version_is_not_saved_over_a_newer_one(cast, client_for, path, version):
    teacher = client_for("teacher")
    teacher.post(path, TEXT | {"version": version, "autosave": "1", "strengths": "Painting"})
    client_for("senco").post(path, TEXT | {"version": version, "home": "Count together"})
    page = teacher.get(path)
    assert page.context["version"] == version
    response = teacher.post(path, TEXT | {"version": page.context["version"], "strengths": "Painting"})
    assert (response.status_code, plan_of(cast).home) == (409, "Count together")


def test_save_that_meets_a_third_version_is_shown_again(cast, client_for, path, met, version):
    hidden = Inputs(met).hidden
    senco = client_for("senco")
    senco.post(path, TEXT | {"version": version + 1, "home": "Sing together"})
    response = client_for("teacher").post(path, hidden | {"keep-strengths": "mine"})
    assert (response.status_code, plan_of(cast).home) == (409, "Sing together")


def test_wrong_date_keeps_every_word_and_says_what_to_do(cast, client_for, path, version):
    response = client_for("teacher").post(
        path, TEXT | {"version": version, "review_on": "31 2 2027", "home": "Sing"}
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert "February has 28 days: check the date" in shown
    assert "31 2 2027" in shown and "Sing" in shown
    assert plan_of(cast).home == "Read together"


def test_target_can_be_added_without_saving(cast, client_for, path, version):
    response = client_for("teacher").post(
        path, TEXT | {"version": version, "add-target": "1", "home": "Sing"}
    )
    assert response.status_code == 200
    assert len(response.context["formset"].forms) == 2
    assert (plan_of(cast).home, drafts_of(cast)["teacher"]["home"]) == ("Read together", "Sing")


def test_profile_meets_in_the_same_way(cast, client_for):
    path = f"/oakfield/pupils/{cast.own.pupil.reference}/profile/edit/"
    teacher, senco = client_for("teacher"), client_for("senco")
    base = {"version": senco.get(path).context["version"], "no_voice_why": "Starts next week"}
    assert senco.post(path, base | {"good_at": "Numbers"}).status_code == 302
    response = teacher.post(path, base | {"good_at": "Music"})
    assert response.status_code == 409
    assert "Numbers" in response.content.decode() and "Music" in response.content.decode()


def test_more_targets_than_there_may_be_are_refused_and_kept(cast, client_for, path, version):
    far = TEXT | {"version": version, "targets-99999999999-target": "Counts to ten"}
    response = client_for("teacher").post(path, far)
    assert response.status_code == 422
    assert drafts_of(cast)["teacher"]["targets-99999999999-target"] == "Counts to ten"
