from django.urls import path

from apdr.sessions import sheet_views, views

app_name = "sessions"
urlpatterns = [
    path("<slug:school>/sessions/", views.today, name="today"),
    path("<slug:school>/sessions/extra/", views.extra, name="extra"),
    path("<slug:school>/sessions/missed/", views.missed, name="missed"),
    path("<slug:school>/sessions/week/", views.week, name="week"),
    path("<slug:school>/sessions/week/sheet/", sheet_views.sheet, name="sheet"),
    path("<slug:school>/sessions/sheets/<slug:reference>/", sheet_views.sheet_file, name="sheet-file"),
    path("<slug:school>/sessions/<slug:reference>/<slug:on>/<slug:at>/", views.record, name="record"),
    path("<slug:school>/pupils/<slug:reference>/sessions/", views.pupil, name="pupil"),
]
