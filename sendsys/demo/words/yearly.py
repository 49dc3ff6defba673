"""What teachers write to parents at the end of a year; names and pronouns are filled in."""

WENT_WELL = (
    "{first} has grown in confidence this year: in September {he} waited to be asked, and now {he} is often the first to try.",
    "It has been a good year. {first} comes in cheerfully, knows what to do first, and tells us when {he} needs help.",
    "{first} has worked hard, above all in the small group, and is proud of what {he} can do now. So are we.",
    "{first} has made real steps in reading, and it shows in other lessons: {he} looks at the words before asking.",
)
WAS_HARD = (
    "Writing for long is still tiring for {him}, and breaks help.",
    "Noisy times, such as the end of lunch, are still hard, and {he} has learnt to ask for a quiet place.",
    "What {he} can do in the group is not always easy for {him} in the whole class yet, so that is where we go on.",
    "Changes to the day still upset {him}; a picture of what comes next helps most.",
)
THANKS = (
    "Thank you for coming to our meetings and for all that you do at home.",
    "Thank you for telling us what works at home: we use the same words now.",
    "We enjoyed having {first} in our class.",
)
NEXT_STEPS = (
    "The new teacher has met {first} and has read {his} profile",
    "Go on with the small group from September, with the same adult",
    "Use the picture cards in the whole class as well",
    "Practise writing two sentences without a break",
    "A job of {his} own in the morning, so that the day begins well",
)
AT_HOME = (
    "Read together for ten minutes, and let {first} choose the book",
    "Say one thing at a time and wait for the answer",
    "Talk about one good thing of the day",
    "Five tricky words on the fridge, old and new ones mixed",
)
