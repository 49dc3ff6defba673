"""The tables of work with outside agencies, by noun."""

from agencies.models.directory import Agency, Professional, ProfessionalCheck, StaffName
from agencies.models.referrals import (
    AgencyMeeting,
    Chase,
    Consent,
    Disclosure,
    Invitation,
    InvitationDocument,
    MeetingAction,
    MeetingMember,
    Referral,
)
from agencies.models.reports import AgencyReport, Finding, Recommendation, ReportReceipt
from agencies.models.visits import CalendarFeed, PrivateAppointment, Visit
