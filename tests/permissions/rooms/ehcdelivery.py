"""Who delivers an EHC plan, its ledger, who has read it, and to whom it was shown."""

from apdr.models import Intervention, Provision
from core.documents.actions import keep_file
from ehcp.delivery.actions import confirm_read, disclose
from ehcp.enums import Letter
from ehcp.models import SpecifiedDelivery
from ehcp.sections.queries import version_in_force
from register.models import PupilDocument
from tests.ehcp.delivery.made import authority_of, line_of, plan_of, version_of
from tests.filler import AT

PDF = b"%PDF-1.7\n% invented for the tests\n%%EOF\n"
SEES_OWN = "200 senco head teacher ta dsl trust_lead; 404 office governor parent professional"
SEES_OTHER = "200 senco head dsl trust_lead; 404 teacher ta office governor parent professional"
EDITS_OWN = "200 senco; 403 head teacher ta dsl trust_lead; 404 office governor parent professional"
EDITS_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"
SHOWS_OWN = "200 senco head; 403 teacher ta dsl trust_lead; 404 office governor parent professional"
SHOWS_OTHER = "200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional"
ALL_PLANS = "200 senco head trust_lead; 403 teacher ta office dsl governor parent professional"


def _seen(name: str, thing: str, own: str, other: str) -> str:
    return f"""
{name} {thing}
  GET  own      {own}
  GET  other    {other}
  GET  foreign  404 every
  POST any      405 every
"""


def _form(name: str, thing: str, own: str, other: str) -> str:
    return f"""
{name} {thing}
  GET  own      {own}
  GET  other    {other}
  GET  foreign  404 every
  POST own      {own}
  POST other    {other}
  POST foreign  404 every
"""


def _post(name: str, thing: str, own: str, other: str) -> str:
    return f"""
{name} {thing}
  GET  any      405 every
  POST own      {own}
  POST other    {other}
  POST foreign  404 every
"""


def _whole(name: str, who: str) -> str:
    return f"\n{name}\n  GET  own      {who}\n  POST any      405 every\n"


ROWS = "".join((
    _seen("ehcdelivery:delivery", "given_plan", SEES_OWN, SEES_OTHER),
    _seen("ehcdelivery:ledger", "given_plan", SEES_OWN, SEES_OTHER),
    _seen("ehcdelivery:ledger-export", "given_plan",
          "200 senco head trust_lead; 403 teacher ta dsl; 404 office governor parent professional",
          "200 senco head trust_lead; 403 dsl; 404 teacher ta office governor parent professional"),
    _form("ehcdelivery:link", "given_line", EDITS_OWN, EDITS_OTHER),
    _form("ehcdelivery:start", "given_line", EDITS_OWN, EDITS_OTHER),
    _form("ehcdelivery:talk", "given_plan", EDITS_OWN, EDITS_OTHER),
    _post("ehcdelivery:carry", "given_plan", EDITS_OWN.replace("200", "302"), EDITS_OTHER.replace("200", "302")),
    _post("ehcdelivery:read", "given_plan",
          "302 senco teacher ta; 403 head dsl trust_lead; 404 office governor parent professional",
          "302 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"),
    _form("ehcdelivery:disclose", "given_plan", SHOWS_OWN, SHOWS_OTHER),
    _seen("ehcdelivery:no-ground", "given_plan", SHOWS_OWN, SHOWS_OTHER),
    _seen("ehcdelivery:shown", "given_shown", SHOWS_OWN, SHOWS_OTHER),
    _seen("ehcdelivery:copy", "given_shown", SHOWS_OWN, SHOWS_OTHER),
    _seen("ehcdelivery:original", "given_version",
          "200 senco head dsl; 403 teacher ta trust_lead; 404 office governor parent professional",
          "200 senco head dsl; 403 trust_lead; 404 teacher ta office governor parent professional"),
    *(_seen(f"ehcdelivery:{name}", "pupil",
            "200 senco head; 403 teacher ta office dsl trust_lead parent; 404 governor professional",
            "200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional")
      for name in ("log", "log-export")),
    _whole("ehcdelivery:school", ALL_PLANS), _whole("ehcdelivery:school-export", ALL_PLANS),
    _whole("ehcdelivery:week", "200 senco head teacher ta dsl trust_lead; 403 office governor parent professional"),
))  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A line of Section F of the plan in force, the authority's document, and an entry of the log for the whole plan."""
    plan = plan_of(pupil, user)
    version = version_in_force(plan) or version_of(plan, user)
    if version.document_id is None:
        kept = keep_file(
            school=pupil.school, name="plan.pdf", data=PDF, content_type="application/pdf", at=AT
        )
        version.document = PupilDocument.objects.create(
            school=pupil.school, pupil=pupil, file=kept, kind="ehc", title="Final plan", sensitivity="restricted",
            filed_at=AT, filed_by=user,
        )  # fmt: skip
        version.save(update_fields=["document"])
    line = line_of(version)
    confirm_read(version=version, by=user, at=AT)
    what, _made = Intervention.objects.get_or_create(school=pupil.school, name="Language every day")
    run = Provision.objects.create(school=pupil.school, intervention=what, start=version.issued_on, end=version.issued_on,
                                   created_at=AT, created_by=user)  # fmt: skip
    SpecifiedDelivery.objects.create(
        school=pupil.school, specified=line, provision=run, linked_at=AT, linked_by=user
    )
    shown = disclose(version=version, parts=Letter.values, to=authority_of(pupil.school).name, basis="authority",
                     how="post", on=version.received_on, by=user, at=AT)  # fmt: skip
    return {"given_plan": plan.reference, "given_line": line.reference, "given_version": version.reference,
            "given_shown": shown.reference}  # fmt: skip
