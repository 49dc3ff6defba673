"""The report of a review and the letter to the parents on paper: accessible, complete, in their order."""

import page
import pytest

from core.documents.pdf import REVIEW_LETTER, REVIEW_REPORT, render_pdf
from ehcp.meeting.papers import as_json
from ehcp.rights import Occasion, rights_for
from tests.documents import samples
from tests.documents.test_pdf import in_order, text

PEOPLE = [{"name": "Anna Marsden", "role": "Parent or carer, mother", "took_part": "Took part"},
          {"name": "Dr Patel", "role": "Health professional", "took_part": "Did not take part: on leave"}]  # fmt: skip
OUTCOMES = [
    {"number": 1, "text": "Theo tells a friend what he did at the weekend", "by_when": "By the end of Year 6",
     "rating": "Some progress", "evidence": "Tells three things with pictures", "next": "Keep", "changed": ""},
    {"number": 2, "text": "Theo eats in the hall", "by_when": "", "rating": "Met", "evidence": "Every day since May",
     "next": "Change", "changed": "Theo chooses whom he sits with"},
]  # fmt: skip
REVIEW = {
    "title": "Report of the annual review on Wed 9 Dec 2026", "kind": "Annual review", "meeting_on": "2026-12-09",
    "place": "Meeting room", "authority": "Herts County Council", "plan_made_on": "2024-01-16", "version_issued_on": "2026-01-16",
    "written_by": "Mrs Nair", "summary": "Theo talks more with friends.\nWe ask the council for more speech therapy.",
    "parents_view": "He is happier. We worry about Year 7.", "child_view": "I like lunch now.", "child_how": "With pictures",
    "progress": "A good year after a hard autumn.", "people": PEOPLE, "outcomes": OUTCOMES,
    "missing": [{"who": "Social care officer", "why": "Not invited: none is involved"}],
    "adult": [{"title": "work and further learning", "text": "A cook"}], "recommendation": "Amend the plan",
    "recommended": [{"title": "Section F: Special educational provision", "text": "45 minutes of speech therapy a week"}],
    "differences": "Anna Marsden asks for 60 minutes.", "decides_by": "2027-01-06",
    "served": ["Notice of the meeting reached Dr Patel on Thu 26 Nov 2026, 1 day after the last lawful day."],
    "advice": [{"name": "Ms Lee", "role": "Specialist who works with the child", "text": "He needs small groups.",
                "received_on": "2026-11-20", "paper": "", "none": ""},
               {"name": "Dr Patel", "role": "Health professional", "text": "", "received_on": "", "paper": "",
                "none": "None was received."}],
}  # fmt: skip
BARE = dict.fromkeys(REVIEW, "") | {"meeting_on": "2026-12-09", "people": [], "outcomes": [], "missing": [], "adult": [],
                                    "recommended": [], "served": [], "advice": []}  # fmt: skip
ODD = f"{samples.MARKUP}\n{'W' * 300}\r\n\r\n{samples.LONG_TEXT[:900]}"
SPOILT = dict.fromkeys(
    ("summary", "parents_view", "child_view", "progress", "differences", "authority", "place"), ODD
)
SPOILT |= {"outcomes": [one | {"text": ODD, "evidence": samples.LONG_TEXT} for one in OUTCOMES]}
BASE = samples.plan()
LETTER = {"review": "OAK7K2M", "dated": "2026-12-20", "addressee": "Anna Marsden", "enclosed": "",
          "heading": "After the annual review of Theo’s EHC plan", "paragraphs": ["We met.", "The council has decided."]}  # fmt: skip


def snapshot(**own) -> dict:
    return {key: BASE[key] for key in ("school", "pupil", "document")} | own


def rights(occasion) -> list[dict]:
    return as_json(rights_for(occasion))


KEPT = rights(Occasion.KEPT)
DRAWN = {
    "report": (REVIEW_REPORT, snapshot(review=REVIEW, rights=KEPT)),
    "report, long": (REVIEW_REPORT, snapshot(review=REVIEW | {"outcomes": OUTCOMES * 9, "advice": REVIEW["advice"] * 9}, rights=KEPT)),
    "report, awkward": (REVIEW_REPORT, samples.awkward(snapshot(review=REVIEW | SPOILT, rights=KEPT))),
    "report, bare": (REVIEW_REPORT, snapshot(review=BARE, rights=KEPT)),
    **{f"letter, {occasion}": (REVIEW_LETTER, snapshot(letter=LETTER, rights=rights(occasion)))
       for occasion in (Occasion.KEPT, Occasion.AMENDING, Occasion.CEASED)},
    "letter, awkward": (REVIEW_LETTER, samples.awkward(snapshot(letter=LETTER, rights=KEPT))),
}  # fmt: skip


@pytest.fixture(scope="module")
def drawn():
    return {name: render_pdf(template, data) for name, (template, data) in DRAWN.items()}


@pytest.mark.parametrize("name", DRAWN)
def test_paper_meets_pdf_ua_1(drawn, name):
    report = page.validate_pdf_bytes(drawn[name], profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_report_begins_with_the_family_and_hides_nothing(drawn):
    words = text(drawn["report"])
    assert in_order(words, "In short, for the parents", "He is happier", "I like lunch now", "Theo tells a friend",
                    "Amend the plan", "45 minutes", "Anna Marsden asks for 60", "Did not take part", "Not invited: none",
                    "1 day after the last lawful day", "Herts County Council decides by", "You can appeal",
                    "Free advice", "He needs small groups", "None was received")  # fmt: skip


def test_report_of_nobody_who_differs_says_so(drawn):
    assert "Nobody at the meeting said that they differ" in text(drawn["report, bare"])


def test_letter_tells_the_decision_and_then_the_rights(drawn):
    assert in_order(text(drawn["letter, ceased"]), "Dear Anna Marsden", "The council has decided", "You can appeal",
                    "The plan goes on while you appeal", "Help in school goes on")  # fmt: skip
