"""Every figure reconciled with plain SQL on schools of chance; figures of a day do not move when later data arrives."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from apdr.models import Plan, Provision, ProvisionPupil, ReviewMeeting, Session, SessionMark
from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.calendar.dates import Span, academic_year, bank_holidays
from core.schools.actions import create_school
from ehcp.models import AnnualReview, EhcPlan
from governance.models import Complaint, ComplaintStep, TrainingRecord
from overview.figures import roll
from overview.figures.classes import by_class
from overview.figures.measures import facts, figures
from overview.figures.shape import EAL, NEED, PREMIUM, SEX, YEAR, Figures
from register.enums import NeedType
from register.models import Need, Pupil, SchoolClass, StatusPeriod
from register.queries import year_group_before
from tests.overview.figures import sql
from tests.overview.figures.chance import DAY, Made, at
from tests.roles import as_owner, seeing

pytestmark = pytest.mark.django_db
SEEDS = (1, 2, 3, 4, 5)
AGO = 30  # days: what is told of a day that is past is told from history


def made(cast, seed: int, ago: int = AGO, **more) -> Made:
    """A school of chance as it stood so many days ago, with its history since long before."""
    with as_owner():
        school = create_school(name=f"Chance {seed}", slug=f"chance-{seed}", prefix="CHA", trust=None)
    with seeing(school):
        give_role(
            school=school, user=cast.riverside_senco, role=Role.HEAD, by=None, at=at(timezone.localdate())
        )
    cast.riverside_senco.forget_memberships()
    with seeing(school, actor=cast.riverside_senco):
        found = Made(school, cast.riverside_senco, seed, timezone.localdate() - ago * DAY, **more).write()
    with as_owner():
        events = Pupil.pgh_event_model.objects.filter(school=school)
        events.update(pgh_created_at=at(found.on - 200 * DAY))
    return found


def told(found: Made) -> Figures:
    with seeing(found.school):
        return figures([found.school], found.span, found.on)[0]


def asked(found: Made, statement: str, on: dt.date | None = None) -> tuple:
    span, on = found.span, on or found.on
    with seeing(found.school):
        return sql.one(statement, **_given(found, span, on))


def _given(found: Made, span: Span, on: dt.date) -> dict:
    return {"school": found.school.pk, "start": span.start, "end": span.end, "on": on, "then": span.start - DAY,
            "holidays": list(bank_holidays())}  # fmt: skip


def lines(figure: Figures, key: str) -> dict[str, tuple]:
    (one,) = (each for each in figure.breakdowns if each.key == key)
    return {
        line.key: (line.split.none, line.split.support, line.split.ehc)
        for line in one.lines
        if line.split.roll
    }


def listed(found: Made, statement: str) -> dict[str, tuple]:
    with seeing(found.school):
        return {key: tuple(rest) for key, *rest in sql.many(statement, **_given(found, found.span, found.on))}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_register_is_what_sql_counts(cast, seed):
    found = made(cast, seed)
    figure = told(found)
    total = figure.total
    assert (total.none, total.support, total.ehc) == asked(found, sql.TOTAL)
    assert total.sen > 3, "a school that proves something"
    assert lines(figure, YEAR) == listed(found, sql.by("year_group"))
    assert lines(figure, SEX) == listed(found, sql.by("sex"))
    assert lines(figure, PREMIUM) == listed(found, sql.by("CASE WHEN pupil_premium THEN 'yes' ELSE 'no' END"))
    assert lines(figure, EAL) == listed(found, sql.by("CASE WHEN eal THEN 'yes' ELSE 'no' END"))
    assert lines(figure, NEED) == listed(found, sql.by("COALESCE(need, '')", "now IN ('K', 'E')"))
    move, down = figure.movement, figure.step_downs
    assert (move.on, move.came, move.off, move.went, move.raised) == asked(found, sql.MOVEMENT)
    assert (down.ended, down.held, down.back) == asked(found, sql.STEP_DOWNS)
    assert (figure.known_before,) == asked(found, sql.KNOWN_BEFORE)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_due_is_what_sql_counts(cast, seed):
    found = made(cast, seed)
    figure = told(found)
    for kept, statement in ((figure.plans, sql.PLANS), (figure.annual_reviews, sql.ANNUAL)):
        assert (kept.on_time, kept.late, kept.missing) == asked(found, statement)
        assert kept.due
    met = figure.meetings
    assert (met.met, met.phone, met.pack, met.none) == asked(found, sql.MEETINGS)
    held = figure.training
    assert (held.staff, held.inducted, held.records, held.hours, held.needs) == asked(found, sql.TRAINING)
    said = figure.complaints
    assert (said.raised, said.closed, said.open, *(many for _, many in said.stages)) == asked(
        found, sql.COMPLAINTS
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("more", [0, 30])
def test_provision_is_what_sql_counts(cast, seed, more):
    """Also of a term that goes on for a while after the day."""
    found = made(cast, seed)
    found.span = replace(found.span, end=found.on + more * DAY)
    figure = told(found)
    by_name = sorted(figure.provision.things, key=lambda thing: thing.name)
    with seeing(found.school):
        rows = sql.many(sql.PROVISION, **_given(found, found.span, found.on))
        outcomes = sql.many(sql.OUTCOMES, **_given(found, found.span, found.on))
    assert [(t.name, t.children, t.planned, t.given, t.spent) for t in by_name] == [
        tuple(row) for row in rows
    ]
    assert [(t.name, t.measured, t.moved) for t in by_name] == [tuple(row) for row in outcomes]
    assert sum(thing.given for thing in by_name) == figure.provision.given
    assert any(thing.measured for thing in by_name)


def test_movement_accounts_for_the_change(cast):
    for seed in SEEDS[:3]:
        found = made(cast, seed)
        figure, span = told(found), found.span
        with seeing(found.school):
            ((before, now),) = roll.totals([found.school.pk], [span.start - DAY, found.on]).values()
        move = figure.movement
        assert now == figure.total
        assert now.sen - before.sen == move.on + move.came - move.off - move.went


def later(found: Made, by) -> None:
    """A great deal that happens after the day."""
    school, on = found.school, found.on
    base = {"school": school}
    for pupil in list(found.children)[::2]:
        held = StatusPeriod.objects.filter(pupil=pupil, end=None).first()
        if held:
            StatusPeriod.objects.filter(pk=held.pk).update(end=on + 4 * DAY)
        StatusPeriod.objects.create(**base, pupil=pupil, level="ehc_plan", start=on + 5 * DAY, reason="x",
                                    exit_criteria=["b"], recorded_at=at(on + 5 * DAY))  # fmt: skip
        Need.objects.filter(pupil=pupil, end=None).update(end=on + 2 * DAY)
        Need.objects.create(**base, pupil=pupil, code=NeedType.DS, rank=1, start=on + 3 * DAY)
    Plan.objects.filter(school=school, state="do").update(
        state="closed", closed_at=at(on + DAY), closed_by=by
    )
    for place, pupil in enumerate(found.children):
        pupil.year_group, pupil.school_class, pupil.eal = "6", found.classes[0], not pupil.eal
        pupil.pupil_premium, pupil.sex = True, "F"
        if pupil.left_on is None and place % 3 == 0:
            pupil.left_on = on + DAY
        pupil.save()
    Pupil.objects.create(**base, legal_first="New", legal_last="Comer", search="new", born=dt.date(2018, 1, 1), reference="NEWCOMER",
                         year_group="6", joined_on=on + 2 * DAY)  # fmt: skip
    for klass in found.classes:
        SchoolClass.objects.filter(pk=klass.pk).update(year_group="5", name=f"Renamed {klass.pk}")
    EhcPlan.objects.filter(school=school, ceased_on=None).update(ceased_on=on + 5 * DAY)
    for plan in EhcPlan.objects.filter(school=school):
        AnnualReview.objects.create(**base, plan=plan, pupil_id=plan.pupil_id, on=on - 20 * DAY, decided_on=on + DAY, decision="keep",
                                    state="closed", dated_at=at(on), dated_by=by)  # fmt: skip
    meeting = ReviewMeeting.objects.filter(school=school).first()
    ReviewMeeting.objects.create(**base, pupil=meeting.pupil, on=on + DAY, state="held", led_by=by, created_at=at(on), created_by=by,
                                 parents_came=True, held_at=at(on), held_by=by)  # fmt: skip
    for run in Provision.objects.filter(school=school):
        session = Session.objects.create(**base, provision=run, on=on + DAY, at=dt.time(8), planned=15, minutes=15,
                                         recorded_at=at(on), recorded_by=by)  # fmt: skip
        for place in ProvisionPupil.objects.filter(provision=run):
            SessionMark.objects.create(
                **base, session=session, pupil_id=place.pupil_id, came="came", minutes=15
            )
    ProvisionPupil.objects.filter(school=school, exit_on=None).update(exit_value=99, exit_on=on + DAY)
    record = TrainingRecord.objects.filter(school=school).first()
    TrainingRecord.objects.create(**base, topic=record.topic, person=record.person, on=on + DAY, hours=9, recorded_at=at(on),
                                  recorded_by=by)  # fmt: skip
    for one in Complaint.objects.filter(school=school, state="open", raised_on__lte=on):
        ComplaintStep.objects.create(
            **base,
            complaint=one,
            kind="moved",
            on=on + DAY,
            stage="formal",
            recorded_at=at(on),
            recorded_by=by,
        )
        Complaint.objects.filter(pk=one.pk).update(
            stage="formal", state="resolved", closed_on=on + DAY, closed_at=at(on), closed_by=by
        )
    Complaint.objects.create(
        **base, raised_by="x", raised_on=on + DAY, about="x", recorded_at=at(on), recorded_by=by
    )


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_figures_of_a_day_do_not_change_when_later_data_arrives(cast, seed):
    found = made(cast, seed)
    before = told(found)
    with seeing(found.school, actor=cast.riverside_senco):
        classes = by_class(found.school, cast.riverside_senco, facts([found.school], found.span, found.on))
        later(found, cast.riverside_senco)
        again = by_class(found.school, cast.riverside_senco, facts([found.school], found.span, found.on))
    assert told(found) == before
    assert _unnamed(again) == _unnamed(classes)
    with seeing(found.school):
        (now,) = figures([found.school], found.span, timezone.localdate())
    assert now.total != before.total


def _unnamed(classes) -> dict:
    """By reference: classes stand in the order of their names, and those have changed."""
    return {one.reference: replace(one, name="") for one in classes}


def test_year_groups_of_a_day_before_the_history_are_those_of_the_class_that_it_begins_with(cast):
    found = made(cast, SEEDS[0])
    with as_owner():  # a list of the year before, read in today
        Pupil.pgh_event_model.objects.filter(school=found.school).update(pgh_created_at=timezone.now())
        of_year = SchoolClass.objects.filter(school=found.school)
        of_year.update(academic_year=academic_year(found.on) - 1)
    with seeing(found.school):
        children = roll.rolls([found.school.pk], found.span, found.on, timezone.localdate())[
            found.school.pk
        ].children
    now = {pupil.pk: pupil for pupil in found.children}
    in_class = [child for child in children if now[child.pk].school_class_id]
    assert in_class
    for child in in_class:
        assert child.year == year_group_before(now[child.pk].year_group, -1)


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_classes_together_are_the_school(cast, seed):
    found = made(cast, seed)
    figure = told(found)
    with seeing(found.school, actor=cast.riverside_senco):
        classes = by_class(found.school, cast.riverside_senco, facts([found.school], found.span, found.on))
    assert len({one.name for one in classes} & {f"{year} Chance {seed}" for year in "1234"}) > 1
    for name in ("none", "support", "ehc"):
        assert sum(getattr(one.split, name) for one in classes) == getattr(figure.total, name)
    assert sum(one.plans.due for one in classes) == figure.plans.due
    with seeing(found.school):
        (judged, met) = sql.one("""
            SELECT count(*), count(*) FILTER (WHERE t.progress = 'met') FROM apdr_target t JOIN apdr_plan l ON l.id = t.plan_id
            JOIN register_pupil p ON p.id = l.pupil_id WHERE l.school_id = %(school)s AND t.progress <> '' AND l.state = 'closed'
              AND (l.closed_at AT TIME ZONE 'Europe/London')::date BETWEEN %(start)s AND %(on)s
              AND COALESCE(p.joined_on, '-infinity') <= %(on)s AND COALESCE(p.left_on, 'infinity') >= %(on)s
        """, **_given(found, found.span, found.on))  # fmt: skip
        (below,) = sql.one("""
            SELECT count(*) FROM (SELECT DISTINCT ON (r.pupil_id) r.progress FROM register_progressreview r
            JOIN register_pupil p ON p.id = r.pupil_id WHERE r.school_id = %(school)s AND r."on" BETWEEN %(year)s AND %(on)s
              AND COALESCE(p.joined_on, '-infinity') <= %(on)s AND COALESCE(p.left_on, 'infinity') >= %(on)s
            ORDER BY r.pupil_id, r."on" DESC, r.id DESC) last WHERE progress = 'less'
        """, school=found.school.pk, on=found.on,
             year=dt.date(found.on.year - (found.on.month < 9), 9, 1))  # fmt: skip
    assert (sum(one.judged for one in classes), sum(one.met for one in classes)) == (judged, met)
    assert sum(one.below for one in classes) == below
