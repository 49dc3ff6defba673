"""What the school as a whole has to do: rounds of each term, its policy and information report, terms, the move into a new
year, safeguarding signs, links for supply teachers (R-37, R-39, R-198, R-211, R-227)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Subquery

from core.accounts.enums import Permission, Role
from core.calendar.dates import Span, academic_year, academic_year_label
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group, To
from core.reminders.kinds import LONG, Kind, Rung, add_kinds
from core.schools.models import School
from core.schools.prepared import prepared
from core.ui.present import day
from register.arrangements.queries import in_force
from register.deadlines.people import holders_of
from register.deadlines.rows import (
    first_open,
    here,
    in_sight,
    last_open,
    last_school_day,
    local,
    may,
    of_school,
    term_now,
    terms_ahead,
)
from register.deadlines.standing import standing, standing_rows
from register.enums import ON_REGISTER, FlagState, RollState
from register.models import AccessArrangement, Adjustment, Pupil, RollOver, SafeguardingFlag, SupplyPack
from register.transition.years import years_open

add_kinds(
    Kind("register_round", "Review the {register}", "The {register} is to be reviewed this term", Group.SCHOOL,
         "Every child on the {register} is looked at once a term, to see that the level still fits.", ladder=LONG,
         by_mark=True, verb="Look through", acts=Permission.PROGRESS_REVIEW),
    Kind("adjustment_round", "Look through adjustments that have no day of their own",
         "Adjustments are to be looked at again this term", Group.PROVISION,
         "Adjustments are looked at regularly: those for which no day is set once a term.", by_mark=True),
    Kind("access_round", "Look through access arrangements", "Access arrangements are to be looked through for this year",
         Group.PROVISION, "Once a year, in the autumn, access arrangements are looked through, in time to apply for tests "
         "and examinations.", ladder=LONG, by_mark=True),
    Kind("terms_enter", "Enter the next term’s dates", "The dates of the next term are to be entered", Group.SCHOOL,
         "School days are counted from the terms: the next one is entered before the last one that is known ends.",
         ladder=LONG, verb="Enter", acts=Permission.SCHOOL_SETTINGS),
    Kind("roll_over", "Move the school into the new year", "The school is to be moved into the new year", Group.SCHOOL,
         "Classes and year groups move up before the first school day of the new year.", ladder=LONG, verb="Open",
         acts=Permission.ROLL_OVER),
    Kind("sign_take", "Take on a safeguarding sign", "A safeguarding sign waits to be taken on", Group.SCHOOL,
         "A safeguarding sign is taken on the day it is raised.", needs=Permission.SAFEGUARDING_VIEW,
         ladder=(Rung("day", 0), Rung("late", -1, (To.OWNER, To.SENCO)))),
    Kind("supply_ends", "Supply link is good today", "A link for a supply teacher is good today alone", Group.SCHOOL,
         "A link for a supply teacher opens on its own day. Make another if the teacher stays.", ladder=(Rung("day", 0),),
         acts=Permission.SUPPLY_PACK),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """Something for the whole school: a deadline that is ready but for its address."""

    kind: str
    subject: str
    due: dt.date
    view: str
    more: dict


def _build(task: Task, ask: Ask) -> Iterator[Deadline]:
    yield of_school(ask, task.kind, task.subject, task.due, task.view, **task.more)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked of the school's own row: how many records of a sort there are."""

    undated: int | None
    arranged: int | None
    to_move: int | None
    moved: bool


def _facts(ask: Ask) -> Facts:
    into = _into(ask.today)
    return ask.once(
        "register.facts",
        lambda: Facts(*_fact_rows(None, into, school=ask.school.pk, today=ask.today)[0]),
    )


@prepared
def _fact_rows(_user, into: int, *, school: int, today: dt.date):
    here_now = here(today)
    undated = Adjustment.objects.filter(in_force(today), here_now, review_on=None)
    moved = RollOver.objects.filter(school=OuterRef("pk"), academic_year=into)
    return School.objects.filter(pk=school).values_list(
        _how_many(undated),
        _how_many(AccessArrangement.objects.filter(in_force(today), here_now)),
        _how_many(Pupil.objects.filter(here(today, ""), school_class__academic_year__lt=into)),
        Exists(moved.exclude(state__in=[RollState.PREVIEW, RollState.UNDONE])),
    )  # fmt: skip


def _how_many(rows) -> Subquery:
    of_school = rows.filter(school=OuterRef("pk")).order_by().values("school")
    return Subquery(of_school.annotate(n=Count("pk")).values("n"))


def _into(today: dt.date) -> int:
    """The academic year into which the school is to be moved: from May on the coming one."""
    return years_open(today)[0]


def _rounds(ask: Ask) -> list[Task]:
    if not may(ask, Permission.STATUS_CHANGE):
        return []
    ask.opening  # noqa: B018  read beforehand
    return [task for term in terms_ahead(ask) if (task := _register_round(term, ask))]


