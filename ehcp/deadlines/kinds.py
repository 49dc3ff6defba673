"""The kinds of deadlines that EHC plans, needs assessments and annual reviews have. Their rules and citations are those of
`ehcp.statute`; a deadline carries those of its own row where a rule has several."""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from core.accounts.enums import Permission
from core.reminders.enums import Group, To
from core.reminders.kinds import (
    AUTHORITY,
    EVE,
    FAMILY,
    LAW,
    NOTICE,
    Kind,
    Ladder,
    Rung,
    add_kinds,
)
from ehcp.deadlines import own
from ehcp.statute import ASSESSMENT, ORDERS, PHASES, REVIEW, Rule

RULES = {rule.name: rule for rule in (*REVIEW, *ASSESSMENT, *ORDERS)}
MEETING: Ladder = (Rung("week", 7), Rung("eve", EVE), Rung("day", 0))
SOON: Ladder = (Rung("day", 0), Rung("late", -1), Rung("late_week", -7, (To.OWNER, To.SENCO)))
# A week before the day; on it nothing is late, for the time is somebody else's.
WINDOW: Ladder = (Rung("week", 7), Rung("day", 0))
EACH_WEEK: Ladder = (Rung("week", 7),)


def _kind(key: str, title: str, mail: str, rule: Rule, **more) -> Kind:
    return Kind(key, title, mail, Group.LAW, rule.says, more.pop("cites", rule.citation), **more)


def _law(key: str, title: str, mail: str, rule: str, ladder: Ladder = LAW, **more) -> Kind:
    return _kind(key, title, mail, RULES[rule], ladder=ladder, statutory=True, **more)


REVIEWS = (
    _law("review_date", "Set the date of the annual review", "The date of an annual review is to be set", "meeting_latest",
         verb="Set the date"),
    _kind("review_ask_advice", "Ask for advice for the annual review", "Advice for an annual review is to be asked for",
          own.ASK_BY, ladder=SOON, cites=RULES["advice_circulated_by"].citation, verb="Ask for it"),
    _law("review_notice", "Give notice of the annual review", "Notice of an annual review is to be given", "notice_by",
         NOTICE, verb="Give notice"),
    _law("review_pack", "Send round the papers for the annual review",
         "The papers for an annual review are to be sent round", "advice_circulated_by", NOTICE, verb="Send them"),
    _kind("review_advice", "Give your advice for the annual review", "Your advice for an annual review is asked for",
          RULES["advice_circulated_by"], verb="Write", acts=Permission.REVIEW_RUN),
    _kind("review_day", "Hold the annual review", "An annual review meets", RULES["meeting_latest"], ladder=MEETING),
    Kind("review_attend", "Come to the annual review", "You are asked to an annual review", Group.LAW,
         "Who is invited comes, or says beforehand that they cannot.", ladder=MEETING, acts=Permission.REVIEW_ADVISE),
    _kind("review_record", "Record the annual review’s meeting", "The meeting of an annual review is to be recorded",
          own.RECORD_BY, verb="Record it"),
    _law("review_report", "Send the report of the annual review", "The report of an annual review is to be sent",
         "report_by", verb="Send it"),
    _law("review_decision", "Decide after the annual review: keep, amend or end the plan",
         "The local authority is to decide after an annual review", "la_decision_by", AUTHORITY),
    Kind("review_compare", "Compare the proposed amendments", "Proposed amendments of an EHC plan are to be compared",
         Group.LAW, "Amendments are compared with the plan in force while the parents have their 15 days to comment.",
         RULES["parent_comments_until"].citation, verb="Compare"),
    _law("review_final", "Issue the amended plan", "An amended EHC plan is to be issued by the local authority",
         "final_plan_by", AUTHORITY),
    _law("review_complete", "Complete the review: the twelve months are up",
         "The twelve months of an EHC plan’s review are up", "review_complete_by", AUTHORITY),
    _kind("review_close", "Close the annual review", "An annual review is to be closed", own.CLOSE_BY, verb="Close it"),
)  # fmt: skip

