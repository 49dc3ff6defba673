"""What is asked of outside services, what they say, and what they advise."""

from dataclasses import dataclass

# kind → telephone, email, how to refer, weeks to wait as they say
CONTACTS = {
    "salt": (
        "01632 960118",
        "referrals@speech.nhs.example",
        "Form on their website, with the parents’ signature.",
        18,
    ),
    "ep": (
        "01632 960231",
        "ep@county.example",
        "Consultation first, by telephone with the link psychologist.",
        12,
    ),
    "ot": ("01632 960144", "ot@therapy.nhs.example", "Referral form and the handwriting sample.", 26),
    "camhs": (
        "01632 960177",
        "singlepoint@camhs.nhs.example",
        "Single point of access; parents may refer themselves.",
        20,
    ),
    "autism_teacher": (
        "01632 960240",
        "autism@county.example",
        "Request for involvement, signed by the head.",
        6,
    ),
    "paediatrics": ("01632 960155", "cdc@hospital.nhs.example", "Letter through the GP or from school.", 30),
    "hearing": ("01632 960262", "sensory@county.example", "Through audiology.", 4),
    "outreach": ("01632 960273", "outreach@special.example", "Form, then a visit to class.", 5),
    "school_nursing": ("01632 960199", "nurse@school.nhs.example", "Telephone the duty nurse.", 3),
    "family_support": ("01632 960204", "families@county.example", "Families First assessment.", 4),
}
PEOPLE = {
    "salt": ("Harriet Lowe", "Speech and language therapist"),
    "ep": ("Dr Samuel Oyelaran", "Educational psychologist"),
    "ot": ("Claire Pemberton", "Occupational therapist"),
    "autism_teacher": ("Imogen Fairley", "Autism specialist teacher"),
    "outreach": ("Gareth Whitlock", "Outreach teacher"),
}
ASKED = {
    "salt": "Why ideas come out of order, and what to do in class and at home.",
    "ep": "What gets in the way of remembering words, and how to teach them.",
    "ot": "How to make writing and dressing easier, and whether a programme would help.",
    "camhs": "Whether worries at school need more than our nurture group gives.",
    "autism_teacher": "How to prepare changes of the day, and what to do when it gets too much.",
    "outreach": "A look at the classroom and ideas for working alone for ten minutes.",
    "paediatrics": "Whether there is a medical reason for tiredness and falls.",
    "hearing": "Where to sit, and whether a radio aid would help.",
}
STAFF_NAMES = (
    ("Maureen Tapley", "Midday supervisor"),
    ("Derek Holloway", "Caretaker"),
    ("Sunita Rao", "Cook"),
)


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation; `becomes` is every_lesson, not_now or "" while it waits."""

    what: str
    who: str = ""
    how_often: str = ""
    becomes: str = ""
    why: str = ""


HERO_REPORT = (
    "Speech and language therapy report",
    (
        "{name} was seen in class and alone. {first} told two stories from pictures and followed instructions of up to "
        "three parts.",
        "{first} understands single words well. Stories lose their order after the second event, and joining words are few.",
        "Recommendations",
        "1. A strip of three pictures to hold while telling a story, every day.",
        "2. Adults say the first word of the joining part and wait ten seconds.",
        "3. A group with two other children, twice a week for a term, on retelling.",
        "4. A weekly session with the therapist in school.",
    ),
)
HERO_ADVICE = (
    Advice("Hold a strip of three pictures while telling a story", "Class teacher and TA", "Daily", "every_lesson"),
    Advice("Say the first word of the joining part and wait ten seconds", "All adults", "Every lesson"),
    Advice("Retelling in a group with two other children", "TA", "Twice a week for a term"),
    Advice("A weekly session with the therapist", "Therapist", "Weekly", "not_now",
           "The service offers one visit a term; we ask again at the review."),
)  # fmt: skip
NAMING_REPORT = (
    "Occupational therapy report",
    (
        "I visited {first} on a morning and spoke with {teacher} and the TA, {ta}.",
        "{first} was born on {born}. {first} holds the pencil with the whole hand and tires after four minutes.",
        "{ta} will give the warm-up before writing.",
        "Recommendations",
        "1. Five minutes of hand warm-up before writing.",
        "2. A sloping board and a thicker pencil.",
    ),
)
