import datetime as dt

from core.audit.models import Opening

SAME_VISIT = dt.timedelta(minutes=10)


def record_opening(
    *, school, by, at: dt.datetime, kind: Opening.Kind, what: str, subject: str = ""
) -> Opening | None:
    """Record that `by` opened something; turning its pages within ten minutes counts once, an export always."""
    if kind == Opening.Kind.PUPIL:
        seen = Opening.objects.filter(
            school=school, user=by, kind=kind, subject=subject, at__gt=at - SAME_VISIT
        )
        if seen.exists():
            return None
    return Opening.objects.create(school=school, user=by, at=at, kind=kind, what=what, subject=subject)
