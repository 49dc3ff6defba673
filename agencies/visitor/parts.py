"""What of a referral and of the child's record a SENCo may share with an invited professional, part by part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """One part of the record. Documents of the file are ticked one by one beside these."""

    NAME = "name", _("Name and class")
    BORN = "born", _("Date of birth")
    ASKED = "asked", _("What we ask")
    TRIED = "tried", _("What was tried, and what came of it")
    NEEDS = "needs", _("Types of need")
    PROFILE = "profile", _("Pupil profile")
    CONTACTS = "contacts", _("Whom to reach at school")


TICKED = (Part.ASKED, Part.CONTACTS)  # what a new invitation begins with: neither says who the child is
