"""Diagnoses and the papers that they and assessments stand on."""

import pytest

from core.accounts.permissions import Denied
from register.enums import Sensitivity
from register.models import Diagnosis, Need
from register.needs import actions
from tests.register.needs.conftest import TEST, filed

pytestmark = pytest.mark.django_db


# Diagnoses


def test_diagnosis_changes_neither_level_nor_needs(pupil, post, page):
    before = list(Need.objects.filter(pupil=pupil).values())
    answer = post("needs/diagnoses/add/", what="Epilepsy", source="Dr Invented", on="3 9 2024", note="Stable")
    assert answer.status_code == 302
    words = page("needs/")
    assert "Epilepsy" in words and "Dr Invented" in words and "Tue 3 Sep 2024" in words and "Stable" in words
    assert list(Need.objects.filter(pupil=pupil).values()) == before
    assert pupil.periods.count() == 1


@pytest.mark.parametrize("fields,words", [({"what": "", "source": "x"}, "Say what the diagnosis is"),
                                          ({"what": "x", "source": ""}, "Say who made it"),
                                          ({"what": "x", "source": "x", "on": "1 1 2099"}, "in the future")])  # fmt: skip
def test_bad_diagnosis_is_refused(pupil, post, fields, words):
    answer = post("needs/diagnoses/add/", **fields)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert Diagnosis.objects.filter(pupil=pupil).count() == 1


def test_diagnosis_links_to_a_paper_of_the_same_file(cast, pupil, by, page):
    paper = filed(cast, "Letter from the clinic")
    actions.write_diagnosis(pupil=pupil, what="Epilepsy", source="Clinic", on=None, document=paper, **by)
    assert "Letter from the clinic" in page("needs/") and "on paper: Cabinet 2" in page("needs/")
    with pytest.raises(Denied):
        actions.write_diagnosis(pupil=cast.other.pupil, what="x", source="x", on=None, document=paper, **by)


def test_paper_that_the_product_holds_is_a_link(cast, pupil, by, page):
    paper = cast.own.private
    actions.write_assessment(pupil=pupil, **TEST, standardised=90, document=paper, **by)
    assert f'<a href="/oakfield/documents/{paper.reference}/">{paper.title}</a>' in page("assessments/")


def test_restricted_paper_is_neither_shown_nor_lost(cast, pupil, by, page, post):
    paper = filed(cast, "Sealed letter", sensitivity=Sensitivity.RESTRICTED)
    row = actions.write_assessment(pupil=pupil, **TEST, standardised=90, document=paper, **by)
    assert "Sealed letter" in page("assessments/") and "Sealed letter" not in page("assessments/", "teacher")
    assert "Sealed letter" not in page(f"assessments/{row.reference}/", "teacher")
    answer = post(f"assessments/{row.reference}/", "teacher", kind="standardised", instrument="Another test",
                  on="5 10 2026", standardised="91", version=row.version)  # fmt: skip
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.standardised, row.document_id) == (91, paper.pk)


def test_paper_of_another_pupil_cannot_be_chosen(cast, pupil, post):
    other = cast.other.private
    answer = post("needs/diagnoses/add/", what="x", source="y", document=other.pk)
    assert answer.status_code == 200 and Diagnosis.objects.filter(pupil=pupil).count() == 1


def test_diagnosis_recorded_by_mistake_is_taken_away(cast, pupil, post):
    reference = cast.things["own"]["diagnosis"]
    assert post(f"needs/diagnoses/{reference}/", remove="1").status_code == 302
    assert not Diagnosis.objects.filter(pupil=pupil).exists()
    assert Diagnosis.pgh_event_model.objects.filter(
        pupil=pupil, what="Developmental language disorder"
    ).exists()


@pytest.mark.parametrize("path", ["needs/diagnoses/{diagnosis}/", "assessments/{assessment}/"])
def test_change_over_a_newer_one_is_refused_once(cast, pupil, post, path):
    path = path.format(**cast.things["own"])
    fields = {"what": "New words", "source": "x", "instrument": "New words", "kind": "screening", "on": "5 10 2026",
              "note": "x"}  # fmt: skip
    assert post(path, version=1, **fields).status_code == 302
    answer = post(path, version=1, **fields | {"what": "Mine", "instrument": "Mine"})
    words = answer.content.decode()
    assert answer.status_code == 200 and "Somebody else changed this" in words and 'value="Mine"' in words
    assert post(path, version=2, **fields).status_code == 302
