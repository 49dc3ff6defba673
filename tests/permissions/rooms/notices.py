"""The bell, how a person hears of what is due, and the messages that left."""

import datetime as dt

from core.reminders.enums import MailState
from core.reminders.models import Absence, Mail, Notice
from core.schools.models import School
from tests.filler import AT

TOLD = "senco head teacher ta office dsl trust_lead governor parent"
STAFF = "senco head teacher ta office dsl trust_lead governor"
NOT_HEADS = "teacher ta office dsl trust_lead governor parent professional"


def _one(name: str, thing: str, *, get: str, post: str) -> str:
    """A page of one thing of the SENCo's own: nobody else knows of it."""
    lines = [
        f"  {method} {whose:<8} {status} senco; 403 professional; 404 {TOLD.removeprefix('senco ')}"
        for method, status in (("GET ", get), ("POST", post)) for whose in ("own", "other") if status != "405"
    ]  # fmt: skip
    lines += [f"  {method} foreign  403 professional; 404 {TOLD}" for method, status in (("GET ", get), ("POST", post))
              if status != "405"]  # fmt: skip
    lines += ["  GET  any      405 every"] if get == "405" else []
    return f"\n{name} {thing}\n" + "\n".join(lines) + "\n"


ROWS = "".join((
    _one("notices:put-away", "own_notice", get="405", post="302"), _one("notices:later", "own_notice", get="200", post="200"),
    _one("notices:hand-over", "own_notice", get="200", post="200"), _one("notices:take-back", "absence", get="405", post="302"),
)) + f"""
notices:bell
  GET  own      200 {TOLD}; 403 professional
  POST any      405 every

notices:count
  GET  own      200 {TOLD}; 403 professional
  POST any      405 every

notices:choices
  GET  own      200 {TOLD}; 403 professional
  POST own      200 {TOLD}; 403 professional

notices:away
  GET  own      200 {STAFF}; 403 parent professional
  POST own      200 {STAFF}; 403 parent professional

notices:messages
  GET  own      200 senco head; 403 {NOT_HEADS}
  POST any      405 every

notices:message mail
  GET  own      200 senco head; 403 {NOT_HEADS}
  GET  other    200 senco head; 403 {NOT_HEADS}
  GET  foreign  403 {NOT_HEADS}; 404 senco head
  POST any      405 every

notices:again mail
  GET  any      405 every
  POST own      302 senco head; 403 {NOT_HEADS}
  POST other    302 senco head; 403 {NOT_HEADS}
  POST foreign  403 {NOT_HEADS}; 404 senco head
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A notice of the user about the pupil, an absence of theirs far ahead, an email of the school that was refused."""
    school: School = pupil.school
    notice = Notice.objects.create(
        school=school, kind="step_do", subject=f"invented:{pupil.reference}", due=AT.date() + dt.timedelta(days=5),
        rung="week", recipient=user, pupil=pupil.reference, url=f"/{school.slug}/", round_on=AT.date(), made_at=AT,
    )  # fmt: skip
    starts = dt.date(2039, 1, 3) + dt.timedelta(days=7 * (pupil.pk % 50))
    absence = Absence.objects.create(
        school=school, user=user, deputy=contact.user, starts=starts,
        ends=starts + dt.timedelta(days=4), made_at=AT,
    )  # fmt: skip
    mail, _made = Mail.objects.get_or_create(
        school=school, key="invented",
        defaults={"what": "A letter", "to": "nobody@sendsys.test", "subject": "A letter waits", "body": "Use the link.",
                  "state": MailState.BOUNCED, "written_at": AT, "refused_at": AT, "error": "Refused by the mail server (550)"},
    )  # fmt: skip
    return {"own_notice": notice.reference, "absence": absence.reference, "mail": mail.reference}
