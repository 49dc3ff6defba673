from django.urls import path

from apdr.mapping import views

app_name = "mapping"
urlpatterns = [
    path("<slug:school>/provision-map/", views.provision_map, name="map"),
    path("<slug:school>/provision-map/xlsx/", views.xlsx, name="xlsx"),
    path("<slug:school>/provision-map/paper/<slug:reference>/", views.printed, name="paper"),
]
