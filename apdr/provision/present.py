"""The library and provision as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.costs import pounds
from apdr.delivery import COUNTED
from apdr.dosage import Dosage
from apdr.enums import GateCheck, Missed, ProvisionState, Wave, Weekday
from apdr.models import Intervention, Provision, ProvisionPupil, Slot
from apdr.provision.lifecycle import PROVISION
from apdr.provision.queries import Child, Choice, PupilProvision, Run
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.present import DueState, clock, day, day_in, due_state, state
from register.enums import Area

PARTS = ("change", "join", "adults", "times", "checks", "measures", "end", "extend", "start", "drop")
TRAINING_SOON = 42  # days: a course takes some weeks to book


def wave_word(wave: str) -> str:
    """ "Targeted", without what it means."""
    return str(Wave(wave).label).partition(":")[0]


def run_state(run: Provision, today: dt.date) -> DueState:
    """Planned, running (and whether its end is near or past), ended, not started."""
    if run.state == ProvisionState.RUNNING:
        key = due_state(run.end, today, run.school.soon_days).key
        return state(key, {"late": _("Past its last day"), "soon": _("Ends soon")}.get(key, _("Running")))
    if run.state == ProvisionState.PLANNED:
        return state("late", _("Not started yet")) if run.start < today else state("wait", _("Planned"))
    return state("done", _("Ended")) if run.state == ProvisionState.ENDED else state("wait", _("Not started"))


def when(run: Provision, today: dt.date) -> str:
    """ "Mon 7 Sep 2026 until Fri 18 Dec 2026 (in 26 days)"."""
    last = (
        day(run.end)
        if run.state in {ProvisionState.ENDED, ProvisionState.DROPPED}
        else day_in(run.end, today)
    )
    return _("%(start)s until %(end)s") % {"start": day(run.start), "end": last}


def time_words(slot: Slot) -> str:
    """ "Mon 9.00 am, 20 minutes"."""
    name = str(Weekday(slot.weekday).label)
    return _("%(day)s %(at)s, %(minutes)s minutes") % {
        "day": name,
        "at": clock(slot.at),
        "minutes": slot.minutes,
    }


def weekly_words(slots, today: dt.date) -> str:
    """ "3 times a week, 60 minutes in all" of the weekly times that hold today or are still to begin."""
    now = [slot for slot in slots if slot.end is None or slot.end >= today] or list(slots)
    if not now:
        return _("No weekly time")
    words = (
        _("%(times)s, %(minutes)d minutes") if len(now) == 1 else _("%(times)s, %(minutes)d minutes in all")
    )
    return words % {"times": often(len(now)), "minutes": sum(s.minutes for s in now)}


def often(times: int) -> str:
    """ "once a week", "twice a week", "3 times a week"."""
    told = {1: _("once a week"), 2: _("twice a week")}.get(times)
    return told or ngettext("%(n)d time a week", "%(n)d times a week", times) % {"n": times}


def dose(had: Dosage) -> dict:
    """How much of what was planned was had: {"share", "words", "missed": list, "unrecorded"}, "" where there is none."""
    if not had.planned and not had.delivered:
        return {
            "share": "",
            "words": _("Nothing was planned yet"),
            "missed": [],
            "unrecorded": "",
            "percent": None,
        }
    of = {"had": had.sessions_had, "planned": had.sessions_planned}
    missed = [
        _("%(minutes)d min: %(why)s") % {"minutes": minutes, "why": str(Missed(why).label).lower()}
        for why, minutes in sorted(had.missed.items(), key=lambda pair: -pair[1])
    ]
    return {
        "share": "" if had.percent is None else f"{had.percent} %", "missed": missed, "percent": had.percent,
        "words": _("%(had)d of %(planned)d sessions") % of,
        "unrecorded": _("%(minutes)d min not recorded") % {"minutes": had.unrecorded} if had.unrecorded else "",
    }  # fmt: skip


def group_dose(run: Run) -> dict:
    """`dose` of all children in sight together: the share, and how many children it is of."""
    told, seen = dose(run.dosage), sum(1 for child in run.children if child.place)
    if told["share"] and seen > 1:
        told["words"] = _("of what was planned for %(n)d children") % {"n": seen}
    return told


def children_words(run: Run) -> str:
    """ "Maya Abara, Leo Brandt and 3 others": only those in sight are named."""
    names = [child.name for child in run.named]
    if not run.children:
        return _("No child yet")
    others = ngettext("%(n)d other", "%(n)d others", run.others) % {"n": run.others} if run.others else ""
    if not names:
        return ngettext("%(n)d child", "%(n)d children", run.others) % {"n": run.others}
    said = ", ".join(names)
    return _("%(names)s and %(others)s") % {"names": said, "others": others} if others else said


def adults_words(run: Run) -> str:
    return ", ".join(adult.user.name if adult.user else adult.role for adult in run.adults) or _("Nobody yet")


def run_rows(runs: list[Run], today: dt.date, *, costs: bool) -> list[dict]:
    """One dict a provision for the list."""
    return [
        {"title": run.provision.title, "url": run.provision.get_absolute_url(),
         "what": f"{wave_word(run.provision.intervention.wave)}: {run.provision.intervention.name}"
         if run.provision.name else wave_word(run.provision.intervention.wave),
         "state": run_state(run.provision, today), "when": when(run.provision, today), "children": children_words(run),
         "adults": adults_words(run), "times": weekly_words(run.times, today), "dose": group_dose(run),
         "cost": pounds(run.cost.spent) if costs else ""}
        for run in runs
    ]  # fmt: skip


def size_words(entry: Intervention) -> str:
    """ "12 weeks, 3 times a week, 20 minutes, up to 4 children"."""
    parts = (
        ngettext("%(n)d week", "%(n)d weeks", entry.weeks) % {"n": entry.weeks} if entry.weeks else "",
        often(entry.per_week) if entry.per_week else "",
        _("%(n)d minutes") % {"n": entry.minutes} if entry.minutes else "",
        (_("one child") if entry.group_size == 1 else _("up to %(n)d children") % {"n": entry.group_size})
        if entry.group_size else "",
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def usual_cost(entry: Intervention) -> str:
    """What one run costs for the group at the usual length, "" where that is not known."""
    if not (entry.weeks and entry.per_week and entry.minutes):
        return ""
    return pounds(entry.weeks * entry.per_week * entry.minutes * entry.cost_hour // 60 + entry.materials)


def library_rows(entries: list[Intervention], slug: str, *, costs: bool) -> list[dict]:
    """One dict an entry for the library, grouped by nothing: the table is by name."""
    return [
        {"name": entry.name, "url": entry_url(entry, slug), "area": str(Area(entry.area).label) if entry.area else "",
         "wave": wave_word(entry.wave), "kind": str(entry.get_kind_display()), "aims": entry.aims,
         "size": size_words(entry), "cost": usual_cost(entry) if costs else "", "running": entry.running,
         "trained": ", ".join(t.user.name for t in entry.trained.all())}
        for entry in entries
    ]  # fmt: skip


def entry_url(entry: Intervention, slug: str, name: str = "intervention") -> str:
    return reverse(f"provision:{name}", args=[slug, entry.reference])


def training_state(until: dt.date | None, today: dt.date) -> DueState:
    """Whether training holds, runs out within six weeks, or has run out."""
    key = due_state(until, today, TRAINING_SOON).key if until else "due"
    said = {"late": _("Ran out"), "soon": _("Runs out soon")}.get(key, _("Holds"))
    return state({"due": "done"}.get(key, key), said)


def entry_page(entry: Intervention, runs: list[Run], user, today: dt.date, slug: str) -> dict:
    """The context of provision/intervention.html."""
    may, costs = can(user, Permission.INTERVENTION_EDIT, entry), can(user, Permission.COST_VIEW, entry)
    measure = f"{entry.measure} ({entry.unit})" if entry.measure and entry.unit else entry.measure
    facts = [
        (_("What it is for"), entry.aims), (_("Impact we expect"), entry.expected), (_("Measured by"), measure),
        (_("Usually takes"), size_words(entry)), (_("Best time"), entry.best_time), (_("What is missed"), entry.missed),
        (_("Link to class work"), entry.link), (_("What is known about whether it works"), entry.evidence),
        (_("Why it is worth what is missed"), entry.benefit),
        (_("An hour costs"), pounds(entry.cost_hour) if costs else ""),
        (_("Materials for a run"), pounds(entry.materials) if costs and entry.materials else ""),
        (_("A usual run costs"), usual_cost(entry) if costs else ""),
    ]  # fmt: skip
    trained = [
        {"name": t.user.name, "state": training_state(t.valid_until, today), "on": day(t.trained_on),
         "until": day_in(t.valid_until, today) if t.valid_until else "",
         "remove_url": reverse("provision:training-remove", args=[slug, t.reference]) if may else ""}
        for t in entry.trained.all()
    ]  # fmt: skip
    line = ", ".join(
        str(part) for part in (entry.get_wave_display(), entry.get_kind_display(), entry.area and Area(entry.area).label)
        if part
    )  # fmt: skip
    plan = can(user, Permission.PROVISION_EDIT, entry) and not entry.retired_on
    judged = can(user, Permission.IMPACT_VIEW, entry) and runs
    return {
        "facts": [{"label": label, "value": value} for label, value in facts if value], "trained": trained, "line": line,
        "runs": run_rows(runs, today, costs=costs), "costs": costs, "title": entry.name, "retired": entry.retired_on,
        "change_url": entry_url(entry, slug, "intervention-change") if may else "",
        "train_url": entry_url(entry, slug, "training-add") if may else "",
        "retire_url": entry_url(entry, slug, "intervention-retire") if may else "",
        "plan_url": f"{reverse('provision:add', args=[slug])}?of={entry.reference}" if plan else "",
        "works_url": reverse("impact:intervention", args=[slug, entry.reference]) if judged else "",
    }  # fmt: skip


def value_words(place: ProvisionPupil, unit: str) -> str:
    """ "12 → 19.5 points" in words; "" where nothing was measured."""
    if place.entry_value is None and place.exit_value is None:
        return ""
    entry, leaving = (
        f"{v.normalize():f}" if v is not None else _("not measured")
        for v in (place.entry_value, place.exit_value)
    )
    unit = f" {unit}" if unit else ""
    if place.exit_value is None:
        return _("%(entry)s%(unit)s at the start") % {"entry": entry, "unit": unit}
    return _("from %(entry)s to %(exit)s%(unit)s") % {"entry": entry, "exit": leaving, "unit": unit}


def child_row(child: Child, run: Provision, user, today: dt.date, *, may: bool, costs: bool) -> dict:
    """One child of a provision whose record is in sight."""
    place, slug = child.place, run.school.slug
    lasts = place.end is None or place.end >= today
    urls = {
        name: reverse(f"provision:{name}", args=[slug, place.reference])
        for name in ("leave", "take-out", "told")
    }
    open_ = may and run.state in {ProvisionState.PLANNED, ProvisionState.RUNNING}
    told = can(user, Permission.PROVISION_EDIT, run.school) and run.state != ProvisionState.DROPPED
    dates = [_("from %(day)s") % {"day": day(place.start)} if place.start != run.start else ""]
    dates += [
        _("left on %(day)s: %(why)s") % {"day": day(place.end), "why": place.why_left}
        if place.why_left
        else ""
    ]
    told_words = (
        _("%(day)s, %(how)s") % {"day": day(place.told_on), "how": place.told_how} if place.told_on else ""
    )
    return {
        "name": child.name, "url": place.pupil.get_absolute_url(), "klass": place.pupil.class_name,
        "dates": ", ".join(part for part in dates if part), "dose": dose(child.dosage),
        "target": place.target.target if place.target else "", "measure": value_words(place, run.intervention.unit),
        "found": place.found, "told": told_words, "cost": pounds(child.cost.spent) if costs else "",
        "told_url": urls["told"] if told else "",
        "leave_url": urls["leave"] if open_ and run.state == "running" and lasts else "",
        "out_url": urls["take-out"] if open_ and run.state == "planned" else "",
    }  # fmt: skip


def run_page(run: Run, user, today: dt.date) -> dict:
    """The context of provision/provision.html."""
    held, costs = run.provision, can(user, Permission.COST_VIEW, run.provision)
    may = can(user, Permission.PROVISION_EDIT, held)
    open_ = may and held.state in {ProvisionState.PLANNED, ProvisionState.RUNNING}
    slug = held.school.slug
    here = {name: reverse(f"provision:{name}", args=[slug, held.reference]) for name in PARTS}
    answers = {row.check_name: row.answer for row in held.answers.all()}
    measures = can(user, Permission.PROVISION_EDIT, held.school) and any(
        child.place for child in run.children
    )
    return {
        "title": held.title, "state": run_state(held, today), "when": when(held, today), "urls": here if open_ else {},
        "line": f"{held.intervention.name}. {held.intervention.get_wave_display()}" if held.name
        else str(held.intervention.get_wave_display()),
        "entry_url": entry_url(held.intervention, slug), "facts": _facts(run, today, costs=costs),
        "children": [child_row(c, held, user, today, may=may, costs=costs) for c in run.children if c.place],
        "unseen": _unseen(run), "costs": costs, "times": [_time_row(s, slug, today, may=open_) for s in run.times],
        "adults": [{"name": a.user.name if a.user else a.role, "outside": not a.user, "pk": a.pk} for a in run.adults],
        "checks": [{"question": str(c.label), "answer": answers.get(c.value, "")} for c in GateCheck],
        "answered": len(answers), "measures_url": here["measures"] if measures and held.state != "dropped" else "",
        "buttons": _buttons(held, user, here), "ended_why": held.ended_why, "crowded": _crowded(run),
        "sees_none": not any(child.place for child in run.children), "rooms": _rooms(held, user, slug),
    }  # fmt: skip


def _rooms(held: Provision, user, slug: str) -> list[dict]:
    """Where more about this provision stands: {"label", "url"}."""
    found = [
        (Permission.SESSION_RECORD, _("Sessions of the week"), 
         f"{reverse('sessions:week', args=[slug])}?all=1&run={held.reference}"),
        (Permission.PROVISION_VIEW, _("Missed and given"), reverse("sessions:missed", args=[slug])),
        (Permission.IMPACT_VIEW, _("Whether it works"),
         reverse("impact:intervention", args=[slug, held.intervention.reference])),
    ]  # fmt: skip
    return [
        {"label": label, "url": url} for needed, label, url in found
        if held.state in COUNTED and can(user, needed, held.school)
    ]  # fmt: skip


def _unseen(run: Run) -> str:
    names = [child.name for child in run.children if child.name and not child.place]
    others = run.others
    words = ([", ".join(names)] if names else []) + (
        [ngettext("%(n)d other child", "%(n)d other children", others) % {"n": others}] if others else []
    )
    return (
        _("Also in it: %(who)s, whose records are not in your care.") % {"who": _(" and ").join(words)}
        if words
        else ""
    )


def _crowded(run: Run) -> str:
    most, now = run.provision.intervention.group_size, len(run.children)
    if not most or now <= most:
        return ""
    return _("%(now)d children are in this; %(most)d at most is usual.") % {"now": now, "most": most}


def _facts(run: Run, today: dt.date, *, costs: bool) -> list[dict]:
    held, cost = run.provision, run.cost
    live = held.state in {ProvisionState.PLANNED, ProvisionState.RUNNING}
    rows = [
        (_("When"), when(held, today)),
        (_("Looked at on"), day_in(held.review_on, today) if held.review_on and live else ""), (_("Where"), held.place),
        (_("Outside agency"), held.agency), (_("Weekly"), weekly_words(run.times, today)),
        (_("Why it ended"), held.ended_why), (_("Planned by"), held.created_by.name),
        (_("An hour costs"), pounds(held.cost_hour) if costs else ""),
        (_("Spent so far") if live else _("Cost"), pounds(cost.spent) if costs and held.state in COUNTED else ""),
        (_("By its last day"), pounds(cost.expected) if costs and held.state == "running" else ""),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in rows if value]


def _time_row(slot: Slot, slug: str, today: dt.date, *, may: bool) -> dict:
    over = slot.end is not None and slot.end < today
    return {
        "words": time_words(slot), "adult": slot.adult.name if slot.adult else "", "missed": slot.missed, "over": over,
        "until": _("until %(day)s") % {"day": day(slot.end)} if slot.end else "",
        "start": _("from %(day)s") % {"day": day(slot.start)} if slot.start > today else "",
        "change_url": reverse("provision:time", args=[slug, slot.reference]) if may and not over else "",
    }  # fmt: skip


def _buttons(held: Provision, user, here: dict) -> list[dict]:
    """The moves from here in the terms of components/buttons.html, each with the reason why not."""
    found = []
    for move, why in PROVISION.open_to(held, user):
        name = {"running": "start", "dropped": "drop", "ended": "end"}[move.end]
        found.append({"label": str(move.says), "url": here[name], "post": name != "end", "reason": why or "",
                      "primary": name == "start"})  # fmt: skip
    if held.state == ProvisionState.RUNNING and can(user, Permission.PROVISION_EDIT, held):
        found.append({"label": _("Go on for longer"), "url": here["extend"], "reason": ""})
    return found if can(user, Permission.PROVISION_EDIT, held.school) else []


def child_groups(children: list[Choice], chosen: set[str]) -> list[dict]:
    """Children by class for choosing: {"name", "note", "open", "children": list of {ref, name, level, chosen}}."""
    groups: dict[str, list[dict]] = {}
    for child in children:
        groups.setdefault(child.klass or _("No class"), []).append(
            {"ref": child.pupil.reference, "name": child.pupil.name, "level": child.level,
             "chosen": child.pupil.reference in chosen}
        )  # fmt: skip
    few = len(children) <= 40
    return [
        {"name": name, "children": rows, "open": few or any(row["chosen"] for row in rows),
         "note": ngettext("%(n)d child, %(known)d with a level of support",
                          "%(n)d children, %(known)d with a level of support", len(rows)) % {
             "n": len(rows), "known": sum(bool(row["level"]) for row in rows)}}
        for name, rows in groups.items()
    ]  # fmt: skip


def trained_words(entry: Intervention) -> str:
    """Who is trained for it, in a sentence."""
    names = ", ".join(t.user.name for t in entry.trained.select_related("user").order_by("user__name"))
    return (
        _("Recorded as trained: %(names)s.") % {"names": names}
        if names
        else _("Nobody is recorded as trained yet.")
    )


def pupil_rows(rows: list[PupilProvision], today: dt.date, *, costs: bool) -> list[dict]:
    """A pupil's provision in the terms of provision/_of_pupil.html, what lasts first; `costs` by COST_VIEW."""
    held = sorted(rows, key=lambda row: row.end < today)
    return [
        {"title": row.provision.title, "url": row.provision.get_absolute_url(), "state": run_state(row.provision, today),
         "what": row.provision.intervention.name if row.provision.name else "",
         "when": _("%(start)s until %(end)s") % {"start": day(row.place.start), "end": day_in(row.end, today)},
         "adults": ", ".join(row.adults), "times": weekly_words(row.times, today), "dose": dose(row.dosage),
         "measure": value_words(row.place, row.provision.intervention.unit), "found": row.place.found,
         "target": row.place.target.target if row.place.target else "", "cost": pounds(row.cost.spent) if costs else ""}
        for row in held
    ]  # fmt: skip
