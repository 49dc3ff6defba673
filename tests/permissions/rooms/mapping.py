"""The provision map: on screen, as a workbook, on paper for whoever had it made."""

ROWS = """
mapping:map
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office governor parent professional
  POST own      302 senco head teacher ta dsl trust_lead; 403 office governor parent professional

mapping:xlsx
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office governor parent professional
  POST any      405 every

mapping:paper job
  GET  own      403 office governor parent professional; 404 senco head teacher ta dsl trust_lead
  GET  other    403 office governor parent professional; 404 senco head teacher ta dsl trust_lead
  GET  foreign  403 office governor parent professional; 404 senco head teacher ta dsl trust_lead
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """It has no table of its own."""
    return {}
