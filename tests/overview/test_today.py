"""What is due as each role reads it: whose it is, how soon, why, what could not be computed, and saying that it is done.

One made-up kind of each sort and a source that gives what a test puts into it, so that no record has a part in it."""

import datetime as dt
import re
from dataclasses import replace
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.utils import timezone

from core.accounts.actions import end_access
from core.accounts.enums import Permission
from core.accounts.models import Membership
from core.reminders.actions import go_away
from core.reminders.deadlines import Deadline
from core.reminders.enums import Group
from core.reminders.models import Marked
from overview.home import figures_page, today_page
from overview.today.listing import due_page
from overview.today.page import FEW, Asked, due_part
from overview.today.queries import board
from tests.cast import AT
from tests.made_up import kind, only_source

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


TESTED = [
    kind("plain", title="Review {plan}", verb="Do it"),
    kind("law", statutory=True, group=Group.LAW, cites="reg 20(3)", verb="Do it"),
    kind("act", acts=Permission.PLAN_SHARE, verb="Do it"), kind("slip", group=Group.FAMILIES, verb="Do it"),
    kind("mark", by_mark=True, verb="Do it"), kind("visit_day", group=Group.AGENCIES, verb="Do it"),
    kind("family", family=True, by_mark=True, rule="We would like to know.", verb="Do it"),
]  # fmt: skip


@pytest.fixture
def due():
    """The list of deadlines, or of exceptions, that the only source gives."""
    with only_source(TESTED, "Plan reviews") as given:
        yield given


def one(key: str, on: dt.date, *owners, subject: str = "thing:A", **more) -> Deadline:
    return Deadline(key, subject, on, "/oakfield/", tuple(user.pk for user in owners), **more)


def kinds(found) -> list[str]:
    return [line.one.kind for line in found.lines]


def titles(part: dict) -> list[tuple[str, int]]:
    return [(group["title"], group["note"]) for group in part["groups"]]


def words(rows: list[dict]) -> list[str]:
    return [f"{row['what']} {row['whom']}".strip() for row in rows]


def labels(rows: list[dict]) -> list[str]:
    """The words of their buttons, "" without one."""
    return ["".join(re.findall(r"^<a [^>]*>([^<]*)", row["do"])) for row in rows]


def test_groups_follow_the_calendar_and_what_the_law_sets_stands_first(cast, due):
    for number, on in enumerate((-1, 0, 6, 7, 13, 14)):
        due.append(one("plain", MONDAY + on * DAY, subject=f"thing:{number}"))
    due += [
        one("law", MONDAY + 20 * DAY, aim=MONDAY + 14 * DAY),
        one("law", MONDAY + 15 * DAY, subject="thing:B"),
    ]
    with cast.acting("senco"):
        part = due_part(board(cast.oakfield, cast.senco, MONDAY), Asked("everyone", ""))
        friday = due_part(board(cast.oakfield, cast.senco, MONDAY + 4 * DAY), Asked("everyone", ""))
    assert titles(part) == [("Set by law", 1), ("Late", 1), ("Today", 1), ("This week", 1)]
    assert part["groups"][0]["by_law"] and "at the latest" not in part["groups"][0]["rows"][0]["date"]
    assert part["groups"][0]["rows"][0]["date"] == "Mon 7 Dec 2026 (in 14 days), by law Sun 13 Dec 2026"
    assert part["later"]["note"] == 2
    assert friday["later"]["open"]  # from Friday on next week is not folded away


def test_next_week_is_folded_away_only_where_much_stands_on_the_page(cast, due):
    due += [one("plain", MONDAY + 7 * DAY, subject="thing:B")]
    with cast.acting("senco"):
        alone = due_part(board(cast.oakfield, cast.senco, MONDAY), Asked("everyone", ""))
        due += [one("plain", MONDAY, subject=f"thing:{number}") for number in range(FEW)]
        full = due_part(board(cast.oakfield, cast.senco, MONDAY), Asked("everyone", ""))
    assert (alone["later"]["open"], full["later"]["open"]) == (True, False)


