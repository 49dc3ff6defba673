"""An academy for ages 11 to 16: a pupil may refer themselves, three grounds are recorded, outcomes achieved lead from the
register to the monitoring list."""

import pytest

from apdr.models import Plan
from core.audit.models import Opening
from register.enums import Level
from register.models import AccessArrangement, AdultLife, Concern, LifeEvent, StatusPeriod, Summary
from tests.policies import steps
from tests.policies.school import add_child, typed

pytestmark = pytest.mark.django_db

LABELS = {"senco": "SENCO", "ta": "TA", "plan": "Support plan", "profile": "Pupil profile", "register": "SEND register",
          "area_sp": "Sensory and/or physical"}  # fmt: skip
ONTO = {"additional": "Reading in a group of three, every day", "main_need": "SPLD"}
TWO_TERMS = 26  # weeks


@pytest.fixture
def academy(open_school):
    """The school on a Thursday of September, with Kit Rowan of Year 9."""
    school = open_school(slug="lyde", name="Lyde Academy", labels=LABELS,
                         settings={"plan_review_weeks": TWO_TERMS, "slip_days": 14})  # fmt: skip
    school.on("2026-09-10")
    add_child(school, first="Kit", last="Rowan", born="2013-03-02", year="9", klass="9 Beech", parent="Dale Rowan",
              sex="M", email=False)  # fmt: skip
    return school


def test_the_journey_from_a_pupils_own_referral_to_the_monitoring_list_and_back(academy):
    """R-28 to R-30, R-51, R-63 to R-71, R-163, R-164: and a relapse is seen and counted."""
    s = academy
    referring_himself(s)
    three_grounds(s)
    the_letter_and_its_slip(s)
    what_every_adult_knows(s)
    a_plan_of_two_terms_whose_review_is_upheld(s)
    from_the_register_to_the_monitoring_list(s)
    and_back_again(s)
    assert s.history() == ["sen_support", "exited", "sen_support"]
    assert not s.foreign_words, "\n".join(s.foreign_words)


def referring_himself(s) -> None:
    """R-28, R-30: an event is on record; the concern grows from it; it is the pupil's own, and views are sought."""
    s.send(
        "teacher",
        s.of_pupil("concerns:event"),
        kind="bereavement",
        on=typed("2026-08-20"),
        note="His grandfather died.",
    )
    assert s.one(LifeEvent).kind == "bereavement"
    page = s.see("teacher", s.of_pupil("concerns:pupil"))
    assert "Bereavement" in page and "His grandfather died." in page
    form = s.see("teacher", s.of_pupil("concerns:raise") + f"?event={s.one(LifeEvent).pk}")
    assert (
        "Bereavement, 20 Aug 2026. His grandfather died."
        in form.form("factors_note").controls["factors_note"].value
    )
    s.on("2026-09-14")
    concern = steps.raise_concern(
        s, query=f"?event={s.one(LifeEvent).pk}", raised_by="pupil", sources=["child"],
        reasons="Kit came after registration: he cannot keep up with reading in history.",
        child_says="I want to read the questions by myself.", parents_say="We want him to like school again.",
    )  # fmt: skip
    assert (concern.raised_by, concern.factors) == ("pupil", ["life_event"])
    page = s.see("senco", s.url("concerns:concern", concern.reference))
    assert "from the child, written down by" in page and "I want to read the questions by myself." in page
    assert "The parents have not been told yet" in page
    assert s.level == "none"


