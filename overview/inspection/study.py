"""A case study: what a child's record tells, as passages in which nobody is named, for the SENCo to read and change."""

import datetime as dt
from dataclasses import dataclass

from apdr.enums import IN_FORCE, MeetingState, PlanState
from apdr.impact.queries import year_then
from apdr.models import Plan, ReviewMeeting
from ehcp.enums import ReviewState
from ehcp.models import AnnualReview
from overview.evidence_record import PARTS, number
from overview.inspection.anonymous import Veil
from overview.inspection.known import veil_of
from overview.inspection.marks import when
from overview.transfer_record import levels_of, needs_held, summary_of, voices_of
from register.enums import YEAR_LABEL
from register.models import Pupil

MOST_CYCLES, MOST_MEETINGS, MOST_ANSWERS = 4, 3, 6
TOLD = (ReviewState.HELD, ReviewState.REPORTED, ReviewState.DECIDED, ReviewState.COMPARED, ReviewState.CLOSED)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a case study: `key` names it for good, `part` is the heading that it stands under."""

    key: str
    part: str
    label: str
    text: str


def passages_of(pupil: Pupil, today: dt.date, veil: Veil | None = None) -> list[Passage]:
    """The record of a child in passages, everybody in them hidden, in the order of a case study. Twelve queries, and twelve
    for who is known by name."""
    veil = veil or veil_of(pupil)
    year = _Year(pupil.year_group, today)
    told = [*_about(pupil, year), *_cycles(pupil, year), *_provision(pupil, today, year), *_meetings(pupil, year),
            *_voice(pupil, year), *_annual(pupil, year)]  # fmt: skip
    return [
        Passage(one.key, one.part, veil.over(one.label), veil.over(one.text).strip())
        for one in told
        if one.text.strip()
    ]


@dataclass(frozen=True, slots=True)
class _Year:
    """Tells a day as year group and term."""

    group: str
    today: dt.date

    def at(self, day: dt.date | str | None) -> str:
        day = dt.date.fromisoformat(day) if isinstance(day, str) and day else day or None
        return when(YEAR_LABEL.get(year_then(self.group, day, self.today), ""), day) if day else ""


def _about(pupil: Pupil, year: _Year) -> list[Passage]:
    part, summary = "The child", summary_of(pupil)
    levels = [f"{one['label']}: {_since(year, one)}." for one in levels_of(pupil)]
    needs = [
        f"{one['label']}{'' if one['rank'] == 1 else ' (second)'}"
        for one in needs_held(pupil)
        if not one["until"]
    ]
    return [
        Passage("year", part, "Year group now", YEAR_LABEL.get(pupil.year_group, "")),
        Passage("needs", part, "Needs", "\n".join(needs)),
        Passage("levels", part, "Levels of support", "\n".join(levels)),
        Passage("strengths", part, "Strengths", summary["strengths"]),
        Passage("interests", part, "Interests", summary["interests"]),
    ]


def _since(year: _Year, row: dict) -> str:
    return f"from {year.at(row['since'])}" + (f" to {year.at(row['until'])}" if row["until"] else "")


def _cycles(pupil: Pupil, year: _Year) -> list[Passage]:
    rows = Plan.objects.filter(pupil=pupil, agreed_at__isnull=False, state__in=[PlanState.CLOSED, *IN_FORCE])
    last = list(rows.prefetch_related("targets").order_by("-starts", "-cycle", "-pk")[:MOST_CYCLES])
    return [passage for plan in reversed(last) for passage in _cycle(plan, year)]


def _cycle(plan: Plan, year: _Year) -> list[Passage]:
    part, key = f"Cycle {plan.cycle}: {year.at(plan.starts)}", plan.reference
    texts = (
        ("strengths", "What the child is good at"), ("difficulties", "What the child finds hard"),
        ("pupil_voice", "What the child says"), ("parent_view", "What the parents say"),
        ("every_lesson", "In every lesson"), ("home", "At home"),
    )  # fmt: skip
    before = [Passage(f"{key}-{name}", part, label, getattr(plan, name)) for name, label in texts]
    targets = sorted(plan.targets.all(), key=lambda target: target.number)
    aims = [
        Passage(f"{key}-target-{one.number}", part, f"Target {one.number}", _target(one)) for one in targets
    ]
    effect = str(plan.get_effect_display() or "")
    came = "\n".join(text for text in (effect, plan.evaluation, plan.learnt) if text)
    return [*before, *aims, Passage(f"{key}-came", part, "What came of the cycle", came)]


def _target(target) -> str:
    measure = " to ".join(each for each in (number(target.baseline_value), number(target.aim_value)) if each)
    support = "; ".join(each for each in (target.provision, target.who, target.when) if each)
    rows = (
        ("", target.target), ("Where the child was", target.baseline), ("As a number", measure),
        ("How we knew", target.criteria), ("What we did", target.strategies), ("Support", support),
        ("What came of it", target.outcome), ("At the review", str(target.get_progress_display() or "")),
    )  # fmt: skip
    return "\n".join(f"{label}: {text}" if label else text for label, text in rows if text)


def _provision(pupil: Pupil, today: dt.date, year: _Year) -> list[Passage]:
    rows = PARTS["provision"][1](pupil, today)["provision"][-MOST_CYCLES * 2 :]
    return [
        Passage(
            f"provision-{row['since']}-{place}",
            "Provision",
            f"{row['what']}, {year.at(row['since'])}",
            _run(row),
        )
        for place, row in enumerate(rows)
    ]


def _run(row: dict) -> str:
    share = f" ({row['percent']} %)" if row["percent"] is not None else ""
    given = f"{row['delivered']} given of {row['planned']} planned{share}; {row['sessions']} sessions."
    ends = row["before"] and row["after"]
    measured = (
        f"{row['measure'] or 'Measure'}: {row['before']} at the start, {row['after']} at the end."
        if ends
        else ""
    )
    return "\n".join(each for each in (given, measured, row["found"]) if each)


def _meetings(pupil: Pupil, year: _Year) -> list[Passage]:
    rows = ReviewMeeting.objects.filter(pupil=pupil, state=MeetingState.HELD).order_by("-on", "-pk")[
        :MOST_MEETINGS
    ]
    return [
        Passage(f"{one.reference}-{name}", "Meetings with the parents", f"{label}, {year.at(one.on)}", getattr(one, name))
        for one in reversed(rows)
        for name, label in (("parents_say", "What the parents said"), ("child_says", "What the child said"),
                            ("notes", "What was agreed"))
    ]  # fmt: skip


def _voice(pupil: Pupil, year: _Year) -> list[Passage]:
    voices = voices_of(pupil)[:1]
    rows = [
        (f"{one['ask']} {one['said'] or one['face']}".strip(), one["said"] or one["face"])
        for voice in voices
        for one in voice["answers"]
    ]
    said = "\n".join([text for text, answer in rows if answer][:MOST_ANSWERS])
    return [
        Passage(f"voice-{voice['on']}-{name}", "The child’s voice", f"{label}, {year.at(voice['on'])}", text)
        for voice in voices
        for name, label, text in (("said", "In the child’s words", said),
                                  ("targets", "What the child wants to get better at", voice["own_targets"]))
    ]  # fmt: skip


def _annual(pupil: Pupil, year: _Year) -> list[Passage]:
    rows = AnnualReview.objects.filter(pupil=pupil, state__in=TOLD).prefetch_related("outcomes__outcome")
    held = rows.order_by("-on", "-pk").first()
    if held is None:
        return []
    part, key = f"Annual review: {year.at(held.on)}", held.reference
    outcomes = [
        f"{one.outcome.text}: {one.get_rating_display()}. {one.evidence}".strip()
        for one in sorted(held.outcomes.all(), key=lambda one: one.pk)
        if one.rating
    ]
    texts = (
        ("child_view", "What the child says", held.child_view), ("parents_view", "What the parents say", held.parents_view),
        ("progress", "How the year went", held.progress), ("outcomes", "Outcomes of the plan", "\n".join(outcomes)),
        ("summary", "In short", held.summary),
        ("recommendation", "What was recommended", str(held.get_recommendation_display() or "")),
        ("decision", "What the authority decided", str(held.get_decision_display() or "")),
    )  # fmt: skip
    return [Passage(f"{key}-{name}", part, label, text) for name, label, text in texts]
