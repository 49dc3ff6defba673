"""The pages of letters as people use them: written with a preview, read and answered by the parent, recorded by staff."""

import datetime as dt

import pytest
from django.utils import timezone

from register import actions as register
from register.enums import HowTold, Level, SlipAnswer
from register.letters import actions
from register.models import Contact, Letter, StatusPeriod
from tests.cast import AT, make_ready
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield


@pytest.fixture
def senco(client_for):
    return client_for("senco")


@pytest.fixture
def parent(client_for):
    return client_for("parent")


@pytest.fixture
def letter(cast):
    return Letter.objects.get(contact=cast.own.contact, how="online")


@pytest.fixture
def home(cast):
    return f"/oakfield/pupils/{cast.own.pupil.reference}/letters/"


def typed(cast, **more) -> dict:
    return {"kind": "on_register", "pronouns": "she", "own": "We look forward to it.",
            f"contact-{cast.own.contact.reference}": "papers"} | more  # fmt: skip


def says(response) -> str:
    return " ".join(response.content.decode().split())


def test_letter_is_seen_before_it_is_sent(senco, cast, home):
    before = Letter.objects.count()
    shown = senco.post(f"{home}write/", typed(cast))
    said = says(shown)
    assert "This is what will be sent" in said and "To Family Abara, on paper" in said
    assert "we are placing her on our SEN register" in said and "We look forward to it." in said
    assert 'name="kind" value="on_register"' in said and Letter.objects.count() == before
    sent = senco.post(f"{home}write/", typed(cast, send="1"))
    assert (sent.status_code, sent.url) == (302, home)
    newest = Letter.objects.order_by("-pk").first()
    preview = [
        paragraph
        for paragraph in newest.document.issued.snapshot["letter"]["paragraphs"]
        if paragraph not in said
    ]
    assert preview == []
    assert "Family Abara, on paper" in says(senco.get(home))


def test_changing_something_keeps_what_was_chosen(senco, cast, home):
    said = says(senco.post(f"{home}write/", typed(cast, change="1")))
    assert "See the letter" in said and "We look forward to it.</textarea>" in said
    assert 'value="she" id="id_pronouns_1" checked' in said


@pytest.mark.parametrize("changes,error", [
    ({"kind": "step_down"}, "last change of level was not a step down"),
    ({"kind": ""}, "Choose which letter"),
    ({"kind": "nonsense"}, "Choose one of the letters"),
    ({"pronouns": ""}, "Choose one"),
    ({"own": "x" * 601}, "at most 600 characters"),
])  # fmt: skip
def test_what_cannot_be_is_told_beside_the_field_and_nothing_is_lost(senco, cast, home, changes, error):
    said = says(senco.post(f"{home}write/", typed(cast, send="1") | changes))
    assert error in said and "See the letter" in said
    assert changes.get("own", "We look forward to it.") in said


def test_letter_to_nobody_is_refused_with_words(senco, cast, home):
    data = typed(cast, send="1")
    data[f"contact-{cast.own.contact.reference}"] = ""
    assert "Choose at least one person to send the letter to" in says(senco.post(f"{home}write/", data))


def test_same_letter_sent_again_at_once_says_so(senco, cast, home):
    senco.post(f"{home}write/", typed(cast, send="1"))
    assert "has been sent this very letter today already" in says(
        senco.post(f"{home}write/", typed(cast, send="1"))
    )


@pytest.mark.parametrize("sex,pronouns", [("F", "she"), ("M", "he"), ("U", "none")])
def test_pronouns_are_those_of_the_record_or_none(senco, cast, home, sex, pronouns):
    register.change_pupil(pupil=cast.own.pupil, changes={"sex": sex}, by=cast.senco, at=AT)
    assert f'value="{pronouns}" id="id_pronouns_' in says(senco.get(f"{home}write/"))
    checked = [
        line
        for line in says(senco.get(f"{home}write/")).split("<input")
        if "pronouns" in line and "checked" in line
    ]
    assert len(checked) == 1 and f'value="{pronouns}"' in checked[0]


