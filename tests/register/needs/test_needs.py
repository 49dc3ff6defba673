"""The needs of a pupil as the room writes, refuses and shows them."""

import datetime as dt

import pytest

from core.accounts.permissions import Denied
from core.audit.models import Opening
from register.models import Assessment, Diagnosis, Need, Pupil, Summary
from register.needs import actions, queries
from register.needs.present import needs_before, needs_now
from register.needs.spans import NeedLine
from tests.overview.test_queries import queries_of
from tests.register.needs.conftest import DAY, TEST, filed

pytestmark = pytest.mark.django_db


# The page


def test_strengths_stand_first(page):
    words = page("needs/")
    order = ["Kind, and good with numbers", "Needs now", "Diagnoses", "Disability"]
    at = [words.index(part) for part in order]
    assert at == sorted(at)


def test_page_shows_why_provision_is_additional_or_different(page):
    assert "A daily reading group." in page("needs/")


def test_page_shows_needs_now_and_before_with_dates(pupil, by, page):
    actions.write_needs(pupil=pupil, lines=[NeedLine("ASD", note="Needs a quiet start")], on=DAY, **by)
    words = page("needs/")
    assert "Main: Autistic spectrum disorder (ASD)" in words and "since Mon 5 Oct 2026" in words
    assert "Needs a quiet start" in words
    before = words[words.index("Needs before") :]
    assert "Speech, language and communication needs" in before and "Sun 4 Oct 2026" in before


def test_disability_stands_apart_with_its_definition(page):
    words = page("needs/")
    assert "Hears little in noise" in words
    assert "12 months or more" in words and "not the same as SEN" in words


def test_factors_that_are_not_sen_stand_apart(pupil, page):
    Pupil.objects.filter(pk=pupil.pk).update(pupil_premium=True, eal=True)
    words = page("needs/")
    part = words[words.index("Also known, and not SEN") :]
    assert (
        "Pupil Premium" in part
        and "English as an additional language" in part
        and "None of them is SEN" in part
    )


def test_fourth_area_is_called_as_the_school_calls_it(cast, pupil, by, page):
    actions.write_needs(pupil=pupil, lines=[NeedLine("HI")], on=DAY, **by)
    cast.oakfield.labels = {"area_sp": "Sensory, medical or physical"}
    cast.oakfield.save(update_fields=["labels"])
    assert "Sensory, medical or physical" in page("needs/")


def test_empty_page_says_what_is_missing(cast, pupil, page):
    for model in (Need, Summary, Diagnosis, Assessment):
        model.objects.filter(pupil=pupil).delete()
    words = page("needs/")
    for part in (
        "Nothing is written down yet",
        "No type of need",
        "No diagnosis",
        "No assessment",
        "Not known yet",
    ):
        assert part in words


@pytest.mark.parametrize("path,what", [("needs/", "needs"), ("assessments/", "assessments")])
def test_opening_is_recorded(cast, pupil, page, path, what):
    Opening.objects.filter(user=cast.teacher, subject=pupil.reference).exists()
    page(path, "teacher")
    assert Opening.objects.filter(user=cast.teacher, subject=pupil.reference, what=what).count() == 1


def test_who_may_not_change_sees_no_way_to(page):
    words = page("needs/", "head")
    assert "needs/edit/" not in words and "needs/disability/" not in words and "diagnoses/add" not in words


def test_rank_that_changed_is_told(cast, pupil, by):
    actions.write_needs(pupil=pupil, lines=[NeedLine("SLCN"), NeedLine("ASD")], on=dt.date(2026, 9, 7), **by)
    actions.write_needs(pupil=pupil, lines=[NeedLine("ASD"), NeedLine("SLCN")], on=DAY, **by)
    first, second = needs_now(queries.all_needs(pupil), pupil.school)
    assert (first["since"], first["moved"]) == ("since Mon 7 Sep 2026", "the main need since Mon 5 Oct 2026")
    assert second["moved"] == "no longer first since Mon 5 Oct 2026"
    assert [(row["label"][:6], row["rank"], row["end"]) for row in needs_before(queries.all_needs(pupil))] == [
        ("Autist", "Also", "Sun 4 Oct 2026"), ("Speech", "Main", "Sun 4 Oct 2026")]  # fmt: skip


# Writing the types of need in the browser


def row(number: int, code: str, **fields) -> dict:
    return {f"needs-{number}-{name}": text for name, text in ({"code": code} | fields).items()}


