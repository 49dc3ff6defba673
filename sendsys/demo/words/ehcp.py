"""Words of EHC plans: what a plan says of a child by the kind of need, what advice and meetings say."""

from dataclasses import dataclass

AUTHORITY = {
    "name": "Fenshire County Council", "address": "SEND Team\nCounty Hall\nFenbridge", "officer": "Marcus Webb",
    "officer_email": "marcus.webb@fenshire.example", "health": "Dr Imogen Castle", "health_email": "dco@fenshire-nhs.example",
}  # fmt: skip
SOCIAL = {"social": "Denise Okoro", "social_email": "dsco@fenshire.example"}


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Needs (B) with their area, outcomes (E), and provision (F): words, minutes, times, per, who."""

    needs: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]
    provision: tuple[tuple[str, int | None, int | None, str, str], ...]


COMMUNICATION = PlanWords(
    (
        ("communication", "{first} finds it hard to follow spoken instructions of more than two parts, and to start talking "
         "with other children."),
        ("semh", "Change that is not announced worries {first} so much that {he} cannot take part."),
    ),
    (
        "By the end of Key Stage 2 {first} follows an instruction of three parts in class, in four lessons out of five.",
        "{first} moves between activities with a visual timetable and leaves the room in distress no more than once a week.",
    ),
    (
        ("A speech and language therapist will work with {first} individually.", 40, 6, "term", "Speech and language therapist"),
        ("A trained teaching assistant will deliver the therapist’s programme in a group of no more than three.", 20, 3, "week",
         "Teaching assistant trained by the therapist"),
        ("{first} will have access to a quiet space as required.", None, None, "", ""),
    ),
)  # fmt: skip
COGNITION = PlanWords(
    (
        ("cognition", "{first} reads and spells well below {his} age and forgets new words from one day to the next."),
        ("cognition", "{first} does not yet hold number facts in mind for long enough to use them."),
    ),
    (
        "By the end of Key Stage 2 {first} reads a page written for a child of nine and retells it in {his} own words.",
        "{first} works out sums within 100 with a number line, without help, eight times out of ten.",
    ),
    (
        ("A structured reading programme will be taught individually.", 20, 4, "week", "Teaching assistant trained in the programme"),
        ("A specialist teacher will assess {first} and advise the class teacher.", 60, 1, "half_term",
         "Teacher with a specialist qualification in literacy"),
        ("{first} would benefit from regular overlearning in small groups.", None, None, "", "Class teacher"),
    ),
)  # fmt: skip
SEMH = PlanWords(
    (
        ("semh", "{first} becomes overwhelmed by noise and disagreement, and then hits out or hides."),
        ("semh", "{first} finds it hard to keep a friendship going."),
    ),
    (
        "By July {first} uses {his} signal card to ask for a break nine times out of ten, before {he} is overwhelmed.",
        "{first} plays with the same two children at break, four days a week.",
    ),
    (
        ("An emotional literacy support assistant will meet {first} individually.", 30, 2, "week",
         "Emotional literacy support assistant, supervised by the educational psychologist"),
        ("An adult will join a game with {first} and two other children at break.", 15, 1, "day", "Midday supervisor trained for it"),
        ("Staff will receive ongoing advice as appropriate.", None, None, "", "Educational psychologist"),
    ),
)  # fmt: skip
SENSORY = PlanWords(
    (
        ("sensory", "{first} tires quickly and cannot see or hear what is said from the front without an aid."),
        ("sensory", "{first} cannot use the stairs and the playground equipment without an adult nearby."),
    ),
    (
        "{first} checks and uses {his} own aids in every lesson, and asks an adult when one does not work.",
        "{first} takes part in every PE lesson with adaptations that {he} has chosen.",
    ),
    (
        ("A qualified teacher of the deaf or of children with visual impairment will visit {first} in class.", 60, 1, "fortnight",
         "Qualified teacher with the mandatory qualification"),
        ("An adult will support {first} when moving about the building.", 60, 1, "day", "Teaching assistant"),
        ("Physiotherapy exercises will be done daily, with a high level of supervision.", 15, 1, "day", ""),
    ),
)  # fmt: skip
BY_NEED = {
    "ASD": COMMUNICATION, "SLCN": COMMUNICATION, "MLD": COGNITION, "SPLD": COGNITION, "SLD": COGNITION, "PMLD": COGNITION,
    "DS": COGNITION, "SEMH": SEMH, "HI": SENSORY, "VI": SENSORY, "MSI": SENSORY, "PD": SENSORY,
}  # fmt: skip

SECTIONS = {
    "A": "{first} likes being outside, building things and being asked to help. {He} says: “I want to do my work with my "
    "friends.” {His} parents hope that {he} will grow up confident and be understood.",
    "B": "{first} is a warm and curious child. {His} needs are set out below.",
    "C": "{first} is seen once a year in the community paediatric clinic. No other health needs relate to {his} SEN.",
    "D": "{first} and {his} family are not known to social care. No social care needs relate to {his} SEN.",
    "E": "The outcomes below were agreed with {first} and {his} parents.",
    "F": "The provision below must be made. It is reviewed once a year.",
    "G": "The paediatric clinic reviews {first} once a year and writes to the school.",
    "H1": "None is needed.",
    "H2": "The family has been told of short breaks and of the local offer.",
    "I": "{school}, a mainstream primary school.",
    "J": "No personal budget has been asked for.",
    "K": "Advice of the parents, the school, the educational psychologist, the speech and language service, the community "
    "paediatrician and social care.",
}  # fmt: skip

PARENT_ADVICE = (
    "{first} is happier about coming to school than a year ago. We would like to know what happens when {his} helper is away, "
    "and how we can do the same things at home."
)
CHILD_ADVICE = "I like it when I know what comes next. Lunch is too loud. I want to be in the football group."
TEACHER_ADVICE = (
    "{first} joins in with most lessons when the task is on one page and starts with an example. {He} asks for help more "
    "often. Group work without an adult is still hard."
)
THERAPIST_ADVICE = (
    "Six sessions took place. {first} now follows instructions of two parts reliably and of three parts with a picture. The "
    "programme should go on three times a week; visual support is still needed in every lesson."
)
PROGRESS = "{first} has reached more than in the year before. The visual timetable and the small group made the difference."
EVIDENCE = (
    "Seen in class in eight of ten lessons this half term.",
    "Session records: better with an adult nearby, not yet alone.",
)
RECOMMENDED = (
    "Section E: the first outcome has been reached and gives way to one for Key Stage 2.\n"
    "Section F: say how long and how often instead of “as required”."
)
DIFFERENCES = "The parents ask for a named adult all day. The school thinks that {first} would grow less independent by it."
SUMMARY = (
    "{first} has had a good year. Most of what the plan asks for is given, and it helps. We ask the council to say more "
    "exactly what must be given, so that nobody has to guess. The next review is in a year at the latest."
)
DECISION = "The authority will amend the plan as the school recommends."
KEPT = "The authority keeps the plan as it is."
WHY_ASSESS = (
    "After four cycles of support {first} is further behind than before, although everything that was agreed was given. "
    "{He} needs more than the school can give from what it has."
)
TRIED = "Small group three times a week, advice of the specialist service put into every lesson, a visual timetable."
TALKED = "We went through what has been tried. The parents agree to ask for an assessment and will write their own page."
FEEDBACK = "The authority thinks that the school can meet the needs from its own resources and with the outreach service."
FEEDBACK_USED = (
    "The outreach service comes twice before half term; the next plan takes up its three suggestions."
)
ADVICE = {
    "profile": "{first} is curious and kind. {He} learns best with pictures, one step at a time.",
    "progress": "In four cycles two of nine targets were met. Reading age has moved by three months in a year.",
    "specialists": "The speech and language service found a severe difficulty in understanding spoken language.",
    "needs": "Understanding language; attention in a group; worry about change.",
    "outcomes": "To follow an instruction of three parts; to work for fifteen minutes without help.",
    "provision": "Individual therapy six times a term; a small group of three, three times a week, 20 minutes each.",
}
DELIVERED = (
    "The therapist or specialist, every second week, in the blue room",
    "{ta}, in the group after assembly",
    "{teacher}, as the plan says and more often when {first} asks",
)
