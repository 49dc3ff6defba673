"""All Saints: Appendix A field for field, the IEP of up to three targets reviewed each half term, Appendix D and its slip,
a register of one tier."""

import io

import pytest
from pypdf import PdfReader

from apdr.models import Plan
from register.models import Concern, Letter, PupilDocument
from tests.policies import steps
from tests.policies.school import add_child, typed

pytestmark = pytest.mark.django_db

LABELS = {"senco": "SENCo", "ta": "TA", "plan": "IEP", "profile": "Pupil profile", "register": "SEN register",
          "area_sp": "Sensory and/or physical"}  # fmt: skip
ONTO = {"additional": "Phonics by himself with an adult, each day", "main_need": "SLCN"}
TARGETS = [
    steps.TARGET | {"target": "Read 20 new words", "criteria": "18 of 20 words, twice"},
    steps.TARGET | {"target": "Write his name and address", "criteria": "Five times of five"},
    steps.TARGET | {"target": "Put up a hand before talking", "criteria": "In 8 lessons of 10"},
]


@pytest.fixture
def saints(open_school):
    """The school on a Monday of October, with Finn Ashby of Year 4."""
    school = open_school(
        slug="saints", name="All Saints Primary", labels=LABELS,
        settings={"plan_review_weeks": 6, "most_targets": 3, "hide_recorded_tier": True, "slip_days": 10,
                  "senco_name": "Helen Marsh"},
    )  # fmt: skip
    school.on("2026-10-05")
    add_child(
        school,
        first="Finn",
        last="Ashby",
        born="2018-02-11",
        year="4",
        klass="4 Oak",
        parent="Sara Ashby",
        sex="M",
    )
    return school


def appendix_a(s, **more) -> Concern:
    return steps.raise_concern(
        s, kind="send", area="communication", parents_told_on=typed("2026-10-02"),
        reasons="Finn is not making progress because Finn struggles to retain lesson content.",
        interventions="Phonics catch-up, 3 × 20 minutes a week since September; pre-teaching, daily, 10 minutes.", **more,
    )  # fmt: skip


def test_the_journey_from_the_request_to_the_end_of_support(saints):
    """R-31, R-32, R-74 to R-82, R-163, R-164: request, register, IEP, letter and slip, half-termly reviews, the end."""
    s = saints
    the_request(s)
    entered_on_the_register(s)
    the_iep_of_up_to_three_targets(s)
    the_letter_and_its_slip(s)
    reviewed_each_half_term(s)
    further_support_with_agencies(s)
    leaving_the_register(s)
    assert s.history() == ["sen_support", "further_support", "sen_support", "exited", "none"]
    assert not s.foreign_words, "\n".join(s.foreign_words)


def the_request(s) -> None:
    """R-31, R-32: completed by the class teacher after Wave One teaching; the TA may raise it and not read the list."""
    concern = appendix_a(s)
    assert "Finn Ashby" in s.see("senco", s.url("concerns:queue"))
    assert "SEND" in s.see("senco", s.url("concerns:queue") + "?kind=send")
    assert "Finn Ashby" not in s.see("senco", s.url("concerns:queue") + "?kind=pastoral")
    s.may(s.url("concerns:queue"), yes="senco teacher head", no="ta office governor")
    assert "Finn" not in s.see("other_teacher", s.url("concerns:queue"))
    assert s.level == "none" and concern.interventions.startswith("Phonics catch-up")


def entered_on_the_register(s) -> None:
    """R-36, R-40: little progress in spite of Wave One teaching. The one tier is SEN Support."""
    s.on("2026-10-07")
    concern = s.one(Concern)
    page = s.see("senco", s.url("concerns:decide", concern.reference))
    assert "record" not in page.offers("outcome") and "sen_support" in page.offers("outcome")
    told = ONTO | {"consulted": steps.ALL_ASKED}
    steps.decide(
        s,
        concern,
        "sen_support",
        **told | {"additional": ""},
        refused="Say what is additional to or different",
    )
    with s.working():
        steps.decide(s, concern, "sen_support", **told)
    page = s.see("teacher", s.url("concerns:concern", concern.reference))
    assert "Action taken" in page and "Reviewed by" in page
    assert s.level == "sen_support"
    assert "Write the IEP" in s.see("senco", s.of_pupil("overview:pupil"))


