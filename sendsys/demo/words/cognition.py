"""Cognition and learning: specific, moderate and severe learning difficulties."""

from sendsys.demo.words.bank import Bank, Goal

SPLD = Bank(
    strengths=(
        "Full of ideas for stories when {he} can tell them", "Strong at science and at finding out how things work", "Good at drawing and design", "Explains {his} thinking well aloud",
        "Sees patterns quickly", "Never gives up on a puzzle", "A thoughtful talk partner", "Confident in drama",
    ),
    difficulties=(
        "Reading common words on sight", "Spelling words {he} can say", "Writing down what {he} has in mind", "Remembering number facts and tables",
        "Keeping {his} place on a page", "Copying from the board", "Hearing the separate sounds in a word", "Getting thoughts on to paper before they are gone",
    ),
    voice=(
        "I want to read the football magazine by myself.", "The words move about.", "I have good ideas but writing is slow.", "I like it when I can say it into the tablet.",
        "My coloured sheet helps.", "I do not like reading out loud to everyone.",
    ),
    learn_best=("When I can talk about it first", "With things I can move and touch", "In short bursts, many times"),
    hard=("Copying from the board", "Spelling tests", "Lots of words on one page"),
    helps=("Words printed big with space between", "Someone to read the question with me", "Typing or speaking instead of writing", "A number line on the desk"),
    avoid=("Asking me to read aloud without warning", "Marking every spelling", "Rushing me"),
    adjustments=(
        "Print on cream paper in 14 point with space between lines", "Never asked to read aloud without practice", "Sentence starters and a word bank for every piece of writing",
        "Mark for ideas first, three spellings at most", "Read the question with {him} before {he} starts", "Tables square and number line on the desk",
        "Speak into the tablet, then edit", "A copy of the board on {his} table",
    ),
    home=(
        "Five tricky words on the fridge each week.", "Take turns reading: a page you, a page {him}.", "Listen to audiobooks together.", "Play quick card games with the words sent home.",
        "Ten minutes, then stop, even when it goes well.", "Let {him} tell the story while you write it down.",
    ),
    noticed=(
        "{His} reading and spelling are well behind {his} talking", "{He} works hard at phonics and still forgets words read the day before", "Writing takes {him} far longer than the ideas need",
    ),
    additional=(
        "A daily reading programme with an adult and written work in other forms", "Precision teaching of words five minutes a day, and a laptop for longer writing",
        "A small phonics group four times a week with letters to handle",
    ),
    goals=(
        Goal("Reads the first 45 tricky words on sight", "45 of 45 in one sitting", "Five new words a week, old ones mixed in. Word cards about football.", "Precision teaching", "{ta}", "5 minutes a day"),
        Goal("Spells words with ai, ee and igh in {his} own writing", "8 of 10 in a dictated sentence", "Build with tiles, trace, cover, write. Same ten words for two weeks.", "Phonics catch-up", "{ta}", "4 × 15 minutes a week"),
        Goal("Writes three sentences alone with capital letters and full stops", "3 of 3 sentences, twice a week", "Say it, count the words on fingers, write it, check it with the card.", "", "{teacher}", "English lessons"),
        Goal("Reads a page of {his} book with no more than five words helped", "5 or fewer on 4 of 5 days", "Paired reading, coloured overlay, reading ruler.", "Paired reading", "{ta}", "10 minutes a day"),
        Goal("Recalls number bonds to 20 within five seconds", "18 of 20", "Ten-frames, then quick cards. {He} keeps the chart.", "Number facts group", "{ta}", "3 × 10 minutes a week"),
        Goal("Breaks words of four sounds into their sounds", "9 of 10 words", "Sound buttons, counters pushed one for each sound.", "Sound awareness group", "{ta}", "4 × 10 minutes a week"),
        Goal("Types a paragraph of forty words from {his} own plan", "40 words in 15 minutes", "Touch typing game. Plan spoken into the tablet first.", "Typing club", "{ta}", "3 × 15 minutes a week"),
        Goal("Uses the checking card to find five of {his} own mistakes", "5 found, 3 pieces of 4", "One line at a time with the card, pen of another colour.", "", "{teacher}", "After each piece of writing"),
        Goal("Knows the 2, 5 and 10 times tables in any order", "27 of 30 in three minutes", "Tables song, array cards, daily three-minute game.", "Number facts group", "{ta}", "Every day"),
    ),
)  # fmt: skip

