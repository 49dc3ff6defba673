"""St Mary's Infants: the graduated response in five boxes, a register of two tiers, the pupil profile for every adult."""

import pytest
from django.core import mail

from core.accounts.permissions import Denied
from register.actions import mark_leaver
from register.enums import CENSUS_CODE
from register.models import Concern, ExtraSupport, Need, Profile, PupilDocument, StatusPeriod, SupplyOpening
from tests.policies import steps
from tests.policies.school import add_child, let_parent_in, letters_in_post, own_class, typed

pytestmark = pytest.mark.django_db

LABELS = {"senco": "INCo", "ta": "TA", "plan": "APDR plan", "profile": "Pupil profile", "register": "SEN register",
          "area_sp": "Sensory, medical or physical"}  # fmt: skip
SENSORY = "Sensory, medical or physical"
ONTO = {"additional": "Larger print and a place near the board", "main_need": "VI"}


@pytest.fixture
def marys(open_school):
    """The school on a Monday of September, with Isla Penhale of Reception."""
    school = open_school(slug="marys", name="St Mary’s Infants", labels=LABELS,
                         settings={"plan_review_weeks": 13, "concern_weeks": 6, "concern_weeks_latest": 8})  # fmt: skip
    school.on("2026-09-21")
    add_child(school, first="Isla", last="Penhale", born="2021-11-03", year="R", klass="R Robin", parent="Kerra Penhale",
              sex="F")  # fmt: skip
    return school


def box(s) -> str:
    """The box of the graduated response in which Isla stands, as the INCo sees it."""
    return steps.box_here(s.see("senco", s.of_pupil("overview:pupil")))


def test_the_journey_through_the_five_boxes_and_back(marys):
    """R-42 to R-49, R-55 to R-59, R-163 to R-165, R-171: up the boxes with the parents, down by exit A, out by exit B."""
    s = marys
    box_one(s)
    box_two(s)
    box_three(s)
    every_adult_reads_the_profile(s)
    box_four(s)
    stepping_down_by_exit_a(s)
    leaving_by_exit_b(s)
    assert s.history() == [
        "emerging_concern", "monitoring", "sen_recorded", "sen_support", "further_support", "sen_recorded", "exited",
        "none",
    ]  # fmt: skip
    assert not s.foreign_words, "\n".join(s.foreign_words)


def box_one(s) -> None:
    """R-11, R-14, R-25, R-33, R-42: the teacher notices, at the termly meeting; the INCo suggests what could help."""
    form = s.see("teacher", s.of_pupil("concerns:raise"))
    assert form.words_of("area")["sensory"] == SENSORY
    concern = steps.raise_concern(
        s, reasons="Isla holds books close and guesses words on the board.", area="sensory", criteria=["slower", "gap_grows"],
        sources=["ppm", "formative"], parents_told_on=typed("2026-09-21"), parents_say="She sits very near the screen.",
    )  # fmt: skip
    page = s.see("senco", s.url("concerns:concern", concern.reference))
    assert (
        SENSORY in page and "A pupil progress meeting" in page and "The gap to other children grows" in page
    )
    assert "Isla Penhale" in s.see("senco", s.url("overview:home"))
    assert "Waiting for the INCo" in s.see("senco", s.url("concerns:queue"))
    s.may(s.url("concerns:concern", concern.reference), yes="senco teacher head", no="ta office",
          hidden="other_teacher governor")  # fmt: skip
    s.may(s.url("concerns:decide", concern.reference), yes="senco", no="teacher head ta")
    s.on("2026-09-23")
    steps.gather(s, concern)
    steps.decide(s, concern, "extra_support", ground_progress="", refused="Say what progress shows")
    steps.decide(s, concern, "extra_support", family_told_on=typed("2026-09-23"), family_told_how="phone")
    s.on("2026-09-24")
    support = steps.begin_support(s, concern=concern)
    assert (support.review_by.isoformat(), s.level) == ("2026-11-05", "emerging_concern")
    assert box(s) == "Some children: a difficulty is noticed"
    assert "the INCo suggests what could help" in s.see("teacher", s.of_pupil("overview:pupil"))


def box_two(s) -> None:
    """R-43, R-46: reviewed with the parents; what was addressed is watched at least each term."""
    s.on("2026-11-05")
    assert "Review extra support with parents" in s.see("teacher", s.url("overview:home"))
    s.may(s.url("concerns:review", s.one(ExtraSupport).reference), yes="teacher senco", no="ta head",
          hidden="other_teacher")  # fmt: skip
    steps.review_support(s, "teacher", "some", "monitor")
    assert s.level == "monitoring"
    assert box(s) == "Some children: watched, at least each term"
    assert "Isla" not in s.see("senco", s.url("register:register"))


