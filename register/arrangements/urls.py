from django.urls import path

from register.arrangements import views

app_name = "arrangements"
PUPIL = "<slug:school>/pupils/<slug:reference>/arrangements/"
urlpatterns = [
    path(PUPIL, views.arrangements, name="list"),
    path(f"{PUPIL}access/add/", views.access_add, name="access-add"),
    path(f"{PUPIL}adjustments/add/", views.adjustment_add, name="adjustment-add"),
    path(f"{PUPIL}healthcare/add/", views.healthcare_add, name="healthcare-add"),
    path("<slug:school>/arrangements/", views.school_lists, name="school"),
    path("<slug:school>/arrangements/access/<slug:reference>/", views.access, name="access"),
    path("<slug:school>/arrangements/adjustments/<slug:reference>/", views.adjustment, name="adjustment"),
    path("<slug:school>/arrangements/healthcare/<slug:reference>/", views.healthcare, name="healthcare"),
    path(
        "<slug:school>/arrangements/healthcare/<slug:reference>/train/", views.trained_add, name="trained-add"
    ),
    path("<slug:school>/arrangements/trained/<slug:reference>/", views.trained, name="trained"),
    path(
        "<slug:school>/arrangements/trained/<slug:reference>/remove/",
        views.trained_remove,
        name="trained-remove",
    ),
]
