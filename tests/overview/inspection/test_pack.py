"""The inspection pack: for SENCo and head, one accessible PDF, nobody in it but adults in office."""

import datetime as dt
import io
import json
import re

import page
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from apdr.models import Plan
from core.accounts.permissions import Denied
from core.audit.models import Opening
from core.documents.models import IssuedDocument
from core.documents.pdf import INSPECTION_PACK, render_pdf
from core.jobs.models import Job
from core.jobs.tasks import run_job
from core.ui.models import Draft
from governance.models import Complaint
from overview.inspection import actions, queries
from overview.inspection.known import veil_of
from overview.inspection.study import passages_of
from register.models import Contact, Pupil, PupilDocument
from tests import cast as house
from tests.apdr import house as runs
from tests.overview.governors import made
from tests.roles import seeing

pytestmark = pytest.mark.django_db
OWN = {"reference": "ABCD", "version": 1, "template_version": 1, "issued_on": "2026-11-23"}
MONDAY = dt.date(2026, 9, 7)
NAMES = (
    "Siobhán",
    "Shiv",
    "O'Dowd-Blythe",
    "Dowd",
    "Blythe",
    "Grainne",
    "Helen Marsh",
    "Nair",
    "Leo",
    "Brandt",
)


@pytest.fixture
def pupil(cast):
    """A child with a double name whose record names everybody."""
    with seeing(cast.oakfield, actor=cast.senco):
        record = house.add_record(cast.oakfield, klass="4 Ash", first="Siobhán", last="O'Dowd-Blythe",
                                  email="dowd@sendsys.test", senco=cast.senco)  # fmt: skip
        held = Pupil.objects.get(pk=record.pupil.pk)
        Pupil.objects.filter(pk=held.pk).update(preferred_first="Shiv")
        Contact.objects.filter(pupil=held).update(name="Mrs Grainne O'Dowd", relationship="Mother")
        Plan.objects.filter(pk=record.shared.pk).update(
            strengths="Shiv's drawing; SIOBHAN draws daily, shivs way.",
            parent_view="Mrs O'Dowd says Shiv-led play helps. Grainne’s idea on 3 May 2026.",
            pupil_voice="I like Mrs Nair and sitting with Leo Brandt. S.O. wrote this.",
            evaluation="Ms Marsh and Helen Marsh met the O'Dowds at Oakfield in 4 Ash.",
        )
        run = runs.provision(by=cast.senco, pupils=[held], adults=[cast.ta], materials=0, minutes=30)
        runs.session(run, MONDAY, by=cast.ta, marks={held: ("came", "", 30, None)}, minutes=30)
        yield Pupil.objects.select_related("school", "school_class").get(pk=held.pk)


def passages(pupil):
    return passages_of(pupil, house.AT.date())


def confirmed(cast, pupil, at=house.AT) -> dict[str, str]:
    actions.choose_studies(school=cast.oakfield, pupils=[None, pupil, None], by=cast.senco, at=at)
    texts = {one.key: one.text for one in passages(pupil)}
    actions.confirm_study(school=cast.oakfield, letter="B", texts=texts, by=cast.senco, at=at)
    return texts


def named(text: str) -> list[str]:
    bare = text.replace("’", "'").casefold()
    return [name for name in (*NAMES, "siobhan", "2018", "03/04") if re.search(rf"\b{name.casefold()}", bare)]


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())


def test_passages_tell_the_cycles_and_nobody(cast, pupil):
    told = "\n".join(f"{one.part} {one.label} {one.text}" for one in passages(pupil))
    assert named(told) == []
    for words in (
        "Cycle 1: Year 3, summer term",
        "The child's drawing; The child draws daily, the child’s way.",
        "Read 20 words",
        "Reads 24 words",
        "A parent says the child-led play helps",
        "the child wrote this".capitalize(),
        "0.5 h given",
    ):
        assert words in told, words


def test_study_is_confirmed_only_when_nobody_can_be_told(cast, pupil):
    texts = confirmed(cast, pupil)
    key = next(key for key in texts if key.endswith("-came"))
    for name in (
        "Shiv reads.",
        "siobhan’s",
        "Ask Mrs O'Dowd",
        "O'Dowd-Blythe",
        "Helen Marsh knows",
        "born on 4 March 2018",
    ):
        with pytest.raises(Denied, match="can still be told"):
            actions.confirm_study(
                school=cast.oakfield, letter="B", texts=texts | {key: name}, by=cast.senco, at=house.AT
            )
    with pytest.raises(Denied, match="at least one passage"):
        actions.confirm_study(
            school=cast.oakfield, letter="B", texts=dict.fromkeys(texts, " "), by=cast.senco, at=house.AT
        )
    with pytest.raises(Denied, match="Choose a child"):
        actions.confirm_study(school=cast.oakfield, letter="C", texts=texts, by=cast.senco, at=house.AT)


