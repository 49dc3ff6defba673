from django.db import models
from django.utils.translation import gettext_lazy as _


class Wave(models.TextChoices):
    """How much a provision adds to good teaching for all."""

    UNIVERSAL = "universal", _("Universal: for everyone in the class")
    TARGETED = "targeted", _("Targeted: a group for a time")
    SPECIALIST = "specialist", _("Specialist: for one child or with a specialist")


class ProvisionKind(models.TextChoices):
    """What sort of provision it is (R-99), the learning mentor's work apart (R-93), and pastoral work (R-89)."""

    DIFFERENTIATED = "differentiated", _("Differentiated curriculum")
    GROUP = "group", _("Small group or one to one in class")
    SAME_DAY = "same_day", _("Same-day intervention")
    PRE_TEACHING = "pre_teaching", _("Pre-teaching")
    PROGRAMME = "programme", _("Programme outside the classroom")
    EMOTIONAL = "emotional", _("Social and emotional support")
    STAFF = "staff", _("Staff information and training")
    MENTOR_ATTENDANCE = "mentor_attendance", _("Learning mentor: attendance")
    MENTOR_BEHAVIOUR = "mentor_behaviour", _("Learning mentor: behaviour")
    MENTOR_SOCIAL = "mentor_social", _("Learning mentor: social skills")


MENTOR_KINDS = (
    ProvisionKind.MENTOR_ATTENDANCE, ProvisionKind.MENTOR_BEHAVIOUR, ProvisionKind.MENTOR_SOCIAL,
)  # fmt: skip


class ProvisionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")
    DROPPED = "dropped", _("Not started")


class GateCheck(models.TextChoices):
    """The eight checks before an intervention starts (R-96), in the policy's order."""

    AIMS = "aims", _("What are the aims, what impact do we expect, and how shall we measure it?")
    TIME = "time", _("How much time will it take?")
    BEST_TIME = "best_time", _("When is the best time for it?")
    MISSED = "missed", _("What will the child miss in class?")
    LINK = "link", _("How does it link to what happens in class?")
    EVIDENCE = "evidence", _("What is the evidence that it works?")
    TRAINED = "trained", _("Are the adults trained and confident?")
    BENEFIT = "benefit", _("Does the benefit outweigh the learning missed?")


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")


class DutyKind(models.TextChoices):
    """What an adult is deployed to beside interventions (R-103)."""

    IN_CLASS = "in_class", _("In class")
    SCAFFOLDING = "scaffolding", _("Scaffolding for a child or group")
    PREPARING = "preparing", _("Preparing resources")
    OTHER = "other", _("Other duty")
    BREAK = "break", _("Break")
