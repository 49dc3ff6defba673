from django.urls import path

from ehcp.delivery import disclosure_views, ledger_views, views

app_name = "ehcdelivery"
ALL = "<slug:school>/ehc-plans-given/"
PLAN = "<slug:school>/ehc-plans/<slug:reference>/"
LINE = "<slug:school>/ehc-plans/section-f/<slug:reference>/"
LOG = "<slug:school>/pupils/<slug:reference>/ehc/shown/"
urlpatterns = [
    path(ALL, ledger_views.school, name="school"),
    path(f"{ALL}export/", ledger_views.school_export, name="school-export"),
    path(f"{ALL}week/", views.week, name="week"),
    path(LOG, disclosure_views.log, name="log"),
    path(f"{LOG}export/", disclosure_views.log_export, name="log-export"),
    path(f"{LINE}who/", views.link, name="link"),
    path(f"{LINE}start/", views.start, name="start"),
    path("<slug:school>/ehc-plans/shown/<slug:reference>/", disclosure_views.shown, name="shown"),
    path("<slug:school>/ehc-plans/shown/<slug:reference>/document/", disclosure_views.copy, name="copy"),
    path(
        "<slug:school>/ehc-plans/versions/<slug:reference>/document/",
        disclosure_views.original,
        name="original",
    ),
    path(f"{PLAN}who-gives-what/", views.delivery, name="delivery"),
    path(f"{PLAN}who-gives-what/take-over/", views.carry, name="carry"),
    path(f"{PLAN}read/", views.read, name="read"),
    path(f"{PLAN}talk/", views.talk, name="talk"),
    path(f"{PLAN}given/", ledger_views.ledger, name="ledger"),
    path(f"{PLAN}given/export/", ledger_views.ledger_export, name="ledger-export"),
    path(f"{PLAN}show/", disclosure_views.disclose, name="disclose"),
    path(f"{PLAN}show/no-ground/", disclosure_views.no_ground, name="no-ground"),
]