def three_grounds(s) -> None:
    """R-16, R-29: teacher and SENCO, progress against the school and nationally, pupil and parents: all three."""
    concern = s.one(Concern)
    s.on("2026-09-21")
    steps.gather(s, concern)
    s.send("teacher", s.of_pupil("needs:assessment-add"), instrument="Reading test", kind="standardised",
           on=typed("2026-09-18"), standardised="81")  # fmt: skip
    s.send("teacher", s.url("concerns:amend", concern.reference), press="Save", seen_in_school="yes", area="cognition",
           parents_told_on=typed("2026-09-17"))  # fmt: skip
    s.on("2026-09-28")
    told = ONTO | {
        "consulted": steps.ALL_ASKED,
        "family_told_on": typed("2026-09-28"),
        "family_told_how": "met",
    }
    for missing, words in (("ground_staff", "discussed"), ("ground_progress", "Say what progress shows"),
                           ("ground_family", "Say what child and parents say")):  # fmt: skip
        steps.decide(s, concern, "sen_support", **told | {missing: ""}, refused=words)
    assert s.level == "none"
    steps.decide(s, concern, "sen_support", **told)
    page = s.see("teacher", s.url("concerns:concern", concern.reference))
    assert "Teacher and SENCO" in page and all(words in page for words in steps.GROUNDS.values())
    assert (s.level, s.one(StatusPeriod).start.isoformat()) == ("sen_support", "2026-09-28")
    page = s.see("senco", s.url("register:register"))
    assert "SEND register" in page and "Kit Rowan" in page and "1 child" in page


def the_letter_and_its_slip(s) -> None:
    """R-163 to R-165: told in writing that special provision is made; the slip is late, chased, and comes back."""
    letter, seen = steps.write_letter(s, "on_register", "papers", pronouns="he")
    assert "placing him on our SEND register" in seen
    assert letter.return_by.isoformat() == "2026-10-12"
    s.on("2026-10-15")
    assert "1 late" in s.see("senco", s.url("overview:desk"))
    s.press("senco", s.url("overview:desk"), "Sent again")
    s.on("2026-10-16")
    steps.slip_comes_back(s, letter)
    page = s.see("senco", s.of_pupil("letters:pupil"))
    assert "Paper slip, from Dale Rowan, Fri 16 Oct 2026" in page
    s.may(s.url("overview:desk"), yes="senco", no="teacher ta head office")


def what_every_adult_knows(s) -> None:
    """R-55, R-61, R-88, R-145: in his own words; every adult who teaches him reads it."""
    steps.interview(s, "ta", **{"said-difficult": "Long questions.", "said-teachers": "Do not ask me to read aloud.",
                                "own_targets": "Read a whole page."})  # fmt: skip
    steps.write_profile(s, adjustments="Never asked to read aloud\nQuestions in short parts")
    page = s.see("ta", s.of_pupil("profiles:profile"))
    assert "Do not ask me to read aloud." in page
    steps.has_read(s, "ta", 1)
    assert "Joan Biggs" in s.see("teacher", s.of_pupil("profiles:profile"))
    assert s.status("other_teacher", s.of_pupil("profiles:profile")) == 404


def a_plan_of_two_terms_whose_review_is_upheld(s) -> None:
    """R-64 to R-71: two terms; past its day it is late everywhere; what was not achieved goes on in a linked cycle."""
    s.on("2026-10-19")
    first = steps.start_plan(s)
    assert first.review_on.isoformat() == "2027-04-19"
    form = s.see("teacher", s.url("plans:edit", first.reference))
    assert "Do not ask me to read aloud." in form.form("pupil_voice").controls["pupil_voice"].value
    steps.write_plan(s, first, targets=[steps.TARGET, steps.TARGET | {"target": "Write three sentences"}])
    steps.agree_plan(s, first)
    receipt = steps.share_plan(s, first, "paper")
    s.send(
        "senco", s.url("overview:desk"), press="Record the ticked slips", slip=[f"plan-{receipt.reference}"]
    )
    s.on("2027-04-26")
    assert "Late" in s.see("senco", s.url("overview:home")) and "Late" in s.see(
        "senco", s.url("register:register")
    )
    assert "Review support plan" in s.see("teacher", s.url("overview:home"))
    steps.review_plan(s, first, progress=["met", "behind"])
    second = steps.start_plan(s)
    with s.acting():
        assert (second.cycle, [target.target for target in second.targets.all()]) == (
            2,
            ["Write three sentences"],
        )
    steps.write_plan(
        s,
        second,
        targets=[steps.TARGET | {"target": "Write three sentences", "criteria": "In four lessons of five"}],
    )
    steps.agree_plan(s, second)
    steps.share_plan(s, second, "paper")
    assert "Cycle 1" in s.see("teacher", s.url("plans:plan", second.reference))


