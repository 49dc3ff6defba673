import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from agencies.enums import AgencyKind, CheckKind, Sector
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Agency(ReferencedModel):
    """An outside agency in the school's directory (R-116, R-117): what it does, how to reach it, how to refer."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="kind sector name phone email address website route usual_weeks for_parents notes retired_on",
    )

    kind = models.CharField("what it does", max_length=20, choices=AgencyKind)
    sector = models.CharField(max_length=10, choices=Sector)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(max_length=300, blank=True)
    website = models.URLField(max_length=200, blank=True)
    route = models.TextField("how to refer", max_length=1000, blank=True)
    usual_weeks = models.PositiveSmallIntegerField("weeks to wait, as they say", null=True, blank=True)
    for_parents = models.BooleanField(
        "parents may be given these contacts for a private assessment", default=False
    )
    notes = models.TextField(max_length=1000, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        ordering = ["name"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "name"], name="agency_name_once"),
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="agency_sector_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:agency", args=[self.school.slug, self.reference])


@pghistory.track()
class Professional(ReferencedModel):
    """A person of an agency. One whom the school employs privately is checked before any visit (R-118)."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="agency job employed retired_on",
        personal={"name": Scrub.NAME, "email": Scrub.EMAIL, "phone": Scrub.CODE},
    )

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="professionals")
    name = models.CharField(max_length=120)
    job = models.CharField("job role", max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    employed = models.BooleanField("employed privately by the school", default=False)
    retired_on = models.DateField(null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        ordering = ["name"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "agency", "name"], name="professional_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.job}"


@pghistory.track()
class ProfessionalCheck(TenantModel):
    """What was seen of a privately employed professional, when and by whom, and until when it is good (R-118)."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="professional kind seen_on valid_until",
        personal={"words": Scrub.TEXT, "seen_by": Scrub.KEEP},
    )

    professional = models.ForeignKey(Professional, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=14, choices=CheckKind)
    words = models.CharField("what was seen, with its number", max_length=200)
    seen_on = models.DateField()
    seen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    valid_until = models.DateField("good until", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "professional", "kind"], name="check_kind_once"),
            models.CheckConstraint(condition=Q(kind__in=CheckKind.values), name="check_kind_known"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("seen_on")), name="check_good_after_seen"
            ),
        ]


@pghistory.track()
class StaffName(ReferencedModel):
    """Somebody who works at the school and does not sign in, so that a report that names them is stopped (R-125)."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="job", personal={"name": Scrub.NAME})

    name = models.CharField(max_length=120)
    job = models.CharField("job role", max_length=80, blank=True)

    class Meta(ReferencedModel.Meta):
        ordering = ["name"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "name"], name="staff_name_once"),
        ]
