"""What is for the head alone: nobody else finds it, counts it, is told of it or can touch it (R-224). Each test is a way
by which the SENCo, or anybody else, might learn that there is such a complaint."""

import datetime as dt

import pytest
from django.urls import reverse

from core.accounts.models import Membership
from core.accounts.permissions import Denied
from core.reminders.deadlines import Ask, gather
from core.reminders.kinds import KINDS
from core.reminders.models import Mail, Notice
from core.reminders.recipients import people_of_today, recipients
from core.reminders.rounds import run_round
from governance.complaints import actions, queries
from governance.models import Complaint, ComplaintStep
from overview.notices.forms import HandOverForm
from tests.governance.complaints.making import DAY, amend, close, hand, step, up

pytestmark = pytest.mark.django_db
OTHERS = ("senco", "teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "professional", "riverside_senco",
          "foreign_senco")  # fmt: skip
FORMS = ("change", "move", "step", "close", "to-head")


def told(client, path: str) -> bool:
    """Whether the page opens and says anything of it."""
    answer = client.get(path)
    return answer.status_code == 200 and (b"Zebra" in answer.content or b"head alone" in answer.content)


@pytest.fixture
def dated(cast, hidden, at):
    """It is serious, with an answer promised and a next step, about all of which the head is to be told."""
    held = amend(hidden, cast.head, at, serious=True, reply_by=at.date() + DAY)
    step(held, cast.head, at, next_step="Zebra call", next_by=at.date() + 2 * DAY)
    step(held, cast.head, at, "tribunal", next_step="Zebra papers", next_by=at.date() + 3 * DAY)
    return held


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_of_it_opens(cast, hidden, who):
    client = cast.client_for(who)
    for page in FORMS:
        path = reverse(f"complaints:{page}", args=["oakfield", hidden.reference])
        assert [client.get(path).status_code, client.post(path, {"stage": "formal"}).status_code] == [
            404,
            404,
        ]
    path = reverse("complaints:complaint", args=["oakfield", hidden.reference])
    assert client.get(path).status_code == 404
    assert cast.client_for("head").get(path).status_code == 200


def test_no_step_of_it_is_marked_done(cast, dated, at):
    (mine, _) = ComplaintStep.objects.filter(complaint=dated, next_by__isnull=False).order_by("pk")
    path = reverse("complaints:done", args=["oakfield", mine.reference])
    assert {cast.client_for(who).post(path).status_code for who in OTHERS} == {404}
    mine.refresh_from_db()
    assert mine.done_on is None
    assert cast.client_for("head").post(path).status_code == 302


@pytest.mark.parametrize("act", [amend, up, step, close, hand])
def test_no_action_touches_it(cast, hidden, at, act):
    with pytest.raises(Denied, match="Only the Head teacher may see complaints"):
        act(hidden, cast.senco, at, **({"stage": "formal"} if act is up else {}))


def test_a_new_one_cannot_refer_to_it(cast, hidden):
    path = f"{reverse('complaints:add', args=['oakfield'])}?after={hidden.reference}"
    assert cast.client_for("senco").get(path).status_code == 404


def test_lists_counts_and_exports_hold_nothing_of_it(cast, dated, own, today):
    client = cast.client_for("senco")
    kinds = [reverse("complaints:export", args=["oakfield", "csv"])]
    for path in (*kinds, "/oakfield/complaints/", f"/oakfield/complaints/find/?q={own.legal_last}"):
        assert not told(client, path)
    assert told(cast.client_for("head"), "/oakfield/complaints/") and told(cast.client_for("head"), kinds[0])
    seen = queries.counts(cast.oakfield, cast.senco, today - 30 * DAY, today)
    assert queries.counts(cast.oakfield, cast.head, today - 30 * DAY, today).raised == seen.raised + 1
    assert not Complaint.objects.filter(pk=dated.pk).visible_to(cast.senco).exists()
    assert not ComplaintStep.objects.filter(complaint=dated).visible_to(cast.senco).exists()


