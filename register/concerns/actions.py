"""The writes of concerns: raised, added to, decided; events in a pupil's life; the request on paper."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import REFERRAL
from core.lifecycle.moves import make_move
from register.actions import file_document
from register.concerns.lifecycle import CONCERN, level_after, outcomes_for
from register.concerns.queries import level_of, other_open, request_snapshot, running_support
from register.dates import check_days
from register.enums import ConcernKind, ConcernState, DocumentKind, EventKind, HowTold, Outcome, RaisedBy
from register.models import Concern, LifeEvent, Pupil, PupilDocument
from register.response.actions import change_level

# What may be added while a concern is open, in the order of the form.
GATHERED = (
    "area", "interventions", "criteria", "sources", "factors", "factors_note", "parents_told_on", "parents_say",
    "child_says", "seen_in_school",
)  # fmt: skip


def _clean(values: dict) -> dict:
    """Texts without blanks at the ends; ticks once each."""
    return {
        name: value.strip() if isinstance(value, str) else list(dict.fromkeys(value))
        if isinstance(value, list | tuple) else value
        for name, value in values.items()
    }  # fmt: skip


@transaction.atomic
def raise_concern(
    *, pupil: Pupil, raised_on: dt.date, reasons: str, by: User, at: dt.datetime, kind: str = ConcernKind.SEND,
    raised_by: str = RaisedBy.STAFF, referred_by: str = "", carer: str = "", **known: object,
) -> Concern:  # fmt: skip
    """Write down a concern about a pupil for the SENCo (R-25 to R-28, R-31). Only the reasons are required.

    `known` is any of GATHERED that is known already. What a parent raises the parents know of. Raises Denied: the
    role, a pupil who has left, no reasons, a day that cannot be.
    """
    check_can(by, Permission.CONCERN_RAISE, pupil)
    if not reasons.strip():
        raise Denied("Say what the concern is.")
    if raised_by == RaisedBy.PARENT:
        known["parents_told_on"] = known.get("parents_told_on") or raised_on
    check_days(pupil, raised_on, known.get("parents_told_on"))
    _check_known(known)
    return Concern.objects.create(
        school_id=pupil.school_id, pupil=pupil, kind=kind, raised_by=raised_by, raised_on=raised_on, raised_at=at,
        recorded_by=by, reasons=reasons.strip(), referred_by=referred_by.strip() or by.called, carer=carer.strip(),
        **_clean(known),
    )  # fmt: skip


def _check_known(known: dict) -> None:
    if unknown := set(known) - set(GATHERED):
        raise TypeError(f"A concern holds no {', '.join(sorted(unknown))}.")


def _locked(concern: Concern) -> Concern:
    found = Concern.objects.select_for_update(of=("self",))
    return found.select_related("school", "pupil__school", "pupil__school_class", "decided_by").get(
        pk=concern.pk
    )


@transaction.atomic
def add_to_concern(*, concern: Concern, by: User, at: dt.datetime, **known: object) -> Concern:
    """Write down what has been gathered since (R-24): any of GATHERED. Raises Denied: the role, a concern that has
    been decided, a day that cannot be."""
    check_can(by, Permission.CONCERN_RAISE, concern)
    concern = _locked(concern)
    if concern.state == ConcernState.DECIDED:
        raise Denied("This concern has been decided: it is kept as it was. Raise a new one.")
    check_days(concern.pupil, known.get("parents_told_on"))
    _check_known(known)
    for name, value in _clean(known).items():
        setattr(concern, name, value)
    concern.version += 1
    concern.save(update_fields=[*known, "version"])
    return concern


@transaction.atomic
def gather(*, concern: Concern, by: User, at: dt.datetime) -> Concern:
    """The SENCo has seen the concern and gathers information before deciding (R-24, R-27). Raises Denied."""
    return make_move(concern, ConcernState.GATHERING, by=by, at=at, lifecycle=CONCERN)


@transaction.atomic
def decide(
    *, concern: Concern, outcome: str, decided_on: dt.date, decision: str, by: User, at: dt.datetime,
    ground_staff: str = "", ground_progress: str = "", ground_family: str = "", seen_in_school: bool | None = None,
    signposted_to: str = "", family_told_on: dt.date | None = None, family_told_how: str = "",
    consulted: Iterable[str] = (), additional: str = "", needs: list[str] | None = None,
) -> Concern:  # fmt: skip
    """Take a concern to its outcome on `decided_on` (a calendar day), with reasons and grounds (R-21 to R-29).

    An outcome that is a level begins it in the same transaction, by the table of moves: `consulted`, `additional`
    and `needs` (census codes, the main one first) are what that asks for. The request is issued as a document,
    its PDF made by a worker. Raises Denied with what is missing.
    """
    concern = _locked(concern)
    said = {"outcome": outcome, "decision": decision, "ground_staff": ground_staff, "ground_progress": ground_progress,
            "ground_family": ground_family, "signposted_to": signposted_to if outcome == Outcome.SIGNPOSTED else "",
            "family_told_on": family_told_on, "family_told_how": family_told_how if family_told_on else ""}  # fmt: skip
    for name, value in _clean(said).items():
        setattr(concern, name, value)
    if seen_in_school is not None:
        concern.seen_in_school = seen_in_school
    CONCERN.check(concern, ConcernState.DECIDED, by)
    _check_decision_days(concern, decided_on, family_told_on)
    _follow(concern, decided_on, consulted=consulted, additional=additional, needs=needs, by=by, at=at)
    concern.state, concern.decided_on, concern.decided_at, concern.decided_by = (
        ConcernState.DECIDED, decided_on, at, by,
    )  # fmt: skip
    concern.version += 1
    concern.save()
    _issue(concern, by, at)
    return concern


def _check_decision_days(concern: Concern, decided_on: dt.date, family_told_on: dt.date | None) -> None:
    if decided_on < concern.raised_on:
        raise Denied(
            f"The concern was raised on {concern.raised_on:%-d %b %Y}: choose that day or a later one."
        )
    check_days(concern.pupil, decided_on, family_told_on)


def _follow(
    concern: Concern, start: dt.date, *, consulted, additional, needs, by: User, at: dt.datetime
) -> None:
    """Set the level that the outcome is. Raises Denied."""
    pupil, outcome = concern.pupil, concern.outcome
    level, runs = level_of(pupil), running_support(pupil) is not None
    if outcome not in outcomes_for(level, raised_by=concern.raised_by, support_runs=runs):
        raise Denied(_not_possible(pupil, outcome, runs))
    after = level_after(outcome, level, support_runs=runs, others_open=other_open(concern))
    if after is not None:
        onto = outcome in (Outcome.RECORD, Outcome.SEN_SUPPORT)
        on_register = {"additional": additional, "needs": needs} if onto else {}
        change_level(pupil=pupil, level=after, start=start, reason=concern.decision, consulted=list(consulted),
                     by=by, at=at, **on_register)  # fmt: skip


def _not_possible(pupil: Pupil, outcome: str, runs: bool) -> str:
    if runs and outcome == Outcome.EXTRA_SUPPORT:
        return f"{pupil.first_name} has extra support already: review that first."
    return f"“{Outcome(outcome).label}” does not fit {pupil.first_name}’s level: choose another outcome."


@transaction.atomic
def tell_family(*, concern: Concern, on: dt.date, how: str, by: User, at: dt.datetime) -> Concern:
    """Record that the family was told what was decided, on which day and how (R-33). Raises Denied."""
    check_can(by, Permission.CONCERN_RAISE, concern)
    concern = _locked(concern)
    if concern.state != ConcernState.DECIDED:
        raise Denied("Nothing has been decided yet: decide first, then tell the family.")
    check_days(concern.pupil, on)
    if on < concern.decided_on:
        raise Denied(f"It was decided on {concern.decided_on:%-d %b %Y}: choose that day or a later one.")
    concern.family_told_on, concern.family_told_how = on, HowTold(how)
    concern.version += 1
    concern.save(update_fields=["family_told_on", "family_told_how", "version"])
    return concern


@transaction.atomic
def issue_request(*, concern: Concern, by: User, at: dt.datetime) -> PupilDocument:
    """The request for support as it now stands, as a PDF in the pupil's file, made by a worker. Raises Denied."""
    check_can(by, Permission.CONCERN_RAISE, concern)
    return _issue(_locked(concern), by, at)


