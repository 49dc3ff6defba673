from django.urls import path

from register.ctf import views

app_name = "ctf"
urlpatterns = [
    path("<slug:school>/sen-history/", views.files, name="files"),
    path("<slug:school>/sen-history/together/", views.together, name="together"),
    path("<slug:school>/sen-history/read/", views.read, name="read"),
    path("<slug:school>/sen-history/take/", views.take, name="take"),
    path("<slug:school>/pupils/<slug:reference>/sen-history/", views.pupil, name="pupil"),
]
