"""Humber Education Trust: the class teacher first, then the SENDCO; the strategy sheet for all staff concerned; what the last
school said; the pupil's own evaluation; those removed are monitored by the head."""

import datetime as dt

import pytest
from django.utils import timezone

from apdr.models import Plan
from register.models import Concern, Conversation, ExtraSupport, PriorSchool, Pupil, Voice
from tests.policies import steps
from tests.policies.school import PolicySchool, add_child, let_parent_in, open_policy_school, typed

pytestmark = pytest.mark.django_db

LABELS = {"senco": "SENDCO", "ta": "ASA", "plan": "IEP", "profile": "Strategy sheet", "register": "SEN record",
          "area_sp": "Sensory and/or physical"}  # fmt: skip
ONTO = {"additional": "Number work in a group of four, four times a week", "main_need": "MLD"}


@pytest.fixture
def humber(open_school) -> PolicySchool:
    """The school on a Monday of September, with Reece Dunn of Year 3."""
    school = open_school(slug="clifton", name="Clifton Primary School", labels=LABELS)
    school.on("2026-09-14")
    add_child(
        school,
        first="Reece",
        last="Dunn",
        born="2019-01-25",
        year="3",
        klass="3 Hazel",
        parent="Mia Dunn",
        sex="M",
    )
    return school


def test_the_journey_from_the_class_teacher_to_the_heads_monitoring(humber):
    """R-23, R-24, R-52, R-60, R-61, R-73, R-171, R-172."""
    s = humber
    the_class_teacher_first(s)
    then_the_sendco(s)
    monitored_further(s)
    onto_the_record(s)
    the_strategy_sheet(s)
    an_iep_with_the_pupils_own_outcome(s)
    removed_and_monitored_by_the_head(s)
    assert s.history() == ["emerging_concern", "monitoring", "sen_support", "exited", "none"]
    assert not s.foreign_words, "\n".join(s.foreign_words)


def the_class_teacher_first(s) -> None:
    """R-23: clear targets and more differentiation, by the class teacher with the pupil; nobody decides anything yet."""
    s.may(
        s.of_pupil("concerns:support-start"),
        yes="teacher senco",
        no="ta head office",
        hidden="other_teacher governor",
    )
    steps.begin_support(s, child_says="", refused="Write what the child says, or why the child was not asked")
    steps.begin_support(
        s, child_says="I want to do the sums like Leo.", targets="Counts on from the larger number, 8 of 10"
    )
    assert s.one(Concern) is None and s.level == "emerging_concern"
    page = s.see("teacher", s.url("concerns:support", s.one(ExtraSupport).reference))
    assert "I want to do the sums like Leo." in page and "planned by Priya Nair" in page
    assert "Review extra support with parents" in s.see("teacher", s.url("overview:due") + "?when=term")


def then_the_sendco(s) -> None:
    """R-23, R-24: no improvement, so the SENDCO is informed, with everything that was tried."""
    s.on("2026-10-26")
    running = s.one(ExtraSupport)
    said = s.see("teacher", s.url("concerns:review", running.reference)).words_of("outcome")
    assert said["tell_senco"] == "Tell the SENDCO: the concern remains" and "sen_support" not in said
    page = steps.review_support(s, "teacher", "poor", "tell_senco", found="5 of 10, as in September.")
    assert "the SENDCO is told" in page
    concern = s.one(Concern)
    page = s.see("senco", s.url("concerns:concern", concern.reference))
    for words in ("5 of 10, as in September.", "Counts on from the larger number", "I want to do the sums like Leo.",
                  "It is easier at home too."):  # fmt: skip
        assert words in page, words
    assert s.level == "emerging_concern"  # until it is decided
    assert "Tell the SENDCO" in s.see("teacher", s.of_pupil("concerns:pupil"))


def monitored_further(s) -> None:
    """R-24, R-33: information is gathered, parents are told by the class teacher; it is decided to monitor further."""
    concern = s.one(Concern)
    steps.gather(s, concern)
    s.on("2026-11-02")
    s.send("teacher", s.url("concerns:amend", concern.reference), press="Save", seen_in_school="yes",
           parents_say="He should feel good about number.", parents_told_on=typed("2026-10-30"))  # fmt: skip
    steps.decide(
        s,
        concern,
        "monitor",
        consulted=steps.ALL_ASKED,
        family_told_on=typed("2026-11-02"),
        family_told_how="met",
    )
    assert s.level == "monitoring"
    page = s.see("teacher", s.of_pupil("overview:pupil"))
    assert steps.box_here(page) == "Some children: watched, at least each term"
    assert "Teacher and SENDCO look at progress" in page


