"""What may be stuck with agencies: how long each is waited for, whose turn it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TALK_DAYS = 14  # calendar days from beginning a referral to the talk with the parents
CONSENT_DAYS = 14  # calendar days from the talk with the parents
SEND_DAYS = 7  # from the parents' consent to sending it
DECLINED_DAYS = 14  # from the agency's no to asking another, or closing
LEFT_ALONE_DAYS = 28  # from the parents' no, or their taking it back, to talking it over again, or closing
USUAL_WEEKS = 6  # from sent to answered, where neither the agency says otherwise nor any child was seen by it
CHECK_DAYS = 7  # from a report's arrival to its being checked
CORRECTION_DAYS = 14  # from asking for a corrected report
CONFIRM_DAYS = 14  # from handing a report on to a word that it has arrived
ADVICE_DAYS = 14  # from sharing advice, or the visit, to deciding it
CHECKS_AHEAD = 30  # days before a professional's check runs out
CHASE_DAYS = 14  # before the same is asked for again


class StuckKind(models.TextChoices):
    """What is waited for; the value is kept in Chase.about."""

    CONSENT = "consent", _("Consent awaited")
    UNANSWERED = "unanswered", _("Referral not answered")
    UNSEEN = "unseen", _("Accepted, child not seen")
    REPORT = "report", _("Visit without a report")
    CORRECTION = "correction", _("Corrected report awaited")
    CHECK = "check", _("Report not checked")
    CONFIRM = "confirm", _("Report not confirmed")
    ADVICE = "advice", _("Advice not decided")
    TERMLY = "termly", _("Class teacher not met this term")
    CHECKS = "checks", _("Professional’s checks running out")


class Turn(models.TextChoices):
    """Who acts next."""

    PARENTS = "parents", _("The parents’ turn")
    AGENCY = "agency", _("The agency’s turn")
    SCHOOL = "school", _("Your turn")
    TEACHER = "teacher", _("Class teacher’s turn")
    READERS = "readers", _("Readers’ turn")


TURN = {
    StuckKind.CONSENT: Turn.PARENTS, StuckKind.UNANSWERED: Turn.AGENCY, StuckKind.UNSEEN: Turn.AGENCY,
    StuckKind.REPORT: Turn.AGENCY, StuckKind.CORRECTION: Turn.AGENCY, StuckKind.CHECK: Turn.SCHOOL,
    StuckKind.CONFIRM: Turn.READERS, StuckKind.ADVICE: Turn.TEACHER, StuckKind.TERMLY: Turn.AGENCY,
    StuckKind.CHECKS: Turn.SCHOOL,
}  # fmt: skip
HOW = {
    "message": _("by email"),
    "letter": _("by letter"),
    "phone": _("by telephone"),
}  # ChaseHow in a sentence
OF_AGENCY = tuple(
    kind for kind, turn in TURN.items() if turn == Turn.AGENCY
)  # may be asked by a printed letter
NOT_CHASED = (StuckKind.CHECK, StuckKind.CHECKS)  # the reader's own turn: there is nobody to ask
