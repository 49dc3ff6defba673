from django.urls import path

from overview import desk, evidence, family_views, transfer, views
from overview.today import views as today

app_name = "overview"
urlpatterns = [
    path("schools/", views.schools, name="schools"),
    path("<slug:school>/", views.home, name="home"),
    path("<slug:school>/due/", today.due, name="due"),
    path("<slug:school>/due/<slug:kind>/<str:subject>/<slug:due>/done/", today.mark_done, name="mark-done"),
    path("<slug:school>/due/<slug:kind>/<str:subject>/<slug:due>/back/", today.take_back, name="take-back"),
    path("<slug:school>/slips/", desk.desk, name="desk"),
    path("<slug:school>/settings/", views.settings, name="settings"),
    path("<slug:school>/settings/terms/", views.terms, name="terms"),
    path("<slug:school>/pupils/<slug:reference>/", views.pupil, name="pupil"),
    path("<slug:school>/pupils/<slug:reference>/history/", views.audit, name="audit"),
    path("<slug:school>/pupils/<slug:reference>/timeline/", views.timeline, name="timeline"),
    path("<slug:school>/my-child/<slug:reference>/", family_views.plan, name="family-plan"),
    path("<slug:school>/my-child/<slug:reference>/at-home/", family_views.at_home, name="family-home"),
    path(
        "<slug:school>/my-child/<slug:reference>/plans/<slug:plan>/", family_views.plan, name="family-earlier"
    ),
    path(
        "<slug:school>/my-child/<slug:reference>/year/<slug:document>/", family_views.year, name="family-year"
    ),
    path("<slug:school>/my-child/<slug:reference>/read/", family_views.comment, name="family-comment"),
    path("<slug:school>/leavers/", transfer.leavers, name="leavers"),
    path("<slug:school>/leavers/prepare/", transfer.leavers_prepare, name="leavers-prepare"),
    path("<slug:school>/pupils/<slug:reference>/leaving/", transfer.leaving, name="leaving"),
    path(
        "<slug:school>/pupils/<slug:reference>/leaving/prepare/",
        transfer.leaving_prepare,
        name="leaving-prepare",
    ),
    path("<slug:school>/pupils/<slug:reference>/leaving/sent/", transfer.leaving_sent, name="leaving-sent"),
    path(
        "<slug:school>/pupils/<slug:reference>/leaving/receipt/",
        transfer.leaving_receipt,
        name="leaving-receipt",
    ),
    path("<slug:school>/pupils/<slug:reference>/leaving/data/", transfer.leaving_data, name="leaving-data"),
    path("<slug:school>/pupils/<slug:reference>/evidence/", evidence.evidence, name="evidence"),
]
