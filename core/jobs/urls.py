from django.urls import path

from core.jobs import views

app_name = "jobs"
urlpatterns = [path("<slug:school>/jobs/<slug:reference>/", views.job, name="job")]
