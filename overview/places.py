"""The side bar: each place, the permission that opens it, and the pages that belong to it."""

from core.accounts.enums import Permission as P
from core.accounts.enums import Role
from core.ui.context import Page, Place, add_place, belongs_to
from governance.training.ground import STAFF_ROLES

# What the first page is called, by role in the order in which it is chosen (overview/views.py).
HOME = (
    (Role.SENCO, "Today", "sun"),
    (Role.HEAD, "The school", "bar-chart"),
    (Role.TEACHER, "My class", "people"),
    (Role.TA, "My pupils", "people"),
    (Role.OFFICE, "Start", "sun"),
    (Role.DSL, "Today", "sun"),
    (Role.TRUST_LEAD, "The school", "bar-chart"),
    (Role.GOVERNOR, "Termly report", "bar-chart"),
    (Role.PARENT, "My child", "people"),
    (Role.PROFESSIONAL, "Invitations", "envelope-paper"),
)

add_place(
    Place("home", "Today", "sun", (Page("Today", "overview:home"),), by_role=HOME),
    Place("register", "register", "card-list", (
        Page("register", "register:register", P.REGISTER_VIEW),
        Page("Progress", "response:progress", P.PROGRESS_REVIEW),
        Page("Progress meetings", "progress:meetings", P.PROGRESS_MEETING_RUN),
        Page("Step-down watch", "response:watch", P.WATCH_CHECK),
        Page("Tests, health, adjustments", "arrangements:school", P.SEN_VIEW),
    )),
    Place("concerns", "Concerns", "chat-square-text", (Page("Concerns", "concerns:queue", P.CONCERN_VIEW),)),
    Place("plans", "Plans", "journal-text", (
        Page("Plans", "plans:plans", P.SEN_VIEW),
        Page("Review meetings", "reviews:list", P.SEN_VIEW),
        Page("By term", "reviews:compliance", P.PROGRESS_REVIEW),
        Page("Year reports", "yearly:list", P.PROGRESS_REVIEW),
        Page("To evaluate", "reviews:evaluations", P.PLAN_EVALUATE),
        Page("Bank", "bank:bank", P.PLAN_EDIT),
    )),
    Place("ehcp", "EHC plans", "clipboard-check", (
        Page("All plans", "caseload:list", P.CASELOAD_VIEW),
        Page("Asked this week", "ehcdelivery:week", P.EHCP_PROVISION_VIEW),
        Page("Asked and given", "ehcdelivery:school", P.CASELOAD_VIEW),
        Page("Year planner", "planner:year", P.REVIEW_RUN),
        Page("Needs assessments", "ehcna:list", P.EHCP_VIEW),
        Page("Delays", "caseload:delays", P.CASELOAD_VIEW),
        Page("Work out dates", "statute:dates", P.EHCP_PROVISION_VIEW),
        Page("All rules", "statute:rules", P.EHCP_PROVISION_VIEW),
    )),
    Place("sessions", "Sessions", "check2-square", (
        Page("Today’s sessions", "sessions:today", P.SESSION_RECORD),
        Page("The week on paper", "sessions:week", P.SESSION_RECORD),
        Page("Missed and given", "sessions:missed", P.PROVISION_VIEW),
        Page("My week", "timetable:mine", P.SESSION_RECORD),
    )),
    Place("provision", "Provision", "easel", (
        Page("Provision map", "mapping:map", P.PROVISION_VIEW),
        Page("Groups", "provision:list", P.PROVISION_VIEW),
        Page("Library", "provision:library", P.PROVISION_VIEW),
        Page("Timetable", "timetable:all", P.PROVISION_VIEW_ALL),
    )),
    Place("agencies", "Agencies", "people", (
        Page("Referrals", "referrals:list", P.REFERRAL_VIEW),
        Page("Calendar", "visits:calendar", P.CALENDAR_VIEW),
        Page("Meetings", "meetings:list", P.REFERRAL_VIEW),
        Page("Reports", "reports:list", P.REFERRAL_VIEW),
        Page("Advice", "advice:waiting", P.REFERRAL_VIEW),
        Page("What is stuck", "stuck:stuck", P.AGENCY_CHASE),
        Page("Directory", "directory:list", P.AGENCY_VIEW),
    )),
    Place("value", "Impact and costs", "bank", (
        Page("What works", "impact:school", P.IMPACT_VIEW),
        Page("Costs", "money:costs", P.COST_VIEW),
        Page("Funding", "money:funding", P.COST_VIEW),
    )),
    Place("reports", "Reports", "bar-chart", (
        Page("Report to governors", "governors:list", P.FIGURES_VIEW),
        Page("Figures", "figures:head", P.IMPACT_VIEW),
        Page("Inspection pack", "pack:pack", P.PACK_MAKE),
        Page("Census check", "census:check", P.CENSUS_VIEW),
        Page("Next September", "census:forecast", P.CENSUS_EXPORT),
        Page("Information report", "information:report", P.INFORMATION_EDIT),
    ), by_role=((Role.GOVERNOR, "Past reports", "clock-history"),)),
    Place("answer", "Staff and policies", "people", (
        Page("Training", "training:matrix", P.TRAINING_VIEW),
        Page("My training", "training:mine", roles=STAFF_ROLES),
        Page("Posts", "posts:list", P.TRAINING_VIEW),
        Page("Complaints", "complaints:list", P.COMPLAINT_VIEW),
        Page("Policies", "policies:list", P.POLICY_VIEW),
    ), by_role=(
        *((role, "Training, policies", "book") for role in (Role.TEACHER, Role.TA, Role.OFFICE, Role.DSL)),
        (Role.GOVERNOR, "Policies", "book"),
    )),
    Place("profiles", "Profiles", "person-vcard", (
        Page("Who has read", "profiles:coverage", P.COVERAGE_VIEW),
        Page("Supply packs", "profiles:supply", P.SUPPLY_PACK),
        Page("Bank of adjustments", "profiles:bank", P.BANK_EDIT),
    )),
    Place("letters", "Slips", "envelope-paper", (Page("Slips", "overview:desk", P.SLIP_RECORD),)),
    Place("moving", "Starting, leaving", "signpost", (
        Page("Starting", "transition:incoming", P.TRANSITION_MANAGE),
        Page("Leaving", "overview:leavers", P.TRANSITION_MANAGE),
        Page("SEN history files", "ctf:files", P.CENSUS_EXPORT),
        Page("New school year", "transition:roll-over", P.ROLL_OVER),
        Page("Preparing for adulthood", "transition:adulthoods", P.TRANSITION_MANAGE),
    )),
    Place("signs", "Safeguarding", "shield-lock", (Page("Signs", "safeguarding:signs", P.SAFEGUARDING_VIEW),)),
    Place("school", "School", "building", (
        Page("Pupils", "register:pupils", P.PUPILS_LIST),
        Page("Import", "importing:upload", P.PUPILS_IMPORT),
        Page("Classes", "register:classes", P.PEOPLE_MANAGE),
        Page("People", "accounts:people", P.PEOPLE_MANAGE),
        Page("Messages", "notices:messages", P.AUDIT_VIEW),
        Page("Settings", "overview:settings", P.SCHOOL_SETTINGS),
    )),
)  # fmt: skip
belongs_to(
    "register", "overview:pupil", "overview:audit", "overview:timeline", "response:level", "response:check",
    "profiles:profile", "profiles:edit", "profiles:versions", "profiles:review", "profiles:share", "register:add",
    "needs:needs", "needs:assessments", "voice:voices", "voice:interview", "voice:questionnaire", "voice:pictures",
    "safeguarding:raise", "file:file", "arrangements:list", "letters:pupil", "letters:write",
)  # fmt: skip
belongs_to(
    "concerns", "concerns:concern", "concerns:decide", "concerns:support", "concerns:review", "concerns:raise",
    "concerns:find", "concerns:pupil", "concerns:amend", "concerns:told", "concerns:event", "concerns:support-start",
)  # fmt: skip
belongs_to("plans", "plans:area", "plans:start", "bank:entry", "bank:offer")
belongs_to("plans", "plans:plan", "plans:edit", "plans:share", "reviews:plan")
belongs_to("plans", "plans:note", "plans:reached", "plans:add-target", "plans:print-all", "plans:print-run")
belongs_to(
    "plans", "reviews:meeting", "reviews:record", "reviews:book", "reviews:class", "reviews:move", "reviews:missed",
    "reviews:cancel", "reviews:evaluate", "reviews:comments", "reviews:action-done",
)  # fmt: skip
belongs_to("plans", "yearly:report", "yearly:write", "yearly:share", "yearly:share-class")
belongs_to("letters", "plans:slip", "letters:answer")
belongs_to("school", "figures:national")
belongs_to("signs", "safeguarding:sign")
belongs_to(
    "moving", "transition:incoming-add", "transition:starting", "transition:prior", "transition:adulthood",
    "transition:adulthood-edit", "overview:leaving", "overview:leaving-sent", "overview:leaving-receipt",
)  # fmt: skip
belongs_to(
    "school", "importing:map", "importing:preview", "accounts:invite", "accounts:change-role", "accounts:end-access",
    "register:class", "overview:terms", "register:contact", "register:contact-add",
)  # fmt: skip
belongs_to(
    "home", "overview:family-plan", "overview:family-comment", "overview:family-home", "overview:family-earlier",
    "overview:family-year", "letters:read",
)  # fmt: skip
belongs_to("reports", "census:list")
belongs_to("moving", "ctf:read", "ctf:take")
belongs_to("profiles", "profiles:adjustment", "profiles:sheet", "profiles:bank-starter")
belongs_to("register", "progress:open", "progress:meeting", "progress:close")
belongs_to("register", "overview:evidence")
belongs_to("home", "overview:due", "overview:mark-done", "overview:take-back")
belongs_to("home", "notices:bell", "notices:later", "notices:hand-over", "notices:choices", "notices:away")
belongs_to("school", "notices:message")
belongs_to(
    "ehcp", "ehcna:pupil", "ehcna:start", "ehcna:assessment", "ehcna:advice", "ehcna:change", "ehcna:talk", "ehcna:request",
    "ehcna:received", "ehcna:decide", "ehcna:reverse", "ehcna:asked", "ehcna:exemption", "ehcna:send", "ehcna:refuse",
    "ehcna:appeal", "ehcna:draft", "ehcna:answer", "ehcna:answered", "ehcna:issue", "ehcna:end", "ehcna:letter",
)  # fmt: skip
belongs_to(
    "value", "impact:intervention", "money:pupil", "money:application", "money:find", "money:add", "money:change",
    "money:applied", "money:decide", "money:withdraw", "money:told",
)  # fmt: skip
belongs_to(
    "provision", "provision:provision", "provision:add", "provision:change", "provision:join", "provision:adults",
    "provision:times", "provision:time", "provision:checks", "provision:measures", "provision:end", "provision:extend",
    "provision:leave", "provision:told", "provision:intervention", "provision:intervention-add",
    "provision:intervention-change", "provision:training-add", "timetable:adult", "timetable:duty", "timetable:duty-add",
)  # fmt: skip
belongs_to("sessions", "sessions:record", "sessions:extra")
belongs_to("home", "visitor:referral", "visitor:report", "visitor:visit-add", "visitor:visit-move")
belongs_to(
    "agencies", "referrals:referral", "referrals:change", "referrals:talk", "referrals:consent", "referrals:refuse",
    "referrals:withdraw", "referrals:send", "referrals:answer", "referrals:seen", "referrals:close", "referrals:disclose",
)  # fmt: skip
belongs_to("register", "referrals:pupil", "referrals:start", "advice:pupil")
belongs_to("agencies", "advice:decide")
belongs_to("home", "families:referrals", "families:answer", "families:withdraw", "families:report")
belongs_to("agencies", "stuck:chase")
belongs_to(
    "agencies", "meetings:meeting", "meetings:change", "meetings:record", "meetings:cancel", "meetings:next",
    "meetings:action-done", "directory:agency", "directory:add", "directory:change", "directory:starter",
    "directory:professional", "directory:professional-add", "directory:checks", "directory:check", "directory:staff-names",
)  # fmt: skip
belongs_to(
    "register", "meetings:book", "meetings:appointments", "meetings:appointment", "meetings:appointment-add",
    "meetings:appointment-remove",
)  # fmt: skip
belongs_to(
    "agencies", "visits:visit", "visits:find", "visits:announce", "visits:unannounced", "visits:move", "visits:record",
    "visits:cancel", "visits:told", "visits:feed",
)  # fmt: skip
belongs_to(
    "agencies", "visitor:invitations", "visitor:invite", "visitor:invitation", "visitor:change", "visitor:end"
)
belongs_to(
    "agencies", "reports:report", "reports:check", "reports:correct", "reports:letter", "reports:share", "reports:confirm",
    "reports:add", "reports:advice-add", "reports:advice-change", "reports:advice-remove",
)  # fmt: skip
belongs_to(
    "home", "ehcvisitor:review", "ehcvisitor:advice", "ehcvisitor:coming", "ehcvisitor:decision",
)  # fmt: skip
belongs_to("ehcp", "ehcvisitor:people", "ehcvisitor:open", "ehcvisitor:end", "ehcvisitor:openings")
belongs_to("ehcp", "caseload:letter")
belongs_to(
    "ehcp", "ehc:pupil", "ehc:start", "ehc:plan", "ehc:change", "ehc:end", "ehc:receive", "ehc:version", "ehc:write",
    "ehc:compare", "ehc:need-add", "ehc:outcome-add", "ehc:provision-add", "ehc:need", "ehc:outcome", "ehc:provision",
    "ehc:authority", "ehc:authority-add", "ehc:authorities",
)  # fmt: skip
belongs_to(
    "ehcp", "ehcdelivery:delivery", "ehcdelivery:ledger", "ehcdelivery:log", "ehcdelivery:link", "ehcdelivery:start",
    "ehcdelivery:talk", "ehcdelivery:disclose", "ehcdelivery:no-ground", "ehcdelivery:shown",
)  # fmt: skip
belongs_to(
    "ehcp", "annual:list", "annual:start", "annual:review", "annual:move", "annual:call-off", "annual:invite",
    "annual:leave-out", "annual:letters", "annual:serve", "annual:person", "annual:change", "annual:remove",
    "annual:coming", "annual:advice", "annual:mine",
)  # fmt: skip
belongs_to("home", "ehcfamily:plan", "ehcfamily:review", "ehcfamily:views")
belongs_to(
    "ehcp", "annualmeeting:meeting", "annualmeeting:record", "annualmeeting:report", "annualmeeting:send",
    "annualmeeting:decision", "annualmeeting:proposed", "annualmeeting:compare", "annualmeeting:final",
    "annualmeeting:letter", "annualmeeting:close",
)  # fmt: skip
belongs_to(
    "reports", "governors:report", "governors:write", "governors:issue", "governors:correct", "governors:checks",
)  # fmt: skip
belongs_to(
    "answer", "complaints:complaint", "complaints:rights", "complaints:find", "complaints:add", "complaints:add-about",
    "complaints:change", "complaints:move", "complaints:step", "complaints:close",
)  # fmt: skip
belongs_to(
    "answer", "policies:policy", "policies:to-read", "policies:add", "policies:usual", "policies:change",
    "policies:version", "policies:reviewed",
)  # fmt: skip
belongs_to(
    "reports", "information:clause", "information:publish", "information:preview", "information:consultation",
    "information:consultation-add", "information:version", "information:withdraw",
)  # fmt: skip
belongs_to("reports", "pack:choose", "pack:study")
belongs_to(
    "answer", "training:needs", "training:programme", "training:topics", "training:topic", "training:topic-add",
    "training:topic-change", "training:day", "training:day-add", "training:day-change", "training:person", "training:had",
    "training:need-add", "training:record", "training:record-remove", "posts:add", "posts:change", "posts:remove",
)  # fmt: skip
