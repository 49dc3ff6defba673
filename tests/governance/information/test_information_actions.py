"""Writing, publishing and withdrawing the SEN information report; and what it asks for by a day."""

import copy
import datetime as dt

import pytest

from core.accounts.permissions import Denied
from core.schools.actions import RESERVED_SLUGS, create_school
from governance.information import actions, queries
from governance.information.clauses import CLAUSES
from governance.information.present import unpublished
from governance.information.record import told
from governance.models import CoProduction, InformationClause, InformationReport
from register.edits import Overtaken
from tests.cast import AT
from tests.permissions.rooms.information import write_all
from tests.register.test_deadlines import ask
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY, DAY = AT.date(), dt.timedelta(days=1)
GOVERNORS = {"approved_by": "the governing board", "approved_on": TODAY}


@pytest.fixture
def school(cast):
    """Oakfield, of which every clause is written and right, and nothing published."""
    with seeing(cast.oakfield, actor=cast.senco):
        InformationReport.objects.filter(school=cast.oakfield).delete()
        CoProduction.objects.filter(school=cast.oakfield).delete()
        write_all(cast.oakfield, cast.senco)
        yield cast.oakfield


@pytest.fixture
def by(cast):
    return {"by": cast.senco, "at": AT}


def publish(school, by, **more) -> InformationReport:
    return actions.publish_report(school=school, **by, **({"yearly": True} | GOVERNORS | more))


def state_of(school, key: str, today: dt.date = TODAY) -> str:
    return next(one.state for one in queries.standings(school, today) if one.clause.key == key)


def test_clause_goes_stale_when_what_it_rests_on_changes_or_a_year_passes(school, by):
    assert state_of(school, "progress") == "written"
    assert state_of(school, "progress", TODAY + 364 * DAY) == "written"
    assert state_of(school, "teaching", TODAY + 365 * DAY) == "stale"
    school.plan_review_weeks = 10
    school.save()
    (one,) = [s for s in queries.standings(school, TODAY) if s.clause.key == "progress"]
    assert (one.state, one.came, one.gone) == (
        "stale", ("Support plan: reviewed every 10 weeks",), ("Support plan: reviewed every 13 weeks",),
    )  # fmt: skip
    assert state_of(school, "teaching") == "written"
    actions.confirm_clause(row=one.row, version=one.row.version, **by)
    assert state_of(school, "progress") == "written"


def test_still_right_is_of_the_text_that_was_read(school, by):
    row = queries.written_clause(school, "teaching")
    actions.write_clause(school=school, key="teaching", body="Something else", version=row.version, **by)
    with pytest.raises(Denied, match="read theirs first"):
        actions.confirm_clause(row=row, version=row.version, **by)


def test_clause_is_not_written_over_a_newer_one(school, by):
    row = queries.written_clause(school, "teaching")
    actions.write_clause(school=school, key="teaching", body="Theirs", version=row.version, **by)
    with pytest.raises(Overtaken):
        actions.write_clause(school=school, key="teaching", body="Mine", version=row.version, **by)
    assert queries.written_clause(school, "teaching").body == "Theirs"


def test_clause_without_a_word_is_refused(school, by):
    with pytest.raises(Denied, match="does not apply, say so"):
        actions.write_clause(school=school, key="teaching", body=" \n", **by)


@pytest.mark.parametrize("who", ["teacher", "governor", "parent", "trust_lead"])
def test_only_senco_and_head_write_and_publish(cast, school, who):
    other = {"by": cast.people[who], "at": AT}
    with pytest.raises(Denied, match="Only the SENCo or Head"):
        actions.write_clause(school=school, key="teaching", body="Mine", **other)
    with pytest.raises(Denied, match="Only the SENCo or Head"):
        publish(school, other)
    with pytest.raises(Denied, match="Only the SENCo or Head"):
        actions.write_consultation(school=school, held=None, on=TODAY, who="Us", said="Yes", **other)


def test_report_with_a_gap_or_a_blank_is_not_published(school, by):
    InformationClause.objects.filter(school=school, key="offer").delete()
    with pytest.raises(Denied, match="Write these first.*Where is the local offer"):
        publish(school, by)
    web = {"web": "https://council.example/offer"}
    actions.write_clause(school=school, key="offer", body="It is at [name].", **web, **by)
    with pytest.raises(Denied, match="Where is the local offer"):
        publish(school, by)
    actions.write_clause(school=school, key="offer", body="The council keeps it.", **web, **by)
    assert publish(school, by).published_at == AT


def test_yearly_review_looks_at_every_clause_and_a_change_need_not(school, by):
    school.meetings_a_year = 4
    school.save()
    with pytest.raises(Denied, match="looks at every clause"):
        publish(school, by)
    with pytest.raises(Denied, match="what has changed"):
        publish(school, by, yearly=False)
    assert publish(school, by, yearly=False, why="A new ramp").why == "A new ramp"


@pytest.mark.parametrize("more,words", [
    ({"approved_on": TODAY + DAY}, "in the future"), ({"approved_by": " "}, "governing board"),
])  # fmt: skip
def test_approval_is_told_in_full(school, by, more, words):
    with pytest.raises(Denied, match=words):
        publish(school, by, **more)


