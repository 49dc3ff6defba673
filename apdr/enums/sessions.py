from django.db import models
from django.utils.translation import gettext_lazy as _


class Came(models.TextChoices):
    """Whether a child was at a session: all of it, part, or not."""

    CAME = "came", _("Came")
    PART = "part", _("Part of it")
    ABSENT = "absent", _("Did not")


class Missed(models.TextChoices):
    """Why a child missed a session, or why it was not held. MISSED_CODES are the short codes of the paper sheet."""

    AWAY = "away", _("Away from school")
    REFUSED = "refused", _("Did not want to")
    LESSON = "lesson", _("Stayed in the lesson")
    EVENT = "event", _("Trip, visit or event")
    OTHER_HELP = "other_help", _("With another adult or agency")
    EXCLUDED = "excluded", _("Suspended")
    NO_ADULT = "no_adult", _("The adult was away or needed elsewhere")
    NO_ROOM = "no_room", _("No room")
    CLOSED = "closed", _("School closed that day")
    OTHER = "other", _("Another reason")


CHILD_REASONS = (
    Missed.AWAY, Missed.REFUSED, Missed.LESSON, Missed.EVENT, Missed.OTHER_HELP, Missed.EXCLUDED, Missed.OTHER,
)  # fmt: skip
NOT_HELD_REASONS = (Missed.NO_ADULT, Missed.NO_ROOM, Missed.EVENT, Missed.CLOSED, Missed.OTHER)
# Short codes of the weekly paper sheet. The rating stands beside the code: 1 to 4.
MISSED_CODES = {
    Missed.AWAY: "A", Missed.REFUSED: "R", Missed.LESSON: "L", Missed.EVENT: "E", Missed.OTHER_HELP: "H",
    Missed.EXCLUDED: "S", Missed.NO_ADULT: "N", Missed.NO_ROOM: "M", Missed.CLOSED: "C", Missed.OTHER: "O",
}  # fmt: skip