def test_letter_that_is_due_is_offered_first(senco, cast, home):
    Letter.objects.filter(pupil=cast.own.pupil).delete()
    assert "The family has had no letter yet that Maya is on the SEN register" in says(senco.get(home))
    chosen = [
        part
        for part in says(senco.get(f"{home}write/")).split("<input")
        if 'name="kind"' in part and "checked" in part
    ]
    assert len(chosen) == 1 and 'value="on_register"' in chosen[0]


def test_letter_that_does_not_fit_says_why_on_the_form(senco, home):
    assert (
        "Support changes: stepping down. Not now: Maya’s last change of level was not a step down."
        in says(senco.get(f"{home}write/"))
    )


def test_plan_is_not_offered_to_a_child_without_one(senco, cast, home):
    assert "A copy of the support plan comes with the letter" in says(senco.get(f"{home}write/"))
    StatusPeriod.objects.filter(pupil=cast.own.pupil).update(level=Level.SEN_RECORDED)
    assert "comes with the letter" not in says(senco.get(f"{home}write/"))


def test_without_a_contact_one_is_added_first(senco, cast):
    (pupil,) = register.add_pupils(school=cast.oakfield, by=cast.senco, at=AT,
                                   pupils=[{"legal_first": "Ida", "legal_last": "Noll", "born": dt.date(2018, 1, 1)}])  # fmt: skip
    said = says(senco.get(f"/oakfield/pupils/{pupil.reference}/letters/write/"))
    assert "There is nobody to write to yet" in said and "contacts/add/" in said


def test_leavers_letters_are_read_and_none_is_written(senco, cast, home):
    register.mark_leaver(pupil=cast.own.pupil, on=AT.date(), by=cast.senco, at=AT)
    said = says(senco.get(home))
    assert "Your child is on the SEN register" in said and "Write a letter" not in said
    refused = senco.get(f"{home}write/")
    assert refused.status_code == 403 and "left on 16 Nov 2026" in says(refused)


# The parent


def test_parent_finds_reads_and_answers_the_letter(parent, senco, cast, letter, home):
    assert f"/oakfield/letters/{letter.reference}/" in says(parent.get("/oakfield/"))
    make_ready(letter.document.issued)
    said = says(parent.get(f"/oakfield/letters/{letter.reference}/"))
    for paragraph in letter.document.issued.snapshot["letter"]["paragraphs"]:
        assert paragraph in said
    assert (
        "I have received this letter" in said and f"/oakfield/documents/{letter.document.reference}/" in said
    )
    assert parent.get(f"/oakfield/documents/{letter.document.reference}/").status_code == 200
    answered = parent.post(
        f"/oakfield/letters/{letter.reference}/", {"comment": "Thank you <b>all</b>"}, follow=True
    )
    said = says(answered)
    today = f"{timezone.localdate():%-d %b %Y}"
    assert (
        "The school can see that you have received the letter" in said
        and "Family Abara told us on" in said
        and today in said
    )
    assert "Thank you &lt;b&gt;all&lt;/b&gt;" in said and "I have received this letter" not in said
    assert "Received by you" in says(parent.get("/oakfield/"))
    assert "Answered" in says(senco.get(home)) and "Thank you &lt;b&gt;all" in says(senco.get(home))


def test_parent_who_answers_twice_is_told(parent, letter, cast):
    actions.answer_letter(
        letter=letter,
        answer=SlipAnswer.SLIP,
        on=timezone.localdate(),
        name="Dad",
        by=cast.senco,
        at=timezone.now(),
    )
    said = says(parent.post(f"/oakfield/letters/{letter.reference}/", follow=True))
    assert "There is an answer already: Dad, paper slip" in said


