"""Every write of EHC needs assessments, by step. Each is one transaction."""

from ehcp.assessing.actions.advising import issue_advice, send_advice, write_advice
from ehcp.assessing.actions.considering import (
    change_considered,
    consider,
    correct_request,
    record_talk,
    request,
)
from ehcp.assessing.actions.deciding import (
    close,
    flag_exemption,
    record_advice_asked,
    record_appeal,
    record_decision,
    record_feedback,
    refuse_plan,
)
from ehcp.assessing.actions.papers import issue_letter, link_evidence, queue_evidence
from ehcp.assessing.actions.planning import (
    answer_draft,
    issue_answer,
    issue_plan,
    receive_draft,
    write_answer,
)

__all__ = [
    "answer_draft", "change_considered", "close", "consider", "correct_request", "flag_exemption", "issue_advice",
    "issue_answer", "issue_letter", "issue_plan", "link_evidence", "queue_evidence", "receive_draft", "record_advice_asked",
    "record_appeal", "record_decision", "record_feedback", "record_talk", "refuse_plan", "request", "send_advice",
    "write_advice", "write_answer",
]  # fmt: skip
