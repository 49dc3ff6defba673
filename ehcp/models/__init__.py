"""The tables of EHC plans, needs assessments and annual reviews, by noun."""

from ehcp.models.assessments import NeedsAssessment, SchoolAdvice
from ehcp.models.plans import (
    EhcPlan,
    LocalAuthority,
    OutcomeNeed,
    PlanDisclosure,
    PlanNeed,
    PlanOutcome,
    PlanProvision,
    PlanReading,
    PlanSection,
    PlanVersion,
    ProvisionOutcome,
    SpecifiedDelivery,
)
from ehcp.models.reviews import AnnualReview, ReviewInvitee, ReviewOutcome, ReviewService
