"""The pages of needs assessments as people meet them."""

import pytest
from django.urls import reverse

from ehcp.assessing import actions
from ehcp.models import NeedsAssessment, SchoolAdvice
from register import actions as register
from register.models import PupilDocument
from tests import cast as house
from tests.ehcp.assessing.conftest import ago, write
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TEXTS = dict.fromkeys(
    ("profile", "progress", "specialists", "needs", "outcomes", "provision"), "Written here"
)


def url(name: str, held) -> str:
    return reverse(f"ehcna:{name}", args=["oakfield", held.reference])


def typed(day) -> str:
    return day.strftime("%d %m %Y")


def text_of(client, address: str) -> str:
    return client.get(address).content.decode()


def test_from_the_thought_to_the_request_in_the_browser(cast, pupil, authority, at):
    client = cast.client_for("senco")
    start = reverse("ehcna:start", args=["oakfield", pupil.reference])
    assert "Cycle from" in text_of(client, start)  # what has been tried is drafted
    answer = client.post(
        start, {"purpose": "first", "authority": authority.reference, "why": "No progress", "tried": "All"}
    )
    with seeing(cast.oakfield):
        held = NeedsAssessment.objects.get(pupil=pupil)
    assert answer.url == held.get_absolute_url()
    client.post(
        url("talk", held),
        {"kind": "meeting", "on": typed(ago(at, 9)), "people": "Mr Quill", "about": "What it is"},
    )
    asked = {"asked_by": "school", "on": typed(ago(at, 8)), "parents_view": "Please", "how": "portal"}
    client.post(url("request", held), asked)
    page = text_of(client, url("assessment", held))
    assert "Requested, decision awaited" in page and "Barsetshire: says whether it will assess" in page
    assert "goes on until the outcome is known" in page and "How this clock is counted" in page
    assert page.count("Why this date") >= 2  # each date of the clock explains itself


@pytest.mark.parametrize("to,name,fields,words", [
    ("considered", "talk", {"kind": "meeting", "people": "", "about": "Kept"}, "Say with whom it was"),
    ("discussed", "request", {"asked_by": "school", "on": "31 02 2026", "parents_view": "Kept"}, "February has 28 days"),
    ("discussed", "request", {"asked_by": "school", "on": "01 02 20226", "parents_view": "Kept"}, "Enter a date like"),
    ("discussed", "request", {"asked_by": "school", "on": "01 02 2019", "parents_view": "Kept", "how": "portal"}, "cannot be earlier"),
    ("requested", "decide", {"assess": "no", "decided_on": "01 02 2019", "feedback": "Kept"}, "cannot be earlier"),
    ("drafted", "answer", {"naming": "resources", "answer": "Kept"}, "which reasonable adjustments were considered first"),
    ("declined", "end", {"feedback": "Kept", "feedback_used": ""}, "what SEN support makes of the feedback"),
])  # fmt: skip
def test_wrong_step_is_told_and_nothing_typed_is_lost(cast, way, to, name, fields, words):
    held = way(to)
    page = cast.client_for("senco").post(url(name, held), fields | {"version": held.version}).content.decode()
    assert words in page and "Kept" in page and "What you typed is kept" in page


def test_two_people_at_the_answer(cast, way):
    held = way("drafted")
    client, fields = cast.client_for("senco"), {"naming": "yes", "answer": "Mine", "version": held.version}
    assert client.post(url("answer", held), fields).status_code == 302
    page = client.post(url("answer", held), fields | {"answer": "Other words"}).content.decode()
    assert (
        "Somebody else has saved this" in page
        and "Save again to keep yours" in page
        and "Other words" in page
    )


