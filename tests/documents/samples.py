"""Snapshots to draw documents from: short, long, awkward and bare. All people are invented."""

from copy import deepcopy

SHORT = {
    "school": {
        "name": "Oakfield Primary",
        "address": "Mill Lane, Oakfield\nOX99 1AA",
        "phone": "01632 960123",
        "email": "office@oakfield.example",
        "senco_label": "SENCo",
        "senco_name": "Ms Nair",
    },
    "pupil": {
        "name": "Theo Marsden",
        "first_name": "Theo",
        "class_name": "3 Hazel",
        "teacher": "Mrs Sutton",
        "born": "2019-03-14",
    },
    "level": {"label": "SEN Support", "since": "2026-01-12"},
    "document": {"reference": "OAK-7K2M", "version": 2, "issued_on": "2026-11-23", "template_version": 1},
}

PLAN = {
    "title": "Support plan",
    "cycle": "cycle 4, spring term 2027",
    "starts": "2027-01-04",
    "review_on": "2027-02-12",
    "reviewed_on": "",
    "strengths": "Kind to younger children, football, drawing maps, remembering songs.",
    "difficulties": "Putting ideas in order when speaking, holding more than two steps in mind and reading common words.",
    "pupil_voice": "“I like it when you show me. I want to read the football magazine by myself.”",
    "parent_view": "Theo talks about school more since the story maps came home.",
    "needs_line": "Main need: speech, language and communication. Also: specific learning difficulty.",
    "every_lesson": [
        "Say Theo’s name first, then one step at a time",
        "Ten seconds to think before the answer",
        "Word mat and pictures for new words",
    ],
    "home": [
        "Saying one thing at a time",
        "Asking Theo to tell it back",
        "Five tricky words on the fridge each week",
    ],
    "targets": [
        {
            "number": 1,
            "target": "uses “because”, “so” and “then” to retell a story in order",
            "criteria": "4 of 5 retellings",
            "strategies": "Story map with a picture for each part.",
            "provision": "Talk for Learning group.",
            "who": "Mrs Begum",
            "when": "3 × 15 minutes a week",
            "outcome": "",
        },
        {
            "number": 2,
            "target": "follows an instruction of three parts the first time",
            "criteria": "3 of 4 times in class, counted by the TA",
            "strategies": "One step, pause, next step. Now and next board on the desk.",
            "provision": "",
            "who": "Mrs Sutton",
            "when": "every lesson",
            "outcome": "",
        },
        {
            "number": 3,
            "target": "reads the first 45 tricky words on sight",
            "criteria": "45 of 45 in one sitting",
            "strategies": "Five new words a week, old ones mixed in. Football word cards.",
            "provision": "",
            "who": "Mrs Begum",
            "when": "5 minutes a day",
            "outcome": "",
        },
    ],
    "progress": {
        "title": "Where Theo is now, cycle 3",
        "rows": [
            {
                "label": "Retelling a story",
                "percent": 80,
                "target_percent": 80,
                "met": True,
                "words": "Met, 4 of 5",
            },
            {
                "label": "Three-part instructions",
                "percent": 50,
                "target_percent": 75,
                "met": False,
                "words": "On track, 2 of 4",
            },
            {
                "label": "Tricky words",
                "percent": 60,
                "target_percent": 100,
                "met": False,
                "words": "Behind, 27 of 45",
            },
        ],
    },
    "notes": [],
    "agreed_by": "",
    "agreed_on": "",
    "learnt": "",
    "expected": "",
    "year": "Year 3",
    "areas": [
        {"label": "Communication and interaction", "applies": True},
        {"label": "Cognition and learning", "applies": True},
        {"label": "Social, emotional and mental health", "applies": False},
        {"label": "Sensory and/or physical", "applies": False},
    ],
}

PROFILE = {
    "title": "Pupil profile",
    "review_on": "2027-02-12",
    "needs_line": "Main need: speech, language and communication. Also: specific learning difficulty.",
    "good_at": "Football, drawing maps, being kind to younger children and remembering songs.",
    "matters": "Playing in goal on Fridays. Reading the football magazine by myself.",
    "learns_best": "When you show me first, then I try. When there is a picture beside the words.",
    "hard": "A lot of talking at once. Reading aloud when everybody listens.",
    "helps": ["Say my name before you start", "One step, pause, next step", "Ten seconds to think"],
    "avoid": ["Asking me to read aloud without warning", "Three instructions in one go", "Rushing my answer"],
    "adjustments": [
        "Now and next board on the desk",
        "Word mat with pictures for new words",
        "Story map before any writing",
        "A seat near the front, facing the board",
    ],
    "ask": "Mrs Sutton (class teacher), Mrs Begum (TA) or Ms Nair (SENCo).",
}

