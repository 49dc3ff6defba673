"""The words of concerns, referrals and extra support before any register (R-4 to R-8, R-14 to R-35)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConcernKind(models.TextChoices):
    """The main nature of a concern, as All Saints' Appendix A asks (R-31)."""

    SEND = "send", _("SEND")
    PASTORAL = "pastoral", _("Pastoral")


class RaisedBy(models.TextChoices):
    """Whose concern it is (R-18, R-28)."""

    STAFF = "staff", _("A member of staff")
    PARENT = "parent", _("A parent or carer")
    PUPIL = "pupil", _("The child")
    AGENCY = "agency", _("An outside agency")


class LessProgress(models.TextChoices):
    """Less than expected progress: the four signs of code of practice 6.17 (R-14)."""

    SLOWER = "slower", _("Clearly slower than other children who started from the same point")
    OWN_RATE = "own_rate", _("Does not keep up the child’s own earlier rate of progress")
    GAP_STAYS = "gap_stays", _("Does not close the gap to other children")
    GAP_GROWS = "gap_grows", _("The gap to other children grows")


class Source(models.TextChoices):
    """What the concern rests on (R-15)."""

    FORMATIVE = "formative", _("Day-to-day assessment in class")
    SUMMATIVE = "summative", _("Tests and end-of-term assessment")
    WELLBEING = "wellbeing", _("Social skills and emotional wellbeing")
    LANGUAGE = "language", _("Communication and language")
    CHILD = "child", _("What the child says")
    FAMILY = "family", _("What the family says")
    AGENCY = "agency", _("What an outside agency says")
    PROGRESS_MEETING = "ppm", _("A pupil progress meeting")
    PREVIOUS = "previous", _("The last school or setting")


class Factor(models.TextChoices):
    """What may lie behind slow progress and is not by itself SEN (R-4 to R-8, R-30)."""

    BEHAVIOUR = "behaviour", _("Disruptive or withdrawn behaviour")
    EAL = "eal", _("English as an additional language")
    MEDICAL = "medical", _("A medical condition")
    LIFE_EVENT = "life_event", _("Something that happened: a loss, bullying, a move")
    ATTENDANCE = "attendance", _("Attendance or lateness")
    CIRCUMSTANCES = "circumstances", _("Looked after, service family or Pupil Premium")


PROMPTS = {
    Factor.BEHAVIOUR: _(
        "Behaviour alone is not SEN (code of practice 6.21). Say what the child may find hard that lies behind it."
    ),
    Factor.EAL: _(
        "English as an additional language is not a learning difficulty. Do not put slow progress down to language "
        "alone either: look at home, culture, community and every subject."
    ),
    Factor.MEDICAL: _(
        "A medical condition does not by itself mean SEN. It may need a healthcare plan: say how it affects learning."
    ),
    Factor.LIFE_EVENT: _("Say what happened and when. Support for a hard time may be all that is needed."),
    Factor.ATTENDANCE: _("Missed lessons slow anyone down. Say what the child finds hard when present."),
    Factor.CIRCUMSTANCES: _(
        "This is not SEN. Other support may already be in place: say what you know of it."
    ),
}


class EventKind(models.TextChoices):
    """Events to stay alert to (R-30)."""

    BEREAVEMENT = "bereavement", _("Bereavement")
    BULLYING = "bullying", _("Bullying")
    FAMILY = "family", _("Change in the family")
    MOVE = "move", _("Move of home or school")
    ILLNESS = "illness", _("Illness or stay in hospital")
    OTHER = "other", _("Something else")


class ConcernState(models.TextChoices):
    RAISED = "raised", _("Waiting for the SENCo")
    GATHERING = "gathering", _("Information being gathered")
    DECIDED = "decided", _("Decided")


class Outcome(models.TextChoices):
    """What the SENCo decided about a concern (R-21 to R-29)."""

    TEACHING = "teaching", _("Teaching in class meets the need: no further action")
    SIGNPOSTED = "signposted", _("Not seen in school: family pointed to other help")
    PASTORAL = "pastoral", _("Pastoral support")
    EXTRA_SUPPORT = "extra_support", _("Extra support for some weeks: emerging concern")
    MONITOR = "monitor", _("Watch progress: monitoring")
    RECORD = "record", _("Record SEN, met by adjustments and a profile")
    SEN_SUPPORT = "sen_support", _("SEN Support")


class SupportState(models.TextChoices):
    RUNNING = "running", _("Running")
    REVIEWED = "reviewed", _("Reviewed")


class SupportProgress(models.TextChoices):
    GOOD = "good", _("Good progress")
    SOME = "some", _("Some progress")
    POOR = "poor", _("Little or no progress")


class SupportOutcome(models.TextChoices):
    """What follows the review of extra support (R-21 to R-24)."""

    MONITOR = "monitor", _("Watch for a while that the progress lasts")
    NO_ACTION = "no_action", _("No further action")
    SEN_SUPPORT = "sen_support", _("SEN Support")
    TELL_SENCO = "tell_senco", _("Tell the SENCo: the concern remains")
