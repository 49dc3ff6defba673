"""Complaints: recorded, taken up the ladder and never down, their steps, their end (R-224 to R-226)."""

import datetime as dt
from itertools import product

import pytest

from core.accounts.permissions import Denied
from governance.complaints import actions, queries
from governance.enums import Stage
from governance.models import Complaint, ComplaintStep
from register.edits import Overtaken
from tests.governance.complaints.making import DAY, amend, close, complain, step, up

pytestmark = pytest.mark.django_db
EARLY = dt.date(2020, 1, 6)

UPWARDS = {("teacher", "senco"), ("teacher", "head"), ("teacher", "formal"), ("senco", "head"), ("senco", "formal"),
           ("head", "formal")}  # fmt: skip


@pytest.mark.parametrize("start,end", list(product(Stage.values, repeat=2)))
def test_a_complaint_goes_up_and_never_down(cast, complaint, at, start, end):
    Complaint.objects.filter(pk=complaint.pk).update(stage=start)
    if (start, end) in UPWARDS:
        assert up(complaint, cast.senco, at, end).stage == end
        assert complaint.steps.get(kind="moved").stage == end
    else:
        with pytest.raises(Denied):
            up(complaint, cast.senco, at, end)
        assert not complaint.steps.filter(kind="moved").exists()


