"""Review meetings with parents: booked, held, promised; the review of a plan, its evaluation, families' comments."""

import datetime as dt

from apdr.reviews import actions
from tests.filler import AT

READ_OWN = "200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional"
READ_OTHER = "200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional"


def _edit(name: str, thing: str, *, get: str = "200", post: str = "200") -> str:
    rows = []
    for method, code in (("GET ", get), ("POST", post)):
        if code == "405":
            rows.append(f"  {method} any      405 every")
            continue
        rows += [
            f"  {method} own      {code} senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional",
            f"  {method} other    {code} senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional",
            f"  {method} foreign  404 every",
        ]
    return "\n".join(["", f"{name} {thing}", *rows, ""])


ROWS = "".join((
    _edit("reviews:record", "meeting", post="409"), _edit("reviews:move", "meeting"), _edit("reviews:cancel", "meeting"),
    _edit("reviews:missed", "meeting", post="302"), _edit("reviews:book", "pupil"), _edit("reviews:action-done", "promise"),
    _edit("reviews:plan", "plan", get="302", post="302"), _edit("reviews:next", "plan", get="405", post="302"),
    _edit("reviews:comment-seen", "slip", get="405", post="302"),
)) + f"""
reviews:meeting meeting
  GET  own      {READ_OWN}
  GET  other    {READ_OTHER}
  GET  foreign  404 every
  POST any      405 every

reviews:class class
  GET  own      200 senco teacher; 403 head ta office dsl governor trust_lead parent professional
  GET  other    200 senco; 403 head teacher ta office dsl governor trust_lead parent professional
  GET  foreign  404 every
  POST own      200 senco teacher; 403 head ta office dsl governor trust_lead parent professional
  POST other    200 senco; 403 head teacher ta office dsl governor trust_lead parent professional
  POST foreign  404 every

reviews:evaluate plan
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

reviews:list
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office governor parent professional
  POST any      405 every

reviews:compliance
  GET  own      200 senco head teacher; 403 ta office dsl governor trust_lead parent professional
  POST any      405 every

reviews:compliance-export
  GET  own      200 senco head; 403 teacher ta office dsl governor trust_lead parent professional
  POST any      405 every

reviews:evaluations
  GET  own      200 senco; 403 head teacher ta office dsl governor trust_lead parent professional
  POST any      405 every

reviews:comments
  GET  own      200 senco teacher; 403 head ta office dsl governor trust_lead parent professional
  POST any      405 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A meeting that is booked, and one that was held with something promised."""
    held = actions.record_meeting(
        pupil=pupil, on=AT.date() - dt.timedelta(days=7), how="phone", parents_say="He reads at home now", by=user, at=AT
    )  # fmt: skip
    (promise,) = actions.write_actions(
        meeting=held, actions=[{"what": "Send the words home", "owner_name": "Mrs Biggs"}], by=user, at=AT
    )  # fmt: skip
    booked = actions.book_meeting(pupil=pupil, on=AT.date(), by=user, at=AT, place="Room 3", meant=True)
    return {"meeting": booked.reference, "held_meeting": held.reference, "promise": promise.reference}
