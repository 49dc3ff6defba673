"""The rules of the statute in words: what each is called, under which heading it stands, how its date was counted. Pure."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.ui.present import day
from ehcp.statute import (
    ASSESSMENT,
    ORDERS,
    PHASES,
    REVIEW,
    RULES,
    Bound,
    Confidence,
    Deadline,
    Owner,
    PhaseTransfer,
    Rule,
    Span,
)

TITLES = {
    "review_complete_by": lazy("The whole review is complete"),
    "review_complete_by_cautious": lazy("The whole review is complete, the cautious date"),
    "meeting_latest": lazy("The meeting, at the latest"),
    "notice_by": lazy("Notice to everybody invited"),
    "advice_circulated_by": lazy("Advice gathered and sent round"),
    "report_by": lazy("Report to everybody invited"),
    "la_decision_by": lazy("Decision: keep, amend or end the plan"),
    "parent_comments_until": lazy("Parents’ time to comment on the amendments"),
    "final_plan_by": lazy("The amended plan, from the notice"),
    "final_plan_cap": lazy("The amended plan, from the meeting"),
    "no_amendment_by": lazy("Word that the plan is not amended after all"),
    "under_five_review_by": lazy("Another look, for a child under five"),
    "reassessment_not_before": lazy("Asking to assess again"),
    "reassessed_plan_by": lazy("The plan after assessing again"),
    "transfer_by": lazy("The plan goes to the new local authority"),
    "new_la_tells_by": lazy("The new local authority says what it will do"),
    "phase_transfer_by": lazy("Reviewed and amended before a change of phase"),
    "decide_by": lazy("Whether to assess"),
    "advice_by": lazy("Advice for the assessment"),
    "refuse_by": lazy("Word that there will be no plan"),
    "final_by": lazy("The final plan"),
    "draft_comments_until": lazy("Parents’ time to comment on the draft"),
    "school_response_by": lazy("The school’s answer on the draft"),
    "appeal_by": lazy("An appeal to the Tribunal"),
    "order_assess_notify_by": lazy("Ordered to assess: word to the parents"),
    "order_assess_refuse_by": lazy("Ordered to assess: word that there will be no plan"),
    "order_assess_final_by": lazy("Ordered to assess: the final plan"),
    "order_make_draft_by": lazy("Ordered to make a plan: the draft"),
    "order_make_final_by": lazy("Ordered to make a plan: the final plan"),
    "order_amend_by": lazy("Ordered to amend: the amended plan"),
    "order_placement_by": lazy("Ordered to name another school"),
}

# What a date is counted from, as it stands before "on Tue 20 Jan 2026".
FACTS = {
    "plan_made": lazy("the making of the plan"),
    "last_decision": lazy("the local authority’s last decision"),
    "last_meeting": lazy("the last meeting"),
    "meeting": lazy("the meeting"),
    "amendment_notice": lazy("the serving of the amendment notice"),
    "under_five_base": lazy("the last meeting, or the making of the plan,"),
    "last_assessment": lazy("the last assessment"),
    "reassessment_agreed": lazy("the decision to assess again"),
    "move_known": lazy("the old local authority’s learning of the move"),
    "transferred": lazy("the transfer of the plan"),
    "requested": lazy("the receipt of the request"),
    "advice_requested": lazy("the asking for advice"),
    "draft_served": lazy("the serving of the draft"),
    "draft_received": lazy("the receipt of the draft"),
    "decision_letter": lazy("the letter with the decision"),
    "tribunal_order": lazy("the Tribunal’s order"),
}

OWNERS = {
    Owner.LA: lazy("The local authority"),
    Owner.SCHOOL: lazy("The school"),
    Owner.HEAD: lazy("The head teacher"),
    Owner.ADVISER: lazy("Whoever was asked for advice"),
    Owner.PARENT: lazy("Parents or the young person"),
}

SURE = {
    Confidence.VERIFIED: lazy("Sure: checked in the text of the law"),
    Confidence.SECONDARY: lazy("Fairly sure: as councils and advisers tell it, not yet checked in the law"),
    Confidence.GUIDANCE: lazy("Not certain: guidance or custom, to be checked before anybody relies on it"),
}

NUMBERS = {
    1: lazy("one"), 2: lazy("two"), 3: lazy("three"), 4: lazy("four"), 5: lazy("five"), 6: lazy("six"), 7: lazy("seven"),
    8: lazy("eight"), 9: lazy("nine"), 10: lazy("ten"), 11: lazy("eleven"), 12: lazy("twelve"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of the page of all rules, and the rules that stand under it."""

    key: str
    title: str
    line: str
    rules: tuple[Rule | PhaseTransfer, ...]


AMENDING = ("parent_comments_until", "final_plan_by", "final_plan_cap", "no_amendment_by")
AGAIN = ("reassessment_not_before", "reassessed_plan_by")
MOVING = ("transfer_by", "new_la_tells_by")
APPEALS = ("appeal_by",)


def topics() -> list[Topic]:
    """Every rule of the statute under one heading; a row that nobody has sorted stays with the part it was added to."""
    apart = AMENDING + AGAIN + MOVING + APPEALS
    return [
        Topic("annual-review", _("Annual review"), _("from one decision to the next"), _of(REVIEW, apart)),
        Topic("amendment", _("Amending a plan"), _("when the local authority changes a plan after its review"),
              _of(REVIEW, only=AMENDING)),
        Topic("phase-transfer", _("Moving to another phase"), _("days that the law names, in the year of the move"), PHASES),
        Topic("needs-assessment", _("Needs assessment"), _("from the request to the plan, and assessing again"),
              (*_of(ASSESSMENT, apart), *_of(REVIEW, only=AGAIN))),
        Topic("moves", _("Moving to another local authority"), "", _of(REVIEW, only=MOVING)),
        Topic("tribunal", _("Appeals and orders of the Tribunal"), "", (*_of(ASSESSMENT, only=APPEALS), *ORDERS)),
    ]  # fmt: skip


