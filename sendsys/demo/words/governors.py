"""What a SENCo says to governors, term by term; our own words, with neither a child nor a number in them."""

AUTUMN = {
    "register": "The new Reception classes were screened in their third week. Most of what was found is speech and language, as in "
    "other years, and the families were told at the first meeting.",
    "movement": "Where support ended last year, class teachers looked again after half a term. Where it was needed again it began "
    "within days, from the last plan.",
    "plans": "Autumn reviews were booked in one week, with crèche and early evening times. That week is kept for the spring.",
    "ehc": "The year planner holds a date for every annual review. Papers went out in time; the local authority’s decisions still "
    "take longer than the law gives.",
    "provision": "Talk groups run before registration and are rarely missed. Afternoon groups lose sessions to cover and will move.",
    "meetings": "Parents who could not come were rung by the class teacher, and their words stand in the plan.",
    "training": "Staff meetings in September were on adjustments that help everybody. New colleagues had their induction in the "
    "first half-term.",
    "complaints": "What was raised was about being told late. Class teachers now ring on the day when a session is called off.",
    "next": "Move afternoon groups to the morning (SENCo, after half-term).\n"
    "Visit two classes a week to see adjustments in lessons (SENCo and head, from January).",
}
SPRING = {
    "register": "Some children moved from monitoring to SEN support after two cycles in class. Each was talked over with parents first.",
    "movement": "More step-downs than in autumn, most of them planned a term before.",
    "plans": "Reviews went on through the term instead of all in its last week, which left time to write the next plan.",
    "ehc": "Reviews for children who move school in September were held first, before the date that the law sets.",
    "provision": "Reading groups were measured at entry and exit for the first time. Groups without a measure begin one at Easter.",
    "meetings": "Nearly all families came. Two meetings a year are now online where parents ask for it.",
    "training": "Teaching assistants were trained to give less help sooner, so that children try first.",
    "complaints": "Nothing new to report.",
    "next": "Measure every group at entry (SENCo, from April).\nShare what works with the trust’s other schools (head, by May).",
}
SUMMER = {
    "register": "The share of children with SEN is steady. Needs in the younger years are mostly language, in the older ones learning "
    "and feelings.",
    "movement": "Year 6 left with their files sent to the next schools, most of them met by the new SENCo.",
    "plans": "Plans were reviewed with the teachers who take over in September, who wrote the first targets with them.",
    "ehc": "Amended plans still wait with the local authority; what the reviews agreed is being given already.",
    "provision": "What was given came closer to what was planned than in spring. Two interventions end, because they did not help "
    "enough for what they cost.",
    "meetings": "Parents asked for plainer targets. The autumn’s plans are written with them in mind.",
    "training": "Every adult had the topics of induction that were missing, or has a date for them.",
    "complaints": "One thing was learnt: say sooner when a visit by a professional is put off.",
    "next": "Screen Reception in its third week (SENCo, September).\nKeep the review week of autumn free of trips (office, September).",
}
OF_SEASON = {"Autumn": AUTUMN, "Spring": SPRING, "Summer": SUMMER}
DRAFTED = ("register", "plans", "provision")  # what is written so far of the term that runs
CORRECTED = "Reviews that were held in the last week of term had been entered late: the share of plans reviewed in time changes."
