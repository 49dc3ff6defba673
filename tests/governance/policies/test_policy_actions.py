"""Policies: entered, adopted, reviewed, read, ended (R-227, R-230); and their dates."""

import datetime as dt

import pytest

from core.accounts.permissions import Denied
from core.documents.models import PrivateFile
from governance.models import Policy, PolicyReading, PolicyVersion
from governance.policies import actions, queries
from governance.policies.dates import add_months, next_review, read_by
from register.edits import Overtaken
from register.file.uploads import PDF, Upload
from tests.governance.policies.making import DAY, adopt, change, confirm, enter, read

pytestmark = pytest.mark.django_db
D = dt.date
FAR, EARLY = D(2100, 1, 4), D(2020, 1, 6)


@pytest.mark.parametrize("day,months,then", [
    (D(2026, 9, 7), 12, D(2027, 9, 7)), (D(2024, 2, 29), 12, D(2025, 2, 28)), (D(2026, 8, 31), 6, D(2027, 2, 28)),
    (D(2026, 12, 31), 1, D(2027, 1, 31)), (D(2026, 1, 15), 36, D(2029, 1, 15)),
])  # fmt: skip
def test_months_later(day, months, then):
    assert add_months(day, months) == then


@pytest.mark.parametrize("confirmed,named,then", [
    (None, None, D(2027, 9, 7)), (D(2026, 11, 2), None, D(2027, 11, 2)), (D(2026, 11, 2), D(2027, 1, 8), D(2027, 1, 8)),
])  # fmt: skip
def test_next_review_is_the_day_named_or_so_many_months_later(confirmed, named, then):
    assert next_review(D(2026, 9, 7), confirmed, named, 12) == then


def test_reading_is_counted_from_the_version_or_from_beginning_here():
    assert read_by(D(2026, 9, 7), D(2020, 1, 1)) == D(2026, 9, 21)
    assert read_by(D(2026, 9, 7), D(2026, 11, 2)) == D(2026, 11, 16)