def the_iep_of_up_to_three_targets(s) -> None:
    """R-74, R-75, R-78, R-82: drawn up by the class teacher with the child; a fourth target is warned of, not refused."""
    s.on("2026-10-08")
    s.send("ta", s.of_pupil("voice:questionnaire"), **{"said-reading": "no", "said-friends": "yes",
                                                       "own_targets": "I want to read the football page."})  # fmt: skip
    steps.write_profile(s)
    steps.has_read(s, "ta", 1)
    plan = steps.start_plan(s)
    assert plan.review_on.isoformat() == "2026-11-19"  # half a term
    form = s.see("teacher", s.url("plans:edit", plan.reference))
    assert "IEP for Finn Ashby" in form and "I want to read the football page." in form.html
    fourth = [*TARGETS, steps.TARGET | {"target": "Tie his shoes", "criteria": "Once a day"}]
    steps.write_plan(s, plan, targets=fourth, press="Save")
    assert "The school’s plans have at most 3 targets" in s.see(
        "teacher", s.url("plans:edit", plan.reference)
    )
    with s.acting():
        assert plan.targets.count() == 4
    page = s.see("teacher", s.url("plans:edit", plan.reference))
    emptied = {f"targets-3-{name}": "" for name in steps.TARGET}
    sent = page.send(press="to agree", **emptied)
    assert sent.status == 200 and "sent to be agreed" in sent, sent
    with s.acting():
        assert plan.targets.count() == 3
    steps.agree_plan(s, plan)
    page = s.see("teacher", s.url("plans:plan", plan.reference))
    assert all(target["target"] in page and target["criteria"] in page for target in TARGETS)
    assert "One instruction at a time" in page  # how home can help
    steps.share_plan(s, plan, "paper")


def the_letter_and_its_slip(s) -> None:
    """R-163 to R-166: Appendix D in his pronouns, with a copy of the IEP; the slip is out, then returned, once."""
    letter, seen = steps.write_letter(s, "on_register", "papers", pronouns="he", enclosed="on")
    for words in ("finding it difficult to make the progress", "placing him on our SEN register", "“IEP”, will have up to 3 targets",
                  "comes with this letter", "Priya Nair", "at any time", "Helen Marsh",
                  "my child Finn Ashby (4 Oak) is on the SEN register"):  # fmt: skip
        assert words in seen, words
    assert letter.return_by.isoformat() == "2026-10-18"
    page = s.see("senco", s.url("overview:desk"))
    assert "Finn Ashby" in page and "Sara Ashby" in page
    s.on("2026-10-14")
    s.send(
        "senco",
        s.url("letters:answer", letter.reference),
        answer="slip",
        name="",
        refused="Enter the name on the slip",
    )
    s.send(
        "senco",
        s.url("letters:answer", letter.reference),
        answer="slip",
        name="S. Ashby",
        on=typed("2026-10-13"),
    )
    with s.acting():
        letter = Letter.objects.get(pk=letter.pk)
    assert (letter.answer, letter.answered_name, letter.answered_on.isoformat()) == (
        "slip",
        "S. Ashby",
        "2026-10-13",
    )
    assert "The first answer stands" in s.see("senco", s.url("letters:answer", letter.reference))
    s.may(s.url("letters:answer", letter.reference), no="teacher ta head", hidden="office")


def reviewed_each_half_term(s) -> None:
    """R-77, R-92: late after six weeks; the next IEP carries what was not met; an IEP is kept as it was agreed."""
    s.on("2026-11-23")
    assert "Review IEP" in s.see("teacher", s.url("overview:home"))
    assert "Late" in s.see("senco", s.url("overview:home"))
    first = s.one(Plan)
    steps.review_plan(s, first, progress=["behind", "met", "behind"])
    second = steps.start_plan(s)
    with s.acting():
        carried = [target.target for target in second.targets.order_by("number")]
    assert carried == ["Read 20 new words", "Put up a hand before talking"]
    steps.write_plan(s, second, targets=[TARGETS[0], TARGETS[2]])
    steps.agree_plan(s, second)
    steps.share_plan(s, second, "online")
    s.parent_signs_in()
    page = s.see("parent", s.of_pupil("overview:family-plan"))
    assert "Read 20 new words" in page and "One instruction at a time" in page
    comment = s.send(
        "parent", s.of_pupil("overview:family-comment"), press="Send", comment="He reads to his sister now."
    )
    assert "Your words have reached the school" in comment
    assert "He reads to his sister now." in s.see("teacher", s.url("plans:plan", second.reference))


def further_support_with_agencies(s) -> None:
    """R-87, R-112: only with the parents asked; the advice worked, so SEN Support goes on without the agency."""
    s.on("2027-01-11")
    steps.review_plan(s, s.one(Plan), progress=["behind", "met"])
    told = ONTO | {"reason": "Speech and language therapy will see him."}
    steps.move(
        s, "further_support", **told, consulted=["teacher", "professional"], refused="Tell the parents first"
    )
    steps.move(s, "further_support", **told, consulted=["parents", "teacher", "professional"])
    plan = steps.whole_plan(s, targets=[TARGETS[0]])
    assert plan.cycle == 3
    s.on("2027-02-22")
    steps.review_plan(s, plan, progress=["met"])
    steps.move(s, "sen_support", **ONTO, reason="The advice worked.")


