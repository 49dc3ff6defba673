"""Annual reviews on the calendar of who may read them, and of who is invited."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.visits.calendar import Entry, Sort, add_calendar
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask
from ehcp.annual.queries import own_places
from ehcp.enums import ReviewState
from ehcp.models import AnnualReview


def meetings(ask: Ask) -> Iterator[Entry]:
    """The meetings of annual reviews that were not called off. One query."""
    user, slug = ask.user, ask.school.slug
    mine = own_places(ask.school, user).values("review")
    seen = Q(pk__in=AnnualReview.objects.visible_to(user)) | Q(pk__in=mine)
    rows = AnnualReview.objects.filter(
        seen, school=ask.school, on__range=(ask.start, ask.end), pupil__left_on=None
    )
    rows = rows.exclude(state=ReviewState.CANCELLED).select_related("pupil__school_class")
    reads = ask.school.pk in user.schools_where(Permission.EHCP_VIEW)
    for row in rows.defer("progress", "summary", "recommended"):
        url = (
            reverse("annual:review", args=[slug, row.reference])
            if reads
            else reverse("annual:mine", args=[slug])
        )
        yield Entry(
            f"review:{row.reference}", row.on, Sort.MEETINGS, _("Annual review of an EHC plan"), at=row.at, url=url,
            pupil=row.pupil.reference, name=row.pupil.name, class_name=row.pupil.class_name, place=row.place,
            icon="people",
        )  # fmt: skip


add_calendar("annual_reviews", meetings)