@pytest.mark.parametrize(
    "who", ["teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "professional"]
)
def test_only_senco_and_head_keep_policies(cast, policy, version, at, who):
    by = cast.people[who]
    for act in (lambda: enter(cast, at, by=by), lambda: adopt(policy, by, at), lambda: confirm(policy, by, at),
                lambda: change(policy, by, at), lambda: actions.add_usual(school=cast.oakfield, kinds=["medical"], by=by, at=at)):  # fmt: skip
        with pytest.raises(Denied, match="Only the SENCo or Head teacher may keep"):
            act()


@pytest.mark.parametrize("wrong,words", [
    ({"kind": "nothing"}, "Say which policy"),
    ({"name": " "}, "Say which policy"),
    ({"review_months": 0}, "at least every five years"),
    ({"review_months": 61}, "at least every five years"),
    ({"kind": "send"}, "There is a policy of that kind: “SEND policy”"),
])  # fmt: skip
def test_policy_refused_in_words(cast, policy, at, wrong, words):
    with pytest.raises(Denied, match=words):
        enter(cast, at, **wrong)
    with pytest.raises(Denied, match="may change it"):
        enter(cast, at, owner=cast.teacher)
    assert Policy.objects.count() == 1


def test_usual_policies_leave_out_what_is_there(cast, policy, at):
    made = actions.add_usual(
        school=cast.oakfield, kinds=["send", "medical", "accessibility"], by=cast.head, at=at
    )
    assert {(one.kind, one.review_months, one.readers) for one in made} == {
        ("medical", 12, "staff"), ("accessibility", 36, "nobody"),
    }  # fmt: skip


@pytest.mark.parametrize("wrong,words", [
    ({"adopted_on": FAR}, "in the future"),
    ({"adopted_on": EARLY, "changes": "All"}, "cannot come before it"),
    ({"changes": " "}, "Say what has changed"),
    ({"changes": "All", "next_review_on": EARLY}, "must come after"),
    ({"changes": "All", "upload": Upload("a.txt", b"Hello", "text/plain; charset=utf-8")}, "kept as a PDF"),
])  # fmt: skip
def test_version_refused_in_words(cast, policy, version, at, wrong, words):
    kept = PrivateFile.objects.count()
    with pytest.raises(Denied, match=words):
        adopt(policy, cast.senco, at, **wrong)
    assert (PolicyVersion.objects.count(), PrivateFile.objects.count()) == (1, kept)


def test_versions_are_numbered_and_the_newest_is_in_force(cast, policy, version, at):
    second = adopt(
        policy, cast.head, at, adopted_on=at.date(), changes="Names", upload=Upload("a.pdf", b"%PDF-", PDF)
    )
    assert (version.number, second.number) == (1, 2) and queries.in_force(policy) == second
    assert queries.in_force(policy).file.name == "a.pdf"


def test_reviewed_and_nothing_changed_keeps_version_and_readings(cast, policy, version, at):
    read(version, cast.teacher, at)
    held = confirm(policy, cast.senco, at)
    assert (held.number, held.confirmed_on, PolicyReading.objects.count()) == (1, at.date(), 1)
    (one,) = queries.policies_of(cast.oakfield, cast.senco)
    assert one.review_on == add_months(at.date(), 12)
    assert (
        confirm(policy, cast.senco, at, next_review_on=at.date() + 30 * DAY).next_review_on
        == at.date() + 30 * DAY
    )


@pytest.mark.parametrize("wrong,words", [
    ({"on": FAR}, "in the future"), ({"on": EARLY}, "already"), ({"next_review_on": EARLY}, "must come after"),
])  # fmt: skip
def test_review_refused_in_words(cast, policy, version, at, wrong, words):
    with pytest.raises(Denied, match=words):
        confirm(policy, cast.senco, at, **wrong)


def test_without_a_version_there_is_nothing_to_review(cast, policy, at):
    with pytest.raises(Denied, match="no version yet"):
        confirm(policy, cast.senco, at)


@pytest.mark.parametrize("readers,asked", [
    ("nobody", set()), ("teaching", {"teacher", "ta"}),
    ("staff", {"senco", "head", "teacher", "ta", "office", "dsl"}),
])  # fmt: skip
def test_who_is_asked_to_read(cast, policy, version, at, readers, asked):
    change(policy, cast.senco, at, readers=readers)
    confirmed = set()
    for who in (
        "senco",
        "head",
        "teacher",
        "ta",
        "office",
        "dsl",
        "trust_lead",
        "governor",
        "parent",
        "professional",
    ):
        try:
            read(version, cast.people[who], at)
        except Denied:
            continue
        confirmed.add(who)
    assert confirmed == asked
    policy.refresh_from_db()
    staff = queries.staff_of(cast.oakfield)
    named = {one.person.name for one in queries.readers_of(policy, version, staff, {})}
    assert named == {cast.people[who].name for who in asked}


def test_reading_is_kept_once_and_only_of_the_version_in_force(cast, policy, version, at):
    first = read(version, cast.teacher, at)
    assert read(version, cast.teacher, at + DAY).read_at == first.read_at
    adopt(policy, cast.senco, at, adopted_on=at.date(), changes="Names")
    with pytest.raises(Denied, match="newer version"):
        read(version, cast.ta, at)


def test_a_policy_that_has_ended_stays_and_makes_room(cast, policy, version, at):
    ended = change(policy, cast.senco, at, retired_on=at.date())
    for act in (adopt, confirm):
        with pytest.raises(Denied, match="no longer in force"):
            act(ended, cast.senco, at, **({"changes": "More"} if act is adopt else {}))
    with pytest.raises(Denied, match="newer version"):
        read(version, cast.teacher, at)
    again = enter(cast, at, kind="send", name="SEND policy, new")
    with pytest.raises(Denied, match="of that kind"):
        change(ended, cast.senco, at)
    assert change(ended, cast.senco, at, name="Old", retired_on=at.date()).name == "Old" and again.pk


def test_change_over_somebody_elses_is_refused(cast, policy, at):
    change(policy, cast.head, at, name="SEND", version=1)
    with pytest.raises(Overtaken):
        change(policy, cast.senco, at, version=1)


def test_end_in_the_future_is_refused(cast, policy, at):
    with pytest.raises(Denied, match="in the future"):
        change(policy, cast.senco, at, retired_on=FAR)
