"""Theo Marsden of 3 Hazel: the story that the parent's account shows."""

import datetime as dt
import random

from register.enums import Level
from sendsys.demo.dates import Cycle, Diary
from sendsys.demo.history import History
from sendsys.demo.journeys import Journey, Step
from sendsys.demo.letters import Slip, letter_steps
from sendsys.demo.pupils import Adult, Child
from sendsys.demo.words import Goal

FIRST, LAST, CLASS = "Theo", "Marsden", "3 Hazel"
YEARS_AT_SCHOOL = 3
SEED = 7
CYCLES = 3
TEXTS = {
    "strengths": "Kind to younger children, football, drawing maps, remembering songs.",
    "difficulties": "Putting ideas in order when he speaks, holding more than two steps in mind and reading common words.",
    "every_lesson": "Say his name first, then one step at a time\nTen seconds to think before he answers\n"
    "Word mat and pictures for new words\nSits near the front, left ear to the room",
    "home": "Say his name, then one thing at a time.\nAsk him to tell you back.\nFive tricky words on the fridge each week.",
}
SAYS = {
    "pupil_voice": "I like it when you show me. I want to read the football magazine by myself.",
    "parent_view": "He talks more at tea time now. We would like to know which words he is learning.",
}
JOINING = Goal("Uses “because” or “so” to link two ideas when he retells a story", "4 of 5 retellings", "Story map with a picture for each part. Adult models the joining word.", "Talk for Learning, small group", "Mrs Begum", "3 × 15 minutes a week")  # fmt: skip
THREE_PARTS = Goal("Follows an instruction of three parts the first time", "3 of 4 times in class, counted by the TA", "One step, pause, next step. Now and next board on his desk.", "", "Mrs Sutton", "Every lesson")  # fmt: skip
TRICKY = Goal("Reads the first 45 tricky words on sight", "45 of 45 in one sitting", "Five new words a week, old ones mixed in. Football word cards.", "Precision teaching", "Mrs Begum", "5 minutes a day")  # fmt: skip
ORDER = Goal("Tells what happened at the weekend in order, with first, next and last", "3 parts in order, 4 times of 5", "Photo strip to hold while he speaks.", "Talk for Learning, small group", "Mrs Begum", "3 × 15 minutes a week")  # fmt: skip
TWO_PARTS = Goal("Follows an instruction of two parts the first time", "4 of 5 times in class", "His name first, then one step. He tells it back.", "", "The class teacher", "Every lesson")  # fmt: skip
FIRST_WORDS = Goal("Reads the first 20 tricky words on sight", "20 of 20 in one sitting", "Four new words a week on cards about football.", "Precision teaching", "Mrs Begum", "5 minutes a day")  # fmt: skip
MORE_WORDS = Goal("Reads the first 30 tricky words on sight", "30 of 30 in one sitting", "Five new words a week, old ones mixed in.", "Precision teaching", "Mrs Begum", "5 minutes a day")  # fmt: skip
STORY = [
    ([ORDER, TWO_PARTS, FIRST_WORDS],
     {1: ("on_track", "Two parts in order without help, three with the strip."), 2: ("met", "Met, in class and in the hall."),
      3: ("met", "20 of 20, two sittings running.")}),
    ([ORDER, THREE_PARTS, MORE_WORDS],
     {1: ("met", "Met: he told the class about the tournament in order."), 2: ("on_track", "2 of 4 times; sure of two parts."),
      3: ("behind", "19 of 30. Sessions were missed in June.")}),
    ([JOINING, THREE_PARTS, TRICKY],
     {1: ("met", "4 of 5 retellings, and he uses “because” at home."), 2: ("on_track", "2 of 4 times, better in the morning."),
      3: ("behind", "27 of 45. We make the steps smaller: three words a week.")}),
]  # fmt: skip

