from django.urls import path

from agencies.stuck import views

app_name = "stuck"
urlpatterns = [
    path("<slug:school>/stuck/", views.stuck, name="stuck"),
    path("<slug:school>/stuck/<slug:about>/<slug:key>/", views.chase, name="chase"),
]
