"""What is said about concerns: evidence, what was tried, grounds, decisions, and what came of extra support."""

from dataclasses import dataclass

EVIDENCE = (
    "In the half-termly assessment {he} was among the lowest five of the class, as in the term before.",
    "{His} books show it in three subjects out of four.",
    "I have watched for four weeks and noted it on nine days.",
    "{He} started from the same point as {his} table and is now clearly behind them.",
    "The phonics check and {his} reading record say the same.",
)
INTERVENTIONS = (
    "A seat near the front and instructions one at a time, every lesson for five weeks.",
    "Small group for reading, three times a week for six weeks; {he} came to 15 of 18 sessions.",
    "A word mat and talk partner in English, daily for a half-term.",
    "Check-in with {ta} each morning for four weeks.",
    "Pre-teaching of new words, twice a week for five weeks.",
)
PARENTS_SAY = (
    "They have wondered too. They hope {he} will enjoy school again.",
    "It is the same at home with homework. They would like ideas for the evenings.",
    "They are glad that somebody has noticed, and want to be told how it goes.",
    "They say {his} older cousin was slow to start as well. They are happy to try this.",
)
GROUND_STAFF = (
    "{teacher} and {senco} looked at books and assessments together and agreed what is hard.",
    "{senco} watched a lesson; {teacher} showed what had been tried and what came of it.",
    "Talked over at the pupil progress meeting with {teacher}: good teaching alone has been tried.",
)
GROUND_PROGRESS = (
    "About a year behind what most children of {his} age can do, and the gap has grown since summer.",
    "In the lowest tenth of the year group here, and below the national expectation in reading and writing.",
    "Progress in maths is as expected; in reading and writing clearly slower than that of others who began at the same point.",
)
GROUND_FAMILY = (
    "The family agree and will do ten minutes a day at home. {first} says: “{voice}”",
    "Met with the family, who see it too. {first} says: “{voice}”",
)
DECISIONS = {
    "extra_support": "Six weeks of extra support in class, planned by {teacher} and looked at again with the family.",
    "monitor": "Nothing more than good teaching is needed for now. {teacher} watches progress for a term.",
    "record": "SEN is recorded: adjustments in every lesson and a profile that all staff read are enough for now.",
    "sen_support": "{first} needs help that is additional to what all children get: SEN Support begins.",
}
FOUND = {
    "good": (
        "Both aims reached, and it shows in class too.",
        "Reached sooner than planned; {first} is proud of it.",
    ),
    "some": (
        "One of two aims reached. {He} still needs reminding.",
        "Better in the small group than in class.",
    ),
    "poor": (
        "Neither aim was reached although {he} came to nearly every session.",
        "Little has changed: {he} needs the same help each day, and more of it.",
    ),
}
FAMILY_SAID = (
    "They see a little more confidence and want to go on.",
    "They agree with what school has found and ask to be kept in touch.",
    "They have practised at home; it is hard work for everyone.",
)


@dataclass(frozen=True, slots=True)
class Story:
    """A concern about a child who has no SEN record. `who` raises it, `days` before today; `area`, `factors` and
    `sources` are keys; a decided one says with which `outcome` and why."""

    who: str
    days: int
    reasons: str
    kind: str = "send"
    area: str = ""
    criteria: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    factors_note: str = ""
    sources: tuple[str, ...] = ()
    interventions: str = ""
    parents_say: str = ""
    child_says: str = ""
    outcome: str = ""
    decision: str = ""
    ground_staff: str = ""
    ground_progress: str = ""
    ground_family: str = ""
    signposted_to: str = ""


WAITING = (
    Story("teacher", 9, "{first} reads well below most of the class and guesses from the first letter. {His} spelling does not hold from one day to the next, although {he} works hard.",
          area="cognition", criteria=("slower", "gap_stays"), sources=("formative", "summative"), interventions="Daily reading with an adult for six weeks. Phonics catch-up three times a week, 14 sessions of 15.",
          parents_say="They read with {him} every evening and would like to know what else to do.", child_says="I look at the picture and then I guess."),
    Story("parent", 3, "{He} cries on Sunday evenings and says {he} cannot do the writing. It takes an hour to do ten minutes of homework."),
    Story("ta", 1, "{first} has been very quiet since half-term and does not want to come to group. {He} sits by {himself} at play.", kind="pastoral"),
)  # fmt: skip
GATHERING = Story(
    "teacher", 16, "{first} often does not answer when {he} is called and watches others to know what to do. It is worse on days with a cold.",
    area="sensory", criteria=("own_rate",), sources=("formative", "language"), factors=("medical",), factors_note="Ear infections last winter. The family have asked the doctor for a hearing test.",
    interventions="A seat at the front, face to face instructions, for five weeks.", parents_say="The television is very loud at home. The hearing test is booked.", child_says="Sometimes it all goes mumbly.",
)  # fmt: skip
DECIDED = (
    Story("teacher", 40, "{first} is slow to begin and rarely finishes a piece of writing.", area="cognition", criteria=("slower",), sources=("formative",),
          interventions="A writing frame in English for three weeks.", parents_say="They were not worried; {he} writes stories at home.", outcome="teaching",
          decision="The lesson seen went well once the task was broken into steps. The class uses a checklist for writing now; no further action.",
          ground_staff="{senco} watched a lesson and looked at books with {teacher}.", ground_progress="Attainment is as expected for the age in every subject."),
    Story("parent", 31, "{He} does not sleep well and has meltdowns at home most evenings. We wonder whether {he} is autistic.", outcome="signposted",
          decision="Nothing of this shows in school and {he} learns well. The family were told where to ask, and school will tell the doctor what it sees if asked.",
          ground_staff="{teacher} and {senco} looked at four weeks in class and at play: settled, with friends.", ground_family="The family hope for help with sleep and evenings.",
          signposted_to="The family doctor and the school nurse; the local offer's page on sleep"),
    Story("ta", 24, "{first} has been tearful and tired since {his} grandfather died.", kind="pastoral", factors=("life_event",), factors_note="A death in the family this term.",
          sources=("wellbeing", "family"), child_says="I miss him when it is quiet.", parents_say="They have told {him} plainly and would like somebody at school {he} can talk to.", outcome="pastoral",
          decision="A grieving child, not a learning difficulty. Six weeks with the pastoral lead, and a card to leave the room when {he} needs to.",
          ground_staff="{teacher}, {ta} and {senco} talked; learning was on track before.", ground_family="The family agree. {first} chose whom to talk to."),
)  # fmt: skip
EVENTS = (
    ("bereavement", "A grandparent died; the family have told {him}."), ("move", "The family moved to another flat near the school."), ("family", "A new baby sister."),
    ("family", "Parents live apart now; {he} is with {his} father at weekends."), ("illness", "Two weeks in hospital; back in school part-time at first."),
    ("bullying", "Name-calling on the way home; both families have been spoken to."),
)  # fmt: skip
