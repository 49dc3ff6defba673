"""The policies that most schools begin with, and which are read with which (R-227, R-230)."""

from dataclasses import dataclass

from governance.enums import PolicyKind, Readers

K = PolicyKind


@dataclass(frozen=True, slots=True)
class Usual:
    """How a policy of that kind usually is: reviewed every so many months, read by whom."""

    kind: str
    months: int
    readers: str


USUAL = (
    Usual(K.SEND, 12, Readers.STAFF), Usual(K.ACCESSIBILITY, 36, Readers.NOBODY), Usual(K.EQUALITY, 12, Readers.NOBODY),
    Usual(K.BEHAVIOUR, 12, Readers.TEACHING), Usual(K.SAFEGUARDING, 12, Readers.STAFF),
    Usual(K.MEDICAL, 12, Readers.STAFF), Usual(K.COMPLAINTS, 24, Readers.NOBODY),
    Usual(K.ADMISSIONS, 12, Readers.NOBODY),
)  # fmt: skip

WITH_SEND = (K.EQUALITY, K.ACCESSIBILITY, K.BEHAVIOUR, K.SAFEGUARDING, K.MEDICAL, K.COMPLAINTS, K.ADMISSIONS)
READ_WITH: dict[str, tuple[str, ...]] = {
    K.SEND: WITH_SEND,
    K.ACCESSIBILITY: (K.SEND, K.EQUALITY),
    K.EQUALITY: (K.SEND, K.ACCESSIBILITY),
    K.BEHAVIOUR: (K.SEND, K.SAFEGUARDING),
    K.SAFEGUARDING: (K.SEND, K.BEHAVIOUR),
    K.MEDICAL: (K.SEND, K.SAFEGUARDING),
    K.COMPLAINTS: (K.SEND,),
    K.ADMISSIONS: (K.SEND, K.EQUALITY),
    K.ATTENDANCE: (K.SEND,),
}
