"""Speedwell Infants: an emerging concern of six to eight weeks reviewed with parents, the Learning Journey, further support
with agencies, an assessment that is refused, and removal by any of four reasons."""

import datetime as dt

import pytest

from apdr.models import Plan
from register.enums import CENSUS_CODE
from register.models import Concern, ExtraSupport, HealthcarePlan, StatusPeriod
from tests.policies import steps
from tests.policies.school import add_child, let_parent_in, typed

pytestmark = pytest.mark.django_db

LABELS = {"senco": "SENCO", "ta": "TA", "plan": "Learning Journey", "profile": "Pupil profile", "register": "SEND register",
          "area_sp": "Sensory and/or physical"}  # fmt: skip
ONTO = {"additional": "Speech work in a group of two, four times a week", "main_need": "SLCN"}
REMOVAL = {
    "c1": "the gap to other children has closed enough", "c2": "wider development or social needs have improved",
    "c3": "progress lasts without SEN support", "c4": "high quality teaching will meet the need",
}  # fmt: skip


@pytest.fixture
def speedwell(open_school):
    """The school on a Monday of September, with Ada Brook of Year 1."""
    school = open_school(
        slug="speed", name="Speedwell Infant School", labels=LABELS,
        settings={"concern_weeks": 6, "concern_weeks_latest": 8, "plan_review_weeks": 13},
    )  # fmt: skip
    school.on("2026-09-14")
    add_child(
        school,
        first="Ada",
        last="Brook",
        born="2021-04-19",
        year="1",
        klass="1 Plum",
        parent="Lena Brook",
        sex="F",
    )
    return school


def test_the_journey_from_an_emerging_concern_to_removal(speedwell):
    """R-18 to R-22, R-40, R-50, R-83 to R-85, R-134, R-138, R-165, R-167, R-171."""
    s = speedwell
    an_emerging_concern(s)
    six_to_eight_weeks(s)
    reviewed_with_the_parents(s)
    the_learning_journey(s)
    further_support_and_a_refused_assessment(s)
    removed_from_the_register(s)
    assert s.history() == [
        "emerging_concern", "sen_support", "further_support", "assessment_requested", "further_support", "exited", "none",
    ]  # fmt: skip
    assert not s.foreign_words, "\n".join(s.foreign_words)


def an_emerging_concern(s) -> None:
    """R-15, R-18: expressed by an outside agency, documented, and taken up by the SENCO."""
    concern = steps.raise_concern(
        s, raised_by="agency", referred_by="Health visitor", reasons="Ada says few words and tires quickly.",
        area="communication", sources=["language", "agency", "wellbeing"], parents_told_on=typed("2026-09-14"),
    )  # fmt: skip
    page = s.see("senco", s.url("concerns:concern", concern.reference))
    assert "from an outside agency, Health visitor" in page and "Communication and language" in page
    s.on("2026-09-16")
    steps.decide(s, concern, "extra_support", family_told_on=typed("2026-09-16"), family_told_how="phone")
    assert "Support not planned" in s.see("senco", s.url("concerns:queue"))


def six_to_eight_weeks(s) -> None:
    """R-18, R-19: a plan of extra support for six weeks, at most eight; the family has it in writing."""
    concern = s.one(Concern)
    form = s.see("teacher", s.of_pupil("concerns:support-start") + f"?concern={concern.reference}")
    assert "Left empty: 6 weeks from the start. Latest: 8 weeks." in form
    assert form.form("review_by").controls["review_by"].value == typed("2026-10-28")
    late = {"review_by": typed("2026-11-16")}
    assert (
        steps.begin_support(s, concern=concern, **late, refused="Extra support lasts at most 8 weeks") is None
    )
    assert s.level == "none"
    steps.begin_support(s, concern=concern, targets="", refused="Say what you aim for")
    support = steps.begin_support(s, concern=concern, review_by=typed("2026-11-09"))
    assert support.review_by - support.starts <= dt.timedelta(weeks=8)
    assert (s.level, CENSUS_CODE[s.level]) == ("emerging_concern", "N")
    assert "already at" not in s.see("teacher", s.url("concerns:support", support.reference))
    assert "has extra support already" in s.see("teacher", s.of_pupil("concerns:support-start"))
    letter, seen = steps.write_letter(s, "extra_support", "online", pronouns="she")
    assert "This does not mean that she is on our SEND register" in seen and "Mon 9 Nov 2026" in seen
    s.parent_signs_in()
    steps.answer_online(s, letter)
    s.on("2026-11-12")
    assert "Late" in s.see("teacher", s.url("overview:home")) and "Late" in s.see(
        "senco", s.url("overview:home")
    )


