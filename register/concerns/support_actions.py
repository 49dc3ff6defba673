"""The writes of an emerging concern: extra support begins, and is reviewed with parents (R-18 to R-24)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can
from core.calendar.dates import add_weeks
from register.concerns.actions import raise_concern
from register.concerns.lifecycle import BEFORE_REGISTER
from register.concerns.queries import level_of, running_support
from register.dates import check_days
from register.enums import (
    WITH_PLAN,
    Consulted,
    HowTold,
    Level,
    Outcome,
    SupportOutcome,
    SupportProgress,
    SupportState,
)
from register.models import Concern, ExtraSupport, Pupil
from register.response.actions import change_level

NEEDED = {
    "difficulty": "Say what is hard now.",
    "targets": "Say what you aim for.",
    "support": "Say what is done, who does it and how often.",
    "child_says": "Write what the child says, or why the child was not asked.",
}
LEVEL_AFTER = {SupportOutcome.MONITOR: Level.MONITORING, SupportOutcome.NO_ACTION: Level.NONE}


def why_no_support(pupil: Pupil) -> str:
    """Why extra support cannot begin for the pupil now, as people read it; "" when it can."""
    level = level_of(pupil)
    if level not in BEFORE_REGISTER:
        return f"{pupil.first_name} is at {Level(level).label}. Extra support is for children before the register."
    if running := running_support(pupil):
        return f"{pupil.first_name} has extra support already, since {running.starts:%-d %b %Y}. Review it first."
    return ""


def check_span(school, starts: dt.date, review_by: dt.date) -> None:
    """Raises Denied unless the review falls on or after the start and no later than the school's most weeks after
    it (calendar weeks, R-19)."""
    latest = add_weeks(starts, school.concern_weeks_latest)
    if review_by < starts:
        raise Denied("The review is before the support begins: check both dates.")
    if review_by > latest:
        raise Denied(
            f"Extra support lasts at most {school.concern_weeks_latest} weeks before it is reviewed: choose "
            f"{latest:%-d %b %Y} or an earlier day."
        )


@transaction.atomic
def start_support(
    *, pupil: Pupil, starts: dt.date, difficulty: str, targets: str, support: str, child_says: str, by: User,
    at: dt.datetime, review_by: dt.date | None = None, parents_say: str = "", consulted: Iterable[str] = (),
    concern: Concern | None = None,
) -> ExtraSupport:  # fmt: skip
    """Begin extra support for an emerging concern and set that level (R-18, R-23).

    Without `review_by` it is reviewed after the school's usual number of calendar weeks. `concern` is the decided
    one that it follows from; a class teacher may begin without any. Raises Denied with what is wrong.
    """
    check_can(by, Permission.CONCERN_SUPPORT, pupil)
    pupil = Pupil.objects.select_for_update(of=("self",)).select_related("school").get(pk=pupil.pk)
    if why := why_no_support(pupil):
        raise Denied(why)
    texts = {"difficulty": difficulty, "targets": targets, "support": support, "child_says": child_says}
    if missing := [NEEDED[name] for name, text in texts.items() if not text.strip()]:
        raise Denied(" ".join(missing))
    check_days(pupil, starts)
    review_by = review_by or add_weeks(starts, pupil.school.concern_weeks)
    check_span(pupil.school, starts, review_by)
    _check_follows(concern, pupil)
    if level_of(pupil) != Level.EMERGING_CONCERN:
        change_level(pupil=pupil, level=Level.EMERGING_CONCERN, start=starts, reason=difficulty.strip(),
                     consulted=list(consulted), by=by, at=at)  # fmt: skip
    return ExtraSupport.objects.create(
        school_id=pupil.school_id, pupil=pupil, concern=concern, starts=starts, review_by=review_by,
        parents_say=parents_say.strip(), written_at=at, written_by=by,
        **{name: text.strip() for name, text in texts.items()},
    )  # fmt: skip


def _check_follows(concern: Concern | None, pupil: Pupil) -> None:
    if concern is None:
        return
    if concern.pupil_id != pupil.pk:
        raise Denied("That concern is about another child.")
    if concern.outcome != Outcome.EXTRA_SUPPORT:
        raise Denied("Decide the concern first: extra support follows from the decision.")


@transaction.atomic
def review_support(
    *, support: ExtraSupport, reviewed_on: dt.date, progress: str, found: str, family_how: str, family_said: str,
    outcome: str, by: User, at: dt.datetime, also: Iterable[str] = (), additional: str = "",
    needs: list[str] | None = None,
) -> Concern | None:  # fmt: skip
    """Review extra support with parents and do what follows (R-20 to R-24): watch, end, SEN Support by whom it is
    allowed, or tell the SENCo. `also` adds to parents and class teacher as consulted.

    Returns the concern that tells the SENCo, or None. Raises Denied with what is wrong.
    """
    check_can(by, Permission.CONCERN_SUPPORT, support)
    held = ExtraSupport.objects.select_for_update(of=("self",)).select_related("pupil__school", "school")
    support = held.get(pk=support.pk)
    _check_review(support, reviewed_on, progress, found, family_how, family_said)
    check_outcome(support, progress, outcome, by)
    support.state, support.reviewed_on, support.reviewed_at, support.reviewed_by = (
        SupportState.REVIEWED, reviewed_on, at, by,
    )  # fmt: skip
    support.progress, support.outcome = SupportProgress(progress), SupportOutcome(outcome)
    support.found, support.family_how, support.family_said = (
        found.strip(),
        HowTold(family_how),
        family_said.strip(),
    )
    support.version += 1
    support.save()
    if outcome == SupportOutcome.TELL_SENCO:
        return _tell_senco(support, by, at)
    _set_level(support, also=also, additional=additional, needs=needs, by=by, at=at)
    return None


def _check_review(support, reviewed_on, progress, found, family_how, family_said) -> None:
    if support.state != SupportState.RUNNING:
        raise Denied(
            f"This support was reviewed on {support.reviewed_on:%-d %b %Y}. The record keeps it as it is."
        )
    check_days(support.pupil, reviewed_on)
    if reviewed_on < support.starts:
        raise Denied(f"The support began on {support.starts:%-d %b %Y}: choose that day or a later one.")
    if progress not in SupportProgress.values or not found.strip():
        raise Denied("Say how progress was, and what came of each aim.")
    if family_how not in HowTold.values or not family_said.strip():
        raise Denied("Say how the parents took part and what they said: the review is theirs too.")


def check_outcome(support: ExtraSupport, progress: str, outcome: str, by: User) -> None:
    """Raises Denied when the outcome does not follow from the progress (R-22), or is not the person's to choose."""
    if outcome not in SupportOutcome.values:
        raise Denied("Choose what follows.")
    senco = support.school.label("senco")
    if outcome == SupportOutcome.SEN_SUPPORT and not can(by, Permission.STATUS_CHANGE, support):
        raise Denied(f"Only the {senco} begins SEN Support: choose “Tell the {senco}”, who gets all of this.")
    if progress == SupportProgress.POOR and outcome in LEVEL_AFTER:
        raise Denied(
            f"With little or no progress support does not end here: choose SEN Support, or tell the {senco}."
        )


