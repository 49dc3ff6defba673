from django.db import models


class Role(models.TextChoices):
    """What a person is at a school; one person may be several, in several schools."""

    SENCO = "senco", "SENCo"
    HEAD = "head", "Head teacher"
    TEACHER = "teacher", "Teacher"
    TA = "ta", "TA"
    OFFICE = "office", "Office"
    DSL = "dsl", "Designated safeguarding lead"
    GOVERNOR = "governor", "Governor"
    TRUST_LEAD = "trust_lead", "Trust SEND lead"
    PARENT = "parent", "Parent or carer"
    PROFESSIONAL = "professional", "Outside professional"


FAMILY_AND_VISITORS = frozenset({Role.PARENT, Role.PROFESSIONAL})


class Permission(models.TextChoices):
    """What may be done, in words that finish "may …"."""

    PEOPLE_MANAGE = "people_manage", "invite people, change their roles and end their access"
    SCHOOL_SETTINGS = "school_settings", "change the school's settings, terms and words"
    PUPILS_IMPORT = "pupils_import", "import the school's pupil list"
    PUPILS_LIST = "pupils_list", "see the list of all the school's pupils and their contacts"
    CONTACTS_EDIT = "contacts_edit", "change a pupil's contacts"
    SEN_VIEW = "sen_view", "open the SEN record of pupils in their care"
    REGISTER_VIEW = "register_view", "see the register of pupils in their care"
    REGISTER_EXPORT = "register_export", "export the register"
    STATUS_CHANGE = "status_change", "put a pupil on the register and change the level"
    CONCERN_RAISE = "concern_raise", "raise a concern about a pupil"
    CONCERN_VIEW = "concern_view", "read the concerns about pupils in their care"
    CONCERN_SUPPORT = "concern_support", "plan and review extra support for an emerging concern"
    CONCERN_DECIDE = "concern_decide", "decide what follows a concern"
    NEEDS_EDIT = "needs_edit", "record needs, disability, strengths and diagnoses"
    ASSESSMENT_EDIT = "assessment_edit", "put an assessment on file"
    VOICE_RECORD = "voice_record", "write down what a pupil says"
    WATCH_CHECK = "watch_check", "check on a pupil after support has ended"
    PROGRESS_REVIEW = "progress_review", "record how pupils get on, term by term"
    PROFILE_EDIT = "profile_edit", "write a pupil's profile"
    PROFILE_SHARE = "profile_share", "share a pupil's profile with the family"
    COVERAGE_VIEW = "coverage_view", "see who has read which profile"
    BANK_EDIT = "bank_edit", "change the school's bank of adjustments"
    SUPPLY_PACK = "supply_pack", "give a supply teacher a class's sheets for a day"
    LETTER_SEND = "letter_send", "send a letter to a family"
    SLIP_RECORD = "slip_record", "record a family's answer to a letter"
    FILE_EDIT = "file_edit", "put documents, meetings and calls in a pupil's file"
    RESTRICTED_VIEW = "restricted_view", "open what is kept for the SENCo, the head and the DSL"
    ARRANGEMENT_EDIT = "arrangement_edit", "record access arrangements, healthcare plans and adjustments"
    TRANSITION_MANAGE = "transition_manage", "prepare pupils' starting, moving and leaving"
    ROLL_OVER = "roll_over", "move the school into the next year"
    SAFEGUARDING_RAISE = "safeguarding_raise", "tell the safeguarding lead of a change in a pupil"
    SAFEGUARDING_VIEW = "safeguarding_view", "see safeguarding signs about pupils with SEND"
    PLAN_EDIT = "plan_edit", "write a plan"
    PLAN_AGREE = "plan_agree", "agree a plan"
    PLAN_SHARE = "plan_share", "share a plan with the family"
    AUDIT_VIEW = "audit_view", "see who has opened and changed a record"
    FIGURES_VIEW = "figures_view", "see the school's figures, in which no child can be worked out"
    FAMILY_VIEW = "family_view", "read what the school has shared about their own child"
