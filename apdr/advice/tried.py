"""What has been tried for a pupil, as the first draft of that part of a referral."""

from apdr.enums import PlanState
from apdr.models import Plan
from apdr.provision.queries import runs_of
from core.ui.present import day
from register.models import Pupil

CYCLES, LONGEST = 2, 3000  # cycles told of; characters


def tried_for(pupil: Pupil) -> str:
    """The last two cycles that were reviewed, target by target with what came of it, and the provision had since."""
    closed = Plan.objects.filter(pupil=pupil, state=PlanState.CLOSED, agreed_at__isnull=False)
    plans = list(closed.prefetch_related("targets").order_by("-starts", "-pk")[:CYCLES])
    lines: list[str] = []
    for plan in plans:
        lines.append(f"From {day(plan.starts)}:")
        lines += [_target(target) for target in plan.targets.all()]
        lines += [plan.evaluation.strip()] if plan.evaluation.strip() else []
    since = min((plan.starts for plan in plans), default=None)
    runs = [run for run in runs_of(pupil) if since is None or run.end >= since]
    lines += [f"{run.title}, {day(run.start)} to {day(run.end)}." for run in runs]
    return "\n".join(lines)[:LONGEST]


def _target(target) -> str:
    outcome = target.outcome.strip() or target.get_progress_display()
    return f"- {target.target}: {outcome}" if outcome else f"- {target.target}"
