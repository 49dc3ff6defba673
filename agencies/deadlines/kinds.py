"""The kinds of deadlines of work with agencies: what is to be done, by which rule, announced when."""

from django.utils.translation import gettext_noop as _

from agencies.stuck.kinds import (
    ADVICE_DAYS,
    CHECK_DAYS,
    CONFIRM_DAYS,
    CONSENT_DAYS,
    CORRECTION_DAYS,
    DECLINED_DAYS,
    LEFT_ALONE_DAYS,
    SEND_DAYS,
    TALK_DAYS,
)
from core.accounts.enums import Permission
from core.reminders.enums import Group
from core.reminders.kinds import EVE, FAMILY, LONG, ON_THE_DAY, Kind, Ladder, Rung, add_kinds

# What takes place that day, and needs no work before it.
EXPECT: Ladder = (Rung("eve", EVE), Rung("day", 0))
# A meeting, which one prepares.
MEET: Ladder = (Rung("week", 7), Rung("eve", EVE), Rung("day", 0))
# An invitation that runs out, and is over once it has.
RUNS_OUT: Ladder = (Rung("week", 7), Rung("day", 0))

AGENCIES, FAMILIES, SCHOOL = Group.AGENCIES, Group.FAMILIES, Group.SCHOOL

REFERS, CHECKS = Permission.REFERRAL_VIEW, Permission.PROFESSIONAL_CHECK
CLOSED = Permission.RESTRICTED_VIEW  # a report that is not shared yet is for those who open restricted papers

