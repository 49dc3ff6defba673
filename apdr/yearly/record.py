"""What the record says of a pupil's year, in words for the family: the report is drawn from it and nothing else (R-174).

The snapshot's fields are in templates/documents/README.md. Concerns, safeguarding signs, costs, staff's notes and papers
kept for few never go in.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apdr.delivery import places
from apdr.dosage import Dosage
from apdr.enums import FAMILY_WORDS, WRITTEN, MeetingState, PlanState, Progress, ProvisionState, Rating
from apdr.models import Annotation, Plan, ProvisionPupil, ReviewMeeting, SessionMark, Target
from apdr.yearly.years import span_of, title_of
from core.calendar.dates import Span, academic_year_label
from core.ui.present import lines
from register.enums import ProgressFound
from register.models import Assessment, ClassTeacher, ProgressReview, Pupil, SchoolClass, Voice
from register.needs.charts import age_words
from register.queries import open_period
from register.snapshots import level_part, pupil_part, school_part

MOST_SAID = 4  # answers of the child
MOST_LESSON = 6  # lines of what every adult does
STILL = gettext_lazy("Still being worked on")
FOUND_WORDS = {
    ProgressFound.EXPECTED: gettext_lazy("as much progress as we expected"),
    ProgressFound.BETTER: gettext_lazy("better progress than we expected"),
    ProgressFound.LESS: gettext_lazy("less progress than we expected"),
}
# What may be left out of a report, by its key in the snapshot.
PARTS = {
    "targets": gettext_lazy("What was worked on, and how it went"),
    "help": gettext_lazy("The extra help that school gave"),
    "lesson": gettext_lazy("What every adult does in lessons"),
    "voice": gettext_lazy("What the child says"),
    "tests": gettext_lazy("Tests and progress"),
    "meetings": gettext_lazy("When school and family met"),
}
NOTHING = {"targets": [], "help": [], "lesson": [], "voice": None, "tests": [], "meetings": []}


@dataclass(frozen=True, slots=True)
class Said:
    """What the teacher adds: a few sentences, next steps and help at home (a point a line), and the parts of the record
    (keys of PARTS) that are left out."""

    words: str = ""
    next_steps: str = ""
    home: str = ""
    leave_out: tuple[str, ...] = ()


def year_record(pupil: Pupil, year: int, said: Said, *, today: dt.date) -> dict:
    """The report's snapshot, as the record stands. Twenty-three queries at most, however much there is."""
    whole = span_of(year)
    span = Span(whole.start, min(whole.end, max(today, whole.start)))
    plans = plans_of_year(pupil, span)
    klass = class_in(pupil, year)
    told = {
        "targets": targets_of(plans, span), "help": help_of(pupil, span), "lesson": _lesson(plans),
        "voice": voice_of(pupil, plans, span), "tests": tests_of(pupil, span), "meetings": meetings_of(pupil, span),
    }  # fmt: skip
    progress = "" if "tests" in said.leave_out else progress_of(pupil, span)
    kept = {key: NOTHING[key] if key in said.leave_out else part for key, part in told.items()}
    return {
        "school": school_part(pupil.school), "level": level_part(open_period(pupil)),
        "pupil": pupil_part(pupil, []) | {"class_name": klass.name if klass else "", "teacher": ", ".join(_teachers(klass))},
        "report": {
            "year": year, "title": title_of(year), "label": academic_year_label(year), "so_far": today <= whole.end,
            "made_on": today.isoformat(), "words": said.words, "next_steps": lines(said.next_steps),
            "home": lines(said.home), "left_out": sorted(said.leave_out), "summary": summary_of(kept["targets"]),
            "progress": progress, **kept,
        },
    }  # fmt: skip


def class_in(pupil: Pupil, year: int) -> SchoolClass | None:
    """The class of that academic year in which the pupil was last; None where that is not known. Two queries at most."""
    if pupil.school_class and pupil.school_class.academic_year == year:
        return pupil.school_class
    was = Pupil.pgh_event_model.objects.filter(pgh_obj=pupil, school_class__academic_year=year)
    key = was.order_by("-pgh_id").values_list("school_class", flat=True).first()
    return SchoolClass.objects.filter(pk=key).first() if key else None


def _teachers(klass: SchoolClass | None) -> list[str]:
    if klass is None:
        return []
    return [
        held.user.called
        for held in ClassTeacher.objects.filter(school_class=klass).select_related("user").order_by("pk")
    ]


def plans_of_year(pupil: Pupil, span: Span) -> list[Plan]:
    """The agreed cycles that ran on some day of the span, the oldest first, with their targets. Two queries."""
    lasted = Q(closed_at=None) | Q(closed_at__date__gte=span.start)
    found = Plan.objects.filter(lasted, pupil=pupil, agreed_at__isnull=False, starts__lte=span.end).exclude(
        state__in=WRITTEN
    )
    return list(found.prefetch_related("targets").order_by("starts", "cycle", "pk"))


