"""The inspection pack: SENCo and head alone."""

from core.documents.actions import keep_file
from core.documents.models import IssuedDocument
from overview.inspection import actions
from overview.inspection.queries import KIND
from tests.filler import AT

REST = "403 teacher ta office dsl trust_lead governor parent professional"

ROWS = f"""
pack:pack
  GET  own      200 senco head; {REST}
  POST any      405 every

pack:make
  GET  any      405 every
  POST own      302 senco head; {REST}

pack:choose
  GET  own      200 senco head; {REST}
  POST own      200 senco head; {REST}

pack:study a
  GET  own      200 senco; 404 head; {REST}
  GET  foreign  200 senco; 404 head; {REST}
  POST own      422 senco; 404 head; {REST}

pack:pdf inspection_pack
  GET  own      200 senco head; {REST}
  GET  other    200 senco head; {REST}
  GET  foreign  404 senco head; {REST}
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The pupil is chosen for a case study that is not confirmed; two pupils of one school share its pack."""
    school = pupil.school
    actions.choose_studies(school=school, pupils=[pupil, None, None], by=user, at=AT)
    issued = IssuedDocument.objects.filter(school=school, kind=KIND).first()
    if issued is None:
        issued = actions.make_pack(school=school, studies=[], by=user, at=AT)
        issued.file = keep_file(
            school=school, name="pack.pdf", data=b"%PDF-1.7\n%%EOF\n", content_type="application/pdf", at=AT
        )
        issued.sha256, issued.state = issued.file.sha256, "ready"
        issued.save()
    return {"inspection_pack": issued.reference}