MLD = Bank(
    strengths=(
        "Cheerful and always ready to help", "Takes pride in finished work", "Good with {his} hands", "Friendly to everybody", "Loves singing and dance",
        "Remembers what {he} has done {himself}", "Patient with small children", "Enjoys looking after the class plants",
    ),
    difficulties=(
        "Remembering what was learnt last week", "Working without an adult close by", "Number beyond 20", "Understanding ideas that cannot be seen or touched", "Reading for meaning",
        "Keeping going when a task has many parts", "Using what {he} knows in a new place",
    ),
    voice=("I like it when we do it again.", "I can do it if you sit with me at the start.", "I am good at helping.", "Maths is hard but I like the cubes.", "I want to write my name on the big display."),
    learn_best=("In small steps, with lots of practice", "With real things to touch", "When we do a little every day"),
    hard=("Too many things on one sheet", "Remembering from last week", "Working on my own for long"),
    helps=("Cubes and counters", "One step on each card", "A friend to start with", "Doing it again tomorrow"),
    avoid=("Whole-class tests", "Long worksheets", "Saying it is easy"),
    adjustments=(
        "One step at a time on cards {he} can tick", "Practical things to handle in every maths lesson", "Begin each lesson with what {he} did last time", "Short tasks with an end {he} can see",
        "Key words with pictures on the table", "A talk partner who goes first", "Praise that says exactly what went well",
    ),
    home=("Count real things together: stairs, spoons, steps.", "Read the same book three nights running.", "Let {him} help cook and weigh.", "Talk about what day it is and what comes next.", "Play snap with numbers to 20."),
    noticed=("{He} needs far more practice than others to remember, across most subjects", "{His} work is about two years behind and {he} loses confidence"),
    additional=("Practised small steps in reading and number each day with an adult", "A maths programme with things to handle three times a week, and tasks cut into steps"),
    goals=(
        Goal("Counts on from any number to 30", "5 of 5 starting numbers", "Number track, then bead string, then eyes shut.", "Number programme", "{ta}", "3 × 20 minutes a week"),
        Goal("Reads and follows a task card of three steps alone", "4 of 5 cards", "Picture and word on each step. Tick it off.", "", "{teacher}", "Every lesson"),
        Goal("Adds two numbers up to 20 with cubes and then draws it", "8 of 10 sums", "Make it, draw it, write it.", "Number programme", "{ta}", "3 × 20 minutes a week"),
        Goal("Answers three questions about what {he} has read", "3 of 3, twice a week", "Read it twice, find the word, point to the picture.", "Reading for meaning group", "{ta}", "2 × 20 minutes a week"),
        Goal("Works alone for eight minutes on a task {he} knows", "8 minutes, 4 days of 5", "Timer, task board, thumbs-up check at half time.", "", "{teacher}", "Every morning"),
        Goal("Writes a sentence of six words about a picture", "4 of 5 sentences readable by others", "Coloured word cards for who, doing what, where.", "Sentence building", "{ta}", "3 × 15 minutes a week"),
        Goal("Knows the coins to 50p and makes amounts to 20p", "8 of 10 amounts", "Class shop with real coins.", "Life maths", "{ta}", "2 × 20 minutes a week"),
        Goal("Tells the time to the half hour", "9 of 10 clocks", "Own clock, times of {his} day.", "", "{teacher}", "5 minutes a day"),
    ),
)  # fmt: skip

SLD = Bank(
    strengths=("A smile that fills the room", "Loves music, water and swings", "Shows clearly what {he} likes", "Knows familiar adults and greets them", "Enjoys being beside other children", "Curious about light and sound"),
    difficulties=("Learning needs very small steps and much repeating", "Telling people what {he} needs", "Caring for {himself} at lunch and in the toilet", "Staying with an activity for more than a few minutes", "Understanding danger"),
    voice=("{first} chose the picture of the drum and the picture of the swing.", "{first} smiled and reached for more when the story bag came out.", "{first} pointed to “friends” on the talking mat.", "{first} moved away when it was loud."),
    learn_best=("Through things I can feel, hear and see", "With the same person at the same time each day"),
    hard=("Waiting", "Noise that starts suddenly"),
    helps=("Objects that show what comes next", "Time to answer: count to ten", "My own signs and symbols"),
    avoid=("Moving me without telling me", "Too many people at once"),
    adjustments=("Show the object that goes with what comes next", "Sign the key word with every sentence", "Wait ten seconds for an answer", "Sensory break every thirty minutes", "An adult within reach at all times"),
    home=("Use the same signs: more, finished, help.", "Offer two things and wait for the choice.", "Send in a photo of the weekend to talk about.", "Keep the same song for washing hands."),
    noticed=("{He} is at an early stage of learning in every area and needs help through the day",),
    additional=("A programme of {his} own in small steps, with an adult beside {him} and signs and symbols all day",),
    goals=(
        Goal("Asks for “more” with a sign or symbol", "8 of 10 chances", "Pause the activity, hold out the symbol, wait, answer at once.", "Intensive interaction", "{ta}", "3 × 10 minutes a day"),
        Goal("Chooses between two objects by reaching or looking", "9 of 10 choices", "Hold them apart, name both, count to ten.", "", "{ta}", "Through the day"),
        Goal("Stays with a shared activity for five minutes", "5 minutes, 4 days of 5", "Attention bucket, then one turn, then longer.", "Attention group", "{ta}", "Every morning"),
        Goal("Washes and dries hands with one prompt", "4 of 5 times", "Photo strip over the basin, same song.", "", "{ta}", "Before lunch"),
        Goal("Follows the object of the next activity to the right place", "4 of 5 times", "Object in the hand, walk together, praise.", "", "{ta}", "At each change"),
    ),
)  # fmt: skip
