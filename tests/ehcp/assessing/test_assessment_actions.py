"""What happens to an assessment: each step with what it keeps, and what is refused in words."""

import datetime as dt

import pytest

from agencies.models import Disclosure
from apdr.models import ReviewMeeting
from core.accounts.permissions import Denied
from core.jobs.models import Job
from core.jobs.registry import HANDLERS
from ehcp.assessing import actions, orders
from ehcp.assessing.drafts import advice_draft, tried_for
from ehcp.assessing.evidence import evidence_of
from ehcp.assessing.queries import one_assessment, reassessment_bar, steps_of
from ehcp.models import EhcPlan, NeedsAssessment
from ehcp.sections.actions import receive_version
from register.actions import mark_leaver
from register.edits import Overtaken
from register.enums import Level
from register.models import PupilDocument
from register.queries import open_period
from tests.ehcp.assessing.conftest import (
    ago,
    answer,
    assess,
    decline,
    draft,
    end,
    issue,
    refuse,
    request,
    send,
    talk,
    write,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def whole(cast, held) -> NeedsAssessment:
    """The assessment as its page reads it."""
    return one_assessment(cast.oakfield).get(pk=held.pk)


def test_way_to_a_plan_keeps_every_day_and_the_level_follows(cast, way, at):
    held = whole(cast, way("issued"))
    days = [held.talk.on, held.requested_on, held.decided_on, held.advice_requested_on, held.advice.sent_on,
            held.draft_served_on, held.draft_received_on, held.answered_on, held.issued_on]  # fmt: skip
    assert days == [ago(at, n) for n in (62, 60, 40, 38, 30, 17, 16, 2, 1)]
    plan = EhcPlan.objects.get(pupil=held.pupil)
    assert (plan.made_on, plan.assessed_on, held.plan_id) == (ago(at, 1), ago(at, 1), plan.pk)
    assert list(plan.versions.values_list("kind", flat=True)) == ["draft", "final"]
    assert open_period(held.pupil).level == Level.EHC_PLAN
    assert list(Disclosure.objects.filter(pupil=held.pupil).order_by("on").values_list("to", "how")) == [
        ("Barsetshire", "portal"), ("Barsetshire", "secure"), ("Barsetshire", "portal")]  # fmt: skip


def test_sen_support_goes_on_until_the_outcome(cast, way, pupil):
    assert open_period(pupil).level == Level.SEN_SUPPORT
    held = way("not_issued")
    assert open_period(pupil).level == Level.ASSESSMENT_REQUESTED  # still SEN support in the census
    end(held, cast.senco, held.created_at)
    assert open_period(pupil).level == Level.SEN_SUPPORT


def test_where_the_register_cannot_follow_the_plan_is_made_all_the_same(cast, way, pupil, monkeypatch):
    held = way("answered")
    refused = Denied("A main type of need is missing.")
    monkeypatch.setattr(
        "ehcp.assessing.actions.ground.change_level", lambda **_: (_ for _ in ()).throw(refused)
    )
    assert issue(held, cast.senco, held.created_at).state == "issued"
    assert open_period(pupil).level == Level.ASSESSMENT_REQUESTED


@pytest.mark.parametrize("wrong,words", [
    ({"why": " "}, "Say why progress is not enough"),
    ({"authority": None}, "Say which local authority"),
    ({"purpose": "again"}, "has no EHC plan that is made"),
])  # fmt: skip
def test_considering_refused_in_words(cast, pupil, authority, at, wrong, words):
    given = {"pupil": pupil, "authority": authority, "why": "No progress", "by": cast.senco, "at": at}
    with pytest.raises(Denied, match=words):
        actions.consider(**(given | wrong))


def test_a_second_open_one_a_leaver_and_a_role_are_refused(cast, way, pupil, authority, at, today):
    way("considered")
    given = {"pupil": pupil, "authority": authority, "why": "No progress", "at": at}
    with pytest.raises(Denied, match="goes on already"):
        actions.consider(by=cast.senco, **given)
    with pytest.raises(Denied, match="Only the SENCo may"):
        actions.consider(by=cast.teacher, **given)
    mark_leaver(pupil=pupil, on=today, by=cast.senco, at=at)
    pupil.refresh_from_db()
    with pytest.raises(Denied, match="Ada has left"):
        actions.consider(by=cast.senco, **given)


@pytest.mark.parametrize("to,act,given,words", [
    ("considered", talk, {"people": " "}, "with whom it was"),
    ("considered", talk, {"on": dt.date(2090, 1, 1)}, "in the future"),
    ("considered", request, {}, "talked over with the parents first"),
    ("discussed", request, {"parents_view": ""}, "what the parents say"),
    ("discussed", request, {"on": dt.date(2019, 1, 1)}, "the request cannot be earlier"),
    ("discussed", request, {"how": "email"}, "Ordinary email is never used"),
    ("requested", assess, {"decided_on": dt.date(2019, 1, 1)}, "this cannot be earlier"),
    ("requested", assess, {"advice_requested_on": dt.date(2019, 1, 1)}, "this cannot be earlier"),
    ("requested", draft, {}, "cannot become draft plan received"),
    ("assessing", send, {"sent_on": dt.date(2019, 1, 1)}, "cannot have been sent before"),
    ("assessing", send, {"sent_how": ""}, "Say how it was sent"),
    ("assessing", refuse, {"refused_on": dt.date(2019, 1, 1)}, "It decided to assess on"),
    ("assessing", draft, {"received_on": dt.date(2019, 1, 1)}, "the draft cannot be earlier"),
    ("drafted", answer, {"naming": "too_dear"}, "only these grounds are lawful"),
    ("drafted", answer, {"naming": "others", "naming_why": "It does"}, "reasonable adjustments were considered first"),
    ("drafted", answer, {"naming": "others", "adjustments": "A room"}, "why the ground holds"),
    ("drafted", answer, {"answered_on": dt.date(2019, 1, 1)}, "the answer cannot be earlier"),
    ("drafted", issue, {"issued_on": dt.date(2019, 1, 1)}, "the plan cannot be earlier"),
    ("answered", draft, {}, "cannot become draft plan received"),
    ("declined", end, {"feedback_used": " "}, "what SEN support makes of the feedback"),
    ("requested", end, {"why": ""}, "why it is taken back"),
    ("closed", talk, {}, "has ended"),
])  # fmt: skip
def test_step_refused_in_words_and_nothing_changes(cast, way, at, to, act, given, words):
    held = way(to)
    with pytest.raises(Denied, match=words):
        act(held, cast.senco, at, **given)
    after = NeedsAssessment.objects.get(pk=held.pk)
    assert (after.state, after.version) == (to, held.version)


def test_talk_may_be_a_review_meeting_that_was_held_with_the_parents(cast, way, pupil, at):
    held = way("considered")
    meeting = ReviewMeeting.objects.create(
        school=cast.oakfield, pupil=pupil, on=ago(at, 70), led_by=cast.senco, created_at=at, created_by=cast.senco,
        state="held", parents_came=True, who_came="Mr and Mrs Quill", parents_say="He dreads reading", held_at=at,
        held_by=cast.senco,
    )  # fmt: skip
    held = actions.record_talk(assessment=held, by=cast.senco, at=at, meeting=meeting)
    assert (held.state, held.talk.on, held.talk.people) == ("discussed", ago(at, 70), "Mr and Mrs Quill")
    assert "dreads reading" in held.talk.about
    meeting.parents_came = False
    with pytest.raises(Denied, match="held with the parents"):
        actions.record_talk(assessment=held, by=cast.senco, at=at, meeting=meeting)


def test_parents_may_ask_at_any_time(cast, way, at):
    held = request(way("considered"), cast.senco, at, asked_by="parent", parents_view="", how="")
    assert (held.state, held.asked_by, held.talk) == ("requested", "parent", None)
    assert not Disclosure.objects.filter(pupil=held.pupil).exists()


def test_after_mediation_it_assesses_and_the_refusal_stays_dated(cast, way, at):
    held = way("declined")
    first = held.decided_on
    held = actions.record_decision(assessment=held, assess=True, decided_on=ago(at, 10), feedback="Mediation.", by=cast.senco, at=at)  # fmt: skip
    assert (held.state, held.decided_on) == ("assessing", first)
    assert "Not enough cycles." in held.feedback and "will assess after all" in held.feedback


def test_exemption_is_a_flag_that_moves_no_date(cast, way, at, today):
    held = whole(cast, way("requested"))
    before = [(one.key, one.law.date, one.late_days) for one in steps_of(held, today=today)]
    with pytest.raises(Denied, match="Say what the authority says"):
        actions.flag_exemption(assessment=held, exemption="closure", exemption_why="", by=cast.senco, at=at)
    actions.flag_exemption(assessment=held, exemption="closure", exemption_why="Summer", by=cast.senco, at=at)
    held = whole(cast, held)
    assert [(one.key, one.law.date, one.late_days) for one in steps_of(held, today=today)] == before
    assert before[0] == ("decide", ago(at, 60 - 42), 18)


def test_clock_of_a_request(cast, way, at, today):
    """Request 60 days ago: decision by +42, plan by +140 (reg 5(1), 13(2)); advice by asking +42; answer by draft +15."""
    steps = {one.key: one for one in steps_of(whole(cast, way("drafted")), today=today, sent_on=ago(at, 30))}
    assert {key: one.law.date for key, one in steps.items()} == {
        "decide": ago(at, 18), "advice": ago(at, -4), "draft": ago(at, 1), "final": ago(at, -80),
    }  # fmt: skip
    assert {key: (one.state, one.late_days) for key, one in steps.items()} == {
        "decide": ("done", 0), "advice": ("done", 0), "draft": ("late", 1), "final": ("wait", 0),
    }  # fmt: skip


@pytest.mark.parametrize("to,letter", [
    ("declined", 40), ("not_issued", 20), ("issued", 1), ("requested", None), ("drafted", None), ("closed", None),
])  # fmt: skip
def test_there_is_a_letter_to_appeal_against_after_a_decision_alone(cast, way, at, to, letter):
    assert orders.letter_on(way(to)) == (ago(at, letter) if letter else None)


@pytest.mark.parametrize("letter,certificate,last", [
    ("2026-01-12", None, "2026-03-12"),  # two months from the letter
    ("2026-01-12", "2026-02-01", "2026-03-12"),  # a certificate that gives less time takes none away
    ("2026-01-12", "2026-03-05", "2026-04-05"),  # one month from the certificate, which is later
    ("2025-12-31", None, "2026-02-28"),  # a month without a 31st ends with its last day
    ("2025-11-20", "2026-01-31", "2026-02-28"),
])  # fmt: skip
def test_last_day_of_an_appeal(letter, certificate, last):
    day = dt.date.fromisoformat
    held = NeedsAssessment(
        state="declined", decided_on=day(letter), mediation_on=certificate and day(certificate)
    )
    assert orders.appeal_until(held) == day(last)


@pytest.mark.parametrize("order,state,laws", [
    ("To assess", "declined", {"order_assess_notify_by": 14, "order_assess_final_by": 98}),
    ("To make a plan", "not_issued", {"order_make_draft_by": 35, "order_make_final_by": 77}),
    ("To amend the plan", "issued", {"order_amend_by": 35}),
    ("To name another placement", "issued", {"order_placement_by": 14}),
])  # fmt: skip
def test_what_the_tribunal_orders_runs_from_the_order(cast, way, today, at, order, state, laws):
    held = way(state)
    held = actions.record_appeal(
        assessment=held, appeal_on=today, order_on=today, order=order, by=cast.senco, at=at
    )
    found = orders.order_steps(held, today=today)
    assert {one.key: (one.law.date - today).days for one in found} == laws
    kept = {one.key for one in steps_of(whole(cast, held), today=today)}
    assert ("final" in kept) is (
        state == "issued"
    )  # the order takes the place of the usual last day while it is open


@pytest.mark.parametrize("given,words", [
    ({"order": "To assess"}, "on which day"), ({"order_on": dt.date(2019, 1, 1), "order": "To assess"}, "cannot be earlier"),
    ({"appeal_on": dt.date(2090, 1, 1)}, "in the future"),
])  # fmt: skip
def test_appeal_refused_in_words(cast, way, at, given, words):
    with pytest.raises(Denied, match=words):
        actions.record_appeal(assessment=way("declined"), by=cast.senco, at=at, **given)


def test_advice_of_two_people_does_not_overwrite(cast, way, at):
    held = way("assessing")
    first = write(held, cast.senco, at)
    write(held, cast.senco, at, needs="Others", version=first.version)
    with pytest.raises(Overtaken):
        write(held, cast.senco, at, needs="Mine", version=first.version)


def test_advice_that_was_changed_is_made_again_when_it_is_sent(cast, way, at):
    held = way("assessing")
    write(held, cast.senco, at)
    first = actions.issue_advice(assessment=held, by=cast.senco, at=at)
    send(held, cast.senco, at)
    assert whole(cast, held).advice.document_id == first.pk  # it stood as it was issued
    write(held, cast.senco, at, needs="More")
    second = actions.issue_advice(assessment=held, by=cast.senco, at=at)
    assert (second.issued.number, second.sensitivity) == (2, "restricted")


def test_draft_that_names_a_school_is_said_in_the_answer(cast, way, at):
    held = draft(way("advised"), cast.senco, at, places=True)
    assert "Section I" in held.answer
    newer = draft(held, cast.senco, at, received_on=ago(at, 5), issued_on=None, places=True)
    assert (newer.draft.number, newer.answer.count("Section I of the draft names")) == (2, 1)


def test_feedback_is_used_before_a_refusal_is_ended(cast, way, at):
    held = decline(way("requested"), cast.senco, at, feedback="")
    with pytest.raises(Denied, match="reasons that the local authority gave"):
        end(held, cast.senco, at)
    ended = end(held, cast.senco, at, feedback="One cycle only.")
    assert (ended.state, ended.feedback, bool(ended.closed_at)) == ("closed", "One cycle only.", True)


def test_leaver_with_a_refusal_can_be_ended(cast, way, pupil, at, today):
    held = way("declined")
    mark_leaver(pupil=pupil, on=today, by=cast.senco, at=at)
    with pytest.raises(Denied, match="Ada has left"):
        assess(held, cast.senco, at)
    assert end(held, cast.senco, at).state == "closed"


def test_reassessment_is_told_of_the_six_months(cast, way, pupil, authority, at):
    way("issued")
    with pytest.raises(Denied, match="ask for a re-assessment instead"):
        actions.consider(pupil=pupil, authority=authority, why="Needs have changed", by=cast.senco, at=at)
    again = actions.consider(
        pupil=pupil, authority=authority, why="Needs have changed", purpose="again", by=cast.senco, at=at
    )
    bar = reassessment_bar(pupil)
    assert bar.start == ago(at, 1) and (bar.date - bar.start).days in range(181, 185)
    for act in (talk, request, assess, draft):
        again = act(again, cast.senco, at, **({"on": ago(at, 0)} if act is talk else TODAY[act](at)))
    assert open_period(pupil).level == Level.EHC_PLAN
    done = issue(again, cast.senco, at, issued_on=ago(at, 0))
    assert list(done.plan.versions.order_by("number").values_list("kind", flat=True))[-1] == "amended"
    assert done.plan.made_on == ago(at, 1)


TODAY = {
    request: lambda at: {"on": ago(at, 0)},
    assess: lambda at: {"decided_on": ago(at, 0), "advice_requested_on": None},
    draft: lambda at: {"received_on": ago(at, 0), "issued_on": None, "served_on": None},
}


def test_evidence_is_put_together_and_linked(cast, way, at):
    held = way("discussed")
    job = actions.queue_evidence(assessment=held, by=cast.senco, at=at)
    told = HANDLERS[job.kind](Job.objects.get(pk=job.pk), by=cast.senco, at=at, report=lambda *_: None)
    held.refresh_from_db()
    assert held.evidence.kind == "evidence" and told["next_url"] == held.get_absolute_url()
    assert held.evidence.issued.snapshot["purpose"].startswith("Request for an education")


def test_checklist_says_what_is_there_and_what_is_missing(cast, way, today):
    held = whole(cast, way("discussed"))
    found = {one.key: one.there for one in evidence_of(held, cast.senco, today)}
    assert found == {"parents": True, "child": False, "teachers": True, "senco": False, "health": False, "social": False,
                     "others": False, "provision": False, "actions": False, "outcomes": True}  # fmt: skip


def test_what_was_tried_and_the_advice_are_drafted_from_the_record(cast, pupil, today):
    tried = tried_for(pupil, today)
    parts = advice_draft(pupil, cast.senco, today)
    assert "Cycle from" in tried and "reviewed:" in tried
    assert parts["needs"].startswith("Main need: ") and "Cycle from" in parts["progress"]
    assert PupilDocument.objects.filter(pupil=pupil, kind="ehc_advice").count() == 0


def test_final_plan_that_was_added_to_the_plan_itself_is_not_added_twice(cast, way, at):
    held = way("answered")
    final = receive_version(
        plan=held.plan, kind="final", issued_on=ago(at, 1), received_on=ago(at, 1), by=cast.senco, at=at
    )
    with pytest.raises(Denied, match="is here already: give that date"):
        issue(held, cast.senco, at, issued_on=ago(at, 0))
    done = issue(held, cast.senco, at)
    assert (done.plan.made_on, list(done.plan.versions.filter(kind="final"))) == (ago(at, 1), [final])
