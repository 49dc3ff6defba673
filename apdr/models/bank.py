import pghistory
from django.db import models
from django.db.models import F, Q

from apdr.enums import BankKind
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy
from register.enums import Area


@pghistory.track()
class BankEntry(ReferencedModel):
    """One target or strategy of the school's bank, by area and age, to start a plan from. How often it was used and
    met is counted from the plans themselves, never stored."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="kind area year_from year_to words criteria source retired_on")

    kind = models.CharField(max_length=8, choices=BankKind)
    area = models.CharField("area of need", max_length=13, choices=Area, blank=True)
    year_from = models.SmallIntegerField("from year group (0 for Reception)", null=True, blank=True)
    year_to = models.SmallIntegerField("to year group", null=True, blank=True)
    words = models.CharField("the words", max_length=300)
    criteria = models.CharField("how we will know", max_length=300, blank=True)
    source = models.CharField("where it comes from", max_length=120, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "kind", "area"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "kind", "words"], name="bank_entry_once"),
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_to=None) | Q(year_to__gte=F("year_from")),
                name="bank_years_in_order",
            ),
        ]