add_kinds(
    Kind("referral_talk", "Talk a referral over with the parents", "A referral is to be talked over with the parents",
         AGENCIES, f"A referral is talked over with the parents within {TALK_DAYS} days of being begun.", verb="Open",
         needs=REFERS),
    Kind("referral_consent", "Get the parents’ answer to a referral", "The parents’ answer to a referral is awaited",
         AGENCIES, f"Parents have {CONSENT_DAYS} days from the talk to answer; then school asks again.", ladder=ON_THE_DAY,
         verb="Record the answer", needs=REFERS, acts=Permission.CONSENT_ANSWER),
    Kind("family_referral", _("Tell us whether you agree to help from outside school"),
         _("We would like your answer about help from outside school"), FAMILIES,
         _("Nobody outside school is asked before you have said yes. You can also say no."), ladder=FAMILY, verb=_("Answer"),
         family=True),
    Kind("referral_consent_ends", "Ask the parents again: their consent ends", "The parents’ consent to a referral ends",
         AGENCIES, "Nothing is sent and nobody visits after the day up to which the parents agreed.", ladder=LONG,
         verb="Ask again", needs=REFERS, acts=Permission.CONSENT_ANSWER),
    Kind("referral_send", "Send the referral", "A referral is to be sent", AGENCIES,
         f"A referral goes out within {SEND_DAYS} days of the parents’ consent.", verb="Send it", needs=REFERS,
         acts=Permission.REFERRAL_EDIT),
    Kind("referral_answer", "Ask about a referral that is not answered", "An agency’s answer to a referral is awaited",
         AGENCIES, "An agency is asked once its usual wait is over.", ladder=ON_THE_DAY, verb="Record the answer",
         needs=REFERS, acts=Permission.REFERRAL_EDIT),
    Kind("referral_seen", "Ask when the child will be seen", "An agency meant to see a pupil by now", AGENCIES,
         "An agency is asked once the day has passed by which it meant to see the child.", ladder=ON_THE_DAY, verb="Open",
         needs=REFERS),
    Kind("referral_declined", "Ask another service, or close the referral", "An agency has declined a referral", AGENCIES,
         f"What an agency declined is sent elsewhere or closed within {DECLINED_DAYS} days.", needs=REFERS),
    Kind("referral_settle", "Talk the referral over again, or close it", "A referral without consent is to be settled",
         AGENCIES, f"Parents who said no, or took their consent back, are left alone for {LEFT_ALONE_DAYS} days; then "
         "school talks it over with them again, or closes the referral.", needs=REFERS),
    Kind("visit_day", "Expect a visit", "A professional visits", AGENCIES,
         "Every visit is announced, and the class teacher expects it.", ladder=EXPECT, acts=Permission.VISIT_VIEW),
    Kind("visit_record", "Record what happened at the visit", "A visit is to be recorded", AGENCIES,
         "What happened at a visit is written down by the second school day after it.", verb="Record",
         acts=Permission.VISIT_EDIT),
    Kind("visit_report", "Ask for the report of a visit", "The report of a visit is awaited", AGENCIES,
         "A written report follows each visit; school asks for it once the day has passed by which it was expected.",
         ladder=ON_THE_DAY, verb="Open the visit", acts=Permission.VISIT_VIEW),
    Kind("visit_teacher", "Meet the professional who visits", "The class teacher and a visiting professional are to meet",
         AGENCIES, "Who visits several times in a term meets the class teacher face to face once in that term, at the "
         "latest at the last visit.", verb="Open the visit", acts=Permission.VISIT_VIEW),
    Kind("agency_report_check", "Check a report", "A professional’s report is to be checked", AGENCIES,
         f"A report is checked and shared within {CHECK_DAYS} days of its arrival.", verb="Check it", needs=CLOSED),
    Kind("agency_report_corrected", "Ask for the corrected report", "A corrected report is awaited", AGENCIES,
         f"A corrected report is asked for again after {CORRECTION_DAYS} days.", ladder=ON_THE_DAY, verb="Open the report",
         needs=CLOSED),
    Kind("agency_report_confirm", "Say that you have the report", "A report was shared with you", AGENCIES,
         f"Who is given a report says within {CONFIRM_DAYS} days that they have it.", verb="Confirm",
         acts=Permission.REPORT_CHECK),
    Kind("agency_report_arrived", "Ask whether the report has arrived", "The parents’ word that a report arrived is awaited",
         AGENCIES, f"Parents have {CONFIRM_DAYS} days to say that they have a report; then school asks.", ladder=ON_THE_DAY,
         verb="Record it", needs=REFERS, acts=Permission.REPORT_CHECK),
    Kind("family_agency_report", _("Read a report about your child"), _("A report has been shared with you"), FAMILIES,
         _("School would like to know that you have the report. You can say what you think of it."), ladder=FAMILY,
         verb=_("Read it"), family=True),
    Kind("agency_advice_decide", "Decide on a professional’s advice", "A professional’s advice is to be decided", AGENCIES,
         f"Each piece of advice goes into the plan, into provision, or is put off with a reason, within {ADVICE_DAYS} days "
         "of being shared.", verb="Decide it", needs=REFERS),
    Kind("agency_meeting_invite", "Invite the parents to a meeting with agencies",
         "Parents are to be invited to a meeting with agencies", AGENCIES,
         "Parents are asked to every meeting with agencies, at least a week before.", verb="Open", needs=REFERS),
    Kind("agency_meeting_day", "Meet with agencies", "A meeting with agencies takes place", AGENCIES,
         "A meeting that is booked takes place unless it is called off.", ladder=MEET, needs=REFERS),
    Kind("family_agency_meeting", _("Come to a meeting about your child"), _("A meeting at school to which you are invited"),
         FAMILIES, _("You are asked to every meeting about your child with people from outside school."), ladder=FAMILY,
         family=True),
    Kind("agency_meeting_record", "Record the meeting with agencies", "A meeting with agencies is to be recorded", AGENCIES,
         "What was said and promised is written down by the second school day after the meeting.", verb="Record",
         needs=REFERS, acts=Permission.REFERRAL_EDIT),
    Kind("agency_meeting_action", "See that a promise is kept", "Something promised at a meeting is due", AGENCIES,
         "What is promised at a meeting is done by the day that was named; without one, by the day on which the meeting is "
         "looked at again, or within four weeks.", verb="Open the meeting", needs=REFERS),
    Kind("agency_meeting_next", "Book the next meeting with agencies", "A meeting with agencies is to be booked", AGENCIES,
         "What was agreed is looked at again on the day that the meeting named.", verb="Book it", needs=REFERS,
         acts=Permission.REFERRAL_EDIT),
    Kind("professional_check", "Renew a professional’s check", "A professional’s check runs out", SCHOOL,
         "Whom the school employs privately does not visit without checks of qualification, registration, DBS and "
         "insurance that are in date.", ladder=LONG, verb="Record the check", needs=CHECKS),
    Kind("invitation_ends", "See whether an invitation is still needed", "A professional’s invitation ends", AGENCIES,
         "A professional sees what was shared with them up to the last day of the invitation.", ladder=RUNS_OUT,
         needs=REFERS, acts=Permission.REFERRAL_INVITE),
    Kind("appointment_day", "Expect a child to be away for an appointment", "A pupil is away for an appointment", AGENCIES,
         "Hours out of school for a private appointment are noted beforehand.", ladder=EXPECT, acts=Permission.VISIT_VIEW),
)  # fmt: skip
