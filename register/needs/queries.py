"""Every read about needs, diagnoses and assessments of one pupil."""

import datetime as dt

from register.models import Assessment, Diagnosis, Need, Pupil, StatusPeriod, Summary


def all_needs(pupil: Pupil) -> list[Need]:
    """Every type of need there is or was, the newest first, the main one before the others. One query."""
    return list(Need.objects.filter(pupil=pupil).order_by("-start", "rank"))


def summary_of(pupil: Pupil) -> Summary | None:
    """Strengths, interests and disability, with who wrote them. One query."""
    return Summary.objects.filter(pupil=pupil).select_related("written_by").first()


def additions_of(pupil: Pupil) -> list[StatusPeriod]:
    """Levels that say why provision is additional or different (R-1), newest first. One query."""
    return list(StatusPeriod.objects.filter(pupil=pupil).exclude(additional="").order_by("-start"))


def diagnoses_of(pupil: Pupil) -> list[Diagnosis]:
    """The pupil's diagnoses, newest first, those without a date last. One query."""
    found = Diagnosis.objects.filter(pupil=pupil).select_related("document", "recorded_by")
    return sorted(found, key=lambda d: (d.on is not None, d.on or dt.date.min, d.pk), reverse=True)


def assessments_of(pupil: Pupil) -> list[Assessment]:
    """The pupil's assessments, newest first. One query."""
    found = Assessment.objects.filter(pupil=pupil).select_related("document", "recorded_by")
    return list(found.order_by("-on", "-pk"))


def instruments_of(school) -> list[str]:
    """Names of tests already used in the school, each in one way of writing, by the alphabet. One query."""
    names = (
        Assessment.objects.filter(school=school).order_by("instrument").values_list("instrument", flat=True)
    )
    return sorted({name.casefold(): name for name in names.distinct()}.values(), key=str.casefold)
