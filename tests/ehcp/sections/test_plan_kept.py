"""A plan is kept as it was issued, typed, checked, copied forward and ended; what cannot be is refused in words."""

import datetime as dt

import pytest
from django.utils import timezone

from apdr.models import Provision
from core.accounts.permissions import Denied
from ehcp.enums import IN_FORCE_KINDS, VersionKind
from ehcp.models import EhcPlan, OutcomeNeed, SpecifiedDelivery
from ehcp.sections import actions, items
from ehcp.sections.queries import contents_of, open_plan, version_in_force
from register import actions as register
from register.edits import Overtaken
from register.enums import DocumentKind, Sensitivity
from register.file.uploads import Upload
from register.models import Conversation, PupilDocument
from tests.ehcp.sections.made import MADE, came, typed
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LETTER = Upload("plan.pdf", b"%PDF-1.7\n% invented\n%%EOF\n", "application/pdf")


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def desk(cast, at):
    """The SENCo at work: {by, at} of every action, with no plan kept of Maya yet."""
    with seeing(cast.oakfield, actor=cast.senco):
        EhcPlan.objects.filter(pupil=cast.own.pupil, ceased_on=None).update(ceased_on=timezone.localdate(at))
        yield {"by": cast.senco, "at": at}


@pytest.fixture
def authority(cast, desk):
    return actions.write_authority(
        school=cast.oakfield, name="Sections County Council", officer="Ms Lee", **desk
    )


@pytest.fixture
def plan(cast, desk, authority) -> EhcPlan:
    return actions.start_plan(pupil=cast.own.pupil, authority=authority, made_on=MADE, **desk)


@pytest.mark.parametrize(("days", "words"), [
    ({"made_on": dt.date(2013, 1, 1)}, "not a day of an EHC plan"),
    ({"made_on": dt.date(2022, 6, 1), "before_meeting_on": dt.date(2022, 5, 1)}, "Check both dates"),
    ({"before_decision_on": dt.date(2024, 1, 1)}, "first made"),
    ({"made_on": MADE, "before_meeting_on": MADE + 20 * DAY, "before_decision_on": MADE + 10 * DAY}, "Last decision"),
    ({"made_on": dt.date(2099, 1, 1)}, "in the future"),
])  # fmt: skip
def test_days_that_cannot_be_are_refused(cast, desk, authority, days, words):
    with pytest.raises(Denied, match=words):
        actions.start_plan(pupil=cast.own.pupil, authority=authority, **days, **desk)
    assert open_plan(cast.own.pupil) is None


def test_a_pupil_has_one_plan_at_a_time(cast, desk, authority, plan):
    with pytest.raises(Denied, match="open that one"):
        actions.start_plan(pupil=cast.own.pupil, authority=authority, **desk)
    actions.cease_plan(plan=plan, on=MADE, why="Moved to Scotland", **desk)
    assert actions.start_plan(pupil=cast.own.pupil, authority=authority, **desk).made_on is None


def test_the_authoritys_document_is_kept_as_issued_for_few(desk, plan):
    version = came(plan, desk["by"], upload=LETTER)
    kept = PupilDocument.objects.get(pk=version.document_id)
    assert (kept.kind, kept.sensitivity, kept.source) == (
        DocumentKind.EHC,
        Sensitivity.RESTRICTED,
        "Sections County Council",
    )
    assert kept.dated == MADE


@pytest.mark.parametrize("kind", VersionKind.values)
def test_only_a_checked_final_version_is_in_force(desk, plan, kind):
    version = typed(came(plan, desk["by"], kind=kind), desk["by"])
    assert version_in_force(plan) is None
    actions.check_version(version=version, **desk)
    assert (version_in_force(plan) == version) is (kind in IN_FORCE_KINDS)


def test_the_first_final_plan_says_when_the_plan_was_made(cast, desk, authority):
    plan = actions.start_plan(pupil=cast.own.pupil, authority=authority, **desk)
    with pytest.raises(Denied, match="no final plan yet"):
        came(plan, desk["by"], kind=VersionKind.PROPOSED)
    actions.check_version(version=typed(came(plan, desk["by"]), desk["by"]), **desk)
    plan.refresh_from_db()
    assert plan.made_on == MADE


