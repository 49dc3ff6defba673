"""The school's own clocks beside those of the law: rows of data like those of `ehcp.statute`, where the law names no day."""

from ehcp.statute import Confidence, Owner, Rule, Span


def _own(name: str, starts: str, days: int, says: str) -> Rule:
    return Rule(name, (starts,), Span(days=days), Owner.SCHOOL, says, "", Confidence.GUIDANCE)


ASK_BY = _own(
    "advice_asked_by", "meeting", -42,
    "Advice is asked for six weeks before the meeting, or within a week of the date being set where that is later: it has "
    "to be here, and sent round, two weeks before the meeting.",
)  # fmt: skip
ASK_ONCE_SET = _own("advice_asked_once_set", "dated", 7, ASK_BY.says)
RECORD_BY = _own(
    "record_by", "meeting", 7,
    "A meeting is recorded within a week of it, so that its report goes to everybody within two.",
)  # fmt: skip
CLOSE_BY = _own(
    "close_by", "ended", 14,
    "A review is closed within two weeks of the authority’s last word on it, so that the next date can be set.",
)  # fmt: skip
TALK_BY = _own(
    "talk_by", "considered", 14,
    "The parents are talked with within two weeks of an assessment being thought of.",
)  # fmt: skip
REQUEST_BY = _own(
    "request_by", "talk", 14, "A request goes to the authority within two weeks of the talk with the parents."
)
FEEDBACK_BY = _own(
    "feedback_by", "refused", 28,
    "What the authority says of a refusal is used in SEN support within four weeks of it.",
)  # fmt: skip
READ_BY = _own(
    "read_by", "checked", 14,
    "Everybody who teaches or supports the child reads what the plan asks of them within two weeks of its being checked "
    "here, and again within two weeks of a new school year.",
)  # fmt: skip
ARRANGE_BY = _own(
    "arrange_by", "checked", 14,
    "What Section F specifies is given from the day the plan holds: who gives each line is said within two weeks of the "
    "plan being checked here.",
)  # fmt: skip
