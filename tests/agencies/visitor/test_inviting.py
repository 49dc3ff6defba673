"""A professional is invited to one referral: to whom, for how long, to see what."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from agencies.models import AgencyReport, Disclosure, Invitation
from agencies.referrals.actions import close_referral, withdraw_consent
from agencies.visitor.actions import change_invitation, end_invitation
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied
from register.enums import Sensitivity
from tests.agencies.visitor.made import DAY, invited, sent_referral

pytestmark = pytest.mark.django_db


def roles_of(email: str) -> set[str]:
    return set(Membership.objects.current().filter(user__email=email).values_list("role", flat=True))


def test_invited_professional_is_told_by_an_email_that_names_nobody(cast, referral, run_on_commit):
    with run_on_commit():
        invited(referral, cast.senco, documents=[cast.own.private])
    (sent,) = mail.outbox
    pupil = referral.pupil
    assert sent.to == ["tom@agency.example"] and "/account/login/code/" in sent.body
    assert not {
        name
        for name in (pupil.first_name, pupil.legal_last, pupil.reference)
        if name in sent.subject + sent.body
    }
    told = Disclosure.objects.get(how="invited", referral=referral)
    assert told.to == "Tom Reyes, Educational psychologist" and cast.own.private.title in told.what
    assert roles_of("tom@agency.example") == {Role.PROFESSIONAL}


@pytest.mark.parametrize("changes,words", [
    ({"email": "teacher@sendsys.test"}, "a member of staff"),
    ({"email": "Parent@sendsys.test"}, "a parent or carer"),
    ({"email": ""}, "name and email"),
    ({"parts": [], "documents": []}, "at least one thing"),
    ({"parts": ["everything"]}, "that are offered"),
    ({"start": -1}, "before today"),
    ({"start": 10, "until": 9}, "before it begins"),
    ({"until": 366}, "a year at most"),
    ({"documents": "other"}, "not in this child’s file"),
])  # fmt: skip
def test_wrong_invitation_is_refused_with_what_to_do(cast, referral, today, changes, words):
    days = {name: today + value * DAY for name, value in changes.items() if name in ("start", "until")}
    others = {"documents": [cast.other.private]} if changes.get("documents") == "other" else {}
    with pytest.raises(Denied, match=words):
        invited(referral, cast.senco, **(changes | days | others))
    assert not Invitation.objects.filter(referral=referral).exists()


def test_invitation_ends_no_later_than_the_consent(cast, referral, today):
    short = sent_referral(
        cast.own.pupil, cast.own.contact, cast.senco, until=today + 30 * DAY, agency=referral.agency
    )
    with pytest.raises(Denied, match="consent is good until"):
        invited(short, cast.senco, until=today + 31 * DAY)
    assert invited(short, cast.senco, until=today + 30 * DAY).pk


def test_contact_who_never_signed_in_is_a_parent_all_the_same(cast, referral):
    cast.own.pupil.contacts.create(school=cast.oakfield, priority=9, name="Gran", email="Gran@home.example")
    with pytest.raises(Denied, match="a parent or carer"):
        invited(referral, cast.senco, email="gran@home.example")


def test_document_that_the_inviter_may_not_open_cannot_be_shared(cast, referral):
    kept = cast.own.private
    kept.sensitivity = Sensitivity.RESTRICTED
    kept.save()
    held = invited(referral, cast.senco, documents=[kept])
    assert list(held.documents.all()) == [kept]  # the SENCo may open it, and ticked it
    for who in ("head", "teacher"):
        with pytest.raises(Denied, match="Only the SENCo"):
            invited(referral, cast.people[who], email=f"{who}@agency.example")


def test_report_is_not_offered_before_it_was_checked(cast, referral, today):
    paper = cast.own.private
    fields = {
        "school": cast.oakfield,
        "pupil": cast.own.pupil,
        "received_on": today,
        "received_by": cast.senco,
    }
    report = AgencyReport.objects.create(document=paper, state="check", **fields)
    with pytest.raises(Denied, match="not in this child’s file"):
        invited(referral, cast.senco, documents=[paper])
    shared = {f"{step}_{part}": value for step in ("checked", "shared")
              for part, value in (("at", timezone.now()), ("by", cast.senco))}  # fmt: skip
    AgencyReport.objects.filter(pk=report.pk).update(state="shared", **shared)
    assert invited(referral, cast.senco, documents=[paper]).documents.get() == paper


@pytest.mark.parametrize("state", ["closed", "withdrawn", "draft"])
def test_nobody_is_invited_without_a_consent_that_holds(cast, referral, today, at, state):
    if state == "closed":
        close_referral(referral=referral, why="Seen elsewhere", by=cast.senco, at=at)
    elif state == "withdrawn":
        withdraw_consent(referral=referral, on=today, how="phone", by=cast.senco, at=at)
    else:
        referral.consents.all().delete()
    with pytest.raises(Denied):
        invited(referral, cast.senco)


def test_second_invitation_while_one_is_open_is_refused_and_one_run_out_makes_room(cast, referral, today):
    held = invited(referral, cast.senco)
    with pytest.raises(Denied, match="already: change that one"):
        invited(referral, cast.senco)
    Invitation.objects.filter(pk=held.pk).update(start=today - 9 * DAY, until=today - DAY)
    assert invited(referral, cast.senco).pk != held.pk
    held.refresh_from_db()
    assert held.ended_by == cast.senco


def test_role_ends_with_the_last_invitation_and_not_before(cast, referral, at):
    other = sent_referral(cast.other.pupil, cast.other.contact, cast.senco, agency=referral.agency)
    first, second = invited(referral, cast.senco), invited(other, cast.senco)
    end_invitation(invitation=first, by=cast.senco, at=at)
    assert roles_of("tom@agency.example") == {Role.PROFESSIONAL}
    end_invitation(invitation=second, by=cast.senco, at=at)
    end_invitation(invitation=second, by=cast.senco, at=at + dt.timedelta(hours=1))
    second.refresh_from_db()
    assert roles_of("tom@agency.example") == set() and second.ended_at == at
    assert User.objects.filter(email="tom@agency.example").exists()


def test_consent_withdrawn_and_referral_closed_end_its_invitations_alone(cast, referral, today, at):
    other = sent_referral(cast.other.pupil, cast.other.contact, cast.senco, agency=referral.agency)
    third = sent_referral(cast.own.pupil, cast.own.contact, cast.senco, agency=referral.agency)
    held = [invited(one, cast.senco) for one in (referral, other, third)]
    withdraw_consent(referral=referral, on=today, how="online", by=cast.parent, at=at)
    close_referral(referral=third, why="Not needed", by=cast.senco, at=at)
    for one in held:
        one.refresh_from_db()
    assert [one.ended_by for one in held] == [cast.parent, None, cast.senco]


def test_change_of_what_is_shared_is_disclosed_and_taken_back(cast, referral, today, at):
    held = invited(referral, cast.senco, documents=[cast.own.private])
    changed = change_invitation(
        invitation=held,
        until=held.until,
        parts=["asked", "born"],
        documents=[],
        by=cast.senco,
        at=at,
        version=1,
    )
    assert changed.parts == ["born", "asked"] and not changed.documents.exists()
    newest = Disclosure.objects.filter(how="invited", referral=referral).order_by("-pk").first()
    assert "Date of birth" in newest.what and "What we ask" not in newest.what
    with pytest.raises(Denied, match="Somebody else has saved"):
        change_invitation(
            invitation=held, until=today, parts=["asked"], documents=[], by=cast.senco, at=at, version=1
        )
    with pytest.raises(Denied, match="Only the SENCo"):
        change_invitation(invitation=held, until=today, parts=["asked"], documents=[], by=cast.head, at=at)