TOLD = {
    "reasons": "Theo tells a story so that only he knows who did what. He looks at others after an instruction, and reads 12 of the first 45 tricky words. His friends in the same reading group began where he did and know 30.",
    "interventions": "Seat near the front and one step at a time, every lesson for five weeks. Talk partner in English daily. Phonics catch-up, 13 sessions of 15.",
    "parents_say": "They see it at tea time: he gives up in the middle of a story. They hope he will read his football magazine by himself.",
    "child_says": "I know it in my head but it comes out funny.",
    "difficulty": "Putting ideas in order when he speaks, and following more than one step.",
    "targets": "Follows an instruction of two parts: 3 of 4 times in class\nTells his news in three parts: 3 times of 5",
    "support": "Story strip and talk partner every day; five words a day with Mrs Begum; tells the instruction back before he starts. Six weeks.",
    "found": "Two parts: 2 of 4 times. News in order with the strip, not without it. He came to 28 of 30 sessions.",
    "own_targets": "I want to read the football magazine by myself. And tell the whole story without stopping.",
    "voice": [
        {"ask": "What do you enjoy most at school, and why?", "said": "Football club. And maps, because I can see it all at once.", "face": ""},
        {"ask": "Which lessons or times of the day are hard? What makes them hard?", "said": "When Mrs Sutton says lots of things and everyone starts and I do not know what.", "face": ""},
        {"ask": "What helps you to learn? Who helps you, and how?", "said": "When you show me. Mrs Begum’s cards with footballers on.", "face": ""},
        {"ask": "Is there something that adults do that does not help?", "said": "Saying it again but faster.", "face": ""},
        {"ask": "How is playtime? Who do you spend it with?", "said": "Good. I am the captain sometimes. I help the little ones find the ball.", "face": ""},
        {"ask": "Do you get enough help at school?", "said": "Yes", "face": ""},
    ],
    "talks": (
        ("meeting", 330, "Joanne and Lee Marsden, Mrs Sutton", "Told them what we see in class and heard what they see at home. They want to help and are worried about reading.", "Mrs Sutton sends home a page on telling stories with pictures.", 318),
        ("call", 150, "Joanne Marsden", "Asked about the sessions missed in June. They are made up after school on Tuesdays until the end of term.", "Mrs Begum stays for two Tuesdays.", 138),
        ("meeting", 34, "Joanne Marsden, Mrs Sutton, Mrs Begum", "He talks more at tea time. The words on the fridge work. She asked whether a speech therapist should see him.", "Ms Nair asks the speech therapist for a date and tells the family.", 0),
    ),
    "scores": ((82, 78), (83, 79), (83, 80), (85, 80), (87, 81), (89, 83)),
    "strengths": ("Kind to younger children, remembers songs, draws maps from memory.", "Football, maps and his baby cousin."),
    "need_note": {"SLCN": "Ideas come out of order; more than two steps are lost.", "SPLD": "Common words do not stay."},
}  # fmt: skip


def slip(journey: Journey) -> Slip:
    """His last letter went out the day SEN Support began, and its slip came back."""
    return Slip(letter_steps(journey)[-1].start)


def is_theo(child: Child) -> bool:
    return (child.first, child.last) == (FIRST, LAST)


def put_among(children: list[Child], spec, year: int) -> None:
    """Theo takes the place of the first child of 3 Hazel, where there is such a class."""
    if not any(CLASS in stream.names for stream in spec.streams):
        return
    entered = year - YEARS_AT_SCHOOL
    child = next(child for child in children if child.entered == entered and child.stream == 0)
    child.first, child.last, child.sex, child.known_as = FIRST, LAST, "M", ""
    child.born, child.flags = dt.date(entered - 4, 3, 14), {"pupil_premium"}
    child.adults = [
        Adult("Joanne Marsden", "Mother", "parent@oakfield.example", "07700 900114"),
        Adult("Lee Marsden", "Father", "", "07700 900115"),
    ]


def chosen(child: Child, diary: Diary) -> tuple:
    """Theo's level, needs and journey: a concern, SEN recorded, then SEN Support for three cycles."""
    rng = random.Random(SEED)
    review = diary.choice_between(7, 10, rng)
    cycles = diary.cycles_before(min(diary.today, review - dt.timedelta(weeks=2)), rng)[-CYCLES:]
    support = diary.open_on_or_before(cycles[0].starts)
    steps = [
        Step(Level.EMERGING_CONCERN, diary.open_on_or_before(support - dt.timedelta(weeks=14))),
        Step(Level.SEN_RECORDED, diary.open_on_or_before(support - dt.timedelta(weeks=7))),
        Step(Level.SEN_SUPPORT, support),
    ]
    return (
        child,
        Level.SEN_SUPPORT,
        ["SLCN", "SPLD"],
        Journey(steps, cycles[:-1], Cycle(cycles[-1].starts, review)),
    )


def tell(history: History) -> History:
    """The history with Theo's own words and targets."""
    history.words = history.planner.words = TheosWords(history.words)
    return history


class TheosWords:
    """Theo's words: the same each time, his targets in the order of his story."""

    def __init__(self, others) -> None:
        self.speaker, self.bank, self.texts = others.speaker, others.bank, TEXTS
        self.target, self.cycles, self.told = others.target, iter(STORY[-CYCLES:]), TOLD

    def of_cycle(self) -> dict[str, str]:
        return TEXTS | SAYS

    def goals_of_cycle(self) -> list[Goal]:
        goals, self.outcomes = next(self.cycles)
        return goals

    def judge(self, goals: list[Goal]) -> dict[int, tuple[str, str]]:
        return self.outcomes