def test_advice_is_drafted_kept_as_typed_and_two_texts_stand_side_by_side(cast, way, at):
    held = way("assessing")
    client = cast.client_for("senco")
    assert "first draft from the record" in text_of(client, url("advice", held))
    kept = client.post(url("advice", held), TEXTS | {"version": "0", "autosave": "1"})
    assert "Saved at" in kept.content.decode()
    assert "Written here" in text_of(client, url("advice", held))
    assert client.post(url("advice", held), TEXTS | {"version": "0"}).status_code == 302
    with seeing(cast.oakfield):
        write(held, cast.senco, at, needs="Somebody else’s")
    clash = client.post(url("advice", held), TEXTS | {"needs": "Mine", "version": "1"})
    assert clash.status_code == 409 and "Somebody else’s" in clash.content.decode()
    done = client.post(
        url("advice", held), TEXTS | {"needs": "Mine", "version": "2", "resolved": "1", "keep-needs": "mine"}
    )
    with seeing(cast.oakfield):
        assert (done.status_code, SchoolAdvice.objects.get(assessment=held).needs) == (302, "Mine")


def test_refusal_shows_the_feedback_the_last_day_and_the_rights(cast, way, today):
    page = text_of(cast.client_for("senco"), url("assessment", way("declined")))
    for words in ("Not enough cycles.", "The parents may appeal until", "You can appeal", "You can have mediation first",
                  "Use the feedback and end it", "SENDIASS"):  # fmt: skip
        assert words in page


def test_child_under_five_without_a_contact_is_told_and_written_to_all_the_same(cast, way, at, today):
    (child,) = register.add_pupils(
        school=cast.oakfield, by=cast.senco, at=at,
        pupils=[{"legal_first": "Tia", "legal_last": "Moss", "born": today.replace(day=1, year=today.year - 4)}],
    )  # fmt: skip
    held = way("considered", of=child)
    page = text_of(cast.client_for("senco"), url("assessment", held))
    assert (
        "Tia is under five" in page and "No parent or carer is on record" in page and "Add a contact" in page
    )
    assert cast.client_for("senco").post(url("letter", held), {"contact": "", "words": ""}).status_code == 302
    with seeing(cast.oakfield):
        letter = PupilDocument.objects.select_related("issued").get(pupil=child, kind="ehc_letter")
    assert letter.issued.snapshot["letter"]["addressee"] == "parent or carer"


def test_page_says_what_is_odd(cast, way, at):
    held = way("drafted", places=True)
    client = cast.client_for("senco")
    page = text_of(client, url("assessment", held))
    assert "names a school" in page and "1 day late" in page
    with seeing(cast.oakfield, actor=cast.senco):
        actions.flag_exemption(
            assessment=held, exemption="away", exemption_why="Abroad in May", by=cast.senco, at=at
        )
    page = text_of(client, url("assessment", held))
    assert "Abroad in May" in page and "1 day late" in page and "No date has moved" in page


def test_teacher_reads_and_cannot_act(cast, way):
    held = way("requested")
    page = text_of(cast.client_for("teacher"), url("assessment", held))
    assert url("change", held) not in page
    assert "Only the SENCo may" in page and "Take it back" not in page


def test_list_puts_late_first_and_says_whose_move(cast, way, pupil, at):
    late = way("drafted")
    page = text_of(cast.client_for("senco"), "/oakfield/ehc-plans/assessments/")
    assert page.index(late.get_absolute_url()) < page.index("Maya Abara")
    assert "We: answer the draft plan" in page and "1 day late" in page and "No clock runs yet" in page
    assert "Nothing" not in page and late.get_absolute_url() not in text_of(
        cast.client_for("senco"), "/oakfield/ehc-plans/assessments/?show=ended"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, way, pupil, count):
    held = way("drafted")
    for number in range(count - 1):
        other = house.add_record(cast.oakfield, klass="4 Ash", first=f"Bo{number}", last=f"Quill{number}",
                                 email=f"bo{number}@sendsys.test", senco=cast.senco)  # fmt: skip
        way("declined" if number else "assessing", of=other.pupil)
    client = cast.client_for("senco")
    assert queries_of(client, "/oakfield/ehc-plans/assessments/") == LIST
    assert queries_of(client, url("assessment", held)) == ONE
    assert queries_of(client, reverse("ehcna:pupil", args=["oakfield", pupil.reference])) == PUPIL


LIST, ONE, PUPIL = 5, 22, 7
