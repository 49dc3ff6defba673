"""The pages of the directory as people meet them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Professional
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db


def url(name: str, *thing: str) -> str:
    return reverse(f"directory:{name}", args=["riverside", *thing])


@pytest.fixture
def senco(cast):
    return cast.client_for("riverside_senco")


def test_usual_services_are_ticked_once(senco):
    assert "No agency is here yet" in senco.get(url("list")).content.decode()
    assert "Tick at least one service" in senco.post(url("starter"), {"sent": "1"}).content.decode()
    page = senco.post(url("starter"), {"kinds": ["ep", "salt", "wellbeing"]}, follow=True).content.decode()
    assert "3 agencies are added" in page and "Educational psychology" in page
    page = senco.get(url("starter")).content.decode()
    assert 'value="ep"' not in page and 'value="ot"' in page and "1 is in the directory" in page


def test_agency_with_people_is_written_changed_and_retired(cast, senco):
    typed = {"name": "Talk Together", "kind": "salt", "sector": "private", "website": "talk.example", "usual_weeks": "18",
             "route": "Their own form", "email": "office@talk.example", "for_parents": "on"}  # fmt: skip
    page = senco.post(url("add"), typed, follow=True).content.decode()
    assert (
        "They say 18 weeks" in page
        and 'href="https://talk.example"' in page
        and "Nobody is named yet" in page
    )
    with seeing(cast.riverside):
        held = Agency.objects.get()
    person = {"name": "Ada Finch", "job": "Therapist", "employed": "on"}
    page = senco.post(url("professional-add", held.reference), person, follow=True).content.decode()
    assert "4 checks missing" in page and "employed privately" in page
    typed |= {"name": "Talk Apart", "version": "1"}
    assert "Talk Apart" in senco.post(url("change", held.reference), typed, follow=True).content.decode()
    again = senco.post(url("change", held.reference), typed | {"route": "By post"}).content.decode()
    assert "Somebody else has saved this" in again and "By post" in again
    assert "Not used since" in senco.post(url("retire", held.reference), follow=True).content.decode()
    assert "Talk Apart" not in senco.get(url("list")).content.decode()
    assert "Talk Apart" in senco.get(url("list") + "?retired=1").content.decode()


@pytest.mark.parametrize("fields,words", [
    ({"name": ""}, "Give the agency a name"), ({"kind": ""}, "Say what it does"), ({"sector": ""}, "Say who stands behind it"),
    ({"email": "office"}, "Check the email address"), ({"website": "no site"}, "Check the address of the website"),
    ({"usual_weeks": "soon"}, "Write whole weeks"), ({"usual_weeks": "900"}, "At most 260 weeks"),
])  # fmt: skip
def test_wrong_agency_is_told_and_nothing_typed_is_lost(senco, fields, words):
    typed = {"name": "Talk", "kind": "salt", "sector": "nhs", "notes": "Ring first"} | fields
    page = senco.post(url("add"), typed).content.decode()
    assert words in page and "Ring first" in page and "What you typed is kept" in page


def test_check_is_recorded_and_told(cast, senco, person):
    held, day = person(employed=True), timezone.localdate()
    assert "4 checks missing" in senco.get(url("checks")).content.decode()
    typed = {"kind": "dbs", "words": "0012345", "seen_on": day.strftime("%d %m %Y")}
    page = senco.post(url("check", held.reference), typed, follow=True).content.decode()
    assert "0012345" in page and "by Amy Holt" in page and "3 checks missing" in page
    assert "checked" in senco.get(url("check", held.reference) + "?kind=insurance").content.decode()
    wrong = senco.post(url("check", held.reference), typed | {"seen_on": "1 1 2090"}).content.decode()
    assert "in the future" in wrong and "0012345" in wrong


def test_who_may_not_see_checks_sees_only_whether_all_are_there(cast, person):
    page = (
        cast.client_for("teacher")
        .get(f"/oakfield/directory/{cast.things['own']['agency']}/")
        .content.decode()
    )
    assert "3 checks missing" in page and "SL12345" not in page and "Record a check" not in page
    assert (
        "SL12345"
        in cast.client_for("head")
        .get(f"/oakfield/directory/{cast.things['own']['agency']}/")
        .content.decode()
    )


def test_names_are_pasted_and_removed(cast, senco):
    pasted = "Rosa Quill, Cook\n\n- Sam Tern; caretaker\nIvo\tMidday\n"
    page = senco.post(url("staff-names"), {"people": pasted}, follow=True).content.decode()
    assert "3 names are added" in page and "Sam Tern" in page and "caretaker" in page
    wrong = senco.post(url("staff-names"), {"people": "Good One\n12345"}).content.decode()
    assert "does not read as a name" in wrong and "Good One\n12345" in wrong
    assert (
        "All of them were in the list already"
        in senco.post(url("staff-names"), {"people": "IVO"}, follow=True).content.decode()
    )


def test_contacts_for_parents_leave_notes_and_routes_out(cast, senco, agency):
    agency(name="Open", for_parents=True, phone="01632 960123", route="Secret route")
    agency(name="Closed")
    page = senco.get(url("list") + "?parents=1").content.decode()
    assert "01632 960123" in page and "Secret route" not in page and "Closed" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries(senco, agency, person, count):
    for number in range(count):
        person(of=agency(name=f"Agency {number}"), employed=True)
    reference = Professional.objects.first().agency.reference
    assert queries_of(senco, url("list")) == 5
    assert queries_of(senco, url("agency", reference)) == 6
    assert queries_of(senco, url("checks")) == 4
    assert queries_of(senco, url("starter")) == 3
