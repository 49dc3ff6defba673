"""Annual reviews from the meeting to the close: the record, the report, what the authority decided, amendments."""

import datetime as dt

from django.utils import timezone

from core.accounts.enums import Role
from core.accounts.models import Membership
from ehcp.enums import ReviewState
from ehcp.models import ReviewInvitee
from register.models import PupilDocument
from tests.ehcp.meeting.made import held, plan_with, proposed_by, review_on

READS = ("200 senco head teacher dsl trust_lead; 404 ta office governor parent professional",
         "200 senco head dsl trust_lead; 404 teacher ta office governor parent professional")  # fmt: skip
WRITES = ("200 senco head; 403 teacher dsl trust_lead; 404 ta office governor parent professional",
          "200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional")  # fmt: skip
RUNS = ("200 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional",
        "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional")  # fmt: skip
DECIDES = ("200 senco professional; 403 head teacher dsl trust_lead; 404 ta office governor parent",
           "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional")  # fmt: skip


def _reads(name: str, thing: str, who=READS) -> str:
    return f"""
annualmeeting:{name} {thing}
  GET  own      {who[0]}
  GET  other    {who[1]}
  GET  foreign  404 every
  POST any      405 every
"""


def _form(name: str, thing: str, who, posted: str = "200", posting=None) -> str:
    own, other = (line.replace("200", posted, 1) for line in posting or who)
    return f"""
annualmeeting:{name} {thing}
  GET  own      {who[0]}
  GET  other    {who[1]}
  GET  foreign  404 every
  POST own      {own}
  POST other    {other}
  POST foreign  404 every
"""


def _post(name: str, thing: str, who) -> str:
    own, other = (line.replace("200", "302", 1) for line in who)
    return f"""
annualmeeting:{name} {thing}
  GET  any      405 every
  POST own      {own}
  POST other    {other}
  POST foreign  404 every
"""


ROWS = "".join((
    _reads("meeting", "am_held"), _reads("preview", "am_held", WRITES), _reads("paper", "am_held am_report"),
    _form("record", "am_dated", WRITES, "409"), _form("report", "am_held", WRITES, "409"), _post("issue", "am_held", WRITES),
    _form("send", "am_held", WRITES), _form("decision", "am_held", DECIDES), _form("proposed", "am_amend", RUNS),
    _form("compare", "am_compare", READS, "302", RUNS), _form("final", "am_compare", RUNS), _form("letter", "am_keep", WRITES, "302"),
    _form("close", "am_keep", RUNS, "302"),
))  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Reviews of plans that have ended, one at each point of the way; to the one that was held, the school's professional is
    invited as the authority's officer."""
    at, today = timezone.now(), timezone.localdate()
    paper = PupilDocument.objects.filter(pupil=pupil, issued__file__isnull=False).first()

    def made(recommendation: str = "", state: str = "", **more):
        plan, version = plan_with(
            pupil, user, ceased_on=today, outcomes=2, made_on=today - dt.timedelta(days=400)
        )
        review = review_on(plan, user, today - dt.timedelta(days=40))
        if recommendation:
            asked = "Section F: 30 minutes instead of 20" if recommendation == "amend" else ""
            review = held(review, version, user, at, recommendation=recommendation, recommended=asked)
        for name, value in ({"state": state or review.state} | more).items():
            setattr(review, name, value)
        review.save()
        return review, version

    dated, _ = made()
    written = {
        "summary": "All goes well. Maya reads more words each week.",
        "written_at": at,
        "written_by": user,
    }
    spoken, _ = made("keep", report=paper, **written)
    on = {"decided_on": today - dt.timedelta(days=10), "decision_received_on": today - dt.timedelta(days=8)}
    kept, _ = made("keep", ReviewState.DECIDED, decision="keep", **on)
    amend, _ = made("amend", ReviewState.DECIDED, decision="amend", **on)
    notice = today - dt.timedelta(days=5)
    compare, version = made("amend", ReviewState.DECIDED, decision="amend", amendment_notice_on=notice, **on)
    compare.proposed = proposed_by(version, user, notice)
    compare.save()
    ended, _ = made("cease", ReviewState.DECIDED, decision="cease", **on)
    closed, _ = made("keep", ReviewState.CLOSED, decision="keep", closed_at=at, closed_by=user, **on)
    _let_in(spoken, today)
    return {"am_dated": dated.reference, "am_held": spoken.reference, "am_keep": kept.reference, "am_amend": amend.reference,
            "am_compare": compare.reference, "am_ended": ended.reference, "am_closed": closed.reference,
            "am_report": paper.reference}  # fmt: skip


def _let_in(review, today: dt.date) -> None:
    """The school's professional is the authority's officer at the first review that is filled."""
    roles = Membership.objects.current().filter(school=review.school, role=Role.PROFESSIONAL).order_by("pk")
    if roles.exists() and not ReviewInvitee.objects.filter(user=roles[0].user, role="la_sen").exists():
        review.invitees.filter(role="la_sen").update(
            user=roles[0].user, opens_from=today, opens_until=today + dt.timedelta(days=30)
        )
