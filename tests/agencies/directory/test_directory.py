"""Agencies, their people and checks, names of staff: written, refused, read."""

import datetime as dt

import pytest

from agencies.directory import actions, queries
from agencies.directory.starter import USUAL
from agencies.enums import AgencyKind, CheckKind, Sector
from agencies.models import Agency, ProfessionalCheck, Referral, StaffName
from core.accounts.permissions import Denied
from register.edits import Overtaken
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)

# The policies' own lists (R-116, R-117), word by word.
ST_MARYS = [
    "ey_teacher",
    "autism_teacher",
    "family_support",
    "primary_behaviour",
    "visual",
    "salt",
    "ot",
    "physio",
    "ep",
    "outreach",
    "camhs",
    "palms",
    "paediatrics",
    "families",
    "weight",
    "school_nursing",
    "health_visiting",
    "nhs_nurse",
    "adoption",
    "virtual_school",
    "pni",
    "wellbeing",
]
SPEEDWELL = [
    "salt",
    "ep",
    "hearing",
    "occupational_health",
    "behaviour",
    "autism_team",
    "sssen",
    "school_health",
]


def check(person, by, at, **fields):
    given = {"kind": "dbs", "words": "0012345", "seen_on": at.date(), "valid_until": None} | fields
    return actions.record_check(professional=person, by=by, at=at, **given)


def test_the_22_and_the_8_kinds_come_ready(cast, school, at):
    assert (len(ST_MARYS), len(SPEEDWELL)) == (22, 8)
    assert {kind.value for kind in USUAL} == {*ST_MARYS, *SPEEDWELL}
    made = actions.take_usual(
        school=school, kinds=[kind.value for kind in USUAL], by=cast.riverside_senco, at=at
    )
    assert len(made) == 28 and {row.kind for row in made} == {*ST_MARYS, *SPEEDWELL}
    assert {row.kind: row.sector for row in made}["wellbeing"] == Sector.VOLUNTARY


def test_usual_services_leave_what_is_there_alone(cast, school, agency, at):
    mine = agency(name="Our own therapists", kind="salt", sector="nhs", phone="01632 960123")
    agency(name=str(AgencyKind.OT.label).upper(), kind="other", sector="la")
    give = {"school": school, "by": cast.riverside_senco, "at": at}
    made = actions.take_usual(**give, kinds=["salt", "ot", "ep"])
    assert [row.kind for row in made] == ["ep"]
    assert actions.take_usual(**give, kinds=["salt", "ot", "ep"]) == []
    mine.refresh_from_db()
    assert mine.phone == "01632 960123"


@pytest.mark.parametrize("kinds", [[], ["other"], ["no such kind"]])
def test_usual_services_want_a_tick(cast, school, at, kinds):
    with pytest.raises(Denied, match="Tick at least one"):
        actions.take_usual(school=school, kinds=kinds, by=cast.riverside_senco, at=at)


@pytest.mark.parametrize("fields,words", [
    ({"name": " "}, "Give the agency a name"),
    ({"kind": "magic"}, "Say what the agency does"),
    ({"sector": ""}, "who stands behind it"),
    ({"usual_weeks": 261}, "from 0 to 260"),
    ({"name": "  talk TOGETHER "}, "in the directory already: change that one"),
])  # fmt: skip
def test_agency_refused_in_words(agency, fields, words):
    agency()
    with pytest.raises(Denied, match=words):
        agency(**({"name": "Another"} | fields))
    assert Agency.objects.count() == 1


def test_agency_changed_by_two_is_told(agency):
    held = agency(notes="Ring first")
    agency(held, phone="01632 960123", version=1)
    with pytest.raises(Overtaken):
        agency(held, phone="0", version=1)
    held.refresh_from_db()
    assert (held.phone, held.notes, held.version) == ("01632 960123", "Ring first", 2)


def test_retired_agency_is_offered_no_more_and_comes_back(cast, school, agency, at):
    held = agency()
    actions.retire_agency(held=held, by=cast.riverside_senco, at=at)
    assert queries.agencies_in_use(school) == []
    with pytest.raises(Denied, match="bring it back"):
        agency()
    actions.restore_agency(held=held, by=cast.riverside_senco, at=at)
    assert [(one.reference, str(one), one.sector) for one in queries.agencies_in_use(school)] == [
        (held.reference, "Talk Together", "nhs")
    ]


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "office", "dsl", "professional"])
def test_only_the_senco_changes_the_directory(cast, at, who):
    with seeing(cast.oakfield, actor=cast.people[who]):
        for act, given in (
            (actions.write_agency, {"held": None, "name": "X", "kind": "ep", "sector": "la"}),
            (actions.take_usual, {"kinds": ["ep"]}),
            (actions.add_staff_names, {"people": [("Rosa", "")]}),
        ):
            with pytest.raises(Denied, match="Only the SENCo may"):
                act(school=cast.oakfield, by=cast.people[who], at=at, **given)


def test_somebody_is_once_at_an_agency(agency, person):
    first = person()
    with pytest.raises(Denied, match="already: change that entry"):
        person(of=first.agency, name="ADA finch")
    assert person(of=agency(name="Elsewhere")).pk != first.pk
    with pytest.raises(Denied, match="what their job is"):
        person(of=first.agency, name="Ben", job=" ")


