"""EHC needs assessments: one of each pupil that has been talked over with the parents."""

from django.utils import timezone

from ehcp.assessing import actions
from ehcp.enums import AssessmentPurpose
from ehcp.models import SchoolAdvice
from ehcp.sections.queries import open_plan
from register.models import PupilDocument

READ_OWN = "200 senco head teacher dsl trust_lead; 403 ta office parent; 404 governor professional"
READ_OTHER = "200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional"
ONE_OWN = "200 senco head teacher dsl trust_lead; 404 ta office governor parent professional"
ONE_OTHER = "200 senco head dsl trust_lead; 404 teacher ta office governor parent professional"


def _step(name: str, get: int = 200, post: int = 200) -> str:
    """A form, open to the SENCo; `get` 302 where the step is not open now."""
    own, other = "403 head teacher dsl trust_lead; 404 ta office governor parent professional", (
        "403 head dsl trust_lead; 404 teacher ta office governor parent professional"
    )  # fmt: skip
    return f"""
ehcna:{name} needs_assessment
  GET  own      {get} senco; {own}
  GET  other    {get} senco; {other}
  GET  foreign  404 every
  POST own      {post} senco; {own}
  POST other    {post} senco; {other}
  POST foreign  404 every
"""


def _made(name: str) -> str:
    """A button, for the SENCo alone."""
    return f"""
ehcna:{name} needs_assessment
  GET  any      405 every
  POST own      302 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional
  POST other    302 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every
"""


OPEN = ("talk", "change", "request", "end")
NOT_NOW = (
    "received", "decide", "reverse", "asked", "send", "refuse", "draft", "answer", "answered", "issue",
)  # fmt: skip

ROWS = (
    "".join((
        *(_step(name) for name in OPEN), *(_step(name, get=302) for name in NOT_NOW),
        _step("exemption", get=302), _step("appeal", get=302), _step("letter"), _step("advice", get=302, post=302),
        _made("advice-paper"), _made("answer-paper"), _made("evidence"),
    ))
    + f"""
ehcna:list
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office governor parent professional
  POST any      405 every

ehcna:pupil pupil
  GET  own      {READ_OWN}
  GET  other    {READ_OTHER}
  GET  foreign  404 every
  POST any      405 every

ehcna:start pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

ehcna:assessment needs_assessment
  GET  own      {ONE_OWN}
  GET  other    {ONE_OTHER}
  GET  foreign  404 every
  POST any      405 every
"""
)  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """An assessment that is considered and talked over; a re-assessment where the pupil has a plan."""
    at, plan = timezone.now(), open_plan(pupil)
    made = plan is not None and plan.made_on is not None
    held = actions.consider(
        pupil=pupil, by=user, at=at, authority_name="Invented Council", why="Reading has not moved in a year",
        tried="Two cycles of a reading group", parents_view="We would like to know more", child_view="I like maths",
        purpose=AssessmentPurpose.AGAIN if made else AssessmentPurpose.FIRST,
    )  # fmt: skip
    actions.record_talk(
        assessment=held,
        kind="meeting",
        on=timezone.localdate(at),
        people=contact.name,
        about="Slow progress",
        by=user,
        at=at,
    )
    paper = PupilDocument.objects.create(school=pupil.school, pupil=pupil, kind="ehc", title="Our page", paper_at="Cabinet",
                                         sensitivity="restricted", filed_at=at, filed_by=user)  # fmt: skip
    SchoolAdvice.objects.create(
        school=pupil.school, assessment=held, profile="Kind and curious", document=paper
    )
    return {"needs_assessment": held.reference}
