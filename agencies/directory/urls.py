from django.urls import path

from agencies.directory import people_views, views

app_name = "directory"
HOME = "<slug:school>/directory/"
urlpatterns = [
    path(HOME, views.directory, name="list"),
    path(f"{HOME}add/", views.add, name="add"),
    path(f"{HOME}usual/", views.starter, name="starter"),
    path(f"{HOME}checks/", people_views.checks, name="checks"),
    path(f"{HOME}staff-names/", people_views.staff_names, name="staff-names"),
    path(
        f"{HOME}staff-names/<slug:reference>/remove/",
        people_views.staff_name_remove,
        name="staff-name-remove",
    ),
    path(f"{HOME}people/<slug:reference>/", people_views.professional, name="professional"),
    path(
        f"{HOME}people/<slug:reference>/retire/", people_views.professional_retire, name="professional-retire"
    ),
    path(f"{HOME}people/<slug:reference>/check/", people_views.check, name="check"),
    path(f"{HOME}<slug:reference>/", views.agency, name="agency"),
    path(f"{HOME}<slug:reference>/change/", views.change, name="change"),
    path(f"{HOME}<slug:reference>/retire/", views.retire, name="retire"),
    path(f"{HOME}<slug:reference>/people/add/", people_views.professional_add, name="professional-add"),
]
