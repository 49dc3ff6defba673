from django.urls import path

from apdr.progress import views

app_name = "progress"
urlpatterns = [
    path("<slug:school>/progress-meetings/", views.meetings, name="meetings"),
    path("<slug:school>/progress-meetings/open/", views.open_one, name="open"),
    path("<slug:school>/progress-meetings/<slug:reference>/", views.meeting, name="meeting"),
    path("<slug:school>/progress-meetings/<slug:reference>/close/", views.close, name="close"),
    path("<slug:school>/progress-meetings/<slug:reference>/reopen/", views.reopen, name="reopen"),
    path("<slug:school>/progress-meetings/<slug:reference>/<slug:pupil>/", views.row, name="row"),
]
