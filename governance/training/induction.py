"""The topics of induction (R-222) as data: ten for teachers, five for TAs. A school begins with them and may rename them."""

from dataclasses import dataclass

from governance.enums import Audience


@dataclass(frozen=True, slots=True)
class InductionTopic:
    """One topic: `key` stays, whatever the school calls it."""

    key: str
    audience: Audience
    name: str
    about: str


def _teachers(key: str, name: str, about: str) -> InductionTopic:
    return InductionTopic(f"teacher_{key}", Audience.TEACHERS, name, about)


def _tas(key: str, name: str, about: str) -> InductionTopic:
    return InductionTopic(f"ta_{key}", Audience.TAS, name, about)


LAW = "What the law on special educational needs and inclusion asks of everybody in school, and of this post."
ALONE = "When to step in, when to wait, and how to fade help so that the child manages alone."
ESTEEM = "Noticing effort, safe mistakes, and helping a child to keep going and think well of themselves."

INDUCTION: tuple[InductionTopic, ...] = (
    _teachers("law", "SEND law and duties", LAW),
    _teachers("planning", "Planning for all", "Adapting lessons so that every child is in them and learns."),
    _teachers("assessing", "Assessing below age", "Finding out what a child can do whose work is below what is usual."),
    _teachers("adjusting", "Reasonable adjustments", "What can be changed in room, task and routine for a child with SEND."),
    _teachers("reading", "Teaching reading", "The school’s phonics programme, taught as it is meant to be."),
    _teachers("maths", "Teaching mathematics", "Mastery for all, with things that children can hold and move."),
    _teachers("behaviour", "Behaviour", "A therapeutic approach to behaviour, and the school’s behaviour policy."),
    _teachers("deploying", "Working with TAs", "Deploying other adults so that children learn more and lean less."),
    _teachers("alone", "Towards independence", ALONE),
    _teachers("esteem", "Self-esteem, resilience", ESTEEM),
    _tas("law", "SEND law and duties", LAW),
    _tas("lessons", "Helping in lessons", "Going over key points, open and closed questions, prompts, simpler words, "
         "writing down, class rules."),
    _tas("chaining", "Chaining steps", "Teaching a task of several steps from its first on, or from its last back."),
    _tas("alone", "Towards independence", ALONE),
    _tas("esteem", "Self-esteem, resilience", ESTEEM),
)  # fmt: skip