def box_three(s) -> None:
    """R-38, R-44: a diagnosis is indicated. SEN is recorded with a profile and no plan, and the census says N."""
    s.on("2027-01-20")
    s.may(s.of_pupil("response:level"), yes="senco teacher", no="head ta office", hidden="other_teacher")
    assert s.see("teacher", s.of_pupil("response:level")).offers("level") == ["none", "emerging_concern"]
    told = ONTO | {
        "reason": "The orthoptist found a squint.",
        "consulted": ["child", "teacher", "professional"],
    }
    steps.move(s, "sen_recorded", **told, refused="Tell the parents first")
    steps.move(s, "sen_recorded", **told | {"consulted": ["parents", "teacher", "professional"]})
    assert (s.level, CENSUS_CODE[s.level]) == ("sen_recorded", "N")
    assert s.one(StatusPeriod, end=None).consulted == ["parents", "professional", "teacher"]
    assert s.one(Need).code == "VI"
    page = s.see("senco", s.of_pupil("overview:pupil"))
    assert steps.box_here(page) == "A few children: needs known, met in class"
    assert "Write the letter to the parents" in page and "Write the pupil profile" in page
    assert "Write the APDR plan" not in page
    assert s.post("teacher", s.of_pupil("plans:start")) == 403  # a plan belongs to SEN Support
    letter, seen = steps.write_letter(s, "on_register", "online", pronouns="she")
    assert "placing her on our SEN register" in seen and "targets" not in seen and "Pupil profile" in seen
    s.parent_signs_in()
    assert "Waiting for you" in s.see("parent", s.url("overview:home"))
    steps.answer_online(s, letter, comment="Thank you, we will try glasses.")
    assert "Thank you, we will try glasses." in s.see("senco", s.of_pupil("letters:pupil"))


def every_adult_reads_the_profile(s) -> None:
    """R-55 to R-62, R-171: with pictures by the child, written by the class teacher, read by all, supply teachers too."""
    s.on("2027-01-21")
    steps.write_profile(s, refused="Ask Isla first")
    s.send("ta", s.of_pupil("voice:pictures"), **{
        "face-reading": "sad", "said-reading": "The letters jump.", "face-friends": "very_happy", "wants": ["reading"],
        "supported": "yes",
    })  # fmt: skip
    s.on("2027-01-22")
    s.may(
        s.of_pupil("profiles:edit"),
        yes="teacher senco",
        no="ta head office parent",
        hidden="other_teacher governor",
    )
    steps.write_profile(s, adjustments="Sits at the front\nPrint of 18 points", review_on=typed("2027-03-26"))
    page = s.see("ta", s.of_pupil("profiles:profile"))
    assert (
        "The letters jump." in page and "Print of 18 points" in page and "You have not read this yet" in page
    )
    assert "Joan Biggs" in s.see("senco", s.url("profiles:coverage"))
    assert "Read the pupil profile" in s.see("ta", s.url("overview:home"))
    steps.has_read(s, "ta", 1)
    assert "Joan Biggs" not in s.see("senco", s.url("profiles:coverage"))
    s.send("teacher", s.of_pupil("profiles:review"), press="Record the review", how="met", parents_say="Glasses since May.",
           review_on=typed("2027-07-01"))  # fmt: skip
    assert "Changed since you last read it" in s.see("ta", s.of_pupil("profiles:profile"))
    steps.has_read(s, "ta", 2)
    with s.working():
        s.send("teacher", s.of_pupil("profiles:share"), press="Share it", contacts=[s.contact.reference])
    assert "Pupil profile, version 2" in s.see("parent", s.url("overview:home"))


def box_four(s) -> None:
    """R-45, R-68, R-72: SEN Support with a SMART plan drawn up with the parents, then outside advice."""
    s.on("2027-02-10")
    steps.move(s, "sen_support", **ONTO, reason="Adjustments alone are not enough.")
    assert CENSUS_CODE[s.level] == "K"
    page = s.see("senco", s.of_pupil("overview:pupil"))
    assert "Write the APDR plan" in page
    steps.move(s, "further_support", **ONTO, refused="Write")  # advice builds on a plan that was tried
    plan = steps.start_plan(s)
    assert plan.review_on.isoformat() == "2027-05-12"
    steps.write_plan(s, plan)
    assert s.post("teacher", s.url("plans:move", plan.reference, "agreed")) == 403
    assert "Agree APDR plan" in s.see("senco", s.url("overview:home"))
    steps.agree_plan(s, plan)
    receipt = steps.share_plan(s, plan, "online")
    s.press("parent", s.of_pupil("overview:family-plan"), "I have read this plan")
    with s.acting():
        receipt.refresh_from_db()
    assert receipt.confirmed_name == "Kerra Penhale"
    s.on("2027-05-12")
    steps.review_plan(s, plan, progress=["behind"])
    steps.move(s, "further_support", **ONTO, reason="Data from the review indicate further advice.",
               consulted=["parents", "teacher", "professional"])  # fmt: skip
    assert box(s) == "A few children: support with a plan"


