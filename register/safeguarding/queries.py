"""Every read of safeguarding signs; each is for the DSL and the SENCo alone, but for who is told of a new one."""

from core.accounts.enums import Permission, Role
from core.accounts.models import Membership
from core.accounts.roles import roles_with
from core.schools.models import School
from register.enums import FlagState
from register.models import Pupil, SafeguardingFlag

LATEST_CLOSED = 50


def signs_with_people(signs):
    """The queryset with pupil, class and people fetched."""
    joined = signs.select_related("school", "pupil__school_class", "raised_by", "taken_by", "closed_by")
    return joined.defer("school__crest")


def signs_by_state(school: School, user) -> dict[str, list[SafeguardingFlag]]:
    """The school's signs by state, newest first; of those closed, the latest. Two queries."""
    seen = signs_with_people(SafeguardingFlag.objects.filter(school=school).visible_to(user)).order_by(
        "-raised_at", "-pk"
    )
    found = {state: [] for state in FlagState.values}
    for sign in seen.exclude(state=FlagState.CLOSED):
        found[sign.state].append(sign)
    found[FlagState.CLOSED] = list(seen.filter(state=FlagState.CLOSED)[:LATEST_CLOSED])
    return found


def other_signs(sign: SafeguardingFlag, user) -> list[SafeguardingFlag]:
    """Signs about the same pupil, newest first. One query."""
    others = SafeguardingFlag.objects.filter(pupil=sign.pupil_id).visible_to(user).exclude(pk=sign.pk)
    return list(others.select_related("school").order_by("-raised_at", "-pk"))


def who_is_told(school: School) -> list[Membership]:
    """Memberships of those who are told of a new sign, the DSL first, each person once. One query."""
    roles = roles_with(Permission.SAFEGUARDING_VIEW)
    held = (
        Membership.objects.current()
        .filter(school=school, role__in=roles, user__is_active=True)
        .select_related("user")
    )
    ordered = sorted(held, key=lambda membership: (membership.role != Role.DSL, membership.user.name))
    people: dict[int, Membership] = {}
    for membership in ordered:
        people.setdefault(membership.user_id, membership)
    return list(people.values())


def pupil_of(sign: SafeguardingFlag) -> Pupil:
    """The pupil a sign is about, with the school, so that addresses can be made without asking again."""
    sign.pupil.school = sign.school
    return sign.pupil
