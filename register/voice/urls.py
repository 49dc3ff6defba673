from django.urls import path

from register.voice import views

app_name = "voice"
urlpatterns = [
    path("<slug:school>/pupils/<slug:reference>/voice/", views.voices, name="voices"),
    path(
        "<slug:school>/pupils/<slug:reference>/voice/interview/",
        views.ask,
        {"kind": "interview"},
        "interview",
    ),
    path(
        "<slug:school>/pupils/<slug:reference>/voice/questionnaire/",
        views.ask,
        {"kind": "questionnaire"},
        "questionnaire",
    ),
    path(
        "<slug:school>/pupils/<slug:reference>/voice/pictures/", views.ask, {"kind": "pictures"}, "pictures"
    ),
]
