from django.urls import path

from agencies.meetings import appointments_views, booking_views, views

app_name = "meetings"
HOME = "<slug:school>/agency-meetings/"
PUPIL = "<slug:school>/pupils/<slug:reference>/"
OUT = "<slug:school>/appointments/<slug:reference>/"
urlpatterns = [
    path(HOME, views.meetings, name="list"),
    path(f"{HOME}actions/<slug:reference>/done/", views.action_done, name="action-done"),
    path(f"{HOME}<slug:reference>/", views.meeting, name="meeting"),
    path(f"{HOME}<slug:reference>/change/", booking_views.change, name="change"),
    path(f"{HOME}<slug:reference>/record/", booking_views.record_meeting, name="record"),
    path(f"{HOME}<slug:reference>/cancel/", views.cancel, name="cancel"),
    path(f"{HOME}<slug:reference>/next/", booking_views.next_meeting, name="next"),
    path(f"{PUPIL}agency-meetings/book/", booking_views.book, name="book"),
    path(f"{PUPIL}appointments/", appointments_views.appointments, name="appointments"),
    path(f"{PUPIL}appointments/add/", appointments_views.add, name="appointment-add"),
    path(OUT, appointments_views.appointment, name="appointment"),
    path(f"{OUT}remove/", appointments_views.remove, name="appointment-remove"),
]