@dataclass(slots=True)
class _Strand:
    """One thing that was worked on, through all the cycles that carried it on."""

    first: Target
    last: Target
    plan: Plan
    keys: set[int] = field(default_factory=set)


def strands_of(plans: list[Plan]) -> list[_Strand]:
    """What was worked on in these cycles: a target that was carried on, or written again in the same words, once."""
    found: dict[object, _Strand] = {}
    known: dict[object, object] = {}  # target, or its words → its strand
    for plan in plans:
        for target in plan.targets.all():
            said = " ".join(target.target.casefold().split())
            key = known.get(said) or known.get(target.carried_from_id) or said
            if key in found and found[key].plan == plan:
                key = target.pk  # two of one plan are two, whatever they were before
            known[target.pk] = known[said] = key
            strand = found.setdefault(key, _Strand(target, target, plan))
            strand.last, strand.plan = target, plan
            strand.keys.add(target.pk)
    return list(found.values())


def targets_of(plans: list[Plan], span: Span) -> list[dict]:
    """How each target of the year went: what, how it stands (FAMILY_WORDS), what came of it, the measures and ratings at
    the start and at the end. Two queries."""
    strands = strands_of(plans)
    marks = _marks({key for strand in strands for key in strand.keys}, span) if strands else []
    return [_target(strand, [mark for mark in marks if mark[1] in strand.keys], span) for strand in strands]


def _marks(targets: set[int], span: Span) -> list[tuple]:
    """(day, target, rating, counted) of every note and session within the span, the oldest first."""
    days = (span.start, span.end)
    noted = Annotation.objects.filter(target__in=targets, on__range=days)
    given = SessionMark.objects.filter(target__in=targets, session__on__range=days)
    rows = [
        *noted.values_list("on", "target", "rating", "value"),
        *given.values_list("session__on", "target", "rating", "value"),
    ]
    return sorted(rows, key=lambda row: row[0])


def _target(strand: _Strand, marks: list[tuple], span: Span) -> dict:
    last, closed = strand.last, strand.plan.closed_at
    in_time = closed is None or timezone.localdate(closed) <= span.end
    reached = last.achieved_on if last.achieved_on and last.achieved_on <= span.end else None
    state = Progress.MET if reached else (last.progress if in_time else "")
    return {
        "target": last.target, "state": str(state), "word": str(FAMILY_WORDS.get(state, STILL)),
        "reached": reached.isoformat() if reached else None, "outcome": last.outcome if in_time else "",
        "measure": _measure(strand, marks), "rating": _rating(marks),
    }  # fmt: skip


def _measure(strand: _Strand, marks: list[tuple]) -> str:
    counted = [value for _on, _target, _rating, value in marks if value is not None]
    first = (
        strand.first.baseline_value
        if strand.first.baseline_value is not None
        else (counted[0] if counted[1:] else None)
    )
    if first is None or not counted:
        return ""
    words = _("%(first)s at the start, %(last)s at the end") % {
        "first": plain(first),
        "last": plain(counted[-1]),
    }
    aim = strand.last.aim_value
    return (
        words if aim is None else _("%(words)s (we aimed for %(aim)s)") % {"words": words, "aim": plain(aim)}
    )


def _rating(marks: list[tuple]) -> str:
    rated = [Rating(rating) for _on, _target, rating, _value in marks if rating]
    if not rated or rated[0] == rated[-1]:
        return ""
    return _("At first: %(first)s. By the end: %(last)s.") % {
        "first": str(rated[0].label).lower(), "last": str(rated[-1].label).lower()}  # fmt: skip


