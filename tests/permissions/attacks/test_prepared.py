"""What prepared names, files and addresses try: each test was a way through once, or guards a wall that nothing else tests."""

import datetime as dt

import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from core.documents.actions import keep_file
from register.enums import DocumentKind
from register.file.uploads import UploadRefused, check_upload
from register.models import Pupil, PupilDocument
from tests.cast import AT, PDF
from tests.permissions.attacks.asking import MARKUP, page, status
from tests.register.file.conftest import docx, packed, pdf

pytestmark = pytest.mark.django_db


# markup in a child's name


@pytest.mark.parametrize("name", ["voice:interview", "voice:questionnaire", "voice:pictures", "profiles:edit", "needs:edit",
                                  "concerns:raise", "overview:pupil", "overview:timeline", "letters:write",
                                  "safeguarding:raise", "needs:assessments", "arrangements:list"])  # fmt: skip
def test_markup_in_a_name_is_never_drawn(cast, name):
    with cast.acting("senco"):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(preferred_first=MARKUP)
        cast.own.pupil.profile.delete() if hasattr(cast.own.pupil, "profile") else None
    assert MARKUP not in page(cast, "senco", name, cast.own.pupil.reference)


def test_markup_in_a_name_is_never_drawn_in_a_plan(cast):
    with cast.acting("senco"):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(preferred_first=MARKUP)
    assert MARKUP not in page(cast, "senco", "plans:edit", cast.own.draft.reference)


def test_markup_in_an_instrument_is_never_drawn_in_a_chart(cast):
    from register.needs.actions import write_assessment

    with cast.acting("senco"):
        for month, score in ((9, 80), (10, 90)):
            write_assessment(pupil=cast.own.pupil, kind="standardised", instrument="</title><b id=zebra>Test",
                             on=dt.date(2026, month, 1), standardised=score, by=cast.senco, at=AT)  # fmt: skip
    shown = page(cast, "senco", "needs:assessments", cast.own.pupil.reference)
    assert "<b id=zebra>" not in shown and "polyline" in shown


# prepared files


