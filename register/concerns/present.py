"""Concerns and extra support as finished strings and chips, in the terms of the templates."""

import datetime as dt

from django.urls import reverse

from core.schools.models import School
from core.ui.listing import groups_of
from core.ui.present import DueState, day, day_in, due_state
from register.concerns.queries import ConcernLine, SupportLine, gist
from register.enums import (
    Area,
    ConcernKind,
    ConcernState,
    Factor,
    LessProgress,
    Outcome,
    RaisedBy,
    Source,
    SupportOutcome,
    SupportState,
)
from register.models import Concern, ExtraSupport, LifeEvent

GROUND_LABELS = (
    ("ground_staff", "Teacher and {senco}"), ("ground_progress", "Progress"), ("ground_family", "Child and parents"),
)  # fmt: skip


def days_waiting(raised_on: dt.date, today: dt.date) -> str:
    """How long a concern waits, in calendar days: "since today", "1 day", "12 days"."""
    days = (today - raised_on).days
    return {0: "since today", 1: "1 day"}.get(days, f"{days} days")


def concern_state(state: str, outcome: str, raised_on: dt.date, school: School, today: dt.date) -> DueState:
    """Where a concern stands, as a chip; one that waits longer than the school's "soon" days stands out."""
    if state == ConcernState.DECIDED:
        return DueState("done", "check-circle-fill", "Decided")
    if state == ConcernState.GATHERING:
        return DueState("due", "search", "Being looked into")
    waited = days_waiting(raised_on, today)
    long = (today - raised_on).days > school.soon_days
    return DueState(*(("soon", "clock-fill") if long else ("wait", "hourglass-split")), f"Waiting {waited}")


def whose(raised_by: str, referred_by: str) -> str:
    """ "from Mrs Sutton", "from a parent or carer, Mrs Marsden", "from the child, written down by Mrs Sutton"."""
    if raised_by == RaisedBy.STAFF:
        return f"from {referred_by}"
    by = f"written down by {referred_by}" if raised_by == RaisedBy.PUPIL else referred_by
    return f"from {str(RaisedBy(raised_by).label).lower()}, {by}"


def concern_row(line: ConcernLine, school: School, today: dt.date) -> dict:
    """A concern as a row of the queue (templates/concerns/_concern_rows.html)."""
    here = reverse("concerns:concern", args=[school.slug, line.reference])
    decided = line.state == ConcernState.DECIDED
    when = f"decided {day(line.decided_on)}" if decided else f"raised {day(line.raised_on)}"
    return {
        "name": line.pupil_name, "klass": line.class_name, "url": here, "gist": line.gist,
        "kind": str(ConcernKind(line.kind).label), "who": whose(line.raised_by, line.referred_by), "when": when,
        "outcome": str(Outcome(line.outcome).label) if line.outcome else "",
        "state": concern_state(line.state, line.outcome, line.raised_on, school, today), "warnings": _warnings(line),
        "verb": "Open" if decided else "Decide",
    }  # fmt: skip


def _warnings(line: ConcernLine) -> list[DueState]:
    found = []
    if line.left:
        found.append(DueState("due", "box-arrow-right", "Has left"))
    if line.state != ConcernState.DECIDED and not line.parents_told:
        found.append(DueState("soon", "exclamation-triangle-fill", "Parents not told"))
    if line.unsupported and not line.left:
        found.append(DueState("soon", "exclamation-triangle-fill", "Support not planned"))
    if line.state == ConcernState.DECIDED and not line.family_told:
        found.append(DueState("soon", "exclamation-triangle-fill", "Family not told"))
    return found


def support_row(line: SupportLine, school: School, today: dt.date, *, may_review: bool) -> dict:
    """A review of extra support in the terms of components/deadline_row.html, for the queue."""
    klass = f", {line.class_name}" if line.class_name else ""
    return {
        "state": due_state(line.review_by, today, school.soon_days), "what": "Review extra support with parents",
        "whom": f"planned by {line.written_by}", "child": f"{line.pupil_name}{klass}",
        "child_url": reverse("concerns:support", args=[school.slug, line.reference]),
        "date": day_in(line.review_by, today), "why": support_why(line.starts, line.weeks, line.latest),
        "action": {"label": "Review", "url": reverse("concerns:review", args=[school.slug, line.reference]),
                   "primary": False} if may_review else None,
    }  # fmt: skip


def support_why(starts: dt.date, weeks: int, latest: int) -> dict:
    """Why extra support is reviewed when it is, in the terms of components/explainer.html."""
    return {
        "started": f"The support began on {day(starts)}.",
        "rule": f"It is reviewed with parents after {weeks} weeks, and after {latest} "
        "at the latest. School holidays count.",
        "citation": "The school’s SEN policy: emerging concern", "citation_url": "", "owner": "The class teacher.",
    }  # fmt: skip


def area_label(code: str, school: School) -> str:
    """An area of need in the school's words; "" for none."""
    if not code:
        return ""
    return school.label("area_sp") if code == Area.SENSORY else str(Area(code).label)


def _labels(codes: list[str], enum) -> list[str]:
    return [str(one.label) for one in enum if one.value in codes]