def test_everybody_is_shown_their_own_and_who_leads_sees_whose(cast, due):
    due += [
        one("plain", MONDAY, cast.teacher), one("slip", MONDAY), one("mark", MONDAY, cast.ta, cast.head),
        one("family", MONDAY, cast.parent), one("visit_day", MONDAY, cast.teacher),
    ]  # fmt: skip
    shown = {}
    for who in ("senco", "head", "teacher", "ta", "dsl", "office", "parent", "trust_lead"):
        with cast.acting(who):
            shown[who] = board(cast.oakfield, cast.people[who], MONDAY)
    everything = ["mark", "plain", "slip", "visit_day"]
    assert {who: kinds(found) for who, found in shown.items()} == {
        "senco": everything, "head": everything, "trust_lead": everything, "teacher": ["plain", "visit_day"],
        "ta": ["mark", "visit_day"], "dsl": ["visit_day"], "office": [], "parent": ["family"],
    }  # fmt: skip
    mine = {who: [line.one.kind for line in found.lines if line.mine] for who, found in shown.items()}
    assert (mine["senco"], mine["head"], mine["dsl"]) == (["slip"], ["mark"], [])
    with cast.acting("senco"):
        rows = due_part(shown["senco"], Asked("everyone", ""))["groups"][0]["rows"]
    assert words(rows) == [
        "Do mark with Joan Biggs and David Okoro", "Review support plan with Priya Nair", "Do slip for you",
        "Do visit_day with Priya Nair",
    ]  # fmt: skip
    assert labels(rows) == ["Mark done", "Open", "Do it", "Open"]


def test_what_is_by_person_names_each_once_the_reader_first(cast, due):
    due += [one("plain", MONDAY - DAY, cast.teacher, cast.ta), one("slip", MONDAY), one("law", MONDAY + 13 * DAY, cast.ta),
            one("mark", MONDAY + 14 * DAY, cast.dsl)]  # fmt: skip
    with cast.acting("senco"):
        page = today_page(cast.oakfield, cast.senco, MONDAY, QueryDict("scope=people"))
        only = today_page(cast.oakfield, cast.senco, MONDAY, QueryDict("scope=mine&about=families"))
    assert titles(page) == [("You", "1"), ("Joan Biggs", "2, 1 late"), ("Priya Nair", "1, 1 late")]
    assert titles(only) == [("Today", 1)] and "scope=mine" in only["scopes"][1]["url"]
    assert [s["url"] for s in only["scopes"]] == [
        "?about=families",
        "?scope=mine&about=families",
        "?scope=people&about=families",
    ]