def onto_the_record(s) -> None:
    """R-29, R-36, R-163: he is entered on the SEN record with the parents and told so in the school's own words."""
    s.on("2027-01-18")
    concern = steps.raise_concern(s, reasons="The gap in number is wider than in the autumn.", criteria=["gap_grows"],
                                  parents_told_on=typed("2027-01-15"))  # fmt: skip
    s.on("2027-01-20")
    steps.decide(s, concern, "sen_support", **ONTO, consulted=["teacher"], refused="Tell the parents first")
    steps.decide(s, concern, "sen_support", **ONTO, consulted=steps.ALL_ASKED)
    assert "Reece Dunn" in s.see("senco", s.url("register:register"))
    letter, seen = steps.write_letter(s, "on_register", "online", pronouns="he")
    assert "placing him on our SEN record" in seen and "“IEP”" in seen and "SENDCO" in seen
    s.parent_signs_in()
    steps.answer_online(s, letter, "When can we meet?")
    assert "When can we meet?" in s.see("senco", s.of_pupil("letters:pupil"))


def the_strategy_sheet(s) -> None:
    """R-60 to R-62: drawn up by the SEN team, with copies to all staff concerned; each says that it has been read."""
    s.on("2027-01-21")
    s.send("ta", s.of_pupil("voice:questionnaire"), **{"said-numbers": "no", "more": "Let me use cubes.",
                                                       "own_targets": "Know my tables."})  # fmt: skip
    steps.write_profile(s, "senco", adjustments="Cubes on the table\nFewer sums, the same idea")
    page = s.see("teacher", s.of_pupil("profiles:profile"))
    assert "Strategy sheet" in page and "Let me use cubes." in page and "Cubes on the table" in page
    for who in ("teacher", "ta"):
        assert "Read the strategy sheet" in s.see(who, s.url("overview:home"))
        steps.has_read(s, who, 1)
    page = s.see("senco", s.url("profiles:coverage"))
    assert "Strategy sheets" in page and "Joan Biggs" not in page and "Priya Nair" not in page
    steps.write_profile(s, "senco", adjustments="Cubes on the table\nA number line on the desk")
    page = s.see("ta", s.of_pupil("profiles:profile"))
    assert "Changed since you last read it" in page and "A number line on the desk" in page
    assert {"Joan Biggs", "Priya Nair"} == {name for name in ("Joan Biggs", "Priya Nair")
                                            if name in s.see("senco", s.url("profiles:coverage"))}  # fmt: skip
    s.may(
        s.of_pupil("profiles:profile"),
        yes="senco head teacher ta",
        no="office",
        hidden="other_teacher governor",
    )


def an_iep_with_the_pupils_own_outcome(s) -> None:
    """R-72, R-73, R-171, R-172: SMART, within an agreed time; no decision about him without him."""
    plan = steps.start_plan(s)
    form = s.see("teacher", s.url("plans:edit", plan.reference))
    assert "IEP for Reece Dunn" in form and "Know my tables." in form.html
    incomplete = steps.write_plan(s, plan, targets=[steps.TARGET | {"criteria": ""}], pupil_voice="")
    assert "This plan is not complete yet" in incomplete and "what Reece says" in incomplete
    steps.write_plan(s, plan, targets=[steps.TARGET | {"target": "Know the two, five and ten times tables",
                                                       "criteria": "18 of 20, twice"}], pupil_voice="Know my tables.")  # fmt: skip
    steps.agree_plan(s, plan)
    steps.share_plan(s, plan, "online")
    assert "Know the two, five and ten times tables" in s.see("parent", s.of_pupil("overview:family-plan"))
    assert "Know the two" in s.see("ta", s.url("plans:plan", plan.reference))


def removed_and_monitored_by_the_head(s) -> None:
    """R-52: appropriate progress, so he is removed; the head goes on looking through the reports of three terms."""
    s.on("2027-05-10")
    steps.review_plan(s, s.one(Plan), progress=["met"])
    steps.move(s, "exited", exit_criteria=["c1"], evidence="Score 99 in April; with his group since January.")
    s.may(s.url("response:watch"), yes="head senco teacher", no="ta office governor")
    for number, day in enumerate(("2027-12-17", "2028-03-31", "2028-07-21"), 1):
        s.on(day)
        assert "Reece Dunn" in s.see("head", s.url("response:watch"))
        steps.check(s, number, "holding", who="head")
    assert s.status("head", s.of_pupil("response:level")) == 403  # who monitors does not decide
    steps.move(s, "none", reason="Three reports without concern.")


def test_an_improvement_needs_no_further_action_and_no_sendco(humber):
    """R-23."""
    s = humber
    steps.begin_support(s)
    s.on("2026-10-26")
    steps.review_support(s, "teacher", "good", "no_action")
    assert s.history() == ["emerging_concern", "none"] and s.one(Concern) is None