def test_pack_waits_for_what_is_not_confirmed_as_it_stands(cast, pupil):
    actions.choose_studies(school=cast.oakfield, pupils=[pupil, None, None], by=cast.senco, at=house.AT)
    with pytest.raises(Denied, match="Case study A is not confirmed"):
        actions.queue_pack(school=cast.oakfield, by=cast.senco, at=house.AT)
    confirmed(cast, pupil)
    Draft.objects.filter(user=cast.senco, form=queries.STUDY).update(data={"year": "Another"})
    with pytest.raises(Denied, match="Case study B is not confirmed"):
        actions.queue_pack(school=cast.oakfield, by=cast.senco, at=house.AT)
    with pytest.raises(Denied, match="different children"):
        actions.choose_studies(school=cast.oakfield, pupils=[pupil, pupil, None], by=cast.senco, at=house.AT)


def test_worker_makes_one_accessible_pdf_that_names_no_child(cast, pupil):
    texts = confirmed(cast, pupil)
    before = PupilDocument.objects.count()
    job = actions.queue_pack(school=cast.oakfield, by=cast.senco, at=timezone.now())
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (job.state, job.next_url) == ("done", "/oakfield/inspection-pack/")
    issued = IssuedDocument.objects.filter(kind=queries.KIND).order_by("-number").first()
    assert PupilDocument.objects.count() == before, "it is in no child's file"
    assert pupil.reference not in json.dumps(issued.snapshot)
    pdf = render_pdf(INSPECTION_PACK, issued.snapshot)
    assert [(f.rule_id, f.message) for f in page.validate_pdf_bytes(pdf, profile="ua1").failures] == []
    text = text_of(pdf)
    told = text.replace(cast.senco.name, "")  # who made it stands on it
    assert named(told) == []
    assert [one for one in texts.values() if " ".join(one.split())[:40] not in text] == []
    assert {pupil.legal_last for pupil in Pupil.objects.filter(school=cast.oakfield)} & set(
        re.findall(r"[\w'-]+", text)
    ) == set()


def test_pdf_has_contents_with_links_bookmarks_and_charts_with_words(cast, pupil):
    confirmed(cast, pupil)
    (study,) = actions.queue_pack(school=cast.oakfield, by=cast.senco, at=house.AT).payload["studies"]
    issued = actions.make_pack(school=cast.oakfield, studies=[study], by=cast.senco, at=house.AT)
    found = PdfReader(io.BytesIO(render_pdf(INSPECTION_PACK, issued.snapshot)))
    links = [
        each
        for sheet in found.pages
        for each in sheet.get("/Annots", [])
        if each.get_object()["/Subtype"] == "/Link"
    ]
    assert len(links) >= 9
    marks = repr(found.outline)
    assert all(
        words in marks
        for words in ("The register in numbers", "Provision map", "Case study B", "Policies", "Complaints")
    )
    objects = [found.get_object(number) for number in range(1, found.trailer["/Size"])]
    said = [str(item["/Alt"]) for item in objects if isinstance(item, dict) and "/Alt" in item]
    assert any(words.startswith("Children with SEN, by year") for words in said)
    again = render_pdf(INSPECTION_PACK, issued.snapshot)
    assert again == render_pdf(INSPECTION_PACK, issued.snapshot)


def test_few_children_are_never_counted_out(cast, pupil, monkeypatch):
    issued = actions.make_pack(school=cast.oakfield, studies=[], by=cast.senco, at=house.AT)
    cells = [cell for table in issued.snapshot["map"] for row in table["rows"] for cell in row[1:]]
    assert set(cells) == {"not shown"} and issued.snapshot["shown"]["total"]["sen"] == {"few": True}
    known = [made.figures(on=house.AT.date())]
    monkeypatch.setattr("overview.inspection.record.figures", lambda schools, span, on: known)
    runs.provision(
        by=cast.senco,
        pupils=[pupil],
        adults=[cast.ta],
        what=runs.intervention(cast.oakfield, "Sensory circuits"),
    )
    issued = actions.make_pack(school=cast.oakfield, studies=[], by=cast.senco, at=house.AT)
    rows = [row for table in issued.snapshot["map"] for row in table["rows"]]
    assert ["Talk for Learning", "1", "30", "24"] in rows
    assert ["Sensory circuits", "not shown", "not shown", "fewer than 5"] in rows


