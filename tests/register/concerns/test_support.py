"""Extra support for an emerging concern: weeks by the school's setting, reviewed with parents (R-18 to R-24)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.permissions import Denied
from core.schools.models import School
from register import actions as register
from register.concerns import present, queries, support_actions
from register.enums import Level
from register.models import Concern, ExtraSupport, StatusPeriod
from tests import cast as house
from tests.register.concerns.test_concerns import decide, level, raised, url
from tests.roles import seeing

database = pytest.mark.django_db
TODAY = timezone.localdate
PLAN = {"difficulty": "Number bonds", "targets": "To 10 by heart", "support": "Daily, 10 minutes, Mrs Biggs",
        "child_says": "I count on my fingers", "consulted": ["teacher", "parents"]}  # fmt: skip


def begin(pupil, by, **more) -> ExtraSupport:
    said = PLAN | {"starts": TODAY() - dt.timedelta(days=20)} | more
    return support_actions.start_support(pupil=pupil, by=by, at=timezone.now(), **said)


def review(support, by, outcome, **more) -> Concern | None:
    said = {
        "reviewed_on": TODAY(),
        "progress": "some",
        "found": "8 of 10",
        "family_how": "met",
        "family_said": "Pleased",
    }
    return support_actions.review_support(
        support=support, outcome=outcome, by=by, at=timezone.now(), **said | more
    )


@given(
    starts=st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)),
    latest=st.integers(1, 30),
    days=st.integers(-300, 300),
)
def test_a_review_falls_within_the_schools_weeks(starts, latest, days):
    school, review_by = School(concern_weeks_latest=latest), starts + dt.timedelta(days=days)
    if 0 <= days <= 7 * latest:
        support_actions.check_span(school, starts, review_by)
    else:
        with pytest.raises(Denied):
            support_actions.check_span(school, starts, review_by)


@database
def test_a_teacher_begins_support_without_the_senco(cast, child):
    with seeing(cast.oakfield):
        support = begin(child, cast.teacher)
        assert support.review_by == support.starts + dt.timedelta(weeks=6)
        period = StatusPeriod.objects.get(pupil=child, end=None)
        assert (period.level, period.start, period.consulted) == (
            Level.EMERGING_CONCERN, support.starts, ["parents", "teacher"],
        )  # fmt: skip


@database
@pytest.mark.parametrize("weeks", [1, 4, 10])
def test_the_weeks_are_the_schools(cast, child, weeks):
    with seeing(cast.oakfield):
        School.objects.filter(pk=cast.oakfield.pk).update(concern_weeks=weeks, concern_weeks_latest=weeks)
        support = begin(child, cast.teacher)
        assert support.review_by - support.starts == dt.timedelta(weeks=weeks)


@database
@pytest.mark.parametrize(
    "change,words",
    [
        ({"difficulty": " "}, "Say what is hard now"),
        ({"targets": "", "support": ""}, "what you aim for. Say what is done"),
        ({"child_says": ""}, "why the child was not asked"),
        ({"consulted": []}, "who was consulted"),
        ({"starts": dt.date(2099, 1, 1)}, "in the future"),
        ({"starts": dt.date(2017, 1, 1)}, "before Ivy was born"),
        ({"review_by": dt.date(2099, 1, 1)}, "at most 8 weeks"),
        ({"review_by": dt.date(2020, 1, 1)}, "before the support begins"),
    ],
)
def test_support_that_cannot_be_is_refused_whole(cast, child, change, words):
    with seeing(cast.oakfield):
        with pytest.raises(Denied, match=words):
            begin(child, cast.teacher, **change)
        assert level(child) == Level.NONE and not ExtraSupport.objects.filter(pupil=child).exists()


@database
def test_one_support_at_a_time_and_none_on_the_register(cast, child):
    with seeing(cast.oakfield):
        begin(child, cast.teacher)
        with pytest.raises(Denied, match="has extra support already"):
            begin(child, cast.teacher)
        with pytest.raises(Denied, match="is at SEN Support"):
            begin(cast.own.pupil, cast.teacher)


@database
@pytest.mark.parametrize("who", ["ta", "head", "dsl", "office"])
def test_who_may_not_begin_support(cast, child, who):
    with seeing(cast.oakfield), pytest.raises(Denied, match="may plan and review extra support"):
        begin(child, cast.people[who])


@database
def test_support_follows_from_its_own_decided_concern(cast, child):
    with seeing(cast.oakfield):
        waiting = raised(child, cast.teacher)
        with pytest.raises(Denied, match="Decide the concern first"):
            begin(child, cast.senco, concern=waiting)
        with pytest.raises(Denied, match="another child"):
            begin(child, cast.senco, concern=raised(cast.own.pupil, cast.teacher))
        decided = decide(waiting, cast.senco, "extra_support")
        assert begin(child, cast.senco, concern=decided).concern == decided


@database
@pytest.mark.parametrize("outcome,after", [("monitor", Level.MONITORING), ("no_action", Level.NONE)])
def test_a_good_review_watches_or_ends(cast, child, outcome, after):
    with seeing(cast.oakfield):
        support = begin(child, cast.teacher)
        assert review(support, cast.teacher, outcome, progress="good") is None
        period = StatusPeriod.objects.get(pupil=child, end=None)
        assert (period.level, period.consulted) == (after, ["parents", "teacher"])
        assert "8 of 10" in period.reason


@database
@pytest.mark.parametrize("outcome", ["monitor", "no_action"])
def test_support_does_not_end_on_little_progress(cast, child, outcome):
    with seeing(cast.oakfield):
        support = begin(child, cast.teacher)
        with pytest.raises(Denied, match="With little or no progress"):
            review(support, cast.teacher, outcome, progress="poor")


@database
def test_a_teacher_tells_the_senco_and_the_level_stays(cast, child):
    with seeing(cast.oakfield):
        concern = review(begin(child, cast.teacher), cast.teacher, "tell_senco", progress="poor")
        assert level(child) == Level.EMERGING_CONCERN
    assert concern.state == "raised" and concern.parents_told_on == TODAY()
    assert "Number bonds" in concern.reasons and "8 of 10" in concern.reasons
    assert "Daily, 10 minutes" in concern.interventions and concern.child_says == PLAN["child_says"]


@database
def test_sen_support_is_for_the_senco_to_begin(cast, child):
    with seeing(cast.oakfield):
        support = begin(child, cast.teacher)
        with pytest.raises(Denied, match="Tell the SENCo"):
            review(support, cast.teacher, "sen_support", additional="Daily group", needs=["SPLD"])
        with pytest.raises(Denied, match="main type of need"):
            review(support, cast.senco, "sen_support", additional="Daily group")
        assert ExtraSupport.objects.get(pk=support.pk).state == "running"
        review(support, cast.senco, "sen_support", additional="Daily group", needs=["SPLD"], also=["child"])
        period = StatusPeriod.objects.get(pupil=child, end=None)
        assert (period.level, period.consulted) == (Level.SEN_SUPPORT, ["child", "parents", "teacher"])


@database
@pytest.mark.parametrize(
    "change,words",
    [
        ({"family_how": ""}, "how the parents took part"),
        ({"family_said": " "}, "what they said"),
        ({"found": ""}, "what came of each aim"),
        ({"reviewed_on": dt.date(2099, 1, 1)}, "in the future"),
        ({"reviewed_on": dt.date(2020, 1, 1)}, "The support began on"),
    ],
)
def test_a_review_without_parents_or_findings_is_none(cast, child, change, words):
    with seeing(cast.oakfield):
        support = begin(child, cast.teacher)
        with pytest.raises(Denied, match=words):
            review(support, cast.teacher, "monitor", **change)
        with pytest.raises(Denied, match="was reviewed on"):
            review(support, cast.teacher, "monitor")
            review(support, cast.teacher, "monitor")


@database
def test_the_review_keeps_a_level_that_has_moved_on(cast):
    with seeing(cast.oakfield):
        support = ExtraSupport.objects.get(reference=cast.things["own"]["support"])
        review(support, cast.teacher, "no_action", progress="good")
        assert level(cast.own.pupil) == Level.SEN_SUPPORT


# in the browser


def day_text(value: dt.date) -> str:
    return f"{value.day} {value:%m %Y}"


def test_the_form_begins_support_and_counts_its_weeks(cast, client_for, child):
    client, here = client_for("teacher"), url("support-start", child.reference)
    page = client.get(here).content.decode()
    assert "Left empty: 6 weeks from the start. Latest: 8 weeks." in page
    answer = client.post(here, PLAN | {"starts": day_text(TODAY()), "review_by": "", "version": "0"})
    with seeing(cast.oakfield):
        support = ExtraSupport.objects.select_related("school").get(pupil=child)
    assert answer.url == support.get_absolute_url()
    assert support.review_by == TODAY() + dt.timedelta(weeks=6)
    assert "Why this date?" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("change,words", [({"review_by": "1 1 2099"}, "at most 8 weeks"), ({"consulted": []}, "Say who was consulted"),
                                          ({"support": ""}, "who does it"), ({"starts": "1 1 2099"}, "in the future")])  # fmt: skip
def test_the_form_says_what_is_wrong_and_keeps_the_rest(cast, client_for, child, change, words):
    typed = PLAN | {"starts": day_text(TODAY()), "version": "0"} | change
    answer = client_for("teacher").post(url("support-start", child.reference), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "To 10 by heart" in page


def test_the_form_says_why_support_cannot_begin(cast, client_for):
    page = client_for("teacher").get(url("support-start", cast.own.pupil.reference)).content.decode()
    assert "is at SEN Support" in page and "<textarea" not in page


def test_a_teacher_is_offered_the_senco_and_not_sen_support(cast, client_for, child):
    with seeing(cast.oakfield):
        support = begin(child, cast.teacher)
    page = client_for("teacher").get(url("review", support.reference)).content.decode()
    assert 'value="sen_support"' not in page and "Tell the SENCo: the concern remains" in page
    assert 'value="sen_support"' in client_for("senco").get(url("review", support.reference)).content.decode()


REVIEW = {
    "progress": "good",
    "found": "9 of 10",
    "family_how": "phone",
    "family_said": "Glad",
    "outcome": "monitor",
    "version": "1",
}


def test_the_review_form_leads_to_what_follows(cast, client_for, child):
    with seeing(cast.oakfield):
        support = begin(child, cast.teacher)
    client, here = client_for("teacher"), url("review", support.reference)
    bad = client.post(here, REVIEW | {"progress": "poor", "reviewed_on": day_text(TODAY())})
    assert bad.status_code == 422 and "With little or no progress" in bad.content.decode()
    page = client.post(here, REVIEW | {"reviewed_on": day_text(TODAY())}, follow=True).content.decode()
    assert "The review is recorded." in page and "9 of 10" in page
    with seeing(cast.oakfield):
        assert level(child) == Level.MONITORING
    assert client.get(here).status_code == 302  # a second review leads to the first


# lists


@database
def test_lists_tell_what_waits_and_what_is_due(cast, child):
    with seeing(cast.oakfield):
        raised(child, cast.teacher)
        begin(child, cast.teacher)
        waiting = {line.pupil_name for line in queries.waiting_concerns(cast.oakfield, cast.teacher)}
        running = {line.pupil_name for line in queries.support_running(cast.oakfield, cast.teacher)}
        assert waiting == running == {"Ivy Noone", "Maya Abara"}
        for who in ("ta", "office", "parent", "governor", "professional"):
            assert queries.waiting_concerns(cast.oakfield, cast.people[who]) == []
            assert queries.support_running(cast.oakfield, cast.people[who]) == []


@database
def test_the_queue_puts_first_what_waits_longest(cast, child):
    with seeing(cast.oakfield):
        raised(child, cast.teacher)
        lines = queries.concern_lines(cast.oakfield, cast.senco, TODAY())
    states = [line.state for line in lines]
    assert states == sorted(states, key=lambda state: state == "decided")
    waiting = [line.raised_on for line in lines if line.state != "decided"]
    assert waiting == sorted(waiting) and waiting[-1] == TODAY()


@database
def test_a_leavers_concern_waits_for_nobody_but_can_be_closed(cast, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
        left = register.mark_leaver(pupil=child, on=TODAY(), by=cast.senco, at=house.AT)
        assert concern.reference not in {
            one.reference for one in queries.waiting_concerns(cast.oakfield, cast.senco)
        }
        assert decide(concern, cast.senco, "teaching").state == "decided"
        assert left.left_on == TODAY()


def test_the_queue_is_narrowed_by_the_address(cast, client_for):
    client, here = client_for("senco"), reverse("concerns:queue", args=["oakfield"])
    assert "Loses the thread" in client.get(here).content.decode()
    pastoral = client.get(here, {"kind": "pastoral"}).content.decode()
    assert "Tired on Mondays" in pastoral and "Loses the thread" not in pastoral
    decided = client.get(here, {"show": "decided"}).content.decode()
    assert "Tired on Mondays" in decided and "Loses the thread" not in decided
    klass = cast.own.pupil.school_class.reference
    assert "Leo Brandt" not in client.get(here, {"class": klass}).content.decode()
    assert client.get(here, {"kind": "x", "show": "y", "class": "z"}).status_code == 200


@database
def test_today_shows_whose_concern_waits_and_which_support_is_due(cast, child):
    with seeing(cast.oakfield):
        raised(child, cast.teacher)
        support = begin(child, cast.teacher)
        (line,) = [
            one
            for one in queries.waiting_concerns(cast.oakfield, cast.senco)
            if one.pupil_name == "Ivy Noone"
        ]
        (due,) = [
            one for one in queries.support_running(cast.oakfield, cast.senco) if one.pupil_name == "Ivy Noone"
        ]
        row = present.support_row(due, cast.oakfield, TODAY(), may_review=True)
    assert (line.class_name, line.referred_by) == ("4 Ash", cast.teacher.called)
    assert row["action"]["url"] == url("review", support.reference)
    assert "after 6 weeks, and after 8 at the latest" in row["why"]["rule"]
