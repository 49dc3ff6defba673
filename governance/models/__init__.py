"""The tables of governance, by noun."""

from governance.models.complaints import Complaint, ComplaintStep
from governance.models.figures import NationalFigure
from governance.models.information import CoProduction, InformationClause, InformationReport
from governance.models.policies import Policy, PolicyReading, PolicyVersion
from governance.models.posts import PostHolder
from governance.models.training import Topic, TrainingDay, TrainingNeed, TrainingRecord
