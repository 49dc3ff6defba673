from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """Where a support plan is, from being written to being reviewed."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Sent to be agreed")
    AGREED = "agreed", _("Agreed")
    SHARED = "shared", _("Shared with the family")
    REVIEWED = "reviewed", _("Reviewed")


OPEN_STATES = (PlanState.DRAFT, PlanState.PROPOSED, PlanState.AGREED, PlanState.SHARED)
IN_FORCE = (PlanState.AGREED, PlanState.SHARED)


class Progress(models.TextChoices):
    """How a target stands at review, in the school's words; families read FAMILY_WORDS."""

    MET = "met", _("Met")
    ON_TRACK = "on_track", _("On track")
    BEHIND = "behind", _("Behind")


FAMILY_WORDS = {
    Progress.MET: _("Can do this now"),
    Progress.ON_TRACK: _("Getting there"),
    Progress.BEHIND: _("Needs more time"),
}


class ReceiptHow(models.TextChoices):
    """How a plan went to a contact (online or on paper) and, once it is confirmed, how that came about (R-164, R-167)."""

    ONLINE = "online", _("on the website")
    PAPER = "paper", _("on paper")
    PHONE = "phone", _("by telephone")
    PACK = "pack", _("pack sent home")
