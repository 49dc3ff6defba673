from django.urls import path

from agencies.visits import calendar_views, feed_views, views

app_name = "visits"
PUPIL = "<slug:school>/pupils/<slug:reference>/visits/"
VISIT = "<slug:school>/visits/<slug:reference>/"
urlpatterns = [
    path("<slug:school>/calendar/", calendar_views.calendar, name="calendar"),
    path("<slug:school>/calendar/feed/", feed_views.feed, name="feed"),
    path("<slug:school>/calendar/feed/end/", feed_views.end, name="feed-end"),
    path("calendar-feed/<slug:slug>/<str:token>.ics", feed_views.opened, name="feed-open"),
    path("<slug:school>/calendar/announce/", calendar_views.find, name="find"),
    path(f"{PUPIL}announce/", views.announce, name="announce"),
    path(f"{PUPIL}arrived/", views.unannounced, name="unannounced"),
    path(VISIT, views.visit, name="visit"),
    path(f"{VISIT}move/", views.move, name="move"),
    path(f"{VISIT}record/", views.record, name="record"),
    path(f"{VISIT}cancel/", views.cancel, name="cancel"),
    path(f"{VISIT}told/", views.told, name="told"),
]
