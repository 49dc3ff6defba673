from django.urls import path

from governance.policies import views

app_name = "policies"
ROOM = "<slug:school>/policies/"
urlpatterns = [
    path(ROOM, views.listing, name="list"),
    path(f"{ROOM}to-read/", views.to_read, name="to-read"),
    path(f"{ROOM}add/", views.add, name="add"),
    path(f"{ROOM}usual/", views.usual, name="usual"),
    path(f"{ROOM}export/<slug:kind>/", views.export, name="export"),
    path(f"{ROOM}versions/<slug:reference>/file/", views.file, name="file"),
    path(f"{ROOM}versions/<slug:reference>/read/", views.read, name="read"),
    path(f"{ROOM}<slug:reference>/", views.policy, name="policy"),
    path(f"{ROOM}<slug:reference>/change/", views.change, name="change"),
    path(f"{ROOM}<slug:reference>/version/", views.version, name="version"),
    path(f"{ROOM}<slug:reference>/reviewed/", views.reviewed, name="reviewed"),
    path(f"{ROOM}<slug:reference>/readers/export/<slug:kind>/", views.export_readers, name="export-readers"),
]