def reviewed_with_the_parents(s) -> None:
    """R-20, R-22, R-167: not without the parents; with poor progress support does not end; the SENCO moves her on."""
    steps.review_support(
        s, "teacher", "poor", "monitor", refused="With little or no progress support does not end here"
    )
    steps.review_support(
        s, "teacher", "good", "monitor", family_said="", refused="Write what the parents said"
    )
    running = s.one(ExtraSupport)
    assert "sen_support" not in s.see("teacher", s.url("concerns:review", running.reference)).offers(
        "outcome"
    )
    told = {"family_how": "phone", "family_said": "She is shy at her grandmother’s too.", "also": ["child"]}
    steps.review_support(
        s, "senco", "poor", "sen_support", **told, **ONTO | {"main_need": ""}, refused="main type of need"
    )
    page = steps.review_support(s, "senco", "poor", "sen_support", **told, **ONTO)
    assert "She is shy at her grandmother’s too." in page and "By telephone" in page
    assert (s.level, CENSUS_CODE[s.level]) == ("sen_support", "K")
    assert s.one(StatusPeriod, end=None).consulted == ["child", "parents", "teacher"]


def the_learning_journey(s) -> None:
    """R-83, R-85, R-165: written by the class teacher with parents and SENCO, under the school's own name."""
    s.on("2026-11-16")
    page = s.see("senco", s.of_pupil("overview:pupil"))
    assert "Write the learning journey" in page
    s.send("teacher", s.of_pupil("voice:pictures"), **{"face-talking": "worried", "wants": ["talking"], "supported": "no",
                                                       "supported_words": "Someone beside me."})  # fmt: skip
    assert "Would like more help" in s.see("senco", s.url("overview:home"))
    steps.write_profile(s)
    steps.has_read(s, "ta", 1)
    plan = steps.start_plan(s)
    assert "Learning Journey for Ada Brook" in s.see("teacher", s.url("plans:edit", plan.reference))
    steps.write_plan(s, plan)
    steps.agree_plan(s, plan)
    steps.share_plan(s, plan, "online")
    assert "Waiting for you" in s.see("parent", s.url("overview:home"))
    s.press("parent", s.of_pupil("overview:family-plan"), "I have read this plan")
    assert "Read by you" in s.see("parent", s.url("overview:home"))
    _, seen = steps.write_letter(s, "on_register", "online", pronouns="she")
    assert "placing her on our SEND register" in seen and "“Learning Journey”" in seen
    s.may(s.url("plans:plan", plan.reference), yes="senco head teacher ta", hidden="other_teacher")
    s.may(s.url("plans:edit", plan.reference), no="ta head")


def further_support_and_a_refused_assessment(s) -> None:
    """R-85, R-134, R-138, R-142: agencies after a reviewed plan; support goes on while the authority decides, and after
    its refusal too."""
    told = ONTO | {"consulted": ["parents", "teacher", "professional"]}
    steps.move(s, "assessment_requested", **told, refused="Review a")
    s.on("2027-02-15")
    steps.review_plan(s, s.one(Plan), progress=["behind"])
    steps.move(s, "further_support", **told, reason="Less than expected progress at SEN Support.")
    plan = steps.whole_plan(s)
    s.on("2027-05-17")
    steps.review_plan(s, plan, progress=["behind"])
    steps.move(s, "assessment_requested", **told, reason="Discussed at the progress review with her parents.")
    assert CENSUS_CODE[s.level] == "K"
    assert "Assessment requested" in s.see("senco", s.url("register:register"))
    assert steps.start_plan(s).cycle == 3  # support goes on
    s.on("2027-06-25")
    steps.move(
        s, "further_support", **told, reason="The authority decided not to assess; its feedback is on file."
    )
    assert [(p.level, p.end and p.end.isoformat()) for p in s.periods][-2:] == [
        ("assessment_requested", "2027-06-24"), ("further_support", None),
    ]  # fmt: skip