def stepping_down_by_exit_a(s) -> None:
    """R-46, R-48: the advice worked. With all parties asked and evidence, the profile goes on without a plan."""
    s.on("2027-05-13")
    plan = steps.whole_plan(s)
    assert plan.cycle == 2
    s.on("2027-07-05")
    steps.review_plan(s, plan, progress=["met"])
    steps.move(
        s,
        "sen_recorded",
        **ONTO,
        exit_criteria=["a"],
        evidence="",
        refused="Tick exit A and say what the evidence is",
    )
    told = ONTO | {
        "exit_criteria": ["a"],
        "evidence": "Reads with the class since May; standardised score 98.",
    }
    steps.move(s, "sen_recorded", **told, consulted=["parents", "teacher"], refused="the child")
    steps.move(s, "sen_recorded", **told)
    period = s.one(StatusPeriod, end=None)
    assert (period.exit_criteria, period.evidence) == (["a"], told["evidence"])
    letter, seen = steps.write_letter(s, "step_down", "papers")
    assert "Isla stays on our SEN register" in seen
    steps.slip_comes_back(s, letter)
    assert "No slip is out" in s.see("senco", s.url("overview:desk"))
    assert s.one(Profile).version == 2 and s.one(PupilDocument, kind="profile")


def leaving_by_exit_b(s) -> None:
    """R-49, R-51, R-52: no greater difficulty than most; watched at the ends of three terms, then the watch ends."""
    s.on("2027-11-15")
    steps.move(s, "exited", exit_criteria=["a"], evidence="Scores", refused="Tick exit B or one of C")
    steps.move(s, "exited", exit_criteria=["b"], evidence="At the middle of the class for two terms.")
    assert "Isla" not in s.see("senco", s.url("register:register"))
    page = s.see("head", s.url("response:watch"))
    assert "Isla Penhale" in page and "Fri 31 Mar 2028" in page and "Wed 20 Dec 2028" in page
    steps.move(s, "none", refused="Do the three checks first")
    s.may(s.of_pupil("response:check", 1), yes="senco head teacher", no="ta office")
    for number, day in enumerate(("2028-03-31", "2028-07-21", "2028-12-20"), 1):
        s.on(day)
        steps.check(s, number, "holding", who="teacher")
    steps.move(s, "none", reason="Progress held for three terms.")
    assert s.level == "none"


def test_two_tiers_stand_side_by_side_on_the_register(marys):
    """R-38, R-39: SEN recorded and SEN Support are both on the register, each counted and found by itself."""
    s = marys
    steps.move(s, "sen_recorded", **ONTO)
    first = s.pupil
    add_child(
        s, first="Jory", last="Trease", born="2021-10-01", year="R", klass="R Robin", parent="Ann Trease"
    )
    steps.move(s, "sen_support", **ONTO)
    page = s.see("senco", s.url("register:register"))
    assert first.name in page and "Jory Trease" in page and "2 children of 2" in page
    page = s.see("senco", s.url("register:register") + "?level=sen_recorded")
    assert first.name in page and "Jory Trease" not in page
    assert "Jory Trease" in s.see("senco", s.url("register:register") + "?level=sen_support")


