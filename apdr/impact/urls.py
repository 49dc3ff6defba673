from django.urls import path

from apdr.impact import views

app_name = "impact"
IMPACT = "<slug:school>/impact/"
urlpatterns = [
    path(IMPACT, views.school_page, name="school"),
    path(f"{IMPACT}export.xlsx", views.export, name="export"),
    path(f"{IMPACT}<slug:reference>/", views.intervention, name="intervention"),
]
