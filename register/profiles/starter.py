"""The lines that a new school's bank of adjustments may begin with, by area of need: what every adult does."""

from register.enums import Area

STARTER: dict[Area, tuple[str, ...]] = {
    Area.COMMUNICATION: (
        "Say the child’s name first, then the instruction",
        "Give one step at a time and wait ten seconds before you say it again",
        "Show a picture or an object beside every new word",
        "Check understanding by asking the child to tell you, not “do you understand?”",
        "Show the day’s order in pictures and point out every change before it happens",
        "Offer two choices instead of an open question",
        "Use plain words: no sarcasm and no figures of speech without an explanation",
    ),
    Area.COGNITION: (
        "Break the task into short steps that can be ticked off",
        "Keep the steps in sight while the child works",
        "Let answers be told, drawn or typed as well as written",
        "Go over last lesson’s main point before anything new",
        "Print on pale paper in a plain typeface of 14 points or more",
        "Give a word mat with the words of the lesson",
        "Never ask the child to read aloud to the class without warning",
    ),
    Area.SEMH: (
        "Greet the child by name at the door",
        "Agree a sign for “I need a break”, and let it be used without questions",
        "Say quietly and to one side what should happen, never across the room",
        "Praise what was done, in words that name it",
        "Warn five minutes and one minute before an activity ends",
        "After trouble begin afresh; talk about it later, when all is calm",
    ),
    Area.SENSORY: (
        "Seat the child at the front, away from the door and the window",
        "Face the child when you speak, with the light on your face",
        "Let ear defenders be worn when the room is loud",
        "Allow a movement break every twenty minutes",
        "Offer a writing slope, a pencil grip and a cushion",
        "Enlarge what is on the board onto a sheet of the child’s own",
    ),
}