def leaving_the_register(s) -> None:
    """R-37, R-49, R-52: the register is gone through each term; he leaves it and is watched for three."""
    s.on("2027-07-12")
    assert "sen_recorded" not in s.see("senco", s.of_pupil("response:level")).offers("level")
    steps.move(s, "exited", exit_criteria=["b"], evidence="Reads with his class; 98 on the test of June.")
    letter, seen = steps.write_letter(s, "step_down", "online", pronouns="he")
    assert "He is no longer on our SEN register" in seen
    steps.answer_online(s, letter, "We are glad.")
    page = s.see("head", s.url("response:watch"))
    assert all(day in page for day in ("Fri 17 Dec 2027", "Fri 31 Mar 2028", "Fri 21 Jul 2028"))
    for number, day in enumerate(("2027-12-17", "2028-03-31", "2028-07-21"), 1):
        s.on(day)
        steps.check(s, number, "holding")
    steps.move(s, "none", reason="Three terms of steady work.")
    assert "Finn" not in s.see("senco", s.url("response:watch"))


def test_the_request_has_the_fields_of_appendix_a_in_their_order(saints):
    """R-31: on the page, and on the paper that the SENCo files."""
    s = saints
    page = s.see("teacher", s.of_pupil("concerns:raise"))
    form = ["Main nature of concern", "Child’s name", "D.O.B.", "Name of carer", "Date", "Referred by", "Clear reasons",
            "Main area of need", "All interventions"]  # fmt: skip
    text = page.text[page.text.index("Request for SEND or pastoral support") :]
    assert [words for words in sorted(form, key=text.find) if words in text] == form
    assert "Finn Ashby" in text and "11 Feb 2018" in text
    assert list(page.words_of("kind").values()) == ["SEND", "Pastoral"]
    assert [words for value, words in page.words_of("area").items() if value] == [
        "Communication and interaction", "Cognition and learning", "Social, emotional and mental health",
        "Sensory and/or physical",
    ]  # fmt: skip
    concern = appendix_a(s)
    with s.working():
        steps.decide(s, concern, "teaching", decision="A quiet place in class; look again in a month.")
    pdf = (
        s.client("senco").get(s.url("file:document", s.one(PupilDocument, kind="referral").reference)).content
    )
    paper = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())
    order = ["SEND", "PASTORAL", "Finn Ashby", "Sara Ashby", "Priya Nair", "struggles to retain lesson content",
             "Cognition and learning", "Phonics catch-up", "Helen Marsh", "A quiet place in class"]  # fmt: skip
    found = [paper.lower().find(words.lower()) for words in order]
    assert found == sorted(found) and -1 not in found, (found, paper)


def test_a_pastoral_request_leads_to_pastoral_support_and_to_no_level(saints):
    """R-31, R-89: the same form, the other circle."""
    s = saints
    concern = steps.raise_concern(s, kind="pastoral", reasons="Finn cries at the gate every Monday.")
    assert "Finn Ashby" in s.see("senco", s.url("concerns:queue") + "?kind=pastoral")
    steps.decide(s, concern, "pastoral", decision="The learning mentor meets him at the gate.")
    assert s.level == "none"
    assert "Pastoral support" in s.see("teacher", s.url("concerns:concern", concern.reference))


def test_the_register_has_one_tier(saints):
    """R-38: the school hides SEN recorded with a profile only, wherever a level is chosen or listed."""
    s = saints
    steps.move(s, "sen_support", **ONTO)
    assert "sen_recorded" not in s.see("senco", s.of_pupil("response:level")).offers("level")
    assert "SEN recorded" not in s.see("senco", s.url("register:register"))


def test_the_sheet_in_the_childs_file_holds_the_iep(saints):
    """R-74, R-79, R-80: on the school's format, in the child's file, with strengths, targets and what home can do."""
    s = saints
    steps.move(s, "sen_support", **ONTO)
    with s.working():
        plan = steps.whole_plan(s, "paper", targets=TARGETS)
    pdf = s.client("teacher").get(s.url("file:document", s.one(PupilDocument, kind="plan").reference)).content
    paper = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())
    for words in (
        "IEP",
        "Finn Ashby",
        "Read 20 new words",
        "18 of 20 words, twice",
        "One instruction at a time",
    ):
        assert words in paper, words
    assert "IEP" in s.see("teacher", s.of_pupil("file:file")) and plan.state == "do" and plan.shared_at
