"""What provision achieves."""

from tests.apdr import house

SEES = "200 senco head trust_lead; 403 teacher ta office dsl governor parent professional"
FOREIGN = "403 teacher ta office dsl governor parent professional; 404 senco head trust_lead"

ROWS = f"""
impact:school
  GET  own      {SEES}
  POST any      405 every

impact:export
  GET  own      {SEES}
  POST any      405 every

impact:intervention measured
  GET  own      {SEES}
  GET  other    {SEES}
  GET  foreign  {FOREIGN}
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """An intervention of the school's library: the room owns no table."""
    return {"measured": house.intervention(pupil.school, "Paired reading").reference}
