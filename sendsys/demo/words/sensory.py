"""Sensory and physical needs, and other difficulties."""

from sendsys.demo.words.bank import Bank, Goal

HI = Bank(
    strengths=("Watches faces closely and reads people well", "Confident with {his} hearing aids", "A keen artist", "Tells friends how to speak so that {he} can follow", "Strong at maths", "Enjoys signing with the class"),
    difficulties=("Following talk in a noisy room", "Hearing the ends of words such as s and ed", "Knowing who is speaking in a group", "Tiring from listening by the afternoon", "New words heard only once"),
    voice=("I like it when people face me.", "I get tired of listening after lunch.", "Everyone in my class can sign my name.", "I do not hear when people talk at the back."),
    learn_best=("When I can see your face", "In a quiet room with carpet"),
    hard=("The hall and the playground", "Videos without words on the screen"),
    helps=("Repeat what the other child said", "Words on the screen", "My radio aid switched on and checked"),
    avoid=("Talking while writing on the board", "Covering your mouth", "Shouting"),
    adjustments=("Left ear towards the room, near the front", "Radio aid checked at registration and worn by whoever speaks", "Captions on every video", "Repeat what other children say", "Listening break after lunch"),
    home=("Check batteries together each morning.", "Turn the television off for talk at meals.", "Teach us the signs you use at home.", "Read together face to face."),
    noticed=("{He} often misses what is said and watches others for clues; the hearing test shows a loss",),
    additional=("A radio aid, a visit from the teacher of the deaf each half-term, and words taught beforehand",),
    goals=(
        Goal("Says when {he} has not heard, and asks for it again", "4 of 5 times", "Signal agreed with the class. Praise for asking.", "", "{teacher}", "Every lesson"),
        Goal("Uses s and ed at the ends of words in writing", "8 of 10 words", "Highlight the endings, read aloud through the radio aid.", "Language group", "{ta}", "3 × 10 minutes a week"),
        Goal("Checks {his} own hearing aids and tells an adult", "5 days of 5", "Checklist with pictures at the sink.", "", "{ta}", "At registration"),
        Goal("Follows a talk among four children, pointing to who speaks", "8 of 10 turns", "Talking stick, quiet room, repeat.", "Listening group", "{ta}", "2 × 15 minutes a week"),
    ),
)  # fmt: skip

VI = Bank(
    strengths=("Has an excellent memory", "Listens carefully and remembers stories", "Plays the keyboard by ear", "Independent around school", "Asks good questions", "Determined"),
    difficulties=("Reading small print and the board", "Finding people in the playground", "Glare on sunny days", "Maps and diagrams with much detail", "Tiredness of the eyes by the end of the day"),
    voice=("I can read it if it is big.", "Say your name so that I know it is you.", "I like the tablet because I can make it larger.", "I know where everything is."),
    learn_best=("With large clear print", "When you describe what is on the board"),
    hard=("Bright sunshine", "Catching small balls"),
    helps=("My sloping board", "Things kept in the same place", "The board shared to my tablet"),
    avoid=("Pointing without words", "Moving furniture without telling me"),
    adjustments=("Print in 24 point, black on cream", "Board shared to {his} tablet", "Say names and describe pictures aloud", "Seat away from the window's glare", "Bright ball with a bell in PE"),
    home=("Keep the desk lamp on {his} left.", "Describe the way as you walk.", "Rest eyes for five minutes after reading.", "Practise shortcuts on the tablet."),
    noticed=("{He} holds books very close and loses the line; the eye clinic has confirmed a vision impairment",),
    additional=("Enlarged materials in every lesson, a tablet linked to the board, and the specialist teacher each half-term",),
    goals=(
        Goal("Opens and enlarges the lesson on {his} tablet alone", "4 lessons of 5", "Steps on a card in large print.", "Tablet skills", "{ta}", "2 × 15 minutes a week"),
        Goal("Walks from class to hall and office with the route {he} has learnt", "5 of 5 walks", "Landmarks named aloud, adult three steps behind.", "Mobility practice", "{ta}", "2 × 10 minutes a week"),
        Goal("Touch types the home row keys without looking", "15 words a minute", "Ten minutes of the typing programme with speech.", "Typing", "{ta}", "4 × 10 minutes a week"),
        Goal("Tells an adult what {he} needs in order to see", "Once a day, 4 days of 5", "Three sentences practised at home and school.", "", "{teacher}", "Every lesson"),
    ),
)  # fmt: skip

