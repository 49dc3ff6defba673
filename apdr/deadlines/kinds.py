"""The kinds of deadlines that support plans, review meetings and provision have, each with its rule. Days are school days
where it says so; the law sets none of them."""

from django.utils.translation import gettext_noop as _

from core.accounts.enums import Permission
from core.reminders.enums import Group, To
from core.reminders.kinds import FAMILY, LONG, ON_THE_DAY, Kind, Ladder, Rung, add_kinds

AGREE_DAYS = 5  # school days from sending a plan to be agreed
FINISH_DAYS = 10  # school days from beginning a plan
SHARE_DAYS = 5  # school days from agreeing a plan
NEXT_DAYS = 10  # school days from the close of a cycle to the beginning of the next
BOOK_AHEAD = 14  # calendar days before the review of a plan
EVALUATE_DAYS = 10  # school days from the close of a cycle
RECORD_DAYS = 2  # school days from a review meeting
PROMISE_DAYS = 10  # school days from the meeting, for a promise without a day
COMMENT_DAYS = 5  # school days from what a family wrote
CLOSE_DAYS = 5  # school days from a progress meeting

MEETING: Ladder = (Rung("week", 7), Rung("day", 0))
SESSIONS: Ladder = (Rung("day", 0), Rung("late_week", -7, (To.OWNER, To.SENCO)))
CODE = "SEND code of practice 0 to 25, paragraph"

PLANS = (
    Kind("plan_review", "Review {plan}", "The {plan} of a child is to be reviewed", Group.PLANS,
         "A plan is reviewed by the day that was agreed when it was written, and the day is kept.", verb="Review"),
    Kind("plan_agree", "Agree {plan}", "The {plan} of a child waits to be agreed", Group.PLANS,
         f"A plan that was sent to be agreed is agreed, or sent back, within {AGREE_DAYS} school days.", verb="Agree"),
    Kind("plan_finish", "Finish {plan}", "The {plan} of a child was begun and is to be finished", Group.PLANS,
         f"A plan that was begun, or reopened, is sent to be agreed within {FINISH_DAYS} school days; one that runs from a "
         "later day, by that day.", verb="Write", acts=Permission.PLAN_EDIT),
    Kind("plan_share", "Share {plan} with the family", "The {plan} of a child is to be shared with the family",
         Group.FAMILIES, f"The family gets the plan within {SHARE_DAYS} school days of its being agreed.", verb="Share",
         acts=Permission.PLAN_SHARE),
    Kind("plan_next", "Begin the next {plan}", "The next {plan} of a child is to be begun", Group.PLANS,
         "A child on SEN Support has a plan: the next cycle begins within "
         f"{NEXT_DAYS} school days of the end of the last.", verb="Begin", acts=Permission.PLAN_EDIT),
    Kind("plan_evaluate", "Evaluate {plan}", "The reviewed {plan} of a child is to be evaluated", Group.PLANS,
         f"The {{senco}} says what a cycle has achieved within {EVALUATE_DAYS} school days of its review.",
         ladder=ON_THE_DAY, verb="Evaluate", acts=Permission.PLAN_EVALUATE),
    Kind("plan_slip", "Ask for the slip of the {plan}", "A slip about the {plan} of a child has not come back",
         Group.FAMILIES, "A family says that it has the plan within the days that the school gives for a slip.",
         ladder=ON_THE_DAY, verb="Record", acts=Permission.PLAN_SHARE),
)  # fmt: skip

