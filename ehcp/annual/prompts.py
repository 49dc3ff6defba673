"""What each is asked to write about, by what they are to the child. Words that families read are plain and warm. Pure."""

from django.utils.translation import gettext_lazy as lazy

from ehcp.enums import InviteeRole

R = InviteeRole

VIEWS = (
    lazy("What has gone well this year, and what are you proud of?"),
    lazy("What is still hard, at school or at home?"),
    lazy("Is the help in the plan right? What would you change?"),
    lazy("What do you hope for, next year and later on?"),
)
CHILD = (
    lazy("What do you like, and what are you good at?"),
    lazy("What is hard, and who helps you?"),
    lazy("What would make school better?"),
    lazy("What would you like to do when you are older?"),
)
PROGRESS = (
    lazy("Progress to each outcome of the plan, with what shows it"),
    lazy("What works well, and what does not"),
    lazy("Whether the provision in the plan was given, and whether it is still right"),
    lazy("What should change in the plan, and why"),
)
SERVICE = (
    lazy("What your service has given since the last review, and how often"),
    lazy("Progress to the outcomes that you work on, with what shows it"),
    lazy("Needs that have changed"),
    lazy("What you recommend: how much, how often, by whom"),
)
AUTHORITY = (
    lazy("Whether the plan is put into practice as it stands"),
    lazy("Anything the authority knows of that the meeting should consider"),
    lazy("Transport, a personal budget, or a change of school that is being planned"),
)
SUPPORT = (
    lazy("What the child can do now that they could not a year ago"),
    lazy("What helps them to work on their own"),
    lazy("Times of the day that are hard, and what you do then"),
)
HEAD = (
    lazy("Attendance, and anything of the whole school that bears on the plan"),
    lazy("Whether the school can go on meeting the plan, and with what"),
)
PROMPTS = {
    R.PARENT: VIEWS, R.ADVOCATE_PARENT: VIEWS, R.CHILD: CHILD, R.ADVOCATE_CHILD: CHILD, R.HEAD: HEAD, R.TA: SUPPORT,
    R.LA_SEN: AUTHORITY, R.TEACHER: PROGRESS, R.SENCO: PROGRESS, R.NEXT_SCHOOL: (
        lazy("What the child will need from the first day"), lazy("Visits and other preparation"),
    ),
}  # fmt: skip


def prompts_for(role: str) -> list[str]:
    """What somebody of that role is asked to write about."""
    return [str(one) for one in PROMPTS.get(R(role), SERVICE)]


def with_prompts(role: str) -> str:
    """An empty text with a heading for each thing that is asked, to write under."""
    return "\n\n".join(f"{one}\n" for one in prompts_for(role))
