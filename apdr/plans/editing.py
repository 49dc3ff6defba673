"""The plan's form as flat text, name of the field → words, for drafts and for two people's texts side by side."""

import re
from decimal import Decimal

from apdr.models import PLAN_TEXTS, BankEntry, Plan, Target
from apdr.plans.forms import MOST_ROWS, MOST_TARGETS_EVER, PlanForm, TargetForms
from apdr.plans.readability import Readability, readability_of
from core.ui.present import lines

MOST_NAME = 60  # characters of a field's name
TARGET_WORDS = (
    "target", "baseline", "criteria", "baseline_value", "aim_value", "by_date", "strategies", "provision", "who", "when",
)  # fmt: skip
USED_AGAIN = (
    "target",
    "criteria",
    "strategies",
    "provision",
    "who",
    "when",
    "aim_value",
)  # of a target of the last cycle
OF_TARGET = re.compile(r"targets-(\d+)-(\w+)")

Words = dict[str, str]


def plan_text(plan: Plan) -> Words:
    """The plan as its form's text, names of the fields → words."""
    text = {name: getattr(plan, name) for name in PLAN_TEXTS}
    text |= {"starts": typed(plan.starts), "review_on": typed(plan.review_on)}
    return with_targets(text, [target_text(target) for target in plan.targets.all()])


def target_text(target: Target, names: tuple[str, ...] = TARGET_WORDS) -> Words:
    """One target as its form's text, with the key by which its form knows it."""
    return {"key": str(target.pk)} | {name: typed(getattr(target, name)) for name in names}


def typed(value) -> str:
    """A value as the form's text holds it, "" for none."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if hasattr(value, "strftime"):
        return f"{value.day} {value:%m %Y}"
    return value or ""


def of_plan(posted: Words) -> Words:
    """What of a posted form is the plan's text: not the buttons, not what the bank beside it was asked for."""
    own = {*PLAN_TEXTS, "starts", "review_on"}
    return {name: words for name, words in posted.items() if name in own or OF_TARGET.fullmatch(name)}


def targets_in(text: Words) -> list[Words]:
    """The targets of a form's text in their order."""
    names = ("key", *TARGET_WORDS)
    return [
        {name: text[at] for name in names if (at := f"targets-{place}-{name}") in text}
        for place in range(count_targets(text))
    ]


def with_targets(text: Words, targets: list[Words]) -> Words:
    """The text with these targets in place of its own."""
    rest = {name: words for name, words in text.items() if not name.startswith("targets-")}
    return rest | {
        f"targets-{place}-{name}": words
        for place, target in enumerate(targets)
        for name, words in target.items()
    }


def is_blank(target: Words) -> bool:
    """Whether nothing is written in a target's form."""
    return not any(target.get(name, "").strip() for name in TARGET_WORDS)


def plan_labels(plan: Plan) -> Words:
    """The fields' names as read, for as many targets as two people's texts may hold together."""
    form, targets = PlanForm(first_name=plan.pupil.first_name), TargetForms().empty_form
    labels = {name: str(field.label) for name, field in form.fields.items()}
    for place in range(2 * MOST_ROWS):
        labels |= {
            f"targets-{place}-{name}": f"Target {place + 1}: {targets.fields[name].label}"
            for name in TARGET_WORDS
        }
    return labels


def count_targets(text: Words) -> int:
    """How many target forms a form's text holds; at most one more than there may be, which the form refuses."""
    places = [
        int(found[1]) for name in text if len(name) < MOST_NAME and (found := OF_TARGET.fullmatch(name))
    ]
    return min(max(places, default=-1), MOST_ROWS) + 1


def count_reached(plan: Plan, text: Words) -> int:
    """How many of a form's targets the plan knows as reached: they do not count towards how many it may hold."""
    reached = {str(target.pk) for target in plan.targets.all() if target.achieved_on}
    return sum(target.get("key") in reached for target in targets_in(text)) if reached else 0


def plan_forms(plan: Plan, text: Words, *, bound: bool):
    """(the plan's form, its targets' forms) from the text, at least one target."""
    count = max(count_targets(text), 1)
    first = {"first_name": plan.pupil.first_name}
    kwargs = first | {"followed": plan.previous_id is not None}
    if bound:
        data = text | {"targets-TOTAL_FORMS": str(count), "targets-INITIAL_FORMS": "0"}
        instance = Plan(school_id=plan.school_id, pupil=plan.pupil)
        targets = TargetForms(data, prefix="targets", form_kwargs=first)
        targets.max_num = min(MOST_TARGETS_EVER + count_reached(plan, text), MOST_ROWS)
        return PlanForm(data, instance=instance, **kwargs), targets
    initial = targets_in(text) or [{}]
    return PlanForm(initial=text, **kwargs), TargetForms(initial=initial, prefix="targets", form_kwargs=first)


# What a button of the form does to the text


def added(text: Words, target: Words | None = None) -> Words:
    """The text with one target more, in place of one where nothing is written yet if that is the last."""
    targets = targets_in(text)
    if target is not None and targets and is_blank(targets[-1]):
        targets.pop()
    return with_targets(text, [*targets, {"key": ""} | (target or dict.fromkeys(TARGET_WORDS, ""))])


def removed(text: Words, place: int) -> Words:
    """The text without the target at that place."""
    return with_targets(text, [target for at, target in enumerate(targets_in(text)) if at != place])


def banked(text: Words, entry: BankEntry, place: int) -> tuple[Words, int]:
    """(the text with an entry of the bank in it, the place where it went): a strategy as a line of the target at `place`,
    a target there if that is empty, otherwise after the others."""
    targets = targets_in(text) or [{"key": ""}]
    place = min(place, len(targets) - 1)
    if entry.kind == "strategy":
        said = targets[place].get("strategies", "")
        if entry.words not in lines(said):
            targets[place]["strategies"] = f"{said.rstrip()}\n{entry.words}".lstrip()
        return with_targets(text, targets), place
    if targets[place].get("target", "").strip():
        targets.append({"key": ""})
        place = len(targets) - 1
    targets[place] |= {
        "target": entry.words,
        "criteria": entry.criteria or targets[place].get("criteria", ""),
    }
    return with_targets(text, targets), place


def used_again(text: Words, target: Target) -> Words:
    """The text with a target of the last cycle once more, beginning from what came of it."""
    again = target_text(target, USED_AGAIN) | {"key": "", "baseline": target.outcome[:300]}
    return added(text, again)


def reads_of(text: Words, labels: Words) -> Readability:
    """How hard what the parents will read is to read (R-88): not the child's or the parents' own words."""
    parts = {labels[name]: text.get(name, "") for name in ("expected", "every_lesson", "home")}
    for place, target in enumerate(targets_in(text)):
        for name in ("target", "criteria", "strategies"):
            parts[labels[f"targets-{place}-{name}"]] = target.get(name, "")
    return readability_of(parts)