def plain(value) -> str:
    """A measure without noughts at its end: "12", "12.5"."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def summary_of(targets: list[dict]) -> str:
    """ "5 things were worked on this year. Can do this now: 2. Getting there: 2. Needs more time: 1." """
    if not targets:
        return ""
    told = [
        ngettext("%(n)s thing was worked on.", "%(n)s things were worked on.", len(targets))
        % {"n": len(targets)}
    ]
    for word in (*(str(word) for word in FAMILY_WORDS.values()), str(STILL)):
        count = sum(target["word"] == word for target in targets)
        told += [_("%(word)s: %(n)s.") % {"word": word, "n": count}] if count else []
    return " ".join(told)


def help_of(pupil: Pupil, span: Span) -> list[dict]:
    """The provision that the pupil was in within the span: what, from when to when, how many times, and the measure before
    and after. Eight queries at most."""
    lasted = Q(end=None, provision__end__gte=span.start) | Q(end__gte=span.start)
    mine = ProvisionPupil.objects.filter(
        lasted,
        pupil=pupil,
        start__lte=span.end,
        provision__state__in=[ProvisionState.RUNNING, ProvisionState.ENDED],
    )
    rows = list(mine.select_related("provision__intervention").order_by("start", "pk"))
    if not rows:
        return []
    found = places(pupil.school, span, span.end, provisions=[row.provision_id for row in rows])
    had = {place.place: place.dosage for place in found}
    return [_helped(row, had.get(row.pk, Dosage()), span) for row in rows]


def _helped(row: ProvisionPupil, dose: Dosage, span: Span) -> dict:
    run = row.provision
    until = min(row.end or run.end, run.end)
    return {
        "what": run.intervention.name, "agency": run.agency, "since": max(row.start, span.start).isoformat(),
        "until": until.isoformat() if until <= span.end else None, "times": times_words(dose),
        "measure": _before_after(row, span.end),
    }  # fmt: skip


def times_words(dose: Dosage) -> str:
    """ "24 of 30 times"; where not every time was written down only what is known is said, "" where nothing is."""
    if not dose.sessions_had:
        return ""
    if dose.unrecorded or dose.sessions_had > dose.sessions_planned:
        return ngettext("%(n)s time", "%(n)s times", dose.sessions_had) % {"n": dose.sessions_had}
    return _("%(n)s of %(all)s times") % {"n": dose.sessions_had, "all": dose.sessions_planned}


def _before_after(row: ProvisionPupil, last_day: dt.date) -> str:
    if row.entry_value is None or row.exit_value is None or row.exit_on > last_day:
        return ""
    what, unit = row.provision.intervention.measure, row.provision.intervention.unit
    first, last = (f"{plain(value)} {unit}".strip() for value in (row.entry_value, row.exit_value))
    words = _("%(first)s at the start, %(last)s at the end") % {"first": first, "last": last}
    return f"{what}: {words}" if what else words


def _lesson(plans: list[Plan]) -> list[str]:
    return lines(plans[-1].every_lesson)[:MOST_LESSON] if plans else []


def voice_of(pupil: Pupil, plans: list[Plan], span: Span) -> dict | None:
    """The child's own words, from the last time that somebody asked within the span, or from the last plan. One query."""
    asked = Voice.objects.filter(pupil=pupil, on__range=(span.start, span.end)).order_by("-on", "-pk").first()
    if asked is not None:
        answers = [{"ask": a.get("ask", ""), "said": a["said"]} for a in asked.answers if a.get("said")][
            :MOST_SAID
        ]
        if answers or asked.own_targets:
            return {"on": asked.on.isoformat(), "answers": answers, "own_targets": asked.own_targets}
    plan = next((plan for plan in reversed(plans) if plan.pupil_voice.strip()), None)
    if plan is None:
        return None
    return {
        "on": plan.starts.isoformat(),
        "answers": [{"ask": "", "said": plan.pupil_voice}],
        "own_targets": "",
    }


def tests_of(pupil: Pupil, span: Span) -> list[dict]:
    """Each test of the year with its first and its last result, by name. One query."""
    found = Assessment.objects.filter(pupil=pupil, on__range=(span.start, span.end)).order_by(
        "instrument", "on", "pk"
    )
    by_name: dict[str, list[dict]] = {}
    for one in found:
        if score := score_words(one):
            by_name.setdefault(one.instrument, []).append({"on": one.on.isoformat(), "score": score})
    return [
        {"what": name, "first": rows[0] if rows[1:] else None, "last": rows[-1]}
        for name, rows in by_name.items()
    ]


def score_words(one: Assessment) -> str:
    """A result as families read it: "like a child of 7 years 2 months", "95, where 100 is usual", "34 of 60"."""
    if one.age_months is not None:
        return _("like a child of %(age)s") % {"age": age_words(one.age_months)}
    if one.standardised is not None:
        return _("%(score)s, where 100 is usual for the age") % {"score": one.standardised}
    if one.raw is not None and one.raw_most is not None:
        return _("%(score)s of %(most)s") % {"score": plain(one.raw), "most": plain(one.raw_most)}
    return ""


def progress_of(pupil: Pupil, span: Span) -> str:
    """How progress across all lessons was judged last within the span, as the end of a sentence; "" where nobody looked.
    One query."""
    look = (
        ProgressReview.objects.filter(pupil=pupil, on__range=(span.start, span.end))
        .order_by("-on", "-pk")
        .first()
    )
    return str(FOUND_WORDS[ProgressFound(look.progress)]) if look else ""


def meetings_of(pupil: Pupil, span: Span) -> list[dict]:
    """The review meetings that were held within the span, by day. One query."""
    found = ReviewMeeting.objects.filter(
        pupil=pupil, state=MeetingState.HELD, on__range=(span.start, span.end)
    )
    return [
        {"on": m.on.isoformat(), "how": str(m.get_how_display()), "who": m.who_came}
        for m in found.order_by("on", "pk")
    ]


def next_steps_of(plans: list[Plan]) -> list[str]:
    """What the newest cycle has not reached yet, to begin the next steps from."""
    if not plans:
        return []
    newest = plans[-1]
    judged = newest.state == PlanState.CLOSED
    return [
        t.target
        for t in newest.targets.all()
        if not t.achieved_on and not (judged and t.progress == Progress.MET)
    ]
