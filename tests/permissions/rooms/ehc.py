"""An EHC plan as its sections and versions, and the local authorities that maintain plans."""

from django.utils import timezone

from ehcp.enums import VersionKind
from ehcp.sections import items
from ehcp.sections.actions import receive_version, write_sections
from tests.ehcp.visitor.made import TEXTS, plan_of, version_of

SEES_OWN = "200 senco head teacher ta dsl trust_lead; 404 office governor parent professional"
SEES_OTHER = "200 senco head dsl trust_lead; 404 teacher ta office governor parent professional"
READS_OWN = "200 senco head teacher dsl trust_lead; 403 ta; 404 office governor parent professional"
EDITS_OWN = "200 senco; 403 head teacher ta dsl trust_lead; 404 office governor parent professional"
EDITS_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"
AUTHORITY = "200 senco; 403 head teacher ta office dsl trust_lead governor parent professional"


def _row(name: str, thing: str, own: str, other: str, *, get: bool = True, post: str = "") -> str:
    """One row; `post` is the answer to an empty form of whoever may send one, "" where none is taken."""
    lines = (
        [f"  GET  own      {own}", f"  GET  other    {other}", "  GET  foreign  404 every"]
        if get
        else ["  GET  any      405 every"]
    )
    posted = [f"  POST own      {own.replace('200', post)}", f"  POST other    {other.replace('200', post)}",
              "  POST foreign  404 every"] if post else ["  POST any      405 every"]  # fmt: skip
    return "\n".join(["", f"{name} {thing}", *lines, *posted, ""])


def _form(name: str, thing: str, post: str = "200") -> str:
    return _row(f"ehc:{name}", thing, EDITS_OWN, EDITS_OTHER, post=post)


def _press(name: str, thing: str) -> str:
    return _row(f"ehc:{name}", thing, EDITS_OWN, EDITS_OTHER, get=False, post="302")


ROWS = "".join((
    _row("ehc:plan", "ehc_plan", SEES_OWN, SEES_OTHER), _form("change", "ehc_plan"), _form("end", "ehc_plan"),
    _form("receive", "ehc_plan"), _row("ehc:version", "ehc_version", READS_OWN, SEES_OTHER),
    _row("ehc:compare", "ehc_version", READS_OWN, SEES_OTHER), _form("write", "ehc_version", "409"),
    _press("check", "ehc_version"), _press("uncheck", "ehc_checked"),
    _form("need-add", "ehc_version"), _form("outcome-add", "ehc_version"), _form("provision-add", "ehc_version"),
    _form("need", "ehc_need"), _form("outcome", "ehc_outcome"), _form("provision", "ehc_provision"),
    _press("remove", "need ehc_need"),
)) + f"""
ehc:pupil pupil
  GET  own      302 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    302 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

ehc:start pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

ehc:authority ehc_authority
  GET  own      {AUTHORITY}
  GET  other    {AUTHORITY}
  GET  foreign  {AUTHORITY.replace("200", "404")}
  POST own      {AUTHORITY}
  POST other    {AUTHORITY}
  POST foreign  {AUTHORITY.replace("200", "404")}

ehc:authorities
  GET  own      {AUTHORITY}
  POST any      405 every

ehc:authority-add
  GET  own      {AUTHORITY}
  POST own      {AUTHORITY}
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The plan in force, and the amendments that are proposed to it: typed, with a row of each kind, not yet checked."""
    plan, desk = plan_of(pupil, user), {"by": user, "at": timezone.now()}
    checked, today = version_of(plan, user), timezone.localdate()
    proposed = receive_version(
        plan=plan, kind=VersionKind.PROPOSED, issued_on=today, received_on=today, copy=True, **desk
    )
    changed = TEXTS | {"F": "Maya has regular support from a trained adult for up to 20 minutes."}
    write_sections(version=proposed, held=None, texts=changed, **desk)
    need = items.add_need(
        version=proposed, text="Maya finds it hard to follow long instructions", area="", **desk
    )
    aim = items.add_outcome(
        version=proposed, text="Maya follows three steps on her own", by_when="July", needs=[need], **desk
    )
    given = items.add_provision(
        version=proposed,
        text="Regular practice of instructions, up to 20 minutes",
        minutes=20,
        outcomes=[aim],
        **desk,
    )
    return {"ehc_plan": plan.reference, "ehc_version": proposed.reference, "ehc_checked": checked.reference,
            "ehc_need": need.reference, "ehc_outcome": aim.reference, "ehc_provision": given.reference,
            "ehc_authority": plan.authority.reference}  # fmt: skip
