"""What parents may do at each stage of a complaint, in plain words and with where it says so (R-224 to R-226). What the
law gives them is told in the words of `ehcp.rights`."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as lazy

from core.schools.models import School
from ehcp.rights import APPEAL, DISAGREE, MEDIATION, SENDIASS, Right
from governance.enums import Stage

OWN = lazy("The school’s complaints policy")
TALK = Right(
    "talk", lazy("Talk to the class teacher"),
    lazy("Most things are put right fastest by whoever teaches your child. Ask for a time; you may bring somebody."),
    OWN,
)  # fmt: skip
NEXT = Right(
    "next", lazy("Go to the SENCo, then to the head teacher"),
    lazy("If that does not settle it, ask the SENCo, and then the head teacher. If it is about the SENCo, go to the head "
         "teacher at once: the SENCo is not told."),
    OWN,
)  # fmt: skip
FORMAL = Right(
    "formal", lazy("Make a formal complaint"),
    lazy("If you are still not content, write to the school under its complaints policy. It says who hears you and by when "
         "you have an answer. If it is about the head teacher, write to the chair of the governing board."),
    OWN,
)  # fmt: skip
DISCRIMINATION = Right(
    "discrimination", lazy("If your child is treated worse because of a disability"),
    lazy("You can ask the SEND Tribunal to look at it. A claim must reach it within six months of what happened: they run "
         "on while the school looks into a complaint."),
    "Equality Act 2010, s.116 and Schedule 17",
)  # fmt: skip
OFSTED = Right(
    "ofsted", lazy("Tell Ofsted"),
    lazy("Ofsted can look at complaints about the school as a whole, not about one child, once the school’s own procedure "
         "is done. It does not decide what a child is to have."),
    "Education Act 2005, s.11A and s.11B",
)  # fmt: skip
DFE = Right(
    "dfe", lazy("Ask the Department for Education"),
    lazy("Once the school’s own procedure is done, you can ask the Department for Education to look at how the school dealt "
         "with your complaint, and at a duty that it has not kept. What the Tribunal decides it does not decide."),
    "Education Act 1996, s.496 and s.497; for an academy its funding agreement",
)  # fmt: skip
OMBUDSMAN = Right(
    "ombudsman", lazy("If it is the council that has not done what it must"),
    lazy("For example a date missed, or help in an EHC plan that is not given: complain to the council, and if that does "
         "not settle it to the Local Government and Social Care Ombudsman, as a rule within twelve months of learning "
         "of it. It does not look at what you can appeal to the Tribunal, nor at what the school does."),
    "Local Government Act 1974, s.26 and s.26B",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rung:
    """A part of the way: its heading, and what is open there."""

    title: str
    rights: tuple[Right, ...]


WAY = (
    Rung(lazy("In school, step by step"), (TALK, NEXT, FORMAL)),
    Rung(lazy("At any time"), (SENDIASS, DISAGREE)),
    Rung(lazy("When it is about what the local authority decides or gives"), (MEDIATION, APPEAL, OMBUDSMAN)),
    Rung(lazy("Beyond that"), (DISCRIMINATION, DFE, OFSTED)),
)  # fmt: skip
OPEN_AT = {
    Stage.TEACHER: (NEXT, SENDIASS, DISAGREE, DISCRIMINATION),
    Stage.SENCO: (NEXT, FORMAL, SENDIASS, DISAGREE, DISCRIMINATION),
    Stage.HEAD: (FORMAL, SENDIASS, DISAGREE, MEDIATION, APPEAL, OMBUDSMAN, DISCRIMINATION),
    Stage.FORMAL: (DISAGREE, MEDIATION, APPEAL, OMBUDSMAN, DISCRIMINATION, DFE, OFSTED, SENDIASS),
}


def told(rights: tuple[Right, ...], school: School) -> list[dict]:
    """Rights as {title, text, citation} for a page, with the school's own word for its SENCo."""
    senco = school.label("senco")
    return [
        {"title": str(one.title).replace("SENCo", senco), "text": str(one.text).replace("SENCo", senco),
         "citation": str(one.citation)}
        for one in rights
    ]  # fmt: skip
