"""The bank: entered, changed, retired, begun from the list; how often met is counted from reviewed plans alone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apdr.bank import actions
from apdr.bank.present import ages, met_line
from apdr.bank.queries import Use, bank_of, best_of, often_used, uses_of, without_names
from apdr.bank.starter import STRATEGIES, TARGETS
from apdr.enums import BankKind
from apdr.models import BankEntry, Plan
from apdr.plans import actions as plans
from core.accounts.permissions import Denied
from tests.cast import AT, PupilRecord, add_record
from tests.roles import seeing

pytestmark = pytest.mark.django_db
STRATEGY, TARGET = BankKind.STRATEGY, BankKind.TARGET


@pytest.fixture
def school(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        BankEntry.objects.filter(school=cast.oakfield).delete()
        yield cast.oakfield


def add(cast, words: str, kind: BankKind = STRATEGY, **fields) -> BankEntry:
    return actions.add_entry(school=cast.oakfield, kind=kind, words=words, by=cast.senco, at=AT, **fields)


def reviewed(cast, record: PupilRecord, *targets: tuple[str, str, str]) -> Plan:
    """The pupil's open plan written with (target, strategies, progress), agreed and reviewed; the next one is begun."""
    plan = Plan.objects.filter(pupil=record.pupil).open().first() or plans.start_plan(
        pupil=record.pupil, by=cast.senco, at=AT
    )
    plan = plans.write_plan(
        plan=plan, by=cast.senco, at=AT, starts=AT.date(), review_on=AT.date() + dt.timedelta(weeks=6),
        targets=[{"target": target, "criteria": "4 of 5", "strategies": said} for target, said, _how in targets],
        difficulties="Reading", pupil_voice="I like maps",
    )  # fmt: skip
    plan = plans.agree_plan(plan=plan, by=cast.senco, at=AT)
    outcomes = {place: (how, "") for place, (_target, _said, how) in enumerate(targets, 1)}
    plans.record_outcomes(plan=plan, outcomes=outcomes, by=cast.senco, at=AT)
    return plans.finish_review(plan=Plan.objects.get(pk=plan.pk), by=cast.senco, at=AT)


def test_what_reviewed_plans_say_is_counted_once_a_plan_whatever_its_letters_and_dashes(cast, school):
    reviewed(cast, cast.own, ("Counts to ten", "- Timer on the desk\nPicture cards", "met"),
             ("Sits still for a story", "timer on the desk ", "behind"))  # fmt: skip
    reviewed(cast, cast.own, ("Counts to TEN", "TIMER ON THE DESK", "behind"))
    uses = uses_of(school)
    assert uses["strategy", "timer on the desk"] == Use(plans=2, met=1)
    assert uses["strategy", "picture cards"] == Use(plans=1, met=1)
    assert uses["target", "counts to ten"] == Use(plans=2, met=1)
    assert met_line(uses["strategy", "timer on the desk"]) == "Met in 1 of 2 plans"
    assert met_line(Use()) == "Not used yet"


def test_best_stand_first_after_area_and_age(cast, school):
    reviewed(
        cast, cast.own, ("Counts to ten", "Timer\nCards", "met"), ("Sits for a story", "Cards", "behind")
    )
    reviewed(cast, cast.own, ("Counts to twenty", "Timer\nCards", "met"))
    add(cast, "Cards"), add(cast, "Timer"), add(cast, "Never used")
    add(cast, "For the hands", area="sensory"), add(cast, "For the big ones", year_from=7)
    offers = best_of(school, kind=STRATEGY, areas={"communication"}, year=4)
    assert [(o.entry.words, o.fits, o.use) for o in offers] == [
        ("Cards", 2, Use(2, 2)), ("Timer", 2, Use(2, 2)), ("Never used", 2, Use()), ("For the big ones", 1, Use()),
        ("For the hands", 0, Use()),
    ]  # fmt: skip
    assert [o.entry.words for o in best_of(school, kind=STRATEGY, areas=set(), year=None, q="ONES big")] == [
        "For the big ones"
    ]


def test_line_of_two_plans_is_offered_to_the_bank_without_names_until_it_is_there(cast, school):
    for _ in range(2):
        reviewed(cast, cast.own, ("Maya reads aloud to a friend", "Sit Maya near the door", "met"))
    found = {
        (row.kind, row.words): (row.plans, row.use)
        for row in often_used(school)
        if row.words != "Read 20 words"
    }
    assert found == {
        ("strategy", "Sit the child near the door"): (2, Use(2, 2)),
        ("target", "The child reads aloud to a friend"): (2, Use(2, 2)),
    }
    add(cast, "sit maya near the DOOR")
    assert "strategy" not in {row.kind for row in often_used(school)}
    assert without_names("Leo’s cards, for Leo", ["Leo"]) == "The child’s cards, for the child"


