"""What is written down of sessions."""

import datetime as dt

from apdr.enums import DutyKind, Missed

ROOMS = ("Rainbow room", "Library corner", "Small hall", "Table outside class")
TOLD = ("At the door", "By telephone", "At the review meeting", "Letter with the plan")
SHARE_TOLD, SHARE_FORGOTTEN, SHARE_NOT_HELD, SHARE_PART, SHARE_LINE = 0.85, 0.12, 0.06, 0.05, 0.15
NOT_HELD = ("Covering another class", "At a training morning", "Away")
WHY_ABSENT = (Missed.AWAY, Missed.AWAY, Missed.AWAY, Missed.EVENT, Missed.LESSON, Missed.REFUSED)
LINES = (
    "Needed the picture for step 3", "Quicker than last week", "Tired today, kept it short", "Helped the others",
    "Asked to go on", "Got stuck at the same place", "Better before lunch than after", "Used it in class, says the teacher",
)  # fmt: skip
FOUND = (
    "Uses it in class with a reminder.", "Surer, still slower than the others.", "Ready to stop; watch it in class.",
    "Gains in the group, not yet in class.", "Wants to go on with it.",
)  # fmt: skip
# Kind, from when, minutes, with whom or what: each day of the week.
DUTIES = (
    (DutyKind.IN_CLASS, dt.time(9, 35), 25, ""),
    (DutyKind.BREAK, dt.time(10, 0), 15, ""),
    (DutyKind.SCAFFOLDING, dt.time(11, 15), 40, "Writing table"),
    (DutyKind.PREPARING, dt.time(14, 45), 25, "Word cards"),
)
