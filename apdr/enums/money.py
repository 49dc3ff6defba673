from django.db import models
from django.utils.translation import gettext_lazy as _


class FundKind(models.TextChoices):
    """Where money for one child beyond the school's own comes from (R-101, R-105, R-106)."""

    HNF = "hnf", _("High needs funding (HNF)")
    EYIF = "eyif", _("Early years inclusion funding (EYIF)")
    IPF = "ipf", _("Inclusion panel funding (IPF)")
    EHC = "ehc", _("Top-up of an EHC plan")
    OTHER = "other", _("Another fund")


class FundState(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    APPLIED = "applied", _("Applied for")
    GRANTED = "granted", _("Granted")
    PART = "part", _("Granted in part")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


FUND_GRANTED = (FundState.GRANTED, FundState.PART)
