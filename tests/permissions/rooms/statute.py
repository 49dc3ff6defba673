"""The rules of the statute, and dates worked out from them: for all staff who see what an EHC plan asks of them."""

STAFF = "200 senco head teacher ta dsl trust_lead; 403 office governor parent professional"

ROWS = f"""
statute:rules
  GET  own      {STAFF}
  POST any      405 every

statute:dates
  GET  own      {STAFF}
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Nothing is kept here."""
    return {}