def _issue(concern: Concern, by: User, at: dt.datetime) -> PupilDocument:
    issued = issue_document(
        school=concern.school, kind=DocumentKind.REFERRAL, subject=concern.reference,
        title=f"Request for {ConcernKind(concern.kind).label} support, {concern.raised_on:%-d %b %Y}",
        template=REFERRAL, snapshot=request_snapshot(concern), by=by, at=at,
    )  # fmt: skip
    concern.document = file_document(pupil=concern.pupil, issued=issued, by=by, at=at)
    concern.save(update_fields=["document"])
    return concern.document


@transaction.atomic
def record_event(
    *, pupil: Pupil, kind: str, on: dt.date, note: str = "", by: User, at: dt.datetime
) -> LifeEvent:
    """Write down what happened to a pupil, for staff to stay alert to (R-30). Raises Denied: the role, a day that
    cannot be, “something else” without a word."""
    check_can(by, Permission.CONCERN_RAISE, pupil)
    check_can(by, Permission.CONCERN_VIEW, pupil)
    check_days(pupil, on)
    if kind == EventKind.OTHER and not note.strip():
        raise Denied("Say in a line what happened.")
    return LifeEvent.objects.create(
        school_id=pupil.school_id, pupil=pupil, kind=EventKind(kind), on=on, note=note.strip(), recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
