"""Every read of policies: which are in force, who is to read them, who has."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.models import Membership, User
from core.accounts.roles import roles_with
from core.schools.models import School
from governance.enums import Readers
from governance.models import Policy, PolicyReading, PolicyVersion
from governance.policies.dates import next_review, read_by

STAFF = frozenset(Role) - FAMILY_AND_VISITORS - {Role.GOVERNOR, Role.TRUST_LEAD}
ASKED = {
    Readers.NOBODY: frozenset(),
    Readers.STAFF: STAFF,
    Readers.TEACHING: frozenset({Role.TEACHER, Role.TA}),
}


def in_use(today: dt.date, prefix: str = "") -> Q:
    """Policies that are not retired yet; `prefix` leads to the policy."""
    return Q(**{f"{prefix}retired_on": None}) | Q(**{f"{prefix}retired_on__gt": today})


def readers_for(roles: frozenset[Role]) -> list[str]:
    """The kinds of readers to which somebody of these roles belongs."""
    return [readers.value for readers, asked in ASKED.items() if asked & roles]


def is_asked(policy: Policy, user: User) -> bool:
    """Whether the person is to read the policy."""
    return bool(ASKED[Readers(policy.readers)] & user.roles_at(policy.school_id))


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy with its version in force, None where none is entered."""

    policy: Policy
    version: PolicyVersion | None

    @property
    def review_on(self) -> dt.date | None:
        """The day of the next review; None without a version."""
        held = self.version
        if held is None:
            return None
        return next_review(held.adopted_on, held.confirmed_on, held.next_review_on, self.policy.review_months)


def policies_of(school: School, user: User) -> list[InForce]:
    """The school's policies with their versions in force, by kind and name, retired ones last. Two queries."""
    policies = (
        Policy.objects.filter(school=school)
        .visible_to(user)
        .select_related("owner", "school")
        .defer("school__crest")
    )
    latest = PolicyVersion.objects.filter(school=school).order_by("policy", "-number").distinct("policy")
    versions = {version.policy_id: version for version in latest}
    order = {kind: place for place, kind in enumerate(Policy._meta.get_field("kind").choices)}
    rows = sorted(
        policies,
        key=lambda one: (one.retired_on is not None, order.get((one.kind, one.get_kind_display())), one.name),
    )
    return [InForce(policy, versions.get(policy.pk)) for policy in rows]


def in_force(policy: Policy) -> PolicyVersion | None:
    """The version of the policy that is in force, the newest. One query."""
    return PolicyVersion.objects.filter(policy=policy).order_by("-number").first()


def versions_of(policy: Policy) -> list[PolicyVersion]:
    """The policy's versions, the newest first. One query."""
    found = PolicyVersion.objects.filter(policy=policy).select_related("file", "recorded_by")
    return list(found.order_by("-number"))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the staff: since when, with which roles."""

    pk: int
    name: str
    roles: frozenset[Role]
    since: dt.date


def staff_of(school: School) -> list[Member]:
    """The school's staff of today, by name. One query."""
    rows = Membership.objects.current().filter(school=school, role__in=STAFF, user__is_active=True)
    roles, names, since = defaultdict(set), {}, {}
    for pk, name, role, given in rows.order_by("pk").values_list("user", "user__name", "role", "given_at"):
        roles[pk].add(Role(role))
        names[pk], day = name, timezone.localdate(given)
        since[pk] = min(since.get(pk, day), day)
    people = [Member(pk, name, frozenset(roles[pk]), since[pk]) for pk, name in names.items()]
    return sorted(people, key=lambda one: (one.name, one.pk))


def readings_of(versions: list[int]) -> dict[int, dict[int, dt.datetime]]:
    """Who has read which of these versions (keys) when: version → user → moment. One query."""
    found: dict[int, dict[int, dt.datetime]] = defaultdict(dict)
    rows = PolicyReading.objects.filter(policy_version__in=versions)
    for version, user, at in rows.values_list("policy_version", "user", "read_at"):
        found[version][user] = at
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is to read a version: when they did, or by when they are to."""

    person: Member
    read_at: dt.datetime | None
    by: dt.date


def readers_of(
    policy: Policy, version: PolicyVersion, staff: list[Member], read: dict[int, dt.datetime]
) -> list[Reader]:
    """Everybody who is to read the version, by name; those who have not, first."""
    asked, recorded = ASKED[Readers(policy.readers)], timezone.localdate(version.recorded_at)
    found = [
        Reader(one, read.get(one.pk), read_by(recorded, one.since)) for one in staff if asked & one.roles
    ]
    return sorted(found, key=lambda one: one.read_at is not None)


@dataclass(frozen=True, slots=True)
class ToRead:
    """A policy that somebody is to read, or has read."""

    policy: Policy
    version: PolicyVersion
    by: dt.date
    read_at: dt.datetime | None


def to_read(school: School, user: User, today: dt.date) -> list[ToRead]:
    """What the person is asked to read, those not read first. Three queries."""
    wanted = readers_for(user.roles_at(school.pk))
    rows = Policy.objects.filter(in_use(today), school=school, readers__in=wanted).visible_to(user)
    latest = PolicyVersion.objects.filter(policy__in=rows).order_by("policy", "-number").distinct("policy")
    versions = list(latest.select_related("policy__school").defer("policy__school__crest"))
    read = dict(
        PolicyReading.objects.filter(user=user, policy_version__in=versions).values_list(
            "policy_version", "read_at"
        )
    )
    own = Membership.objects.current().filter(school=school, user=user, role__in=STAFF).order_by("given_at")
    given = own.values_list("given_at", flat=True).first()
    since = timezone.localdate(given) if given else today
    found = [
        ToRead(v.policy, v, read_by(timezone.localdate(v.recorded_at), since), read.get(v.pk))
        for v in versions
    ]
    return sorted(found, key=lambda one: (one.read_at is not None, one.by, one.policy.name))


def keepers(school: School) -> list[User]:
    """People who may keep policies, by name. One query."""
    held = Membership.objects.current().filter(school=school, role__in=roles_with(Permission.POLICY_EDIT))
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "pk"))
