from django.urls import path

from apdr.advice import views

app_name = "advice"
urlpatterns = [
    path("<slug:school>/advice/", views.waiting, name="waiting"),
    path("<slug:school>/advice/<str:reference>/", views.decide, name="decide"),
    path("<slug:school>/pupils/<str:reference>/advice/", views.of_pupil, name="pupil"),
]
