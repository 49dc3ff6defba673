"""The words of how a school answers for its SEN provision: training, complaints, policies, the information report."""

from django.db import models


class Audience(models.TextChoices):
    """For whom a topic of training is."""

    TEACHERS = "teachers", "Teachers"
    TAS = "tas", "TAs"
    STAFF = "staff", "All staff"
    SOME = "some", "Those who need it"


class Competence(models.TextChoices):
    """What the SENCo finds of somebody's skill after training (R-223)."""

    ATTENDED = "attended", "Took part"
    CONFIDENT = "confident", "Does it well"
    LEADS = "leads", "Can train others"
    MORE = "more", "Needs more"


class NeedSource(models.TextChoices):
    """Why somebody is to be trained (R-222, R-223)."""

    APPRAISAL = "appraisal", "Appraisal"
    REQUEST = "request", "They asked for it"
    OBSERVATION = "observation", "Seen in lessons"
    PUPIL = "pupil", "A child’s needs"


class Post(models.TextChoices):
    """Posts that a school must or may name (R-187, R-190, R-191)."""

    SENCO = "senco", "SENCo"
    DEPUTY = "deputy", "Deputy SENCo"
    GOVERNOR = "governor", "SEN governor"


class Award(models.TextChoices):
    """The qualification of a SENCo (SEND Regulations 2014 reg 49; SI 2024/535)."""

    NONE = "none", "Not begun"
    NASENCO = "nasenco", "National Award (NASENCO)"
    NPQ = "npq", "NPQ for SENCOs"
    EXEMPT = "exempt", "In post before September 2009"


class Stage(models.TextChoices):
    """Steps of the ladder of complaints (R-224), lowest first."""

    TEACHER = "teacher", "Class teacher"
    SENCO = "senco", "SENCo"
    HEAD = "head", "Head teacher"
    FORMAL = "formal", "Formal complaint"


class ComplaintState(models.TextChoices):
    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ELSEWHERE = "elsewhere", "Decided elsewhere"


class StepKind(models.TextChoices):
    """What happens in the course of a complaint (R-224 to R-226)."""

    RAISED = "raised", "Raised"
    MOVED = "moved", "Taken to the next stage"
    TALK = "talk", "Meeting or call"
    REPLY = "reply", "Reply sent"
    LA_CONTACTED = "la_contacted", "Local authority asked for disagreement resolution"
    RESOLUTION = "resolution", "Disagreement resolution meeting"
    MEDIATION_ADVICE = "mediation_advice", "Mediation advice"
    MEDIATION = "mediation", "Mediation"
    CERTIFICATE = "certificate", "Mediation certificate"
    TRIBUNAL = "tribunal", "Appeal to the Tribunal"
    EVIDENCE = "evidence", "Information given to the Tribunal or authority"
    HEARING = "hearing", "Tribunal hearing"
    DECISION = "decision", "Decision of the Tribunal"
    OFSTED = "ofsted", "Ofsted"
    OTHER = "other", "Something else"


class PolicyKind(models.TextChoices):
    """The policies that belong to SEND, and those read with it (R-230)."""

    SEND = "send", "SEND policy"
    ACCESSIBILITY = "accessibility", "Accessibility plan"
    EQUALITY = "equality", "Equality"
    BEHAVIOUR = "behaviour", "Behaviour"
    SAFEGUARDING = "safeguarding", "Safeguarding and child protection"
    MEDICAL = "medical", "Medical conditions"
    COMPLAINTS = "complaints", "Complaints"
    ADMISSIONS = "admissions", "Admissions"
    ATTENDANCE = "attendance", "Attendance"
    OTHER = "other", "Another policy"


class Readers(models.TextChoices):
    """Who is to read a policy, at induction and when it changes (R-227)."""

    NOBODY = "nobody", "Nobody in particular"
    STAFF = "staff", "All staff"
    TEACHING = "teaching", "Teachers and TAs"
