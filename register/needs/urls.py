from django.urls import path

from register.needs import assessment_views, views

app_name = "needs"
PUPIL = "<slug:school>/pupils/<slug:reference>"
urlpatterns = [
    path(f"{PUPIL}/needs/", views.needs_page, name="needs"),
    path(f"{PUPIL}/needs/edit/", views.edit, name="edit"),
    path(f"{PUPIL}/needs/strengths/", views.strengths, name="strengths"),
    path(f"{PUPIL}/needs/disability/", views.disability, name="disability"),
    path(f"{PUPIL}/needs/diagnoses/add/", views.diagnosis, name="diagnosis-add"),
    path(f"{PUPIL}/needs/diagnoses/<slug:diagnosis>/", views.diagnosis, name="diagnosis"),
    path(f"{PUPIL}/assessments/", assessment_views.assessments, name="assessments"),
    path(f"{PUPIL}/assessments/add/", assessment_views.assessment, name="assessment-add"),
    path(f"{PUPIL}/assessments/<slug:assessment>/", assessment_views.assessment, name="assessment"),
]