@pytest.mark.parametrize(
    "who", ["teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "professional"]
)
def test_only_senco_and_head_write(cast, complaint, at, who):
    by = cast.people[who]
    held = step(complaint, cast.senco, at, next_step="Ring", next_by=at.date())
    for act in (
        lambda: complain(cast, at, by=by), lambda: amend(complaint, by, at), lambda: up(complaint, by, at),
        lambda: step(complaint, by, at), lambda: close(complaint, by, at),
        lambda: actions.mark_step_done(step=held, by=by, at=at),
    ):  # fmt: skip
        with pytest.raises(Denied, match="Only the SENCo or Head teacher may record complaints"):
            act()


@pytest.mark.parametrize("wrong,words", [
    ({"raised_by": " "}, "Say who complains"),
    ({"about": ""}, "Say who complains, and about what"),
    ({"raised_on": dt.date(2100, 1, 4)}, "in the future"),
    ({"reply_by": EARLY}, "before the complaint was made"),
    ({"about_senco": True}, "Only the Head teacher may see"),
    ({"head_only": True}, "Only the Head teacher may see"),
])  # fmt: skip
def test_complaint_refused_in_words(cast, own, at, wrong, words):
    before = Complaint.objects.count()
    with pytest.raises(Denied, match=words):
        complain(cast, at, **wrong)
    assert Complaint.objects.count() == before


@pytest.mark.parametrize("wrong,words", [
    ({"kind": "moved"}, "page of its own"),
    ({"kind": "raised"}, "page of its own"),
    ({"what": ""}, "in a few words"),
    ({"on": dt.date(2100, 1, 4)}, "in the future"),
    ({"on": EARLY}, "The complaint was made on"),
    ({"next_step": "Ring"}, "by when"),
    ({"next_step": "Ring", "next_by": EARLY}, "before this one"),
])  # fmt: skip
def test_step_refused_in_words(cast, complaint, at, wrong, words):
    with pytest.raises(Denied, match=words):
        step(complaint, cast.senco, at, **wrong)
    assert complaint.steps.count() == 1


def test_pupil_of_another_school_is_refused(cast, own, at):
    with pytest.raises(Denied, match="not at this school"):
        complain(cast, at, pupil=cast.foreign.pupil)


def test_who_handles_it_is_staff_and_of_the_heads_ones_the_head(cast, complaint, hidden, at):
    assert amend(complaint, cast.senco, at, handled_by=cast.teacher).handled_by == cast.teacher
    with pytest.raises(Denied, match="a member of staff"):
        amend(complaint, cast.senco, at, handled_by=cast.parent)
    with pytest.raises(Denied, match="the head teacher, for it is for the head alone"):
        amend(hidden, cast.head, at, handled_by=cast.senco)


def test_an_answer_keeps_the_promise_and_says_until_when_it_was(cast, own, at):
    held = complain(cast, at, reply_by=at.date() + DAY)
    said = step(held, cast.senco, at, "reply", what="We are sorry.")
    held.refresh_from_db()
    assert held.reply_by is None
    assert said.what.startswith("We are sorry.\nAn answer was promised by ")


def test_asking_the_authority_needs_no_words(cast, complaint, at):
    assert step(complaint, cast.senco, at, "la_contacted", what="").pk


def test_what_was_next_is_done_once(cast, complaint, at):
    held = step(complaint, cast.senco, at, next_step="Ring", next_by=at.date())
    actions.mark_step_done(step=held, by=cast.senco, at=at)
    later = actions.mark_step_done(step=held, by=cast.senco, at=at + 3 * DAY)
    assert later.done_on == at.date()
    with pytest.raises(Denied, match="Nothing was to happen"):
        actions.mark_step_done(
            step=ComplaintStep.objects.get(complaint=complaint, kind="raised"), by=cast.senco, at=at
        )


@pytest.mark.parametrize("wrong,words", [
    ({"outcome": " "}, "Say what came of it"),
    ({"state": "open"}, "cannot become"),
    ({"closed_on": dt.date(2100, 1, 4)}, "in the future"),
    ({"closed_on": EARLY}, "Something happened on"),
])  # fmt: skip
def test_close_refused_in_words(cast, complaint, at, wrong, words):
    with pytest.raises(Denied, match=words):
        close(complaint, cast.senco, at, **wrong)
    complaint.refresh_from_db()
    assert (complaint.state, complaint.closed_on, complaint.outcome) == ("open", None, "")


def test_a_closed_complaint_stays_as_it_is(cast, complaint, at):
    held = step(complaint, cast.senco, at, next_step="Ring", next_by=at.date())
    closed = close(complaint, cast.senco, at, learnt="Say it sooner.")
    assert (closed.state, closed.closed_by, closed.learnt) == ("resolved", cast.senco, "Say it sooner.")
    for act in (amend, up, step, close):
        with pytest.raises(Denied, match="closed"):
            act(complaint, cast.senco, at)
    with pytest.raises(Denied, match="closed"):
        actions.mark_step_done(step=held, by=cast.senco, at=at)


@pytest.mark.parametrize("act", [amend, up, close])
def test_change_over_somebody_elses_is_refused(cast, complaint, at, act):
    amend(complaint, cast.head, at, wants="An apology", version=1)
    with pytest.raises(Overtaken):
        act(complaint, cast.senco, at, version=1)


def test_counts_of_a_term(cast, complaint, hidden, at):
    closed = complain(cast, at, raised_on=at.date() - 40 * DAY, stage="formal")
    close(closed, cast.senco, at, closed_on=at.date() - 2 * DAY)
    Complaint.objects.exclude(pk__in=[complaint.pk, hidden.pk, closed.pk]).update(
        raised_on=EARLY, head_only=False
    )
    there = Complaint.objects.filter(raised_on=EARLY).count()
    start, end = at.date() - 60 * DAY, at.date() - 5 * DAY
    assert queries.counts(cast.oakfield, None, start, end) == queries.counts(
        cast.oakfield, cast.senco, start, end
    )
    seen = queries.counts(cast.oakfield, cast.senco, start, end)
    assert (seen.raised, seen.closed, seen.open, seen.stages) == (
        2,
        0,
        there + 2,
        {"teacher": 1, "formal": 1},
    )
    of_head = queries.counts(cast.oakfield, cast.head, start, at.date())
    assert (of_head.raised, of_head.closed, of_head.open, of_head.stages["head"]) == (3, 1, there + 2, 1)
