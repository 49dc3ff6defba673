"""Who may open and post what: one row for every URL of the project; a URL without a row fails.

Each block names a URL and what stands in its address after the school (tests/permissions/urls.py), and says, for
GET and for POST with an empty form, which answer each role of Oakfield gets: on one's `own` pupil's things, on an
`other` pupil's of the school, and on a `foreign` one's, of another school, under Oakfield's address. 200 opens (or, to a POST, asks for what is missing; 422 on long forms), 302 has done it or leads
on, 403 says why not, 404 tells nothing, 405 is the wrong method. What holds of every row is in test_matrix.py:
nobody without signing in, no stranger, nobody of another school, nobody at another school's address.
"""

from tests.permissions.rooms import rooms

EVERY = "senco head teacher ta office dsl trust_lead governor parent professional"

# Pages of no school, and allauth's by prefix: "public", or "signed in" (anonymous is led to the sign-in page).
WITHOUT_SCHOOL = {
    "healthz": "public",
    "accounts:invitation": "public",
    "profiles:supply-open": "public",
    "visits:feed-open": "public",
    "information:public": "public",
    "information:public-pdf": "public",
    "dev-emails": "signed in",
    "home": "signed in",
    "overview:schools": "signed in",
    "usersessions_list": "signed in",
    "mfa_": "signed in",
    "mfa_authenticate": "public",
    "mfa_login_webauthn": "public",
    "account_": "public",
    "account_email": "signed in",
    "account_logout": "public",
    "account_change_password": "signed in",
    "account_set_password": "signed in",
    "account_reauthenticate": "signed in",
    "socialaccount_": "public",
    "socialaccount_connections": "signed in",
    "socialaccount_login_error": "signed in",
    "account/social/": "signed in",
}

ROWS = """
overview:audit pupil
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

overview:family-comment pupil
  GET  own      200 parent; 403 senco head teacher ta office dsl trust_lead governor professional
  GET  other    403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  GET  foreign  403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  POST own      302 parent; 403 senco head teacher ta office dsl trust_lead governor professional
  POST other    403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  POST foreign  403 senco head teacher ta office dsl trust_lead governor professional; 404 parent

overview:family-plan pupil
  GET  own      200 parent; 403 senco head teacher ta office dsl trust_lead governor professional
  GET  other    403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  GET  foreign  403 senco head teacher ta office dsl trust_lead governor professional; 404 parent
  POST any      405 every

overview:home
  GET  own      200 every
  POST any      405 every

overview:pupil pupil
  GET  own      200 senco head teacher ta office dsl trust_lead; 302 parent; 404 governor professional
  GET  other    200 senco head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

overview:settings
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional

overview:terms
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional

register:add
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

register:class class
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  GET  other    200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  GET  foreign  403 teacher ta office dsl trust_lead governor parent professional; 404 senco head
  POST own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST other    200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST foreign  403 teacher ta office dsl trust_lead governor parent professional; 404 senco head

register:classes
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional

register:contact pupil contact
  GET  own      200 senco office; 403 head teacher ta dsl trust_lead parent; 404 governor professional
  GET  other    200 senco office; 403 head dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco office; 403 head teacher ta dsl trust_lead parent; 404 governor professional
  POST other    200 senco office; 403 head dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

register:contact-add pupil
  GET  own      200 senco office; 403 head teacher ta dsl trust_lead parent; 404 governor professional
  GET  other    200 senco office; 403 head dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco office; 403 head teacher ta dsl trust_lead parent; 404 governor professional
  POST other    200 senco office; 403 head dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

register:export csv
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

register:pupils
  GET  own      200 senco head office dsl; 403 teacher ta trust_lead governor parent professional
  POST any      405 every

register:register
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office governor parent professional
  POST any      405 every

register:supporters pupil
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco head; 403 teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

plans:edit plan
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      403 head ta office dsl trust_lead parent; 404 governor professional; 409 senco teacher
  POST other    403 head office dsl trust_lead; 404 teacher ta governor parent professional; 409 senco
  POST foreign  404 every

plans:move plan do
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

plans:plan plan
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

plans:plans
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office governor parent professional
  POST any      405 every

plans:share plan
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

plans:slip slip
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

plans:start pupil
  GET  any      405 every
  POST own      302 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  POST other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

importing:map run
  GET  own      200 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  GET  other    200 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  GET  foreign  404 every
  POST own      200 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  POST other    200 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  POST foreign  404 every

importing:preview run
  GET  own      200 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  GET  other    200 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  GET  foreign  404 every
  POST own      302 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  POST other    302 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  POST foreign  404 every

importing:upload
  GET  own      200 senco office; 403 head teacher ta dsl trust_lead governor parent professional
  POST own      200 senco office; 403 head teacher ta dsl trust_lead governor parent professional

accounts:change-role person
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  GET  other    200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  GET  foreign  404 every
  POST own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST other    200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST foreign  404 every

accounts:end-access person
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  GET  other    200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  GET  foreign  404 every
  POST own      302 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST other    302 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST foreign  404 every

accounts:invite
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional

accounts:people
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

jobs:job job
  GET  own      200 senco; 404 head teacher ta office dsl trust_lead governor parent professional
  GET  other    200 senco; 404 head teacher ta office dsl trust_lead governor parent professional
  GET  foreign  404 every
  POST any      405 every
"""


def read_rows() -> dict[str, dict]:
    """The blocks above: name of the URL → {"thing": words, (method, whose): {role: status}}."""
    rows = {}
    of_rooms = [room.ROWS.strip() for room in rooms() if room.ROWS.strip()]
    for block in "\n\n".join([ROWS.strip(), *of_rooms]).split("\n\n"):
        head, *lines = block.splitlines()
        name, _, thing = head.partition(" ")
        rows[name] = {"thing": thing} | dict(entry for line in lines for entry in _entries(line, thing))
    return rows


def _entries(line: str, thing: str):
    method, whose, answers = line.split(maxsplit=2)
    statuses = {}
    for answer in answers.split("; "):
        status, roles = answer.split(" ", 1)
        statuses |= dict.fromkeys((EVERY if roles == "every" else roles).split(), int(status))
    for one in (
        ("own", "other", "foreign") if whose == "any" and thing else ("own",) if whose == "any" else (whose,)
    ):
        yield (method, one), statuses


MATRIX = read_rows()