def test_every_check_of_an_employed_professional_is_asked_for(cast, person, at, today):
    employed, other = person(employed=True), person(name="Ben")
    assert queries.missing_checks(other, today) == []
    assert queries.missing_checks(employed, today) == [f"{kind.label}: not seen yet" for kind in CheckKind]
    for kind in CheckKind:
        check(
            employed, cast.riverside_senco, at, kind=kind, valid_until=today if kind == "insurance" else None
        )
    assert queries.missing_checks(employed, today) == []
    assert queries.missing_checks(employed, today + DAY) == [f"Insurance: ran out on {today:%-d %b %Y}"]


def test_check_seen_again_takes_the_place_of_the_first(cast, person, at, today):
    employed = person(employed=True)
    check(employed, cast.riverside_senco, at, seen_on=today - 400 * DAY, valid_until=today - DAY)
    check(employed, cast.riverside_senco, at, words="0099999")
    assert ProfessionalCheck.objects.get(professional=employed).words == "0099999"


@pytest.mark.parametrize("fields,words", [
    ({"kind": "smile"}, "Say what was seen"),
    ({"words": " "}, "with its number"),
    ({"seen_on": dt.date(2100, 1, 1)}, "in the future"),
    ({"valid_until": dt.date(2020, 1, 1)}, "before it was seen"),
])  # fmt: skip
def test_check_refused_in_words(cast, person, at, fields, words):
    employed = person(employed=True)
    with pytest.raises(Denied, match=words):
        check(employed, cast.riverside_senco, at, **fields)
    assert not ProfessionalCheck.objects.exists()


def test_who_is_not_employed_is_checked_by_their_own_agency(cast, person, at):
    with pytest.raises(Denied, match="their own agency checks them"):
        check(person(), cast.riverside_senco, at)


@pytest.mark.parametrize("days,weeks", [([], None), ([70], 10), ([70, 21, 700], 10), ([7, 21], 2), ([3], 0)])
def test_middle_of_the_waits(days, weeks):
    assert queries.median_weeks(days) == (weeks, len(days))


def test_wait_is_counted_from_sent_to_seen_over_own_referrals(cast, at):
    with seeing(cast.oakfield, actor=cast.senco):
        held = actions.write_agency(
            school=cast.oakfield, held=None, by=cast.senco, at=at, name="Slow", kind="ep", sector="la"
        )
        sent = dt.date(2026, 1, 5)
        for seen in (sent + dt.timedelta(weeks=8), sent + dt.timedelta(weeks=20), None):
            Referral.objects.create(school=cast.oakfield, pupil=cast.own.pupil, agency=held, state="sent", asked="See her",
                                    sent_on=sent, seen_on=seen, created_at=at, created_by=cast.senco)  # fmt: skip
        assert queries.waiting_seen(held) == (14, 2)
        (row,) = queries.directory(cast.oakfield, words="slow")
        assert (row.seen_weeks, row.seen_count) == (14, 2)


def test_list_is_narrowed_by_words_sector_kind_and_parents(school, agency, person):
    person(of=agency(route="The blue form", for_parents=True))
    agency(name="Hearing team", kind="hearing", sector="la")

    def names(**asked):
        return [row.name for row in queries.directory(school, **asked)]

    assert names() == ["Hearing team", "Talk Together"]
    assert (
        names(words="BLUE form")
        == names(words="ada")
        == names(sector="nhs")
        == names(parents=True)
        == ["Talk Together"]
    )
    assert names(kind="hearing") == ["Hearing team"] and names(words="blue hearing") == []
    assert [row.name for row in queries.for_parents(school)] == ["Talk Together"]


def test_names_of_staff_are_kept_once(cast, school, at):
    def add(*people):
        return actions.add_staff_names(school=school, people=people, by=cast.riverside_senco, at=at)

    made = add(("Rosa  Quill", ""), ("rosa quill", "Cook"), (" ", "Cleaner"), ("Zoë O’Hara", "Midday"))
    assert [row.name for row in made] == ["Rosa Quill", "Zoë O’Hara"]
    assert StaffName.objects.get(name="Rosa Quill").job == "Cook"
    assert add(("ROSA QUILL", "Caretaker")) == []
    assert [row.job for row in queries.staff_names(school)] == ["Cook", "Midday"]
    actions.remove_staff_name(held=made[0], by=cast.riverside_senco, at=at)
    assert [row.name for row in queries.staff_names(school)] == ["Zoë O’Hara"]


@pytest.mark.parametrize("people,words", [
    ([], "at least one"), ([("12345", "")], "does not read as a name"), ([("A" * 121, "")], "does not read"),
    ([(f"Name {n}", "") for n in range(501)], "more than 500"),
])  # fmt: skip
def test_what_is_no_list_of_names_is_refused_whole(cast, school, at, people, words):
    good = [("Good Name", "")] if people else []
    with pytest.raises(Denied, match=words):
        actions.add_staff_names(school=school, people=[*good, *people], by=cast.riverside_senco, at=at)
    assert not StaffName.objects.filter(school=school).exists()
