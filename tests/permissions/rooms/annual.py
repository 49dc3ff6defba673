"""The annual review up to its meeting: one with its date set, on the pupil's open plan."""

from core.jobs.models import Job
from ehcp.annual import actions
from ehcp.annual.papers import review_pack
from ehcp.enums import InviteeRole
from ehcp.models import ReviewInvitee
from tests.ehcp.annual.made import plan_of, review_for, version_of
from tests.filler import AT

READ_OWN = "200 senco head teacher dsl trust_lead; 404 ta office governor parent professional"
READ_OTHER = "200 senco head dsl trust_lead; 404 teacher ta office governor parent professional"
RUN_OWN = "200 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional"
RUN_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"
SAY_OWN = "200 senco head; 403 teacher dsl trust_lead; 404 ta office governor parent professional"
SAY_OTHER = "200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional"


def _read(name: str, thing: str, opens: str = "200") -> str:
    return f"""
{name} {thing}
  GET  own      {READ_OWN.replace("200", opens)}
  GET  other    {READ_OTHER.replace("200", opens)}
  GET  foreign  404 every
  POST any      405 every
"""


def _form(name: str, thing: str, own: str = RUN_OWN, other: str = RUN_OTHER, post: str = "200") -> str:
    return f"""
{name} {thing}
  GET  own      {own}
  GET  other    {other}
  GET  foreign  404 every
  POST own      {own.replace("200", post)}
  POST other    {other.replace("200", post)}
  POST foreign  404 every
"""


def _post(name: str, thing: str) -> str:
    return f"""
{name} {thing}
  GET  any      405 every
  POST own      {RUN_OWN.replace("200", "302")}
  POST other    {RUN_OTHER.replace("200", "302")}
  POST foreign  404 every
"""


ROWS = "".join((
    _read("annual:review", "review"), _read("annual:person", "head_place"), _read("annual:papers", "review", "302"),
    _form("annual:move", "review"), _form("annual:call-off", "review"), _form("annual:invite", "review"),
    _form("annual:leave-out", "review health"), _form("annual:letters", "review"), _form("annual:serve", "review notice"),
    _form("annual:change", "head_place"), _form("annual:remove", "head_place", post="302"),
    _form("annual:coming", "head_place", SAY_OWN, SAY_OTHER), _form("annual:advice", "head_place", SAY_OWN, SAY_OTHER),
    _post("annual:advocate", "review advocate_child"), _post("annual:pack", "review"),
)) + """
annual:list pupil
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

annual:start pupil
  GET  own      302 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

annual:mine
  GET  own      200 senco head teacher ta; 403 office dsl trust_lead governor; 404 parent professional
  POST any      405 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A review in four weeks on the pupil's open plan, with its papers made; it stays at "Date set"."""
    plan = plan_of(pupil, user)
    if not plan.versions.exists():
        version_of(plan, user)
    review = review_for(pupil, user)
    place = review.invitees.get(role=InviteeRole.HEAD)
    actions.record_advice(
        invitee=review.invitees.first(), advice="We are proud of how she reads.", on=None, by=user, at=AT
    )
    job = actions.make_pack(review=review, by=user, at=AT)
    review_pack(Job.objects.get(pk=job.pk), by=user, at=AT, report=lambda done, total: None)
    assert isinstance(place, ReviewInvitee)
    return {"review": review.reference, "head_place": place.reference}