def test_published_report_is_frozen(school, by):
    made = publish(school, by)
    before = copy.deepcopy(made.content)
    actions.write_clause(school=school, key="teaching", body="Changed since", **by)
    school.name, school.senco_name = "Renamed", "Somebody"
    school.save()
    made.refresh_from_db()
    assert made.content == before and "Changed since" not in str(made.document.snapshot)
    assert [one["key"] for one in before["report"]["clauses"]] == [clause.key for clause in CLAUSES]
    assert before["report"]["next_review"] == "2027-11-16"


def test_change_within_the_year_does_not_move_the_yearly_review(school, by):
    publish(school, by, approved_on=TODAY - 40 * DAY)
    made = publish(school, by, yearly=False, why="A new ramp")
    assert made.content["report"]["next_review"] == "2027-10-07"
    assert queries.last_yearly(school) == TODAY - 40 * DAY


def test_newest_version_that_is_not_withdrawn_stands(school, by):
    first, second = publish(school, by), publish(school, by)
    assert queries.public_report(school.pk) == second
    actions.withdraw_report(report=second, **by)
    assert queries.public_report(school.pk) == first
    with pytest.raises(Denied, match="does not stand"):
        actions.withdraw_report(report=second, **by)
    actions.withdraw_report(report=first, **by)
    assert queries.public_report(school.pk) is None


@pytest.mark.parametrize("many,words", [(4, ""), (5, " 5 took part."), (None, "")])
def test_consultation_becomes_a_paragraph_of_the_next_report(school, by, many, words):
    actions.write_consultation(school=school, held=None, on=TODAY, who="parents", how="survey", many=many, said="Less jargon",
                               changed="Shorter sentences", **by)  # fmt: skip
    actions.write_consultation(
        school=school, held=None, on=TODAY - 367 * DAY, who="governors", said="Old", **by
    )
    assert publish(school, by).content["report"]["asked"] == [
        f"On Mon 16 Nov 2026 we asked parents (survey).{words}\nThey said: Less jargon\nWhat we changed: Shorter sentences"
    ]


def test_consultation_is_corrected_and_never_of_tomorrow(school, by):
    made = actions.write_consultation(school=school, held=None, on=TODAY, who="parents", said="Yes", **by)
    again = actions.write_consultation(
        school=school, held=made, on=TODAY, who="the parents", said="No", version=1, **by
    )
    assert told(again).endswith("They said: No")
    with pytest.raises(Overtaken):
        actions.write_consultation(
            school=school, held=made, on=TODAY, who="parents", said="Maybe", version=1, **by
        )
    with pytest.raises(Denied, match="in the future"):
        actions.write_consultation(school=school, held=None, on=TODAY + DAY, who="parents", said="Yes", **by)


def test_no_school_takes_the_public_address():
    assert "information" in RESERVED_SLUGS
    with pytest.raises(ValueError, match="address of the product"):
        create_school(name="Information", slug="information", prefix="INF")


def due(school, kind: str, *, today: dt.date = TODAY, user=None) -> list:
    from core.reminders.deadlines import SOURCES

    source, asked = SOURCES["governance.information"], ask(school, today=today, user=user)
    return [one for row in source.rows(asked) for one in source.build(row, asked) if one.kind == kind]


def test_report_is_reviewed_a_year_after_the_last_review_was_approved(school, by):
    (one,) = due(school, "report_review")
    assert (one.due, one.subject, one.url, one.owners) == (
        dt.date(2026, 12, 18), "report:sen-information", "/oakfield/information-report/", (),
    )  # fmt: skip
    publish(school, by, approved_on=TODAY - 30 * DAY)
    publish(school, by, yearly=False, why="A new ramp")
    (one,) = due(school, "report_review")
    assert one.due == dt.date(2027, 10, 17) and "approved on Sat 17 Oct 2026" in one.started
    assert one.of.cites == "Children and Families Act 2014, s.69; SEND code of practice 6.79"


def test_report_that_was_made_elsewhere_counts_as_reviewed(school):
    InformationReport.objects.create(school=school, number=1, content={}, approved_on=dt.date(2026, 3, 2))
    assert [one.due for one in due(school, "report_review")] == [dt.date(2027, 3, 2)]
    assert due(school, "report_stale") == []


@pytest.mark.parametrize("web,words", [
    ("", "Give the web address"), ("council offer", "whole web address"), ("ftp://council.example/offer", "whole web address"),
    ("javascript:alert(1)", "whole web address"),
])  # fmt: skip
def test_local_offer_needs_a_proper_address(school, by, web, words):
    with pytest.raises(Denied, match=words):
        actions.write_clause(school=school, key="offer", body="The council keeps it.", web=web, **by)