@pytest.mark.parametrize("who", ["senco", "head", "teacher", "dsl", "office", "parent", "trust_lead"])
def test_no_page_about_the_child_tells_of_any_complaint(cast, complaint, dated, own, who):
    """Not the history either, which otherwise holds every row about a child: a complaint is no part of the record."""
    client = cast.client_for(who)
    cast.client_for("head").get(reverse("complaints:complaint", args=["oakfield", dated.reference]))
    opened = 0
    for page in (
        "overview:pupil",
        "overview:audit",
        "overview:timeline",
        "file:file",
        "concerns:pupil",
        "overview:evidence",
    ):
        answer = client.get(reverse(page, args=["oakfield", own.reference]))
        opened += answer.status_code == 200
        said = answer.content.decode().partition("<main")[2].lower()
        assert not [word for word in ("zebra", "quince", "complain") if word in said], page
    assert opened or who in ("parent", "office")


@pytest.mark.parametrize("path", ["", "due/", "bell/", "messages/", "search/?q=zebra"])
def test_today_and_what_is_due_tell_nobody_else(cast, dated, path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.jobs.actions._tell_workers", lambda *a, **k: None)
        for who in ("senco", "teacher", "dsl", "trust_lead"):
            assert not told(cast.client_for(who), f"/oakfield/{path}")


def due(cast, today: dt.date, who: str | None) -> list:
    ask = Ask(cast.oakfield, today - 300 * DAY, today + 60 * DAY, today, cast.people[who] if who else None)
    found = gather(ask)
    assert found.failures == []
    return [one for one in found.deadlines if one.kind == "head_matter"]


def test_its_deadlines_are_the_heads_alone_whoever_is_away(cast, dated, today):
    assert len(due(cast, today, None)) == len(due(cast, today, "head")) == 4
    assert [due(cast, today, who) for who in ("senco", "teacher", "ta", "dsl", "office", "trust_lead")] == [
        []
    ] * 6
    people = people_of_today(Ask(cast.oakfield, today, today, today))
    people.deputies[cast.head.pk] = cast.senco.pk
    for one in due(cast, today, None):
        assert one.pupil == one.name == "" and "omplaint" not in one.subject
        for rung in one.of.ladder:
            assert {each.person.pk for each in recipients(one, rung, people)} == {cast.head.pk}


def test_without_a_head_nobody_is_told(cast, dated, today):
    people = people_of_today(Ask(cast.oakfield, today, today, today))
    del people.by_pk[cast.head.pk]
    assert [recipients(one, rung, people) for one in due(cast, today, None) for rung in one.of.ladder] == [
        []
    ] * 16


def test_a_round_tells_the_head_and_its_emails_say_nothing(cast, dated, today):
    run_round(school=cast.oakfield, today=today, at=dt.datetime.combine(today, dt.time(7), tzinfo=dt.UTC))
    notices = Notice.objects.filter(school=cast.oakfield, kind="head_matter")
    assert (
        notices
        and {one.recipient_id for one in notices} == {cast.head.pk}
        and {one.pupil for one in notices} == {""}
    )
    for mail in Mail.objects.filter(school=cast.oakfield):
        said = f"{mail.what} {mail.subject} {mail.body.replace(dated.reference, '')}".lower()
        assert "zebra" not in said
        assert mail.recipient_id == cast.head.pk or dated.reference not in mail.body
    for word in ("complain", "senco", "alone"):
        assert word not in f"{KINDS['head_matter'].title} {KINDS['head_matter'].mail}".lower()


def test_it_is_handed_over_to_nobody_else(cast, dated, today):
    run_round(school=cast.oakfield, today=today, at=dt.datetime.combine(today, dt.time(7), tzinfo=dt.UTC))
    notice = Notice.objects.filter(school=cast.oakfield, kind="head_matter").first()
    people = people_of_today(Ask(cast.oakfield, today, today, today))
    form = HandOverForm(None, people=people, notice=notice, user=cast.head)
    assert not [choice for choice in form.fields["to"].choices if choice[0]]


def test_the_senco_cannot_make_one_and_posting_it_does_nothing(cast, own):
    form = {"raised_by": "A", "raised_on": "2 11 2026", "about": "B", "stage": "teacher", "whom": "senco"}
    page = cast.client_for("senco").get("/oakfield/complaints/add/").content.decode()
    assert 'name="whom"' not in page
    assert cast.client_for("senco").post("/oakfield/complaints/add/", form).status_code == 302
    assert Complaint.objects.latest("pk").head_only is False


def test_one_about_the_senco_is_the_heads_from_the_form_on(cast, own):
    form = {"raised_by": "A", "raised_on": "2 11 2026", "about": "B", "stage": "teacher", "whom": "senco"}
    assert cast.client_for("head").post("/oakfield/complaints/add/", form).status_code == 302
    made = Complaint.objects.latest("pk")
    assert (made.head_only, made.stage) == (True, "head")
    assert cast.client_for("senco").get(f"/oakfield/complaints/{made.reference}/").status_code == 404


def test_made_the_heads_later_it_leaves_the_senco(cast, complaint, at):
    path = reverse("complaints:complaint", args=["oakfield", complaint.reference])
    assert cast.client_for("senco").get(path).status_code == 200
    held = amend(complaint, cast.head, at, head_only=True)
    assert held.stage == "head" and cast.client_for("senco").get(path).status_code == 404
    with pytest.raises(Denied):
        amend(complaint, cast.senco, at, head_only=False)
    amend(complaint, cast.head, at, head_only=False)
    assert cast.client_for("senco").get(path).status_code == 200


def test_the_senco_hands_one_over_and_learns_nothing_more(cast, complaint, at, today):
    client, head = cast.client_for("senco"), cast.client_for("head")
    path = reverse("complaints:to-head", args=["oakfield", complaint.reference])
    page = reverse("complaints:complaint", args=["oakfield", complaint.reference])
    step(complaint, cast.senco, at, next_step="Ring", next_by=today)
    assert [path in who.get(page).content.decode() for who in (client, head)] == [True, False]
    assert "Say why" in client.post(path, {"why": " ", "version": "1"}).content.decode()
    answer = client.post(path, {"why": "It is about me.", "version": "1"})
    assert (answer.status_code, answer.url) == (302, "/oakfield/complaints/")
    assert [client.get(where).status_code for where in (page, path)] == [404, 404]
    assert complaint.raised_by not in client.get("/oakfield/complaints/").content.decode()
    complaint.refresh_from_db()
    assert (complaint.head_only, complaint.stage, complaint.handled_by) == (True, "head", cast.head)
    assert "It is about me." in head.get(page).content.decode()
    assert due(cast, today, "senco") == [] and len(due(cast, today, "head")) == 2


@pytest.mark.parametrize("by_head", [False, True])
def test_what_was_told_of_it_leaves_every_other_bell_at_once(cast, complaint, at, today, by_head):
    amend(complaint, cast.senco, at, reply_by=today)
    step(complaint, cast.senco, at, next_step="Zebra call", next_by=today)
    run_round(school=cast.oakfield, today=today, at=dt.datetime.combine(today, dt.time(7), tzinfo=dt.UTC))
    told = Notice.objects.filter(school=cast.oakfield, recipient=cast.senco, kind__startswith="complaint_")
    assert told.filter(ended_at=None).count() == 2
    if by_head:
        amend(complaint, cast.head, at, head_only=True)
    else:
        hand(complaint, cast.senco, at)
    assert not told.filter(ended_at=None).exists()
    page = reverse("notices:bell", args=["oakfield"])
    assert complaint.reference not in cast.client_for("senco").get(page).content.decode()


def test_one_that_nobody_would_see_is_not_handed_over(cast, complaint, at):
    Membership.objects.filter(school=cast.oakfield, role="head").delete()
    with pytest.raises(Denied, match="No head teacher has an account"):
        hand(complaint, cast.senco, at)
    complaint.refresh_from_db()
    assert complaint.head_only is False


def test_handed_over_once(cast, complaint, at):
    hand(complaint, cast.senco, at)
    with pytest.raises(Denied, match="for the head alone already"):
        hand(complaint, cast.head, at)


def test_the_head_of_another_school_sees_nothing(cast, hidden):
    with cast.acting("foreign_senco", "hillcrest"):
        assert not Complaint.objects.filter(pk=hidden.pk).exists()


def test_every_action_is_attacked():
    written = {
        name for name in vars(actions) if getattr(vars(actions)[name], "__module__", "") == actions.__name__
    }
    public = {name for name in written if not name.startswith("_")}
    assert public == {
        "record_complaint",
        "amend_complaint",
        "take_up",
        "record_step",
        "mark_step_done",
        "close_complaint",
        "hand_to_head",
    }
