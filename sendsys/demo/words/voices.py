"""What children say when they are asked; short, as children speak. Words for some need are in that need's bank."""

SAID = {
    "like": ("Painting and playing outside.", "Lego with my friend.", "Story time.", "The sand and the water."),
    "good": ("Running really fast.", "Drawing dinosaurs.", "Helping to tidy up.", "Counting to a hundred."),
    "tricky": ("Writing my letters.", "When everybody is loud.", "Sitting still a long time.", "Sounding out the words."),
    "play": ("We play tag. I am the chaser.", "I play with the big bricks.", "I play with two friends, mostly football."),
    "calm": ("In the book corner.", "With my teacher.", "Outside under the tree."),
    "tell": ("I do try.", "I like it when you say well done quietly.", "That I have a dog called Pepper.", "I need a bit more time."),
    "enjoy": ("PE, because I am in the team.", "Science, when we do things and do not write it all down.", "Art. Nobody says it is wrong.", "Maths, it is the same every time."),
    "proud": ("I read a whole chapter book.", "I was in the assembly and I said my line.", "I learnt my three times table.", "My model of the castle."),
    "not_helping": ("When they say hurry up.", "Reading my work out to everyone.", "When they talk about me in front of me.", "Not really."),
    "change": ("Longer lunch.", "A quiet room I can go to.", "Less copying.", "That we do PE every day."),
}  # fmt: skip
PLAYTIME = (
    "Good. I play football with the others.",
    "It is fine if it is not too loud.",
    "Sometimes I walk around by myself.",
    "Better since there is a club.",
)
BY_BANK = {"tricky": "hard", "hard": "hard", "helps": "helps", "play": ""}
WANTS = (
    "I want to read faster.", "I want to write a long story without stopping.", "To put my hand up and say it.", "To make a new friend.", "My tables, all of them.", "Tying my laces.",
    "Not getting cross when I lose.", "Spelling, so that I can write to my nan.", "To talk so that everyone understands me.", "Swimming, and reading on my own.",
)  # fmt: skip
PICTURE_WANTS = ("Reading", "Writing", "Numbers", "Talking", "Friends, Playtime", "Reading, Asking for help")
MORE_HELP = (
    "Somebody near me in writing.",
    "More time.",
    "If it was quieter.",
    "Help when we do new maths, not only English.",
)
NOT_ASKED = (
    "{first} was away on the two days we had set; we ask again after half-term.", "{first} did not want to talk yet. {ta} tries again with pictures when {he} is ready.",
    "{He} has only just started with us and is settling in.", "We wait for the speech therapist's advice on how best to ask {him}.",
)  # fmt: skip
REVIEWED = (
    "They asked for “what to avoid” to name the hand dryers, and it does now.", "They agree with all of it and use the same words at home.", "They would add that mornings after a bad night are hardest.",
    "They are pleased that every adult knows it, supply teachers too.", "They said what calms {him} at home; it is in the profile now.",
)  # fmt: skip
OWN_BANK = {
    "communication": ("Use the school’s blue “not understood” card", "Leave the visual timetable up after a supply day"),
    "cognition": ("Offer the talking tin for holding a sentence",),
    "semh": ("Let the child enter by the garden door at ten to nine", "Use the calm-down plan on the back of the classroom door"),
    "sensory": ("Switch off the hall’s hand dryers at lunch",),
}  # fmt: skip
