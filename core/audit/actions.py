import datetime as dt

from core.audit.models import Opening
from core.schools.prepared import prepared

SAME_VISIT = dt.timedelta(minutes=10)


def record_opening(
    *, school, by, at: dt.datetime, kind: Opening.Kind, what: str, subject: str = ""
) -> Opening | None:
    """Record that `by` opened something; turning its pages within ten minutes counts once, an export always."""
    if kind == Opening.Kind.PUPIL and _seen(by, school=school.pk, subject=subject, since=at - SAME_VISIT):
        return None
    return Opening.objects.create(school=school, user=by, at=at, kind=kind, what=what, subject=subject)


@prepared
def _seen(user, *, school: int, subject: str, since: dt.datetime):
    opened = Opening.objects.filter(
        school=school, user=user, kind=Opening.Kind.PUPIL, subject=subject, at__gt=since
    )
    return opened.values_list("pk")[:1]
