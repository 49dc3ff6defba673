"""What is recommended, section by section, as one text and back; and the version of a record."""

from hypothesis import given
from hypothesis import strategies as st

from ehcp.meeting.queries import MOST_VERSION, checksum
from ehcp.meeting.recommended import SECTIONS, joined, parted, rows

WORDS = st.text("abc \n", min_size=1, max_size=40).map(str.strip).filter(bool)


@given(st.dictionaries(st.sampled_from(["", *SECTIONS]), WORDS))
def test_sections_come_back_as_they_were(texts):
    assert parted(joined(texts)) == texts


def test_words_of_no_section_come_first_and_sections_in_their_order():
    text = joined({"F": "30 minutes", "H1": "A break", "": "In large print", "B": "New words"})
    titles = [row["title"].partition(":")[0] for row in rows(text)]
    assert titles == ["", "Section B", "Section F", "Section H1"]


@given(st.lists(st.text(max_size=20), max_size=4))
def test_version_fits_a_form_and_is_never_that_of_nothing_written(texts):
    assert 1 <= checksum(texts) <= MOST_VERSION and len(str(MOST_VERSION)) < 10
