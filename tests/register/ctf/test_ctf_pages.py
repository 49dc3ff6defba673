"""Files of SEN history as people meet them: sent with leavers, read in beside the record, taken over or refused."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.audit.models import Opening
from register.ctf.reading import read_file
from register.models import Need, PriorSchool, Pupil
from register.transition.actions import add_incoming
from tests.overview.test_queries import queries_of, riverside  # noqa: F401  a fixture
from tests.roles import seeing

pytestmark = pytest.mark.django_db
READ, TAKE, FILES = "/oakfield/sen-history/read/", "/oakfield/sen-history/take/", "/oakfield/sen-history/"
UPN = "B801200005001"
HISTORY = (
    "<SENhistory><SEN><StartDate>2024-09-02</StartDate><SENprovision>K</SENprovision></SEN>"
    "<SENneeds><SENneed><NeedStartDate>2024-09-02</NeedStartDate><SENtypeRank>1</SENtypeRank><SENtype>ASD</SENtype></SENneed>"
    "<SENneed><NeedStartDate>2024-09-02</NeedStartDate><NeedEndDate>2025-01-01</NeedEndDate><SENtypeRank>2</SENtypeRank>"
    "<SENtype>HI</SENtype></SENneed></SENneeds></SENhistory>"
)


def one(
    upn: str = "", first: str = "Zoë", last: str = "O'Brien", born: str = "2019-05-05", history: str = HISTORY
) -> str:
    return f"<Pupil><UPN>{upn}</UPN><Surname>{last}</Surname><Forename>{first}</Forename><DOB>{born}</DOB>{history}</Pupil>"


def upload(*pupils: str) -> SimpleUploadedFile:
    school = "<Header><SourceSchool><SchoolName>Mill Lane Infants</SchoolName></SourceSchool></Header>"
    text = f"<CTfile>{school}<CTFpupilData>{''.join(pupils)}</CTFpupilData></CTfile>"
    return SimpleUploadedFile("ctf.xml", text.encode(), content_type="text/xml")


@pytest.fixture
def zoe(cast):
    """A child who is to come, with the last school's name alone."""
    with seeing(cast.oakfield, actor=cast.senco):
        return add_incoming(school=cast.oakfield, first="Zoe", last="O’Brien", born=dt.date(2019, 5, 5), year_group="3",
                            joined_on=timezone.localdate() + dt.timedelta(days=9), by=cast.senco, at=timezone.now(),
                            last_school="Mill Lane")  # fmt: skip


def shown(cast, *pupils: str):
    response = cast.client_for("senco").post(READ, {"file": upload(*pupils)})
    assert response.status_code == 200
    return response


def take(cast, page, **ticked: str):
    return cast.client_for("senco").post(TAKE, {"token": page.context["token"], **ticked})


def test_file_is_shown_beside_the_record_and_taken_over(cast, zoe):
    page = shown(cast, one())
    text = page.content.decode()
    assert "Same name and date of birth" in text and "Mill Lane Infants" in text and "1. ASD" in text
    assert [box["ticked"] for box in page.context["rows"][0]["boxes"]] == [True, True]
    with seeing(cast.oakfield):
        assert not Need.objects.filter(pupil=zoe).exists()  # looking at it writes nothing
    assert take(cast, page, **{"prior-0": "on", "needs-0": "on"}).status_code == 302
    with seeing(cast.oakfield):
        prior = PriorSchool.objects.get(pupil=zoe)
        needs = list(Need.objects.filter(pupil=zoe).values_list("code", "rank", "start", "end"))
    assert (prior.name, prior.level) == ("Mill Lane", "K")  # the name that was written stays
    assert (
        "SEN support (K) from Mon 2 Sep 2024" in prior.needs
        and "Hearing impairment (HI), second need" in prior.needs
    )
    assert needs == [
        ("ASD", 1, dt.date(2024, 9, 2), None)
    ]  # what had ended there is told, not recorded as held
    again = shown(cast, one())
    assert again.context["rows"][0]["boxes"] == [] and "recorded already" in again.content.decode()


def test_nothing_that_is_recorded_is_overwritten(cast, zoe):
    with seeing(cast.oakfield):
        PriorSchool.objects.filter(pupil=zoe).update(needs="Told by telephone.", level="E")
    page = shown(cast, one(), one(upn="", first="Maya", last="Abara", born="2018-03-04"))
    assert [box["name"] for box in page.context["rows"][1]["boxes"]] == [
        "prior-1"
    ]  # Maya has a need recorded
    assert take(cast, page, **{"prior-0": "on"}).status_code == 302
    with seeing(cast.oakfield):
        prior = PriorSchool.objects.get(pupil=zoe)
    assert prior.level == "E" and prior.needs.startswith("Told by telephone.\n\nFrom the file of")


def test_where_one_thing_is_refused_nothing_is_written(cast, zoe):
    page = shown(cast, one(), one(first="Maya", last="Abara", born="2018-03-04"))
    answer = take(cast, page, **{"prior-0": "on", "needs-0": "on", "needs-1": "on"})
    assert (
        answer.status_code == 422
        and "Types of need are recorded for Maya Abara already" in answer.content.decode()
    )
    assert [box["ticked"] for box in answer.context["rows"][0]["boxes"]] == [
        True,
        True,
    ]  # what was chosen is kept
    with seeing(cast.oakfield):
        assert PriorSchool.objects.get(pupil=zoe).needs == "" and not Need.objects.filter(pupil=zoe).exists()