PLANS = (
    Kind("ehcp_check", "Check the dates of the EHC plan", "The dates of an EHC plan are to be checked", Group.LAW,
         "Days that cannot all be right give no date by law: it is told each week until they are put right.",
         ladder=EACH_WEEK, verb="Check them"),
    Kind("ehcp_transfer", "Review and amend the EHC plan before the change of phase",
         "An EHC plan is to be reviewed and amended before a change of phase", Group.LAW,
         "Before a change of phase the plan is reviewed and amended by the day that the law names.", PHASES[0].citation,
         LAW, statutory=True),
    _kind("ehcp_read", "Read what the EHC plan asks of you", "An EHC plan is to be read", own.READ_BY, verb="Read it"),
    _kind("ehcp_provision", "Say who gives what Section F asks", "It is to be said who gives what an EHC plan specifies",
          own.ARRANGE_BY, verb="Say who"),
)  # fmt: skip

ASSESSMENTS = (
    _kind("assessment_talk", "Talk the needs assessment over with the parents",
          "A needs assessment is to be talked over with the parents", own.TALK_BY),
    _kind("assessment_request", "Send the request for a needs assessment", "A needs assessment is to be requested",
          own.REQUEST_BY),
    _law("assessment_decide", "Decide whether to assess", "The local authority is to say whether it will assess",
         "decide_by", AUTHORITY),
    _law("assessment_advice", "Send our advice for the needs assessment", "Advice for a needs assessment is due",
         "advice_by", verb="Write"),
    _law("assessment_draft", "Answer the draft plan", "A draft EHC plan is to be answered", "school_response_by",
         verb="Answer"),
    _law("assessment_final", "Issue the EHC plan", "An EHC plan is to be issued by the local authority", "final_by",
         AUTHORITY),
    _law("assessment_order", "Do what the Tribunal ordered", "The local authority is to do what the Tribunal ordered",
         "order_make_final_by", AUTHORITY),
    _kind("assessment_feedback", "Use the authority’s reasons in SEN support",
          "The reasons of a refusal are to be used in SEN support", own.FEEDBACK_BY),
    _kind("assessment_appeal", "The parents’ time to appeal ends", "The time to appeal against a decision ends",
          RULES["appeal_by"], ladder=WINDOW),
)  # fmt: skip

FAMILIES = (
    Kind("family_views", _("Tell us what you think, for the annual review"),
         _("We would like to know what you think before the annual review"), Group.LAW,
         _("What you tell us by then goes into the papers that everybody reads before the meeting."),
         RULES["advice_circulated_by"].citation, FAMILY, verb=_("Tell us"), family=True),
    Kind("family_review", _("Come to the annual review"), _("The annual review meets"), Group.LAW,
         _("The meeting looks at how the year went and at what should change in the plan. You are asked to it, and may "
           "bring somebody."), RULES["notice_by"].citation, FAMILY, verb=_("See the review"), family=True),
    Kind("family_comments", _("Say what you think of the plan the council has sent you"),
         _("You can still say what you think of what the council has sent you"), Group.LAW,
         _("You have at least 15 days to tell the council what you think, from the day it was served on you."),
         RULES["parent_comments_until"].citation, FAMILY, by_mark=True, family=True),
    Kind("family_appeal", _("The last day to appeal, if you want to"), _("The time in which you may appeal ends"), Group.LAW,
         _("An appeal reaches the Tribunal within two months of the decision, or within one month of your mediation "
           "certificate if that is later. You need not appeal."), RULES["appeal_by"].citation, FAMILY, by_mark=True,
         verb=_("See your rights"), family=True),
)  # fmt: skip

# what every adult of the child is asked, whether or not they may read whole plans
OF_ALL = {"review_advice", "review_attend", "ehcp_read"}
OF_READERS = [kind if kind.key in OF_ALL else replace(kind, needs=Permission.EHCP_VIEW)
              for kind in (*REVIEWS, *PLANS, *ASSESSMENTS)]  # fmt: skip

add_kinds(*OF_READERS, *FAMILIES)
