from django.urls import path

from apdr.plans import edit_views, list_views, margin_views, print_views, views

app_name = "plans"
urlpatterns = [
    path("<slug:school>/plans/", list_views.plans, name="plans"),
    path("<slug:school>/plans/print/", print_views.print_all, name="print-all"),
    path("<slug:school>/plans/print/<slug:reference>/", print_views.print_run, name="print-run"),
    path("<slug:school>/plans/print/<slug:reference>/again/", print_views.print_again, name="print-again"),
    path("<slug:school>/plans/print/<slug:reference>/zip/", print_views.print_zip, name="print-zip"),
    path("<slug:school>/pupils/<slug:reference>/plans/start/", edit_views.start, name="start"),
    path("<slug:school>/plans/<slug:reference>/", views.plan, name="plan"),
    path("<slug:school>/pupils/<slug:reference>/plans/area/", edit_views.choose_area, name="area"),
    path("<slug:school>/plans/<slug:reference>/edit/", edit_views.edit, name="edit"),
    path("<slug:school>/plans/<slug:reference>/bank/", edit_views.bank, name="bank"),
    path("<slug:school>/plans/<slug:reference>/to/<slug:end>/", views.move, name="move"),
    path("<slug:school>/plans/<slug:reference>/share/", views.share, name="share"),
    path("<slug:school>/plans/<slug:reference>/notes/", margin_views.note, name="note"),
    path(
        "<slug:school>/plans/<slug:reference>/notes/<slug:note>/take-back/",
        margin_views.take_back,
        name="take-back",
    ),
    path("<slug:school>/plans/<slug:reference>/targets/add/", margin_views.add_target, name="add-target"),
    path(
        "<slug:school>/plans/<slug:reference>/targets/<int:number>/reached/",
        margin_views.reached,
        name="reached",
    ),
    path("<slug:school>/plans/<slug:reference>/print/", margin_views.print_as, name="print"),
    path("<slug:school>/slips/<slug:reference>/", views.slip, name="slip"),
]