def test_supply_teacher_reads_the_profiles_of_one_class_for_one_day(marys):
    """R-56: by a link, without an account; the name and the day stand across it; each opening is recorded."""
    s = marys
    steps.move(s, "sen_recorded", **ONTO)
    steps.write_profile(s, adjustments="Print of 18 points", no_voice_why="Away this week; asked on Monday.")
    room = own_class(s)
    page = s.see("teacher", s.url("profiles:supply"))
    made = page.send(press="", school_class=room.reference, name="Una Cole", day=typed("2026-09-22"))
    assert made.status == 200 and "Una Cole" in made, made
    link = next(
        part
        for part in made.html.replace("<", " ").replace(">", " ").replace('"', " ").split()
        if "/supply/marys/" in part
    )
    path = "/supply/" + link.split("/supply/")[1]
    assert s.status("nobody", path) == 404  # not before its day
    s.on("2026-09-22", hour=8)
    sheet = s.see("nobody", path)
    assert (
        "Print of 18 points" in sheet
        and "Una Cole" in sheet
        and "Tue 22 Sep 2026" in sheet
        and "Kerra" not in sheet
    )
    s.on("2026-09-23", hour=8)
    assert s.status("nobody", path) == 404
    with s.acting():
        refused = list(SupplyOpening.objects.order_by("at").values_list("refused", flat=True))
    assert refused == ["before its day", "", "after its day"]
    s.may(s.url("profiles:supply"), yes="senco head teacher", no="ta office governor")


def test_parents_concern_that_does_not_show_in_school_is_signposted_out(marys):
    """R-26, R-33: class teacher first; not evident in school, so the family is pointed to the doctor, and told so."""
    s = marys
    let_parent_in(s)
    page = s.send("parent", s.of_pupil("concerns:raise"), press="Send to the school",
                  reasons="Isla screams at bedtime since August.", child_says="She says that she is scared of the dark.")  # fmt: skip
    assert "Your words are with the school" in page
    concern = s.one(Concern)
    assert (concern.raised_by, concern.referred_by, concern.parents_told_on) == (
        "parent",
        "Kerra Penhale",
        s.on("2026-09-21"),
    )
    assert s.status("parent", s.url("concerns:concern", concern.reference)) in {403, 404}
    steps.decide(
        s,
        concern,
        "signposted",
        seen_in_school="yes",
        signposted_to="Health visitor",
        refused="It shows in school",
    )
    steps.decide(
        s,
        concern,
        "signposted",
        seen_in_school="no",
        signposted_to="",
        refused="Say where the family was pointed to",
    )
    steps.decide(s, concern, "signposted", seen_in_school="no", signposted_to="the health visitor")
    assert s.level == "none"
    page = s.see("teacher", s.url("concerns:concern", concern.reference))
    assert "the health visitor" in page and "Not seen in school" in page and "Family told not yet" in page
    letter, seen = steps.write_letter(s, "concern", "online")
    assert "You may find help here: the health visitor." in seen
    assert "Thank you for telling us" in s.see("parent", s.url("letters:read", letter.reference))


def test_signposting_is_for_parents_concerns_alone(marys):
    """R-26: what staff see does show in school."""
    concern = steps.raise_concern(marys, reasons="Isla is tired in the mornings.")
    assert "signposted" not in marys.see("senco", marys.url("concerns:decide", concern.reference)).offers(
        "outcome"
    )


def test_behaviour_alone_and_other_factors_are_prompted_for(marys):
    """R-4, R-5: the form says of each that it is not SEN by itself."""
    form = marys.see("teacher", marys.of_pupil("concerns:raise"))
    assert (
        "Behaviour alone is not SEN" in form
        and "English as an additional language is not a learning difficulty" in form
    )
    assert set(form.offers("factors")) >= {"behaviour", "eal", "attendance", "circumstances"}


def test_documents_are_kept_when_the_child_leaves(marys):
    """R-207: nothing is deleted when she goes to the next school; the record can be read and not changed."""
    s = marys
    steps.move(s, "sen_recorded", **ONTO)
    with s.working():
        letter, _ = steps.write_letter(s, "on_register", "online")
    assert len(mail.outbox) == 1
    assert not any("Isla" in text or "Penhale" in text for text in letters_in_post())
    document = s.url("file:document", s.one(PupilDocument).reference)
    with s.acting():
        mark_leaver(
            pupil=s.pupil, on=s.on("2026-10-23"), by=s.people["senco"], at=s.one(PupilDocument).filed_at
        )
    s.on("2026-11-02")
    assert s.client("senco").get(document).content.startswith(b"%PDF")
    assert "Your child is on the SEN register" in s.see("senco", s.of_pupil("file:file"))
    assert s.status("senco", s.of_pupil("response:level")) == 403
    assert s.status("teacher", s.of_pupil("profiles:edit")) in {403, 404}


def test_only_the_inco_moves_children_on_and_off_the_register(marys):
    """R-36: the register is managed by the INCo; the refusal uses the school's word."""
    s = marys
    with s.acting("teacher"), pytest.raises(Denied):
        steps.change_level_directly(s, "teacher", "sen_support")
    refused = s.see("head", s.of_pupil("response:level"), 403)
    assert "INCo" in refused and "SENCo" not in refused
