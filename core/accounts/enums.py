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
    REGISTER_VIEW = "register_view", "see the SEN register of pupils in their care"
    REGISTER_EXPORT = "register_export", "export the SEN register"
    STATUS_CHANGE = "status_change", "put a pupil on the register and change the level"
    PROFILE_EDIT = "profile_edit", "write a pupil's profile"
    PLAN_EDIT = "plan_edit", "write a support plan"
    PLAN_AGREE = "plan_agree", "agree a support plan"
    PLAN_SHARE = "plan_share", "share a support plan with the family"
    AUDIT_VIEW = "audit_view", "see who has opened and changed a record"
    FIGURES_VIEW = "figures_view", "see the school's figures, in which no child can be worked out"
    FAMILY_VIEW = "family_view", "read what the school has shared about their own child"