def concern_facts(concern: Concern) -> list[dict]:
    """Who, when and what kind (components/facts.html), in the order of Appendix A."""
    told = day(concern.parents_told_on) if concern.parents_told_on else "not yet"
    pairs = [
        ("Main nature", str(concern.get_kind_display())), ("Name of carer", concern.carer),
        ("Date", day(concern.raised_on)), ("Referred by", concern.referred_by),
        ("Whose concern", str(concern.get_raised_by_display())),
        ("Main area of need", area_label(concern.area, concern.school)),
        ("Parents told", told), ("Shows in school", {True: "yes", False: "no"}.get(concern.seen_in_school, "")),
    ]  # fmt: skip
    return [{"label": label, "value": value, "url": ""} for label, value in pairs if value]


def concern_said(concern: Concern) -> list[dict]:
    """What was said, as parts with a title and a text or points."""
    name = concern.pupil.first_name
    factors = _labels(concern.factors, Factor)
    parts = [
        {"title": "Reasons, with evidence from class", "text": concern.reasons, "points": []},
        {"title": "Interventions so far", "text": concern.interventions, "points": []},
        {"title": "Progress", "text": "", "points": _labels(concern.criteria, LessProgress)},
        {"title": "What it rests on", "text": "", "points": _labels(concern.sources, Source)},
        {"title": "What may lie behind it", "text": concern.factors_note, "points": factors},
        {"title": "What the parents say and hope for", "text": concern.parents_say, "points": []},
        {"title": f"What {name} says and hopes for", "text": concern.child_says, "points": []},
    ]
    return [part for part in parts if part["text"] or part["points"]]


def decision_facts(concern: Concern) -> list[dict]:
    """The decision, its grounds and whom it was told (components/facts.html)."""
    senco = concern.school.label("senco")
    how = concern.get_family_told_how_display().lower()
    told = f"{day(concern.family_told_on)}, {how}" if concern.family_told_on else ""
    pairs = [
        ("Reviewed by", concern.decided_by.called), ("Date", day(concern.decided_on)),
        ("Action taken", concern.decision), ("Pointed to", concern.signposted_to),
        *((label.format(senco=senco), getattr(concern, name)) for name, label in GROUND_LABELS),
        ("Family told", told or "not yet"),
    ]  # fmt: skip
    return [{"label": label, "value": value, "url": ""} for label, value in pairs if value]


def support_state(support: ExtraSupport, today: dt.date) -> DueState:
    """Where extra support stands, as a chip."""
    if support.state == SupportState.REVIEWED:
        return DueState("done", "check-circle-fill", "Reviewed")
    return due_state(support.review_by, today, support.school.soon_days)


def support_said(support: ExtraSupport) -> list[dict]:
    """The plan of extra support, and its review once there is one, as parts with a title and a text."""
    name = support.pupil.first_name
    parts = [
        (f"What is hard for {name}", support.difficulty), ("What we aim for", support.targets),
        ("What we do, who does it, how often", support.support), ("What the parents say", support.parents_say),
        (f"What {name} says", support.child_says),
    ]  # fmt: skip
    return [{"title": title, "text": text, "points": []} for title, text in parts if text]


def review_said(support: ExtraSupport) -> list[dict]:
    """What the review found (components/facts.html)."""
    pairs = [
        ("Reviewed", f"{day(support.reviewed_on)}, {support.reviewed_by.called}"),
        ("Progress", str(support.get_progress_display())), ("What came of each aim", support.found),
        ("Parents", f"{support.get_family_how_display()}: {support.family_said}"),
    ]  # fmt: skip
    return [{"label": label, "value": value, "url": ""} for label, value in pairs]


def concern_entries(concerns: list[Concern], school: School, today: dt.date) -> list[dict]:
    """Concerns as entries of components/timeline.html."""
    return [
        {"what": concern.get_outcome_display() or f"{concern.get_kind_display()} concern", "detail": gist(concern.reasons),
         "when": day(concern.raised_on), "who": whose(concern.raised_by, concern.referred_by),
         "url": reverse("concerns:concern", args=[school.slug, concern.reference]),
         "state": concern_state(concern.state, concern.outcome, concern.raised_on, school, today)}
        for concern in concerns
    ]  # fmt: skip


def support_outcome(support: ExtraSupport) -> str:
    """What follows the review, in the school's words; "" while it runs."""
    if support.outcome == SupportOutcome.TELL_SENCO:
        return f"Tell the {support.school.label('senco')}: the concern remains"
    return str(support.get_outcome_display())


def support_entries(supports: list[ExtraSupport], school: School, today: dt.date) -> list[dict]:
    """Extra support as entries of components/timeline.html."""
    return [
        {"what": support_outcome(support) or f"Review by {day(support.review_by)}", "detail": gist(support.difficulty),
         "when": f"from {day(support.starts)}", "who": support.written_by.called,
         "url": reverse("concerns:support", args=[school.slug, support.reference]),
         "state": support_state(support, today)}
        for support in supports
    ]  # fmt: skip


def event_rows(events: list[LifeEvent], pupil, *, may_raise: bool) -> list[dict]:
    """Events, each with the address that raises a concern from it (R-30)."""
    here = reverse("concerns:raise", args=[pupil.school.slug, pupil.reference])
    return [
        {"what": str(event.get_kind_display()), "detail": event.note, "when": day(event.on),
         "who": event.recorded_by.called, "raise_url": f"{here}?event={event.pk}" if may_raise else ""}
        for event in events
    ]  # fmt: skip


QUEUE_AS_FILE = groups_of(
    "groups", "Part", ("Name", "name", "child"), ("Class", "klass"), ("Outcome", "outcome"), ("Concern", "gist", "what"),
    ("Nature", "kind"), ("Who", "who", "whom"), ("When", "when", "date"), ("State", "state", "warnings"),
)  # fmt: skip
