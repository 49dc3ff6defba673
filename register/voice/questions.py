"""What children are asked (R-171 to R-173): questions, statements and pictures of our own, by age. Every way of
asking ends with whether the child gets enough help, and what the child wants to get better at."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from register.enums import VoiceKind


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: `ask` in words for the child, `symbol` the picture beside it (or "")."""

    key: str
    ask: str
    symbol: str = ""


# Faces from best to worst: the key of each in voice/svg/face.html, and its word.
FACES = {
    "very_happy": _("Very happy"),
    "happy": _("Happy"),
    "okay": _("Okay"),
    "sad": _("Sad"),
    "worried": _("Worried"),
}

# Answers to a statement: key, word, face. Statements are worded so that yes is the happy answer.
ANSWERS = (("yes", _("Yes"), "happy"), ("sometimes", _("Sometimes"), "okay"), ("no", _("No"), "sad"))

# Pictures of voice/svg/symbol.html that a child may point at, and their words.
SYMBOLS = {
    "reading": _("Reading"),
    "writing": _("Writing"),
    "numbers": _("Numbers"),
    "talking": _("Talking"),
    "friends": _("Friends"),
    "playground": _("Playtime"),
    "noise": _("When it is noisy"),
    "help": _("Asking for help"),
}

SETS = {
    "infants": _("Nursery to Year 2"),
    "juniors": _("Years 3 to 6"),
    "older": _("Year 7 and above"),
}

HELPED = _("Do you get enough help at school?")
WANTED = _("What would you like to get better at?")

INTERVIEW = {
    "infants": (
        Question("like", _("What do you like doing at school?")),
        Question("good", _("What are you good at?")),
        Question("tricky", _("What is tricky for you?")),
        Question("helps", _("What helps you when it is tricky?")),
        Question("play", _("Who do you play with? What do you play?")),
        Question("calm", _("Where do you feel calm and safe?")),
        Question("tell", _("What do you want grown-ups to know?")),
    ),
    "juniors": (
        Question("enjoy", _("What do you enjoy most at school, and why?")),
        Question("proud", _("What are you proud of?")),
        Question("hard", _("Which lessons or times of the day are hard? What makes them hard?")),
        Question("helps", _("What helps you to learn? Who helps you, and how?")),
        Question("not_helping", _("Is there something that adults do that does not help?")),
        Question("play", _("How is playtime? Who do you spend it with?")),
        Question("change", _("If you could change one thing at school, what would it be?")),
    ),
    "older": (
        Question("going_well", _("What is going well for you at the moment?")),
        Question("strengths", _("What are you good at, in school and outside it?")),
        Question("difficult", _("What do you find difficult, and when?")),
        Question("support", _("Which support works for you? Which does not?")),
        Question("teachers", _("What do you wish every teacher knew about how you learn?")),
        Question("breaks", _("How are breaks, friends and getting around school?")),
        Question("say", _("Did you have your say in your plan? What would you change in it?")),
        Question("later", _("What would you like to do later on?")),
    ),
}

_YOUNGER_STATEMENTS = (
    Question("coming", _("I like coming to school."), "school"),
    Question("friends", _("I have friends to play with."), "friends"),
    Question("reading", _("I can do the reading in my lessons."), "reading"),
    Question("writing", _("I can do the writing in my lessons."), "writing"),
    Question("numbers", _("I can do the maths in my lessons."), "numbers"),
    Question("stuck", _("I know what to do when I am stuck."), "help"),
    Question("listen", _("Grown-ups at school listen to me."), "talking"),
    Question("quiet", _("It is quiet enough for me to work."), "noise"),
    Question("safe", _("I feel safe at school."), "school"),
)

STATEMENTS = {
    "infants": _YOUNGER_STATEMENTS,
    "juniors": _YOUNGER_STATEMENTS,
    "older": (
        Question("coming", _("I am glad to come to school on most days.")),
        Question("belong", _("I have people to be with at break and lunch.")),
        Question("follow", _("I can follow what is said in lessons.")),
        Question("written", _("I can get down on paper what I know.")),
        Question("stuck", _("I know what to do when I am stuck.")),
        Question("teachers", _("My teachers know what helps me and do it.")),
        Question("targets", _("I know what my targets are, and I chose them too.")),
        Question("calm", _("I have somewhere to go when things get too much.")),
        Question("safe", _("I feel safe at school and on the way there.")),
    ),
}

PICTURES = (
    Question("school", _("Coming to school"), "school"),
    Question("reading", _("Reading"), "reading"),
    Question("writing", _("Writing"), "writing"),
    Question("numbers", _("Numbers"), "numbers"),
    Question("talking", _("Talking in class"), "talking"),
    Question("friends", _("My friends"), "friends"),
    Question("playground", _("Playtime"), "playground"),
    Question("noise", _("When it is noisy"), "noise"),
    Question("help", _("When I need help"), "help"),
    Question("home", _("Being at home"), "home"),
)

INFANT_YEARS = {"N1", "N2", "R", "1", "2"}
JUNIOR_YEARS = {"3", "4", "5", "6"}
JUNIOR_AGE, OLDER_AGE = 7, 11  # whole years, for a pupil whose year group is not known


def age_set(year_group: str, born: dt.date, today: dt.date) -> str:
    """Which of SETS suits a pupil: by year group, or by age in whole years where there is none."""
    if year_group in INFANT_YEARS:
        return "infants"
    if year_group in JUNIOR_YEARS:
        return "juniors"
    if year_group:
        return "older"
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return "infants" if age < JUNIOR_AGE else "juniors" if age < OLDER_AGE else "older"


def questions_of(kind: VoiceKind, chosen: str) -> tuple[Question, ...]:
    """What is asked in that way of children of that set; pictures are the same for all. Raises KeyError."""
    if kind == VoiceKind.PICTURES:
        return PICTURES
    return (INTERVIEW if kind == VoiceKind.INTERVIEW else STATEMENTS)[chosen]
