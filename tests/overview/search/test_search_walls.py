"""Nobody finds by any word what they could not open."""

import pytest
from django.urls import reverse

from agencies.models import AgencyReport
from overview.search import queries
from overview.search.asking import ask
from overview.search.kinds import KINDS, kinds_for
from overview.search.present import PARTS
from overview.search.queries import look
from register.models import Conversation, PupilDocument
from register.queries import asked_once
from tests.overview.search.planted import SENTENCE, WORD, give_words, plant

pytestmark = pytest.mark.django_db
EVERYTHING = set(PARTS)
TA_READS = {
    "document",
    "plan",
    "target",
    "note",
    "profile",
    "talk",
    "need",
    "strengths",
    "diagnosis",
    "assessment",
    "voice",
}
WHOLE = ("senco", "head", "dsl", "trust_lead")
HELD_BACK = [
    ("senco", True),
    ("head", True),
    ("dsl", True),
    ("trust_lead", False),
    ("teacher", False),
    ("ta", False),
]


def parts_found(cast, who: str, text: str = WORD, school: str = "oakfield") -> set[str]:
    """The parts of kinds that the person finds at the school."""
    user, at = cast.people[who], cast.schools[school]
    user.forget_memberships()
    with cast.acting(who, school):
        return {row.part for kind in kinds_for(user, at) for row in look(kind, at, user, ask(text)).rows}


def shown(cast, who: str, text: str = WORD) -> str:
    response = cast.client_for(who).get(reverse("search:search", args=["oakfield"]), {"q": text, "all": "1"})
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def own(cast):
    with cast.acting("senco"):
        plant(cast.own.pupil)
    return cast.own.pupil


@pytest.fixture
def other(cast):
    with cast.acting("senco"):
        plant(cast.other.pupil)
    return cast.other.pupil


@pytest.fixture
def planted_document(cast, own):
    with cast.acting("senco"):
        return PupilDocument.objects.get(text__text=SENTENCE)


@pytest.mark.parametrize("who", [*WHOLE, "teacher"])
def test_everything_about_a_child_in_sight_is_found_by_who_may_read_it(cast, own, who):
    assert parts_found(cast, who) == EVERYTHING


def test_ta_finds_what_a_ta_reads(cast, own):
    assert parts_found(cast, "ta") == TA_READS


@pytest.mark.parametrize("who", WHOLE)
def test_who_sees_the_whole_school_finds_it_of_every_child(cast, other, who):
    assert parts_found(cast, who) == EVERYTHING


@pytest.mark.parametrize("who", ["teacher", "ta", "office", "governor", "parent", "professional"])
def test_nothing_is_found_about_a_child_out_of_sight(cast, other, who):
    assert parts_found(cast, who) == set()


@pytest.mark.parametrize(
    "who", ["office", "governor", "parent", "professional", "foreign_senco", "riverside_senco"]
)
def test_who_reads_no_records_finds_nothing_in_them(cast, own, who):
    assert parts_found(cast, who) == set()


def test_own_child_of_staff_is_not_found_by_being_the_parent(cast, own):
    assert parts_found(cast, "parent") == set()


@pytest.mark.parametrize("who,finds", HELD_BACK)
def test_restricted_document_is_found_by_few(cast, own, planted_document, who, finds):
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=planted_document.pk).update(
            sensitivity="restricted", title=WORD, source=WORD
        )
    assert ("document" in parts_found(cast, who)) is finds


@pytest.mark.parametrize("who,finds", HELD_BACK)
def test_restricted_meeting_is_found_by_few(cast, own, who, finds):
    with cast.acting("senco"):
        Conversation.objects.filter(pupil=own).update(sensitivity="restricted", people=WORD, next_step=WORD)
    assert ("talk" in parts_found(cast, who)) is finds


@pytest.mark.parametrize("who,finds", HELD_BACK)
def test_words_of_a_restricted_report_are_found_by_few(cast, own, who, finds):
    with cast.acting("senco"):
        PupilDocument.objects.filter(agency_report__pupil=own).update(sensitivity="restricted")
    assert ("report" in parts_found(cast, who)) is finds


