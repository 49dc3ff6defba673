from django.urls import path

from ehcp.sections import authority_views, item_views, version_views, views, writing_views

app_name = "ehc"
PUPIL = "<slug:school>/pupils/<slug:reference>/ehc/"
PLAN = "<slug:school>/ehc-plans/plan/<slug:reference>/"
VERSION = "<slug:school>/ehc-plans/version/<slug:reference>/"
ROWS = "<slug:school>/ehc-plans/row/"
AUTHORITIES = "<slug:school>/ehc-plans/authorities/"
urlpatterns = [
    path(PUPIL, views.pupil, name="pupil"),
    path(f"{PUPIL}start/", views.start, name="start"),
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}change/", views.change, name="change"),
    path(f"{PLAN}end/", views.end, name="end"),
    path(f"{PLAN}receive/", version_views.receive, name="receive"),
    path(VERSION, version_views.version, name="version"),
    path(f"{VERSION}write/", writing_views.write, name="write"),
    path(f"{VERSION}compare/", version_views.compare, name="compare"),
    path(f"{VERSION}check/", version_views.check, name="check"),
    path(f"{VERSION}uncheck/", version_views.uncheck, name="uncheck"),
    path(f"{VERSION}need/", item_views.need_add, name="need-add"),
    path(f"{VERSION}outcome/", item_views.outcome_add, name="outcome-add"),
    path(f"{VERSION}provision/", item_views.provision_add, name="provision-add"),
    path(f"{ROWS}need/<slug:reference>/", item_views.need, name="need"),
    path(f"{ROWS}outcome/<slug:reference>/", item_views.outcome, name="outcome"),
    path(f"{ROWS}provision/<slug:reference>/", item_views.provision, name="provision"),
    path(f"{ROWS}<slug:kind>/<slug:reference>/remove/", item_views.remove, name="remove"),
    path(AUTHORITIES, authority_views.authorities, name="authorities"),
    path(f"{AUTHORITIES}add/", authority_views.add, name="authority-add"),
    path(f"{AUTHORITIES}<slug:reference>/", authority_views.change, name="authority"),
]
