"""The words of work with outside agencies: who they are, referrals, consent, visits, reports, advice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """Who stands behind an agency."""

    LA = "la", _("Local authority")
    NHS = "nhs", _("NHS")
    VOLUNTARY = "voluntary", _("Voluntary or charity")
    PRIVATE = "private", _("Private")


class AgencyKind(models.TextChoices):
    """What an agency does: the 22 kinds that St Mary's names (R-116), the 8 of Speedwell (R-117), of which two are the
    same, and any other."""

    EY_TEACHER = "ey_teacher", _("Early years SEN advisory teacher")
    AUTISM_TEACHER = "autism_teacher", _("Autism specialist teacher")
    FAMILY_SUPPORT = "family_support", _("Family support worker")
    PRIMARY_BEHAVIOUR = "primary_behaviour", _("Primary behaviour support")
    VISUAL = "visual", _("Visual impairment team")
    SALT = "salt", _("Speech and language therapy")
    OT = "ot", _("Occupational therapy")
    PHYSIO = "physio", _("Physiotherapy")
    EP = "ep", _("Educational psychology")
    OUTREACH = "outreach", _("Special school outreach")
    CAMHS = "camhs", _("Child and adolescent mental health (CAMHS)")
    PALMS = "palms", _("Positive behaviour, autism and learning disability (PALMS)")
    PAEDIATRICS = "paediatrics", _("Child development centre, paediatricians")
    FAMILIES = "families", _("Help for families (Thriving Families)")
    WEIGHT = "weight", _("Healthy weight (BeeZee Bodies)")
    SCHOOL_NURSING = "school_nursing", _("School nursing")
    HEALTH_VISITING = "health_visiting", _("Health visiting")
    NHS_NURSE = "nhs_nurse", _("NHS specialist nurse, for example epilepsy")
    ADOPTION = "adoption", _("Post-adoption team")
    VIRTUAL_SCHOOL = "virtual_school", _("Virtual School, for looked-after children")
    PNI = "pni", _("Physical and neurological impairment teacher")
    WELLBEING = "wellbeing", _("Emotional wellbeing charity (NESSIE)")
    HEARING = "hearing", _("Hearing impairment teachers")
    OCCUPATIONAL_HEALTH = "occupational_health", _("Occupational health")
    BEHAVIOUR = "behaviour", _("Behaviour support")
    AUTISM_TEAM = "autism_team", _("Autism team")
    SSSEN = "sssen", _("Specialist support service for SEN (SSSEN)")
    SCHOOL_HEALTH = "school_health", _("School health")
    OTHER = "other", _("Another service")


class CheckKind(models.TextChoices):
    """What is seen of somebody whom the school employs privately, before any visit (R-118)."""

    QUALIFICATION = "qualification", _("Qualification")
    REGISTRATION = "registration", _("Registration with the professional body")
    DBS = "dbs", _("DBS check")
    INSURANCE = "insurance", _("Insurance")


class ReferralState(models.TextChoices):
    """Where a referral is."""

    DRAFT = "draft", _("Being prepared")
    DISCUSSED = "discussed", _("Talked over with the parents")
    REFUSED = "refused", _("Consent refused")
    CONSENTED = "consented", _("Consent given")
    SENT = "sent", _("Sent")
    DECLINED = "declined", _("Declined by the agency")
    ACCEPTED = "accepted", _("Accepted, waiting to be seen")
    SEEN = "seen", _("Seen, report awaited")
    REPORTED = "reported", _("Report received")
    DECIDED = "decided", _("Advice decided")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")
    CLOSED = "closed", _("Closed")


NEEDS_CONSENT = (
    ReferralState.CONSENTED,
    ReferralState.SENT,
    ReferralState.ACCEPTED,
    ReferralState.SEEN,
    ReferralState.REPORTED,
    ReferralState.DECIDED,
)
WITHDRAWABLE = (*NEEDS_CONSENT, ReferralState.DECLINED)  # a consent has been given and may be taken back
OVER = (ReferralState.DECLINED, ReferralState.CLOSED)


class ConsentAnswer(models.TextChoices):
    GIVEN = "given", _("Agrees")
    REFUSED = "refused", _("Does not agree")


class ConsentHow(models.TextChoices):
    """How a parent answered (R-111)."""

    ONLINE = "online", _("Online, signed in")
    SIGNED = "signed", _("Signed on paper")
    MEETING = "meeting", _("At a meeting")
    PHONE = "phone", _("By telephone")


class SentHow(models.TextChoices):
    """How something identifiable left the school (R-126, R-206): never by ordinary email."""

    SECURE = "secure", _("Secure message service")
    PORTAL = "portal", _("The agency’s own website")
    LETTER = "letter", _("Letter by post or by hand")
    PHONE = "phone", _("By telephone")
    MEETING = "meeting", _("At a meeting")
    INVITED = "invited", _("Opened here by invitation")


class VisitState(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    DONE = "done", _("Took place")
    MISSED = "missed", _("Nobody came")
    CANCELLED = "cancelled", _("Called off")


class AnnouncedHow(models.TextChoices):
    """How the SENCo came to know of a visit (R-122)."""

    EMAIL = "email", _("Email to the SENCo")
    PHONE = "phone", _("By telephone")
    VERBAL = "verbal", _("Agreed with somebody at school")
    ONLINE = "online", _("Announced here by the professional")
    NOT = "not", _("Not announced: they arrived")


class ToldBy(models.TextChoices):
    """Who told the parents of a visit (R-123)."""

    NOBODY = "", _("Not told yet")
    PROFESSIONAL = "professional", _("The professional")
    SCHOOL = "school", _("School, as a courtesy")


class MeetingKind(models.TextChoices):
    EHM = "ehm", _("Early Help Module meeting")
    AGENCY = "agency", _("Meeting with an agency")


class AgencyMeetingState(models.TextChoices):
    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Called off")


class ReportState(models.TextChoices):
    """Where a report is on its way to those who need it (R-113, R-124, R-125)."""

    READING = "reading", _("Being read")
    CHECK = "check", _("To be checked")
    RETURNED = "returned", _("Corrected report asked for")
    SHARED = "shared", _("Shared")
    REPLACED = "replaced", _("Replaced by a corrected one")


class FindingKind(models.TextChoices):
    """What the check before sharing marks in a report."""

    STAFF = "staff", _("Name of a member of staff")
    PUPIL = "pupil", _("Name of another child")
    BORN = "born", _("Date of birth")
    ADDRESS = "address", _("Address or postcode")


class ReceiptBy(models.TextChoices):
    """How a report was handed on."""

    ONLINE = "online", _("Online, signed in")
    PAPER = "paper", _("On paper")


class AdviceState(models.TextChoices):
    """What became of one recommendation (R-114, R-130)."""

    WAITING = "waiting", _("To be decided")
    IN_PLAN = "in_plan", _("In the plan")
    IN_PROVISION = "in_provision", _("In provision")
    NOT_NOW = "not_now", _("Not now")


class ChaseHow(models.TextChoices):
    MESSAGE = "message", _("Email that names nobody")
    LETTER = "letter", _("Printed letter")
    PHONE = "phone", _("By telephone")
