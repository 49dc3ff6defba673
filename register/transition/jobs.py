"""Long work of transition, by kind."""

import datetime as dt

from django.urls import reverse

from core.accounts.permissions import Denied
from core.jobs.models import Job
from core.jobs.registry import handler
from register.enums import RollState
from register.models import RollOver
from register.transition.rolling import carry_out_roll_over


@handler("roll_over")
def roll_over(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: move the school into the next year, unless its classes have changed since the preview: then the preview
    is open again."""
    held = RollOver.objects.select_for_update().get(pk=job.payload["roll_over"])
    here = reverse("transition:roll-over", args=[job.school.slug]) + f"?into={held.academic_year}"
    if held.state != RollState.QUEUED:
        return {"message": "Nothing was left to do.", "next_url": here}
    try:
        held = carry_out_roll_over(roll_over=held, by=by, at=at, report=report)
    except Denied as denied:
        RollOver.objects.filter(pk=held.pk).update(state=RollState.PREVIEW)
        return {"refused": True, "message": denied.reason[:300], "next_url": here}
    count = len(held.before["pupils"])
    return {"message": f"The school is moved: {count} pupils.", "next_url": here}
