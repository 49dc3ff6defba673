"""What is said at meetings; names and pronouns are filled in."""

from apdr.enums import Effect

SHARE_PROMISED, SHARE_BOOKED, SHARE_AS_EXPECTED = 0.4, 0.75, 0.7
PARENTS = (
    "{He} is happier to come to school. Homework still ends in tears.", "We see it at home too, with reading above all.",
    "We would like to know what to do when {he} gives up.", "Pleased. {He} talks about it at tea time.",
    "Worried about next year. Could the new teacher meet {him} early?",
)  # fmt: skip
CHILD = (
    "I like it when I know what is next.", "The group is good. I miss art on Thursdays.", "I can do it now without the card.",
    "It is hard when it is loud.", "I want to do the next one with my friend.",
)  # fmt: skip
AGREED = (
    "Goes on with smaller steps. The same picture cards are used at home.", "One target is met; the next plan begins from there.",
    "School shows the family how the cards are used. Next meeting next term.",
)  # fmt: skip
PROMISES = (
    "Send the picture cards home", "Ask the TA to note which time of day works best", "Try a seat nearer the board",
    "Send the list of words by email each week",
)  # fmt: skip
EVALUATED = {
    Effect.WORKED: ("The steps were right and the sessions were held.", "Small group and class worked on the same words: keep that."),
    Effect.PARTLY: ("Gains in the group, not yet in class: the teacher takes it into one lesson a day.",
                    "Worked where sessions were held; too many were missed in the second half."),
    Effect.NOT_YET: ("The step was too big. Change the target, not the child.", "Not enough was given to judge it: hold the sessions first."),
}  # fmt: skip
LOOKED = {
    True: ("Where we expect", "Catching up in mathematics", "Steady"),
    False: ("Writing behind the others", "Reading slower than last term", "Tires after lunch"),
}
ABOUT_CLASS = "Writing is the class's next step: shared story maps every morning. Look again at those who are watched in four weeks."
MARGIN = (
    "Did it in the lesson with one reminder.",
    "Tried it with a friend; needs the picture.",
    "Not today: tired after swimming.",
    "First time without being asked.",
    "Better in the morning.",
    "Showed it to the class.",
)
