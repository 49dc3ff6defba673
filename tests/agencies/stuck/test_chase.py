"""Asking again: politely, once in two weeks, by an email that names nobody, a letter, or the telephone."""

import page
import pytest
from django.core import mail
from django.urls import reverse

from agencies.models import Chase, Disclosure, Referral, Visit
from agencies.referrals.actions import withdraw_consent
from agencies.stuck.actions import chase
from agencies.stuck.kinds import StuckKind
from agencies.stuck.queries import find_stuck, stuck_things
from core.accounts.permissions import Denied
from core.documents.pdf import render_pdf
from tests.agencies.visitor.made import DAY
from tests.documents.test_pdf import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(fill):
    return fill(1)[0]


def of(kind: str, **more):
    """The referral or visit with which a chase of that kind is kept."""
    if kind in ("report", "termly"):
        visits = Visit.objects.filter(report_due__isnull=kind == "termly")
        return {"visit": visits.order_by("on").last()}
    states = {"consent": "discussed", "unseen": "accepted"}
    return {"referral": Referral.objects.filter(state=states.get(kind, "sent")).first()}


CHASED = [kind for kind in StuckKind if kind not in ("check", "checks")]


@pytest.mark.parametrize("kind", CHASED)
def test_email_of_each_kind_names_nobody(river, record, at, run_on_commit, kind):
    school = record.pupil.school
    school.email_format, school.secure_service = "Reference first, then the question.", "Hertsfx"
    school.save()
    with run_on_commit():
        held = chase(about=kind, how="message", to="office@agency.example; two@agency.example", by=river.riverside_senco,
                     at=at, **of(kind))  # fmt: skip
    assert [sent.to for sent in mail.outbox] == [["office@agency.example"], ["two@agency.example"]]
    said = mail.outbox[0].subject + mail.outbox[0].body
    ours = [row.reference for row in (held.referral, held.visit, held.visit and held.visit.referral) if row]
    assert any(reference in said for reference in ours) and "Reference first, then the question." in said
    pupil = record.pupil
    named = (
        pupil.first_name,
        pupil.legal_last,
        pupil.reference,
        "3 Fir",
        "2018",
        record.contact.name,
        pupil.upn or "–",
    )
    assert not [word for word in named if word in said]


@pytest.mark.parametrize("about,how,to,words", [
    ("unanswered", "message", "not an address", "is not an email address"),
    ("unanswered", "message", " ", "Enter the email address"),
    ("unanswered", "phone", "", "whom you spoke to"),
    ("unanswered", "letter", "", "whom the letter is to"),
    ("unanswered", "fax", "x", "how you ask"),
    ("consent", "letter", "x", "to agencies alone"),
    ("check", "phone", "x", "for you to do"),
    ("unseen", "phone", "x", "not stuck any more"),
])  # fmt: skip
def test_wrong_chase_is_refused_with_what_to_do(river, record, at, about, how, to, words):
    subject = of("unanswered" if about == "unseen" else about)
    with pytest.raises(Denied, match=words):
        chase(about=about, how=how, to=to, by=river.riverside_senco, at=at, **subject)
    assert not Chase.objects.exists() and not mail.outbox


def test_second_chase_within_two_weeks_is_refused_with_the_date_of_the_first(river, record, at, today):
    fields = {"about": "unanswered", "how": "phone", "to": "Reception", "by": river.riverside_senco} | of(
        "unanswered"
    )
    chase(at=at - 13 * DAY, **fields)
    first = f"{today - 13 * DAY:%a %-d %b %Y}"
    with pytest.raises(Denied, match=f"asked on {first} already, by telephone.*{today + DAY:%a %-d %b %Y}"):
        chase(at=at, **fields)
    Chase.objects.update(chased_at=at - 14 * DAY)
    assert chase(at=at, **fields).pk
    thing = find_stuck(
        river.riverside, river.riverside_senco, today, "unanswered", fields["referral"].reference
    )
    assert (thing.asked_on, thing.asked_how) == (today, "phone")


def test_letter_names_the_child_is_filed_and_recorded_as_having_left(river, record, at, today):
    held = chase(
        about="unanswered", how="letter", to="Dr Lind", by=river.riverside_senco, at=at, **of("unanswered")
    )
    pdf = render_pdf(held.document.issued.template, held.document.issued.snapshot)
    words = text(pdf)
    assert record.pupil.name in words and "Dr Lind" in words and "1 High Street" in words
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []
    told = Disclosure.objects.get(how="letter")
    assert (told.to, told.referral, told.on) == ("Dr Lind", held.referral, today)
    assert held.document.kind == "agency_letter" and held.document.pupil == record.pupil


def test_letter_needs_a_consent_that_holds_and_an_email_does_not(river, record, at, today):
    referral = of("unanswered")["referral"]
    referral.consents.update(until=today - DAY)
    fields = {"about": "unanswered", "by": river.riverside_senco, "at": at, "referral": referral}
    with pytest.raises(Denied, match="good until"):
        chase(how="letter", to="Dr Lind", **fields)
    assert chase(how="message", to="a@agency.example", **fields).pk
    other = of("unseen")["referral"]
    withdraw_consent(referral=other, on=today, how="phone", by=river.riverside_senco, at=at)
    with pytest.raises(Denied, match="not stuck any more"):
        chase(about="unseen", how="phone", to="x", by=river.riverside_senco, at=at, referral=other)


@pytest.mark.parametrize("kind", CHASED)
def test_page_shows_what_is_sent_before_it_is(river, record, today, kind):
    river.sessions["senco"] = river.sessions["riverside_senco"]
    client = river.client_for("senco")
    listed = client.get(reverse("stuck:stuck", args=["riverside"])).content.decode()
    thing = next(
        one for one in stuck_things(river.riverside, river.riverside_senco, today) if one.kind == kind
    )
    url = reverse("stuck:chase", args=["riverside", kind, thing.key])
    assert url in listed
    shown = client.get(url).content.decode().lower()
    assert "as it will be sent" in shown and ("may we ask" in shown or "may we find" in shown)
    assert client.post(url, {"how": "phone", "spoke_to": ""}).status_code == 200
    assert client.post(url, {"how": "phone", "spoke_to": "Reception"}).status_code == 302
    after = client.get(reverse("stuck:stuck", args=["riverside"])).content.decode()
    assert url not in after and "asked again" in after
    again = client.post(url, {"how": "phone", "spoke_to": "Reception"}).content.decode()
    assert "already, by telephone" in again and 'value="Reception"' in again
