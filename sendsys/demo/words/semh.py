"""Social, emotional and mental health."""

from sendsys.demo.words.bank import Bank, Goal

SEMH = Bank(
    strengths=(
        "Loyal to friends", "Funny and quick", "A natural leader in games", "Caring when somebody is hurt", "Throws {himself} into sport", "Honest about mistakes once calm",
        "Loves being given a job", "Creative with clay and paint",
    ),
    difficulties=(
        "Coping when things go wrong", "Separating from {his} family in the morning", "Trusting adults {he} does not know well", "Staying calm when {he} loses a game",
        "Worrying about getting it wrong, so that {he} does not start", "Settling after playtime", "Believing that {he} is good at anything", "Sitting still long enough to finish",
    ),
    voice=(
        "I get angry and then it is too late.", "I like it when somebody checks on me.", "My tummy hurts in the mornings.", "I want to be picked for the team.",
        "It is better when I can go outside for a bit.", "I do not want people to see me cry.", "I feel good when I look after the guinea pig.",
    ),
    learn_best=("When I feel safe with the adult", "When I can move about", "When I know I can have another go"),
    hard=("Losing", "Being told off in front of others", "Coming in from play"),
    helps=("A calm voice and some space", "A job to do at the start of the day", "Five minutes outside", "Someone to talk to on Mondays"),
    avoid=("Raised voices", "Cornering me", "Talking about it before I am calm"),
    adjustments=(
        "Greet {him} by name at the door each morning", "Time to calm down before any talk about what happened", "Praise quietly and exactly; correct in private",
        "A job for the first five minutes", "A seat with {his} back to the wall", "Movement break every twenty minutes", "The same two adults to go to", "Tell {him} what to do rather than what not to do",
    ),
    home=(
        "Tell us how the morning was when you arrive.", "Ten minutes of play each day in which {he} decides.", "Talk about one good thing at bedtime.", "Use the same calm-down plan as school.",
        "Say goodbye once, warmly, and go.", "Praise trying, whatever comes of it.",
    ),
    noticed=(
        "{He} is often upset or angry and it stops {him} learning", "{He} has become very worried about coming to school", "Playtimes often end in tears or arguments",
    ),
    additional=(
        "A trusted adult to check in with morning and afternoon, and a nurture group twice a week", "Time each week to talk and draw with a trained member of staff, and a calm-down plan everybody knows",
        "A soft start to the day and a small lunch club",
    ),
    goals=(
        Goal("Uses one step of {his} calm-down plan when {he} feels angry", "3 of 4 times, logged by staff", "Plan on a card with photographs. Practise when calm. Adult points, says little.", "Emotional literacy time", "{ta}", "30 minutes a week and as it happens"),
        Goal("Comes into class within five minutes of the bell", "4 mornings of 5", "Met at the door, job waiting, soft start with a chosen book.", "Soft start", "{ta}", "Every morning"),
        Goal("Names how {he} feels and how strong it is from 1 to 5", "Twice a day, 4 days of 5", "Feelings scale on the desk; adult models first.", "Check-in", "{ta}", "Morning and after lunch"),
        Goal("Plays a board game to the end, win or lose", "3 games of 4", "Sentence to say when you lose. Start with games of chance.", "Nurture group", "{ta}", "2 × 45 minutes a week"),
        Goal("Starts {his} writing within three minutes, knowing mistakes are fine", "4 lessons of 5", "First sentence together, draft paper, star for having a go.", "", "{teacher}", "English lessons"),
        Goal("Puts {his} hand up or uses the help card instead of leaving the room", "9 of 10 times", "Help card on the desk, answered within a minute.", "", "{teacher}", "Every lesson"),
        Goal("Has two playtimes a week without a falling-out", "2 of 5 rising to 4 of 5", "Job at play, zone chosen beforehand, talk afterwards.", "Playtime jobs", "{ta}", "Every playtime"),
        Goal("Says one thing that went well today", "4 days of 5", "Good things jar, read on Friday.", "", "{teacher}", "At the end of the day"),
        Goal("Stays with a task for ten minutes before a movement break", "10 minutes, 4 of 5 tasks", "Sand timer, wobble cushion, break chosen from three.", "", "{teacher}", "Every lesson"),
    ),
)  # fmt: skip
