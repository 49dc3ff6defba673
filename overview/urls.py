from django.urls import path

from overview import views

app_name = "overview"
urlpatterns = [
    path("schools/", views.schools, name="schools"),
    path("<slug:school>/", views.home, name="home"),
    path("<slug:school>/settings/", views.settings, name="settings"),
    path("<slug:school>/settings/terms/", views.terms, name="terms"),
    path("<slug:school>/pupils/<slug:reference>/", views.pupil, name="pupil"),
    path("<slug:school>/pupils/<slug:reference>/history/", views.audit, name="audit"),
    path("<slug:school>/my-child/<slug:reference>/", views.family_plan, name="family-plan"),
    path("<slug:school>/my-child/<slug:reference>/read/", views.family_comment, name="family-comment"),
]
