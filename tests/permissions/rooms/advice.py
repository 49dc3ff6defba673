"""Advice of professionals: what waits, and where each piece goes."""

from agencies.directory.actions import write_agency
from agencies.enums import AnnouncedHow
from agencies.models import Visit
from agencies.reports.advice import write_recommendation
from apdr.advice.actions import put_in_plan, put_in_provision
from apdr.enums import AdvicePlace
from apdr.models import Plan
from tests.apdr import house
from tests.filler import AT

ROWS = """
advice:waiting
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office governor parent professional
  POST any      405 every

advice:pupil pupil
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

advice:decide advice
  GET  own      200 senco teacher; 403 head dsl trust_lead; 404 ta office governor parent professional
  GET  other    200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST own      200 senco teacher; 403 head dsl trust_lead; 404 ta office governor parent professional
  POST other    200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """What a visitor said, one piece of it in the plan and one waiting."""
    agency = write_agency(
        school=pupil.school,
        held=None,
        by=user,
        at=AT,
        name=f"Advice service {pupil.reference}",
        kind="salt",
        sector="nhs",
    )
    visit = Visit.objects.create(
        school=pupil.school, pupil=pupil, agency=agency, on=AT.date(), at=AT.time(), announced_on=AT.date(),
        announced_how=AnnouncedHow.EMAIL, state="done", teacher_met=True, created_at=AT, created_by=user,
    )  # fmt: skip
    taken, carried, waits = (
        write_recommendation(report=None, visit=visit, held=None, what=what, who="TA", how_often="Daily", by_date=None,
                             by=user, at=AT)
        for what in ("Name the picture before the word", "Read in a group", "Count beats in words")
    )  # fmt: skip
    plan = Plan.objects.filter(pupil=pupil).open().first()
    put_in_plan(
        recommendation=taken, place=AdvicePlace.EVERY_LESSON, plan=plan, by=user, at=AT, weighed_by=["senco"],
        teacher_says="", why="",
    )  # fmt: skip
    run = house.provision(by=user, pupils=[pupil], what=house.intervention(pupil.school, "Advised group"))
    put_in_provision(
        recommendation=carried, provision=run, by=user, at=AT, weighed_by=["senco"], teacher_says="", why=""
    )
    return {"advice": waits.reference}
