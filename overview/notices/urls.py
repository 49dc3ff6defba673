from django.urls import path

from overview.notices import choosing, messages, views

app_name = "notices"
HERE = "<slug:school>/reminders/"
urlpatterns = [
    path(HERE, views.bell, name="bell"),
    path(f"{HERE}count/", views.count, name="count"),
    path(f"{HERE}how/", choosing.choices, name="choices"),
    path(f"{HERE}absences/add/", choosing.away, name="away"),
    path(f"{HERE}absences/<slug:reference>/take-back/", choosing.take_back, name="take-back"),
    path(f"{HERE}messages/", messages.sent, name="messages"),
    path(f"{HERE}messages/<slug:reference>/", messages.message, name="message"),
    path(f"{HERE}messages/<slug:reference>/again/", messages.again, name="again"),
    path(f"{HERE}<slug:reference>/put-away/", views.put_away, name="put-away"),
    path(f"{HERE}<slug:reference>/later/", views.later, name="later"),
    path(f"{HERE}<slug:reference>/hand-over/", views.hand_over, name="hand-over"),
]