def test_reads_cost_the_same_for_one_and_for_three(cast, school):
    add_record(school, klass="4 Ash", first="Ann", last="Old", email="ann@sendsys.test", senco=cast.senco)
    counted = []
    for number in (1, 3):
        for place in range(number):
            add(cast, f"Line {number} {place}")
            reviewed(cast, cast.own, (f"Goal {number} {place} in words", f"Line {number} {place}", "met"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            best_of(school, kind=STRATEGY, areas={"cognition"}, year=2), often_used(school)
        counted.append(len(queries))
    assert counted == [3, 3]


def test_same_words_are_refused_and_come_back_when_retired(cast, school):
    entry = add(cast, "Sand  timer", area="semh")
    with pytest.raises(Denied, match="in the bank already"):
        add(cast, "sand timer")
    assert entry.words == "Sand timer"
    add(cast, "Sand timer", TARGET)  # a target may say what a strategy says
    actions.retire_entry(entry=entry, by=cast.senco, at=timezone.now())
    assert bank_of(school, kind=STRATEGY) == []
    assert add(cast, "sand timer", area="cognition").pk == entry.pk
    assert [(e.words, e.area) for e in bank_of(school, kind=STRATEGY)] == [("sand timer", "cognition")]


@pytest.mark.parametrize("words,why", [("  ", "Write the words"), ("Other", "says the same")])
def test_change_that_cannot_be_is_refused(cast, school, words, why):
    add(cast, "Other")
    with pytest.raises(Denied, match=why):
        actions.change_entry(entry=add(cast, "This"), words=words, by=cast.senco, at=AT)


def test_only_the_senco_changes_the_bank(cast, school):
    with pytest.raises(Denied, match="Only the SENCo may change the school's bank of targets and strategies"):
        actions.add_entry(school=school, kind=STRATEGY, words="Anything", by=cast.teacher, at=AT)


def test_empty_bank_begins_with_the_list_once(cast, school):
    assert len(actions.start_bank(school=school, by=cast.senco, at=AT)) == 80
    with pytest.raises(Denied, match="has entries already"):
        actions.start_bank(school=school, by=cast.senco, at=AT)
    assert {area.value for area in STRATEGIES} == {area.value for area in TARGETS}
    assert {len(lines) for part in (STRATEGIES, TARGETS) for lines in part.values()} == {10}
    assert [ages(BankEntry(year_from=a, year_to=b)) for a, b in [(0, 4), (3, None), (None, 2), (1, 1), (None, None)]] == [
        "Reception to Year 4", "Year 3 and up", "up to Year 2", "Year 1", "",
    ]  # fmt: skip


PATH = "/oakfield/plan-bank/"
NEW = {
    "kind": "strategy",
    "words": "Sand timer",
    "criteria": "",
    "area": "",
    "year_from": "",
    "year_to": "",
    "source": "",
}


@pytest.mark.parametrize("wrong,says", [
    ({"words": ""}, "Write the words of the target or strategy"),
    ({"year_from": "5", "year_to": "2"}, "The last year group is before the first"),
    ({"words": "x" * 301}, "at most 300 characters"),
])  # fmt: skip
def test_wrong_entry_says_why_and_keeps_the_rest(client_for, wrong, says):
    shown = client_for("senco").post(PATH, NEW | {"source": "Speech therapist"} | wrong).content.decode()
    assert says in shown and "Speech therapist" in shown


def test_markup_is_kept_as_text_and_shown_escaped(cast, client_for):
    markup = "<script>alert(1)</script> <b>Bold</b>"
    assert client_for("senco").post(PATH, NEW | {"words": markup}).status_code == 302
    with seeing(cast.oakfield):
        assert BankEntry.objects.filter(words=markup).exists()
    for path in (PATH, f"/oakfield/plans/{cast.own.draft.reference}/edit/"):
        shown = client_for("teacher").get(path).content.decode()
        assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown


def test_line_of_a_plan_is_brought_to_the_form_and_not_added(cast, client_for):
    with seeing(cast.oakfield):
        before = BankEntry.objects.count()
    given = {
        "what": "target",
        "words": "Maya reads a page",
        "criteria": "4 of 5",
        "area": "cognition",
        "name": "Maya",
    }
    form = client_for("senco").post(f"{PATH}offer/", given).context["form"]
    assert (form["words"].value(), form["kind"].value(), form["area"].value()) == (
        "The child reads a page",
        "target",
        "cognition",
    )
    with seeing(cast.oakfield):
        assert BankEntry.objects.count() == before
