"""A file of SEN histories: written, read again, and refused in words where it cannot be read."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.ctf import reading
from register.ctf.carrying import RunOut, brought_back, carried
from register.ctf.history import NeedSpan, Provision, SenRecord
from register.ctf.reading import BadFile, read_file
from register.ctf.writing import write_file
from register.enums import NeedType

TODAY = dt.date(2026, 11, 16)
AT = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
SCHOOL = SimpleNamespace(name="Oakfield & Sons <Primary>", la_code="919", urn="")
START = "<CTfile><CTFpupilData><Pupil><UPN>B801200005001</UPN><Surname>Abara</Surname><Forename>Maya</Forename><DOB>2018-03-04</DOB>"
END = "</Pupil></CTFpupilData></CTfile>"


def written(*records: SenRecord) -> bytes:
    return write_file(school=SCHOOL, records=list(records), at=AT)


def pupil(inside: str) -> reading.ReadPupil:
    return read_file(f"{START}{inside}{END}".encode(), TODAY).pupils[0]


days = st.dates(dt.date(2018, 3, 4), TODAY)
names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
provisions = st.lists(st.builds(Provision, days, st.sampled_from("NKE")), max_size=5)
needs = st.lists(
    st.builds(
        lambda first, last, rank, code: NeedSpan(min(first, last), max(first, last) if rank % 2 else None, rank, code),
        days, days, st.integers(1, 99), st.sampled_from(NeedType.values),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(names, names, provisions, needs)
def test_what_is_written_is_read_again(surname, forename, held, spans):
    record = SenRecord("B801200005001", surname, forename, dt.date(2018, 3, 4), tuple(held), tuple(spans))
    found = read_file(written(record), TODAY)
    (read,) = found.pupils
    assert (found.source, read.troubles) == (SCHOOL.name, ())
    assert (read.record.upn, read.record.surname, read.record.forename) == (
        "B801200005001",
        surname,
        forename,
    )
    assert sorted(read.record.provisions, key=repr) == sorted(held, key=repr)
    assert sorted(read.record.needs, key=repr) == sorted(spans, key=repr)
    assert brought_back(carried(found, school_id=1, user_id=2), school_id=1, user_id=2) == found


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)), st.integers(0, 400))
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(noise, place):
    whole = written(SenRecord("", "Abara", "Maya", dt.date(2018, 3, 4), (Provision(TODAY, "K"),)))
    for data in (noise, whole[:place] + noise + whole[place:]):
        try:
            for read in read_file(data, TODAY).pupils:
                assert all(isinstance(words, str) and words for words in read.troubles)
        except BadFile as bad:
            assert str(bad).endswith(".")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("data,words", [
    (b"", "not an XML file"), (b"%PDF-1.7", "not an XML file"), (b"PK\x03\x04", "unpack it"), (b"<CTfile>", "damaged"),
    (b"<html><body>x</body></html>", "No pupil"), (f"{BOMB}{START}&b;{END}".encode(), "document type or entities"),
    (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "document type or entities"), (b"<a>" * 30, "longer or deeper"),
    (b"<a>" + b"<b/>" * 100_001, "longer or deeper"), (b"<" * (reading.MOST_BYTES + 1), "larger than 2 MB"),
    (b"<a>" + b"<Pupil><UPN>1</UPN></Pupil>" * 201, "More than 200 pupils"),
    (b'<?xml version="1.0" encoding="no-such"?><a/>', "damaged"),
])  # fmt: skip
def test_file_that_cannot_be_read_says_why_and_what_to_do(data, words):
    with pytest.raises(BadFile, match=words):
        read_file(data, TODAY)


@pytest.mark.parametrize("inside,words", [
    ("<SEN><StartDate>2026-02-31</StartDate><SENprovision>K</SENprovision></SEN>", "it should be a date"),
    ("<SEN><SENprovision>K</SENprovision></SEN>", "StartDate is missing"),
    ("<SEN><StartDate>2027-01-01</StartDate><SENprovision>K</SENprovision></SEN>", "still to come"),
    ("<SEN><StartDate>2017-01-01</StartDate><SENprovision>K</SENprovision></SEN>", "before the date of birth"),
    ("<SEN><StartDate>2026-01-01</StartDate><SENprovision>Q</SENprovision></SEN>", "N, K or E"),
    ("<SENneed><SENtypeRank>1</SENtypeRank><SENtype>PLD</SENtype></SENneed>", "census code"),
    ("<SENneed><SENtypeRank>0</SENtypeRank><SENtype>MLD</SENtype></SENneed>", "from 1 to 99"),
    ("<SENneed><SENtypeRank>١</SENtypeRank><SENtype>MLD</SENtype></SENneed>", "from 1 to 99"),
    ("<SENneed><NeedStartDate>2026-02-01</NeedStartDate><NeedEndDate>2026-01-01</NeedEndDate><SENtypeRank>1</SENtypeRank>"
     "<SENtype>MLD</SENtype></SENneed>", "before NeedStartDate"),
])  # fmt: skip
def test_what_cannot_be_is_told_of_the_pupil(inside, words):
    assert words in " ".join(pupil(inside).troubles)


def test_files_of_other_systems_are_read_whatever_stands_around_the_elements():
    found = read_file(
        b'<?xml version="1.0" encoding="UTF-8"?><c:CTfile xmlns:c="http://x.example/ctf"><c:Pupil><c:UPN>b801200005001</c:UPN>'
        b"<c:BasicDetails><c:SENhistory><c:SEN><c:SEN><c:StartDate>01/09/23</c:StartDate><c:SENprovision>P</c:SENprovision>"
        b"</c:SEN></c:SEN><c:SENneeds><c:SENneed><c:SENtypeRank>1</c:SENtypeRank><c:SENtype>NSA*</c:SENtype></c:SENneed>"
        b"</c:SENneeds></c:SENhistory></c:BasicDetails></c:Pupil></c:CTfile>",
        TODAY,
    )
    (read,) = found.pupils
    assert read.troubles == () and read.record.upn == "B801200005001"
    assert read.record.provisions == (Provision(dt.date(2023, 9, 1), "K"),)  # School Action Plus
    assert read.record.needs == (NeedSpan(None, None, 1, "NSA"),)


def test_preview_cannot_be_changed_nor_used_by_another():
    file = read_file(written(SenRecord("B801200005001", "Abara", "Maya", None)), TODAY)
    token = carried(file, school_id=1, user_id=2)
    for text, school, user in ((token, 1, 3), (token, 2, 2), (f"{token}x", 1, 2), ("", 1, 2)):
        with pytest.raises(RunOut):
            brought_back(text, school_id=school, user_id=user)
