"""What the page of one pupil reads of each room, each in one query that is prepared."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q

from apdr.models import Plan, Target
from core.audit.models import Opening
from core.schools.prepared import prepared
from register.enums import LetterKind
from register.file.queries import papers_of
from register.models import Contact, ExtraSupport, Letter, Pupil, PupilDocument, StatusPeriod
from register.queries import Standing

LOOKS_SHOWN, DOCUMENTS_SHOWN = 4, 6


@dataclass(slots=True)
class Found:
    """A pupil with school, class and profile, and the types of need that hold now, (rank, code), the main one first."""

    pupil: Pupil
    needs: list[tuple[int, str]] = field(default_factory=list)

    def standing(self, level: str) -> Standing:
        """What the strip above the page says, with the level of now, "" for none."""
        return Standing(level, tuple(code for _rank, code in self.needs))


def find(user, reference: str) -> Found | None:
    """The pupil of that reference, if the user may know of them. One query."""
    rows = _found(user, reference=reference)
    return Found(rows[0], [(one.need_rank, one.need_code) for one in rows if one.need_code]) if rows else None


@prepared
def _found(user, *, reference: str):
    pupils = Pupil.objects.visible_to(user).filter(reference=reference).defer("school__crest")
    held = pupils.alias(need=FilteredRelation("needs", condition=Q(needs__end=None)))
    rows = held.annotate(need_code=F("need__code"), need_rank=F("need__rank")).order_by("need__rank")
    return rows.select_related("school", "school_class", "profile")


def periods_of(pupil: Pupil) -> list[StatusPeriod]:
    """Every level the pupil has had, the newest first, with who recorded it, and what has followed since it began: the
    letters `told` and `stepped` have gone, extra support has been `supported`. One query."""
    return _periods(None, pupil=pupil.pk)


@prepared
def _periods(_user, *, pupil: int):
    sent = Letter.objects.filter(pupil=OuterRef("pupil"), sent_at__date__gte=OuterRef("start"))
    support = ExtraSupport.objects.filter(pupil=OuterRef("pupil"), starts__gte=OuterRef("start"))
    followed = StatusPeriod.objects.filter(pupil=pupil).annotate(
        told=Exists(sent.filter(kind=LetterKind.ON_REGISTER)), stepped=Exists(sent.filter(kind=LetterKind.STEP_DOWN)),
        supported=Exists(support),
    )  # fmt: skip
    return followed.select_related("recorded_by").order_by("-start")


def letters_since(period: StatusPeriod) -> frozenset[str]:
    """Kinds of the letters that a change of level asks for and that have gone since the period began."""
    kinds = ((LetterKind.ON_REGISTER, period.told), (LetterKind.STEP_DOWN, period.stepped))
    return frozenset(kind.value for kind, sent in kinds if sent)


def plans_of(pupil: Pupil) -> list[Plan]:
    """Every plan of the pupil, the newest cycle first, with its targets by number. Two queries."""
    found = _plans(None, pupil=pupil.pk)
    for plan in found:
        plan.pupil, plan.school = pupil, pupil.school
    return found


@prepared
def _plans(_user, *, pupil: int):
    targets = Prefetch("targets", Target.objects.order_by("number"))
    return Plan.objects.filter(pupil=pupil).order_by("-cycle").prefetch_related(targets)


def contacts_of(pupil: Pupil) -> list[Contact]:
    """The pupil's contacts, the most important first. One query."""
    found = _contacts(None, pupil=pupil.pk)
    for contact in found:
        contact.pupil = pupil
    return found


@prepared
def _contacts(_user, *, pupil: int):
    return Contact.objects.filter(pupil=pupil).order_by("priority")


def newest_documents(pupil: Pupil, user) -> list[PupilDocument]:
    """The newest documents that the user may open. One query."""
    return _documents(user, pupil=pupil.pk)


@prepared
def _documents(user, *, pupil: int):
    found = papers_of(pupil, user).select_related("issued__file", "file").defer("issued__snapshot")
    return found[:DOCUMENTS_SHOWN]


def latest_looks(pupil: Pupil) -> list[Opening]:
    """The latest openings of the pupil's record, with who opened it. One query."""
    return _looks(None, school=pupil.school_id, subject=pupil.reference)


@prepared
def _looks(_user, *, school: int, subject: str):
    found = Opening.objects.filter(school=school, subject=subject).select_related("user")
    return found.order_by("-at", "-id")[:LOOKS_SHOWN]
