"""Communication and interaction: speech, language and communication needs; autism."""

from sendsys.demo.words.bank import Bank, Goal

SLCN = Bank(
    strengths=(
        "Tells you a lot with gesture and drawing", "Remembers songs and rhymes", "Joins in when a friend starts a game",
        "Learns quickly from watching", "Keeps trying until {he} is understood", "Enjoys books with pictures",
        "Knows every child's name and uses it", "Builds models from a plan",
    ),
    difficulties=(
        "Putting ideas in order when {he} speaks", "Holding more than two steps in mind", "Finding the word {he} wants",
        "Being understood by people who do not know {him} well", "Saying sounds at the start of words: s, f and k",
        "Understanding questions that begin with why or how", "Joining two ideas in one sentence",
        "Following a story read to the whole class",
    ),
    voice=(
        "I like it when you show me.", "Sometimes the word hides and I need a minute.", "I want to tell my news at carpet time.",
        "I know it in my head but it comes out funny.", "My friend helps me say it.", "I like talking when it is quiet.",
    ),
    learn_best=("When I can see it as well as hear it", "In a small group where I get a turn", "When we act the story out first"),
    hard=("Long instructions", "When everyone talks at once", "Being asked to answer straight away"),
    helps=("Show me with a picture", "Ask me to tell you back", "Give me the first sound of the word", "Talk about new words before the lesson"),
    avoid=("Finishing my sentences for me", "Asking me to say it again and again", "Quick-fire questions"),
    adjustments=(
        "Say {his} name first, then one step at a time", "Ten seconds to think before {he} answers", "Word mat and pictures for new words",
        "Check what {he} has understood by asking {him} to show you", "Repeat what {he} says with the words in place, without correcting",
        "Sit near the front, face towards the speaker", "Teach three new words before each topic",
    ),
    home=(
        "Say {his} name, then one thing at a time.", "Ask {him} to tell you back what {he} is going to do.", "Share one picture book a day and talk about what happens next.",
        "Play a describing game in the car: say three things about it, guess what it is.", "Count to ten in your head before you help with a word.",
        "Talk about the day in order: first, next, last.",
    ),
    noticed=(
        "{He} is hard to follow when {he} tells a story, and leaves out small words", "{He} looks to other children to know what to do after an instruction",
        "Speech sounds are behind those of most children of {his} age",
    ),
    additional=(
        "A small talking group three times a week and pictures beside every instruction", "A speech sound programme from the therapist, ten minutes a day with the TA",
        "New words taught before each topic, with a word mat on the table",
    ),
    goals=(
        Goal("Uses “because” or “so” to join two ideas when {he} retells a story", "4 of 5 retellings", "Story map with a picture for each part. Adult models the joining word.", "Talk for Learning group", "{ta}", "3 × 15 minutes a week"),
        Goal("Follows an instruction of three parts the first time", "3 of 4 times in class, counted by the TA", "One step, pause, next step. Now and next board on {his} desk.", "", "{teacher}", "Every lesson"),
        Goal("Says s at the start of words so that a visitor understands", "8 of 10 picture cards", "Sound of the week cards from the therapist, mirror and counters.", "Speech sound programme", "{ta}", "10 minutes a day"),
        Goal("Asks for help with a whole sentence", "Once a day, 4 days of 5", "Sentence strip on the desk: “Please can you help me with …”.", "", "{teacher}", "Every lesson"),
        Goal("Answers “why” questions about a picture with a reason", "6 of 8 pictures", "Start with “who” and “where”, then “why”. Give two answers to choose from at first.", "Picture talk in pairs", "{ta}", "2 × 15 minutes a week"),
        Goal("Tells the day's news in order with first, next and last", "3 parts in order, 4 times of 5", "Photo strip of the day to hold while speaking.", "", "{teacher}", "At the end of the day"),
        Goal("Uses ten new topic words in {his} own sentences", "8 of the 10 words, heard twice each", "Words taught beforehand with an action and a picture, then found in the lesson.", "Word Aware small group", "{ta}", "2 × 20 minutes a week"),
        Goal("Takes turns in a talk with two other children", "5 turns without a prompt", "Talking object passed round. Adult comments and does not question.", "Chatter Club", "{ta}", "Tuesday and Thursday, 15 minutes"),
        Goal("Uses he and she rightly when talking about people", "8 of 10 sentences", "Sorting photographs, then a barrier game with a partner.", "Language group", "{ta}", "3 × 10 minutes a week"),
        Goal("Shows when {he} has not understood by raising the blue card", "3 times a week without a prompt", "Praise every question. Model it with the whole class.", "", "{teacher}", "Every lesson"),
    ),
)  # fmt: skip

