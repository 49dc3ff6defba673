"""What is put on paper: accessible, complete, with the rights that the parents have."""

import io
import os
from pathlib import Path

import page as pdf_ua
import pytest
from pypdf import PdfReader

from core.documents.pdf import EHCNA_ADVICE, EHCNA_ANSWER, EHCNA_LETTER, render_pdf
from ehcp.assessing.letters import letter_snapshot
from ehcp.assessing.queries import one_assessment
from ehcp.assessing.record import advice_snapshot, answer_snapshot
from tests.ehcp.assessing.conftest import write

pytestmark = pytest.mark.django_db
LONG = "Reads common words with help and forgets them by the next day.\nCounts on to ten.\n" * 12


def printed(name: str, template: str, snapshot: dict, today) -> str:
    """The words of the document, which must be clean PDF/UA-1."""
    own = {"document": {"reference": "OAK-7K2M", "version": 1, "issued_on": today.isoformat()}}
    data = render_pdf(template, snapshot | own)
    if keep := os.environ.get("PAPER_PICTURES"):
        (Path(keep) / f"ehcna-{name}.pdf").write_bytes(data)
    report = pdf_ua.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages).split())


@pytest.mark.parametrize("full", [False, True])
def test_advice_on_paper(cast, way, today, at, full):
    held = way("assessing")
    write(held, cast.senco, at, **({"needs": LONG, "progress": LONG} if full else {}))
    held = one_assessment(cast.oakfield).get(pk=held.pk)
    words = printed(f"advice-{full}", EHCNA_ADVICE, advice_snapshot(held, held.advice), today)
    assert "For Barsetshire" in words and "Provision needed to reach them" in words and "Please ask" in words
    assert ("forgets them" in words) is full and "due by" in words


@pytest.mark.parametrize("naming,said", [
    ("yes", "can meet the needs"), ("others", "incompatible with the provision of efficient education for others"),
])  # fmt: skip
def test_answer_on_paper(cast, way, today, naming, said):
    held = one_assessment(cast.oakfield).get(pk=way("answered", naming=naming, adjustments="A quiet room", naming_why="It does").pk)  # fmt: skip
    words = printed(f"answer-{naming}", EHCNA_ANSWER, answer_snapshot(held), today)
    assert said in words and "Section F is vague." in words
    assert ("s.39(4)" in words, "Reasonable adjustments considered first" in words) == (
        naming == "others",
    ) * 2


@pytest.mark.parametrize("to,said", [
    ("considered", "You can ask the council yourself"), ("requested", "It tells you by"),
    ("declined", "will not assess Ada’s needs"), ("not_issued", "will not make an EHC plan"),
    ("drafted", "You have at least 15 days"), ("issued", "You can appeal against what the plan says"), ("closed", "has been taken back: The family has moved"),
])  # fmt: skip
def test_letter_tells_where_it_is_and_which_rights_they_have(cast, way, today, to, said):
    held = one_assessment(cast.oakfield).get(pk=way(to).pk)
    snapshot = letter_snapshot(held, held.pupil.contacts.first(), "We meet on Friday.", today)
    words = printed(f"letter-{to}", EHCNA_LETTER, snapshot, today)
    assert said in words and "Dear Family Quill" in words and "We meet on Friday." in words
    assert ("an appeal must arrive by" in words) is (to in ("declined", "not_issued", "issued"))
    assert ("goes on meanwhile" in words) is (to != "issued")
