"""The census check, its codes, differences to the school's list, next September: no governor, no parent, no teacher."""

ROWS = """
census:check
  GET  own      200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  POST any      405 every

census:list
  GET  own      200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  POST any      405 every

census:forecast
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

census:export autumn-2026
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The room has no tables of its own."""
    return {}
