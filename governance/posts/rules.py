"""What the law asks of a school's SENCo, as data, and how one SENCo stands with it. Pure: today is passed in.

"The Regulations" are the Special Educational Needs and Disability Regulations 2014 (SI 2014/1530) as amended by SI 2024/535.
"""

import datetime as dt
from dataclasses import dataclass

from ehcp.statute import months_on
from governance.enums import Award

ANNIVERSARY_MONTHS = 36
BEFORE_MONTHS = 18  # so long before the last day it is begun, so that it can be completed
NPQ_FROM = dt.date(2024, 9, 1)  # begun on or after: the NPQ; before: the National Award
NASENCO_LAST = dt.date(2027, 8, 31)  # the last day on which the National Award is completed in time
EXEMPT_BEFORE = dt.date(2009, 9, 1)


@dataclass(frozen=True, slots=True)
class PostRule:
    """One rule in a sentence, where it says so, and from when it is in force."""

    key: str
    words: str
    cites: str
    since: dt.date


RULES: tuple[PostRule, ...] = (
    PostRule("senco", "The school has a SENCo, who answers for co-ordinating what is done for children with SEN.",
             "Children and Families Act 2014, s.67", dt.date(2014, 9, 1)),
    PostRule("teacher", "The SENCo is a qualified teacher, or the head teacher, and works at the school.",
             "SEND Regulations 2014, reg 49", dt.date(2014, 9, 1)),
    PostRule("award", "Whoever becomes SENCo completes the qualification by the third anniversary of becoming SENCo.",
             "SEND Regulations 2014, reg 49; SI 2024/535", dt.date(2014, 9, 1)),
    PostRule("npq", "Begun on or after 1 September 2024, it is the NPQ for SENCOs.",
             "SEND Regulations 2014, reg 49; SI 2024/535", NPQ_FROM),
    PostRule("nasenco", "The National Award (NASENCO) counts when it was begun before 1 September 2024 and is completed "
             "before 1 September 2027.", "SEND Regulations 2014, reg 49; SI 2024/535", NPQ_FROM),
)  # fmt: skip
RULE: dict[str, PostRule] = {rule.key: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class AwardStanding:
    """How a SENCo stands with the qualification. `met`; `by` the last day on which it can be completed (None: met);
    `begin_by` the school's own aim for beginning it (None: begun or met); `why` in a sentence; `rule`: which one."""

    met: bool
    by: dt.date | None
    begin_by: dt.date | None
    why: str
    rule: PostRule


def third_anniversary(start: dt.date) -> dt.date:
    """The day by which whoever became SENCo on `start` completes the qualification."""
    return months_on(start, ANNIVERSARY_MONTHS)


def award_standing(start: dt.date, award: str, begun: dt.date | None, done: dt.date | None) -> AwardStanding:
    """How somebody who became SENCo on `start` stands with the qualification."""
    by = third_anniversary(start)
    if award == Award.EXEMPT:
        return AwardStanding(
            True, None, None, "In post before September 2009, so none is asked for.", RULE["award"]
        )
    if award == Award.NASENCO and begun and begun >= NPQ_FROM:
        return AwardStanding(False, by, months_on(by, -BEFORE_MONTHS), "It was begun after August 2024, when only the NPQ "
                             "for SENCOs counts.", RULE["npq"])  # fmt: skip
    if award == Award.NASENCO and done and done > NASENCO_LAST:
        return AwardStanding(False, by, months_on(by, -BEFORE_MONTHS), "It was completed after August 2027, which is too "
                             "late to count: the NPQ for SENCOs is needed.", RULE["nasenco"])  # fmt: skip
    if award in {Award.NASENCO, Award.NPQ} and done:
        return AwardStanding(True, None, None, "Completed.", RULE["award"])
    if award == Award.NASENCO:
        return AwardStanding(False, min(by, NASENCO_LAST), None, "Begun before September 2024: it is completed before "
                             "September 2027, and by the third anniversary.", RULE["nasenco"])  # fmt: skip
    begin = None if award == Award.NPQ and begun else months_on(by, -BEFORE_MONTHS)
    return AwardStanding(
        False, by, begin, "It is completed by the third anniversary of becoming SENCo.", RULE["award"]
    )
