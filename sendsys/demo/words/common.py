"""Words that fit any need: what matters to children, what came of targets, what parents say, why levels change."""

STRENGTHS = (
    "Kind to younger children", "Football", "Drawing", "Dancing and singing", "Making people laugh", "Looking after animals", "Gardening", "Swimming",
    "Building dens", "Cooking with {his} family", "Helping at home", "Telling jokes", "Riding {his} bike", "Computer games and how they are made", "Dinosaurs", "Space",
)  # fmt: skip
MATTERS = (
    "My family and my dog", "My friends at playtime", "Football on Saturdays", "Being asked before I am helped", "Having a turn", "My cousins", "Knowing what is next",
    "Doing things by myself", "My nan", "Being listened to", "Going to the park", "My cat, Biscuit", "Sunday school", "Mosque on Fridays with Dad", "My little sister",
)  # fmt: skip
PARENTS = (
    "We can see more confidence at home. We would like help with the evenings.", "We are pleased with how it is going and will keep on reading together.",
    "Mornings are still hard. After that all is well.", "We would like to know which words are being learnt so that we can join in.",
    "Thank you for meeting us. The pictures work at home too.", "We worry about the next school year and would like to talk about it early.",
    "It is good to see friends asked round to play.", "Homework is a struggle; ten minutes is enough.", "",
)  # fmt: skip
OUTCOMES = {
    "met": (
        "Met, and holding: seen in two different lessons.", "Met two weeks before the review. {first} is proud of it.", "Met in the group and now in class as well.",
        "Met. We will check again in half a term.", "Met, with fewer reminders than we expected.", "Met. {first} told us what helped: doing a little every day.",
    ),
    "on_track": (
        "Nearly there: reached on most days, not yet when tired.", "Secure in the group, not yet in class.", "Good progress since half-term; one more push.",
        "Reached with one reminder. Next we fade the reminder.", "On the way. Illness cost two weeks.", "Steady progress; we keep the target and change the group.",
    ),
    "behind": (
        "Began slowly. We will make the steps smaller.", "Sessions were missed for staff absence; the plan is to start again with fewer words.", "Too big a step for now. We will build it up from what {he} can do.",
        "Little change yet. We will ask the specialist teacher to watch a lesson.", "{first} finds this hard after lunch; we will move it to the morning.",
    ),
}  # fmt: skip
LEVEL_REASONS = {
    "emerging_concern": "{teacher} raised a concern: {noticed}. Six weeks of help in class, then we look again.",
    "monitoring": "Progress has picked up with help in class. We watch for a term: {noticed}.",
    "sen_recorded": "{noticed}. Adjustments in class are enough for now.",
    "sen_support": "{noticed}. Help in class over the last half-term has not been enough on its own.",
    "further_support": "Two cycles have brought less progress than hoped, so a specialist now advises: {noticed}.",
    "assessment_requested": "The school and the family have asked the local authority for an EHC needs assessment: {noticed}.",
    "ehc_plan": "The local authority has issued an EHC plan: {noticed}.",
    "exited": "{first} now makes progress with what every child gets. We watch for two terms.",
}
EXIT_EVIDENCE = (
    "Two termly assessments in a row within the range of the class, and {teacher} sees it in every lesson.",
    "The last plan's targets were met and have held for a term without the group.",
    "{first} joins in without prompts; the family sees the same at home.",
    "Standardised reading score of 98, up from 84 a year ago; progress has lasted since the group ended.",
)
ASK = "{teacher}, {ta} or {senco}"
SLIP_COMMENTS = (
    "", "", "", "", "Thank you, this is clear.", "We will try the word cards.", "Can we talk about the mornings, please?", "It was good to read the words our child had said.",
)  # fmt: skip
