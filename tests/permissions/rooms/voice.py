"""Children's own words: rows of the matrix and of the tables."""

from register.enums import VoiceKind
from register.voice.actions import record_voice
from tests.filler import AT

ASK = """
  GET  own      200 senco teacher ta; 403 head office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      422 senco teacher ta; 403 head office dsl trust_lead parent; 404 governor professional
  POST other    422 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every
"""

ROWS = f"""
voice:voices pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

voice:interview pupil{ASK}
voice:questionnaire pupil{ASK}
voice:pictures pupil{ASK}"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """One interview about each pupil."""
    voice = record_voice(
        pupil=pupil, kind=VoiceKind.INTERVIEW, on=AT.date(), with_whom="Mrs Biggs", by=user, at=AT,
        answers=[{"ask": "What helps you to learn?", "said": "When it is quiet.", "face": "happy"}],
        own_targets="Reading by myself", feels_supported=True,
    )  # fmt: skip
    return {"voice": voice.reference}
