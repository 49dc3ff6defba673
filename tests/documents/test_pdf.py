"""What every rendered document keeps: it is accessible, complete, closed to the outside, and repeatable."""

import io
from concurrent.futures import ThreadPoolExecutor

import page
import pytest
from pypdf import PdfReader

from core.documents import pdf
from tests.documents import samples
from tests.documents.pictures import jpeg

CREST = pdf.safe_image(jpeg(300, 360))
DRAWN = {
    "plan": (pdf.PLAN, samples.plan()),
    "plan, reviewed": (
        pdf.PLAN,
        samples.plan(
            reviewed_on="2027-02-12",
            agreed_by="Anna Marsden",
            agreed_on="2027-01-05",
            learnt="Pictures helped more than word lists.",
            expected="A friend can follow when Theo tells a story.",
        ),
    ),
    "plan, long": (pdf.PLAN, samples.plan(targets=samples.PLAN["targets"] * 5)),
    "plan, awkward": (pdf.PLAN, samples.awkward(samples.plan())),
    "plan, bare": (pdf.PLAN, samples.bare("plan")),
    **{
        f"{name}{odd}": (template, data)
        for name, template in (
            ("IEP", pdf.PLAN_IEP),
            ("IEP for learning", pdf.PLAN_IEP_LEARNING),
            ("journey", pdf.PLAN_JOURNEY),
            ("strategies", pdf.PLAN_STRATEGIES),
        )
        for odd, data in (
            ("", samples.journey()),
            (", long", samples.plan(targets=samples.PLAN["targets"] * 5)),
            (", awkward", samples.awkward(samples.plan())),
            (", bare", samples.bare("plan")),
        )
    },
    "profile": (pdf.PROFILE, samples.profile()),
    "profile, awkward": (pdf.PROFILE, samples.awkward(samples.profile())),
    "profile, bare": (pdf.PROFILE, samples.bare("profile")),
    "letter": (pdf.REGISTER_LETTER, samples.letter()),
    "letter, plan enclosed": (pdf.REGISTER_LETTER, samples.letter(enclosed=True)),
    "letter with a later plan": (pdf.PLAN_LETTER, samples.letter(enclosed=True)),
    "letter, awkward": (pdf.REGISTER_LETTER, samples.awkward(samples.letter())),
    "letter, bare": (pdf.REGISTER_LETTER, samples.bare("letter")),
    "referral": (pdf.REFERRAL, samples.referral()),
    "referral, not decided": (
        pdf.REFERRAL,
        samples.referral(reviewed_by="", reviewed_on=None, outcome="", action="", kind="pastoral", area=""),
    ),
    "referral, awkward": (pdf.REFERRAL, samples.awkward(samples.referral())),
}


@pytest.fixture(scope="module")
def drawn():
    """Every sample, rendered once."""
    return {
        name: pdf.render_pdf(template, data, images={"crest": CREST})
        for name, (template, data) in DRAWN.items()
    }


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    """All the words in order, white space made single."""
    return " ".join(" ".join(sheet.extract_text() for sheet in reader(data).pages).split())


def in_order(words: str, *parts: str) -> bool:
    at = [words.find(part) for part in parts]
    return -1 not in at and at == sorted(at)


