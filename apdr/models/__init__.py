"""The tables of plans, provision, sessions, meetings and money, by noun."""

from apdr.models.advice import AdviceUse
from apdr.models.bank import BankEntry
from apdr.models.meetings import ProgressDecision, ProgressMeeting, ReviewAction, ReviewMeeting
from apdr.models.money import FundingApplication
from apdr.models.plans import PLAN_TEXTS, Annotation, Plan, PrintRun, PrintRunPaper, Receipt, Target
from apdr.models.provision import (
    AdultDuty,
    GateAnswer,
    Intervention,
    Provision,
    ProvisionAdult,
    ProvisionPupil,
    Slot,
    Training,
)
from apdr.models.sessions import Session, SessionMark
