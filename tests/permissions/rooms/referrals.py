"""Referrals: one at each step from draft to sent, with consent and disclosure."""

from django.utils import timezone

from agencies.directory.actions import write_agency
from agencies.referrals import actions

READ_OWN = "200 senco head teacher dsl trust_lead; 403 ta office parent; 404 governor professional"
READ_OTHER = "200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional"
EDIT_OWN = "senco; 403 head teacher ta office dsl trust_lead; 404 governor parent professional"
PUPIL_OWN = "200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional"
PUPIL_OTHER = "200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional"
STEP_OWN = "200 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional"
STEP_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"
SEEN_OWN = "200 senco teacher; 403 head dsl trust_lead; 404 ta office governor parent professional"


def _step(name: str, thing: str, own: str = STEP_OWN) -> str:
    return f"""
referrals:{name} {thing}
  GET  own      {own}
  GET  other    {STEP_OTHER}
  GET  foreign  404 every
  POST own      {own}
  POST other    {STEP_OTHER}
  POST foreign  404 every
"""


ROWS = "".join((
    _step("change", "referral"), _step("talk", "referral"), _step("close", "referral"), _step("disclose", "referral"),
    _step("consent", "asked_referral"), _step("refuse", "asked_referral"), _step("send", "agreed_referral"),
    _step("withdraw", "agreed_referral"), _step("answer", "sent_referral"), _step("seen", "sent_referral", SEEN_OWN),
)) + f"""
referrals:list
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office governor parent professional
  POST any      405 every

referrals:pupil pupil
  GET  own      {READ_OWN}
  GET  other    {READ_OTHER}
  GET  foreign  404 every
  POST any      405 every

referrals:start pupil
  GET  own      {PUPIL_OWN}
  GET  other    {PUPIL_OTHER}
  GET  foreign  404 every
  POST own      {PUPIL_OWN}
  POST other    {PUPIL_OTHER}
  POST foreign  404 every

referrals:referral referral
  GET  own      200 senco head teacher dsl trust_lead; 404 ta office governor parent professional
  GET  other    200 senco head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST any      405 every

referrals:paper agreed_referral
  GET  any      405 every
  POST own      302 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional
  POST other    302 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Four referrals of the pupil to one agency: a draft, one talked over, one agreed to, one sent."""
    at = timezone.now()
    today = timezone.localdate(at)
    agency = write_agency(school=pupil.school, held=None, by=user, at=at, kind="salt", sector="nhs",
                          name=f"Speech therapy for {pupil.first_name}")  # fmt: skip
    started = [
        actions.start_referral(pupil=pupil, agency=agency, asked=f"How to help with talking, {n}", tried="A talking group",
                               by=user, at=at)
        for n in ("first", "second", "third", "fourth")
    ]  # fmt: skip
    for held in started[1:]:
        actions.record_talk(referral=held, kind="meeting", on=today, people=contact.name, about="Slow progress", by=user,
                            at=at, ask=False)  # fmt: skip
    for held in started[2:]:
        actions.record_consent(referral=held, answer="given", contact=contact, who="", how="meeting", purpose="To be seen",
                               given_on=today, until=None, why="", by=user, at=at)  # fmt: skip
    actions.send_referral(
        referral=started[3], on=today, how="secure", to=agency.name, what="The form", by=user, at=at
    )
    names = ("referral", "asked_referral", "agreed_referral", "sent_referral")
    return {name: held.reference for name, held in zip(names, started, strict=True)}
