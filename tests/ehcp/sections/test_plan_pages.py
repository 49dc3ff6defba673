"""The pages of a plan as people meet them: what is told, what is marked, what nobody loses."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.audit.models import Opening
from ehcp.enums import VersionKind
from ehcp.models import EhcPlan, LocalAuthority, PlanVersion
from ehcp.sections import actions, items
from ehcp.sections.queries import contents_of, open_plan
from tests.ehcp.sections.made import MADE, came, desk_of, typed
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def sight(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield


@pytest.fixture
def plan(cast, sight) -> EhcPlan:
    """A plan of `own` with nothing of it kept but its dates."""
    EhcPlan.objects.filter(pupil=cast.own.pupil, ceased_on=None).update(ceased_on=timezone.localdate())
    held = actions.write_authority(
        school=cast.oakfield, name="Sections County Council", **desk_of(cast.senco)
    )
    return actions.start_plan(pupil=cast.own.pupil, authority=held, made_on=MADE, **desk_of(cast.senco))


@pytest.fixture
def version(cast, plan) -> PlanVersion:
    return came(plan, cast.senco)


def at(name: str, thing=None, *more) -> str:
    return reverse(f"ehc:{name}", args=["oakfield", *more, *([thing.reference] if thing else [])])


def text_of(cast, who: str, url: str) -> str:
    answer = cast.client_for(who).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_is_started_from_the_child_with_a_new_authority(cast, plan):
    EhcPlan.objects.filter(pk=plan.pk).update(ceased_on=MADE)
    client, page = cast.client_for("senco"), at("start", cast.own.pupil)
    typed_in = {"authority": "new", "authority_name": "Elsewhere Council", "made_on": "14 3 20226"}
    told = client.post(page, typed_in).content.decode()
    assert "Elsewhere Council" in told and 'aria-invalid="true"' in told and open_plan(cast.own.pupil) is None
    answer = client.post(page, typed_in | {"made_on": "14 3 2025", "before_decision_on": "1 3 2025"})
    assert "is before Fri 14 Mar 2025" in answer.content.decode()
    assert not LocalAuthority.objects.filter(name="Elsewhere Council").exists()
    assert client.post(page, typed_in | {"made_on": "14 3 2025"}).status_code == 302
    assert open_plan(cast.own.pupil).authority.name == "Elsewhere Council"
    again = {"authority": plan.authority.reference, "made_on": ""}
    assert "has an EHC plan here already" in client.post(page, again).content.decode()


def test_a_version_comes_and_is_typed_checked_and_in_force(cast, plan):
    client = cast.client_for("senco")
    came_in = {"kind": "final", "issued_on": "14 3 2025", "received_on": "18 3 2025"}
    assert client.post(at("receive", plan), came_in).status_code == 302
    made = plan.versions.get()
    assert client.post(at("check", made), follow=True).content.decode().count("Nothing has been typed") == 1
    texts = {"version": made.version, "A": "Drumming", "F": "Practice every day"}
    assert client.post(at("write", made), texts).status_code == 302
    assert client.post(at("check", made)).status_code == 302
    page = text_of(cast, "teacher", at("plan", plan))
    assert "Drumming" in page and "Final plan, Fri 14 Mar 2025" in page and "not been checked" not in page


def test_sections_stand_apart_with_their_titles(cast, plan, version):
    page = text_of(cast, "senco", at("version", version))
    for letter, title in (("A", "Views, interests and aspirations"), ("H1", "Social care provision that must be made"),
                          ("H2", "Other social care provision"), ("K", "Advice and information")):  # fmt: skip
        assert f'id="section-{letter}"' in page and title in page


def test_vague_words_and_what_is_missing_stand_beside_the_provision(cast, version):
    items.add_provision(version=version, text="Regular access to a quiet place", **desk_of(cast.senco))
    page = text_of(cast, "senco", at("version", version))
    assert '<mark class="vague">Regular</mark> <mark class="vague">access to</mark>' in page
    assert "IPSEA warns of this word" in page and "It does not say how long each time" in page
    assert "It does not say who gives it" in page and "1 of 1 in Section F use words" in page


def test_vague_words_of_a_section_that_is_not_in_rows_yet_are_marked_too(cast, version):
    actions.write_sections(version=version, held=None, texts={"F": "Help as needed"}, **desk_of(cast.senco))
    page = text_of(cast, "senco", at("version", version))
    assert (
        '<mark class="vague">as needed</mark>' in page
        and "our own list" in page
        and "not in rows yet" in page
    )


def test_what_hangs_on_nothing_is_told(cast, plan, version):
    desk = desk_of(cast.senco)
    items.add_need(version=version, text="Loud rooms", **desk)
    items.add_outcome(version=version, text="Eats in the hall", **desk)
    page = text_of(cast, "senco", at("plan", plan))
    for words in (
        "No outcome answers this need",
        "Outcomes for which nothing is provided",
        "1 need has no outcome",
    ):
        assert words in page


def test_a_ta_sees_outcomes_and_provision_of_the_plan_in_force_alone(cast, plan, version):
    desk = desk_of(cast.senco)
    actions.write_sections(
        version=version, held=None, texts={"A": "Drumming", "D": "A secret of home"}, **desk
    )
    typed(version, cast.senco)
    assert "Follows three steps" not in text_of(cast, "ta", at("plan", plan))
    actions.check_version(version=version, **desk)
    page = text_of(cast, "ta", at("plan", plan))
    assert "Follows three steps" in page and "Practice of instructions" in page
    assert (
        "Drumming" not in page
        and "may appeal" not in page
        and "Ask for" not in page
        and "secret" not in page
        and "Long instructions" not in page
    )
    assert cast.client_for("ta").get(at("version", version)).status_code == 403


def test_the_document_is_offered_to_those_who_may_open_it(cast, plan, version):
    PlanVersion.objects.filter(pk=version.pk).update(document=cast.own.private)
    link = reverse("ehcdelivery:original", args=["oakfield", version.reference])
    assert link in text_of(cast, "senco", at("plan", plan)) and link in text_of(
        cast, "senco", at("version", version)
    )
    assert link not in text_of(cast, "teacher", at("plan", plan)) + text_of(
        cast, "teacher", at("version", version)
    )


def test_what_changed_is_shown_in_words_and_marks(cast, plan, version):
    typed(version, cast.senco)
    after = came(plan, cast.senco, VersionKind.AMENDED, copy=True)
    items.change_provision(specified=after.provisions.get(), text="Practice of instructions", minutes=10, times=2, per="week",
                           who="A trained TA", outcomes=list(after.outcomes.all()), **desk_of(cast.senco))  # fmt: skip
    page = text_of(cast, "teacher", at("compare", after))
    assert "<del><span" in page and "20</del>" in page and "10</ins>" in page and "F1: Changed" in page
    assert "10</ins>" in text_of(cast, "teacher", f"{at('compare', after)}?with={version.reference}")
    assert "From 1. Final plan" in text_of(cast, "teacher", at("compare", version))


@pytest.mark.parametrize("wrong", ["", "NOSUCHTHING"])
def test_a_version_of_nothing_is_not_compared(cast, version, wrong):
    assert cast.client_for("senco").get(f"{at('compare', version)}?with={wrong}").status_code == 404


def test_the_only_version_says_so(cast, version):
    assert "the only version kept" in text_of(cast, "senco", at("compare", version))


def test_what_is_typed_of_the_sections_is_kept_as_a_draft(cast, version):
    client, page = cast.client_for("senco"), at("write", version)
    assert client.get(page).status_code == 200
    kept = client.post(page, {"version": version.version, "A": "Half a sen", "autosave": "1"})
    assert "Saved at" in kept.content.decode() and contents_of(version).texts == {}
    assert "Half a sen" in client.get(page).content.decode()


def test_two_who_type_different_sections_both_keep_theirs(cast, version):
    client, page = cast.client_for("senco"), at("write", version)
    client.get(page)
    actions.write_sections(version=version, held=None, texts={"B": "Theirs"}, **desk_of(cast.senco))
    answer = client.post(page, {"version": version.version, "A": "Mine", "B": ""})
    assert answer.status_code == 302 and contents_of(version).texts["A"] == "Mine"
    assert contents_of(version).texts["B"] == "Theirs"


def test_two_who_type_the_same_section_see_both_and_choose(cast, version):
    client, page, began = cast.client_for("senco"), at("write", version), version.version
    client.get(page)
    actions.write_sections(version=version, held=None, texts={"B": "Theirs"}, **desk_of(cast.senco))
    answer = client.post(page, {"version": began, "B": "Mine"})
    assert (
        answer.status_code == 409
        and "Theirs" in answer.content.decode()
        and "Mine" in answer.content.decode()
    )
    chosen = {"version": began + 1, "B": "Mine", "resolved": "1", "keep-B": "mine"}
    assert client.post(page, chosen).status_code == 302 and contents_of(version).texts["B"] == "Mine"


def test_a_placement_in_a_draft_is_refused_beside_section_i(cast, plan):
    draft = came(plan, cast.senco, VersionKind.DRAFT)
    answer = cast.client_for("senco").post(
        at("write", draft), {"version": draft.version, "I": "Oakfield", "A": "Drums"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Section I stays blank" in page and "Drums" in page


def test_rows_are_added_changed_and_taken_out(cast, version):
    client = cast.client_for("senco")
    assert client.post(
        at("need-add", version), {"text": "Loud rooms", "area": "sensory", "again": "1"}
    ).url.endswith("/need/")
    need = version.needs.get()
    added = client.post(at("outcome-add", version), {"text": "Eats in the hall", "needs": [need.reference]})
    assert added.status_code == 302
    page = client.post(
        at("provision-add", version), {"text": "A quiet place", "letter": "F", "times": "2"}
    ).content.decode()
    assert "Say both how many times and in how long" in page and "A quiet place" in page
    outcome = version.outcomes.get()
    assert list(outcome.needs.all()) == [need]
    wrong = client.post(
        at("outcome", outcome), {"text": "Eats alone", "version": outcome.version + 5}
    ).content.decode()
    assert "Somebody else has saved this" in wrong and "Eats in the hall" in wrong
    assert (
        client.post(at("outcome", outcome), {"text": "Eats alone", "version": outcome.version}).status_code
        == 302
    )
    assert not outcome.needs.exists()
    assert client.post(at("remove", need, "need")).status_code == 302 and not version.needs.exists()


def test_the_plan_ends_with_a_reason_and_says_so(cast, plan):
    client = cast.client_for("senco")
    assert "Say why it ends" in client.post(at("end", plan), {"on": "14 3 2025", "why": ""}).content.decode()
    assert client.post(at("end", plan), {"on": "14 3 2026", "why": "Moved to Scotland"}).status_code == 302
    page = text_of(cast, "senco", at("plan", plan))
    assert (
        "This plan ended on Sat 14 Mar 2026" in page
        and "Moved to Scotland" in page
        and at("receive", plan) not in page
    )


def test_a_plan_without_dates_or_versions_leads_to_the_first_step(cast, plan):
    EhcPlan.objects.filter(pk=plan.pk).update(made_on=None)
    page = text_of(cast, "senco", at("plan", plan))
    assert "SEN support continues" in page and at("receive", plan) in page and "Why this date" not in page


def test_dates_of_the_plan_say_why(cast, plan):
    page = text_of(cast, "senco", at("plan", plan))
    assert "Fri 13 Mar 2026" in page and "Children and Families Act 2014, s.44(1)" in page


def test_a_move_to_another_authority_starts_its_own_dates(cast, plan):
    today = timezone.localdate()
    EhcPlan.objects.filter(pk=plan.pk).update(move_known_on=today)
    page = text_of(cast, "senco", at("plan", plan))
    assert "SI 2014/1530, reg 15(2)" in page and "reg 15(4)" not in page
    EhcPlan.objects.filter(pk=plan.pk).update(transferred_on=today)
    assert "SI 2014/1530, reg 15(4)" in text_of(cast, "senco", at("plan", plan))


def test_a_level_that_lags_behind_is_told_to_who_changes_it(cast, plan):
    link = reverse("response:level", args=["oakfield", cast.own.pupil.reference])
    page = text_of(cast, "senco", at("plan", plan))
    assert "The register still says “SEN Support”" in page and f"{link}?to=ehc_plan" in page
    assert "still says" not in text_of(cast, "teacher", at("plan", plan))


def test_opening_a_plan_is_recorded(cast, plan):
    before = Opening.objects.filter(subject=cast.own.pupil.reference, what="EHC plan").count()
    text_of(cast, "teacher", at("plan", plan))
    assert Opening.objects.filter(subject=cast.own.pupil.reference, what="EHC plan").count() == before + 1


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, plan, count):
    for number in range(count):
        made = typed(came(plan, cast.senco, VersionKind.AMENDED), cast.senco, count + number)
    actions.check_version(version=made, **desk_of(cast.senco))
    draft = typed(came(plan, cast.senco, VersionKind.AMENDED, copy=True), cast.senco)
    pages = {"plan": plan, "version": draft, "compare": draft, "authorities": None}
    found = {name: queries_of(cast.client_for("senco"), at(name, thing)) for name, thing in pages.items()}
    assert found == {"plan": 18, "version": 13, "compare": 14, "authorities": 3}
