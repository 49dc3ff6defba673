"""Every read of the reports on the year."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q

from apdr.yearly.record import Said, next_steps_of, plans_of_year
from apdr.yearly.years import span_of, subject_of
from core.documents.models import IssueState
from core.schools.models import School
from core.ui.models import Draft
from register.enums import ON_REGISTER, DocumentKind, GrantKind
from register.models import Contact, Pupil, PupilDocument, PupilGrant, SchoolClass, StatusPeriod

FORM = "year_report"  # of the drafts
TEXTS = ("words", "next_steps", "home")


def reported_on(school: School, user, year: int):
    """The pupils who are to have a report on the year: on the register on some day of it, still here, in the user's
    sight; by class and name."""
    span = span_of(year)
    lasted = Q(end=None) | Q(end__gte=span.start)
    on = StatusPeriod.objects.filter(lasted, school=school, level__in=ON_REGISTER, start__lte=span.end)
    found = Pupil.objects.filter(school=school, pk__in=on.values("pupil")).visible_to(user).here()
    joined = found.select_related("school_class", "school").defer("school__crest")
    return joined.order_by("school_class__name", "legal_last", "legal_first", "pk")


def was_on_register(pupil: Pupil, year: int) -> bool:
    """Whether the pupil was on the register on some day of the year. One query."""
    span = span_of(year)
    lasted = Q(end=None) | Q(end__gte=span.start)
    return StatusPeriod.objects.filter(
        lasted, pupil=pupil, level__in=ON_REGISTER, start__lte=span.end
    ).exists()


def newest_reports(pupils: list[Pupil], year: int) -> dict[int, PupilDocument]:
    """The newest version of each pupil's report on the year, by the pupil's key. One query."""
    subjects = [subject_of(pupil.reference, year) for pupil in pupils]
    found = PupilDocument.objects.filter(
        pupil__in=pupils, kind=DocumentKind.YEAR_REPORT, issued__subject__in=subjects
    )
    joined = found.select_related("issued__file", "issued__job", "filed_by", "pupil__school", "school")
    lean = joined.defer("issued__snapshot", "pupil__school__crest", "school__crest")
    return {document.pupil_id: document for document in lean.order_by("issued__number")}


def newest_report(pupil: Pupil, year: int) -> PupilDocument | None:
    """The newest version of the pupil's report on the year, with what it says. One query."""
    found = PupilDocument.objects.filter(
        pupil=pupil, kind=DocumentKind.YEAR_REPORT, issued__subject=subject_of(pupil.reference, year)
    )
    return (
        found.select_related("issued__file", "issued__job", "filed_by", "pupil__school", "school")
        .defer("pupil__school__crest", "school__crest")
        .order_by("-issued__number")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil of the list: the newest version of the report, if there is one, and whether the user has begun one."""

    pupil: Pupil
    document: PupilDocument | None
    begun: bool


def year_lines(school: School, user, year: int, *, klass: SchoolClass | None = None) -> list[Line]:
    """Everybody who is to have a report on the year, of one class where given. Three queries."""
    found = reported_on(school, user, year)
    pupils = list(found.filter(school_class=klass) if klass else found)
    held = newest_reports(pupils, year)
    subjects = {subject_of(pupil.reference, year): pupil.pk for pupil in pupils}
    drafts = Draft.objects.filter(school=school, user=user, form=FORM, subject__in=subjects)
    begun = {subjects[draft.subject] for draft in drafts if draft.data != draft.began}
    return [Line(pupil, held.get(pupil.pk), pupil.pk in begun) for pupil in pupils]


def ready_to_share(lines: list[Line]) -> list[PupilDocument]:
    """Of the list, the newest versions that their families have not got."""
    return [line.document for line in lines if line.document and not line.document.for_family]


def ready_papers(lines: list[Line]) -> list[Line]:
    """Of the list, those whose PDF has been made."""
    return [line for line in lines if line.document and line.document.issued.state == IssueState.READY]


def families_online(documents: list[PupilDocument]) -> set[int]:
    """Of the pupils of these documents, those of whom a contact signs in as a parent. One query."""
    pupils = [document.pupil_id for document in documents]
    kin = PupilGrant.objects.filter(
        content_object__in=pupils, permission__codename=GrantKind.PARENT
    ).in_force()
    return set(kin.filter(user__in=Contact.objects.filter(pupil=OuterRef("content_object")).values("user")).values_list(
        "content_object", flat=True))  # fmt: skip


@dataclass(slots=True)
class Written:
    """A report as something that people write (core.ui.editing): its version is the number of the newest one issued."""

    school_id: int
    reference: str
    version: int


def written(pupil: Pupil, year: int, document: PupilDocument | None) -> Written:
    """The report on the pupil's year as the drafts know it."""
    number = document.issued.number if document else 0
    return Written(pupil.school_id, subject_of(pupil.reference, year), number)


def saved_text(pupil: Pupil, year: int, document: PupilDocument | None) -> dict[str, str]:
    """The form's text to begin from: what the newest version says, or what the record offers. Two queries at most."""
    if document is not None:
        report = document.issued.snapshot["report"]
        points = {name: "\n".join(report[name]) for name in ("next_steps", "home")}
        return {"words": report["words"], **points, "leave_out": "\n".join(report["left_out"])}
    plans = plans_of_year(pupil, span_of(year))
    home = plans[-1].home if plans else ""
    return {"words": "", "next_steps": "\n".join(next_steps_of(plans)), "home": home, "leave_out": ""}


def said_in(text: dict[str, str]) -> Said:
    """The form's text as what the teacher adds."""
    return Said(
        *(text.get(name, "").strip() for name in TEXTS), leave_out=tuple(text.get("leave_out", "").split())
    )


def shared_report(child: Pupil, user, reference: str) -> PupilDocument | None:
    """A report of that reference that the family has been given. One query."""
    found = PupilDocument.objects.visible_to(user).filter(
        pupil=child, kind=DocumentKind.YEAR_REPORT, for_family=True, reference=reference
    )
    return found.select_related("issued__file", "school").first()
