"""What curious people try with a child's record: each test was a way through once, or guards a wall that nothing else tests."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.accounts.actions import change_role
from core.accounts.enums import Permission, Role
from core.accounts.models import Membership
from core.accounts.permissions import Denied
from core.accounts.roles import roles_with
from core.documents.models import IssuedDocument
from overview.evidence_jobs import make_bundle
from overview.evidence_record import PARTS
from overview.transfer_record import transfer_record
from register import actions as register
from register.concerns.actions import decide, raise_concern, record_event
from register.enums import DocumentKind, EventKind, GrantKind, Outcome, Sensitivity
from register.models import Concern, LifeEvent, PupilDocument, StatusPeriod
from register.profiles.supply import make_pack
from register.transition.actions import begin_transfer
from tests.cast import AT, make_ready
from tests.permissions.attacks.asking import SECRET, also, no_longer, page, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(cast) -> LifeEvent:
    with cast.acting("senco"):
        return record_event(pupil=cast.own.pupil, kind=EventKind.BEREAVEMENT, on=dt.date(2026, 10, 1), note=SECRET,
                            by=cast.senco, at=AT)  # fmt: skip


@pytest.fixture
def decided(cast) -> Concern:
    """A concern about a child at no level, decided with words that only those who read concerns may know."""
    pupil = cast.own.pupil
    with cast.acting("senco"):
        StatusPeriod.objects.filter(pupil=pupil).delete()
        concern = raise_concern(pupil=pupil, raised_on=AT.date(), reasons=SECRET, by=cast.senco, at=AT)
        return decide(concern=concern, outcome=Outcome.MONITOR, decided_on=AT.date(), decision=SECRET, ground_staff="x",
                      consulted=["parents"], by=cast.senco, at=AT)  # fmt: skip


# what happened to a child, in the form on which anybody raises a concern


@pytest.mark.parametrize("who", ["office", "ta"])
def test_who_may_not_read_events_does_not_read_them_while_raising_a_concern(cast, event, who):
    shown = page(cast, who, "concerns:raise", cast.own.pupil.reference, query=f"?event={event.pk}")
    assert SECRET not in shown and "Bereavement" not in shown.replace("bereavement", "")


def test_who_reads_events_raises_a_concern_from_one(cast, event):
    shown = page(cast, "teacher", "concerns:raise", cast.own.pupil.reference, query=f"?event={event.pk}")
    assert SECRET in shown


# a parent with a second role


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.PROFESSIONAL])
def test_parent_with_a_role_that_raises_no_concern_gets_the_parents_form(cast, event, role):
    also(cast, "parent", role)
    shown = page(cast, "parent", "concerns:raise", cast.own.pupil.reference, query=f"?event={event.pk}")
    assert SECRET not in shown and "Send to the school" in shown


def test_teacher_who_is_a_parent_sees_the_own_child_as_a_parent_does(cast, event):
    with cast.acting("senco"):
        register.grant(pupil=cast.other.pupil, user=cast.teacher, kind=GrantKind.PARENT)
    also(cast, "teacher", Role.PARENT)
    for name in ("overview:pupil", "overview:timeline", "concerns:pupil", "file:file", "voice:voices"):
        assert status(cast, "teacher", name, cast.other.pupil.reference) == 404
    shown = page(cast, "teacher", "concerns:raise", cast.other.pupil.reference)
    assert "Send to the school" in shown


@pytest.mark.parametrize("name,thing", [("file:document", "document"), ("letters:read", "letter"),
                                        ("concerns:raise", "pupil"), ("overview:pupil", "pupil")])  # fmt: skip
def test_who_is_no_parent_any_more_opens_nothing_as_one(cast, name, thing):
    also(cast, "parent", Role.GOVERNOR)
    references = {"document": cast.own.document.reference, "pupil": cast.own.pupil.reference}
    reference = references.get(thing) or cast.things["own"]["letter"]
    no_longer(cast, "parent", Role.PARENT)
    assert status(cast, "parent", name, reference) == 404


def test_parent_posts_nothing_for_another_child(cast):
    other = cast.other.pupil.reference
    assert status(cast, "parent", "concerns:raise", other, post={"reasons": "x"}) == 404
    assert status(cast, "parent", "overview:family-comment", other, post={"comment": "x"}) == 404
    assert (
        status(cast, "parent", "letters:read", cast.things["other"]["letter"], post={"comment": "x"}) == 404
    )


@pytest.mark.parametrize(
    "who,role", [("office", Role.TEACHER), ("office", Role.TA), ("teacher", Role.OFFICE)]
)
def test_office_and_work_in_a_class_are_not_held_under_one_account(cast, who, role):
    # together they would add up: the office's sight of every pupil, and the class's right to read
    with pytest.raises(Denied, match="another email address"):
        also(cast, who, role)
    page_of_invitation = cast.client_for("head").post(
        "/oakfield/people/invite/",
        {"email": cast.people[who].email, "name": cast.people[who].name, "role": role.value},
    )
    assert "another email address" in page_of_invitation.content.decode()


def test_clerk_may_become_a_teacher_instead(cast):
    with cast.acting("head"):
        held = Membership.objects.current().get(school=cast.oakfield, user=cast.office)
        change_role(membership=held, role=Role.TEACHER, by=cast.head, at=AT)
        roles = set(Membership.objects.current().filter(user=cast.office).values_list("role", flat=True))
    assert roles == {"teacher"}


# who supported a child that has left


def test_ta_no_longer_opens_the_record_of_a_child_who_has_left(cast):
    assert status(cast, "ta", "overview:pupil", cast.own.pupil.reference) == 200
    with cast.acting("senco"):
        register.mark_leaver(
            pupil=cast.own.pupil, on=timezone.localdate() - dt.timedelta(days=1), by=cast.senco, at=AT
        )
    for who in ("ta", "teacher"):
        assert status(cast, who, "overview:pupil", cast.own.pupil.reference) == 404


# words of a concern under another name


@pytest.mark.parametrize("name", ["overview:pupil", "overview:timeline"])
def test_words_of_a_decision_are_not_told_as_the_reason_of_a_level(cast, decided, name):
    assert SECRET not in page(cast, "ta", name, cast.own.pupil.reference)
    assert SECRET in page(cast, "teacher", name, cast.own.pupil.reference)


def test_request_for_support_is_for_who_reads_concerns(cast, decided):
    with cast.acting("senco"):
        make_ready(IssuedDocument.objects.get(pk=decided.document.issued_id))
    reference = decided.document.reference
    assert status(cast, "ta", "file:document", reference) == 404
    assert "Request for SEND support" not in page(cast, "ta", "file:file", cast.own.pupil.reference)
    assert status(cast, "teacher", "file:document", reference) == 200


def test_next_school_is_not_told_of_requests_for_support(cast, decided):
    with cast.acting("senco"):
        transfer = begin_transfer(pupil=cast.own.pupil, to_school="Elsewhere", to_contact="", leaving_on=AT.date(),
                                  note="", by=cast.senco, at=AT)  # fmt: skip
        told = transfer_record(transfer, at=AT)
    assert "Request for" not in str(told["documents"])


def test_next_school_is_not_told_the_words_of_a_concern(cast, decided):
    with cast.acting("senco"):
        transfer = begin_transfer(pupil=cast.own.pupil, to_school="Elsewhere", to_contact="", leaving_on=AT.date(),
                                  note="", by=cast.senco, at=AT)  # fmt: skip
        told = transfer_record(transfer, at=AT)
    assert SECRET not in str(told)


def test_whoever_reads_who_changed_what_may_read_all_that_it_quotes():
    for needed in (Permission.RESTRICTED_VIEW, Permission.CONCERN_VIEW, Permission.SEN_VIEW):
        assert set(roles_with(Permission.AUDIT_VIEW)) <= set(roles_with(needed))


# what is restricted


def test_restricted_document_is_no_choice_and_no_link_for_others(cast):
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=cast.own.private.pk).update(
            sensitivity=Sensitivity.RESTRICTED, title=SECRET
        )
    pupil = cast.own.pupil.reference
    for name in ("overview:pupil", "overview:timeline", "file:file", "needs:assessment-add", "needs:assessments",
                 "arrangements:list", "needs:needs"):  # fmt: skip
        assert SECRET not in page(cast, "teacher", name, pupil)
    for name in ("file:document", "file:change", "file:share"):
        assert status(cast, "teacher", name, cast.own.private.reference) == 404


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "office", "trust_lead", "governor", "parent"])
def test_safeguarding_signs_are_on_no_page_of_others(cast, who):
    client, own = cast.client_for(who), cast.own.pupil.reference
    reference = cast.things["own"]["sign"]
    for name in ("overview:pupil", "overview:timeline", "overview:audit", "concerns:pupil", "file:file"):
        response = client.get(reverse(name, args=["oakfield", own]))
        assert (
            reference not in response.content.decode()
            and "safeguarding sign" not in response.content.decode().lower()
        )
    home = client.get(reverse("overview:home", args=["oakfield"])).content.decode()
    assert reference not in home and "Signs to take on" not in home


# links without an account


@pytest.fixture
def link(cast) -> str:
    with cast.acting("teacher"):
        pack, token = make_pack(school_class=cast.own.pupil.school_class, name="Ada", day=timezone.localdate(),
                                by=cast.teacher, at=timezone.now())  # fmt: skip
    return reverse("profiles:supply-open", args=["oakfield", token])


def test_link_of_one_school_opens_nothing_at_another(cast, link):
    assert cast.client_for("anonymous").get(link).status_code == 200
    for slug in ("hillcrest", "riverside", "no-such-school"):
        assert cast.client_for("anonymous").get(link.replace("oakfield", slug)).status_code == 404


@pytest.mark.parametrize("who", ["foreign_senco", "stranger", "parent", "senco"])
def test_link_shows_the_same_to_who_has_signed_in(cast, link, who):
    answer = cast.client_for(who).get(link)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private" and answer["Referrer-Policy"] == "no-referrer"
    assert "Leo" not in answer.content.decode()


def test_link_of_a_teacher_who_lost_role_or_account_opens_nothing(cast, link):
    with cast.acting("senco"):
        cast.teacher.is_active = False
        cast.teacher.save(update_fields=["is_active"])
    assert cast.client_for("anonymous").get(link).status_code == 404
    with cast.acting("senco"):
        cast.teacher.is_active = True
        cast.teacher.save(update_fields=["is_active"])
    no_longer(cast, "teacher", Role.TEACHER)
    assert cast.client_for("anonymous").get(link).status_code == 404


# evidence


def test_evidence_holds_nothing_restricted_and_is_opened_by_few(cast):
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=cast.own.private.pk).update(
            sensitivity=Sensitivity.RESTRICTED, kind=DocumentKind.REPORT, title=SECRET)  # fmt: skip
        raise_concern(pupil=cast.own.pupil, raised_on=AT.date(), reasons=SECRET, by=cast.senco, at=AT)
        filed = make_bundle(pupil=cast.own.pupil, parts=list(PARTS), by=cast.senco, at=AT)
        assert SECRET not in str(IssuedDocument.objects.get(pk=filed.issued_id).snapshot)
        make_ready(filed.issued)
    for who in ("teacher", "ta", "parent", "trust_lead", "governor", "riverside_senco"):
        assert status(cast, who, "file:document", filed.reference) in {403, 404}, who
    assert status(cast, "senco", "file:document", filed.reference) == 200
