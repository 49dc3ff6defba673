"""Meetings, calls and papers of a pupil's file, letters' answers, assessments and diagnoses: invented all of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: with whom beside `parent`, what was said, and what follows."""

    kind: str
    people: str
    about: str
    next_step: str = ""


TALKS = (
    Talk("meeting", "{parent}, {teacher}", "Termly meeting about the plan. {parent} is glad about the small steps and asked how to help with reading without tears.", "{teacher} sends home the word cards and a page on how to use them."),
    Talk("call", "{parent}", "Rang to say that {first} had a hard weekend and slept badly. We agreed on a soft start for the week."),
    Talk("email", "{parent}", "Asked whether the group clashes with swimming. It did; the group has moved to Thursday.", "{ta} changes the timetable on the wall."),
    Talk("meeting", "{parent}, the speech and language therapist, {teacher}", "The therapist went through her report. Sounds first, then longer sentences. {parent} will practise at bedtime.", "{senco} orders the picture cards."),
    Talk("call", "The educational psychology service", "They can see {first} next half-term. They asked for the last two plans and a page on what has been tried.", "{senco} sends the papers."),
    Talk("meeting", "{parent}, {teacher}, {ta}", "{parent} is worried about the move to the next class. We will visit it early and take photographs.", "{teacher} arranges two visits and a photo book."),
    Talk("letter", "The children’s hospital", "Letter from the clinic: seen again in six months, nothing changes in school."),
    Talk("call", "{parent}", "Thanked us: {first} read the menu aloud at the café."),
    Talk("visit", "{parent}", "Home visit at the family’s wish. Saw how the picture timetable is used at home and took it over for school.", "{ta} laminates a set for home."),
    Talk("email", "The specialist teacher", "Sent three ideas for recording without writing. To be tried for a half-term.", "{teacher} tries them and tells the specialist teacher how it went."),
)  # fmt: skip
MISSED = "The appointment was missed because the letter went to the old address."
LATE_STEPS = (
    "{senco} rings the therapist about the missed appointment.",
    "{senco} sends the referral once {parent} has signed the consent.",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document from outside. `file` is the bytes it is made of ("report", "letter", "minutes", "drawing"), or "" for
    one on paper alone, which is at `paper_at`."""

    kind: str
    title: str
    source: str
    file: str = ""
    paper_at: str = ""
    sensitivity: str = "ordinary"


REPORTS = {
    "SLCN": Paper("report", "Speech and language therapy report", "Speech and language therapy service", "report"),
    "ASD": Paper("report", "Report of the autism outreach team", "Autism outreach team", "report"),
    "HI": Paper("report", "Report of the teacher of the deaf", "Sensory service", "report"),
    "VI": Paper("report", "Report of the teacher of vision-impaired children", "Sensory service", "report"),
    "PD": Paper("report", "Occupational therapy report", "Children’s therapies", "report"),
    "SEMH": Paper("report", "Summary of the mental health support team", "Mental health support team", "report", sensitivity="restricted"),
}  # fmt: skip
ANY_REPORT = Paper("report", "Educational psychology report", "Educational psychology service", "report")
EHC = Paper("ehc", "EHC plan, final", "The local authority", "letter", "Filing cabinet 2, green folder")
PAPERS = (
    Paper("consent", "Consent to share with the therapy service", "The family", paper_at="SEN office, filing cabinet 1"), Paper("letter_in", "Letter from the clinic", "The children’s hospital", "letter"),
    Paper("minutes", "Notes of the meeting with the family", "The class teacher", "minutes"), Paper("work", "Drawing: my school day", "The child", "drawing"),
    Paper("transfer_in", "Record from the nursery", "The nursery", paper_at="SEN office, filing cabinet 1"),
)  # fmt: skip
BODIES = {
    "report": ("Report", ("This is an invented report of the demonstration. It names no child, so that it can lie in several files.", "What was seen: works hard in a small group and tires in a large one.",
                          "What we suggest: short steps, pictures beside words, and practice little and often. We look again in two terms.")),
    "letter": ("Letter", ("This is an invented letter of the demonstration. It names no child.", "Thank you for your report. Nothing changes for now; please write to us if you are worried.")),
    "minutes": ("Notes of a meeting", ("These are invented notes of the demonstration. They name no child.", "Agreed: the group goes on, the word cards go home, and we meet again next term.")),
}  # fmt: skip
ANSWERS = (
    "",
    "",
    "Thank you for letting us know. We would like to come and talk.",
    "We agree and are glad of the help.",
    "Please tell us who will work with our child.",
)
ON_THE_PHONE = "Has read the letter and agrees. Would like a meeting in the morning."
STEPPED_DOWN = ("We are very proud.", "", "Thank you all. We hope you will go on watching.")
CHECKS = {
    "holding": ("Within the range of the class in the end-of-term assessment; the family see the same.", "{teacher} has no worries: keeps up without the group.", "Still joins in without prompts, term's test as expected.",
                "Writes a page alone now. The family say homework is done without tears.", "Watched in a lesson by {senco}: begins at once and asks when stuck.", "Reading age keeps pace with the class; {first} says school is fine."),
    "slipping": ("Two months behind again since the group ended, and tired after lunch. {teacher} and the family are worried.",),
}  # fmt: skip
CAME_BACK = "{noticed}. The gains of last year have not lasted without the help, so it comes back."

READING, SPELLING, NUMBERS = "Greenway reading check", "County spelling test", "Hilltop number check"
SCREENINGS = (
    "Screening for dyslexia: some signs; words and sounds are to be worked on",
    "Language screening on entry: below the range for the age",
    "Movement screening: slow with buttons, laces and pencil",
)
DIAGNOSES = {
    "ASD": ("Autism", "Children’s development centre, community paediatrician"), "HI": ("Hearing loss in both ears, moderate", "Audiology, the children’s hospital"), "VI": ("Vision impairment", "Eye clinic, the children’s hospital"),
    "PD": ("Cerebral palsy", "Neurology, the children’s hospital"), "SLCN": ("Developmental language disorder", "Speech and language therapy service"), "SPLD": ("Dyslexia", "Educational psychologist"),
}  # fmt: skip
DISABILITIES = {
    "ASD": "Autism: changes, noise and crowds affect every school day", "HI": "Hearing loss: following speech without aids and a quiet room", "VI": "Vision impairment: reading print and getting about",
    "PD": "Moving, writing and dressing take much longer", "SEMH": "Anxiety that has lasted more than a year and keeps {him} from lessons",
}  # fmt: skip