def _launch_by_reference(writer):
    kind = writer._add_object(NameObject("/Launch"))
    action = DictionaryObject({NameObject("/S"): kind, NameObject("/F"): TextStringObject("a.exe")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


def _files_by_reference(writer):
    kind = writer._add_object(NameObject("/EmbeddedFile"))
    writer._add_object(DictionaryObject({NameObject("/Type"): kind}))


@pytest.mark.parametrize("change", [_launch_by_reference, _files_by_reference])
def test_pdf_does_not_hide_what_it_does_behind_a_reference(change):
    with pytest.raises(UploadRefused):
        check_upload(pdf(change), "a.pdf")


RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}' \
            "</Relationships>"  # fmt: skip
OUTSIDE = "<Relationship Type={q}http://x/attached{t}emplate{q} Target={q}http://evil/{q} TargetMode={q}Exter{n}al{q}/>"


@pytest.mark.parametrize("words", [
    {"q": "'", "t": "T", "n": "n"}, {"q": '"', "t": "&#84;", "n": "n"}, {"q": '"', "t": "T", "n": "&#110;"},
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_word_document_does_not_hide_the_template_that_it_fetches(words, encoding):
    text = RELATIONS.format(OUTSIDE.format(**words))
    prepared = docx(**{"word/_rels/settings.xml.rels": text.encode(encoding)})
    with pytest.raises(UploadRefused, match="fetches a template"):
        check_upload(prepared, "a.docx")


def test_word_document_with_links_is_no_danger():
    link = '<Relationship Type="http://x/hyperlink" Target="http://school/" TargetMode="External"/>'
    assert (
        check_upload(docx(**{"word/_rels/document.xml.rels": RELATIONS.format(link)}), "a.docx").name
        == "a.docx"
    )


def test_many_entities_in_a_word_document_are_refused_at_once():
    bomb = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r>&b;</r>'
    with pytest.raises(UploadRefused):
        check_upload(packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>",
                               "word/_rels/a.rels": bomb}), "a.docx")  # fmt: skip


# prepared requests


@pytest.mark.parametrize("version", ["²", "9" * 5000, "9" * 30, "-1", "x"])
@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_version_that_nobody_has_stops_no_page(cast, version, autosave):
    posted = {"version": version, "helps": "Quiet", **autosave}
    assert status(cast, "teacher", "profiles:edit", cast.own.pupil.reference, post=posted) < 500


@pytest.mark.parametrize("name,field", [("profiles:edit", "helps"), ("concerns:raise", "reasons"),
                                        ("voice:interview", "own_targets"), ("needs:strengths", "strengths")])  # fmt: skip
@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_nul_in_a_text_stops_no_page(cast, name, field, autosave):
    posted = {field: "a\0b", "version": "0", **autosave}
    assert status(cast, "senco", name, cast.own.pupil.reference, post=posted) < 500


@pytest.mark.parametrize("name,query", [("concerns:support-start", "?concern=%00"), ("concerns:raise", "?event=%C2%B2"),
                                        ("profiles:versions", "?old=%00"), ("file:file", "?kind=%00"),
                                        ("overview:timeline", "?kind=%00")])  # fmt: skip
def test_prepared_address_stops_no_page(cast, name, query):
    assert status(cast, "senco", name, cast.own.pupil.reference, query=query) < 500


@pytest.mark.parametrize("name,query", [("transition:roll-over", "?into=%C2%B2"), ("transition:roll-over", "?pupil=%00"),
                                        ("profiles:supply", "?class=%00"), ("concerns:queue", "?class=%00&kind=%00"),
                                        ("profiles:coverage", "?class=%00"), ("arrangements:school", "?year=%00")])  # fmt: skip
def test_prepared_address_of_a_list_stops_no_page(cast, name, query):
    assert status(cast, "senco", name, query=query) < 500


@pytest.mark.parametrize("name", ["targets-²-target", f"targets-{'9' * 5000}-target"])
@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_prepared_number_of_a_target_stops_no_page(cast, name, autosave):
    posted = {name: "x", "version": str(cast.own.draft.version), **autosave}
    assert status(cast, "teacher", "plans:edit", cast.own.draft.reference, post=posted) < 500


@pytest.mark.parametrize("posted", [{"remove": "term-²"}, {"remove": "term-" + "9" * 40}])
def test_prepared_key_of_a_term_stops_no_page(cast, posted):
    assert status(cast, "senco", "overview:terms", post=posted) == 404


def test_second_click_on_share_does_not_take_the_document_back(cast):
    with cast.acting("senco"):
        kept = keep_file(school=cast.oakfield, name="a.pdf", data=PDF, content_type="application/pdf", at=AT)
        document = PupilDocument.objects.create(
            school=cast.oakfield, pupil=cast.own.pupil, file=kept, kind=DocumentKind.OTHER, title="Letter", filed_at=AT,
            filed_by=cast.senco,
        )  # fmt: skip
    for _click in range(2):
        posted = {"version": str(document.version)}
        assert status(cast, "senco", "file:share", document.reference, post=posted) in {200, 302}
    with cast.acting("senco"):
        assert PupilDocument.objects.get(pk=document.pk).for_family


# prepared requests of provision


@pytest.mark.parametrize("name,query", [
    ("provision:add", "?of=%00"), ("provision:add", "?of=x&pupil=%00"), ("timetable:mine", "?week=31+12+9999"),
    ("timetable:mine", "?week=1+1+0001"), ("mapping:map", "?on=1+1+0001"), ("mapping:map", "?on=31+12+9999"),
    ("mapping:map", "?term=%00&by=%00"), ("money:find", "?q=%00"), ("money:find", "?q=" + "9" * 5000), ("bank:bank", "?area=%00"),
    ("sessions:week", "?of=31+12+9999&run=%00"), ("sessions:today", "?on=1+1+0001&open=%00"), ("reviews:list", "?class=%00"),
    ("provision:list", "?class=%00"), ("progress:open", "?class=%00"), ("money:costs", "?span=%00"), ("impact:school", "?span=%00"),
    ("sessions:missed", "?span=%00"),
])  # fmt: skip
def test_prepared_address_of_provision_stops_no_page(cast, name, query):
    assert status(cast, "senco", name, query=query) == 200


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2026-02-30", "20261116"])
def test_prepared_day_of_a_session_stops_no_page(cast, mixed, on):
    for post in (None, {"minutes": "9" * 40}):
        assert status(cast, "senco", "sessions:record", mixed.reference, on, "0900", post=post) in {200, 404}


@pytest.mark.parametrize("key", ["²", "9" * 40, "-1", "x"])
def test_prepared_key_of_an_adult_stops_no_page(cast, mixed, key):
    assert status(cast, "senco", "provision:adult-remove", mixed.reference, post={"adult": key}) == 302
    assert status(cast, "senco", "provision:adults", mixed.reference, post={"user": key}) == 200