@pytest.mark.parametrize("name", DRAWN)
def test_document_meets_pdf_ua_1(drawn, name):
    report = page.validate_pdf_bytes(drawn[name], profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_validator_finds_a_page_without_title():
    report = page.validate_pdf_bytes(pdf.html_to_pdf("<html lang=en><p>x"), profile="ua1")
    assert report.is_compliant is False


@pytest.mark.parametrize("name", DRAWN)
def test_document_embeds_atkinson_alone(drawn, name):
    names = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for sheet in reader(drawn[name]).pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert names and all(font.startswith("Atkinson-Hyperlegible") for font in names)


def test_document_names_title_school_and_language(drawn):
    found = reader(drawn["plan"])
    assert found.metadata.title == "Support plan for Theo Marsden"
    assert found.metadata.author == "Oakfield Primary"
    assert found.trailer["/Root"]["/Lang"] == "en-GB"


@pytest.mark.parametrize(
    "name,pages", [("plan, bare", 1), ("profile", 1), ("letter", 1), ("letter, bare", 1), ("plan", 2)]
)
def test_document_page_count(drawn, name, pages):
    assert len(reader(drawn[name]).pages) == pages


def test_plan_without_parents_view_fits_one_page():
    assert len(reader(pdf.render_pdf(pdf.PLAN, samples.plan(parent_view=""))).pages) == 1


def test_margins_on_every_page(drawn):
    for number, sheet in enumerate(reader(drawn["plan"]).pages, 1):
        words = " ".join(sheet.extract_text().split())
        assert "Oakfield Primary" in words
        assert "Printed Mon 23 Nov 2026" in words
        assert "Confidential. Kept with the child’s SEN record." in words
        assert f"OAK-7K2M, version 2. Page {number} of 2" in words


def test_plan_reads_in_order(drawn):
    assert in_order(
        text(drawn["plan"]),
        "Support plan for Theo Marsden",
        "cycle 4, spring term 2027",
        "3 Hazel, Mrs Sutton",
        "14 Mar 2019",
        "SEN Support since Mon 12 Jan 2026",
        "4 Jan to 12 Feb 2027",
        "What Theo is good at",
        "What Theo finds hard",
        "What Theo says",
        "What parents and carers say",
        "No. By Fri 12 Feb 2027, Theo We will know when What we will do Who and when",
        "1 uses “because”, “so” and “then” to retell a story in order 4 of 5 retellings Talk for Learning group.",
        "2 follows an instruction",
        "3 reads the first 45",
        "Every lesson",
        "Parents can support by",
        "Where Theo is now, cycle 3",
        "Review with parents: Fri 12 Feb 2027. Talk to Mrs Sutton at any time.",
        "Parent or carer, date",
        "Class teacher, date",
        "SENCo, date",
    )


def test_plan_shows_outcomes_once_reviewed(drawn):
    assert "Outcome on Fri 12 Feb 2027" in text(drawn["plan, reviewed"])
    assert "Agreed by Anna Marsden on Tue 5 Jan 2027." in text(drawn["plan, reviewed"])
    assert "Outcome" not in text(drawn["plan"])


def test_plan_repeats_table_heading_on_each_page_of_targets(drawn):
    sheets = [" ".join(sheet.extract_text().split()) for sheet in reader(drawn["plan, long"]).pages]
    assert [("We will know when" in sheet) for sheet in sheets[:2]] == [True, True]


def test_plan_keeps_every_word_of_a_long_cell():
    target = {"number": 1, "target": "reads", "strategies": " ".join(f"word{n}" for n in range(500))}
    words = text(pdf.render_pdf(pdf.PLAN, samples.plan(targets=[target])))
    assert [n for n in range(500) if f"word{n}" not in words] == []


def test_plan_starts_a_long_row_under_its_heading():
    target = {"number": 1, "target": "reads", "strategies": samples.LONG_TEXT}
    sheets = reader(pdf.render_pdf(pdf.PLAN, samples.plan(targets=[target]))).pages
    assert "A long paragraph" in next(s.extract_text() for s in sheets if "We will know" in s.extract_text())


def test_profile_reads_in_order(drawn):
    assert in_order(
        text(drawn["profile"]),
        "Pupil profile for Theo Marsden",
        "What I am good at",
        "What matters to me",
        "How I learn best",
        "What makes it hard",
        "What helps",
        "What to avoid",
        "Adjustments in every lesson",
        "Who to ask",
        "Mrs Sutton (class teacher)",
    )


def test_referral_keeps_the_fields_of_the_paper_form_in_order(drawn):
    words = text(drawn["referral"])
    assert in_order(
        words,
        "Main nature of concern: X SEND Pastoral",
        "Child’s name",
        "D.O.B.",
        "Theo Marsden, 3 Hazel 14 Mar 2019",
        "Name of carer",
        "Date",
        "Referred by",
        "Clear reasons for referral",
        "struggles to retain lesson content",
        "main area of need",
        "X Communication and interaction",
        "Cognition and learning",
        "Social, emotional and mental health",
        "Sensory and/or physical",
        "All interventions",
        "Reviewed by",
        "Ms Nair",
        "Action taken",
        "Six weeks of support in class",
    )
    assert words.count(" X ") == 2


def test_referral_before_the_decision_says_so(drawn):
    words = text(drawn["referral, not decided"])
    assert "Not decided yet." in words and "X Pastoral" in words and "X SEND" not in words


def test_letter_holds_letter_then_slip_then_plan(drawn):
    assert in_order(
        text(drawn["letter, plan enclosed"]),
        "Oakfield Primary Mill Lane, Oakfield OX99 1AA",
        "Mon 23 Nov 2026",
        "Dear Mrs Marsden",
        "Theo is finding it difficult to make the progress we would expect",
        "placing Theo on our register of pupils with special educational needs (SEN)",
        "up to 3 targets",
        "enclosed with this letter",
        "parent consultation meetings",
        "contact the school at any time",
        "Ms Nair, SENCo",
        "To: Ms Nair, SENCo",
        "I have received your letter which explains that my child Theo Marsden (3 Hazel) is on the SEN register.",
        "Signed, parent or carer",
        "Date",
        "Support plan for Theo Marsden",
    )


def test_letter_uses_no_pronoun_for_the_child(drawn):
    words = set(text(drawn["letter"]).lower().replace(",", " ").replace(".", " ").split())
    assert words & {"he", "she", "him", "her", "his", "hers", "himself", "herself"} == set()


def test_letter_without_plan_promises_none(drawn):
    assert "plan" not in text(drawn["letter, bare"]).lower()


def test_crest_has_a_text_alternative(drawn):
    assert _alternatives(drawn["letter"]) == ["Crest of Oakfield Primary"]


def test_progress_bars_have_text_alternatives(drawn):
    assert _alternatives(drawn["plan"])[0] == "Retelling a story: Met, 4 of 5"


def _alternatives(data: bytes) -> list[str]:
    found = reader(data)
    objects = [found.get_object(number) for number in range(1, found.trailer["/Size"])]
    return [item["/Alt"] for item in objects if isinstance(item, dict) and "/Alt" in item]


def test_typed_markup_and_template_syntax_are_shown_as_typed(drawn):
    words = text(drawn["plan, awkward"]).replace(" ", "")
    assert samples.MARKUP.replace(" ", "") in words
    assert samples.AWKWARD_NAME.replace(" ", "") in words


def test_typed_line_breaks_are_kept():
    words = (
        reader(pdf.render_pdf(pdf.PROFILE, samples.profile(ask="Mrs Sutton\nMrs Begum")))
        .pages[0]
        .extract_text()
    )
    assert "Mrs Sutton\nMrs Begum" in words


def test_long_words_are_broken_and_kept_whole():
    data = samples.plan(
        targets=[{"number": 1, "target": "W" * 300, "criteria": "W" * 300}], strengths="W" * 300
    )
    words = text(pdf.render_pdf(pdf.PLAN, data)).replace(" ", "")
    assert words.count("W" * 300) == 3


def test_same_snapshot_gives_same_bytes(drawn):
    assert pdf.render_pdf(pdf.PLAN, samples.plan(), images={"crest": CREST}) == drawn["plan"]


def test_threads_take_turns(drawn):
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: pdf.render_pdf(*DRAWN["profile, bare"]), range(3)))
    assert made == [drawn["profile, bare"]] * 3


def test_other_snapshot_gives_other_bytes(drawn):
    assert pdf.render_pdf(pdf.PLAN, samples.plan(title="IEP")) != drawn["plan"]


def test_snapshot_is_left_as_it_was():
    snapshot = samples.plan()
    pdf.render_pdf(pdf.PLAN, snapshot)
    assert snapshot == samples.plan()


def test_font_configuration_is_one_a_process():
    assert pdf.fonts() is pdf.fonts()
    assert pdf.stylesheet() is pdf.stylesheet()


def test_every_template_has_a_version():
    assert [pdf.template_version(name) for name in (pdf.PLAN, pdf.PROFILE, pdf.REGISTER_LETTER)] == [3, 2, 3]
