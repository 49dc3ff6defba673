from django.urls import path

from register.safeguarding import views

app_name = "safeguarding"
urlpatterns = [
    path("<slug:school>/pupils/<slug:reference>/safeguarding/", views.raise_sign, name="raise"),
    path("<slug:school>/safeguarding/", views.signs, name="signs"),
    path("<slug:school>/safeguarding/<slug:reference>/", views.sign, name="sign"),
    path("<slug:school>/safeguarding/<slug:reference>/<slug:end>/", views.move, name="move"),
]
