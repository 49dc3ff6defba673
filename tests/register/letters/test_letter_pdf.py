"""The letter on paper: accessible, complete, in order, and the same words as on the page."""

import io

import page
import pytest
from pypdf import PdfReader

from core.documents import pdf
from register.enums import HowTold, LetterKind, Level, Pronouns
from register.letters.queries import letter_snapshot
from register.letters.words import Choices
from register.models import Contact
from tests.documents.pictures import jpeg
from tests.documents.samples import LONG_TEXT, MARKUP
from tests.register.letters.test_letter_words import DAY, WRITTEN, pupil, standing

CREST = pdf.safe_image(jpeg(300, 360))
HEADED = {"address": "Mill Lane, Oakfield\nOX99 1AA", "phone": "01632 960123", "senco_name": "Ms Nair"}


def snapshot(
    kind=LetterKind.ON_REGISTER, held=None, how=HowTold.PAPERS, addressee="Anna Marsden", **chosen
) -> dict:
    held = held or standing(child=pupil(**HEADED))
    drawn = letter_snapshot(held, Choices(kind, Pronouns.HE, **chosen), Contact(name=addressee), how, DAY)
    own = {"reference": "7K2M9QXAB4", "version": 1, "template_version": 1, "issued_on": DAY.isoformat()}
    return drawn | {"document": own}


def drawn(*args, **kwargs) -> bytes:
    return pdf.render_pdf(pdf.LETTER, snapshot(*args, **kwargs), images={"crest": CREST})


def text(data: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages).split())


KINDS = dict(reversed(WRITTEN))


@pytest.mark.parametrize("kind", KINDS)
def test_letter_meets_pdf_ua_1_on_one_page(kind):
    data = drawn(kind, KINDS[kind])
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


def test_awkward_words_keep_the_letter_accessible_and_whole():
    data = drawn(own=f"{MARKUP}\n{LONG_TEXT[:600]}", addressee="O’Neill & <i>Sons</i>")
    assert page.validate_pdf_bytes(data, profile="ua1").is_compliant
    assert MARKUP.replace(" ", "") in text(data).replace(" ", "")


def test_letter_reads_in_order_with_its_slip():
    said = text(drawn(enclosed=True))
    parts = ["Oakfield Mill Lane, Oakfield OX99 1AA", "Mon 16 Nov 2026", "Dear Anna Marsden", "Extra help in school for Theo",
             "we are placing him on our SEN register", "up to 4 targets", "comes with this letter", "Yours sincerely", "Ms Nair, SENCo",
             "Enclosed: Support plan", "Cut here", "To: Ms Nair, SENCo",
             "I can confirm that I have received your letter explaining that my child Theo Marsden (3 Hazel) is on the SEN register.",
             "Signed, parent or carer", "Name in capitals", "Date", "Oakfield, 7K2M9QXAB4"]  # fmt: skip
    found = [said.find(part) for part in parts]
    assert -1 not in found and found == sorted(found)


def test_letter_without_plan_encloses_none():
    assert "Enclosed" not in text(drawn())
    assert "Enclosed" not in text(
        drawn(LetterKind.STEP_DOWN, standing(Level.EXITED, last=Level.SEN_SUPPORT), enclosed=True)
    )


def test_same_snapshot_gives_same_bytes():
    assert drawn() == drawn()


def test_template_has_a_version():
    assert pdf.template_version(pdf.LETTER) == 1
