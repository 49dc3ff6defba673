"""Who is asked to a review from the start: those whom reg 20(2) names, and everybody who works with the child."""

import re

from agencies.enums import ReferralState
from agencies.models import Referral
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from ehcp.enums import InviteeRole, ReviewKind
from ehcp.models import AnnualReview, EhcPlan, ReviewInvitee
from register.enums import GrantKind
from register.models import ClassTeacher, Contact, Pupil
from register.queries import contacts_of

R = InviteeRole
PARENTAL = re.compile(
    r"\b(mother|father|mum|mam|dad|parents?|carers?|foster|adoptive|guardian|step\w*)\b", re.IGNORECASE
)
AT_WORK = (
    ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.SEEN, ReferralState.REPORTED, ReferralState.DECIDED,
)  # fmt: skip
EXTRA_KEEPS = (
    R.PARENT,
    R.CHILD,
    R.TEACHER,
    R.TA,
    R.SENCO,
    R.SPECIALIST,
)  # of a review under five: no rule names anybody
STAFF = (R.HEAD, R.SENCO, R.TEACHER, R.TA)
OUTSIDE = tuple(role for role in R if role not in (*STAFF, R.PARENT, R.CHILD))


def parents_of(pupil: Pupil) -> list[Contact]:
    """The contacts who are parents or carers by what the school knows of them; the first of all where nothing is said."""
    contacts = contacts_of(pupil)
    return [one for one in contacts if PARENTAL.search(one.relationship)] or contacts[:1]


def first_invited(review: AnnualReview) -> list[ReviewInvitee]:
    """The rows of a new review, in order and not saved. About eight queries."""
    plan, pupil = review.plan, review.pupil
    found = [*_family(pupil), *_staff(pupil), *_authority(plan), *_specialists(pupil)]
    if pupil.looked_after:
        found.append({"role": R.VIRTUAL_HEAD, "name": f"Virtual School, {plan.authority.name}"})
    if review.kind == ReviewKind.UNDER_FIVE:
        found = [one for one in found if one["role"] in EXTRA_KEEPS]
    return [
        ReviewInvitee(school_id=review.school_id, review=review, number=number, **one)
        for number, one in enumerate(found, 1)
    ]  # fmt: skip


def _family(pupil: Pupil) -> list[dict]:
    parents = [
        {"role": R.PARENT, "name": one.name, "job": one.relationship, "contact": one, "user": one.user, "email": one.email}
        for one in parents_of(pupil)
    ]  # fmt: skip
    parents = parents or [{"role": R.PARENT, "name": f"Parents of {pupil.first_name}"}]
    return [*parents, {"role": R.CHILD, "name": pupil.name}]


def _staff(pupil: Pupil) -> list[dict]:
    school = pupil.school
    roles = (Role.HEAD, Role.SENCO)
    held = Membership.objects.current().filter(school=school, role__in=roles).select_related("user")
    by_role: dict[str, list[User]] = {}
    for one in held.order_by("given_at", "pk"):
        by_role.setdefault(one.role, []).append(one.user)
    teachers = (
        ClassTeacher.objects.filter(school_class=pupil.school_class_id).select_related("user").order_by("pk")
    )
    support = pupil.grants.filter(permission__codename=GrantKind.SUPPORT).in_force().select_related("user")
    return [
        _person(R.HEAD, by_role.get(Role.HEAD, []), school.head_name or "Head teacher"),
        *(_of_staff(R.TEACHER, one.user) for one in teachers),
        _person(R.SENCO, by_role.get(Role.SENCO, []), school.senco_name or str(school.label("senco"))),
        *(_of_staff(R.TA, one.user) for one in support.order_by("pk")),
    ]


def _person(role: str, users: list[User], name: str) -> dict:
    """The one who holds a post: by the name that the school has set, or the first who has the role."""
    named = next((user for user in users if name in (user.name, user.called)), None)
    user = named or (users[0] if users else None)
    return _of_staff(role, user) if user else {"role": role, "name": name}


def _of_staff(role: str, user: User) -> dict:
    return {"role": role, "name": user.called, "user": user, "email": user.email}


def _authority(plan: EhcPlan) -> list[dict]:
    la = plan.authority
    officer = plan.officer or la.officer
    return [
        {"role": R.LA_SEN, "name": officer or f"SEN officer, {la.name}", "job": f"SEN officer, {la.name}" if officer else "",
         "email": la.officer_email, "address": la.address[:300]},
        {"role": R.HEALTH, "name": la.health or "Health, designated officer", "job": "Health, designated officer"
         if la.health else "", "email": la.health_email},
        {"role": R.SOCIAL_CARE, "name": la.social or "Social care officer", "job": "Social care officer"
         if la.social else "", "email": la.social_email},
    ]  # fmt: skip


def _specialists(pupil: Pupil) -> list[dict]:
    open_now = Referral.objects.filter(pupil=pupil, state__in=AT_WORK)
    found: dict[str, dict] = {}
    for one in open_now.select_related("agency", "professional").order_by("created_at", "pk"):
        person = one.professional
        name = person.name if person else one.agency.name
        job = f"{person.job}, {one.agency.name}" if person else str(one.agency.get_kind_display())
        email = (person.email if person else "") or one.agency.email
        found.setdefault(name, {"role": R.SPECIALIST, "name": name[:120], "job": job[:120], "email": email,
                                "address": one.agency.address})  # fmt: skip
    return list(found.values())
