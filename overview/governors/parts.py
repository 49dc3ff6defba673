"""The parts of the report that the SENCo writes: each with what it is for. Data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its key in the record, its heading in the report, and what is asked of who writes it."""

    key: str
    title: str
    ask: str


PARTS = (
    Part("register", "Who has SEN", "What has changed in numbers and needs since last term, and why?"),
    Part("movement", "Coming and going", "What does movement on and off the register say? Did step-downs hold?"),
    Part("plans", "Plans and their reviews", "Were plans reviewed in time? If not, what is being done?"),
    Part("ehc", "EHC plans and annual reviews", "Annual reviews, needs assessments, and what waits with the authority"),
    Part("provision", "Provision and its impact", "What was given, what it achieved, what is being changed"),
    Part("meetings", "Meetings with parents", "How parents were reached, and what they told the school"),
    Part("training", "Training", "What staff have learnt, and what is needed next"),
    Part("complaints", "Complaints", "What was learnt from them, without saying who complained"),
    Part("next", "What we will do next", "Two to four things, each with who and by when"),
)  # fmt: skip
PART = {part.key: part for part in PARTS}
QUESTIONS = "questions"
NAMES = (*PART, QUESTIONS)  # the fields of the form, and the keys of a story's texts