def removed_from_the_register(s) -> None:
    """R-50 to R-52: sustained good progress by any of the four reasons, with evidence; then watched."""
    s.on("2027-11-15")
    offered = s.see("senco", s.of_pupil("response:level")).words_of("exit_criteria")
    assert all(words in offered[key] for key, words in REMOVAL.items())
    steps.move(
        s, "exited", exit_criteria=[], evidence="Two terms of notes.", refused="Tick exit B or one of C"
    )
    steps.move(
        s, "exited", exit_criteria=["c2", "c4"], evidence="", refused="say what shows that the progress lasts"
    )
    steps.move(s, "exited", exit_criteria=["c2", "c4"], evidence="Talks in class every day since Easter.")
    letter, seen = steps.write_letter(s, "step_down", "online", pronouns="she")
    assert "She is no longer on our SEND register" in seen
    steps.answer_online(s, letter, "Thank you all.")
    for number, day in enumerate(("2028-03-31", "2028-07-21", "2028-12-20"), 1):
        s.on(day)
        steps.check(s, number, "holding")
    steps.move(s, "none", reason="Progress has lasted for three terms.")
    assert "Nobody is being watched" in s.see("senco", s.url("response:watch"))


@pytest.mark.parametrize("criterion", REMOVAL)
def test_any_one_of_the_four_reasons_is_enough(speedwell, criterion):
    """R-50."""
    s = speedwell
    steps.move(s, "sen_support", **ONTO)
    steps.move(s, "exited", exit_criteria=[criterion], evidence="Good progress for two terms.")
    assert s.level == "exited"


def test_good_progress_leads_to_a_further_period_of_monitoring(speedwell):
    """R-21: to see that it is maintained; then no further action."""
    s = speedwell
    concern = steps.raise_concern(s, reasons="Ada guesses at sounds.")
    steps.decide(s, concern, "extra_support")
    s.on("2026-09-15")
    steps.begin_support(s, concern=concern)
    s.on("2026-10-27")
    steps.review_support(s, "teacher", "good", "monitor")
    assert s.level == "monitoring" and "Ada Brook" not in s.see("senco", s.url("register:register"))
    s.on("2026-12-14")
    steps.move(s, "none", who="teacher", reason="It has lasted.")
    assert s.history() == ["emerging_concern", "monitoring", "none"]


def test_the_review_holds_when_parents_cannot_come(speedwell):
    """R-167: discussed on the telephone, or papers are sent home."""
    s = speedwell
    steps.begin_support(s)
    ways = s.see("teacher", s.url("concerns:review", s.one(ExtraSupport).reference)).offers("family_how")
    assert {"phone", "papers", "met"} <= set(ways)
    s.on("2026-10-26")
    steps.review_support(
        s, "teacher", "good", "no_action", family_how="papers", family_said="Signed and sent back."
    )
    assert s.level == "none"


def test_a_parents_concern_starts_the_process_too(speedwell):
    """R-18, R-33: initial concerns may be expressed by parents."""
    s = speedwell
    let_parent_in(s)
    s.send(
        "parent", s.of_pupil("concerns:raise"), press="Send to the school", reasons="Ada does not answer us."
    )
    assert "from a parent or carer, Lena Brook" in s.see("teacher", s.url("concerns:queue"))
    steps.decide(s, s.one(Concern), "extra_support", seen_in_school="yes")
    assert steps.begin_support(s, concern=s.one(Concern)).concern_id == s.one(Concern).pk


def test_a_medical_condition_is_not_by_itself_sen(speedwell):
    """R-7, R-199: the form says so; a healthcare plan runs by itself and puts nobody on the register."""
    s = speedwell
    assert "A medical condition does not by itself mean SEN" in s.see("teacher", s.of_pupil("concerns:raise"))
    s.send("senco", s.of_pupil("arrangements:healthcare-add"), condition="Asthma", emergency="Blue inhaler, two puffs.",
           with_parents="on", review_on=typed("2027-07-01"))  # fmt: skip
    assert s.one(HealthcarePlan).with_parents
    assert s.level == "none" and "Ada" not in s.see("senco", s.url("register:register"))
    assert "Blue inhaler, two puffs." in s.see("teacher", s.of_pupil("arrangements:list"))
    steps.move(s, "sen_support", **ONTO)
    assert "Asthma" in s.see("teacher", s.of_pupil("arrangements:list"))


def test_the_weeks_are_the_schools_own(speedwell):
    """R-19: the setting decides, on the page of settings too."""
    s = speedwell
    page = s.send(
        "senco",
        s.url("overview:settings"),
        press="Save",
        concern_weeks="9",
        refused="The latest is before the usual",
    )
    assert page.status == 200
    s.send("senco", s.url("overview:settings"), press="Save", concern_weeks="7")
    assert "Left empty: 7 weeks from the start. Latest: 8 weeks." in s.see(
        "teacher", s.of_pupil("concerns:support-start")
    )
    s.may(s.url("overview:settings"), yes="senco head", no="teacher ta office")
