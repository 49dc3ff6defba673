from django.urls import path

from governance.complaints import views

app_name = "complaints"
ROOM = "<slug:school>/complaints/"
urlpatterns = [
    path(ROOM, views.listing, name="list"),
    path(f"{ROOM}rights/", views.rights, name="rights"),
    path(f"{ROOM}find/", views.find, name="find"),
    path(f"{ROOM}add/", views.add, name="add"),
    path(f"{ROOM}add/<slug:reference>/", views.add_about, name="add-about"),
    path(f"{ROOM}export/<slug:kind>/", views.export, name="export"),
    path(f"{ROOM}steps/<slug:reference>/done/", views.done, name="done"),
    path(f"{ROOM}<slug:reference>/", views.complaint, name="complaint"),
    path(f"{ROOM}<slug:reference>/change/", views.change, name="change"),
    path(f"{ROOM}<slug:reference>/move/", views.move, name="move"),
    path(f"{ROOM}<slug:reference>/to-head/", views.to_head, name="to-head"),
    path(f"{ROOM}<slug:reference>/step/", views.step, name="step"),
    path(f"{ROOM}<slug:reference>/close/", views.close, name="close"),
]