def test_name_that_becomes_known_later_stops_the_pack(cast, pupil):
    confirmed(cast, pupil)
    job = actions.queue_pack(school=cast.oakfield, by=cast.senco, at=timezone.now())
    Contact.objects.filter(pupil=pupil).update(name="Quietly Drawing")
    run_job(job.pk, job.school_id)
    job = Job.objects.get(pk=job.pk)
    assert (job.state, "Case study B names somebody" in job.message) == ("failed", True)


def test_complaint_for_the_head_alone_is_counted_for_the_head_and_that_pack_is_theirs(cast, pupil):
    Complaint.objects.bulk_create(
        Complaint(school=cast.oakfield, raised_by="A parent", about="x", raised_on=house.AT.date(), head_only=alone,
                  recorded_at=house.AT, recorded_by=cast.head)
        for alone in (True, False, False, False, False, False)
    )  # fmt: skip
    made = {
        who: actions.make_pack(school=cast.oakfield, studies=[], by=cast.people[who], at=house.AT)
        for who in ("senco", "head")
    }
    facts = {who: one.snapshot["complaints"]["facts"][0]["value"] for who, one in made.items()}
    assert int(facts["head"]) == int(facts["senco"]) + 1
    with seeing(cast.oakfield, actor=cast.senco):
        assert made["head"].pk not in [one.pk for one in queries.packs(cast.oakfield, cast.senco)]
        assert made["head"].pk in [one.pk for one in queries.packs(cast.oakfield, cast.head)]


def test_typing_is_kept_before_it_is_confirmed_and_names_are_refused_beside_their_passage(cast, pupil):
    actions.choose_studies(school=cast.oakfield, pupils=[pupil, None, None], by=cast.senco, at=house.AT)
    client, url = cast.client_for("senco"), reverse("pack:study", args=["oakfield", "a"])
    keys = [one.key for one in passages(pupil)]
    typed = {f"p-{key}": f"Passage {place}" for place, key in enumerate(keys)}
    assert client.post(url, typed | {"autosave": "1"}).status_code == 200
    again = client.get(url).content.decode()
    assert "Passage 1" in again and "Saved at" in again
    bad = client.post(url, typed | {f"p-{keys[1]}": "Shiv reads", "sure": "on"})
    assert bad.status_code == 422
    assert (
        "Somebody can be told from this: Shiv" in bad.content.decode()
        and "Shiv reads" in bad.content.decode()
    )
    assert client.post(url, typed | {"sure": "on"}).status_code == 302
    assert "Confirmed" in client.get(reverse("pack:pack", args=["oakfield"])).content.decode()


def test_download_is_recorded(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        issued = IssuedDocument.objects.get(school=cast.oakfield, kind=queries.KIND)
    url = reverse("pack:pdf", args=["oakfield", issued.reference])
    assert cast.client_for("head").get(url)["Content-Type"] == "application/pdf"
    with seeing(cast.oakfield, actor=cast.senco):
        assert (
            Opening.objects.filter(user=cast.head, kind="export", what="inspection pack, version 1").count()
            == 1
        )


def count(read) -> int:
    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


def test_queries_do_not_grow(cast, pupil):
    def asked() -> tuple[int, ...]:
        fresh = Pupil.objects.select_related("school", "school_class").get(pk=pupil.pk)
        return (
            count(lambda: queries.candidates(cast.oakfield, cast.senco)), count(lambda: queries.slots(cast.oakfield, cast.senco)),
            count(lambda: veil_of(fresh)), count(lambda: passages_of(fresh, house.AT.date())),
            count(lambda: actions.make_pack(school=cast.oakfield, studies=[], by=cast.senco, at=house.AT)),
        )  # fmt: skip

    actions.choose_studies(school=cast.oakfield, pupils=[pupil, None, None], by=cast.senco, at=house.AT)
    one = asked()
    more = [
        house.add_record(
            cast.oakfield,
            klass="4 Ash",
            first=first,
            last="Vale",
            email=f"{first}@sendsys.test",
            senco=cast.senco,
        ).pupil
        for first in ("Una", "Ned")
    ]
    runs.provision(
        by=cast.senco, pupils=more, adults=[cast.ta], what=runs.intervention(cast.oakfield, "Lego therapy")
    )
    actions.choose_studies(school=cast.oakfield, pupils=[pupil, *more], by=cast.senco, at=house.AT)
    assert asked() == one
    assert one == (1, 3, 14, 31, 50)
