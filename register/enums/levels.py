"""The words of the register: levels, areas and types of need, flags, who was consulted."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How much support a pupil has (R-41). The order is the staircase; a pupil who was looked at and needs nothing
    further is at no level, with the reasons kept as for every other."""

    EMERGING_CONCERN = "emerging_concern", _("Emerging concern")
    MONITORING = "monitoring", _("Monitoring")
    SEN_RECORDED = "sen_recorded", _("SEN recorded")
    SEN_SUPPORT = "sen_support", _("SEN Support")
    FURTHER_SUPPORT = "further_support", _("Further SEN Support")
    ASSESSMENT_REQUESTED = "assessment_requested", _("Assessment requested")
    EHC_PLAN = "ehc_plan", _("EHC plan")
    EXITED = "exited", _("Exited, monitored")
    NONE = "none", _("No level")


LADDER = tuple(level for level in Level if level != Level.NONE)
ON_REGISTER = (
    Level.SEN_RECORDED,
    Level.SEN_SUPPORT,
    Level.FURTHER_SUPPORT,
    Level.ASSESSMENT_REQUESTED,
    Level.EHC_PLAN,
)
WITH_PLAN = (Level.SEN_SUPPORT, Level.FURTHER_SUPPORT, Level.ASSESSMENT_REQUESTED, Level.EHC_PLAN)

# School census, SEN provision (statutory-rules B7): no SEN, SEN support, EHC plan.
CENSUS_CODE = {
    Level.EMERGING_CONCERN: "N",
    Level.MONITORING: "N",
    Level.SEN_RECORDED: "N",
    Level.SEN_SUPPORT: "K",
    Level.FURTHER_SUPPORT: "K",
    Level.ASSESSMENT_REQUESTED: "K",
    Level.EHC_PLAN: "E",
    Level.EXITED: "N",
    Level.NONE: "N",
}


@dataclass(frozen=True, slots=True)
class LevelLook:
    """Bootstrap icon and fill ("0" to "4", or "edge") of a level's chip."""

    icon: str
    fill: str


LEVEL_LOOK = {
    Level.EMERGING_CONCERN: LevelLook("eye", "0"),
    Level.MONITORING: LevelLook("binoculars", "0"),
    Level.SEN_RECORDED: LevelLook("reception-1", "1"),
    Level.SEN_SUPPORT: LevelLook("reception-2", "2"),
    Level.FURTHER_SUPPORT: LevelLook("reception-3", "3"),
    Level.ASSESSMENT_REQUESTED: LevelLook("envelope-paper", "edge"),
    Level.EHC_PLAN: LevelLook("reception-4", "4"),
    Level.EXITED: LevelLook("box-arrow-right", "0"),
    Level.NONE: LevelLook("dash-circle", "0"),
}


class Area(models.TextChoices):
    """The four broad areas of need (code of practice 6.28 to 6.35), and none of them."""

    COMMUNICATION = "communication", _("Communication and interaction")
    COGNITION = "cognition", _("Cognition and learning")
    SEMH = "semh", _("Social, emotional and mental health")
    SENSORY = "sensory", _("Sensory and/or physical")
    NONE = "none", _("Not placed in an area")


AREA_ICON = {
    Area.COMMUNICATION: "chat-dots",
    Area.COGNITION: "book",
    Area.SEMH: "heart",
    Area.SENSORY: "ear",
    Area.NONE: "dash-circle",
}


class NeedType(models.TextChoices):
    """SEN types of the school census (statutory-rules B7)."""

    SPLD = "SPLD", _("Specific learning difficulty")
    MLD = "MLD", _("Moderate learning difficulty")
    SLD = "SLD", _("Severe learning difficulty")
    PMLD = "PMLD", _("Profound and multiple learning difficulty")
    SEMH = "SEMH", _("Social, emotional and mental health")
    SLCN = "SLCN", _("Speech, language and communication needs")
    HI = "HI", _("Hearing impairment")
    VI = "VI", _("Vision impairment")
    MSI = "MSI", _("Multi-sensory impairment")
    PD = "PD", _("Physical disability")
    ASD = "ASD", _("Autistic spectrum disorder")
    OTH = "OTH", _("Other difficulty or disability")
    NSA = "NSA", _("SEN support but no specialist assessment of type of need")
    DS = "DS", _("Down syndrome")


