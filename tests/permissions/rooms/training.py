"""Training: topics, the programme, who came, needs; everybody's own page."""

import datetime as dt

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.schools.models import School
from governance.enums import NeedSource
from governance.models import Topic
from governance.training import actions
from tests.filler import AT

READ = "200 senco head trust_lead; 403 teacher ta office dsl governor parent professional"
EDIT = "200 senco head; 403 teacher ta office dsl trust_lead governor parent professional"
STAFF = "200 senco head teacher ta office dsl; 403 trust_lead governor parent professional"


def _page(name: str, thing: str, who: str, *, post: str = "", get: bool = True, wrote: str = "") -> str:
    """A page about a thing of the school, which is the same for whoever's pupil it came with. `post`: what a POST answers
    to `wrote` (or `who`); empty: it is the wrong method."""
    posted = (wrote or who).replace("200", post)
    got = (
        f"  GET  own      {who}\n  GET  other    {who}\n  GET  foreign  {who.replace('200', '404')}\n"
        if get
        else "  GET  any      405 every\n"
    )
    end = (
        f"  POST own      {posted}\n  POST other    {posted}\n"
        f"  POST foreign  {(wrote or who).replace('200', '404')}\n"
        if post
        else "  POST any      405 every\n"
    )
    return f"\n{name} {thing}\n{got}{end}"


def _school(name: str, who: str, *, post: str = "") -> str:
    return f"\n{name}\n  GET  own      {who}\n  POST {f'own      {who}' if post else 'any      405 every'}\n"


ROWS = "".join((
    _school("training:matrix", READ), _school("training:needs", READ), _school("training:programme", READ),
    _school("training:topics", READ), _school("training:mine", STAFF), _school("training:ask", STAFF, post="200"),
    _school("training:topic-add", EDIT, post="200"),
    _school("training:day-add", EDIT, post="200"),
    _page("training:topic", "training_topic", READ), _page("training:topic-change", "training_topic", EDIT, post="200"),
    _page("training:topic-retire", "training_topic", EDIT, post="302", get=False),
    _page("training:day", "training_day", READ, post="200", wrote=EDIT),
    _page("training:day-change", "training_day", EDIT, post="200"),
    _page("training:day-cancel", "training_day", EDIT, post="302", get=False),
    _page("training:person", "person", READ), _page("training:had", "person", EDIT, post="200"),
    _page("training:need-add", "person", EDIT, post="200"),
    _page("training:need-drop", "training_need", EDIT, post="302", get=False),
    _page("training:record", "training_record", EDIT, post="200"),
    _page("training:record-remove", "training_record", EDIT, post="302"),
)) + f"""
training:induction
  GET  any      405 every
  POST own      {EDIT.replace("200", "302")}
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A topic of the school's own with a day that has been and one to come, who came, and a need; of a SENCo."""
    school = School.objects.get(pk=pupil.school_id)
    common = {"by": user, "at": AT}
    if not Topic.objects.filter(school=school, key="ta_law").exists():
        actions.start_induction(school=school, **common)
    topic = actions.write_topic(school=school, held=None, name=f"Autism in class {pupil.reference}", audience="some",
                                renew_months=12, about="What helps, and why", **common)  # fmt: skip
    asked = actions.write_topic(
        school=school, held=None, name=f"Makaton {pupil.reference}", audience="some", **common
    )
    day = {"school": school, "held": None, "topic": topic, **common}
    been = actions.plan_day(**day, title=f"INSET {pupil.reference}", on=dt.date(2026, 9, 1))
    coming = actions.plan_day(
        **day, title=f"Staff meeting {pupil.reference}", on=dt.date(2026, 11, 13), led_by="Ann Other"
    )
    people = [user, *_adults(school)]
    been = actions.record_day(held=been, people=people, hours=3, **common)
    need = actions.raise_need(topic=asked, person=people[-1], source=NeedSource.APPRAISAL, why="Wants to lead a group",
                              by_day=dt.date(2027, 2, 12), **common)  # fmt: skip
    return {
        "training_topic": topic.reference, "training_day": coming.reference, "training_need": need.reference,
        "training_record": been.records.get(person=user).reference,
    }  # fmt: skip


def _adults(school) -> list:
    """A TA of the school, where one works there."""
    held = (
        Membership.objects.current().filter(school=school, role=Role.TA).select_related("user").order_by("pk")
    )
    return [one.user for one in held[:1]]
