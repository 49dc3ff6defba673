"""A library to begin with: well-known kinds of intervention in plain words. A school changes them to what it does.

What stands under "evidence" says honestly how much is known and of what kind; it holds no figures.
"""

from apdr.enums import ProvisionKind as K
from apdr.enums import Wave as W
from register.enums import Area as A


def _entry(
    name: str, kind: K, wave: W, area: A, times: tuple[int, int, int, int], measure: tuple, **words
) -> dict:
    weeks, per_week, minutes, group_size = times
    what, unit, *lower = measure
    return {
        "name": name, "kind": kind, "wave": wave, "area": area, "weeks": weeks, "per_week": per_week,
        "minutes": minutes, "group_size": group_size, "measure": what, "unit": unit, "higher_is_better": not lower, **words,
    }  # fmt: skip


STARTER = [
    _entry(
        "Talk group", K.PROGRAMME, W.TARGETED, A.COMMUNICATION, (10, 3, 20, 4), ("Story retold from pictures", "points"),
        aims="Children listen, take turns, learn new words and say more in full sentences.",
        expected="The child retells a short story with more of its events and more new words than at the start.",
        best_time="Morning, not in a reading or number lesson", missed="Part of a topic lesson",
        link="The words of the group come from the class topic; the teacher uses the same words that week.",
        evidence="Group work on spoken language in the first school years has been tried with control groups more than "
        "once, with gains in spoken language. It depends on sessions that are held as planned by trained adults.",
        benefit="Understanding of spoken language opens every other lesson.",
    ),
    _entry(
        "Phonics catch-up", K.PROGRAMME, W.TARGETED, A.COGNITION, (12, 5, 15, 3), ("Graphemes read on sight", "graphemes"),
        aims="Children who missed steps of the school's phonics scheme learn those steps.",
        expected="The child reads the graphemes and words of the step that the class has reached.",
        best_time="Daily, soon after the class lesson", missed="Handwriting or independent reading",
        link="Same scheme, same order and same words as in class; the teacher says which sounds come next.",
        evidence="Systematic phonics is among the best studied ways of teaching early reading. Catching up in the same "
        "scheme is sound practice; a child who does not gain within a term needs a closer look.",
        benefit="Without these sounds the child cannot follow reading in any lesson.",
    ),
    _entry(
        "Precision teaching", K.PROGRAMME, W.SPECIALIST, A.COGNITION, (6, 5, 10, 1), ("Right in one minute", "words"),
        aims="A few words or number facts become quick and sure by short daily practice with a count.",
        expected="The chosen words are read rightly and quickly on three days running.",
        best_time="Any ten minutes at the same time each day", missed="Part of registration",
        link="Words and facts are those that the child needs in class that week.",
        evidence="Long used by educational psychologists; many studies of single children, fewer with control groups. "
        "The daily count itself shows within two weeks whether it works for this child.",
        benefit="Ten minutes that are counted: it is stopped when the line does not rise.",
    ),
    _entry(
        "Reading together one to one", K.PROGRAMME, W.TARGETED, A.COGNITION, (12, 3, 20, 1), ("Reading age", "months"),
        aims="The child reads aloud to an adult at the right level, with help, and talks about what was read.",
        expected="Reading age rises faster than the calendar.",
        best_time="After lunch", missed="Quiet reading in class",
        link="The book is also read in class and goes home; the adult writes what to listen for.",
        evidence="Structured tutoring in reading is well supported. Merely hearing a child read without a plan is not: "
        "keep to the steps in which the adult was trained.",
        benefit="It takes the place of reading that the child could not do alone.",
    ),
    _entry(
        "Number catch-up", K.PROGRAMME, W.TARGETED, A.COGNITION, (12, 3, 20, 3), ("Number facts known", "facts"),
        aims="Gaps in counting, place value and number facts are found and filled with objects and pictures.",
        expected="The child uses the facts in class without counting on fingers.",
        best_time="Just before the mathematics lesson", missed="Assembly or starter tasks",
        link="Same pictures and words as in class; the teacher names the next gap.",
        evidence="Structured small-group number work led by trained assistants has shown gains in trials. Gains fade "
        "where class does not take them up.",
        benefit="Each gap that is filled lets the child stay in the class lesson.",
    ),
    _entry(
        "Pre-teaching", K.PRE_TEACHING, W.TARGETED, A.COGNITION, (6, 2, 15, 6),
        ("Words explained at the lesson's start", "words"),
        aims="Children meet the key words and the first idea of a lesson before the class does.",
        expected="The child answers or asks in the lesson itself.",
        best_time="The morning of the lesson, or the day before", missed="Registration tasks",
        link="It is the class lesson: the teacher gives the words and the picture.",
        evidence="Teachers report more taking part and more confidence; careful studies are few. Judge it by what the "
        "child does in the lesson.",
        benefit="Little is missed and a whole lesson is gained.",
    ),
    _entry(
        "Same-day catch-up", K.SAME_DAY, W.TARGETED, A.NONE, (6, 4, 15, 6), ("Ready for the next lesson", "of 5 lessons"),
        aims="Children who did not grasp today's lesson have it again, another way, before tomorrow's.",
        expected="The child starts the next lesson with the others.",
        best_time="The afternoon of the same day", missed="Part of an afternoon lesson, by turns",
        link="The teacher chooses the children from today's work.",
        evidence="Close feedback on today's work is well supported; this way of giving it has mostly been described by "
        "schools rather than tested.",
        benefit="A gap is closed on the day and does not become an intervention later.",
    ),
    _entry(
        "Social skills group", K.PROGRAMME, W.TARGETED, A.SEMH, (10, 1, 30, 6),
        ("Strengths and needs at play, by the class teacher", "points"),
        aims="Children practise joining in, taking turns, losing, and putting things right.",
        expected="The child plays with others at break on most days without an adult.",
        best_time="Before a break, so that it can be tried at once", missed="Part of a foundation lesson, by turns",
        link="One skill a week, shown on a card that adults use at break and in class.",
        evidence="Studies show gains on what was practised; carrying over to the playground is less sure and needs adults "
        "to prompt it there.",
        benefit="Half an hour a week against playtimes that go wrong daily.",
    ),
    _entry(
        "Nurture time", K.EMOTIONAL, W.TARGETED, A.SEMH, (18, 3, 60, 8), ("Emotional and social profile", "points"),
        aims="A small, steady group with the same two adults, in which children feel safe and learn to settle.",
        expected="The child settles in class within ten minutes and asks an adult for help.",
        best_time="Mornings, on fixed days",
        missed="Varies: agreed with the teacher so that it is not always the same lesson",
        link="The child stays on the class register and returns at fixed times; the adults meet the teacher weekly.",
        evidence="Several comparison studies find better social and emotional functioning; most were small and children "
        "were not chosen by lot.",
        benefit="For children who cannot yet learn in class; each term it is asked whether they can.",
    ),
    _entry(
        "Time to talk about feelings", K.EMOTIONAL, W.SPECIALIST, A.SEMH, (6, 1, 40, 1),
        ("Own rating of how school feels", "of 10"),
        aims="A trained adult listens and helps a child with worry, anger, loss or friendship, towards an agreed aim.",
        expected="The child names a feeling and uses one way to manage it in class.",
        best_time="Not straight before a lesson that the child finds hard", missed="A different lesson each week",
        link="With the child's agreement the teacher knows which way of calming to prompt.",
        evidence="Staff, children and parents report that it helps; few studies compare with children who waited.",
        benefit="One lesson a week for six weeks, with an aim that is looked at.",
    ),
    _entry(
        "Sensory circuit", K.PROGRAMME, W.TARGETED, A.SENSORY, (12, 5, 15, 6),
        ("Minutes until settled to work", "minutes", True),
        aims="Movement in three steps, to alert, organise and calm, so that a child starts the day ready to learn.",
        expected="The child settles to the first task sooner.",
        best_time="Before registration", missed="Registration",
        link="The teacher notes the time to settle; calming steps are used in class too.",
        evidence="Occupational therapists recommend it and schools like it. Research is thin: measure for each child and "
        "stop where nothing changes.",
        benefit="No lesson is missed.",
    ),
    _entry(
        "Fine motor and handwriting", K.PROGRAMME, W.TARGETED, A.SENSORY, (10, 3, 15, 4),
        ("Letters formed rightly", "letters"),
        aims="Hand strength, pencil hold and letters that start and join in the right place.",
        expected="Writing can be read, and the hand tires later.",
        best_time="Start of the day", missed="Morning task",
        link="Same letter families and words as the class handwriting lesson.",
        evidence="Teaching handwriting directly and often is supported by trials; hand exercises alone are not.",
        benefit="Frees attention for what is written.",
    ),
    _entry(
        "Touch typing", K.PROGRAMME, W.TARGETED, A.SENSORY, (18, 4, 15, 8), ("Words a minute, without looking", "words"),
        aims="Children for whom handwriting stays slow learn to type without looking, for use in every lesson.",
        expected="Typing is faster than the child's own handwriting, and is used in class.",
        best_time="Before school or in registration", missed="Registration",
        link="The child writes in class on the keyboard once it is as fast as the pen; it may become the normal "
        "way of working.",
        evidence="Children who practise often do learn to type; that their writing becomes better depends on using "
        "it daily.",
        benefit="A skill for all of school, learnt outside lessons.",
    ),
    _entry(
        "Speech and language programme", K.PROGRAMME, W.SPECIALIST, A.COMMUNICATION, (12, 3, 15, 1),
        ("Therapist's target met", "of 10 tries"),
        aims="The child practises what the speech and language therapist has set, between the therapist's visits.",
        expected="The target sound or sentence is used in the session, then in class.",
        best_time="A quiet room at a fixed time", missed="Agreed with the teacher, by turns",
        link="The teacher knows the target of the month and listens for it.",
        evidence="Therapy by or under a therapist is supported for many speech and language difficulties. The assistant "
        "must have been shown the programme by the therapist.",
        benefit="What the therapist began is lost without practice.",
    ),
    _entry(
        "Learning mentor: attendance", K.MENTOR_ATTENDANCE, W.TARGETED, A.SEMH, (12, 1, 20, 1),
        ("Attendance over the last 20 days", "%"),
        aims="A mentor meets the child weekly, finds what keeps them away, and greets them on hard mornings.",
        expected="Attendance rises and the child has one adult to turn to.",
        best_time="Monday morning", missed="Registration",
        link="Class teacher, mentor and family agree one step a week.",
        evidence="Mentoring alone shows small effects; it does more where home and school act together early.",
        benefit="Each day in school is a day of learning gained.",
    ),
    _entry(
        "Learning mentor: behaviour", K.MENTOR_BEHAVIOUR, W.TARGETED, A.SEMH, (12, 2, 20, 1),
        ("Times sent out in a week", "times", True),
        aims="A mentor helps the child see what sets things off, agree two ways out, and look back on the week.",
        expected="Fewer lessons are lost, and the child uses the ways out.",
        best_time="End of the day, to look back", missed="Story time at most once a week",
        link="Two ways out are agreed with all adults of the class.",
        evidence="Support that starts from what sets behaviour off is well founded; mentoring varies with the mentor. "
        "Count, and look at it after six weeks.",
        benefit="Less is missed than when the child is out of the room.",
    ),
    _entry(
        "Learning mentor: social skills", K.MENTOR_SOCIAL, W.TARGETED, A.SEMH, (10, 2, 20, 3),
        ("Breaks without an adult's help", "of 10 breaks"),
        aims="A mentor plays and talks with a child and one or two others, and stays near at break.",
        expected="The child has somebody to play with and keeps a game going.",
        best_time="Just before and during break", missed="Nothing: it is at break",
        link="The teacher seats the children together once a day.",
        evidence="Help from classmates with an adult nearby has support in studies of single children and small groups.",
        benefit="It takes no lesson time.",
    ),
]  # fmt: skip