def test_an_amendment_cannot_be_older_than_the_plan(desk, plan):
    with pytest.raises(Denied, match="Check both dates"):
        came(plan, desk["by"], kind=VersionKind.AMENDED, on=MADE - DAY)
    assert came(plan, desk["by"], kind=VersionKind.DRAFT, on=MADE - DAY).number == 1


def test_a_draft_names_no_school(desk, plan):
    version = came(plan, desk["by"], kind=VersionKind.DRAFT)
    with pytest.raises(Denied, match="names no school"):
        actions.write_sections(version=version, held=version.version, texts={"I": "Oakfield"}, **desk)
    final = came(plan, desk["by"])
    actions.write_sections(
        version=final, held=final.version, texts={"I": "Oakfield", "A": "Drumming"}, **desk
    )
    copied = came(plan, desk["by"], kind=VersionKind.DRAFT, copy=True)
    assert contents_of(copied).texts == {"A": "Drumming"}


def test_two_who_type_sections_lose_nothing(desk, plan):
    version = came(plan, desk["by"])
    began = version.version
    actions.write_sections(version=version, held=began, texts={"A": "Drumming", "B": "Instructions"}, **desk)
    with pytest.raises(Overtaken):
        actions.write_sections(version=version, held=began, texts={"A": "Football"}, **desk)
    actions.write_sections(version=version, held=began + 1, texts={"F": "Practice"}, **desk)
    assert contents_of(version).texts == {"A": "Drumming", "B": "Instructions", "F": "Practice"}


def test_an_empty_section_f_cannot_come_into_force(desk, plan):
    version = came(plan, desk["by"])
    with pytest.raises(Denied, match="Nothing has been typed"):
        actions.check_version(version=version, **desk)
    actions.write_sections(version=version, held=None, texts={"A": "Drumming", "F": " "}, **desk)
    with pytest.raises(Denied, match="Section F is empty"):
        actions.check_version(version=version, **desk)


def test_a_checked_version_changes_only_when_the_check_is_taken_back(desk, plan):
    version = actions.check_version(version=typed(came(plan, desk["by"]), desk["by"]), **desk)
    with pytest.raises(Denied, match="take that back"):
        items.add_need(version=version, text="Another", **desk)
    with pytest.raises(Denied, match="take that back"):
        items.remove_row(row=version.outcomes.get(), **desk)
    actions.uncheck_version(version=version, **desk)
    assert version_in_force(plan) is None
    assert items.add_need(version=version, text="Another", **desk).number == 2


def test_the_last_version_goes_forward_with_links_and_who_delivers(cast, desk, plan):
    first = typed(came(plan, desk["by"]), desk["by"])
    group = Provision.objects.filter(pupils__pupil=cast.own.pupil).first()
    SpecifiedDelivery.objects.create(school=cast.oakfield, specified=first.provisions.get(), provision=group,
                                     linked_at=desk["at"], linked_by=cast.senco)  # fmt: skip
    second = came(plan, desk["by"], kind=VersionKind.AMENDED, copy=True)
    was, now = contents_of(first), contents_of(second)
    assert [row.text for row in now.provisions] == [row.text for row in was.provisions]
    assert now.needs_of == {now.outcomes[0].pk: (now.needs[0].pk,)}
    assert now.outcomes_of == {now.provisions[0].pk: (now.outcomes[0].pk,)}
    assert not ({row.pk for row in now.needs} & {row.pk for row in was.needs})
    assert SpecifiedDelivery.objects.get(specified__plan_version=second).provision == group


def test_gaps_between_needs_outcomes_and_provision_are_found(desk, plan):
    version = typed(came(plan, desk["by"]), desk["by"])
    lonely = items.add_need(version=version, text="Loud rooms", **desk)
    aim = items.add_outcome(version=version, text="Eats lunch in the hall", **desk)
    extra = items.add_provision(version=version, text="A quiet place", letter="H2", **desk)
    found = contents_of(version)
    assert (found.unanswered, found.unserved, found.aimless) == ((lonely,), (aim,), (extra,))


