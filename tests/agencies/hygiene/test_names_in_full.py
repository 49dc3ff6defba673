"""No name of the school's list, written in full, passes the check, whatever stands around and however it is set."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.hygiene.find import Own, find_marks
from agencies.hygiene.fold import letters
from agencies.hygiene.people import Person, person_of
from core.documents.reading.parts import Part, Parts

STAFF = [person_of(name) for name in (
    "Mrs Joan Sutton", "Anne-Marie O’Brien", "Zoë Müller-Jones", "Mark Green", "Jean-Luc de la Tour", "Siân Llŷr",
    "Søren Kjær", "Will Young", "Ng Hoang Anh", "May Long", "Łukasz Żółć", "Grace Hope-Reading",
)]  # fmt: skip
PUPILS = [Person(first, last) for first, last in (
    ("Leo", "Brandt"), ("Rose", "Hill"), ("Art", "May"), ("D’Angelo", "N’Diaye"), ("Mohammed", "Al-Rashid"),
    ("Chloé", "Le Fèvre"), ("Aoife", "Ní Dhomhnaill"), ("Xi", "Li"), ("Mary Ellen", "St. John-Smythe"),
)]  # fmt: skip
OWN = Own(Person("Maya", "Abara", born=dt.date(2018, 5, 4)), (person_of("Ken Abara"),))
EVERYBODY = [(person, place < len(STAFF)) for place, person in enumerate([*STAFF, *PUPILS])]
SPACES = st.text(alphabet=" \u00a0\u2009\u202f\t\n\r\u2028\u3000", min_size=1, max_size=5)
SETTINGS = st.sampled_from([
    str, str.upper, str.lower, str.title, str.swapcase,
    "\u00ad".join, "\u200b".join,
    lambda name: name.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    lambda name: name.replace("’", "'"), lambda name: name.replace("-", "\u2011"), lambda name: name.replace("-", " "),
    lambda name: "".join(one for char in name for one in (char, "\u0301" if char in "aeo" else "")),
])  # fmt: skip
AROUND = st.text(max_size=40)
TAILS = st.sampled_from(["", "’s", "'s", "s’", ".", ",", ")", "\u201d", "/", "1", " (teacher)"])


def marked(text: str, name: str) -> bool:
    """Whether a sure mark lies over the name where it stands in the text."""
    start = text.index(name)
    marks = find_marks(Parts((Part("Page 1", text),)), STAFF, PUPILS, OWN)
    return any(one.certain and one.start < start + len(name) and start < one.end for one in marks
               if one.kind in {"staff", "pupil"})  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(EVERYBODY), SPACES, SETTINGS, AROUND, AROUND, TAILS, st.booleans())
def test_name_in_full_is_always_found(one, space, setting, before, after, tail, turned):
    person, _is_staff = one
    first, last = setting(person.first), setting(person.last)
    name = f"{last},{space}{first}" if turned else f"{first}{space}{last}"
    assert marked(f"{before} {name}{tail} {after}", name)


@pytest.mark.parametrize("person,is_staff", EVERYBODY)
def test_everybody_is_called_what_they_are(person, is_staff):
    text = f"We saw {person.first} {person.last} today."
    (mark,) = find_marks(Parts((Part("Page 1", text),)), STAFF, PUPILS, OWN)
    assert (mark.kind == "staff") is is_staff
    assert letters(mark.words) == letters(f"{person.first} {person.last}")
    assert text[mark.start : mark.end] == mark.words


def test_a_long_report_against_a_large_school_is_quick():
    staff = [person_of(f"Staff{number:c} Surname{number:c}") for number in range(0x4E00, 0x4E00 + 150)]
    pupils = [Person(f"Child{chr(0x4E00 + n)}", f"Name{chr(0x5000 + n)}", near=n < 60) for n in range(1400)]
    page = "He listened well to a story about a fox, and Maya Abara said what the fox wanted. " * 40
    parts = Parts(tuple(Part(f"Page {number}", page) for number in range(20)))
    began = time.perf_counter()
    assert find_marks(parts, staff, pupils, OWN) == []
    assert time.perf_counter() - began < 4  # 0.5 s here; the rest is for a slow machine
