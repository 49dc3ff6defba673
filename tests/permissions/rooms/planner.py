"""The year planner: one page of a school, drawn and sent."""

ROWS = """
planner:year
  GET  own      200 senco; 403 head teacher ta office dsl governor trust_lead parent professional
  POST own      200 senco; 403 head teacher ta office dsl governor trust_lead parent professional
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Nothing: the page needs no row of its own."""
    return {}
