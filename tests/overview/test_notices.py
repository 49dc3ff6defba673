"""The bell: what stands behind it, what a person does with it, how they choose to hear, and what it costs."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.reminders.actions import choose_paces
from core.reminders.bell import count_bells, known_count
from core.reminders.models import Absence, Choice, Notice
from overview.notices import header
from register.actions import mark_leaver
from tests.cast import AT, BACKEND
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PLAIN, LAW, FAMILY = "step_do", "transfer_send", "family_slip"


@pytest.fixture(autouse=True)
def at_oakfield(cast):
    cache.clear()
    with seeing(cast.oakfield, actor=cast.senco):
        Notice.objects.filter(school=cast.oakfield).delete()
        yield
    cache.clear()


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def told(cast, today):
    """`told("teacher", 5)`: that person is told of something due in so many days."""

    def tell(
        who: str, days: int, kind: str = PLAIN, *, rung: str = "week", before: int = 0, **more
    ) -> Notice:
        due = today + days * DAY
        known = {"subject": f"thing:{days}", "url": "/oakfield/slips/", "pupil": cast.own.pupil.reference}
        return Notice.objects.create(
            school=cast.oakfield, kind=kind, due=due, rung=rung, recipient=cast.people[who],
            round_on=today - before * DAY, **known | more,
        )  # fmt: skip

    return tell


def says(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def at(notice: Notice, name: str) -> str:
    return reverse(f"notices:{name}", args=["oakfield", notice.reference])


def test_bell_groups_by_how_near_and_says_why(cast, client_for, told):
    told("teacher", -3, before=1)
    told("teacher", 5, before=2)
    told("teacher", 40, stands_for=cast.senco)
    said = says(client_for("teacher").get("/oakfield/reminders/"))
    assert re.search(r"Late 1 .*Soon 1 .*Later 1 ", said)
    assert "Maya Abara, 4 Ash" in said and "Told 7 days before" in said and "day late" not in said
    assert "You stand in for Helen Marsh" in said and "Told when it was 2 days late" in said


def test_child_whom_the_person_may_not_know_is_left_out_wholly(cast, client_for, told):
    told("teacher", 5, pupil=cast.other.pupil.reference)
    said = client_for("teacher").get("/oakfield/reminders/").content.decode()
    assert "Nothing to tell you" in said
    assert not [word for word in ("Leo", "Brandt", cast.other.pupil.reference) if word in said]


def test_opening_it_marks_it_read_and_the_header_says_so(cast, client_for, told, run_on_commit):
    notice, client = told("teacher", 5), client_for("teacher")
    count_bells(cast.oakfield.pk, timezone.localdate())
    assert "Reminders , 1 not read" in says(client.get("/oakfield/"))
    with run_on_commit():
        page = client.get("/oakfield/reminders/")
    assert "Soon 1" in says(page) and "Seen before" not in says(page) and "not read" not in says(page)
    notice.refresh_from_db()
    assert notice.read_at and "not read" not in says(client.get("/oakfield/"))
    again = says(client.get("/oakfield/reminders/"))
    assert "Nothing new since you last looked" in again and "Seen before 1" in again


@pytest.mark.parametrize("url,verb", [("/oakfield/plans/", "Share"), ("", ""), (None, "Open")])
def test_button_says_what_one_does_where_it_leads(cast, client_for, told, url, verb):
    url = cast.own.pupil.get_absolute_url() if url is None else url
    told("head", -1, "plan_share", url=url)
    page = client_for("head").get("/oakfield/reminders/").content.decode()
    assert re.findall(r'notice-do" href="([^"]*)">([^<]*)', page) == ([(url, verb)] if url else [])


def test_of_much_that_was_seen_the_first_are_shown_and_all_on_asking(client_for, told):
    for days in range(23):
        told("teacher", days, read_at=timezone.now())
    told("teacher", 30)
    browser, here = client_for("teacher"), "/oakfield/reminders/"
    first, whole = (browser.get(address).content.decode() for address in (here, f"{here}?all=1"))
    assert first.count("notice-row") == 1 + 20 and 'href="?all=1"' in first and "Show all 23" in first
    assert whole.count("notice-row") == 24 and "Show all" not in whole


def test_newer_announcement_overtakes_and_goes_with_the_older(cast, client_for, told, today):
    told("teacher", 0, before=7)
    newest = told("teacher", 0, rung="day")
    assert header.known_count(cast.oakfield.pk, cast.teacher.pk, today) is None
    client = client_for("teacher")
    assert "1 not read" in says(client.get("/oakfield/reminders/count/"))
    assert "1 thing that you have been told of" in says(client.get("/oakfield/reminders/"))
    assert client.post(at(newest, "put-away")).status_code == 302
    assert "Nothing to tell you" in says(client.get("/oakfield/reminders/"))


def test_put_off_until_a_day_it_is_folded_away(client_for, told, today):
    notice, client = told("teacher", 5), client_for("teacher")
    client.post(at(notice, "later"), {"when": (today + DAY).isoformat()})
    said = says(client.get("/oakfield/reminders/"))
    assert "Nothing to tell you" in said and "Put off 1" in said and "(tomorrow)" in said
    Notice.objects.filter(pk=notice.pk).update(snoozed_until=today)
    assert "1 of them new" in says(client.get("/oakfield/reminders/"))


@pytest.mark.parametrize("kind,days,until,words", [
    (PLAIN, 5, 61, "Choose a day within the next 60 days"), (LAW, 5, 6, "The law sets this date: choose a day up to"),
        (LAW, -1, 8, "The law sets this date: choose a day up to"),
    (PLAIN, 5, 0, "Choose a day after today"),
])  # fmt: skip
def test_day_that_cannot_be_keeps_what_was_typed(client_for, told, today, kind, days, until, words):
    notice, day = told("teacher", days, kind), today + until * DAY
    typed = f"{day.day} {day.month} {day.year}"
    page = client_for("teacher").post(at(notice, "later"), {"when": "other", "until": typed})
    assert words in says(page) and f'value="{typed}"' in page.content.decode()
    notice.refresh_from_db()
    assert notice.snoozed_until is None


def test_one_click_never_leads_past_the_laws_last_day(client_for, told, today):
    told("teacher", 2, LAW)
    page = client_for("teacher").get("/oakfield/reminders/").content.decode()
    assert (
        f'value="{today + DAY}"' in page and f'value="{today + 7 * DAY}"' not in page and "Set by law" in page
    )


def test_handed_over_it_stands_behind_the_others_bell_with_the_note(cast, client_for, told, run_on_commit):
    mail.outbox.clear()
    notice = told("senco", 5)
    with run_on_commit():
        answer = client_for("senco").post(
            at(notice, "hand-over"), {"to": cast.teacher.pk, "note": "Maya asked for you."}
        )
    assert answer.status_code == 302
    said = says(client_for("teacher").get("/oakfield/reminders/"))
    assert "Handed over by Helen Marsh" in said and "Maya asked for you." in said
    assert "Nothing to tell you" in says(client_for("senco").get("/oakfield/reminders/"))
    (sent,) = mail.outbox
    assert sent.to == [cast.teacher.email] and "Maya" not in sent.subject + sent.body


def test_handed_only_to_staff_who_may_open_the_child(cast, client_for, told):
    notice, client = told("senco", 5, pupil=cast.other.pupil.reference), client_for("senco")
    offered = client.get(at(notice, "hand-over")).content.decode()
    assert f'value="{cast.head.pk}"' in offered
    assert not [who for who in ("teacher", "parent", "senco") if f'value="{cast.people[who].pk}"' in offered]
    page = client.post(at(notice, "hand-over"), {"to": cast.teacher.pk, "note": "Kept words"})
    assert "Choose one of these colleagues" in says(page) and "Kept words" in page.content.decode()


def test_familys_own_is_theirs_alone(cast, client_for, told):
    notice, client = told("parent", 5, FAMILY), client_for("parent")
    said = says(client.get("/oakfield/reminders/"))
    assert "Say that you have received the letter from school Maya Abara" in said
    assert "Hand over" not in said and client.get(at(notice, "hand-over")).status_code == 403
    assert client_for("senco").post(at(notice, "put-away")).status_code == 404


def test_choice_is_kept_and_the_law_offers_none(cast, client_for):
    client = client_for("teacher")
    page = client.get("/oakfield/reminders/how/").content.decode()
    assert "comes at once, always" in page and 'name="law"' not in page
    paces = dict.fromkeys(("plans", "concerns", "provision", "agencies", "families", "school"), "weekly")
    assert client.post("/oakfield/reminders/how/", paces | {"plans": "none"}).status_code == 302
    assert Choice.objects.get(user=cast.teacher).paces == paces | {"plans": "none"}
    assert "Choose for the other groups" not in says(client.get("/oakfield/reminders/how/"))


def test_parent_chooses_only_what_families_are_asked(cast, client_for):
    client = client_for("parent")
    page = client.get("/oakfield/reminders/how/").content.decode()
    assert 'name="families"' in page and 'name="concerns"' not in page and "away" not in page
    choose_paces(school=cast.oakfield, paces={"families": "none"}, by=cast.parent)
    assert re.search(r'value="none"[^>]*checked', client.get("/oakfield/reminders/how/").content.decode())


def test_absence_with_a_deputy_and_taken_back(cast, client_for, today):
    client, end = client_for("teacher"), today + 4 * DAY
    days = {"starts": f"{today:%d %m %Y}", "ends": f"{end:%d %m %Y}"}
    assert (
        client.post("/oakfield/reminders/absences/add/", days | {"deputy": cast.senco.pk}).status_code == 302
    )
    again = client.post("/oakfield/reminders/absences/add/", days | {"deputy": cast.head.pk})
    assert "Take that back first" in says(again) and days["ends"] in again.content.decode()
    away = client_for("senco").post("/oakfield/reminders/absences/add/", days | {"deputy": cast.teacher.pk})
    assert "Priya Nair is away on some of these days too" in says(away)
    held = Absence.objects.get(user=cast.teacher)
    assert "Helen Marsh is told in your stead" in says(client.get("/oakfield/reminders/how/"))
    client.post(reverse("notices:take-back", args=["oakfield", held.reference]))
    assert not Absence.objects.filter(user=cast.teacher).exists()


def test_professional_has_no_bell(client_for):
    assert "Reminders" not in says(client_for("professional").get("/oakfield/"))


def test_number_is_known_from_signing_in_on(cast, client_for, told, today):
    told("teacher", 5)
    client = client_for("anonymous")
    client.force_login(cast.teacher, backend=BACKEND)
    assert known_count(cast.oakfield.pk, cast.teacher.pk, today) == 1
    assert "1 not read" in says(client.get("/oakfield/"))


def test_page_that_does_not_know_the_number_asks_for_it(client_for):
    client = client_for("governor")
    page = client.get("/oakfield/").content.decode()
    assert page.count('hx-get="/oakfield/reminders/count/"') == 2 and 'hx-trigger="intersect once"' in page
    client.get("/oakfield/reminders/count/")
    assert "hx-get=" not in client.get("/oakfield/").content.decode()


def test_bell_of_one_school_tells_nothing_of_another(cast, client_for, told):
    told("senco", 5)
    assert client_for("foreign_senco").get("/oakfield/reminders/").status_code == 404
    with seeing(cast.hillcrest):
        said = says(client_for("foreign_senco").get("/hillcrest/reminders/"))
    assert "Do what was promised" in said and "Maya" not in said  # the cast's own


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_bell(client_for, told, count):
    for number in range(count):
        told("teacher", number - 1)
        told("teacher", number + 20, snoozed_until=timezone.localdate() + DAY)
    assert queries_of(client_for("teacher"), "/oakfield/reminders/") == 7


@pytest.mark.parametrize("who", ["senco", "parent", "governor"])
def test_bell_costs_a_page_no_query(cast, client_for, told, who):
    told(who, 5)
    client, paths = client_for(who), "/oakfield/"
    without = queries_of(client, paths)
    count_bells(cast.oakfield.pk, timezone.localdate())
    with CaptureQueriesContext(connection) as captured:
        page = client.get(paths)
    assert "1 not read" in says(page)
    assert (
        len([q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT set_config"))])
        == without
    )


def test_pupil_who_has_left_is_still_named_to_who_may_know(cast, client_for, told):
    told("senco", 5)
    mark_leaver(pupil=cast.own.pupil, on=AT.date(), by=cast.senco, at=AT)
    assert "Maya Abara" in says(client_for("senco").get("/oakfield/reminders/"))
