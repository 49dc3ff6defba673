from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """Where a review meeting with parents is (R-85, R-90 to R-92)."""

    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    MISSED = "missed", _("The parents did not come")
    CANCELLED = "cancelled", _("Called off")


class MeetingHow(models.TextChoices):
    """How the parents take part (R-167)."""

    MEETING = "meeting", _("Meeting in school")
    VIDEO = "video", _("Video call")
    PHONE = "phone", _("By telephone")
    PACK = "pack", _("Papers sent home")


class ProgressMeetingState(models.TextChoices):
    """Where a pupil progress meeting is."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed and kept as minutes")


class Decision(models.TextChoices):
    """What a pupil progress meeting decides for one pupil (R-11 to R-13, R-97)."""

    NOTHING = "nothing", _("Goes on as it is")
    WATCH = "watch", _("Look again at the next meeting")
    CONCERN = "concern", _("Raise a concern")
    PLAN = "plan", _("Begin or change the plan")
    PROVISION = "provision", _("Join a provision")
    LEAVE = "leave", _("Leave a provision")
