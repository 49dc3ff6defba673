"""Whom the school's record knows by name, for the texts about one child. Twelve queries."""

from django.db.models import Q

from agencies.models import Agency, Professional, Visit
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.schools.models import School
from ehcp.models import ReviewInvitee
from governance.models import PostHolder
from overview.inspection.anonymous import CLASS, Someone, Veil, someone
from register.enums import GrantKind
from register.models import ClassTeacher, PriorSchool, Pupil, PupilGrant, SchoolClass, Transfer

PARENTS = ("mother", "father", "mum", "dad", "parent", "carer", "guardian")
WORKS = {
    Role.HEAD: "the head teacher", Role.TEACHER: "a teacher", Role.TA: "a teaching assistant", Role.OFFICE: "the office",
    Role.DSL: "the safeguarding lead", Role.GOVERNOR: "a governor", Role.TRUST_LEAD: "the trust’s lead",
    Role.PROFESSIONAL: "a visiting professional",
}  # fmt: skip
VISITOR = "a visiting professional"
ELSEWHERE = "another school"


def veil_of(pupil: Pupil) -> Veil:
    """What hides everybody whom texts about this child may name: the child, the family, staff and visitors, other
    children, the school and its classes. Who is nearer to the child is meant first where a name is shared."""
    own = Someone(
        _names(pupil.legal_first, pupil.preferred_first), (pupil.legal_last,), "the child", initials=True
    )
    kin = _kin(pupil)
    people = [own, *kin, *_siblings(pupil), *_staff(pupil), *_visitors(pupil), *_others(pupil)]
    return Veil([each for each in people if each is not None], _places(pupil))


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _kin(pupil: Pupil) -> list[Someone | None]:
    """The contacts, and the parents who sign in."""
    rows = pupil.contacts.values_list("name", "relationship", "user__name", "user__formal_name")
    found = [
        someone(name, _relation(relation), adult=True)
        for *names, relation in ((name, known, formal, relation) for name, relation, known, formal in rows)
        for name in names
        if name
    ]
    granted = PupilGrant.objects.filter(content_object=pupil, permission__codename=GrantKind.PARENT)
    return found + [
        someone(name, "a parent", adult=True) for name in granted.values_list("user__name", flat=True)
    ]


def _relation(relation: str) -> str:
    said = relation.lower()
    if not said or any(word in said for word in PARENTS):
        return "a grandparent" if "grand" in said else "a parent"
    return "a member of the family"


def _family_of(pupil: Pupil) -> Q:
    """Children who have a contact in common with this one."""
    contacts = pupil.contacts.all()
    same_name = Q(contacts__name__in=contacts.values("name"), legal_last=pupil.legal_last)
    return (
        same_name
        | Q(contacts__email__in=contacts.exclude(email="").values("email"))
        | Q(contacts__user__in=contacts.exclude(user=None).values("user"))
    )


def _siblings(pupil: Pupil) -> list[Someone]:
    found = Pupil.objects.filter(_family_of(pupil), school=pupil.school_id).exclude(pk=pupil.pk).distinct()
    rows = found.values_list("legal_first", "preferred_first", "legal_last")
    return [Someone(_names(first, used), (last,), "a brother or sister") for first, used, last in rows]


def _staff(pupil: Pupil) -> list[Someone | None]:
    """Everybody who works or worked at the school; parents of other children are somebody as well."""
    school: School = pupil.school
    senco = f"the {school.label('senco')}"
    teachers = set(
        ClassTeacher.objects.filter(school_class=pupil.school_class_id).values_list("user", flat=True)
    )
    rows = Membership.objects.filter(school=school).order_by("pk")
    found = [
        someone(school.senco_name, senco, adult=True),
        someone(school.head_name, "the head teacher", adult=True),
    ]
    for user, role, name, formal in rows.values_list("user", "role", "user__name", "user__formal_name"):
        close = role != Role.PARENT
        words = (
            "the class teacher"
            if user in teachers
            else WORKS.get(role, senco if role == Role.SENCO else "an adult")
        )
        found += [someone(each, words, adult=True, close=close) for each in (name, formal) if each]
    posts = PostHolder.objects.filter(school=school).values_list("name", flat=True)
    return found + [someone(name, "an adult", adult=True) for name in posts]


def _visitors(pupil: Pupil) -> list[Someone | None]:
    rows = list(Professional.objects.filter(school=pupil.school_id).values_list("name", "job"))
    rows += ReviewInvitee.objects.filter(review__pupil=pupil).values_list("name", "job")
    rows += [(name, "") for name in Visit.objects.filter(pupil=pupil).values_list("who_comes", flat=True)]
    return [someone(name, _job(job), adult=True) for name, job in rows if name]


def _job(job: str) -> str:
    if not job.strip():
        return VISITOR
    return f"the {job}" if job[:2].isupper() else f"the {job[0].lower()}{job[1:]}"


def _others(pupil: Pupil) -> list[Someone]:
    rows = Pupil.objects.filter(school=pupil.school_id).exclude(pk=pupil.pk)
    return [
        Someone(_names(first, used), (last,), "another child", close=False)
        for first, used, last in rows.values_list("legal_first", "preferred_first", "legal_last")
    ]


def _places(pupil: Pupil) -> list[tuple[str, str]]:
    school = pupil.school
    classes = SchoolClass.objects.filter(school=school).values_list("name", flat=True).distinct()
    elsewhere = [
        *PriorSchool.objects.filter(pupil=pupil).values_list("name", flat=True),
        *Transfer.objects.filter(pupil=pupil).values_list("to_school", flat=True),
    ]
    services = Agency.objects.filter(school=school).values_list("name", flat=True)
    return [
        (school.name, "the school"), *((name, CLASS) for name in classes),
        *((name, ELSEWHERE) for name in elsewhere if name),
        *((name, "the service") for name in services if len(name.split()) > 1),
    ]  # fmt: skip
