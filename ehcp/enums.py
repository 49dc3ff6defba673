"""The words of EHC plans: their sections and versions, needs assessments, annual reviews, disclosures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.TextChoices):
    """The sections of a plan, each to be identified separately (SI 2014/1530, reg 12(1); R-147)."""

    A = "A", _("Views, interests and aspirations")
    B = "B", _("Special educational needs")
    C = "C", _("Health care needs")
    D = "D", _("Social care needs")
    E = "E", _("Outcomes")
    F = "F", _("Special educational provision")
    G = "G", _("Health care provision")
    H1 = "H1", _("Social care provision that must be made for a child under 18")
    H2 = "H2", _("Other social care provision")
    I = "I", _("Placement")  # noqa: E741
    J = "J", _("Personal budget")
    K = "K", _("Advice and information")


APPEALABLE = (Letter.B, Letter.F, Letter.I)  # B, F and I go to appeal; A, E and J do not (B5)


class VersionKind(models.TextChoices):
    """What a version of a plan is."""

    DRAFT = "draft", _("Draft plan")
    FINAL = "final", _("Final plan")
    PROPOSED = "proposed", _("Proposed amendments")
    AMENDED = "amended", _("Amended final plan")


IN_FORCE_KINDS = (VersionKind.FINAL, VersionKind.AMENDED)


class Per(models.TextChoices):
    """How often something that a plan specifies is given."""

    DAY = "day", _("a school day")
    WEEK = "week", _("a week")
    FORTNIGHT = "fortnight", _("a fortnight")
    HALF_TERM = "half_term", _("a half term")
    TERM = "term", _("a term")
    YEAR = "year", _("a year")


class DisclosureBasis(models.TextChoices):
    """Why an EHC plan was shown to somebody (R-208): consent, or one of the listed exceptions."""

    FAMILY = "family", _("Given to the parents or the young person")
    STAFF = "staff", _("Staff who teach or support the child")
    AUTHORITY = "authority", _("The local authority that maintains the plan")
    CONSENT = "consent", _("With the consent of the parents or the young person")
    TRIBUNAL = "tribunal", _("For an appeal to the Tribunal")
    SECRETARY = "secretary", _("Asked for by the Secretary of State")
    COURT = "court", _("By order of a court, or for criminal proceedings")
    OMBUDSMAN = "ombudsman", _("For an inquiry into maladministration")
    DUTIES = "duties", _("For duties under the Disabled Persons Act 1986 or the Children Act 1989")
    OFSTED = "ofsted", _("For an inspection by Ofsted")
    ALLOWANCE = "allowance", _("For disabled students’ allowance")
    NEXT_HEAD = "next_head", _("For the head of the next phase of education")


NEEDS_NO_REASON = (DisclosureBasis.FAMILY, DisclosureBasis.STAFF, DisclosureBasis.AUTHORITY)


class AssessmentState(models.TextChoices):
    """Where an EHC needs assessment is."""

    CONSIDERED = "considered", _("Being considered")
    DISCUSSED = "discussed", _("Talked over with the parents")
    REQUESTED = "requested", _("Requested, decision awaited")
    DECLINED = "declined", _("The authority will not assess")
    ASSESSING = "assessing", _("The authority is assessing")
    ADVISED = "advised", _("School’s advice given")
    NOT_ISSUED = "not_issued", _("Assessed, no plan")
    DRAFTED = "drafted", _("Draft plan received")
    ANSWERED = "answered", _("School has answered the draft")
    ISSUED = "issued", _("Plan issued")
    CLOSED = "closed", _("Ended without a plan")


ASSESSMENT_OPEN = tuple(
    state for state in AssessmentState if state not in (AssessmentState.ISSUED, AssessmentState.CLOSED)
)
ASSESSMENT_REFUSED = (AssessmentState.DECLINED, AssessmentState.NOT_ISSUED)


class AssessmentPurpose(models.TextChoices):
    FIRST = "first", _("EHC needs assessment")
    AGAIN = "again", _("Re-assessment")


class Asker(models.TextChoices):
    """Who asks the local authority to assess (s.36 of the Act)."""

    SCHOOL = "school", _("The school")
    PARENT = "parent", _("The parents")
    YOUNG_PERSON = "young_person", _("The young person")
    OTHER = "other", _("Somebody else")


class Exemption(models.TextChoices):
    """Why a time limit of an assessment need not be met: a flag with a reason, never a pause (reg 5(4), 10(4), 13(3))."""

    CLOSURE = "closure", _("School closed for four weeks or more when advice was asked for")
    CIRCUMSTANCES = "circumstances", _("Exceptional personal circumstances")
    AWAY = "away", _("The child or parent was away for four weeks or more")
    APPOINTMENT = "appointment", _("The child missed an appointment")


class NamingAnswer(models.TextChoices):
    """What the school says to being named in a plan; the grounds are the only lawful ones (R-146)."""

    YES = "yes", _("We can meet the needs in the draft")
    CHANGES = "changes", _("Yes, with changes to the draft")
    UNSUITABLE = "unsuitable", _("Unsuitable for the child’s age, ability, aptitude or needs")
    OTHERS = "others", _("Incompatible with the efficient education of others")
    RESOURCES = "resources", _("Incompatible with the efficient use of resources")


CHALLENGES = (NamingAnswer.UNSUITABLE, NamingAnswer.OTHERS, NamingAnswer.RESOURCES)


class ReviewState(models.TextChoices):
    """Where an annual review is."""

    DATED = "dated", _("Date set")
    NOTICED = "noticed", _("Notice given")
    ASKED = "asked", _("Advice asked for")
    CIRCULATED = "circulated", _("Papers sent round")
    HELD = "held", _("Meeting held")
    REPORTED = "reported", _("Report sent")
    DECIDED = "decided", _("The authority has decided")
    COMPARED = "compared", _("Amendments compared")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Called off")


BEFORE_MEETING = (ReviewState.DATED, ReviewState.NOTICED, ReviewState.ASKED, ReviewState.CIRCULATED)
AFTER_MEETING = (ReviewState.HELD, ReviewState.REPORTED, ReviewState.DECIDED, ReviewState.COMPARED)
REVIEW_OPEN = BEFORE_MEETING + AFTER_MEETING


class ReviewKind(models.TextChoices):
    ANNUAL = "annual", _("Annual review")
    EARLY = "early", _("Early review")
    TRANSFER = "transfer", _("Phase transfer review")
    UNDER_FIVE = "under_five", _("Extra review of a child under five")


class InviteeRole(models.TextChoices):
    """As what somebody is asked to a review. The first six are those whom reg 20(2) names."""

    PARENT = "parent", _("Parent or carer")
    CHILD = "child", _("Child or young person")
    HEAD = "head", _("Head teacher or their delegate")
    LA_SEN = "la_sen", _("Local authority SEN officer")
    HEALTH = "health", _("Health professional")
    SOCIAL_CARE = "social_care", _("Social care officer")
    SENCO = "senco", _("SENCo")
    TEACHER = "teacher", _("Class or subject teacher")
    TA = "ta", _("Teaching assistant")
    SPECIALIST = "specialist", _("Specialist who works with the child")
    VIRTUAL_HEAD = "virtual_head", _("Virtual School")
    ADVOCATE_CHILD = "advocate_child", _("Advocate for the child")
    ADVOCATE_PARENT = "advocate_parent", _("Advocate for the parents")
    NEXT_SCHOOL = "next_school", _("Next school or college")
    OTHER = "other", _("Somebody else")


STATUTORY = (
    InviteeRole.PARENT,
    InviteeRole.HEAD,
    InviteeRole.LA_SEN,
    InviteeRole.HEALTH,
    InviteeRole.SOCIAL_CARE,
)


class Coming(models.TextChoices):
    UNSAID = "", _("Not said")
    YES = "yes", _("Coming")
    PART = "part", _("For part of it")
    NO = "no", _("Not coming")


class Served(models.TextChoices):
    """What was served on somebody who is invited."""

    NOTICE = "notice", _("Notice of the meeting")
    ADVICE_ASK = "advice_ask", _("Request for advice")
    CHASE = "chase", _("Reminder")
    PACK = "pack", _("Papers for the meeting")
    REPORT = "report", _("Report of the meeting")


class ServedHow(models.TextChoices):
    """How: never with a child's name in ordinary email."""

    HAND = "hand", _("By hand")
    POST = "post", _("By post")
    SECURE = "secure", _("Secure message service")
    PORTAL = "portal", _("The authority’s own website")
    ONLINE = "online", _("Here, after signing in")
    SPOKEN = "spoken", _("Told in person")


class OutcomeRating(models.TextChoices):
    """How far an outcome of the plan has been reached."""

    MET = "met", _("Met")
    ON_TRACK = "on_track", _("On track")
    SOME = "some", _("Some progress")
    NONE = "none", _("No progress yet")


class OutcomeNext(models.TextChoices):
    """What the meeting recommends for an outcome."""

    KEEP = "keep", _("Keep")
    CHANGE = "change", _("Change")
    END = "end", _("End")


class LaDecision(models.TextChoices):
    """What is recommended, and what the local authority decides (reg 20(10))."""

    KEEP = "keep", _("Keep the plan as it is")
    AMEND = "amend", _("Amend the plan")
    CEASE = "cease", _("End the plan")
