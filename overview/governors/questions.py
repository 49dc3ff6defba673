"""Questions that governors may ask, drafted from what they are shown. Rules as data: each asks something where its test
holds. Only shown numbers are looked at, so that no question tells what a table hides."""

from collections.abc import Callable
from dataclasses import dataclass

LATE_SHARE = 0.1  # of plans: above it, late is a pattern


@dataclass(frozen=True, slots=True)
class Rule:
    """One question, and when it is worth asking; `when(shown, england)` gets what governors see."""

    key: str
    asks: str
    when: Callable[[dict, dict], bool]


def _n(cell) -> float | None:
    """The number of a cell that is told exactly; None for any other."""
    return cell.get("n") if isinstance(cell, dict) else cell


def _share(cell, of) -> float | None:
    part, whole = _n(cell), _n(of)
    return None if part is None or not whole else part / whole


def _above(level: str) -> Callable[[dict, dict], bool]:
    """Whether the school's share at a level is told and is above England's."""

    def holds(shown: dict, england: dict) -> bool:
        share = _share(shown["total"][level], shown["total"]["roll"])
        return share is not None and level in england and share * 100 > england[level]["percent"]

    return holds


def _below(level: str) -> Callable[[dict, dict], bool]:
    def holds(shown: dict, england: dict) -> bool:
        share = _share(shown["total"][level], shown["total"]["roll"])
        return share is not None and level in england and share * 100 < england[level]["percent"] - 2

    return holds


def _late(kind: str) -> Callable[[dict, dict], bool]:
    """Whether it is told that more than LATE_SHARE of what was due was not done by its day."""

    def holds(shown: dict, england: dict) -> bool:
        share = _share(shown[kind]["on_time"], shown[kind]["due"])
        return share is not None and 1 - share > LATE_SHARE

    return holds


def _some(part: str, name: str) -> Callable[[dict, dict], bool]:
    """Whether it is told that there were some, of what reads 0 where there were none."""
    return lambda shown, england: "few" in shown[part][name] or bool(_n(shown[part][name]))


def _back(shown: dict, england: dict) -> bool:
    """Whether it is told how many needed support again: fewer than five may be none."""
    return bool(_n(shown["step_downs"]["back"]))


def _unmeasured(shown: dict, england: dict) -> bool:
    return any("few" in thing["measured"] for thing in shown["provision"]["things"])


def _short(shown: dict, england: dict) -> bool:
    """Whether it is told that less than nine tenths of the planned minutes were given."""
    share = _share(shown["provision"]["given"], shown["provision"]["planned"])
    return share is not None and share < 0.9


def _not_inducted(shown: dict, england: dict) -> bool:
    share = _share(shown["training"]["inducted"], shown["training"]["staff"])
    return share is not None and share < 1


def _always(shown: dict, england: dict) -> bool:
    return True


RULES = (
    Rule("ehc_above", "More of our children have an EHC plan than in England: what brings families here, and is the "
         "funding enough for what the plans ask?", _above("ehc")),
    Rule("support_above", "More of our children are on SEN support than in England: how do we know that teaching in "
         "class comes first, and that levels are reviewed?", _above("support")),
    Rule("support_below", "Fewer of our children are on SEN support than in England: how do we know that nobody is "
         "missed?", _below("support")),
    Rule("plans_late", "More than one in ten plans were not reviewed by their day: what stood in the way, and what "
         "changes next term?", _late("plans")),
    Rule("annual_late", "Not every annual review was held in time: which side was late, the school or the local "
         "authority?", _late("annual_reviews")),
    Rule("unmeasured", "In some interventions few children or none are measured: how will we know whether they work?",
         _unmeasured),
    Rule("dosage", "Less was given than was planned: is it cover, rooms or timetables, and who has lost out?", _short),
    Rule("back", "Some children needed support again after it had ended: did it end too soon?", _back),
    Rule("inducted", "Not all staff have had every induction topic: when will they, and who checks?", _not_inducted),
    Rule("training", "Training needs are open: what would it cost to meet them, and what waits until then?",
         lambda shown, england: bool(shown["training"]["needs"])),
    Rule("no_contact", "With some families there was no contact this term: what has been tried?", _some("meetings", "none")),
    Rule("complaints", "What have we learnt from this term’s complaints, and what was changed?",
         _some("complaints", "raised")),
    Rule("next", "What will be different by the next report, and how will we see it?", _always),
)  # fmt: skip


def drafted(shown: dict, england: dict) -> list[str]:
    """The questions that these figures raise, in the order of RULES."""
    return [rule.asks for rule in RULES if rule.when(shown, england)]