def test_what_is_of_somebody_who_left_falls_to_the_senco(cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    with cast.acting("head"):
        held = Membership.objects.get(school=cast.oakfield, user=cast.teacher)
        end_access(membership=held, by=cast.head, at=AT)
        assert board(cast.oakfield, cast.senco, MONDAY).lines[0].mine
        assert not board(cast.oakfield, cast.head, MONDAY).lines[0].mine


def test_deputy_finds_what_is_of_whom_they_stand_in_for(cast, due):
    today = timezone.localdate()
    due.append(one("mark", today, cast.ta))
    with cast.acting("ta"):
        go_away(
            school=cast.oakfield, starts=today, ends=today, deputy=cast.teacher, by=cast.ta, at=timezone.now()
        )
        found = board(cast.oakfield, cast.teacher, today)
        assert found.lines[0].mine and found.marks(found.lines[0])
        assert words(due_part(found, Asked("everyone", ""))["groups"][0]["rows"]) == [
            "Do mark for you, instead of Joan Biggs"
        ]
        assert not board(cast.oakfield, cast.teacher, today + DAY).lines


def test_many_of_a_kind_are_one_row_that_leads_to_them(cast, due):
    due += [one("slip", MONDAY - (9 - n) * DAY, subject=f"thing:{n}") for n in range(3)]
    due += [one("law", MONDAY, subject=f"thing:{n}") for n in range(3)]
    with cast.acting("senco"):
        law, late = due_part(board(cast.oakfield, cast.senco, MONDAY), Asked("everyone", ""))["groups"]
    assert len(law["rows"]) == 3 and late["note"] == 3
    (row,) = late["rows"]
    assert words([row]) == ["Do slip 3 of them, for you"] and labels([row]) == ["See all 3"]
    assert 'href="/oakfield/due/?kind=slip&amp;about=rest&amp;when=late"' in row["do"]
    assert late["more_url"] == "/oakfield/due/?about=rest&when=late"


@pytest.mark.parametrize("narrowed_to", ["", "plans", "families"])
def test_all_of_a_group_are_as_many_as_its_link_says(cast, due, narrowed_to):
    for number, on in enumerate((-3, -2, -1, 0, 0, 0, 1, 2, 3, 8, 9, 10, 20)):
        for key in ("plain", "slip", "law"):
            due.append(one(key, MONDAY + on * DAY, cast.teacher, subject=f"thing:{number}"))
    with cast.acting("senco"):
        part = due_part(board(cast.oakfield, cast.senco, MONDAY), Asked("everyone", narrowed_to))
        groups = [group for group in [*part["groups"], part["later"]] if group and not group.get("by_law")]
        told = {group["title"]: group["note"] for group in groups if group["more_url"]}
        found = {
            group["title"]: due_page(cast.oakfield, cast.senco, MONDAY, QueryDict(urlsplit(group["more_url"]).query))
            for group in groups if group["more_url"]
        }  # fmt: skip
    assert told and {title: len(page["rows"]) for title, page in found.items()} == told


def test_every_row_says_why_its_date_is_that_date(cast, due):
    more = {"started": "It began on <Monday>.", "so_far": "6 of 7 have it.", "turn": "the local authority"}
    due += [one("law", MONDAY - DAY, **more), one("plain", MONDAY, cast.teacher, rule="A rule of its own.")]
    with cast.acting("senco"):
        groups = due_part(board(cast.oakfield, cast.senco, MONDAY), Asked("everyone", ""))["groups"]
    law, plain = (group["rows"][0]["why"] for group in groups)
    for said in (
        "It began on &lt;Monday&gt;.",
        "By a rule.",
        "reg 20(3)",
        "The local authority. 6 of 7 have it.",
    ):
        assert said in law, said
    assert "A rule of its own." in plain and "No law sets this day" in plain and "Priya Nair." in plain


def test_others_move_is_waited_for_until_it_is_late(cast, due):
    due += [one("slip", MONDAY, turn="the family"), one("slip", MONDAY - DAY, turn="the family")]
    with cast.acting("senco"):
        late, today = due_part(board(cast.oakfield, cast.senco, MONDAY), Asked("everyone", ""))["groups"]
    assert "Late" in late["rows"][0]["chip"] and "Waiting" in today["rows"][0]["chip"]
    assert words(today["rows"]) == ["Do slip with the family"]


def test_what_could_not_be_computed_is_told_to_the_senco_alone(cast, due):
    due += [
        one("plain", timezone.localdate(), cast.teacher, cast.head),
        ValueError("Maya Abara"),
        ValueError("again"),
    ]
    pages = {
        who: cast.client_for(who).get("/oakfield/").content.decode() for who in ("senco", "head", "teacher")
    }
    failed = "Plan reviews of OAK-0001 could not be computed."
    assert pages["senco"].count(failed) == 1 and "/oakfield/pupils/OAK-0001/" in pages["senco"]
    assert (
        "Open the record and check its dates." in pages["senco"]
        and "Maya" not in pages["senco"].split(failed)[1][:400]
    )
    assert failed not in pages["head"] + pages["teacher"] and "Review support plan" in pages["teacher"]


def mark(client, deadline: Deadline, **answers):
    url = f"/oakfield/due/{deadline.kind}/{deadline.subject}/{deadline.due:%Y-%m-%d}/done/"
    return client.post(url, answers)


@pytest.mark.parametrize(
    "who,status",
    [
        ("ta", 302),
        ("senco", 302),
        ("head", 302),
        ("teacher", 404),
        ("trust_lead", 403),
        ("dsl", 404),
        ("parent", 404),
    ],
)
def test_owner_the_senco_or_the_head_marks_done(cast, due, who, status):
    deadline = one("mark", timezone.localdate() - DAY, cast.ta)
    due.append(deadline)
    client = cast.client_for(who)
    assert mark(client, deadline, note="Looked at it").status_code == status
    with cast.acting("senco"):
        marks = Marked.objects.filter(kind="mark").values_list("subject", "due", "done_by", "note")
        told = [("thing:A", deadline.due, cast.people[who].pk, "Looked at it")]
        assert list(marks) == (told if status == 302 else [])
    if status == 302:
        shown = client.get("/oakfield/due/").content.decode()
        assert f"/{deadline.due:%Y-%m-%d}/done/" not in shown and "Take back" in shown
        assert mark(client, deadline).status_code == 302  # a second press says so
        assert "Looked at it" in shown and f"{cast.people[who].called} marked it done on" in shown


def test_who_may_know_of_every_child_is_led_to_the_register_instead_of_reading_all_needs(cast):
    shown = cast.client_for("dsl").get("/oakfield/").content.decode()
    assert "children are on the register" in shown and 'href="/oakfield/register/"' in shown
    assert "In every lesson" not in shown
    assert "In every lesson" in cast.client_for("teacher").get("/oakfield/").content.decode()


def test_what_was_marked_done_is_taken_back_by_who_may_mark_it(cast, due):
    deadline = one("mark", timezone.localdate() - DAY, cast.ta)
    due.append(deadline)
    ta, teacher = cast.client_for("ta"), cast.client_for("teacher")
    back = f"/oakfield/due/mark/thing:A/{deadline.due.isoformat()}/back/"
    assert teacher.post(back).status_code == 404
    assert (
        "Take back" not in ta.get("/oakfield/due/").content.decode() and mark(ta, deadline).status_code == 302
    )
    assert back in ta.get("/oakfield/due/").content.decode()
    assert teacher.post(back).status_code == 404
    assert ta.get(back).status_code == 405
    assert (
        ta.post(back).status_code == ta.post(back).status_code == 302
    )  # a second press finds what it wanted
    shown = ta.get("/oakfield/due/").content.decode()
    assert "<strong>Do mark" in shown and back not in shown
    assert mark(ta, deadline).status_code == 302 and cast.client_for("senco").post(back).status_code == 302


def test_what_a_record_ends_or_is_on_another_day_is_not_marked(cast, due):
    deadline = one("plain", timezone.localdate(), cast.teacher)
    due.append(deadline)
    teacher = cast.client_for("teacher")
    assert mark(teacher, deadline).status_code == 403
    assert mark(teacher, replace(deadline, due=deadline.due + DAY)).status_code == 404
    assert teacher.post("/oakfield/due/plain/thing:A/2026-99-99/done/").status_code == 404


def test_parent_puts_away_what_is_theirs_alone(cast, due):
    today = timezone.localdate()
    alone = one("family", today, cast.parent, pupil=cast.own.pupil.reference)
    shared = one("family", today + DAY, cast.parent, cast.dsl, pupil=cast.own.pupil.reference)
    due += [alone, shared]
    parent = cast.client_for("parent")
    shown = parent.get("/oakfield/").content.decode()
    assert shown.count("Do family") >= 2 and "We would like to know." in shown and "Late" not in shown
    assert shown.count("I do not need to be reminded of this") == 1
    assert (mark(parent, shared).status_code, mark(parent, alone).status_code) == (403, 302)


def test_parent_is_not_told_how_long_ago_something_was_hoped_for(cast, due):
    today = timezone.localdate()
    due.append(one("family", today - 9 * DAY, cast.parent, pupil=cast.own.pupil.reference))
    shown = cast.client_for("parent").get("/oakfield/").content.decode()
    assert "We had hoped for this by" in shown and "days ago" not in shown


def test_list_is_narrowed_by_the_address_and_sorted(cast, due):
    due += [
        one("plain", MONDAY - DAY, cast.teacher, name="Zoe Ames"), one("slip", MONDAY, turn="the family", name="Ann Zeal"),
        one("law", MONDAY + 20 * DAY, cast.teacher, cast.ta), one("mark", MONDAY + 60 * DAY, cast.ta),
    ]  # fmt: skip

    def shown(query: str) -> list[str]:
        with cast.acting("senco"):
            rows = due_page(cast.oakfield, cast.senco, MONDAY, QueryDict(query))["rows"]
        return [str(row["what"]).removeprefix("Do ") for row in rows]

    assert shown("") == shown("owner=&when=nonsense&page=x") == ["Review support plan", "slip", "law"]
    assert shown("when=late") == ["Review support plan"] and shown("when=today") == ["slip"]
    assert shown("when=term") == ["Review support plan", "slip", "law", "mark"]
    assert shown(f"owner={cast.ta.pk}&when=term") == ["law", "mark"] and shown("owner=mine") == ["slip"]
    assert (
        shown("owner=none") == ["slip"]
        and shown("about=statutory") == ["law"]
        and shown("about=families") == ["slip"]
    )
    assert (
        shown("state=others") == ["slip"]
        and shown("state=mark&when=term") == ["mark"]
        and shown("kind=law") == ["law"]
    )
    assert shown("sort=due&down=1") == ["law", "slip", "Review support plan"]
    assert shown("sort=child")[0] == "slip" and shown("sort=who")[-1] == "slip"


# Two of them mark the place to which the database comes back when a source fails.
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who,number", [("senco", 5), ("teacher", 4), ("parent", 3)])
def test_board_costs_the_same_queries_whatever_is_due(
    cast, due, django_assert_num_queries, who, number, count
):
    due += [one("plain", MONDAY, cast.teacher, cast.parent, subject=f"thing:{n}") for n in range(count)]
    user = cast.people[who]
    with cast.acting(who):
        user.memberships, user.whole_school_ids  # noqa: B018  asked for by the middleware
        with mock.patch("overview.today.queries.asked_once"), django_assert_num_queries(number):
            board(cast.oakfield, user, MONDAY)


def test_head_sees_what_is_late_and_with_whom(cast, due):
    due += [one("plain", MONDAY - n * DAY, cast.teacher, subject=f"thing:{n}") for n in (1, 2)]
    due += [one("slip", MONDAY - 3 * DAY), one("mark", MONDAY - DAY, cast.head), one("law", MONDAY, cast.ta)]
    with cast.acting("head"):
        (panel,) = figures_page(cast.oakfield, cast.head, MONDAY, QueryDict(""))["asides"]
    told = [(item["label"], item["tail"], item["line"]) for item in panel["items"]]
    assert panel["note"] == 4 and told[0] == ("Priya Nair", ", 2 late", "the longest since Sat 21 Nov 2026")
    assert {item["label"] for item in panel["items"]} == {"Priya Nair", "The SENCo", "You"}


def test_who_may_not_act_on_the_page_is_led_to_the_child_or_nowhere(cast, due):
    child = cast.own.pupil
    due += [
        one("act", MONDAY, cast.teacher, pupil=child.reference, name="Maya"),
        one("act", MONDAY, cast.teacher, subject="thing:B"),
    ]
    led = {}
    for who in ("teacher", "senco", "head"):
        with cast.acting(who):
            rows = due_part(board(cast.oakfield, cast.people[who], MONDAY), Asked("everyone", ""))["groups"][
                0
            ]["rows"]
            led[who] = [(labels([row])[0], "".join(re.findall('href="([^"]*)"', row["do"]))) for row in rows]
    assert led == {
        "teacher": [("Do it", "/oakfield/")] * 2, "senco": [("Open", "/oakfield/")] * 2,
        "head": [("Open", child.get_absolute_url()), ("", "")],
    }  # fmt: skip
