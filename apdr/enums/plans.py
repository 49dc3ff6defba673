from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """Where an assess-plan-do-review cycle is (code of practice 6.44 to 6.56)."""

    ASSESS = "assess", _("Assess")
    PLAN = "plan", _("Plan")
    PROPOSED = "proposed", _("Sent to be agreed")
    DO = "do", _("Do")
    REVIEW = "review", _("Review")
    CLOSED = "closed", _("Closed")


WRITTEN = (PlanState.ASSESS, PlanState.PLAN, PlanState.PROPOSED)  # being written: its words may still change
IN_FORCE = (PlanState.DO, PlanState.REVIEW)
OPEN_STATES = (*WRITTEN, *IN_FORCE)


class PlanArea(models.TextChoices):
    """What a plan is about: all of a pupil's needs together, or one area of need with a cycle of its own (R-80)."""

    WHOLE = "", _("All needs together")
    COMMUNICATION = "communication", _("Communication and interaction")
    COGNITION = "cognition", _("Cognition and learning")
    SEMH = "semh", _("Social, emotional and mental health")
    SENSORY = "sensory", _("Sensory and/or physical")


class PlanFormat(models.TextChoices):
    """How a plan is printed: the same record in any (R-60, R-74 to R-84)."""

    SUPPORT_PLAN = "support_plan", _("Support plan (assess, plan, do, review)")
    IEP = "iep", _("IEP, Appendix B")
    IEP_LEARNING = "iep_learning", _("IEP for learning, Appendix C, with the level")
    LEARNING_JOURNEY = "journey", _("Learning Journey")
    STRATEGY_SHEET = "strategies", _("Strategy sheet for all staff")


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


class Effect(models.IntegerChoices):
    """The SENCo's evaluation of a cycle: how far what was done worked (R-67)."""

    WORKED = 3, _("It worked")
    PARTLY = 2, _("It worked in part")
    NOT_YET = 1, _("It did not work")


class Rating(models.IntegerChoices):
    """How a child did against a target on one day; the tap of a TA."""

    NOT_YET = 1, _("Not yet")
    WITH_HELP = 2, _("With help")
    MOSTLY = 3, _("Mostly")
    ALONE = 4, _("On their own")


class ReceiptHow(models.TextChoices):
    """How a plan went to a contact (online or on paper) and, once it is confirmed, how that came about (R-164, R-167)."""

    ONLINE = "online", _("on the website")
    PAPER = "paper", _("on paper")
    PHONE = "phone", _("by telephone")
    PACK = "pack", _("pack sent home")


class BankKind(models.TextChoices):
    """What one line of the school's bank is."""

    TARGET = "target", _("Target")
    STRATEGY = "strategy", _("Strategy")
