"""The pages of complaints as the SENCo and the head meet them."""

import datetime as dt

import pytest
from django.urls import reverse

from core.audit.models import Opening
from governance.complaints import present
from governance.models import Complaint, ComplaintStep
from tests.governance.complaints.making import DAY, close, complain, step
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db
LIST = "/oakfield/complaints/"


def url(name: str, thing: Complaint | str) -> str:
    return reverse(f"complaints:{name}", args=["oakfield", getattr(thing, "reference", thing)])


def written(day) -> str:
    return day.strftime("%d %m %Y")


def main(client, path: str) -> str:
    """What stands on the page, without the frame."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def test_from_the_first_word_to_what_the_school_learns(cast, own, today):
    """Recorded, the authority asked, taken up, answered, closed, and followed by a new one."""
    client = cast.client_for("senco")
    assert own.legal_last in main(client, f"{LIST}find/?q=abara")
    typed = {"raised_by": "Rosa Quince", "raised_on": written(today - 9 * DAY), "about": "No sessions", "serious": "on",
             "stage": "senco", "reply_by": written(today + DAY)}  # fmt: skip
    assert client.post(url("add-about", own.reference), typed).status_code == 302
    made = Complaint.objects.latest("pk")
    assert (made.pupil, made.head_only, made.stage) == (own, False, "senco")
    page = main(client, url("complaint", made))
    assert "Ask the local authority at once" in page and "Maya Abara" in page
    asked = {"kind": "la_contacted", "on": written(today - 9 * DAY), "what": ""}
    assert client.post(url("step", made), asked).status_code == 302
    assert "Ask the local authority at once" not in main(client, url("complaint", made))
    moved = {
        "stage": "head",
        "on": written(today - 6 * DAY),
        "why": "Wants the head’s answer",
        "version": "1",
    }
    assert client.post(url("move", made), moved).status_code == 302
    answered = {
        "kind": "reply",
        "on": written(today - DAY),
        "what": "Wrote",
        "next_step": "Ring",
        "next_by": written(today),
    }
    assert client.post(url("step", made), answered).status_code == 302
    done = made.steps.get(kind="reply")
    assert client.post(url("done", done)).status_code == 302
    ended = {
        "state": "resolved",
        "closed_on": written(today),
        "outcome": "Begun",
        "learnt": "Say it sooner",
        "version": "2",
    }
    assert client.post(url("close", made), ended).status_code == 302
    page = main(client, url("complaint", made))
    assert "Say it sooner" in page and "Record one that follows it" in page and url("step", made) not in page
    again = main(client, f"{LIST}add/?after={made.reference}")
    assert f"This follows complaint {made.reference}" in again and 'value="Rosa Quince"' in again


@pytest.mark.parametrize("fields,words", [
    ({"raised_by": ""}, "Say who complains"),
    ({"about": ""}, "Say what the complaint is"),
    ({"raised_on": "31 02 2026"}, "February has 28 days"),
    ({"raised_on": "1 1 2099"}, "in the future"),
    ({"reply_by": "1 1 2020"}, "before the complaint was made"),
])  # fmt: skip
def test_wrong_complaint_is_told_and_nothing_typed_is_lost(cast, own, fields, words):
    typed = {"raised_by": "Rosa Quince", "raised_on": "2 11 2026", "about": "No sessions", "stage": "teacher",
             "wants": "An apology"} | fields  # fmt: skip
    page = cast.client_for("senco").post(f"{LIST}add/", typed).content.decode()
    assert words in page and "An apology" in page


def test_list_says_who_handles_it_and_what_is_next(cast, own, at, today):
    held = complain(cast, at, pupil=own, handled_by=cast.head, reply_by=today - 3 * DAY)
    step(held, cast.senco, at, next_step="Look at the timetable", next_by=today + 4 * DAY)
    page = main(cast.client_for("head"), LIST)
    assert "David Okoro" in page and "Answer promised" in page and "Late" in page
    step(held, cast.senco, at, "reply")
    assert "Look at the timetable" in main(cast.client_for("head"), LIST)


def test_what_parents_may_do_says_where_it_stands(cast, complaint):
    page = main(cast.client_for("senco"), f"{LIST}rights/")
    for words in (
        "within two months",
        "Children and Families Act 2014, s.57",
        "s.52 to s.55",
        "Ofsted",
        "SENDIASS",
    ):
        assert words in page
    assert "Make a formal complaint" not in main(cast.client_for("senco"), url("complaint", complaint))


def test_ladder_says_where_it_never_was(cast, hidden):
    page = main(cast.client_for("head"), url("complaint", hidden))
    assert page.count("(left out)") == 2 and "past" not in page.partition("</ol>")[0]


def test_export_is_recorded_and_holds_the_list(cast, own, at):
    close(complain(cast, at, pupil=own, about="=1+1"), cast.senco, at, learnt="=cmd")
    answer = cast.client_for("senco").get(f"{LIST}export/csv/")
    said = answer.content.decode("utf-8-sig")
    assert "Rosa Quince" in said and "'=cmd" in said and "Maya Abara, 4 Ash" in said
    assert Opening.objects.filter(kind="export", user=cast.senco, what__startswith="Complaints").exists()
    assert cast.client_for("senco").get(f"{LIST}export/exe/").status_code == 404


def test_a_stale_form_shows_what_stands_now(cast, complaint):
    client = cast.client_for("senco")
    typed = {"raised_by": "Rosa Quince", "about": "Mine", "version": "1"}
    assert client.post(url("change", complaint), typed | {"about": "Theirs"}).status_code == 302
    page = client.post(url("change", complaint), typed).content.decode()
    assert "This now says “Theirs”" in page and "Mine" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, own, at, count):
    for number in range(count):
        held = complain(cast, at, pupil=own, handled_by=cast.head, raised_by=f"Parent {number}", serious=True)
        step(held, cast.senco, at, next_step="Ring", next_by=at.date())
    for _ in range(count):
        step(held, cast.senco, at)
    client = cast.client_for("senco")
    assert queries_of(client, LIST) == 4
    assert queries_of(client, url("complaint", held)) == 5


def test_rights_name_every_body_with_its_time(cast, complaint):
    words = main(cast.client_for("head"), f"{LIST}rights/")
    for said in ("two months", "one month of the date on your mediation certificate", "within six months", "twelve months",
                 "Department for Education", "Local Government and Social Care Ombudsman", "Ofsted", "SENDIASS"):  # fmt: skip
        assert said in " ".join(words.split()), said
    assert "within six months" in main(cast.client_for("senco"), url("complaint", complaint))


@pytest.mark.parametrize("on,last", [
    (dt.date(2026, 11, 16), "Wed 16 Dec 2026"), (dt.date(2026, 1, 31), "Sat 28 Feb 2026"),
    (dt.date(2026, 12, 31), "Sun 31 Jan 2027"),
])  # fmt: skip
def test_mediation_certificate_says_until_when_an_appeal_may_come(cast, complaint, at, on, last):
    held = ComplaintStep(
        school=cast.oakfield,
        complaint=complaint,
        kind="certificate",
        on=on,
        stage="head",
        recorded_by=cast.senco,
    )
    told = present.step_entry(held, complaint, at.date(), may=False)["then"]
    assert f"by {last}, one month from the certificate, or within two months" in told


def test_certificate_on_the_page(cast, complaint, today, at):
    step(complaint, cast.senco, at, "certificate", on=today)
    words = " ".join(main(cast.client_for("senco"), url("complaint", complaint)).split())
    assert words.count("An appeal must reach the Tribunal by") == 1
