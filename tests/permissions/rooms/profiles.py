"""Profiles, their readings, the bank and supply teachers' links."""

from django.utils import timezone

from core.documents.actions import keep_file
from register.models import PROFILE_TEXTS, ProfileReading, SupplyOpening
from register.profiles import actions, sheets, supply
from tests.filler import AT

ROWS = """
profiles:coverage
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

profiles:profile pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

profiles:edit pupil
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      403 head ta office dsl trust_lead parent; 404 governor professional; 409 senco teacher
  POST other    403 head office dsl trust_lead; 404 teacher ta governor parent professional; 409 senco
  POST foreign  404 every

profiles:read pupil
  GET  any      405 every
  POST own      302 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  POST other    302 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  POST foreign  404 every

profiles:review pupil
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

profiles:share pupil
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      302 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  POST other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

profiles:versions pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

profiles:sheet class
  GET  own      200 senco head teacher; 403 ta office dsl trust_lead governor parent professional
  GET  other    200 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  GET  foreign  403 ta office dsl trust_lead governor parent professional; 404 senco head teacher
  POST own      302 senco head teacher; 403 ta office dsl trust_lead governor parent professional
  POST other    302 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST foreign  403 ta office dsl trust_lead governor parent professional; 404 senco head teacher

profiles:sheet-file class_sheet
  GET  own      200 senco; 403 ta office dsl trust_lead governor parent professional; 404 head teacher
  GET  other    200 senco; 403 ta office dsl trust_lead governor parent professional; 404 head teacher
  GET  foreign  403 ta office dsl trust_lead governor parent professional; 404 senco head teacher
  POST any      405 every

profiles:bank
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional

profiles:bank-starter
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead governor parent professional

profiles:adjustment banked
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  GET  other    200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  GET  foreign  403 head teacher ta office dsl trust_lead governor parent professional; 404 senco
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST other    200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST foreign  403 head teacher ta office dsl trust_lead governor parent professional; 404 senco

profiles:supply
  GET  own      200 senco head teacher; 403 ta office dsl trust_lead governor parent professional
  POST own      200 senco head teacher; 403 ta office dsl trust_lead governor parent professional

profiles:supply-end pack
  GET  any      405 every
  POST own      302 senco head teacher; 403 ta office dsl trust_lead governor parent professional
  POST other    302 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST foreign  403 ta office dsl trust_lead governor parent professional; 404 senco head teacher
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A written profile that its writer has read, a line of the bank, a link that was tried, a printed class."""
    profile = actions.write_profile(
        pupil=pupil, by=user, at=AT, review_on=None, no_voice_why="Starts next week",
        **dict.fromkeys(PROFILE_TEXTS, "Invented"),
    )  # fmt: skip
    ProfileReading.objects.get_or_create(
        school=pupil.school, profile=profile, user=user, number=profile.version, defaults={"read_at": AT}
    )
    words = f"Say the name first, {pupil.reference}"
    banked = actions.bank_adjustment(school=pupil.school, area="semh", words=words, by=user, at=AT)
    pack, _token = supply.make_pack(
        school_class=pupil.school_class, name="Ada Supply", day=timezone.localdate(AT), by=user, at=AT
    )
    SupplyOpening.objects.create(school=pupil.school, pack=pack, at=AT, refused="after its day")
    job = sheets.make_class_sheet(school_class=pupil.school_class, by=user, at=AT)
    kept = keep_file(
        school=pupil.school,
        name="class.pdf",
        data=b"%PDF-1.7\n%%EOF\n",
        content_type="application/pdf",
        at=AT,
    )
    job.result, job.state = {"file": kept.pk, "references": [pupil.reference]}, "done"
    job.save(update_fields=["result", "state"])
    return {"banked": banked.reference, "pack": pack.reference, "class_sheet": job.reference}