def from_the_register_to_the_monitoring_list(s) -> None:
    """R-51: outcomes achieved, so his name moves from the SEND register to the list of those who are monitored."""
    s.on("2027-10-18")
    steps.review_plan(s, s.one(Plan), progress=["met"])
    steps.move(
        s, "exited", exit_criteria=["c1"], evidence="", refused="Tick exit B or one of C and say what shows"
    )
    told = {"exit_criteria": ["c1", "c3"], "evidence": "Standardised score 97; three terms of good marks."}
    steps.move(s, "exited", **told, consulted=["teacher"], refused="Ask the parents")
    steps.move(s, "exited", **told)
    assert "Kit" not in s.see("senco", s.url("register:register"))
    page = s.see("head", s.url("response:watch"))
    assert "Kit Rowan" in page and "Fri 31 Mar 2028" in page
    s.may(s.url("response:watch"), yes="senco head teacher", no="ta office governor")
    _, seen = steps.write_letter(s, "step_down", "papers")
    assert "Kit is no longer on our SEND register" in seen and "we check that the progress lasts" in seen


def and_back_again(s) -> None:
    """R-46, R-51: a check finds him slipping; support comes back at once, and the reason for ending counts a relapse."""
    s.on("2028-03-31")
    steps.check(s, 2, "holding", refused="Record check 1 first")
    steps.check(s, 1, "slipping")
    steps.move(s, "sen_support", **ONTO, reason="Slipping since January.")
    assert (s.level, s.one(StatusPeriod, end=None).start.isoformat()) == ("sen_support", "2028-03-31")
    page = s.see("senco", s.url("response:watch"))
    assert "C: the gap to other children has closed enough 1 1 100 %" in page
    assert "Kit Rowan" in s.see("senco", s.url("register:register"))


def test_an_access_arrangement_does_not_imply_the_register_nor_a_plan(academy):
    """R-8, R-198: recorded with its evidence; the pupil is at no level, and no plan can be begun."""
    s = academy
    s.send("senco", s.of_pupil("arrangements:access-add"), kind="extra_time", detail="25 % extra time", key_stage="ks3",
           evidence="Teachers of three subjects see it; it is how he works in class.")  # fmt: skip
    held = s.one(AccessArrangement)
    assert held.end.isoformat() == "2027-08-31"
    assert "Extra time, 25 % extra time" in s.see("teacher", s.of_pupil("arrangements:list"))
    assert s.level == "none" and "Kit" not in s.see("senco", s.url("register:register"))
    assert "not on the register" in s.see("teacher", s.of_pupil("overview:pupil"))
    assert s.post("teacher", s.of_pupil("plans:start")) == 403
    s.may(s.of_pupil("arrangements:access-add"), yes="senco", no="teacher ta head office")


def test_a_year_6_arrangement_does_not_carry_over_into_year_7(academy):
    """R-198: it ends with key stage 2, whatever is typed; in Year 7 one for key stage 2 is refused."""
    s = academy
    told = {"kind": "reader", "key_stage": "ks2", "evidence": "Reads at the level of a child of seven."}
    add_child(s, first="Noa", last="Pell", born="2015-11-02", year="6", klass="6 Ash", parent="Gil Pell")
    page = s.send(
        "senco",
        s.of_pupil("arrangements:access-add"),
        **told,
        end=typed("2028-07-21"),
        refused="Tue 31 Aug 2027",
    )
    assert "does not carry over" in page
    s.send("senco", s.of_pupil("arrangements:access-add"), **told)
    assert s.one(AccessArrangement).end.isoformat() == "2027-08-31"
    add_child(s, first="Ira", last="Moss", born="2014-11-02", year="7", klass="7 Elm", parent="Jo Moss")
    s.send(
        "senco", s.of_pupil("arrangements:access-add"), **told, refused="choose the key stage that it is for"
    )
    assert s.one(AccessArrangement) is None


