"""Files of SEN history: out for who leaves, in for who comes."""

ROWS = """
ctf:files
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

ctf:together
  GET  own      302 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

ctf:pupil pupil
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

ctf:read
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional

ctf:take
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead governor parent professional
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The room has no tables of its own."""
    return {}
