"""The role table: who may do what, as data. Object rules (which pupil, which state) stand in each app."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.accounts.enums import Permission as P
from core.accounts.enums import Role


@dataclass(frozen=True)
class RoleRow:
    """`whole_school`: sees every pupil of the school; otherwise only those a class, a grant or kinship gives."""

    description: str
    permissions: frozenset[P]
    whole_school: bool = False


def _row(description: str, *permissions: P, whole_school: bool = False) -> RoleRow:
    return RoleRow(description, frozenset(permissions), whole_school)


ROLE_TABLE: dict[Role, RoleRow] = {
    Role.SENCO: _row(
        "Runs SEN in the school: keeps the register, agrees plans, invites people.",
        P.PEOPLE_MANAGE, P.SCHOOL_SETTINGS, P.PUPILS_IMPORT, P.PUPILS_LIST, P.SEN_VIEW, P.REGISTER_VIEW,
        P.REGISTER_EXPORT, P.STATUS_CHANGE, P.PROFILE_EDIT, P.PLAN_EDIT, P.PLAN_AGREE, P.PLAN_SHARE,
        P.AUDIT_VIEW, P.FIGURES_VIEW, P.CONTACTS_EDIT, P.CONCERN_RAISE, P.CONCERN_VIEW, P.CONCERN_SUPPORT,
        P.CONCERN_DECIDE, P.NEEDS_EDIT, P.ASSESSMENT_EDIT, P.VOICE_RECORD, P.WATCH_CHECK,
        P.PROGRESS_REVIEW, P.PROFILE_SHARE,
        P.COVERAGE_VIEW, P.BANK_EDIT, P.SUPPLY_PACK, P.LETTER_SEND, P.SLIP_RECORD, P.FILE_EDIT, P.RESTRICTED_VIEW,
        P.ARRANGEMENT_EDIT, P.TRANSITION_MANAGE, P.ROLL_OVER, P.SAFEGUARDING_RAISE, P.SAFEGUARDING_VIEW,
        P.PLAN_ANNOTATE, P.PLAN_EVALUATE, P.PLAN_BANK_EDIT, P.PLAN_PRINT_ALL, P.MEETING_RUN, P.PROGRESS_MEETING_RUN,
        P.PROGRESS_MEETING_REOPEN,
        P.PROVISION_VIEW, P.PROVISION_VIEW_ALL, P.PROVISION_EDIT, P.INTERVENTION_EDIT, P.SESSION_RECORD,
        P.TIMETABLE_EDIT, P.IMPACT_VIEW, P.COST_VIEW, P.FUNDING_EDIT, P.EVIDENCE_MAKE,
        P.AGENCY_VIEW, P.AGENCY_EDIT, P.PROFESSIONAL_CHECK, P.REFERRAL_VIEW, P.REFERRAL_EDIT, P.CONSENT_ANSWER,
        P.REFERRAL_INVITE, P.VISIT_VIEW, P.VISIT_ANNOUNCE, P.VISIT_EDIT, P.CALENDAR_VIEW, P.REPORT_HAND_IN,
        P.REPORT_CHECK, P.ADVICE_DECIDE, P.AGENCY_CHASE,
        P.EHCP_PROVISION_VIEW, P.EHCP_VIEW, P.EHCP_EDIT, P.EHCP_DISCLOSE, P.EHCP_READ_CONFIRM, P.EHCNA_RUN,
        P.CASELOAD_VIEW, P.REVIEW_RUN, P.REVIEW_ADVISE, P.REVIEW_RECORD, P.REVIEW_REPORT_SEND, P.REVIEW_DECISION,
        P.EHC_CLOSE, P.DUE_VIEW, P.DUE_MARK,
        P.REPORT_WRITE, P.PACK_MAKE, P.CENSUS_VIEW, P.CENSUS_EXPORT, P.LISTS_EXPORT, P.TRAINING_VIEW, P.TRAINING_EDIT,
        P.COMPLAINT_VIEW, P.COMPLAINT_EDIT, P.POLICY_VIEW, P.POLICY_EDIT, P.INFORMATION_EDIT,
        whole_school=True,
    ),
    Role.HEAD: _row(
        "Sees every record of the school and its figures, and manages people.",
        P.PEOPLE_MANAGE, P.SCHOOL_SETTINGS, P.PUPILS_LIST, P.SEN_VIEW, P.REGISTER_VIEW, P.REGISTER_EXPORT,
        P.AUDIT_VIEW, P.FIGURES_VIEW, P.CONCERN_RAISE, P.CONCERN_VIEW, P.WATCH_CHECK,
        P.PROGRESS_REVIEW, P.COVERAGE_VIEW, P.SUPPLY_PACK,
        P.FILE_EDIT, P.RESTRICTED_VIEW, P.ROLL_OVER, P.SAFEGUARDING_RAISE,
        P.PROGRESS_MEETING_RUN, P.PROGRESS_MEETING_REOPEN,
        P.PROVISION_VIEW, P.PROVISION_VIEW_ALL, P.IMPACT_VIEW, P.COST_VIEW,
        P.AGENCY_VIEW, P.PROFESSIONAL_CHECK, P.REFERRAL_VIEW, P.VISIT_VIEW, P.CALENDAR_VIEW, P.REPORT_CHECK,
        P.AGENCY_CHASE,
        P.EHCP_PROVISION_VIEW, P.EHCP_VIEW, P.EHCP_DISCLOSE, P.CASELOAD_VIEW, P.REVIEW_ADVISE, P.REVIEW_RECORD,
        P.REVIEW_REPORT_SEND, P.DUE_VIEW, P.DUE_MARK,
        P.REPORT_WRITE, P.PACK_MAKE, P.CENSUS_VIEW, P.CENSUS_EXPORT, P.LISTS_EXPORT, P.TRAINING_VIEW, P.TRAINING_EDIT,
        P.COMPLAINT_VIEW, P.COMPLAINT_EDIT, P.COMPLAINT_HEAD, P.POLICY_VIEW, P.POLICY_EDIT, P.INFORMATION_EDIT,
        whole_school=True,
    ),
    Role.TEACHER: _row(
        "Sees the pupils of their own classes, writes their profiles and support plans.",
        P.SEN_VIEW, P.REGISTER_VIEW, P.PROFILE_EDIT, P.PLAN_EDIT, P.CONCERN_RAISE, P.CONCERN_VIEW, P.CONCERN_SUPPORT,
        P.ASSESSMENT_EDIT, P.VOICE_RECORD, P.WATCH_CHECK,
        P.PROGRESS_REVIEW, P.PROFILE_SHARE, P.SUPPLY_PACK, P.FILE_EDIT,
        P.SAFEGUARDING_RAISE, P.PLAN_ANNOTATE, P.MEETING_RUN, P.PROGRESS_MEETING_RUN, P.PROVISION_VIEW,
        P.PROVISION_EDIT, P.SESSION_RECORD,
        P.AGENCY_VIEW, P.REFERRAL_VIEW, P.VISIT_VIEW, P.VISIT_ANNOUNCE, P.VISIT_EDIT, P.CALENDAR_VIEW,
        P.ADVICE_DECIDE, P.EHCP_PROVISION_VIEW, P.EHCP_VIEW, P.EHCP_READ_CONFIRM, P.REVIEW_ADVISE,
        P.POLICY_VIEW,
    ),
    Role.TA: _row(
        "Sees the pupils they support: what helps, and the targets.",
        P.SEN_VIEW, P.REGISTER_VIEW, P.CONCERN_RAISE, P.VOICE_RECORD, P.SAFEGUARDING_RAISE,
        P.PLAN_ANNOTATE, P.PROVISION_VIEW, P.SESSION_RECORD, P.VISIT_VIEW, P.CALENDAR_VIEW,
        P.EHCP_PROVISION_VIEW, P.EHCP_READ_CONFIRM, P.REVIEW_ADVISE,
        P.POLICY_VIEW,
    ),
    Role.OFFICE: _row(
        "Keeps the pupil list and contacts in step with the school's information system; no SEN records.",
        P.PUPILS_IMPORT, P.PUPILS_LIST, P.CONTACTS_EDIT, P.CONCERN_RAISE, P.ROLL_OVER, P.SAFEGUARDING_RAISE,
        P.AGENCY_VIEW, P.CALENDAR_VIEW, P.CENSUS_VIEW, P.LISTS_EXPORT, P.POLICY_VIEW,
        whole_school=True,
    ),
    Role.DSL: _row(
        "Reads the SEN record of a pupil when a safeguarding concern needs it.",
        P.PUPILS_LIST, P.SEN_VIEW, P.REGISTER_VIEW, P.CONCERN_RAISE, P.CONCERN_VIEW, P.RESTRICTED_VIEW,
        P.SAFEGUARDING_RAISE, P.SAFEGUARDING_VIEW, P.PROVISION_VIEW, P.PROVISION_VIEW_ALL,
        P.AGENCY_VIEW, P.REFERRAL_VIEW, P.VISIT_VIEW, P.CALENDAR_VIEW, P.EHCP_PROVISION_VIEW, P.EHCP_VIEW,
        P.POLICY_VIEW,
        whole_school=True,
    ),
    Role.GOVERNOR: _row("Reads figures, never a child.", P.FIGURES_VIEW, P.POLICY_VIEW),
    Role.TRUST_LEAD: _row(
        "Compares the trust's schools and reads the SEN records of a school when supporting it.",
        P.SEN_VIEW, P.REGISTER_VIEW, P.FIGURES_VIEW, P.CONCERN_VIEW, P.PROVISION_VIEW, P.PROVISION_VIEW_ALL,
        P.IMPACT_VIEW, P.COST_VIEW, P.AGENCY_VIEW, P.REFERRAL_VIEW, P.EHCP_PROVISION_VIEW, P.EHCP_VIEW, P.CASELOAD_VIEW,
        P.DUE_VIEW, P.TRAINING_VIEW, P.POLICY_VIEW,
        whole_school=True,
    ),
    Role.PARENT: _row(
        "Reads what the school has shared about their own child.", P.FAMILY_VIEW, P.CONCERN_RAISE, P.CONSENT_ANSWER,
        P.REVIEW_ADVISE,
    ),
    Role.PROFESSIONAL: _row(
        "Sees what was shared for one referral, for a limited time.",
        P.REFERRAL_OPEN, P.VISIT_ANNOUNCE, P.REPORT_HAND_IN, P.REVIEW_OPEN, P.REVIEW_ADVISE, P.REVIEW_DECISION,
    ),
}  # fmt: skip

WHOLE_SCHOOL_ROLES = frozenset(role for role, row in ROLE_TABLE.items() if row.whole_school)


def allows(roles: Iterable[Role], permission: P) -> bool:
    """Whether any of these roles has `permission`."""
    return any(permission in ROLE_TABLE[role].permissions for role in roles)


def roles_with(permission: P) -> list[Role]:
    """Every role that has `permission`."""
    return [role for role, row in ROLE_TABLE.items() if permission in row.permissions]