def _register_round(term: Span, ask: Ask) -> Task | None:
    """Of the term of now it is done once everybody on the register was looked at since it began."""
    known = [standing(row) for row in standing_rows(ask)]
    children = [one for one in known if one.level in ON_REGISTER]
    seen = sum(one.looked_at is not None and one.looked_at >= term.start for one in children)
    if not children or (term == term_now(ask) and seen == len(children)):
        return None
    begun = term.start <= ask.today
    return Task("register_round", f"register-round:{term.start:%Y-%m}", last_school_day(ask, term), "response:progress", {
        "started": f"The term {'began' if begun else 'begins'} on {day(term.start)}.",
        "so_far": f"{seen} of {len(children)} children were looked at this term." if begun else "",
    })  # fmt: skip


def _care_rounds(ask: Ask) -> list[Task]:
    if not may(ask, Permission.ARRANGEMENT_EDIT):
        return []
    ask.opening  # noqa: B018  read beforehand
    facts, rounds = _facts(ask), []
    if facts.undated:
        said = {"started": f"{_count(facts.undated, 'adjustment')} without a day to be looked at again."}
        rounds += [
            Task("adjustment_round", f"adjustment-round:{term.start:%Y-%m}", last_school_day(ask, term),
                 "arrangements:school", said)
            for term in terms_ahead(ask)
        ]  # fmt: skip
    if facts.arranged:
        year = academic_year(ask.today)
        rounds += [
            Task("access_round", f"access-round:{each}", _autumn_ends(each, ask), "arrangements:school",
                 {"started": f"{_count(facts.arranged, 'access arrangement')} in force or to begin.",
                  "detail": academic_year_label(each)})
            for each in (year, year + 1)
        ]  # fmt: skip
    return rounds


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}"


def _autumn_ends(year: int, ask: Ask) -> dt.date:
    """The last school day by the 20th of December."""
    return last_open(ask, dt.date(year, 12, 20))


def _settings(ask: Ask) -> list[Task]:
    if not may(ask, Permission.SCHOOL_SETTINGS):
        return []
    return _terms(ask)


def _terms(ask: Ask) -> list[Task]:
    known = ask.opening.days.terms
    last = max((term.end for term in known), default=None)
    due = last or dt.date(academic_year(ask.today), 9, 1)
    said = f"The last term that is known ends on {day(last)}." if last else "No term is known."
    return [Task("terms_enter", "terms:next", due, "overview:terms", {"started": said})]


def _new_year(ask: Ask) -> list[Task]:
    if not may(ask, Permission.ROLL_OVER):
        return []
    ask.opening  # noqa: B018  read beforehand
    facts, into = _facts(ask), _into(ask.today)
    if not facts.to_move or facts.moved:
        return []
    first = dt.date(into, 9, 1)
    many = f"{facts.to_move} children are" if facts.to_move > 1 else "1 child is"
    said = f"{many} in {'this' if ask.today < first else 'last'} year’s classes still."
    return [Task("roll_over", f"roll-over:{into}", first_open(ask, first), "transition:roll-over",
                 {"detail": f"into {academic_year_label(into)}", "started": said})]  # fmt: skip


def _signs(ask: Ask) -> list[tuple]:
    holders_of(ask, Role.DSL)
    return _sign_rows(ask.user, school=ask.school.pk)


@prepared
def _sign_rows(user, *, school: int):
    rows = in_sight(SafeguardingFlag.objects.filter(school=school, state=FlagState.RAISED), user)
    return rows.order_by("pk").values_list("reference", "raised_at")


def _sign(row: tuple, ask: Ask) -> Iterator[Deadline]:
    """Nothing of the child, not even a reference: it is for who may open it."""
    reference, raised_at = row
    yield of_school(ask, "sign_take", f"sign:{reference}", local(raised_at), "safeguarding:sign", reference,
                    owners=holders_of(ask, Role.DSL), started=f"It was raised on {day(local(raised_at))}.")  # fmt: skip


def _links(ask: Ask) -> list[tuple]:
    return _link_rows(None, school=ask.school.pk, today=ask.today) if may(ask, Permission.SUPPLY_PACK) else []


@prepared
def _link_rows(_user, *, school: int, today: dt.date):
    rows = SupplyPack.objects.filter(school=school, ended_at=None, day__gte=today).order_by("pk")
    return rows.values_list("reference", "name", "day", "made_by", "school_class__name")


def _link(row: tuple, ask: Ask) -> Iterator[Deadline]:
    reference, name, on, made_by, klass = row
    if ask.user is None or ask.user.pk == made_by:
        yield of_school(ask, "supply_ends", f"supply:{reference}", on, "profiles:supply", owners=(made_by,),
                        detail=f"{name}, {klass}", started=f"It was made for {day(on)}.")  # fmt: skip


add_source(
    Source("register.rounds", "The termly review of the register", _rounds, _build),
    Source("register.care_rounds", "Rounds of adjustments and access arrangements", _care_rounds, _build),
    Source("register.settings", "Policies and terms", _settings, _build),
    Source("register.new_year", "The move into a new year", _new_year, _build),
    Source("register.signs", "Safeguarding signs", _signs, _sign),
    Source("register.supply", "Links for supply teachers", _links, _link),
)
