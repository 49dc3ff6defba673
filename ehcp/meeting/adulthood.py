"""Preparing for adulthood, which a review looks at from Year 9 (reg 21(6); code of practice 8.9, 9.184). Pure."""

from django.utils.translation import gettext_lazy as _

ADULT = {
    "adult_work": _("work and further learning"),
    "adult_living": _("living independently"),
    "adult_community": _("friends and community"),
    "adult_health": _("health"),
}
FIRST_YEAR = 9


def from_year_nine(pupil) -> bool:
    """Whether the pupil is taught in Year 9 or above."""
    return pupil.year_group.isdecimal() and int(pupil.year_group) >= FIRST_YEAR
