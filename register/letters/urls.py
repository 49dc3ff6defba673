from django.urls import path

from register.letters import views

app_name = "letters"
urlpatterns = [
    path("<slug:school>/pupils/<slug:reference>/letters/", views.pupil_letters, name="pupil"),
]