def test_address_of_the_local_offer_is_published_and_rewriting_it_counts_as_a_change(school, by):
    actions.write_clause(
        school=school, key="offer", body="The council keeps it.", web="https://a.example/offer", **by
    )
    made = publish(school, by)
    (told_,) = [one for one in made.content["report"]["clauses"] if one["key"] == "offer"]
    assert told_["web"] == "https://a.example/offer"
    (one,) = [s for s in queries.standings(school, TODAY) if s.clause.key == "offer"]
    assert not unpublished(one, made)
    actions.write_clause(
        school=school, key="offer", body="The council keeps it.", web="https://b.example/offer", **by
    )
    (one,) = [s for s in queries.standings(school, TODAY) if s.clause.key == "offer"]
    assert unpublished(one, made)


def test_address_that_stands_in_the_text_still_counts_and_none_at_all_does_not(school, by):
    row = InformationClause.objects.filter(school=school, key="offer")
    row.update(web="", body="See https://council.example/offer.")
    assert state_of(school, "offer") == "written"
    row.update(body="The council keeps it.")
    assert state_of(school, "offer") == "blanks"
    with pytest.raises(Denied, match="Where is the local offer"):
        publish(school, by)


EARLIER = {"approved_on": dt.date(2026, 7, 8), "approved_by": "the governing board"}


def test_report_that_the_school_had_before_is_entered_with_what_it_says(school, by):
    InformationClause.objects.filter(school=school, key__in=["teaching", "offer", "activities"]).delete()
    texts = {"teaching": " We teach. ", "offer": "The council keeps it.", "activities": " "}
    made = actions.record_earlier(school=school, texts=texts, **EARLIER, **by)
    assert (made.published_at, made.yearly, queries.public_report(school.pk)) == (None, True, None)
    assert [one.due for one in due(school, "report_review")] == [dt.date(2027, 7, 8)]
    row = queries.written_clause(school, "teaching")
    assert (row.body, row.checked_on, row.written_by) == ("We teach.", dt.date(2026, 7, 8), by["by"])
    assert [state_of(school, key) for key in ("offer", "activities")] == ["blanks", "drafted"]
    assert state_of(school, "teaching", dt.date(2027, 7, 8)) == "stale"


def test_day_of_the_earlier_report_is_corrected_and_what_is_written_is_never_overwritten(school, by):
    actions.record_earlier(school=school, texts={}, **EARLIER, **by)
    again = EARLIER | {"approved_on": dt.date(2026, 6, 1)}
    actions.record_earlier(school=school, texts={}, **again, **by)
    (held,) = InformationReport.objects.filter(school=school)
    assert (held.approved_on, held.version) == (dt.date(2026, 6, 1), 2)
    with pytest.raises(Denied, match="has been written since"):
        actions.record_earlier(school=school, texts={"teaching": "Mine"}, **EARLIER, **by)
    assert queries.written_clause(school, "teaching").body == "What we do: teaching."


def test_earlier_report_is_published_here_with_its_day_and_then_no_other_is_entered(school, by):
    actions.record_earlier(school=school, texts={}, **EARLIER, **by)
    made = publish(school, by, **EARLIER)
    assert (made.number, made.content["report"]["next_review"]) == (2, "2027-07-08")
    with pytest.raises(Denied, match="published here already"):
        actions.record_earlier(school=school, texts={}, **EARLIER, **by)


@pytest.mark.parametrize("wrong,words", [
    ({"approved_on": TODAY + DAY}, "in the future"), ({"approved_by": " "}, "governing board"),
])  # fmt: skip
def test_earlier_report_refused_in_words(school, by, wrong, words):
    with pytest.raises(Denied, match=words):
        actions.record_earlier(school=school, texts={}, **EARLIER | wrong, **by)


@pytest.mark.parametrize("who", ["teacher", "governor", "parent", "trust_lead"])
def test_only_senco_and_head_enter_the_earlier_report(cast, school, who):
    with pytest.raises(Denied, match="Only the SENCo or Head"):
        actions.record_earlier(school=school, texts={}, **EARLIER, by=cast.people[who], at=AT)


def test_what_is_no_longer_so_is_asked_for_until_it_is_found_right_and_published(school, by):
    publish(school, by)
    assert due(school, "report_stale") == []
    school.meetings_a_year = 4
    school.save()
    (one,) = due(school, "report_stale")
    assert (one.due, one.detail) == (dt.date(2026, 12, 18), "2 clauses to look at again")
    for key in ("progress", "parents"):
        row = queries.written_clause(school, key)
        actions.confirm_clause(row=row, version=row.version, **by)
    assert due(school, "report_stale") == []
    later = by | {"at": AT + DAY}
    actions.write_clause(school=school, key="parents", body="Four meetings a year", **later)
    (one,) = due(school, "report_stale")
    assert one.detail == "1 clause rewritten and not published" and one.due == dt.date(2026, 12, 18)
    (late,) = due(school, "report_stale", today=dt.date(2027, 1, 11))
    assert late.due == dt.date(2026, 12, 18)  # of the term in which it was rewritten: it is late in the next
    publish(school, later, yearly=False, why="Four meetings a year")
    assert due(school, "report_stale") == []


@pytest.mark.parametrize(
    "who,asked", [("senco", 1), ("head", 1), ("teacher", 0), ("governor", 0), ("office", 0)]
)
def test_only_who_may_write_it_is_asked(cast, school, who, asked):
    assert len(due(school, "report_review", user=cast.people[who])) == asked
