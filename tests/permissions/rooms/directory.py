"""The directory of agencies, their people, the checks of those whom the school employs, names of staff."""

import datetime as dt

from agencies.directory import actions
from tests.filler import AT

READ = "200 senco head teacher office dsl trust_lead; 403 ta governor parent professional"
EDIT = "200 senco; 403 head teacher ta office dsl trust_lead governor parent professional"
CHECK = "200 senco head; 403 teacher ta office dsl trust_lead governor parent professional"


def _page(name: str, thing: str, who: str, *, post: str = "200", get: bool = True) -> str:
    """A page about a thing of the school, which is the same for whoever's pupil it came with."""
    there, done = who.replace("200", "404"), who.replace("200", post)
    got = (
        f"  GET  own      {who}\n  GET  other    {who}\n  GET  foreign  {there}\n"
        if get
        else "  GET  any      405 every\n"
    )
    end = (
        f"  POST own      {done}\n  POST other    {done}\n  POST foreign  {there}\n"
        if post
        else "  POST any      405 every\n"
    )
    return f"\n{name} {thing}\n{got}{end}"


ROWS = "".join((
    _page("directory:agency", "agency", READ, post=""), _page("directory:change", "agency", EDIT),
    _page("directory:retire", "agency", EDIT, post="302", get=False), _page("directory:professional-add", "agency", EDIT),
    _page("directory:professional", "agency_person", EDIT), _page("directory:check", "agency_person", CHECK),
    _page("directory:professional-retire", "agency_person", EDIT, post="302", get=False),
    _page("directory:staff-name-remove", "staff_name", EDIT, post="302", get=False),
)) + f"""
directory:list
  GET  own      {READ}
  POST any      405 every

directory:checks
  GET  own      {CHECK}
  POST any      405 every

directory:add
  GET  own      {EDIT}
  POST own      {EDIT}

directory:starter
  GET  own      {EDIT}
  POST own      {EDIT}

directory:staff-names
  GET  own      {EDIT}
  POST own      {EDIT}
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """An agency with somebody whom the school employs, one check of theirs, and a name of the staff."""
    common = {"held": None, "by": user, "at": AT}
    agency = actions.write_agency(
        **common, school=pupil.school, name=f"Talk Together {pupil.reference}", kind="salt", sector="private",
        phone="01632 960123", email="office@talk.example", website="https://talk.example/refer", usual_weeks=18,
        route="Their own form, by the secure service", address="1 High Street\nOakfield", for_parents=True,
    )  # fmt: skip
    person = actions.write_professional(
        **common, agency=agency, name=f"Dr Ada Finch {pupil.reference}", job="Speech and language therapist", employed=True
    )  # fmt: skip
    actions.record_check(professional=person, kind="registration", words="HCPC SL12345", seen_on=dt.date(2026, 9, 1),
                         valid_until=dt.date(2028, 8, 31), by=user, at=AT)  # fmt: skip
    (name,) = actions.add_staff_names(
        school=pupil.school, people=[(f"Rosa Quill {pupil.reference}", "Cook")], by=user, at=AT
    )
    return {"agency": agency.reference, "agency_person": person.reference, "staff_name": name.reference}