def _of(rules: tuple[Rule, ...], apart: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if (rule.name in only if only else rule.name not in apart))


def title_of(name: str) -> str:
    """What a rule is called; its name in plain letters until somebody has given it a title."""
    return str(TITLES.get(name) or name.replace("_", " ").capitalize())


def rule_of(deadline: Deadline) -> Rule | None:
    """The row that the date follows from; None for a day that the law itself names (a change of phase)."""
    rows = (rule for rule in RULES if rule.name == deadline.name and rule.in_force(deadline.start))
    return next(rows, None)


def anchor_of(rule: Rule | PhaseTransfer) -> str:
    """The rule's own place on the page of all rules: its name, and the day from which it holds where rows share one."""
    if isinstance(rule, PhaseTransfer):
        return f"phase_transfer_by-{rule.years[0].lower()}"
    alone = sum(row.name == rule.name for row in RULES) == 1
    return rule.name if alone else f"{rule.name}-{rule.holds_from.isoformat()}"


def number(count: int) -> str:
    """A count in words up to twelve, in figures after it."""
    return str(NUMBERS.get(count, count))


def _length(days: int) -> str:
    if days % 7 == 0:
        return ngettext("%(n)s week", "%(n)s weeks", days // 7) % {"n": number(days // 7)}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}


def span_words(rule: Rule) -> str:
    """How long a rule runs: "two weeks before the meeting", "twelve months that begin with the making of the plan"."""
    fact = _(" or, before there is one, ").join(str(FACTS.get(name, name)) for name in rule.starts)
    if rule.working_days:
        return _("%(n)s working days after %(fact)s") % {"n": number(rule.working_days), "fact": fact}
    return _span(rule.span, rule.bound, fact)


def _span(span: Span, bound: Bound, fact: str) -> str:
    if span.months:
        shape = (
            _("%(n)s months that begin with %(fact)s")
            if span.starting_with
            else _("%(n)s months after %(fact)s")
        )
        told = shape % {"n": number(span.months), "fact": fact}
        return (
            _("%(told)s, less %(less)s") % {"told": told, "less": _length(-span.days)}
            if span.days < 0
            else told
        )
    if span.days < 0:
        return _("%(length)s before %(fact)s") % {"length": _length(-span.days), "fact": fact}
    if bound == Bound.NOT_BEFORE:
        return _("%(n)s days, of which the first is that of %(fact)s") % {
            "n": number(span.days + 1),
            "fact": fact,
        }
    return _("%(length)s after %(fact)s") % {"length": _length(span.days), "fact": fact}


def counted_words(deadline: Deadline) -> str:
    """How the date was counted: "Counted from the meeting on Tue 20 Jan 2026, two weeks before. Weekends and holidays
    count." """
    return _counted(get_language(), deadline)


@lru_cache(maxsize=4096)
def _counted(_language: str, deadline: Deadline) -> str:
    rule = rule_of(deadline)
    if rule is None:
        return _phase_words(deadline)
    fact = FACTS.get(deadline.started_by, deadline.started_by.replace("_", " "))
    start = {"fact": fact, "day": day(deadline.start)}
    told = _("Counted from %(fact)s on %(day)s") % start
    return f"{told}, {_how(rule)}. {_what_counts(rule)}"


def _how(rule: Rule) -> str:
    span, months = rule.span, number(rule.span.months)
    if rule.working_days:
        return _("%(n)s working days after") % {"n": number(rule.working_days)}
    if span.months and span.starting_with:
        told = _("%(n)s months of which that day is the first") % {"n": months}
        return (
            _("%(told)s, less %(less)s") % {"told": told, "less": _length(-span.days)}
            if span.days < 0
            else told
        )
    if span.months:
        return _("%(n)s months after") % {"n": months}
    if span.days < 0:
        return _("%(length)s before") % {"length": _length(-span.days)}
    if rule.bound == Bound.NOT_BEFORE:
        return _("%(n)s days of which that day is the first") % {"n": number(span.days + 1)}
    return _("%(length)s after") % {"length": _length(span.days)}


def _what_counts(rule: Rule) -> str:
    if rule.working_days:
        return _("Weekends and bank holidays do not count here.")
    return _("Weekends and holidays count.")


def phase_of(deadline: Deadline) -> PhaseTransfer | None:
    """The change of phase that a date is about; None for another date."""
    named = (
        phase
        for phase in PHASES
        if deadline.name == "phase_transfer_by" and f" {phase.move} " in deadline.says
    )
    return next(named, None)


def _phase_words(deadline: Deadline) -> str:
    after = deadline.date + dt.timedelta(days=1)
    told = _("The law names the day: before %(day)s, so the day before it is the last. It does not move for weekends or "
             "holidays.") % {"day": day(after)}  # fmt: skip
    phase = phase_of(deadline)
    return told if phase is None or phase.certain else f"{told} {only_if(phase)}"


def only_if(phase: PhaseTransfer) -> str:
    """For whom a change of phase is meant that only some pupils of the year make."""
    return _("Only for a child whose school ends with this year.")
