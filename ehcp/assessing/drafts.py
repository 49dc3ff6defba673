"""First drafts from the record: what has been tried, and each part of the school's advice. People put them in their own
words."""

import datetime as dt

from django.db.models import Prefetch

from agencies.enums import ReportState
from agencies.models import AgencyReport, Recommendation
from apdr.dosage import Dosage
from apdr.enums import IN_FORCE, PlanState
from apdr.models import Plan
from apdr.provision.queries import PupilProvision, provision_of
from core.ui.present import day
from ehcp.assessing.record import ADVICE_TEXTS
from register.models import Profile, Pupil
from register.needs.queries import assessments_of, diagnoses_of, summary_of
from register.queries import needs_of
from register.voice.queries import latest_voice

CYCLES, TRIED_MOST, PART_MOST, TESTS = 4, 3000, 6000, 6  # cycles; characters of a text; results told of
HOUR = 60


def tried_for(pupil: Pupil, today: dt.date) -> str:
    """What has been tried (R-134): the last cycles target by target with what came of it, and each provision with the
    hours planned and given. At most thirteen queries."""
    return _cut([*_cycles(_plans(pupil)), *_given(provision_of(pupil, today))], TRIED_MOST)


def _cut(lines: list[str], most: int) -> str:
    return "\n".join(lines)[:most].rstrip()


def _plans(pupil: Pupil) -> list[Plan]:
    """The last cycles that were agreed, the oldest first."""
    told = Plan.objects.filter(pupil=pupil, agreed_at__isnull=False, state__in=[PlanState.CLOSED, *IN_FORCE])
    return list(told.prefetch_related("targets").order_by("-starts", "-pk")[:CYCLES])[::-1]


def _cycles(plans: list[Plan]) -> list[str]:
    lines: list[str] = []
    for plan in plans:
        over = plan.state == PlanState.CLOSED
        lines.append(f"Cycle from {day(plan.starts)}{', reviewed' if over else ', going on'}:")
        lines += [_target(target) for target in plan.targets.all()]
        lines += [plan.evaluation.strip()] if plan.evaluation.strip() else []
    return lines


def _target(target) -> str:
    stands = str(target.get_progress_display()) if target.progress else ""
    told = ". ".join(filter(None, (stands, target.outcome.strip())))
    return f"- {target.target}: {told}" if told else f"- {target.target}"


def _given(runs: list[PupilProvision]) -> list[str]:
    lines = [f"- {_run(run)}" for run in runs[::-1]]
    return ["Provision:", *lines] if lines else []


def _run(run: PupilProvision) -> str:
    name = run.provision.name or run.provision.intervention.name
    found = run.place.found.strip()
    told = f"{name}, {day(run.place.start)} to {day(run.end)}{_hours(run.dosage)}"
    return f"{told}. {found}" if found else told


def _hours(dose: Dosage) -> str:
    """ ", 18 h of 24 h given"; nothing where none was planned."""
    if not dose.planned:
        return ""
    given, planned = (
        f"{minutes / HOUR:.1f}".removesuffix(".0") for minutes in (dose.delivered, dose.planned)
    )
    return f", {given} of {planned} hours given so far"


def advice_draft(pupil: Pupil, user, today: dt.date) -> dict[str, str]:
    """Each part of the school's advice as the record tells it (R-141): "" where it tells nothing. About 25 queries, once,
    when the advice is begun."""
    plans, runs = _plans(pupil), provision_of(pupil, today)
    parts = {
        "profile": _profile(pupil), "progress": [*_cycles(plans), *_tests(pupil)], "specialists": _specialists(pupil, user),
        "needs": _needs(pupil), "outcomes": _outcomes(plans), "provision": _provision(pupil, plans, runs, today),
    }  # fmt: skip
    return {name: _cut(parts[name], PART_MOST) for name in ADVICE_TEXTS}


def _profile(pupil: Pupil) -> list[str]:
    summary, held, voice = summary_of(pupil), Profile.objects.filter(pupil=pupil).first(), latest_voice(pupil)
    rows = [("Strengths", summary.strengths), ("Interests", summary.interests)] if summary else []
    if held:
        rows += [("Good at", held.good_at), ("What matters", held.matters), ("How the child learns best", held.learn_best),
                 ("What makes it hard", held.hard), ("What helps", held.helps), ("What to avoid", held.avoid)]  # fmt: skip
    lines = [f"{label}: {text.strip()}" for label, text in rows if text.strip()]
    said = (
        [f"“{one['said'].strip()}”" for one in voice.answers if one.get("said", "").strip()] if voice else []
    )
    return [*lines, *([f"In the child’s own words, {day(voice.on)}: {' '.join(said)}"] if said else [])]


def _tests(pupil: Pupil) -> list[str]:
    lines = []
    for one in assessments_of(pupil)[:TESTS]:
        score = f", standardised score {one.standardised}" if one.standardised else ""
        note = f": {one.note.strip()}" if one.note.strip() else ""
        lines.append(f"- {one.instrument}, {day(one.on)}{score}{note}")
    return ["Assessments:", *lines] if lines else []


def _specialists(pupil: Pupil, user) -> list[str]:
    rows = AgencyReport.objects.visible_to(user).filter(pupil=pupil, state=ReportState.SHARED)
    advice = Prefetch("recommendations", Recommendation.objects.order_by("number"), to_attr="advice")
    lines = []
    for report in (
        rows.select_related("agency").defer("pages").prefetch_related(advice).order_by("received_on", "pk")
    ):
        who = report.agency.name if report.agency else report.author or "A private report"
        lines.append(f"{who}, {day(report.dated or report.received_on)}:")
        lines += [_recommended(one) for one in report.advice]
    return lines


def _recommended(one: Recommendation) -> str:
    how = ", ".join(filter(None, (one.who, one.how_often)))
    return f"- {one.what} ({how})" if how else f"- {one.what}"


def _needs(pupil: Pupil) -> list[str]:
    lines = [
        f"{'Main need' if need.rank == 1 else 'Also'}: {need.get_code_display()}{f'. {need.note}' if need.note else ''}"
        for need in needs_of(pupil)
    ]
    return lines + [f"{one.what}, diagnosed by {one.source}" for one in diagnoses_of(pupil)]


def _outcomes(plans: list[Plan]) -> list[str]:
    if not plans:
        return []
    newest = plans[-1]
    wanted = [f"- {target.target}" for target in newest.targets.all() if target.progress != "met"]
    return [*([newest.expected.strip()] if newest.expected.strip() else []), *wanted]


def _provision(pupil: Pupil, plans: list[Plan], runs: list[PupilProvision], today: dt.date) -> list[str]:
    now = [f"- {_now(run)}" for run in runs if run.place.start <= today <= run.end]
    lesson = plans[-1].every_lesson.strip() if plans else ""
    return [*(["Given now:", *now] if now else []), *([f"In every lesson: {lesson}"] if lesson else [])]


def _now(run: PupilProvision) -> str:
    name = run.provision.name or run.provision.intervention.name
    times = f", {len(run.times)} × {run.times[0].minutes} minutes a week" if run.times else ""
    who = f", by {', '.join(run.adults)}" if run.adults else ""
    return f"{name}{times}{who}"
