"""What has been served on whom: the facts from which notice in time, late or missed is told."""

from ehcp.enums import InviteeRole, Served

TOLD_BY_SCHOOL = (InviteeRole.CHILD,)  # the child is told in person; no paper is owed that stops a step


def owed(invitee, what: Served) -> bool:
    """Whether that is owed to somebody invited: advice is asked only of those whose advice is wanted, and a child is
    told in person."""
    if what == Served.ADVICE_ASK:
        return invitee.advice_wanted and invitee.role not in TOLD_BY_SCHOOL
    return invitee.role not in TOLD_BY_SCHOOL


def unserved(review, what: Served) -> str:
    """The names of those invited on whom it was not served for the meeting's date as it stands, in words; "" where
    nobody is left. Two queries."""
    reached = set(review.services.filter(what=what, meeting_on=review.on).values_list("invitee", flat=True))
    invited = list(review.invitees.all())
    if not invited:
        return "those who are invited (nobody is on the list yet)"
    return ", ".join(one.name for one in invited if owed(one, what) and one.pk not in reached)
