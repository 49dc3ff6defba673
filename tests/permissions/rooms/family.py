"""What parents read beside the plan that stands."""

from apdr.models import Plan

ROWS = """
overview:family-home pupil
  GET  own      200 parent; 403 senco head teacher ta office dsl trust_lead governor professional
  GET  other    403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  GET  foreign  403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  POST any      405 every

overview:family-earlier pupil shared
  GET  own      200 parent; 403 senco head teacher ta office dsl trust_lead governor professional
  GET  other    403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  GET  foreign  403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The plan that was shared is there already."""
    return {"shared": Plan.objects.get(pupil=pupil, cycle=1, shared_at__isnull=False).reference}