def test_a_formal_assessment_is_wanted_for_key_stage_4(academy):
    """R-198: without the date of one, the arrangement says so; with it, it does not."""
    s = academy
    add_child(s, first="Bo", last="Lund", born="2011-11-02", year="10", klass="10 Oak", parent="Em Lund")
    told = {"key_stage": "ks4", "evidence": "A report of the specialist assessor."}
    s.send("senco", s.of_pupil("arrangements:access-add"), kind="reader", **told)
    assert "Formal assessment wanted" in s.see("senco", s.of_pupil("arrangements:list"))
    s.send(
        "senco",
        s.url("arrangements:access", s.one(AccessArrangement).reference),
        evidence_on=typed("2026-09-01"),
    )
    assert "Formal assessment wanted" not in s.see("senco", s.of_pupil("arrangements:list"))


def test_preparing_for_adulthood_begins_in_year_9(academy):
    """R-197: written with the pupil from Year 9; a younger one is refused with the reason."""
    s = academy
    steps.move(s, "sen_support", **ONTO)
    assert "1 without one" in s.see("senco", s.url("transition:adulthoods"))
    s.send("senco", s.of_pupil("transition:adulthood-edit"), press="Save", interests="Bicycles, and taking things apart",
           motivations="My own workshop.", independence="Takes the bus alone since May")  # fmt: skip
    assert s.one(AdultLife).motivations == "My own workshop."
    assert "Bicycles, and taking things apart" in s.see("teacher", s.of_pupil("transition:adulthood"))
    s.may(s.of_pupil("transition:adulthood-edit"), yes="senco", no="teacher ta head")
    add_child(s, first="Ned", last="Vine", born="2013-11-02", year="8", klass="8 Fir", parent="Ro Vine")
    assert "begins in Year 9" in s.see("senco", s.of_pupil("transition:adulthood-edit"), 403)


def test_the_list_is_kept_centrally_and_securely(academy):
    """R-54: one register, closed to those who do not need it; each taking of it away is recorded."""
    s = academy
    steps.move(s, "sen_support", **ONTO)
    s.may(s.url("register:register"), yes="senco head teacher ta", no="office governor")
    assert "Kit" not in s.see("other_teacher", s.url("register:register"))
    assert s.status("teacher", s.url("register:export", "csv")) == 403
    assert b"Kit Rowan" in s.client("senco").get(s.url("register:export", "csv")).content
    with s.acting():
        assert "the register, 1 row" in Opening.objects.filter(kind=Opening.Kind.EXPORT).get().what


def test_disability_is_a_marker_of_its_own(academy):
    """R-9: long-term and substantial under the Equality Act, and not SEN."""
    s = academy
    s.send(
        "senco",
        s.of_pupil("needs:disability"),
        disabled="yes",
        disability="",
        refused="long-term and substantial",
    )
    s.send(
        "senco",
        s.of_pupil("needs:disability"),
        disabled="yes",
        disability="Cannot climb stairs",
        since=typed("2020-01-06"),
    )
    assert s.one(Summary).disabled is True and s.level == Level.NONE
    assert "Cannot climb stairs" in s.see("teacher", s.of_pupil("needs:needs"))


def test_a_member_of_staff_or_a_parent_refers_as_well(academy):
    """R-28: whose concern it is stands with it."""
    s = academy
    said = s.see("teacher", s.of_pupil("concerns:raise")).words_of("raised_by")
    assert {"staff", "parent", "pupil", "agency"} == set(said)
    for who in ("staff", "parent"):
        concern = steps.raise_concern(
            s, raised_by=who, reasons="Homework takes three hours.", referred_by="Dale Rowan"
        )
        assert concern.raised_by == who
    assert "from a parent or carer, Dale Rowan" in s.see("senco", s.url("concerns:queue"))