@pytest.mark.parametrize("pupil,words", [
    (one(first="Nobody", born="2019-05-06"), "Nobody here"), (one(history="<SEN><SENprovision>K</SENprovision></SEN>"), "StartDate"),
    (one(upn=UPN, first="Ann", last="Other", born="2015-01-01"), "one of the two has a wrong UPN"),
    (one(first="Noor", last="Castell", born="2018-03-04"), "Nobody here"),
])  # fmt: skip
def test_pupil_of_whom_nothing_can_be_taken_over(cast, zoe, pupil, words):
    with seeing(cast.oakfield):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(upn=UPN)
    page = shown(cast, pupil)
    assert words in page.content.decode() and not page.context["can_take"]
    answer = take(cast, page, **{"prior-0": "on"})
    assert answer.status_code == 422 and "Nothing can be taken over" in answer.content.decode()


def test_match_is_by_number_first_and_one_of_another_number_is_asked_about(cast, zoe):
    with seeing(cast.oakfield):
        Pupil.objects.filter(pk=zoe.pk).update(upn="P207000016049")
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(upn=UPN)
    page = shown(
        cast, one(upn=UPN.lower(), first="Mya", last="Abara", born="2018-04-03"), one(upn="T801200005002")
    )
    by_upn, by_name = page.context["rows"]
    assert by_upn["here"] == "Maya Abara" and by_name["here"] == "Zoe O’Brien"
    assert "make sure that it is the same child" in page.content.decode()
    assert not any(box["ticked"] for box in by_name["boxes"])
    twice = shown(cast, one(upn=UPN, last="Abara"), one(upn=UPN, last="Abara"))
    assert "names this child twice" in twice.content.decode()


def test_wrong_file_and_old_preview_say_what_to_do(cast):
    client = cast.client_for("senco")
    answer = client.post(READ, {"file": SimpleUploadedFile("list.csv", b"UPN,Name")})
    assert answer.status_code == 200 and "not an XML file" in answer.content.decode()
    assert client.post(TAKE, {"token": "old"}, follow=True).redirect_chain == [(READ, 302)]
    page = shown(cast, one(first="Maya", last="Abara", born="2018-03-04"))
    assert "Choose at least one" in take(cast, page).content.decode()


def test_leavers_go_out_together_and_alone_and_it_is_recorded(cast):
    refs = [cast.own.pupil.reference, cast.other.pupil.reference]
    page = cast.client_for("head").get(FILES).content.decode()
    assert (
        "Maya Abara" in page and "within 15 school days" in page and READ not in page
    )  # the head reads none in
    answer = cast.client_for("head").get(
        f"{FILES}together/", {"pupil": [*refs, cast.foreign.pupil.reference]}
    )
    found = read_file(answer.content, timezone.localdate())
    assert answer["Content-Type"] == "application/xml" and "attachment" in answer["Content-Disposition"]
    assert [(p.record.name, p.record.provisions[0].code, p.record.needs[0].code) for p in found.pupils] == [
        ("Maya Abara", "K", "SLCN"), ("Leo Brandt", "K", "SLCN")]  # fmt: skip
    alone = cast.client_for("senco").get(f"/oakfield/pupils/{refs[0]}/sen-history/")
    assert len(read_file(alone.content, timezone.localdate()).pupils) == 1
    with seeing(cast.oakfield):
        told = Opening.objects.filter(kind=Opening.Kind.EXPORT).values_list("subject", flat=True)
        assert sorted(told) == sorted([*refs, refs[0]])


def test_pupil_without_a_history_is_refused_in_words(cast, zoe):
    answer = cast.client_for("senco").get(f"/oakfield/pupils/{zoe.reference}/sen-history/")
    assert answer.status_code == 403 and "no SEN history to send" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_files_queries(cast, riverside, count):  # noqa: F811
    with seeing(cast.riverside):
        for record in riverside(count):
            Pupil.objects.filter(pk=record.pupil.pk).update(left_on=timezone.localdate())
    assert queries_of(cast.client_for("senco"), "/riverside/sen-history/") == 7


@pytest.mark.parametrize("count", [1, 3])
def test_preview_queries(cast, zoe, count, django_assert_num_queries):
    from register.ctf.queries import found_for

    pupils = [
        one(),
        one(first="Maya", last="Abara", born="2018-03-04"),
        one(first="Leo", last="Brandt", born="2018-03-04"),
    ]
    file = read_file(upload(*pupils[:count]).read(), timezone.localdate())
    with seeing(cast.oakfield), django_assert_num_queries(3):
        assert all(found.pupil for found in found_for(file, cast.oakfield, cast.senco, timezone.localdate()))


def test_the_school_that_the_file_names_stands_beside_the_one_recorded(cast, zoe):
    (row,) = shown(cast, one()).context["rows"]
    last = row["lines"][-1]
    assert (last["label"], last["there"], last["here"][0].partition(":")[0]) == (
        "Last school", ["Mill Lane Infants"], "Mill Lane"
    )  # fmt: skip