ASD = Bank(
    strengths=(
        "Notices details that others miss", "Knows a great deal about trains and maps", "Reads fluently", "Has a strong sense of what is fair",
        "Remembers facts and dates", "Works hard when {he} knows what finished looks like", "Kind to animals and younger children", "Builds from instructions with care",
    ),
    difficulties=(
        "Changes to the day that nobody warned {him} about", "Busy, noisy places such as the dining hall", "Knowing how to join a game at playtime",
        "Understanding what somebody means when they do not say it plainly", "Starting a task that has no clear end", "Saying how {he} feels before it is too much",
        "Moving from something {he} enjoys to something new", "Working in a group of more than two",
    ),
    voice=(
        "I like to know what is going to happen.", "The hall is too loud and it makes my head fizzy.", "I want a friend who likes maps.",
        "I can do it when it is quiet.", "Please tell me if there is a different teacher.", "My headphones help.",
    ),
    learn_best=("When I know the plan and how long it lasts", "When I can use what I am interested in", "At my own place with my own tray"),
    hard=("Noise and crowds", "When plans change", "Being looked at while I work"),
    helps=("My timetable on the desk", "Five minutes' warning before we stop", "My quiet place when I show the card", "Clear words that mean what they say"),
    avoid=("Touching me without asking", "Surprises in the timetable", "Making me look at you"),
    adjustments=(
        "Visual timetable on the desk, changes shown in red", "Two warnings before a change: five minutes and one minute", "Say exactly what is meant, in few words",
        "Quiet place outside the classroom that {he} may choose to use", "Ear defenders within reach", "A finished tray: work is done when it is empty",
        "Enter the hall first or last", "One job at a time, with an example of a finished one",
    ),
    home=(
        "Look at tomorrow's timetable together at bedtime.", "Use the same five-minute warning as in school.", "Let {him} have twenty quiet minutes after school before any questions.",
        "Name feelings as they happen: “You look worried.”", "Tell us before school about a hard morning.", "Practise one new place at a quiet time.",
    ),
    noticed=(
        "{He} is upset by small changes and finds playtimes hard", "{He} plays beside other children more than with them", "Loud places are too much and {he} covers {his} ears",
    ),
    additional=(
        "A visual timetable, a quiet place, and a social group twice a week", "Playtime with a chosen buddy and an adult near by, and warnings before every change",
        "A workstation with one task at a time and sensory breaks through the day",
    ),
    goals=(
        Goal("Uses {his} break card before {he} becomes upset", "4 of 5 times, logged by the TA", "Feelings thermometer on the desk. Adult points to it early. Break of five minutes with a timer.", "Zones work", "{ta}", "Every day"),
        Goal("Joins a game that has begun, with the sentence we have practised", "3 times a week", "Comic strip talk before play. Buddy of the week.", "Playtime club", "{ta}", "Monday, Wednesday, Friday"),
        Goal("Starts a task within two minutes of being shown it", "4 lessons of 5", "First and then board. One finished example. Visual timer.", "Workstation", "{teacher}", "Every morning"),
        Goal("Eats lunch in the hall for fifteen minutes", "4 days of 5", "Enter early, seat at the end, ear defenders, photo story read the day before.", "", "{ta}", "Every lunchtime"),
        Goal("Manages a change of the timetable with one reminder", "3 of 4 changes", "Change card in red on the timetable. Rehearse it at registration.", "", "{teacher}", "When the day changes"),
        Goal("Takes part in a group of three with a role", "10 minutes, twice a week", "Building game with roles on cards: planner, finder, builder.", "Brick building group", "{ta}", "2 × 30 minutes a week"),
        Goal("Says or points to how {he} feels and one reason", "Once a day, 4 days of 5", "Feelings check-in board morning and afternoon.", "", "{teacher}", "Twice a day"),
        Goal("Asks a partner two questions about their news", "2 questions, 3 days of 5", "Question cards with first words. Adult waits.", "Talk partners", "{teacher}", "At registration"),
        Goal("Moves from choosing time to work with the timer alone", "4 of 5 times", "Sand timer, then a song, then sit. Choosing comes back on the board.", "", "{ta}", "Every day"),
    ),
)  # fmt: skip
