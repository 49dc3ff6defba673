"""The words of a pupil's file: assessments, documents, conversations, voice, letters, care and transition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssessmentKind(models.TextChoices):
    """How something was found out about a pupil (R-16, R-34, R-35)."""

    STANDARDISED = "standardised", _("Standardised test")
    SCREENING = "screening", _("Screening")
    OBSERVATION = "observation", _("Observation in class")
    DISCUSSION = "discussion", _("Discussion with staff or a professional")
    ON_ENTRY = "on_entry", _("On entry or from the last school")
    STATUTORY = "statutory", _("Statutory assessment (key stage)")


class DocumentKind(models.TextChoices):
    """What a document in a pupil's file is. Those that the product issues itself come last."""

    REPORT = "report", _("Report of a professional")
    ASSESSMENT = "assessment", _("Assessment")
    EHC = "ehc", _("EHC plan or its papers")
    MEDICAL = "medical", _("Medical paper")
    MINUTES = "minutes", _("Notes of a meeting")
    LETTER_IN = "letter_in", _("Letter received")
    CONSENT = "consent", _("Consent")
    TRANSFER_IN = "transfer_in", _("From the last school")
    WORK = "work", _("Child’s work")
    OTHER = "other", _("Something else")
    PLAN = "plan", _("Plan")
    PLAN_ON_PAPER = "plan_on_paper", _("Plan with letter and slip")
    LETTER = "letter", _("Letter sent")
    PROFILE = "profile", _("Profile")
    REFERRAL = "referral", _("Request for support")
    TRANSFER = "transfer", _("Transfer pack")
    PLAN_FORMAT = "plan_format", _("Plan in another format")
    EVIDENCE = "evidence", _("Evidence bundle")
    YEAR_REPORT = "year_report", _("Report on the year")
    AGENCY_REFERRAL = "agency_referral", _("Referral to an agency")
    AGENCY_LETTER = "agency_letter", _("Letter to an agency")
    EHC_COPY = "ehc_copy", _("Sections of an EHC plan")
    EHC_ADVICE = "ehc_advice", _("School’s advice for an EHC needs assessment")
    EHC_ANSWER = "ehc_answer", _("School’s answer to a draft EHC plan")
    EHC_PACK = "ehc_pack", _("Papers for an annual review")
    EHC_REPORT = "ehc_report", _("Report of an annual review")
    EHC_LETTER = "ehc_letter", _("Letter about an EHC plan")


UPLOADED_KINDS = tuple(DocumentKind)[: tuple(DocumentKind).index(DocumentKind.PLAN)]


class Sensitivity(models.TextChoices):
    """Who may open a document: all who may open the SEN record, or the SENCo, the head and the DSL alone."""

    ORDINARY = "ordinary", _("Staff who may open the SEN record")
    RESTRICTED = "restricted", _("SENCo, head and DSL only")


class ConversationKind(models.TextChoices):
    MEETING = "meeting", _("Meeting")
    CALL = "call", _("Telephone call")
    EMAIL = "email", _("Email")
    LETTER = "letter", _("Letter")
    VISIT = "visit", _("Home visit")
    TRANSITION = "transition", _("Transition meeting")


class VoiceKind(models.TextChoices):
    """How a child was asked (R-171)."""

    INTERVIEW = "interview", _("Interview")
    QUESTIONNAIRE = "questionnaire", _("Questionnaire")
    PICTURES = "pictures", _("Self-evaluation with pictures")


class LetterKind(models.TextChoices):
    """Letters that carry a slip (R-163 to R-165)."""

    ON_REGISTER = "on_register", _("Your child is on the SEN register")
    EXTRA_SUPPORT = "extra_support", _("Extra support for your child")
    STEP_DOWN = "step_down", _("Support changes: stepping down")
    CONCERN = "concern", _("What came of your concern")


class Pronouns(models.TextChoices):
    """How a letter speaks of the child; with none, by name alone."""

    HE = "he", _("he, him, his")
    SHE = "she", _("she, her, her")
    THEY = "they", _("they, them, their")
    NONE = "none", _("none: by name alone")


class SlipAnswer(models.TextChoices):
    """How a family's answer to a letter came."""

    ONLINE = "online", _("Online")
    SLIP = "slip", _("Paper slip")
    PHONE = "phone", _("By telephone")
    PACK = "pack", _("Pack sent home, no answer needed")


class ArrangementKind(models.TextChoices):
    """Access arrangements in tests and examinations (R-198)."""

    EXTRA_TIME = "extra_time", _("Extra time")
    READER = "reader", _("Reader")
    SCRIBE = "scribe", _("Scribe")
    REST_BREAKS = "rest_breaks", _("Rest breaks")
    PROMPTER = "prompter", _("Prompter")
    ROOM = "room", _("Separate room")
    WORD_PROCESSOR = "word_processor", _("Word processor")
    MODIFIED_PAPER = "modified_paper", _("Modified or enlarged paper")
    OVERLAY = "overlay", _("Coloured overlay or paper")
    TRANSLATOR = "sign", _("Sign language interpreter")
    OTHER = "other", _("Another arrangement")


class KeyStage(models.TextChoices):
    KS1 = "ks1", _("Key stage 1")
    KS2 = "ks2", _("Key stage 2, Year 6 tests")
    KS3 = "ks3", _("Key stage 3")
    KS4 = "ks4", _("Key stage 4, GCSE and equivalent")
    KS5 = "ks5", _("After 16")


class AdjustmentKind(models.TextChoices):
    """Reasonable adjustments and auxiliary aids (R-202, R-203)."""

    ADJUSTMENT = "adjustment", _("Reasonable adjustment")
    AID = "aid", _("Auxiliary aid or service")
    TRIPS_AND_PE = "trips_pe", _("Trips and PE")


class Noticed(models.TextChoices):
    """What was noticed in a pupil with SEND (R-211, R-212): words chosen, never an account of it."""

    BEHAVIOUR = "behaviour", _("A change in behaviour")
    MOOD = "mood", _("A change in mood")
    INJURY = "injury", _("An injury")
    SAID = "said", _("Something the child said")
    ONLINE = "online", _("Something online")
    OTHER = "other", _("Something else")


class FlagState(models.TextChoices):
    RAISED = "raised", _("Waiting for the safeguarding lead")
    TAKEN = "taken", _("Taken on")
    CLOSED = "closed", _("Closed here")


class RollState(models.TextChoices):
    PREVIEW = "preview", _("Preview")
    QUEUED = "queued", _("Being done")
    DONE = "done", _("Done")
    UNDONE = "undone", _("Undone")
