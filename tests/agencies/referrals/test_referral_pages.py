"""The pages of referrals as people meet them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.enums import ReferralState
from agencies.models import Referral
from agencies.referrals import actions, hooks
from agencies.referrals.queries import referral_lines, referrals_of
from tests.agencies.referrals.conftest import consent, report, talk, withdraw
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db


def url(name: str, held=None) -> str:
    return reverse(f"referrals:{name}", args=["oakfield", held.reference] if held else ["oakfield"])


def written(day) -> str:
    return day.strftime("%d %m %Y")


def test_way_from_start_to_sent_in_the_browser(cast, agency, pupil, monkeypatch):
    monkeypatch.setattr(hooks, "TRIED", [lambda of: "Two terms of a reading group."])
    client, today = cast.client_for("senco"), written(timezone.localdate())
    page = client.get(reverse("referrals:start", args=["oakfield", pupil.reference])).content.decode()
    assert "Two terms of a reading group." in page
    typed = {"agency": agency.reference, "asked": "What would help with reading?", "tried": "A group"}
    answer = client.post(reverse("referrals:start", args=["oakfield", pupil.reference]), typed)
    assert answer.status_code == 302
    with seeing(cast.oakfield):
        held = Referral.objects.get(asked="What would help with reading?")
    for step, fields, words in (
        ("talk", {"kind": "call", "on": today, "people": "Mrs Abara", "about": "Slow progress"}, "Now the parents answer"),
        ("consent", {"contact": cast.own.contact.reference, "how": "signed", "given_on": today, "purpose": "To be seen"},
         "the referral may be sent"),
        ("send", {"how": "letter", "on": today, "to": "Psychology", "what": "The form"}, "record of disclosures"),
        ("answer", {"accepted": "yes", "on": today}, "The answer is recorded"),
        ("seen", {"on": today}, "Recorded"),
    ):  # fmt: skip
        assert client.get(url(step, held)).status_code == 200
        assert words in client.post(url(step, held), fields, follow=True).content.decode()
    with seeing(cast.oakfield):
        held.refresh_from_db()
    assert held.state == "seen"


def test_next_step_is_one_button_and_later_steps_say_why_not(cast, way):
    page = cast.client_for("senco").get(url("referral", way("draft"))).content.decode()
    assert page.count("btn-primary") == 1 and url("talk", way("draft")).split("/")[-2] in page
    assert "Talk it over with the parents first" in page and "have not been asked yet" in page


def test_who_may_not_go_on_is_told_who_may(cast, way):
    page = cast.client_for("teacher").get(url("referral", way("discussed"))).content.decode()
    assert "btn-primary" not in page and "Only the SENCo or Parent or carer may answer" in page


def test_consent_that_ran_out_makes_asking_again_the_next_step(cast, way, today, at):
    held = way("consented")
    held.consents.update(given_on=today.replace(year=2020), until=today.replace(year=2021))
    page = cast.client_for("senco").get(url("referral", held)).content.decode()
    assert "Record that they agree again" in page and "ask the parents again" in page
    assert "Record that it was sent" not in page


def test_withdrawal_says_what_to_tell_the_agency(cast, way, at):
    held = way("sent")
    withdraw(held, cast.senco, at)
    page = cast.client_for("senco").get(url("referral", held)).content.decode()
    assert "Psychology has been given something about this child" in page and "Talk it over again" in page


@pytest.mark.parametrize("step,state,fields,words", [
    ("talk", "draft", {"kind": "", "about": "Kept words"}, "Say whether it was a meeting"),
    ("consent", "discussed", {"who": "Kept words", "how": "phone", "given_on": "1 1 2099"}, "in the future"),
    ("consent", "consented", {"who": "Kept words", "how": "phone", "purpose": "x", "given_on": "today"}, "need not be given again"),
    ("send", "consented", {"to": "Kept words", "how": "email", "on": "today"}, "not one of the available choices"),
    ("answer", "sent", {"accepted": "no", "on": "31 2 2026", "why": ""}, "February has 28 days"),
    ("close", "draft", {"why": ""}, "Say why it ends"),
    ("talk", "sent", {"kind": "call", "on": "today", "people": "Kept words", "about": "x"}, "cannot become"),
])  # fmt: skip
def test_wrong_step_is_told_and_nothing_typed_is_lost(cast, way, today, step, state, fields, words):
    held = way(state)
    typed = {name: written(today) if value == "today" else value for name, value in fields.items()}
    page = cast.client_for("senco").post(url(step, held), typed).content.decode()
    assert words in page
    assert all(value in page for value in fields.values() if value == "Kept words")


def test_step_that_is_not_open_leads_back_and_says_so(cast, way):
    answer = cast.client_for("senco").get(url("send", way("draft")), follow=True)
    assert "That step is not open now" in answer.content.decode()


def test_only_a_change_of_a_draft_is_offered(cast, way, at):
    client, held = cast.client_for("senco"), way("draft")
    assert client.get(url("change", held)).status_code == 200
    talk(held, cast.senco, at)
    assert client.get(url("change", held)).status_code == 302
    page = client.post(
        url("change", held), {"agency": held.agency.reference, "asked": "Another thing"}
    ).content.decode()
    assert "The parents know it as it stands" in page and "Another thing" in page


def test_paper_is_made_and_stands_on_the_page(cast, way):
    held, client = way("consented"), cast.client_for("senco")
    assert client.post(url("paper", held)).status_code == 302
    assert "Referral to Psychology, " in client.get(url("referral", held)).content.decode()
    assert "have not been asked" in client.post(url("paper", way("discussed")), follow=True).content.decode()


def test_list_is_of_the_pupils_in_sight_and_narrows(cast, way, agency):
    held = way("sent")
    page = cast.client_for("teacher").get(url("list")).content.decode()
    assert url("referral", held) in page and "Leo Brandt" not in page
    assert "Leo Brandt" in cast.client_for("senco").get(url("list")).content.decode()
    with seeing(cast.oakfield):
        lines = referral_lines(cast.oakfield, cast.senco, state="sent", agency=agency.reference)
        assert [line.reference for line in lines] == [held.reference]
        assert (lines[0].since, lines[0].agency, lines[0].pupil_name) == (
            timezone.localdate(),
            "Psychology",
            "Maya Abara",
        )
    narrowed = (
        cast.client_for("senco").get(f"{url('list')}?state=sent&agency={agency.reference}").content.decode()
    )
    assert url("referral", held) in narrowed and "Speech therapy" not in narrowed.split("<tbody>")[1]
    assert "No referral fits" in cast.client_for("senco").get(f"{url('list')}?state=closed").content.decode()


@pytest.mark.parametrize("state", ReferralState.values)
def test_page_opens_at_every_step(cast, way, state, at):
    held = way("seen" if state in {"seen", "reported", "decided"} else "sent")
    with seeing(cast.oakfield):
        if state in {"reported", "decided"}:
            report(held, cast.senco, at)
        closed = {"closed_at": AT, "closed_by": cast.senco} if state == "closed" else {}
        Referral.objects.filter(pk=held.pk).update(state=state, **closed)
    client = cast.client_for("senco")
    for path in (url("referral", held), url("pupil", held.pupil), f"{url('list')}?state={state}"):
        assert str(ReferralState(state).label) in client.get(path).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, way, at, pupil, count):
    for _ in range(count):
        held = way("discussed")
        consent(held, cast.senco, at, answer="refused")
        talk(held, cast.senco, at)
        consent(held, cast.senco, at)
        with seeing(cast.oakfield):
            actions.disclose(pupil=pupil, referral=held, agency=held.agency, to="EP", what="x", how="phone",
                             on=timezone.localdate(), by=cast.senco, at=at)  # fmt: skip
            report(held, cast.senco, at)
    client = cast.client_for("senco")
    with seeing(cast.oakfield):
        assert len(referrals_of(pupil, cast.senco)) >= count
    assert queries_of(client, url("list")) == 5
    assert queries_of(client, url("pupil", pupil)) == 13
    assert queries_of(client, url("referral", held)) == 21
