from django.urls import path

from register.letters import views

app_name = "letters"
urlpatterns = [
    path("<slug:school>/pupils/<slug:reference>/letters/", views.pupil_letters, name="pupil"),
    path("<slug:school>/pupils/<slug:reference>/letters/write/", views.write, name="write"),
    path("<slug:school>/letters/<slug:reference>/", views.read, name="read"),
    path("<slug:school>/letters/<slug:reference>/answer/", views.answer, name="answer"),
    path("<slug:school>/letters/<slug:reference>/chase/", views.chase, name="chase"),
]
