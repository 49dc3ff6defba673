from django.db import models
from django.utils.translation import gettext_lazy as _


class AdvicePlace(models.TextChoices):
    """Where a recommendation is put (R-114)."""

    TARGET = "target", _("A new target")
    STRATEGY = "strategy", _("What we will do, of a target")
    EVERY_LESSON = "every_lesson", _("In every lesson")
    HOME = "home", _("How home can help")
    PROVISION = "provision", _("A group or programme")