def test_form_records_several_types(pupil, post):
    fields = row(0, "SLCN", start="17 8 2026") | row(1, "ASD", note="Quiet start") | row(2, "")
    answer = post("needs/edit/", on="5 10 2026", **fields)
    assert answer.status_code == 302
    held = Need.objects.filter(pupil=pupil, end=None).order_by("rank")
    assert [(n.code, n.rank, n.start, n.note) for n in held] == [
        ("SLCN", 1, dt.date(2026, 8, 17), ""), ("ASD", 2, DAY, "Quiet start")]  # fmt: skip


def test_form_without_any_type_ends_all(pupil, post):
    assert post("needs/edit/", on="5 10 2026", **row(0, "", start="17 8 2026")).status_code == 302
    assert Need.objects.get(pupil=pupil).end == dt.date(2026, 10, 4)


@pytest.mark.parametrize(
    "fields,words",
    [
        (row(0, "ASD", start="31 11 2026"), "November has 30 days"),
        (row(0, "ASD", start="1 1 2010"), "before Maya was born"),
        (row(0, "ASD", start="1 1 2099"), "in the future"),
        (row(0, "ASD") | row(1, "ASD"), "stands above already"),
        (row(0, "ASD", area="semh"), "belongs to Communication"),
        (row(0, "", note="Something new"), "Choose the type that this note is about"),
        (row(0, "XYZ"), "Select a valid choice"),
    ],
)
def test_bad_row_is_refused_beside_its_field_and_kept(pupil, post, fields, words):
    answer = post("needs/edit/", on="5 10 2026", **fields)
    page = answer.content.decode()
    assert answer.status_code == 200 and words in page and "to put right" in page
    assert all(text in page for text in fields.values())
    assert [need.code for need in Need.objects.filter(pupil=pupil, end=None)] == ["SLCN"]


@pytest.mark.parametrize("on,words", [("", "Say from what day"), ("1 1 2099", "in the future"),
                                      ("1 8 2026", "has been recorded since 17 Aug 2026")])  # fmt: skip
def test_bad_day_of_the_change_is_refused(pupil, post, on, words):
    assert words in post("needs/edit/", on=on, **row(0, "ASD")).content.decode()
    assert [need.code for need in Need.objects.filter(pupil=pupil, end=None)] == ["SLCN"]


def test_adding_and_moving_a_row_saves_nothing_and_keeps_what_is_typed(pupil, post):
    fields = row(0, "SLCN", note="One") | row(1, "ASD", note="Two", start="31 31")
    page = post("needs/edit/", on="5 10", up="1", **fields).content.decode()
    assert page.index(">\nTwo</textarea>") < page.index(">\nOne</textarea>")
    assert 'value="31 31"' in page and 'value="5 10"' in page and "to put right" not in page
    page = post("needs/edit/", **{"add-row": "1"}, on="", **fields).content.decode()
    assert "needs-2-code" in page and "needs-3-code" not in page
    assert [need.code for need in Need.objects.filter(pupil=pupil, end=None)] == ["SLCN"]


@pytest.mark.parametrize("up", ["0", "9", "-1", "²", "x", ""])
def test_row_that_cannot_be_moved_stays(post, up):
    page = post(
        "needs/edit/", on="", up=up, **row(0, "SLCN", note="One") | row(1, "ASD", note="Two")
    ).content.decode()
    assert page.index(">\nOne</textarea>") < page.index(">\nTwo</textarea>") and "to put right" not in page


def test_no_more_rows_than_there_may_be(post):
    fields = {key: value for number in range(9) for key, value in row(number, "").items()}
    page = post("needs/edit/", **{"add-row": "1"}, on="", **fields).content.decode()
    assert "needs-5-code" in page and "needs-6-code" not in page and "Add another need" not in page


def test_second_editor_learns_of_the_first_and_may_then_save(pupil, by, post, page):
    words = page("needs/edit/")
    seen = words.split('name="seen" value="')[1].split('"')[0]
    actions.write_needs(pupil=pupil, lines=[NeedLine("MLD")], on=DAY, **by)
    answer = post("needs/edit/", on="2 11 2026", seen=seen, **row(0, "ASD")).content.decode()
    assert "Somebody else changed this" in answer and "Main: Moderate learning difficulty" in answer
    seen = answer.split('name="seen" value="')[1].split('"')[0]
    assert post("needs/edit/", on="2 11 2026", seen=seen, **row(0, "ASD")).status_code == 302
    ended = Need.objects.get(pupil=pupil, code="MLD")
    assert ended.end == dt.date(2026, 11, 1)


# Strengths and disability


