"""An email to the SENCo when somebody's advice or views for a review arrive; it names nobody (R-126, R-152)."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.enums import Permission, Role
from core.accounts.models import Membership, User
from core.accounts.permissions import can
from core.reminders.outbox import post
from core.ui.present import day
from ehcp.models import ReviewInvitee


def tell_arrived(place: ReviewInvitee, *, by: User, at: dt.datetime) -> None:
    """Tell the SENCos that it has come for the first time; whoever runs reviews and wrote it down knows. One query beside
    the emails."""
    review = place.review
    if can(by, Permission.REVIEW_RUN, review):
        return
    held = Membership.objects.current().filter(school=review.school_id, role=Role.SENCO, user__is_active=True)
    reference = review.pupil.reference
    body = render_to_string("email/advice_arrived.txt", {
        "reference": reference, "day": day(review.on),
        "link": settings.SITE_URL + reverse("annual:review", args=[review.school.slug, review.reference]),
    })  # fmt: skip
    for row in held.select_related("user"):
        post(
            school=review.school, to=row.user.email, recipient=row.user, what=_("Advice has arrived"), body=body, at=at,
            subject=_("Something has come for the annual review of pupil %(reference)s") % {"reference": reference},
        )  # fmt: skip
