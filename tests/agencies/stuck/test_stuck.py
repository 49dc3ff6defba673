"""What is stuck: each kind from the day on which it is, no day earlier; the page costs the same for one and for three."""

import pytest
from django.urls import reverse

from agencies.models import Agency, AgencyReport, Professional, Recommendation, Referral, ReportReceipt, Visit
from agencies.stuck.kinds import StuckKind
from agencies.stuck.queries import stuck_things
from tests.agencies.visitor.made import DAY
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db
QUERIES = 14  # of the page, with the whole of the middleware


def kinds(cast, today, who: str = "riverside_senco") -> list[str]:
    return [str(one.kind) for one in stuck_things(cast.riverside, cast.people[who], today)]


def test_one_of_each_kind_is_told_once_with_whose_turn_and_since_when(river, fill, today):
    (record,) = fill(1)
    found = {one.kind: one for one in stuck_things(river.riverside, river.riverside_senco, today)}
    assert list(found) == list(StuckKind)
    since = {kind: (today - one.since).days for kind, one in found.items()}
    assert since == {
        "consent": 20, "unanswered": 80, "unseen": 5, "report": 1, "correction": 20, "check": 20, "confirm": 20,
        "advice": 20, "termly": 30, "checks": -9,
    }  # fmt: skip
    assert found["advice"].detail == "2 pieces of advice" and record.contact.name in found["confirm"].detail
    assert {one.pupil_name for kind, one in found.items() if kind != "checks"} == {record.pupil.name}


def test_nothing_is_stuck_before_its_day(river, fill, today, at):
    fill(1)
    Referral.objects.filter(state="discussed").update(conversation=None)
    Referral.objects.filter(state="accepted").update(expected_by=today)
    Agency.objects.update(usual_weeks=12)  # 80 days are less
    Visit.objects.update(report_due=today, teacher_met=True, teacher_met_on=today - 30 * DAY)
    AgencyReport.objects.filter(state="check").update(received_on=today - 7 * DAY)
    AgencyReport.objects.filter(state="returned").update(returned_at=at - 14 * DAY)
    ReportReceipt.objects.update(sent_at=at - 14 * DAY)
    AgencyReport.objects.filter(state="shared").update(shared_at=at - 14 * DAY)
    Professional.objects.update(employed=False)
    assert kinds(river, today) == []
    Agency.objects.update(usual_weeks=None)
    assert kinds(river, today) == ["unanswered"]


def test_usual_wait_is_the_agencys_word_then_what_children_have_waited_then_six_weeks(river, fill, today):
    fill(1)
    Referral.objects.exclude(state="sent").update(sent_on=None, seen_on=None, state="draft")
    sent = Referral.objects.filter(state="sent")
    for days, stuck in ((42, False), (43, True)):
        sent.update(sent_on=today - days * DAY)
        assert ("unanswered" in kinds(river, today)) is stuck
    sent.update(sent_on=today - 70 * DAY)
    waited = Referral.objects.filter(state="draft").first()
    Referral.objects.filter(pk=waited.pk).update(state="seen", sent_on=today - 84 * DAY, seen_on=today)
    assert "unanswered" not in kinds(river, today)  # twelve weeks are usual there
    Agency.objects.update(usual_weeks=9)
    assert "unanswered" in kinds(river, today)


def test_what_was_dealt_with_is_stuck_no_more(river, fill, today, at):
    fill(1)
    ReportReceipt.objects.update(confirmed_at=at)
    Recommendation.objects.update(
        state="not_now", why="Done already", decided_at=at, decided_by=river.riverside_senco
    )
    report = AgencyReport.objects.filter(state="check").first()
    AgencyReport.objects.filter(pk=report.pk).update(visit=Visit.objects.get(report_due__isnull=False))
    left = kinds(river, today)
    assert not {"confirm", "advice", "report"} & set(left) and "check" in left


def test_page_shows_one_of_each_kind(river, fill, today):
    river.sessions["senco"] = river.sessions["riverside_senco"]
    client, url = river.client_for("senco"), reverse("stuck:stuck", args=["riverside"])
    fill(1)
    client.get(url)
    assert queries_of(client, url) == QUERIES
    assert len(kinds(river, today)) == len(StuckKind)


def test_three_of_each_cost_no_more(river, fill, today):
    river.sessions["senco"] = river.sessions["riverside_senco"]
    client, url = river.client_for("senco"), reverse("stuck:stuck", args=["riverside"])
    fill(3)
    client.get(url)
    assert queries_of(client, url) == QUERIES
    assert len(stuck_things(river.riverside, river.riverside_senco, today)) == 3 * len(StuckKind)


def test_another_school_sees_none_of_it(cast, river, fill, today):
    fill(1)
    assert stuck_things(cast.riverside, cast.foreign_senco, today) == []
    assert stuck_things(cast.riverside, cast.senco, today) == []
