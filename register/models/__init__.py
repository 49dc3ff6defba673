"""The tables of the register, by noun."""

from register.models.arrangements import AccessArrangement, Adjustment, HealthcarePlan, TrainedAdult
from register.models.concerns import Concern, ExtraSupport, LifeEvent
from register.models.file import Conversation, DocumentText, PupilDocument
from register.models.imports import ImportRun, ImportState, SavedMapping
from register.models.letters import Letter
from register.models.levels import Need, ProgressReview, SavedFilter, StatusPeriod, Summary, WatchCheck
from register.models.needs import Assessment, Diagnosis
from register.models.profiles import (
    PROFILE_TEXTS,
    BankedAdjustment,
    Profile,
    ProfileReading,
    SupplyOpening,
    SupplyPack,
)
from register.models.pupils import (
    ClassTeacher,
    Contact,
    OfPupilQuerySet,
    Pupil,
    PupilGrant,
    SchoolClass,
    in_sight_of,
)
from register.models.safeguarding import SafeguardingFlag
from register.models.transition import AdultLife, PriorSchool, RollOver, Transfer
from register.models.voice import Voice