MEETINGS = (
    Kind("parents_book", "Book the review meeting", "A review meeting with parents is to be booked", Group.FAMILIES,
         f"The parents are asked to the review {BOOK_AHEAD} days before it, so that they can come.", ladder=ON_THE_DAY,
         verb="Book", acts=Permission.MEETING_RUN),
    Kind("parents_meeting", "Review meeting", "A review meeting with parents is booked", Group.FAMILIES,
         "The day that was agreed with the parents.", ladder=MEETING),
    Kind("parents_record", "Record the review meeting", "A review meeting with parents is to be recorded", Group.FAMILIES,
         f"What was said is written down within {RECORD_DAYS} school days of the meeting; or that nobody came.",
         ladder=ON_THE_DAY, verb="Record", acts=Permission.MEETING_RUN),
    Kind("parents_promise", "Do what was promised at a review", "Something promised at a review meeting is to be done",
         Group.FAMILIES, "What is promised at a review is done by the day that was named; where none was, within "
         f"{PROMISE_DAYS} school days of the meeting."),
    Kind("parents_comment", "Read what the family wrote", "A family’s words about a plan wait to be read", Group.FAMILIES,
         f"What a family writes beside a plan is read within {COMMENT_DAYS} school days.", verb="Read",
         acts=Permission.MEETING_RUN),
)  # fmt: skip

ROUNDS = (
    Kind("parents_round", "Meet the parents of this term", "Parents are to be met this term", Group.FAMILIES,
         "The parents of every child with a plan are met once in each of the school’s rounds of meetings; papers sent home "
         "do not count. A later meeting makes good what was missed.", f"{CODE} 6.65", LONG, verb="See who"),
    Kind("plans_round", "Look at every {plan} of the class", "Each {plan} of a class is to be looked at this half term",
         Group.PLANS, "Class teachers review or update every plan at least once in each half term: a note in its margin, a "
         "change or a review counts. A later look makes good what was missed.", verb="See which"),
    Kind("plans_monitor", "Monitor every {plan} of the term", "Each {plan} of the school is to be monitored this term",
         Group.PLANS, "The {senco} looks through all plans in force once a term.", ladder=LONG, by_mark=True,
         verb="See all"),
    Kind("year_reports", "Give families the report on the year", "Families are to get the report on the year",
         Group.FAMILIES, "Every family of a child on the register gets a report on the year by the last day of the school "
         "year.", ladder=LONG, verb="See who", acts=Permission.PROGRESS_REVIEW),
)  # fmt: skip

PROVISION = (
    Kind("provision_start", "Start provision, or drop it", "Provision that was planned has not been started",
         Group.PROVISION, "Planned provision starts on its first day, or it is said that it does not.", verb="Start"),
    Kind("provision_look", "Look at provision", "Provision is to be looked at", Group.PROVISION,
         "Provision is looked at on the day that was set for it, so that it can change while it runs.", by_mark=True),
    Kind("provision_end", "Measure and end provision", "Provision comes to its end", Group.PROVISION,
         "Interventions are time-limited: on the last day every child is measured and it is ended, or extended.",
         verb="End"),
    Kind("sessions_record", "Write down the sessions of the week", "Sessions of last week are not written down",
         Group.PROVISION, "A session is written down in its week: what is missing is asked for on the first school day "
         "after it.", ladder=SESSIONS, verb="Write down", acts=Permission.SESSION_RECORD),
    Kind("funding_end", "Renew funding", "Funding for a child runs out", Group.PROVISION,
         "An application to follow is prepared before granted funding ends.", ladder=LONG, needs=Permission.COST_VIEW),
    Kind("progress_close", "Close the progress meeting", "A progress meeting is to be closed", Group.SCHOOL,
         f"A pupil progress meeting is closed, with its minutes, within {CLOSE_DAYS} school days.", verb="Close",
         acts=Permission.PROGRESS_MEETING_RUN),
)  # fmt: skip

FAMILIES = (
    Kind("family_meeting", _("Meet us about your child’s support"),
         _("You have a meeting with us about your child’s support"), Group.FAMILIES,
         _("The day that we agreed with you. If you cannot come, please tell us."), ladder=FAMILY, verb=_("See when"),
         family=True),
    Kind("family_plan_slip", _("Tell us that you have read the plan"),
         _("We would like to know that you have read the plan"), Group.FAMILIES,
         _("We ask every family to say that they have the plan, so that we know it has arrived."), ladder=FAMILY,
         verb=_("Read"), family=True),
)  # fmt: skip

add_kinds(*PLANS, *MEETINGS, *ROUNDS, *PROVISION, *FAMILIES)