def _set_level(support: ExtraSupport, *, also, additional, needs, by: User, at: dt.datetime) -> None:
    level, outcome = level_of(support.pupil), support.outcome
    if outcome == SupportOutcome.SEN_SUPPORT:
        if level in WITH_PLAN:
            return
        wanted, more = Level.SEN_SUPPORT, {"additional": additional, "needs": needs}
    else:
        if level != Level.EMERGING_CONCERN:
            return
        wanted, more = LEVEL_AFTER[outcome], {}
    consulted = {Consulted.PARENTS, Consulted.TEACHER, *also}
    reason = f"Extra support reviewed: {support.get_progress_display().lower()}. {support.found}"
    change_level(pupil=support.pupil, level=wanted, start=support.reviewed_on, reason=reason[:2000],
                 consulted=sorted(consulted), by=by, at=at, **more)  # fmt: skip


def _tell_senco(support: ExtraSupport, by: User, at: dt.datetime) -> Concern:
    """A concern that carries the whole of the support to the SENCo; the level stays until it is decided (R-23)."""
    span = f"{support.starts:%-d %b %Y} to {support.reviewed_on:%-d %b %Y}"
    reasons = (
        f"{support.difficulty}\n\nAfter extra support, {span}: {support.get_progress_display().lower()}. "
        f"{support.found}"
    )
    return raise_concern(
        pupil=support.pupil, raised_on=support.reviewed_on, reasons=reasons[:4000], by=by, at=at,
        interventions=f"{span}: {support.support}\nAims: {support.targets}"[:4000],
        parents_told_on=support.reviewed_on, parents_say=support.family_said, child_says=support.child_says,
    )  # fmt: skip
