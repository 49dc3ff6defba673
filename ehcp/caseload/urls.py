from django.urls import path, re_path

from ehcp.caseload import views

app_name = "caseload"
HERE = "<slug:school>/ehc-plans/"
urlpatterns = [
    path(HERE, views.caseload, name="list"),
    path(f"{HERE}export.xlsx", views.export, name="export"),
    path(f"{HERE}coming-term.xlsx", views.coming, name="term"),
    path(f"{HERE}delays/", views.delay_ledger, name="delays"),
    re_path(
        r"^(?P<school>[-\w]+)/ehc-plans/delays/export\.(?P<kind>xlsx|csv)$",
        views.delays_export,
        name="delays-export",
    ),
    path(f"{HERE}delays/<slug:of>/<slug:reference>/<slug:duty>/letter/", views.letter, name="letter"),
]