def test_parent_says_too_much_and_loses_nothing(parent, letter):
    response = parent.post(f"/oakfield/letters/{letter.reference}/", {"comment": "x" * 2001})
    assert (
        response.status_code == 200
        and "x" * 2001 in says(response)
        and "at most 2000 characters" in says(response)
    )
    assert Letter.objects.get(pk=letter.pk).answer == ""


def test_parent_does_not_read_another_parents_letter(client_for, cast, parent):
    second = Contact.objects.create(
        school=cast.oakfield, pupil=cast.own.pupil, priority=2, name="Dad", email="dad@sendsys.test"
    )
    (theirs,) = actions.send_letters(pupil=cast.own.pupil, kind="on_register", contacts={second: HowTold.ONLINE}, pronouns="none",
                                     by=cast.senco, at=AT)  # fmt: skip
    assert parent.get(f"/oakfield/letters/{theirs.reference}/").status_code == 404
    assert theirs.reference not in says(parent.get("/oakfield/"))


def test_staff_read_the_letter_and_cannot_answer_as_the_parent(senco, letter):
    said = says(senco.get(f"/oakfield/letters/{letter.reference}/"))
    assert "The letter as it was sent" in said and "I have received this letter" not in said


# The answer


def test_telephone_call_is_recorded_with_what_was_said(senco, letter, cast):
    path = f"/oakfield/letters/{letter.reference}/answer/"
    data = {
        "answer": "phone",
        "on": f"{timezone.localdate():%-d %m %Y}",
        "name": "Mum",
        "comment": "Glad of the help",
    }
    assert "Say in a line what was said" in says(senco.post(path, data | {"comment": ""}))
    assert senco.post(path, data).status_code == 302
    held = Letter.objects.get(pk=letter.pk)
    assert (held.answer, held.answered_name, held.comment, held.answered_by) == (
        "phone",
        "Mum",
        "Glad of the help",
        cast.senco,
    )
    again = senco.get(path, follow=True)
    assert "There is an answer already: Mum, by telephone" in says(again)


@pytest.mark.parametrize("on,error", [
    ("15 11 2026", "The letter was sent on Mon 16 Nov 2026"),
    ("1 1 2099", "in the future"),
    ("31 11 2026", "November has 30 days"),
    ("", "Say on what day"),
])  # fmt: skip
def test_day_that_cannot_be_is_told_beside_the_field(senco, letter, on, error):
    data = {"answer": "slip", "on": on, "name": "Mum"}
    said = says(senco.post(f"/oakfield/letters/{letter.reference}/answer/", data))
    assert error in said and 'value="Mum"' in said
    assert Letter.objects.get(pk=letter.pk).answer == ""


def test_chasing_from_the_desk_leads_back_to_it(senco, letter):
    response = senco.post(f"/oakfield/letters/{letter.reference}/chase/?from=desk", follow=True)
    assert response.redirect_chain == [("/oakfield/slips/", 302)]
    assert "A reminder is on its way by email" in says(response) and "Reminded once, last today" in says(
        response
    )
    again = senco.post(f"/oakfield/letters/{letter.reference}/chase/", follow=True)
    assert "has been reminded today already" in says(again)


# Queries: as many for one letter as for four


@pytest.mark.parametrize("more", [0, 3])
@pytest.mark.parametrize("page", ["letters/", "letters/write/"])
def test_pages_of_a_pupil_cost_the_same_whatever_there_is(senco, cast, more, page):
    for number in range(more):
        actions.send_letters(pupil=cast.own.pupil, kind="on_register", contacts={cast.own.contact: HowTold.PAPERS}, pronouns="none",
                             own=f"Letter {number}", by=cast.senco, at=AT)  # fmt: skip
    number = queries_of(senco, f"/oakfield/pupils/{cast.own.pupil.reference}/{page}")
    assert number == {"letters/": 10, "letters/write/": 12}[page]


def test_letter_costs_few_queries(parent, letter):
    assert queries_of(parent, f"/oakfield/letters/{letter.reference}/") <= 12
