from django.urls import path

from register.response import progress, views

app_name = "response"
urlpatterns = [
    path("<slug:school>/pupils/<slug:reference>/level/", views.level, name="level"),
    path("<slug:school>/progress/", progress.progress, name="progress"),
    path("<slug:school>/watch/", views.watch, name="watch"),
    path("<slug:school>/pupils/<slug:reference>/watch/<int:number>/", views.check, name="check"),
]
