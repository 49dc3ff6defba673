"""The timetable of adults: one's own week, everybody's, and what they are deployed to."""

import datetime as dt

from apdr.timetable import actions
from tests.filler import AT


def _rows(name: str, thing: str, methods: tuple[str, ...]) -> str:
    answers = {
        "own": "200 senco; 403 head teacher ta office dsl trust_lead governor parent professional",
        "other": "200 senco; 403 head teacher ta office dsl trust_lead governor parent professional",
        "foreign": "403 head teacher ta office dsl trust_lead governor parent professional; 404 senco",
    }
    lines = [f"  {method:4} {whose:8} {told}" for method in methods for whose, told in answers.items()]
    return f"\n{name} {thing}\n" + "\n".join(lines) + "\n"


ROWS = """
timetable:all
  GET  own      200 senco head dsl trust_lead; 403 teacher ta office governor parent professional
  POST any      405 every

timetable:mine
  GET  own      200 senco teacher ta; 403 head office dsl trust_lead governor parent professional
  POST any      405 every

timetable:adult person
  GET  own      200 senco head dsl trust_lead; 403 teacher ta office governor parent professional
  GET  other    200 senco head dsl trust_lead; 403 teacher ta office governor parent professional
  GET  foreign  403 teacher ta office governor parent professional; 404 senco head dsl trust_lead
  POST any      405 every
""" + "".join(
    _rows(name, thing, ("GET", "POST"))
    for name, thing in (
        ("timetable:duty-add", "person"),
        ("timetable:duty", "duty"),
        ("timetable:duty-end", "duty"),
    )
)


def fill(*, pupil, contact, user) -> dict[str, object]:
    """One duty of the person, in the child's class. Each child's at a time of its own, since one adult has all."""
    begins = dt.time(9 + pupil.pk % 6)
    duty = actions.add_duty(
        school=pupil.school, adult=user, kind="in_class", weekday=2, begins=begins, minutes=45,
        start=AT.date(), school_class=pupil.school_class, by=user, at=AT,
    )  # fmt: skip
    return {"duty": duty.reference}
