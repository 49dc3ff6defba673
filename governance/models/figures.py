import pghistory
from django.db import models
from django.db.models import Q

from core.schools.models import TenantModel
from core.schools.privacy import Keep, Privacy


@pghistory.track()
class NationalFigure(TenantModel):
    """A figure for England that the school compares itself with, as the school has updated it; the figures that come
    with the product are data of the repository (statutory-rules B11)."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="key year percent source")

    key = models.CharField("measure", max_length=30)
    year = models.PositiveSmallIntegerField("January of")
    percent = models.DecimalField(max_digits=4, decimal_places=1)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "key", "year"], name="national_figure_once"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="national_figure_percent"
            ),
        ]