@pytest.mark.parametrize(
    "who,finds", [("senco", True), ("head", True), ("teacher", False), ("dsl", False), ("trust_lead", False)]
)
def test_report_and_its_advice_are_found_by_others_once_shared(cast, own, who, finds):
    with cast.acting("senco"):
        AgencyReport.objects.filter(pupil=own).update(state="check")
    assert ("report" in parts_found(cast, who)) is finds


@pytest.mark.parametrize("who,finds", [("senco", True), ("teacher", True), ("ta", False)])
def test_request_for_support_needs_to_read_concerns(cast, own, planted_document, who, finds):
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=planted_document.pk).update(kind="referral", title=WORD)
    assert ("document" in parts_found(cast, who)) is finds


@pytest.mark.parametrize("kind", ["ehc", "ehc_copy", "ehc_pack", "ehc_report"])
@pytest.mark.parametrize("who,finds", [("senco", True), ("teacher", True), ("ta", False)])
def test_papers_of_an_ehc_plan_need_to_read_ehc_plans(cast, own, planted_document, kind, who, finds):
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=planted_document.pk).update(kind=kind, title=WORD)
    assert ("document" in parts_found(cast, who)) is finds


def test_document_of_another_school_is_found_there_alone(cast):
    with cast.acting("foreign_senco", "hillcrest"):
        give_words(
            PupilDocument.objects.filter(pupil=cast.foreign.pupil).exclude(kind__startswith="ehc").first(),
            SENTENCE,
        )
        plant_in = Conversation.objects.filter(pupil=cast.foreign.pupil).update(about=SENTENCE)
    assert plant_in
    assert parts_found(cast, "foreign_senco", school="hillcrest") == {"document", "talk"}
    assert [parts_found(cast, who) for who in (*WHOLE, "teacher")] == [set()] * 5


def test_name_of_a_child_out_of_sight_finds_nothing(cast, other):
    page = shown(cast, "teacher", cast.other.pupil.legal_last)
    assert 'class="finds"' not in page
    assert cast.other.pupil.reference not in page


def test_complaints_and_safeguarding_signs_are_never_searched():
    """No source reads them: what is searched is listed here in full."""
    from overview.search import kinds

    read = {name for name, thing in vars(kinds).items() if getattr(thing, "_meta", None)}
    assert read == {
        "AgencyReport", "Recommendation", "Annotation", "Plan", "Target", "EhcPlan", "PlanNeed", "PlanOutcome",
        "PlanProvision", "PlanSection", "Assessment", "Concern", "Conversation", "Diagnosis", "ExtraSupport", "LifeEvent",
        "Need", "Profile", "PupilDocument", "Summary", "Voice",
    }  # fmt: skip


def test_every_find_opens_for_who_found_it(cast, own):
    """A link that led to a refusal would tell more than its page does."""
    for who in ("senco", "teacher", "ta", "dsl", "trust_lead"):
        page = shown(cast, who)
        links = {part.partition('"')[0] for part in page.split('class="find-what"><a href="')[1:]}
        assert links
        assert {
            (who, link, cast.client_for(who).get(link).status_code)
            for link in links
            if "documents" not in link
        } == {(who, link, 200) for link in links if "documents" not in link}


def test_every_kind_asks_for_a_permission():
    assert all(kind.needs for kind in KINDS)


@pytest.mark.parametrize("who", [*WHOLE, "teacher", "ta", "office"])
@pytest.mark.parametrize(
    "text", [WORD, f"{WORD} strides", f"long {WORD} the", "maya okapi with strides", "½ okapi", "· okapi’s"]
)
def test_sql_that_is_kept_finds_what_a_fresh_query_finds(cast, own, other, who, text, monkeypatch):
    user = cast.people[who]
    user.forget_memberships()

    def rows() -> list:
        with cast.acting(who), asked_once(user):
            return [look(kind, cast.oakfield, user, ask(text)) for kind in kinds_for(user, cast.oakfield)]

    kept = [rows(), rows()]
    monkeypatch.setattr(queries, "MOST_PREPARED", 0)
    fresh = rows()
    assert kept == [fresh, fresh]
