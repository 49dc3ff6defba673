"""What parents and young people are entitled to, in plain words, and in which letter each stands (R-143, R-155). Pure.

"the Act" is the Children and Families Act 2014. Where a text names a day, the day follows from `ehcp.statute`.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.ui.present import day
from ehcp.statute import deadlines


class Occasion(StrEnum):
    """What a letter or a page tells; each needs its own rights."""

    CONSIDERED = "considered"  # an assessment is thought of or asked for
    NOT_ASSESSED = "not_assessed"  # the authority will not assess, or not assess again
    NO_PLAN = "no_plan"  # assessed, and there will be no plan
    DRAFT = "draft"  # a draft plan
    ISSUED = "issued"  # a final plan, or an amended one
    INVITED = "invited"  # notice of an annual review, the papers, the report
    KEPT = "kept"  # reviewed, and not amended
    AMENDING = "amending"  # proposed amendments
    CEASED = "ceased"  # the plan is to end


@dataclass(frozen=True, slots=True)
class Right:
    """One right: what it is called, what it says, where it is written."""

    key: str
    title: str
    text: str
    citation: str


SUPPORT = Right(
    "support", lazy("Help in school goes on"),
    lazy("Whatever is decided, the school goes on doing its best to meet your child’s needs. Nobody loses SEN support "
         "because a plan was asked for, refused or ended."),
    "Children and Families Act 2014, s.66",
)  # fmt: skip
APPEAL = Right(
    "appeal", lazy("You can appeal"),
    lazy("You can ask an independent tribunal to look at this decision: the SEND Tribunal. It costs nothing. An appeal "
         "must reach it within two months of the date on the decision letter, or within one month of the date on your "
         "mediation certificate, whichever is later."),
    "Children and Families Act 2014, s.51",
)  # fmt: skip
APPEAL_PLAN = Right(
    "appeal", lazy("You can appeal against what the plan says"),
    lazy("You can ask an independent tribunal, the SEND Tribunal, to change the description of your child’s needs "
         "(Section B), the help (Section F) and the school (Section I). It costs nothing. An appeal must reach it within "
         "two months of the date on the letter that came with the plan, or within one month of the date on your mediation "
         "certificate, whichever is later."),
    "Children and Families Act 2014, s.51",
)  # fmt: skip
APPEAL_END = Right(
    "appeal_end", lazy("The plan goes on while you appeal"),
    lazy("If you appeal in time against the ending of a plan, it stays in force with everything it gives until the "
         "Tribunal has decided."),
    "Children and Families Act 2014, s.45(4)",
)  # fmt: skip
MEDIATION = Right(
    "mediation", lazy("You can have mediation first"),
    lazy("Mediation is a meeting with the council, led by somebody independent, to look for an agreement. It is free and "
         "you need not take part, but before most appeals you must ask a mediation adviser for a certificate. No "
         "certificate is needed if you only appeal about the school that is named. The council’s letter says whom to call."),
    "Children and Families Act 2014, s.52 to s.55",
)  # fmt: skip
DISAGREE = Right(
    "disagreement", lazy("Help when you and the school or the council do not agree"),
    lazy("For any other disagreement about your child’s needs there is a free and independent disagreement resolution "
         "service. Everybody has to agree to use it, and you can still appeal."),
    "Children and Families Act 2014, s.57",
)  # fmt: skip
SENDIASS = Right(
    "sendiass", lazy("Free advice that is on nobody’s side but yours"),
    lazy("Every area has a service that gives parents and young people information, advice and support about SEND: "
         "SENDIASS. It is free, confidential and independent, and it can come to meetings with you."),
    "Children and Families Act 2014, s.32",
)  # fmt: skip
COMMENT = Right(
    "comment", lazy("You can say what you think first"),
    lazy("You have at least 15 days, beginning with the day on which you were given it, to comment, to say which school "
         "you would like named, and to ask for a meeting with the council."),
    "SI 2014/1530, reg 13(1) and reg 22(2)",
)  # fmt: skip
ASK = Right(
    "ask", lazy("You can ask the council yourself"),
    lazy("Parents, and young people over 16, can ask the council for a needs assessment at any time, whether or not the "
         "school does. It answers within six weeks."),
    "Children and Families Act 2014, s.36(1)",
)  # fmt: skip
VIEWS = Right(
    "views", lazy("Your views come first"),
    lazy("You and your child are asked what you think before the meeting and at it, and what you say is written down in "
         "your words. You may bring somebody with you, and both you and your child may have an advocate."),
    "Children and Families Act 2014, s.19",
)  # fmt: skip

NEEDED: dict[Occasion, tuple[Right, ...]] = {
    Occasion.CONSIDERED: (ASK, SUPPORT, SENDIASS),
    Occasion.NOT_ASSESSED: (APPEAL, MEDIATION, SENDIASS, DISAGREE, SUPPORT),
    Occasion.NO_PLAN: (APPEAL, MEDIATION, SENDIASS, DISAGREE, SUPPORT),
    Occasion.DRAFT: (COMMENT, SENDIASS, DISAGREE, SUPPORT),
    Occasion.ISSUED: (APPEAL_PLAN, MEDIATION, SENDIASS, DISAGREE),
    Occasion.INVITED: (VIEWS, SENDIASS, DISAGREE),
    Occasion.KEPT: (APPEAL_PLAN, MEDIATION, SENDIASS, DISAGREE),
    Occasion.AMENDING: (COMMENT, SENDIASS, DISAGREE),
    Occasion.CEASED: (APPEAL, APPEAL_END, MEDIATION, SENDIASS, DISAGREE, SUPPORT),
}


def rights_for(
    occasion: Occasion, *, letter_on: dt.date | None = None, contact: tuple[str, ...] = ()
) -> list[dict]:
    """The rights that this letter or page needs, as {key, title, text, until, contact (lines), citation}.

    `letter_on` is the date on the authority's decision letter, from which an appeal runs, or the day on which a draft or the
    proposed amendments were served; without it no day is named. `contact` are the lines of the SENDIASS of the area
    (`ehcp.rules.queries.sendiass_lines`); without them the text says how to find it.
    """
    return [
        {"key": right.key, "title": str(right.title), "text": str(right.text), "citation": right.citation,
         "until": _until(right, occasion, letter_on) if letter_on else "",
         "contact": (contact or (_find_sendiass(),)) if right is SENDIASS else ()}
        for right in NEEDED[occasion]
    ]  # fmt: skip


def _find_sendiass() -> str:
    return _("To find yours, search for “SENDIASS” and the name of your council, or ask the school.")


def _until(right: Right, occasion: Occasion, letter_on: dt.date) -> str:
    """The day that a time ends, by the statute; "" for a right that has none."""
    if right.key == "appeal":
        (found,) = deadlines({"decision_letter": letter_on})
        return _("The letter is dated %(letter)s: without mediation an appeal must arrive by %(end)s.") % {
            "letter": day(letter_on), "end": day(found.date)}  # fmt: skip
    if right.key == "comment":
        fact = "draft_served" if occasion == Occasion.DRAFT else "amendment_notice"
        end = next(one.date for one in deadlines({fact: letter_on}) if one.bound == "not before")
        told = _("You were given it on %(start)s: you have until %(end)s at least.")
        return told % {"start": day(letter_on), "end": day(end)}
    return ""
