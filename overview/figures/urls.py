from django.urls import path

from overview.figures import views

app_name = "figures"
urlpatterns = [
    path("<slug:school>/figures/", views.head, name="head"),
    path("<slug:school>/settings/england/", views.england, name="national"),
]