PD = Bank(
    strengths=("Determined and full of humour", "Good at solving problems", "A strong reader", "Popular with classmates", "Knows what {he} needs and says so", "Enjoys swimming"),
    difficulties=("Writing for more than a few minutes", "Stairs and long walks", "Fastening buttons, laces and zips", "Carrying a tray", "Tiredness after PE", "Using scissors and a ruler"),
    voice=("I can do it, I just need more time.", "My hand aches when I write a lot.", "I want to be in the relay race.", "Ask me before you help me."),
    learn_best=("With time to do it my own way", "With a laptop for long writing"),
    hard=("Rushing at the end of lessons", "Lots of cutting out"),
    helps=("My pencil grip and sloping board", "Leaving two minutes early", "A rest when I ask"),
    avoid=("Doing it for me", "Lifting me without asking"),
    adjustments=("Laptop for more than five lines of writing", "Sloping board, pencil grip, spring scissors", "Leave two minutes before the bell", "PE changed so that {he} takes part in every game", "Rest break after PE"),
    home=("Hand exercises from the therapist, five minutes a day.", "Let {him} fasten {his} own coat, with time.", "Swimming counts as practice.", "Tell us how {he} slept after a busy day."),
    noticed=("{He} tires quickly and finds writing, stairs and dressing hard",),
    additional=("The therapist's exercises each day, a laptop, and equipment in every lesson",),
    goals=(
        Goal("Writes five readable lines in ten minutes", "5 lines, 3 pieces of 4", "Sloping board, grip, lines with colour. Warm up the hands.", "Fine motor group", "{ta}", "3 × 15 minutes a week"),
        Goal("Fastens {his} own coat", "4 of 5 times", "Back-to-front practice on a board, then on {himself}.", "", "{ta}", "Before play"),
        Goal("Holds a balance on one foot for eight seconds", "8 seconds, each foot", "The physiotherapist's plan, one exercise a day.", "Therapist's programme", "{ta}", "10 minutes a day"),
        Goal("Goes down the stairs with one hand on the rail", "5 of 5 times", "Feet painted on the steps, adult below.", "", "{ta}", "Twice a day"),
        Goal("Types twelve words a minute", "12 words, 3 tests running", "Short game each day.", "Typing", "{ta}", "4 × 10 minutes a week"),
    ),
)  # fmt: skip

OTHER = Bank(
    strengths=("Works steadily", "Gentle and thoughtful", "Enjoys stories", "Good at puzzles", "Helps others tidy", "Keen on nature"),
    difficulties=("Paying attention for the length of a lesson", "Organising books and kit", "Remembering what was said", "Finishing in the time", "Catching up after days away"),
    voice=("I forget what I was doing.", "I like quiet work.", "Lists help me.", "I want to finish like everyone else."),
    learn_best=("In short pieces with a break between", "With a list I can tick"),
    hard=("Long carpet times", "Lots of noise"),
    helps=("A checklist", "A quiet table", "A nudge that nobody else sees"),
    avoid=("Calling out my name across the room", "Taking away my break"),
    adjustments=("Checklist for each lesson", "Movement job half-way through", "Seat away from the door and window", "Say it, show it, leave it on the board", "Extra time to finish"),
    home=("Pack the bag together the night before.", "One job at a time, then praise.", "A regular bedtime.", "Read for ten minutes together."),
    noticed=("{He} finds it hard to attend and finish, and we do not yet know why",),
    additional=("Tasks cut into parts with a checklist, and a small group for attention twice a week",),
    goals=(
        Goal("Finishes a task of three parts in the lesson", "3 lessons of 4", "Checklist, timer, check at each part.", "", "{teacher}", "Every lesson"),
        Goal("Has the right books ready within two minutes", "4 days of 5", "Photo of the ready table. Labelled tray.", "", "{teacher}", "Each morning"),
        Goal("Listens to a story for ten minutes and tells two things about it", "2 things, 4 of 5 stories", "Fiddle toy, seat at the side, job to listen for.", "Attention group", "{ta}", "2 × 15 minutes a week"),
        Goal("Uses a list to bring kit and letters home", "4 of 5 days", "List on the bag, ticked by {him}.", "", "{ta}", "End of day"),
    ),
)  # fmt: skip
