from django.urls import path

from ehcp.rules import views

app_name = "statute"
urlpatterns = [
    path("<slug:school>/ehc-plans/rules/", views.rules, name="rules"),
    path("<slug:school>/ehc-plans/dates/", views.dates, name="dates"),
]
