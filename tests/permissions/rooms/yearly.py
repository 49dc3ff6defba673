"""Reports on the year: a list, one pupil's written, issued and given, those of a class at once."""

from django.utils import timezone

from apdr.enums import ReceiptHow
from apdr.yearly.actions import issue_report, share_report
from apdr.yearly.record import Said
from core.calendar.dates import academic_year

YEAR = academic_year(timezone.localdate())
READ_OWN = "200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional"
READ_OTHER = "200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional"
WRITE_OWN = "senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional"
WRITE_OTHER = "senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional"
SHARE_OWN = "200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional"
SHARE_OTHER = "200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional"
SENCO = "senco; 403 head teacher ta office dsl trust_lead governor parent professional"
FAMILY = "403 senco head teacher ta office dsl trust_lead governor professional"


def _read(name: str) -> str:
    return f"""
yearly:{name} pupil {YEAR}
  GET  own      {READ_OWN}
  GET  other    {READ_OTHER}
  GET  foreign  404 every
  POST any      405 every
"""


ROWS = f"""
yearly:list
  GET  own      200 senco head teacher; 403 ta office dsl trust_lead governor parent professional
  POST any      405 every
{_read("report")}
{_read("preview").strip()}

yearly:write pupil {YEAR}
  GET  own      200 {WRITE_OWN}
  GET  other    200 {WRITE_OTHER}
  GET  foreign  404 every
  POST own      409 {WRITE_OWN}
  POST other    409 {WRITE_OTHER}
  POST foreign  404 every

yearly:issue pupil {YEAR}
  GET  any      405 every
  POST own      302 {WRITE_OWN}
  POST other    302 {WRITE_OTHER}
  POST foreign  404 every

yearly:share pupil {YEAR}
  GET  own      {SHARE_OWN}
  GET  other    {SHARE_OTHER}
  GET  foreign  404 every
  POST own      {SHARE_OWN}
  POST other    {SHARE_OTHER}
  POST foreign  404 every

yearly:share-class {YEAR} class
  GET  own      200 {SENCO}
  GET  other    200 {SENCO}
  GET  foreign  404 {SENCO}
  POST own      302 {SENCO}
  POST other    302 {SENCO}
  POST foreign  404 {SENCO}

yearly:zip {YEAR} class
  GET  own      200 {SENCO}
  GET  other    200 {SENCO}
  GET  foreign  404 {SENCO}
  POST any      405 every

overview:family-year pupil year_report
  GET  own      200 parent; {FAMILY}
  GET  other    {FAMILY}; 404 parent
  GET  foreign  {FAMILY}; 404 parent
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A report on this year that the family has been given, its PDF made."""
    from tests.cast import make_ready

    said = Said(words="A year of reading.", next_steps="Read a whole book", home="Read together")
    at = timezone.now()
    document = issue_report(pupil=pupil, year=YEAR, said=said, by=user, at=at)
    make_ready(document.issued)
    share_report(document=document, contacts={contact: ReceiptHow.ONLINE}, by=user, at=at)
    return {"year_report": document.reference, "this_year": YEAR}
