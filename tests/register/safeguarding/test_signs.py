"""A sign to the DSL and the SENCo (R-211, R-212): chosen words alone, seen by them alone, told by email without a name."""

import datetime as dt
from itertools import product

import pytest
from django.core import mail
from django.utils import timezone

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.permissions import Denied
from core.audit.models import Opening
from core.reminders.models import Mail
from core.schools.models import School
from register.enums import FlagState, Noticed
from register.models import Pupil, SafeguardingFlag
from register.safeguarding.actions import move_sign, raise_sign, write_up
from register.safeguarding.lifecycle import SIGN
from register.safeguarding.queries import signs_by_state, who_is_told
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = AT.date()
ROLES = ["senco", "head", "teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "professional", "stranger",
         "foreign_senco"]  # fmt: skip
SEERS = {"senco", "dsl"}
RAISERS = {"senco", "head", "teacher", "ta", "office", "dsl"}
ALLOWED = {("raised", "taken"): SEERS, ("taken", "closed"): SEERS, ("closed", "taken"): SEERS}


@pytest.fixture
def pupil(cast):
    with cast.acting("teacher"):
        yield Pupil.objects.get(pk=cast.own.pupil.pk)


@pytest.fixture
def sign(cast, pupil) -> SafeguardingFlag:
    """The one that the cast holds of `own`: it waits, and is written up."""
    return SafeguardingFlag.objects.select_related("school").get(pupil=pupil)


def tell(pupil, by, **changes) -> SafeguardingFlag:
    usual = {"noticed": Noticed.INJURY, "seen_on": DAY, "logged": True, "pointer": "20271", "at": AT}
    return raise_sign(pupil=pupil, by=by, **usual | changes)


@pytest.mark.parametrize("who", ROLES)
def test_staff_raise_a_sign_and_nobody_else(cast, pupil, who):
    if who in RAISERS:
        assert tell(pupil, cast.people[who]).raised_by_id == cast.people[who].pk
        return
    with pytest.raises(Denied):
        tell(pupil, cast.people[who])


@pytest.mark.parametrize("who", ROLES)
def test_dsl_and_senco_alone_see_signs(cast, pupil, sign, who):
    seen = SafeguardingFlag.objects.visible_to(cast.people[who])
    assert (sign in seen) == (who in SEERS)


@pytest.mark.parametrize("changes,reason", [
    ({"seen_on": dt.date(2018, 3, 3)}, "before Maya was born"),
    ({"seen_on": dt.date(2099, 1, 1)}, "in the future"),
    ({"pointer": "she said her dad"}, "Only the entry’s number"),
    ({"pointer": "bruise"}, "Only the entry’s number"),
    ({"pointer": "1" * 41}, "Only the entry’s number"),
])  # fmt: skip
def test_what_cannot_be_is_refused(cast, pupil, changes, reason):
    with pytest.raises(Denied, match=reason):
        tell(pupil, cast.teacher, **changes)


def test_email_to_dsl_and_senco_names_nobody_and_leaves_on_commit(cast, pupil, run_on_commit):
    mail.outbox.clear()
    with run_on_commit():
        tell(pupil, cast.ta)
        assert mail.outbox == []
    assert {tuple(message.to) for message in mail.outbox} == {("dsl@sendsys.test",), ("senco@sendsys.test",)}
    for message in mail.outbox:
        words = f"{message.subject} {message.body}"
        assert "Sign in to see it" in words and "/oakfield/safeguarding/" in words
        assert not [name for name in ("Maya", "Abara", "Biggs", pupil.reference, "njury") if name in words]


def test_whoever_raises_it_is_not_written_to(cast, pupil, run_on_commit):
    mail.outbox.clear()
    with run_on_commit():
        tell(pupil, cast.dsl)
    assert [message.to for message in mail.outbox] == [["senco@sendsys.test"]]


