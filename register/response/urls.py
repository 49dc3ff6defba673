from django.urls import path

from register.response import views

app_name = "response"
urlpatterns = [
    path("<slug:school>/pupils/<slug:reference>/level/", views.level, name="level"),
    path("<slug:school>/watch/", views.watch, name="watch"),
    path("<slug:school>/pupils/<slug:reference>/watch/<int:number>/", views.check, name="check"),
]
