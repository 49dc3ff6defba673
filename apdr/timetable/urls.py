from django.urls import path

from apdr.timetable import views

app_name = "timetable"
HERE = "<slug:school>/timetable/"
urlpatterns = [
    path(HERE, views.everybody, name="all"),
    path(f"{HERE}mine/", views.mine, name="mine"),
    path(f"{HERE}duties/<slug:reference>/", views.duty, name="duty"),
    path(f"{HERE}duties/<slug:reference>/end/", views.duty_end, name="duty-end"),
    path(f"{HERE}<int:person>/", views.adult, name="adult"),
    path(f"{HERE}<int:person>/add/", views.duty_add, name="duty-add"),
]
