"""Review meetings with parents on the calendar of who may know of the child."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.visits.calendar import Entry, Sort, add_calendar
from apdr.enums import MeetingHow, MeetingState
from apdr.models import ReviewMeeting
from apdr.reviews.booking import USUAL_MINUTES
from apdr.reviews.present import state_of
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask
from register.deadlines.rows import child_columns, child_of, may, rest_of

ICON = "people"


def meetings_on_calendar(ask: Ask) -> Iterator[Entry]:
    """Those of the pupils in sight, the ones that were called off as such. One query."""
    rows = ask.of(ReviewMeeting.objects).filter(on__range=(ask.start, ask.end)).exclude(how=MeetingHow.PACK)
    last = ReviewMeeting.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_created_at")
    rows = rows.annotate(changed=Subquery(last.values("pgh_created_at")[:1])).order_by("on", "at", "pk")
    opens = may(ask, Permission.SEN_VIEW)
    for row in rows.values_list(
        *child_columns(), "reference", "on", "at", "state", "place", "version", "created_at", "changed",
        "led_by__formal_name", "led_by__name",
    ):  # fmt: skip
        child, (reference, on, at, state, place, version, made, changed, formal, name) = (
            child_of(row),
            rest_of(row),
        )
        url = reverse("reviews:meeting", args=[ask.school.slug, reference]) if opens else ""
        yield Entry(
            f"meeting:{reference}", on, Sort.MEETINGS, _("Review meeting with parents"), at=at, minutes=USUAL_MINUTES,
            url=url, pupil=child.reference, name=child.name, class_name=child.class_name or "", who=formal or name,
            place=place, icon=ICON, state=state_of(state, on, ask.today), called_off=state == MeetingState.CANCELLED,
            sequence=version - 1, changed=changed or made,
        )  # fmt: skip


add_calendar("review_meetings", meetings_on_calendar)
