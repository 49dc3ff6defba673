"""Reads for the files of SEN history: what goes out, and whom a file that came in is about."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from core.schools.models import School
from register.ctf.history import NeedSpan, Provision, SenRecord, provision_on, provisions_of
from register.ctf.reading import CtfFile, ReadPupil
from register.enums import WITH_PLAN
from register.importing.matching import same_name
from register.importing.upn import tidy_upn
from register.models import Need, Pupil, StatusPeriod
from register.transition.queries import LeaverLine, leavers


def records_of(pupils: Iterable[Pupil]) -> list[SenRecord]:
    """The SEN history of each pupil, in their order. Two queries."""
    pupils = list(pupils)
    periods, needs = defaultdict(list), defaultdict(list)
    of = {"school__in": {pupil.school_id for pupil in pupils}, "pupil__in": [pupil.pk for pupil in pupils]}
    for pk, *rest in (
        StatusPeriod.objects.filter(**of).order_by("start").values_list("pupil", "level", "start", "end")
    ):
        periods[pk].append(tuple(rest))
    for pk, *rest in (
        Need.objects.filter(**of)
        .order_by("start", "rank")
        .values_list("pupil", "start", "end", "rank", "code")
    ):
        needs[pk].append(NeedSpan(*rest))
    return [
        SenRecord(
            p.upn, p.legal_last, p.legal_first, p.born, provisions_of(periods[p.pk]), tuple(needs[p.pk])
        )
        for p in pupils
    ]


def has_history(pupil_key: int) -> bool:
    """Whether the pupil of that primary key ever had SEN support or a plan. One query."""
    return StatusPeriod.objects.filter(pupil=pupil_key, level__in=WITH_PLAN).exists()


def leavers_with_history(school: School, user, today: dt.date) -> list[tuple[LeaverLine, SenRecord]]:
    """Those who leave or have left within a year and ever had SEN support or a plan, the soonest due first. At most five
    queries."""
    lines = leavers(school, user, today)
    records = records_of(line.pupil for line in lines)
    return [(line, record) for line, record in zip(lines, records, strict=True) if record.provisions]


@dataclass(frozen=True, slots=True)
class Found:
    """A pupil of a file beside what is recorded. `by` is "upn", "name" or "" where nobody was found; `trouble` is why
    nothing may be taken over, `caution` what to check first; `provision` and `needs` are those of today."""

    read: ReadPupil
    pupil: Pupil | None = None
    by: str = ""
    trouble: str = ""
    caution: str = ""
    provision: Provision | None = None
    needs: tuple[NeedSpan, ...] = ()

    @property
    def prior(self):
        """What is recorded of the last school, or None."""
        return getattr(self.pupil, "prior_school", None)


def found_for(file: CtfFile, school: School, user, today: dt.date) -> list[Found]:
    """Each pupil of the file with the one whom it is about: by UPN, then by name and date of birth. Three queries."""
    records = [read.record for read in file.pupils]
    upns, born = {r.upn for r in records if r.upn}, {r.born for r in records if r.born}
    pupils = list(
        Pupil.objects.filter(Q(upn__in=upns) | Q(born__in=born), school=school, left_on=None)
        .visible_to(user).select_related("school", "school_class", "prior_school").order_by("pk")
    )  # fmt: skip
    here = {pupil.pk: record for pupil, record in zip(pupils, records_of(pupils), strict=True)}
    taken: set[int] = set()
    found = []
    for read in file.pupils:
        one = _found(read, pupils, taken)
        if one.pupil:
            taken.add(one.pupil.pk)
            one = _beside(one, here[one.pupil.pk], today)
        found.append(one)
    return found


def _beside(one: Found, record: SenRecord, today: dt.date) -> Found:
    holding = sorted((need for need in record.needs if need.end is None), key=lambda need: need.rank)
    return Found(one.read, one.pupil, one.by, one.trouble, one.caution, provision_on(record.provisions, today),
                 tuple(holding))  # fmt: skip


def _found(read: ReadPupil, pupils: list[Pupil], taken: set[int]) -> Found:
    record = read.record
    by_upn = [pupil for pupil in pupils if record.upn and tidy_upn(pupil.upn) == record.upn]
    by_name = [pupil for pupil in pupils if _named(record, pupil)]
    chosen = by_upn or by_name
    if not chosen:
        return Found(read)
    by, pupil = "upn" if by_upn else "name", chosen[0]
    if read.troubles:
        return Found(read, pupil, by, trouble="; ".join(read.troubles))
    if len(chosen) > 1:
        return Found(
            read,
            trouble=f"{len(chosen)} children here have this name and date of birth, and the UPN is none of theirs",
        )
    if pupil.pk in taken:
        return Found(read, pupil, by, trouble="the file names this child twice")
    return _checked(Found(read, pupil, by))


def _checked(found: Found) -> Found:
    record, pupil = found.read.record, found.pupil
    if found.by == "upn" and not _alike(record, pupil):
        words = f"the UPN is that of {pupil.name}, but neither name nor date of birth is: one of the two has a wrong UPN"
        return Found(found.read, pupil, found.by, trouble=words)
    if found.by == "name" and record.upn and pupil.upn:
        words = "name and date of birth agree, the UPN does not: make sure that it is the same child"
        return Found(found.read, pupil, found.by, caution=words)
    return found


def _named(record: SenRecord, pupil: Pupil) -> bool:
    if not (record.forename and record.surname and record.born == pupil.born):
        return False
    firsts = (pupil.legal_first, pupil.preferred_first)
    return same_name(record.surname, pupil.legal_last) and any(
        same_name(record.forename, one) for one in firsts
    )


def _alike(record: SenRecord, pupil: Pupil) -> bool:
    """Whether date of birth or surname agrees, or the file tells neither."""
    told = record.born is not None or bool(record.surname)
    return not told or record.born == pupil.born or same_name(record.surname, pupil.legal_last)
