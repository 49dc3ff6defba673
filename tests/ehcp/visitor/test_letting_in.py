"""Somebody from outside is let in to one review: to whom, for how long, and how it ends."""

import pytest
from django.core import mail

from agencies.visitor.actions import end_invitation
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.accounts.permissions import Denied
from ehcp.models import ReviewInvitee
from ehcp.visitor.actions import end_opening
from register.edits import Overtaken
from tests.agencies.visitor.made import invited, sent_referral
from tests.ehcp.visitor.made import DAY, let_in, place_of, review_of

pytestmark = pytest.mark.django_db
EMAIL = "tom@council.example"


def roles_of(email: str) -> set[str]:
    return set(Membership.objects.current().filter(user__email=email).values_list("role", flat=True))


def test_officer_is_told_by_an_email_that_names_nobody(cast, review, run_on_commit):
    with run_on_commit():
        place = let_in(place_of(review), cast.senco)
    (sent,) = mail.outbox
    assert sent.to == [EMAIL] and "/account/login/code/" in sent.body
    pupil = review.pupil
    assert [
        name
        for name in (pupil.first_name, pupil.legal_last, pupil.reference)
        if name in sent.subject + sent.body
    ] == []
    assert roles_of(EMAIL) == {Role.PROFESSIONAL} and place.user.email == EMAIL


def test_longer_access_is_no_second_email_and_another_person_is_told(cast, review, today, run_on_commit):
    with run_on_commit():
        place = let_in(place_of(review), cast.senco)
        place = let_in(place, cast.senco, until=today + 90 * DAY, version=place.version)
    assert len(mail.outbox) == 1 and place.opens_until == today + 90 * DAY
    with run_on_commit():
        let_in(place, cast.senco, name="Ann Vale", email="ann@council.example")
    assert [one.to for one in mail.outbox[1:]] == [["ann@council.example"]]
    assert (roles_of(EMAIL), roles_of("ann@council.example")) == (set(), {Role.PROFESSIONAL})


@pytest.mark.parametrize("changes,words", [
    ({"email": "teacher@sendsys.test"}, "a member of staff"),
    ({"email": "Parent@sendsys.test"}, "a parent or carer"),
    ({"email": " "}, "name and the email"),
    ({"start": -1}, "before today"),
    ({"start": 10, "until": 9}, "before it begins"),
    ({"until": 366}, "a year at most"),
])  # fmt: skip
def test_wrong_access_is_refused_with_what_to_do(cast, review, today, changes, words):
    days = {name: today + value * DAY for name, value in changes.items() if name in ("start", "until")}
    with pytest.raises(Denied, match=words):
        let_in(place_of(review), cast.senco, **(changes | days))
    assert not ReviewInvitee.objects.filter(review=review, opens_from__isnull=False).exists()


@pytest.mark.parametrize("role", ["parent", "child", "head", "teacher"])
def test_staff_and_family_have_a_way_of_their_own(cast, review, role):
    with pytest.raises(Denied, match="their own way in"):
        let_in(place_of(review, role), cast.senco)


def test_nobody_else_lets_people_in(cast, review):
    for who in ("head", "teacher", "ta"):
        with pytest.raises(Denied, match="Only the SENCo"):
            let_in(place_of(review), cast.people[who])


def test_one_person_has_one_place_at_a_review(cast, review):
    let_in(place_of(review), cast.senco)
    with pytest.raises(Denied, match="somebody else who is invited"):
        let_in(place_of(review, "health"), cast.senco)


def test_second_who_saves_is_told(cast, review):
    place = place_of(review)
    let_in(place, cast.senco)
    with pytest.raises(Overtaken):
        let_in(place, cast.senco, version=place.version)


def test_role_ends_with_the_last_review_and_referral(cast, review, at):
    other = review_of(cast.other.pupil, cast.senco)
    first, second = let_in(place_of(review), cast.senco), let_in(place_of(other), cast.senco)
    referral = invited(sent_referral(cast.own.pupil, cast.own.contact, cast.senco), cast.senco, email=EMAIL)
    end_opening(place=first, by=cast.senco, at=at)
    end_invitation(invitation=referral, by=cast.senco, at=at)
    assert roles_of(EMAIL) == {Role.PROFESSIONAL}
    end_opening(place=second, by=cast.senco, at=at)
    assert roles_of(EMAIL) == set()
    second.refresh_from_db()
    end_opening(place=second, by=cast.senco, at=at + DAY)
    second.refresh_from_db()
    assert second.ended_at == at and second.ended_by == cast.senco
