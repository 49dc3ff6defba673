"""The evidence of an assessment, put together by a worker and linked to it."""

import datetime as dt

from django.utils.translation import gettext as _

from core.accounts.permissions import Denied
from core.jobs.models import Job
from core.jobs.registry import CannotFinish, handler
from ehcp.assessing import hooks
from ehcp.assessing.actions.papers import EVIDENCE_JOB, link_evidence
from ehcp.models import NeedsAssessment

PURPOSE = "Request for an education, health and care needs assessment"


@handler(EVIDENCE_JOB)
def evidence(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: all that is on record of the pupil in one bundle, filed and linked; the PDF follows as a job of its own.
    Raises CannotFinish."""
    held = NeedsAssessment.objects.select_related("pupil__school", "pupil__school_class", "school").get(
        pk=job.payload["assessment"]
    )
    try:
        document = hooks.make_bundle(pupil=held.pupil, by=by, at=at, purpose=PURPOSE, report=report)
        link_evidence(assessment=held, document=document, by=by, at=at)
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    return {"message": _("The evidence is put together and linked."), "next_url": held.get_absolute_url()}
