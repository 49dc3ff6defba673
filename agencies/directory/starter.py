"""The kinds of service that schools usually work with, each with who stands behind it: St Mary's 22 (R-116) and
Speedwell's 8 (R-117), 28 in all, since two are the same."""

from agencies.enums import AgencyKind as K
from agencies.enums import Sector

USUAL: dict[K, Sector] = {
    **dict.fromkeys(
        (
            K.EP, K.EY_TEACHER, K.AUTISM_TEACHER, K.AUTISM_TEAM, K.PRIMARY_BEHAVIOUR, K.BEHAVIOUR, K.VISUAL, K.HEARING,
            K.PNI, K.SSSEN, K.OUTREACH, K.FAMILY_SUPPORT, K.FAMILIES, K.WEIGHT, K.VIRTUAL_SCHOOL, K.ADOPTION,
        ),
        Sector.LA,
    ),
    **dict.fromkeys(
        (
            K.SALT, K.OT, K.PHYSIO, K.PAEDIATRICS, K.CAMHS, K.PALMS, K.SCHOOL_NURSING, K.SCHOOL_HEALTH,
            K.HEALTH_VISITING, K.NHS_NURSE, K.OCCUPATIONAL_HEALTH,
        ),
        Sector.NHS,
    ),
    K.WELLBEING: Sector.VOLUNTARY,
}  # fmt: skip
assert set(USUAL) == set(K) - {K.OTHER}
