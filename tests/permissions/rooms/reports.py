"""Reports of professionals: received, read, checked, shared, confirmed; the advice in them."""

from agencies.directory.actions import write_agency
from agencies.reports import actions
from register.file.uploads import check_upload
from tests.filler import AT

CHECK = "{yes} senco head; 404 teacher ta office dsl trust_lead governor parent professional"
SHARED_CHECK_OWN = "{yes} senco head; 403 teacher dsl trust_lead; 404 ta office governor parent professional"
SHARED_CHECK_OTHER = (
    "{yes} senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional"
)
ADVISE_OWN = "{yes} senco teacher; 403 head dsl trust_lead; 404 ta office governor parent professional"
ADVISE_OTHER = "{yes} senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"


def _page(name: str, own: str, other: str, get: int | None = 200, post: int | None = 200) -> str:
    """The rows of a page about one pupil's thing, with the answer to those who may; None for the wrong method."""
    rows = [f"\n{name}"]
    for method, answer in (("GET ", get), ("POST", post)):
        if answer is None:
            rows.append(f"  {method} any      405 every")
        else:
            rows += [f"  {method} own      {own.format(yes=answer)}", f"  {method} other    {other.format(yes=answer)}",
                     f"  {method} foreign  404 every"]  # fmt: skip
    return "\n".join(rows) + "\n"


ROWS = "".join((
    _page("reports:check unchecked", CHECK, CHECK, post=None),
    _page("reports:read unchecked", CHECK, CHECK, get=None, post=302),
    _page("reports:dismiss unchecked found", CHECK, CHECK, get=None, post=302),
    _page("reports:correct unchecked", CHECK, CHECK),
    _page("reports:letter unchecked", CHECK, CHECK, post=None),
    _page("reports:share unchecked", CHECK, CHECK),
    _page("reports:confirm report_receipt", SHARED_CHECK_OWN, SHARED_CHECK_OTHER, post=302),
    _page("reports:advice-add report", ADVISE_OWN, ADVISE_OTHER),
    _page("reports:advice-change report_advice", ADVISE_OWN, ADVISE_OTHER),
    _page("reports:advice-remove report_advice", ADVISE_OWN, ADVISE_OTHER, post=302),
    _page("reports:advice-move report_advice", ADVISE_OWN, ADVISE_OTHER, get=None, post=302),
)) + """
reports:add pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

reports:list
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office governor parent professional
  POST any      405 every

reports:report report
  GET  own      200 senco head teacher dsl trust_lead; 404 ta office governor parent professional
  GET  other    200 senco head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST any      405 every
"""  # fmt: skip
TEXT = "Report\nMrs {staff} came to fetch us. {staff} says that {child} can wait.\nDate of birth: 12 March 2018\n"


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A report to be checked, with something marked; one that is shared, with advice."""
    agency = write_agency(school=pupil.school, held=None, by=user, at=AT, name=f"Reports service {pupil.reference}",
                          kind="salt", sector="nhs")  # fmt: skip
    text = TEXT.format(staff=user.name, child=pupil.first_name).encode()
    common = {
        "pupil": pupil,
        "agency": agency,
        "author": "Rosa Quill, speech therapist",
        "by": user,
        "at": AT,
    }
    found, clean = (
        actions.read_report(
            report=actions.receive_report(upload=check_upload(data, "report.txt"), **common), at=AT
        )
        for data in (text, f"{pupil.first_name} likes pictures. Name the picture first.\n".encode())
    )
    shared = actions.share_report(report=clean, as_is_why="", contacts_how={contact: "paper"}, by=user, at=AT)
    advice = [
        actions.write_recommendation(report=shared, held=None, what=what, who="TA", how_often="Daily", by=user, at=AT)
        for what in ("Name the picture before the word", "Give ten seconds to answer")
    ]  # fmt: skip
    return {
        "unchecked": found.reference, "found": found.findings.first().pk, "report": shared.reference,
        "report_receipt": shared.receipts.get(contact=contact).reference, "report_advice": advice[0].reference,
    }  # fmt: skip
