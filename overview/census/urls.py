from django.urls import path

from overview.census import views

app_name = "census"
urlpatterns = [
    path("<slug:school>/census/", views.check, name="check"),
    path("<slug:school>/census/list/", views.school_list, name="list"),
    path("<slug:school>/census/forecast/", views.ahead, name="forecast"),
    path("<slug:school>/census/<slug:which>/codes/", views.export, name="export"),
]
