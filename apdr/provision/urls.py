from django.urls import path

from apdr.provision import library_views, part_views, views

app_name = "provision"
HERE, LIBRARY = "<slug:school>/provision/", "<slug:school>/interventions/"
ONE, ENTRY = f"{HERE}<slug:reference>/", f"{LIBRARY}<slug:reference>/"
urlpatterns = [
    path(LIBRARY, library_views.library, name="library"),
    path(f"{LIBRARY}add/", library_views.intervention_add, name="intervention-add"),
    path(f"{LIBRARY}starter/", library_views.starter, name="starter"),
    path(f"{LIBRARY}trained/<slug:reference>/end/", library_views.training_remove, name="training-remove"),
    path(ENTRY, library_views.intervention, name="intervention"),
    path(f"{ENTRY}change/", library_views.intervention_change, name="intervention-change"),
    path(f"{ENTRY}retire/", library_views.intervention_retire, name="intervention-retire"),
    path(f"{ENTRY}trained/", library_views.training_add, name="training-add"),
    path("<slug:school>/pupils/<slug:reference>/provision/", views.pupil, name="pupil"),
    path(HERE, views.provisions, name="list"),
    path(f"{HERE}add/", views.add, name="add"),
    path(f"{HERE}places/<slug:reference>/leave/", part_views.leave, name="leave"),
    path(f"{HERE}places/<slug:reference>/take-out/", part_views.take_out, name="take-out"),
    path(f"{HERE}places/<slug:reference>/told/", part_views.told, name="told"),
    path(f"{HERE}times/<slug:reference>/", part_views.time, name="time"),
    path(ONE, views.provision, name="provision"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}children/", part_views.join, name="join"),
    path(f"{ONE}adults/", part_views.adults, name="adults"),
    path(f"{ONE}adults/remove/", part_views.adult_remove, name="adult-remove"),
    path(f"{ONE}times/", part_views.times, name="times"),
    path(f"{ONE}checks/", part_views.checks, name="checks"),
    path(f"{ONE}measures/", part_views.measures, name="measures"),
    path(f"{ONE}start/", views.start, name="start"),
    path(f"{ONE}drop/", views.drop, name="drop"),
    path(f"{ONE}end/", views.end, name="end"),
    path(f"{ONE}extend/", views.extend, name="extend"),
]
