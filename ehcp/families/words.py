"""Plain words for families about an EHC plan and its review. Pure."""

from django.utils.translation import gettext_lazy as lazy

from ehcp.enums import InviteeRole, LaDecision, Letter

R = InviteeRole

WHAT_IS_IT = (
    lazy("Once a year everybody who helps your child sits down together: you, your child as far as they like, school, and "
         "people from the council, health and social care who are asked too."),
    lazy("You look at how the year went, whether the help in the plan is still right, and what should change. Nothing is "
         "decided against you in the meeting, and nobody marks you or your child."),
    lazy("Afterwards the school writes a report. The council then decides whether the plan stays as it is, is changed, or "
         "is no longer needed, and tells you in a letter what you can do if you see it differently."),
)  # fmt: skip

# What each is there for, as a parent would ask it.
THERE_FOR = {
    R.PARENT: lazy("You know your child best. Your views come first"),
    R.CHILD: lazy("It is about them. They may come for all of it, for a part, or send a drawing or words"),
    R.HEAD: lazy("Answers for what the school does"),
    R.LA_SEN: lazy("Keeps the plan for the council, and takes to it what the meeting says"),
    R.HEALTH: lazy("Tells what health services can give"),
    R.SOCIAL_CARE: lazy("Tells what social care can give, to your child or to you as a family"),
    R.SENCO: lazy("Plans the review, and sees that the help in the plan is given"),
    R.TEACHER: lazy("Tells how your child gets on in class"),
    R.TA: lazy("Works with your child day by day"),
    R.SPECIALIST: lazy("Works with your child, and says what would help"),
    R.VIRTUAL_HEAD: lazy("Looks after the schooling of children in care"),
    R.ADVOCATE_CHILD: lazy("Helps your child to say what they want to say"),
    R.ADVOCATE_PARENT: lazy("Is at your side, and helps you to say what you want to say"),
    R.NEXT_SCHOOL: lazy("Gets to know your child before they move there"),
    R.OTHER: lazy("Was asked because they can help"),
}

SECTIONS = {
    Letter.A: lazy("What you and your child have told"),
    Letter.B: lazy("What your child needs help with"),
    Letter.C: lazy("Health needs"),
    Letter.D: lazy("Social care needs"),
    Letter.E: lazy("What everybody is working towards"),
    Letter.F: lazy("The help that must be given in school"),
    Letter.G: lazy("Help from health services"),
    Letter.H1: lazy("Help from social care that must be given"),
    Letter.H2: lazy("Other help from social care"),
    Letter.I: lazy("The school"),
    Letter.J: lazy("Money that you may spend yourselves"),
    Letter.K: lazy("The reports that the plan is made from"),
}

DECIDED = {
    LaDecision.KEEP: lazy("%(la)s keeps the plan as it is."),
    LaDecision.AMEND: lazy("%(la)s wants to change the plan, and sends you what it proposes."),
    LaDecision.CEASE: lazy("%(la)s wants to end the plan. It goes on until the time to appeal is over."),
}

# name of the rule → what the day means to a family
DATES = (
    ("notice_by", lazy("You are told the day of the meeting")),
    ("advice_circulated_by", lazy("The papers for the meeting reach you")),
    ("report_by", lazy("The report of the meeting reaches you")),
    ("la_decision_by", lazy("The council tells you what it decides")),
    ("parent_comments_until", lazy("You have time to say what you think of the changes")),
    ("final_plan_by", lazy("If the plan is changed, the new one reaches you")),
    ("final_plan_cap", lazy("If the plan is changed, the new one reaches you")),
)

TOLD = "Told at home to %s:"
BREAK = "\n\n"


def home_words(text: str, who: str) -> str:
    """What the child told that parent at home, of the child's views; "" where nothing of it is there."""
    mark = TOLD % who + "\n"
    if mark not in text:
        return ""
    return _until_next(text.split(mark, 1)[1])[0].strip()


def with_home_words(text: str, who: str, words: str) -> str:
    """The child's views with what the child told that parent at home: put in, put anew, or taken out; what others wrote
    down stays."""
    mark = TOLD % who + "\n"
    before, found, after = text.partition(mark)
    start = TOLD.partition("%s")[0]
    rest = _until_next(after)[1] if found else ""
    words = words.replace(start, start.lower())  # nobody puts words under the name of the other parent
    own = f"{mark}{words.strip()}" if words.strip() else ""
    return BREAK.join(part.strip() for part in (before, own, rest) if part.strip())


def _until_next(text: str) -> tuple[str, str]:
    """The text up to what was told to somebody else, and the rest."""
    start = TOLD.partition("%s")[0]
    at = text.find(BREAK + start)
    return (text, "") if at < 0 else (text[:at], text[at:])