AREA_OF = {
    NeedType.SLCN: Area.COMMUNICATION,
    NeedType.ASD: Area.COMMUNICATION,
    NeedType.SPLD: Area.COGNITION,
    NeedType.MLD: Area.COGNITION,
    NeedType.SLD: Area.COGNITION,
    NeedType.PMLD: Area.COGNITION,
    NeedType.SEMH: Area.SEMH,
    NeedType.HI: Area.SENSORY,
    NeedType.VI: Area.SENSORY,
    NeedType.MSI: Area.SENSORY,
    NeedType.PD: Area.SENSORY,
    NeedType.OTH: Area.NONE,
    NeedType.NSA: Area.NONE,
    NeedType.DS: Area.NONE,
}


class Sex(models.TextChoices):
    FEMALE = "F", _("Female")
    MALE = "M", _("Male")
    UNKNOWN = "U", _("Not known")


YEAR_GROUPS = ("N1", "N2", "R", *map(str, range(1, 14)))
YEAR_LABEL = {"N1": "Nursery 1", "N2": "Nursery 2", "R": "Reception"} | {
    str(n): f"Year {n}" for n in range(1, 14)
}

# Factors that affect progress and are not SEN: field of the pupil, short form, full words.
FLAGS = (
    ("pupil_premium", "PP", _("Pupil Premium")),
    ("eal", "EAL", _("English as an additional language")),
    ("looked_after", "CLA", _("Child looked after")),
    ("service_child", "SP", _("Child of service personnel")),
    ("attendance", "ATT", _("Attendance and punctuality")),
    ("medical", "MED", _("Health care plan")),
)


class Consulted(models.TextChoices):
    """Who was consulted before a level was set (R-29, R-53)."""

    PARENTS = "parents", _("Parents")
    CHILD = "child", _("The child")
    TEACHER = "teacher", _("Class teacher")
    PROFESSIONAL = "professional", _("Outside professional")
    PREVIOUS = "previous", _("Last school or setting")


class GrantKind(models.TextChoices):
    """Why one named adult may know of one named pupil; the codename of the permission that the grant holds."""

    PARENT = "parent_pupil", "is a parent or carer of the pupil"
    SUPPORT = "support_pupil", "supports the pupil in class"


class ExitCriterion(models.TextChoices):
    """Why support may end: exit A and B of St Mary's (R-48, R-49), any one of Speedwell's four (R-50)."""

    GAP_CLOSED_ADJUSTED = "a", _("A: the gap is closed, and adjustments in class still meet the need")
    LIKE_MOST_PEERS = "b", _("B: no greater difficulty than most children of the same age")
    GAP_CLOSED = "c1", _("C: the gap to other children has closed enough")
    WIDER_DEVELOPMENT = "c2", _("C: wider development or social needs have improved, and it has lasted")
    SUPPORT_NOT_NEEDED = "c3", _("C: progress lasts without SEN support")
    TEACHING_MEETS_NEED = "c4", _("C: high quality teaching will meet the need")


EXIT_A = (ExitCriterion.GAP_CLOSED_ADJUSTED,)
EXIT_B_OR_C = tuple(criterion for criterion in ExitCriterion if criterion not in EXIT_A)


class Finding(models.TextChoices):
    """What a check after the end of support finds."""

    HOLDING = "holding", _("Progress holds")
    UNSURE = "unsure", _("Not sure yet: look again")
    SLIPPING = "slipping", _("Slipping back: support is needed again")


class ProgressFound(models.TextChoices):
    """What a look at a pupil's progress finds (R-11, R-14)."""

    EXPECTED = "expected", _("As expected: the level fits")
    BETTER = "better", _("Better: could step down")
    LESS = "less", _("Less than expected")


class HowTold(models.TextChoices):
    """How a family was told or asked."""

    MET = "met", _("At a meeting")
    PHONE = "phone", _("By telephone")
    PAPERS = "papers", _("Papers sent home")
    ONLINE = "online", _("Online")
    LETTER = "letter", _("By letter")