def test_strengths_are_written_and_their_writer_named(pupil, post, page):
    version = Summary.objects.get(pupil=pupil).version
    answer = post("needs/strengths/", strengths="Builds well", interests="Bridges", version=version)
    assert answer.status_code == 302
    assert "Builds well" in page("needs/") and "Written by Helen Marsh" in page("needs/")


def test_two_writers_of_strengths_see_both_texts(pupil, by, post, page):
    page("needs/strengths/")
    version = Summary.objects.get(pupil=pupil).version
    actions.write_strengths(pupil=pupil, strengths="Theirs", interests="Trains and drawing", **by)
    answer = post("needs/strengths/", strengths="Mine", interests="Trains and drawing", version=version)
    assert (
        answer.status_code == 409
        and "Theirs" in answer.content.decode()
        and "Mine" in answer.content.decode()
    )
    assert Summary.objects.get(pupil=pupil).strengths == "Theirs"


def test_disability_changed_meanwhile_does_not_stop_strengths(pupil, by, post, page):
    page("needs/strengths/")
    version = Summary.objects.get(pupil=pupil).version
    actions.write_disability(pupil=pupil, disabled=False, disability="", since=None, **by)
    assert post("needs/strengths/", strengths="Mine", interests="Trains", version=version).status_code == 302
    found = Summary.objects.get(pupil=pupil)
    assert (found.strengths, found.interests, found.disabled) == ("Mine", "Trains", False)


def test_draft_of_strengths_is_kept(post, page):
    post("needs/strengths/", strengths="Half a sent", interests="", version=1, autosave="1")
    assert "Half a sent" in page("needs/strengths/")


def test_strengths_of_a_pupil_without_any_are_begun(cast, pupil, post):
    Summary.objects.filter(pupil=pupil).delete()
    assert post("needs/strengths/", strengths="Sings", interests="", version=0).status_code == 302
    assert Summary.objects.get(pupil=pupil).disabled is None


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"disabled": "yes", "disability": " "}, "Say what the long-term and substantial effect is"),
        ({"disabled": "no", "disability": "Something"}, "choose Yes, or empty both"),
        ({"disabled": "unknown", "since": "1 2 2020"}, "choose Yes, or empty both"),
        ({"disabled": "yes", "disability": "x", "since": "1 1 2001"}, "before Maya was born"),
        ({"disability": "x"}, "Choose one"),
    ],
)
def test_bad_disability_is_refused(pupil, post, fields, words):
    answer = post("needs/disability/", **fields)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert Summary.objects.get(pupil=pupil).disability == "Hears little in noise"


def test_disability_is_answered_apart_from_needs(pupil, post):
    answer = post("needs/disability/", disabled="yes", disability="Tires within an hour", since="1 9 2025")
    assert answer.status_code == 302
    found = Summary.objects.get(pupil=pupil)
    assert (found.disabled, found.disability, found.disabled_since) == (
        True,
        "Tires within an hour",
        dt.date(2025, 9, 1),
    )
    assert [need.code for need in Need.objects.filter(pupil=pupil)] == ["SLCN"]


@pytest.mark.parametrize("fields", [{"disabled": True, "disability": " ", "since": None},
                                    {"disabled": None, "disability": "x", "since": None},
                                    {"disabled": True, "disability": "x", "since": dt.date(2099, 1, 1)}])  # fmt: skip
def test_action_refuses_bad_disability(pupil, by, fields):
    with pytest.raises(Denied):
        actions.write_disability(pupil=pupil, **fields, **by)


# The cost of the pages


def more(cast, pupil, by, count: int) -> None:
    for number in range(count):
        document = filed(cast, f"Paper {number}")
        actions.write_diagnosis(pupil=pupil, what=f"D{number}", source="x", on=None, document=document, **by)
        actions.write_assessment(
            pupil=pupil, **TEST | {"instrument": f"T{number}"}, standardised=90, document=document, **by
        )
        codes = [NeedLine("SLCN"), *[NeedLine(code) for code in ("ASD", "MLD", "HI")[: number + 1]]]
        actions.write_needs(pupil=pupil, lines=codes, on=DAY, **by)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path,who,number", [("needs/", "senco", 12), ("needs/", "teacher", 12), ("needs/edit/", "senco", 6),
                                             ("assessments/", "senco", 8), ("assessments/add/", "teacher", 7)])  # fmt: skip
def test_page_costs_the_same_however_much_there_is(cast, pupil, by, path, who, number, count):
    more(cast, pupil, by, count)
    assert queries_of(cast.client_for(who), f"/oakfield/pupils/{pupil.reference}/{path}") == number
