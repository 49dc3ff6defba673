from django.urls import path

from register.importing import views

app_name = "importing"
urlpatterns = [
    path("<slug:school>/import/", views.upload, name="upload"),
    path("<slug:school>/import/<slug:reference>/columns/", views.map_columns, name="map"),
    path("<slug:school>/import/<slug:reference>/", views.preview, name="preview"),
]