def test_a_parent_refers_straight_to_the_sendco_who_finds_no_academic_concern(humber):
    """R-27, R-33: the SENDCO investigates with the teacher's input; differentiation in class goes on."""
    s = humber
    let_parent_in(s)
    form = s.see("parent", s.of_pupil("concerns:raise"))
    assert "The class teacher and the SENDCO read this." in form
    s.send(
        "parent",
        s.of_pupil("concerns:raise"),
        press="Send to the school",
        reasons="",
        refused="Tell us what worries you",
    )
    s.send("parent", s.of_pupil("concerns:raise"), press="Send to the school",
           reasons="Reece says that he is stupid.", parents_say="We want him to be tested.")  # fmt: skip
    concern = s.one(Concern)
    assert "Mia Dunn" in s.see("senco", s.url("overview:home"))
    steps.gather(s, concern)
    s.send("teacher", s.url("concerns:amend", concern.reference), press="Save", seen_in_school="no",
           interventions="Differentiated tasks in every lesson.")  # fmt: skip
    s.on("2026-09-21")
    told = {
        "decision": "On track in every subject. Tasks stay differentiated.",
        "ground_progress": "At the average of his year.",
    }
    steps.decide(s, concern, "teaching", **told, family_told_on=typed("2026-09-21"), family_told_how="phone")
    assert s.level == "none"
    page = s.see("teacher", s.url("concerns:concern", concern.reference))
    assert "Teaching in class meets the need: no further action" in page and "by telephone" in page
    letter, seen = steps.write_letter(s, "concern", "online", pronouns="he")
    assert "The teaching in class meets the need" in seen
    assert "Thank you for telling us" in s.see("parent", s.url("letters:read", letter.reference))


def test_what_the_last_school_said_is_used_to_continue_provision(humber):
    """R-34, R-192, R-195: taken down at the transition meeting, before the first day; support goes on from it."""
    s = humber
    s.on("2026-09-15")
    s.send("senco", s.url("transition:incoming-add"), first="Tilly", last="Frost", born=typed("2019-05-08"), year_group="3",
           joined_on=typed("2026-11-02"), last_school="Rill Infants", class_name="3 Hazel")  # fmt: skip
    with s.acting():
        s.pupil = Pupil.objects.select_related("school", "school_class").get(legal_first="Tilly")
    s.send("senco", s.of_pupil("transition:prior"), press="Save what they said", level="K", received_on=typed("2026-09-15"),
           contact="Ms Dale", needs="Speech sounds since Reception.", worked="Pictures of the day", worries="Loud halls",
           measures="A visit in October\nA named adult")  # fmt: skip
    assert s.one(PriorSchool).worked == "Pictures of the day"
    s.send("senco", s.of_pupil("file:conversation-add"), kind="transition", on=typed("2026-09-14"), people="Ms Dale, Rill Infants",
           about="What helps Tilly in the hall.")  # fmt: skip
    assert s.one(Conversation).kind == "transition"
    page = s.see("senco", s.url("transition:incoming"))
    assert (
        "SEN support there" in page
        and "2 measures set" in page
        and "Transition meeting Mon 14 Sep 2026" in page
    )
    assert "No strategy sheet yet" in page
    s.may(s.of_pupil("transition:prior"), yes="senco", hidden="other_teacher")
    s.on("2026-11-02")
    steps.move(
        s, "sen_support", **ONTO, reason="Continues from Rill Infants.", consulted=["parents", "previous"]
    )
    assert s.level == "sen_support"


@pytest.mark.parametrize("way", ["interview", "questionnaire", "pictures"])
def test_the_pupil_is_asked_in_three_ways_and_sets_outcomes(humber, way):
    """R-171 to R-173: interview, questionnaire, self-evaluation with pictures; word for word, and never edited."""
    s = humber
    said = {"interview": {"said-hard": "Maths is too quick."}, "questionnaire": {"said-numbers": "no"},
            "pictures": {"face-numbers": "worried", "said-numbers": "Maths is too quick."}}[way]  # fmt: skip
    s.send(
        "ta",
        s.of_pupil(f"voice:{way}"),
        refused="Write down" if way == "interview" else "Choose at least one",
    )
    s.send("ta", s.of_pupil(f"voice:{way}"), **said, own_targets="Know my tables.", supported="no")
    held = s.one(Voice)
    assert (held.kind, held.own_targets, held.feels_supported) == (way, "Know my tables.", False)
    page = s.see("teacher", s.of_pupil("voice:voices"))
    assert "Know my tables." in page and "Wants more help" in page
    s.may(
        s.of_pupil(f"voice:{way}"), yes="senco teacher ta", no="head office", hidden="other_teacher governor"
    )


def test_a_school_of_the_trust_sees_nothing_of_another(humber, clock):
    """R-188, R-204: the trust's schools work together; a child's record stays with the child's school."""
    s = humber
    other = open_policy_school(clock, slug="bricknell", name="Bricknell Primary School", labels=LABELS)
    steps.move(s, "sen_support", **ONTO)
    for address in (s.url("register:register"), s.of_pupil("overview:pupil"), s.of_pupil("profiles:profile")):
        assert other.status("senco", address) == 404
    assert "Reece" not in other.see("senco", other.url("register:register"))


@pytest.mark.parametrize("key", LABELS)
def test_the_settings_offer_the_schools_own_words(humber, key):
    """R-10: each of them can be chosen on the page of settings by whoever runs the school."""
    s = humber
    other = open_policy_school(s.clock, slug="plain", name="Plain Primary School", labels={})
    assert LABELS[key] in other.see("senco", other.url("overview:settings")).offers(f"label_{key}")


def test_the_clock_of_the_journey_is_the_products_clock(humber):
    """What the journeys rest on: a day that the journey names is today for the product."""
    assert humber.on("2027-02-03") == timezone.localdate() == dt.date(2027, 2, 3)