def test_mail_server_that_is_away_takes_nothing_back(cast, pupil, run_on_commit, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    mail.outbox.clear()
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with run_on_commit():
        sign = tell(pupil, cast.ta)
    assert SafeguardingFlag.objects.filter(pk=sign.pk).exists()
    kept = Mail.objects.filter(school=cast.oakfield, what="A sign", state="waiting")
    assert (kept.count(), mail.outbox) == (2, [])  # for the DSL and the SENCo, to be tried again


def test_told_is_each_person_once_the_dsl_first(cast, pupil):
    give_role(school=cast.oakfield, user=cast.dsl, role=Role.SENCO, by=None, at=AT)
    assert [(m.user.name, m.role) for m in who_is_told(cast.oakfield)] == [
        ("Mark Ilves", "dsl"),
        ("Helen Marsh", "senco"),
    ]


def test_posted_twice_is_one_sign_and_one_email(cast, pupil, run_on_commit):
    mail.outbox.clear()
    with run_on_commit():
        first = tell(pupil, cast.ta)
        again = tell(pupil, cast.ta, at=AT + dt.timedelta(seconds=3))
    later = tell(pupil, cast.ta, at=AT + dt.timedelta(minutes=11))
    assert (again.pk, len(mail.outbox)) == (first.pk, 2)
    assert later.pk != first.pk


@pytest.mark.parametrize("start,end", list(product(FlagState.values, repeat=2)))
def test_move_is_open_to_these_roles_alone(cast, sign, start, end):
    sign.state = start
    may = set()
    for role in ROLES:
        try:
            SIGN.check(sign, end, cast.people[role])
        except Denied:
            continue
        may.add(role)
    assert may == ALLOWED.get((start, end), set())


def test_move_stamps_who_and_when(cast, sign):
    taken = move_sign(sign=sign, end=FlagState.TAKEN, by=cast.dsl, at=AT)
    closed = move_sign(sign=taken, end=FlagState.CLOSED, by=cast.senco, at=AT)
    assert (closed.taken_by_id, closed.taken_at, closed.closed_by_id, closed.closed_at) == (
        cast.dsl.pk, AT, cast.senco.pk, AT,
    )  # fmt: skip


def test_sign_is_closed_only_when_it_is_written_up(cast, pupil):
    School.objects.filter(pk=cast.oakfield.pk).update(safeguarding_system="CPOMS")
    taken = move_sign(
        sign=tell(pupil, cast.ta, logged=False, pointer=""), end=FlagState.TAKEN, by=cast.dsl, at=AT
    )
    with pytest.raises(Denied, match="not written up in CPOMS yet"):
        move_sign(sign=taken, end=FlagState.CLOSED, by=cast.dsl, at=AT)
    write_up(sign=taken, pointer="C-204", by=cast.dsl, at=AT)
    closed = move_sign(sign=taken, end=FlagState.CLOSED, by=cast.dsl, at=AT)
    assert (closed.state, closed.logged, closed.pointer) == ("closed", True, "C-204")


@pytest.mark.parametrize("who", sorted(set(ROLES) - SEERS))
def test_others_cannot_note_that_it_is_written_up(cast, sign, who):
    with pytest.raises(Denied):
        write_up(sign=sign, pointer="1", by=cast.people[who], at=AT)


# The pages


@pytest.fixture
def path(cast) -> str:
    return f"/oakfield/pupils/{cast.own.pupil.reference}/safeguarding/"


FORM = {"noticed": "injury", "seen_on": "16 11 2026", "logged": "yes", "pointer": "20271"}


def test_page_has_no_room_for_an_account_and_says_where_it_belongs(cast, client_for, path):
    with seeing(cast.oakfield):
        School.objects.filter(pk=cast.oakfield.pk).update(safeguarding_system="CPOMS")
    shown = client_for("ta").get(path).content.decode()
    assert "<textarea" not in shown
    assert "Write what you saw or heard in CPOMS, not here" in shown
    assert "Do not assume that it is the disability" in shown
    assert "Do not wait for a screen" in shown
    assert "Mr Ilves" in shown or "Mark Ilves" in shown


def test_school_that_has_not_named_its_system(client_for, path):
    assert "your school’s safeguarding system" in client_for("ta").get(path).content.decode()


def test_office_raises_a_sign_without_learning_the_level(client_for, path):
    shown = client_for("office").get(path).content.decode()
    assert "Maya Abara" in shown
    assert "SEN Support" not in shown and "SLCN" not in shown


def test_raiser_is_told_that_it_is_known_and_cannot_read_it(cast, client_for, path):
    ta = client_for("ta")
    response = ta.post(path, FORM, follow=True)
    shown = response.content.decode()
    assert "The safeguarding lead and the SENCo have been told" in shown
    with seeing(cast.oakfield):
        sign = SafeguardingFlag.objects.get(raised_by=cast.ta)
    assert (sign.noticed, sign.logged, sign.pointer) == ("injury", True, "20271")
    assert ta.get(f"/oakfield/safeguarding/{sign.reference}/").status_code == 404
    assert ta.get("/oakfield/safeguarding/").status_code == 403


@pytest.mark.parametrize("typed,message", [
    ({"noticed": ""}, "Choose what you have noticed"), ({"noticed": "abuse"}, "not one of the available choices"),
    ({"seen_on": ""}, "Say on what day you noticed it"), ({"seen_on": "1 1 2099"}, "in the future"),
    ({"logged": ""}, "Say whether you have written it up"), ({"pointer": "his mum told me"}, "Only the entry’s number"),
    ({"logged": "no"}, "choose Yes, or take the number away"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_no_sign_is_raised(cast, client_for, path, typed, message):
    response = client_for("ta").post(path, FORM | typed)
    assert response.status_code == 200
    assert message in response.content.decode()
    with seeing(cast.oakfield):
        assert not SafeguardingFlag.objects.filter(raised_by=cast.ta).exists()


def test_head_finds_no_trace_of_a_sign(cast, client_for, path):
    client_for("teacher").post(path, FORM | {"pointer": "987654"})
    with seeing(cast.oakfield):
        sign = SafeguardingFlag.objects.get(raised_by=cast.teacher)
    client_for("dsl").get(f"/oakfield/safeguarding/{sign.reference}/")
    client_for("senco").get("/oakfield/safeguarding/")
    reference, head = cast.own.pupil.reference, client_for("head")
    pages = [f"/oakfield/pupils/{reference}/", f"/oakfield/pupils/{reference}/history/", "/oakfield/",
             "/oakfield/register/", f"/oakfield/pupils/{reference}/voice/"]  # fmt: skip
    for page in pages:
        response = head.get(page)
        assert response.status_code == 200, page
        shown = response.content.decode()
        told = [word for word in ("987654", sign.reference, "An injury", "safeguarding sign", "Mark Ilves, safeguarding")
                if word in shown]  # fmt: skip
        assert told == [], page


def test_opening_a_sign_is_kept_under_its_own_reference(cast, client_for, sign):
    where = f"/oakfield/safeguarding/{sign.reference}/"
    client_for("dsl").get(where)
    assert cast.dsl.called in client_for("senco").get(where).content.decode()
    with seeing(cast.oakfield):
        mine = Opening.objects.filter(user=cast.dsl)
        assert [(o.what, o.subject) for o in mine] == [("safeguarding sign", sign.reference)]


def test_list_and_sign_lead_from_waiting_to_closed(cast, client_for, sign):
    dsl, here = client_for("dsl"), f"/oakfield/safeguarding/{sign.reference}/"
    assert "Maya Abara" in dsl.get("/oakfield/safeguarding/").content.decode()
    for end, state in (
        ("closed", "raised"),
        ("taken", "taken"),
        ("taken", "taken"),
        ("closed", "closed"),
        ("raised", "closed"),
    ):
        assert dsl.post(f"{here}{end}/").status_code == 302
        with seeing(cast.oakfield):
            assert SafeguardingFlag.objects.get(pk=sign.pk).state == state
    assert dsl.post(f"{here}nonsense/").status_code == 404
    with seeing(cast.oakfield):
        found = signs_by_state(cast.oakfield, cast.dsl)
        assert [len(found[state]) for state in ("raised", "taken", "closed")] == [1, 0, 1]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_signs(cast, client_for, pupil, rows):
    for number in range(rows):
        tell(pupil, cast.teacher, seen_on=DAY - dt.timedelta(days=number), at=timezone.now())
    assert queries_of(client_for("dsl"), "/oakfield/safeguarding/") == 6
