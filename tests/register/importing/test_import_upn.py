import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.importing.upn import BadUPN, check_letter, validate_upn

bodies = st.from_regex(r"[3-9][0-9]{10}[0-9A-HJ-NP-RT-Z]", fullmatch=True)


def test_upn_worked_example():
    assert check_letter("801200005001") == "B"
    assert validate_upn("B801200005001").text == "B801200005001"


def test_upn_printed_example_that_is_arithmetically_wrong():
    assert check_letter("207000016049") == "P"
    with pytest.raises(BadUPN, match="check letter of its other characters is P"):
        validate_upn("Q207000016049")


@given(bodies)
def test_upn_computed_letter_validates(body):
    upn = validate_upn(check_letter(body) + body)
    assert upn.temporary is body[-1].isalpha()
    assert upn.note == ""


@given(bodies, st.integers(0, 10), st.integers(1, 9))
def test_upn_any_changed_digit_is_caught(body, place, step):
    wrong = body[:place] + str((int(body[place]) + step) % 10) + body[place + 1 :]
    with pytest.raises(BadUPN):
        validate_upn(check_letter(body) + wrong)


def test_upn_spaces_and_small_letters_are_tidied():
    assert validate_upn(" b8012 0000 5001 ").text == "B801200005001"


def test_upn_unknown_authority_is_only_noted():
    upn = validate_upn(check_letter("001200005001") + "001200005001")
    assert upn.note.endswith("names the local authority 001, which is not one we know. It is taken as it is.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("B80120000500", "has 12 characters and a UPN has 13"),
        ("8B01200005001", "is not a UPN"),
        ("B80120000500O", "is not a UPN"),
        ("B８01200005001", "is not a UPN"),
        ("I801200005001", "begins with I, but the check letter of its other characters is B"),
        ("C801200005001", "or empty the cell to take the pupil without a UPN"),
    ],
)
def test_upn_refusal_says_why_and_what_to_do(text, says):
    with pytest.raises(BadUPN) as refused:
        validate_upn(text)
    assert says in str(refused.value)
