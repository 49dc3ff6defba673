"""The library of interventions, who is trained, and provision with its children, adults, times and checks."""

import datetime as dt

from apdr.models import Intervention
from apdr.provision import actions
from tests.filler import AT

READ = "200 senco head teacher ta dsl trust_lead; 403 office governor parent professional"
LIBRARY = "200 senco; 403 head teacher ta office dsl trust_lead governor parent professional"
EDIT_OWN = "200 senco teacher; 403 head ta dsl trust_lead; 404 office governor parent professional"
EDIT_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"


def _entry(name: str, thing: str, *, post: str = "200", get: bool = True) -> str:
    """A page by which the library is changed."""
    there = LIBRARY.replace("200", "404")
    got = (
        f"  GET  own      {LIBRARY}\n  GET  other    {LIBRARY}\n  GET  foreign  {there}\n"
        if get
        else "  GET  any      405 every\n"
    )
    done = LIBRARY.replace("200", post)
    return f"\n{name} {thing}\n{got}  POST own      {done}\n  POST other    {done}\n  POST foreign  {there}\n"


def _change(name: str, thing: str, *, post: str = "200", get: bool = True) -> str:
    """A page by which a provision is changed."""
    got = (
        f"  GET  own      {EDIT_OWN}\n  GET  other    {EDIT_OTHER}\n  GET  foreign  404 every\n"
        if get
        else "  GET  any      405 every\n"
    )
    own, other = EDIT_OWN.replace("200", post), EDIT_OTHER.replace("200", post)
    return (
        f"\n{name} {thing}\n{got}  POST own      {own}\n  POST other    {other}\n  POST foreign  404 every\n"
    )


ROWS = "".join((
    _entry("provision:intervention-change", "intervention"), _entry("provision:training-add", "intervention"),
    _entry("provision:intervention-retire", "intervention", post="302", get=False),
    _entry("provision:training-remove", "training", post="302", get=False),
    _change("provision:change", "provision"), _change("provision:join", "provision"), _change("provision:adults", "provision"),
    _change("provision:times", "provision"), _change("provision:checks", "provision"),
    _change("provision:measures", "provision"), _change("provision:end", "provision"),
    _change("provision:extend", "provision"), _change("provision:time", "slot"), _change("provision:leave", "place"),
    _change("provision:told", "place"), _change("provision:take-out", "place", post="302", get=False),
    _change("provision:adult-remove", "provision", post="302", get=False),
    _change("provision:start", "provision", post="302", get=False),
    _change("provision:drop", "provision", post="302", get=False),
)) + f"""
provision:library
  GET  own      {READ}
  POST any      405 every

provision:intervention-add
  GET  own      {LIBRARY}
  POST own      {LIBRARY}

provision:starter
  GET  any      405 every
  POST own      {LIBRARY.replace("200", "302")}

provision:intervention intervention
  GET  own      {READ}
  GET  other    {READ}
  GET  foreign  {READ.replace("200", "404")}
  POST any      405 every

provision:list
  GET  own      {READ}
  POST any      405 every

provision:add
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead governor parent professional
  POST own      200 senco teacher; 403 head ta office dsl trust_lead governor parent professional

provision:pupil pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

provision:provision provision
  GET  own      200 senco head teacher ta dsl trust_lead; 404 office governor parent professional
  GET  other    200 senco head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST any      405 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A group of one, planned and ready to start, of an intervention with a trained adult."""
    entry = _library(pupil, user)
    training = actions.write_training(
        intervention=entry, user=user, trained_on=dt.date(2026, 9, 1), by=user, at=AT
    )
    run = actions.set_up_provision(
        intervention=entry, by=user, at=AT, pupils=[pupil], adults=[user], times=[(1, dt.time(9), 20, "Reading")],
        answers=dict.fromkeys(("aims", "time", "best_time", "missed", "link", "evidence", "trained", "benefit"), "Yes"),
        start=dt.date(2026, 9, 7), end=dt.date(2027, 7, 20), name="Robins",
    )  # fmt: skip
    place = run.pupils.get()
    actions.record_measure(place=place, by=user, at=AT, entry_value=12, entry_on=dt.date(2026, 9, 7))
    return {"intervention": entry.reference, "training": training.reference, "provision": run.reference,
            "place": place.reference, "slot": run.slots.get().reference}  # fmt: skip


def _library(pupil, user) -> Intervention:
    return actions.write_intervention(
        school=pupil.school, held=None, by=user, at=AT, name=f"Story group for {pupil.reference}", area="communication",
        aims="Children retell stories", measure="Story retold", unit="points", weeks=12, per_week=3, minutes=20, group_size=4,
    )  # fmt: skip
