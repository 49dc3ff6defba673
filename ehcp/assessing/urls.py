from django.urls import path

from ehcp.assessing import advice_views, views
from ehcp.assessing.steps import STEPS

app_name = "ehcna"
PUPIL = "<slug:school>/pupils/<slug:reference>/ehcp/assessments/"
ALL = "<slug:school>/ehc-plans/assessments/"
ONE = f"{ALL}<slug:reference>/"
urlpatterns = [
    path(ALL, views.assessments, name="list"),
    path(PUPIL, views.pupil, name="pupil"),
    path(f"{PUPIL}consider/", views.start, name="start"),
    path(ONE, views.assessment, name="assessment"),
    path(f"{ONE}advice/", advice_views.advice, name="advice"),
    path(f"{ONE}advice/paper/", views.advice_paper, name="advice-paper"),
    path(f"{ONE}answer/paper/", views.answer_paper, name="answer-paper"),
    path(f"{ONE}evidence/", views.evidence, name="evidence"),
    *(path(f"{ONE}{name}/", views.step, {"name": name}, name=name) for name in STEPS),
]