LETTER = {
    "dated": "2026-11-23",
    "addressee": "Mrs Marsden",
    "address": "Mrs A Marsden\n4 Elm Close\nOakfield\nOX99 1AB",
    "on_register_from": "2026-11-23",
    "most_targets": 3,
    "plan_label": "Support plan",
    "meeting_on": "2027-02-12",
    "return_by": "2026-12-07",
}

REFERRAL = {
    "kind": "send",
    "carer": "Mrs Marsden",
    "date": "2026-11-02",
    "referred_by": "Mrs Sutton",
    "reasons": "Theo is not making progress because Theo struggles to retain lesson content. After a week on “because” "
    "and “so” Theo joined 1 sentence of 6.",
    "area": "communication",
    "sensory_label": "Sensory and/or physical",
    "interventions": "Talk for Learning, 3 × 15 minutes a week, since September\nPrecision reading, 5 minutes a day, six weeks",
    "reviewed_by": "Ms Nair",
    "reviewed_on": "2026-11-09",
    "outcome": "Extra support for some weeks: emerging concern",
    "action": "Six weeks of support in class, then a review with Mrs Marsden.",
}

MARKUP = "<script>alert(1)</script> {{ school.name }} {% now 'Y' %} & <b>bold</b> #{x} ${y}"
AWKWARD_NAME = "Zoë-Anaïs O’Brien-Łukasz"


def plan(**changes) -> dict:
    """A support plan that fits on one page or runs just over, with `changes` to its plan part."""
    return {**deepcopy(SHORT), "plan": {**deepcopy(PLAN), **changes}}


def journey(**changes) -> dict:
    """A plan of which the first target was reached and replaced while it ran."""
    first, *others = deepcopy(PLAN["targets"])
    reached = {**first, "achieved_on": "2027-01-22", "outcome": "4 of 5 retellings", "progress": "Met"}
    new = {**first, "number": 4, "target": "retells a story to a small group", "replaces": 1}
    return plan(targets=[reached, *others, new], **changes)


def profile(**changes) -> dict:
    """A pupil profile of one page, with `changes` to its profile part."""
    return {**deepcopy(SHORT), "profile": {**deepcopy(PROFILE), **changes}}


def letter(*, enclosed: bool = False, **changes) -> dict:
    """The letter that tells parents their child is on the register, with the plan when `enclosed`."""
    snapshot = {**deepcopy(SHORT), "letter": {**LETTER, **changes}}
    return {**snapshot, "plan": deepcopy(PLAN)} if enclosed else snapshot


def referral(**changes) -> dict:
    """A request for support that has been decided, with `changes` to it."""
    return {**deepcopy(SHORT), "referral": {**REFERRAL, **changes}}


def awkward(snapshot: dict) -> dict:
    """The same snapshot as typed by people who paste markup, template syntax, long words and long paragraphs."""
    odd = {"pupil": {**snapshot["pupil"], "name": AWKWARD_NAME, "first_name": "Zoë-Anaïs"}}
    for part in ("plan", "profile", "letter", "referral"):
        if part in snapshot:
            odd[part] = _spoilt(snapshot[part])
    return {**snapshot, **odd}


LONG_TEXT = ("A long paragraph that goes on about phonics. " * 100)[:4000]
DATES = {
    "starts",
    "review_on",
    "reviewed_on",
    "agreed_on",
    "dated",
    "on_register_from",
    "meeting_on",
    "return_by",
    "date",
}


def _spoilt(part: dict) -> dict:
    texts = {key for key, value in part.items() if isinstance(value, str) and key not in DATES}
    spoilt = {
        key: f"{MARKUP}\n{'W' * 300}\r\n\r\n{LONG_TEXT[:600]}" if key in texts else part[key] for key in part
    }
    spoilt["title" if "title" in part else "addressee"] = "O’Neill & <i>Sons</i>"
    if "targets" in part:
        first, *others = [{**row, "target": MARKUP} for row in part["targets"]]
        spoilt["targets"] = [{**first, "strategies": LONG_TEXT}, *others]
    return {
        **spoilt,
        **({"address": "1 <b>Elm</b> Close", "plan_label": "IEP & map"} if "dated" in part else {}),
    }


def bare(part: str) -> dict:
    """The least a document may hold: names, title and dates; every optional field empty or missing."""
    snapshot = {
        "school": {"name": "Oakfield Primary", "senco_label": "SENCo"},
        "pupil": {"name": "Theo Marsden", "first_name": "Theo"},
        "level": {"label": "SEN recorded"},
        "document": {"reference": "OAK-7K2M", "version": 1, "issued_on": "2026-11-23", "template_version": 1},
    }
    least = {"plan": {"title": "Support plan", "targets": []}, "profile": {"title": "Pupil profile"}}
    return {**snapshot, part: least.get(part, {"dated": "2026-11-23"})}