def test_rows_are_linked_within_one_version_alone(desk, plan):
    first, second = came(plan, desk["by"]), came(plan, desk["by"], kind=VersionKind.AMENDED)
    need = items.add_need(version=first, text="Loud rooms", **desk)
    with pytest.raises(Denied, match="same version"):
        items.add_outcome(version=second, text="Eats in the hall", needs=[need], **desk)
    assert not second.outcomes.exists() and not OutcomeNeed.objects.filter(need=need).exists()


@pytest.mark.parametrize(("amount", "words"), [
    ({"minutes": 421}, "check the minutes"), ({"minutes": 0}, "check the minutes"), ({"times": 2}, "in how long"),
    ({"per": "week"}, "how many times"), ({"letter": "B"}, "F, G, H1 or H2"), ({"text": " "}, "what the plan says"),
])  # fmt: skip
def test_provision_that_makes_no_sense_is_refused(desk, plan, amount, words):
    version = came(plan, desk["by"])
    with pytest.raises(Denied, match=words):
        items.add_provision(version=version, **({"text": "Practice"} | amount), **desk)
    assert not version.provisions.exists()


def test_a_move_to_another_authority_is_told_by_two_days(cast, desk, authority, plan):
    other = actions.write_authority(school=cast.oakfield, name="Elsewhere Council", **desk)
    with pytest.raises(Denied, match="kept already"):
        actions.write_authority(school=cast.oakfield, name="elsewhere council", **desk)
    moved = actions.change_plan(plan=plan, version=plan.version, authority=other, made_on=MADE,
                                move_known_on=MADE + DAY, transferred_on=MADE + 9 * DAY, **desk)  # fmt: skip
    assert (moved.authority, moved.transferred_on) == (other, MADE + 9 * DAY)
    with pytest.raises(Overtaken):
        actions.change_plan(plan=plan, version=plan.version, authority=authority, made_on=MADE, **desk)


def test_an_ended_plan_is_read_not_changed(desk, authority, plan):
    version = came(plan, desk["by"])
    with pytest.raises(Denied, match="before"):
        actions.cease_plan(plan=plan, on=MADE - DAY, why="Moved", **desk)
    with pytest.raises(Denied, match="Say why"):
        actions.cease_plan(plan=plan, on=MADE, why=" ", **desk)
    actions.cease_plan(plan=plan, on=MADE, why="Moved", **desk)
    for act in (
        lambda: came(plan, desk["by"]),
        lambda: actions.write_sections(version=version, held=None, texts={"A": "x"}, **desk),
        lambda: actions.change_plan(plan=plan, authority=authority, made_on=MADE, **desk),
        lambda: actions.cease_plan(plan=plan, on=MADE, why="Again", **desk),
    ):
        with pytest.raises(Denied, match="can be read, not changed"):
            act()


def test_a_talk_about_another_child_is_refused(cast, desk, plan):
    version = came(plan, desk["by"])
    talk = Conversation.objects.filter(pupil=cast.other.pupil).first()
    assert talk is not None
    with pytest.raises(Denied, match="another child"):
        actions.tell_talk(version=version, talk=talk, **desk)


@pytest.mark.parametrize(
    "who", ["head", "teacher", "ta", "dsl", "office", "governor", "trust_lead", "parent"]
)
def test_only_the_senco_writes(cast, desk, plan, who):
    version, other = came(plan, desk["by"]), {"by": cast.people[who], "at": desk["at"]}
    for act in (
        lambda: came(plan, other["by"]),
        lambda: items.add_need(version=version, text="Loud rooms", **other),
        lambda: actions.check_version(version=version, **other),
        lambda: actions.cease_plan(plan=plan, on=MADE, why="Moved", **other),
    ):
        with pytest.raises(Denied):
            act()


def test_nothing_is_written_of_a_pupil_who_left(cast, desk, plan):
    version = came(plan, desk["by"])
    register.mark_leaver(pupil=cast.own.pupil, on=timezone.localdate(desk["at"]), **desk)
    with pytest.raises(Denied, match="has left"):
        items.add_need(version=version, text="Loud rooms", **desk)
