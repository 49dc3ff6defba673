from django.urls import path

from apdr.money import funding_views, views

app_name = "money"
COSTS, FUNDING = "<slug:school>/costs/", "<slug:school>/funding/"
ONE = f"{FUNDING}<slug:reference>/"
urlpatterns = [
    path(COSTS, views.costs, name="costs"),
    path(f"{COSTS}export.xlsx", views.export, name="export"),
    path(f"{COSTS}<slug:reference>/", views.pupil_costs, name="pupil"),
    path(FUNDING, funding_views.funding, name="funding"),
    path(f"{FUNDING}add/", funding_views.find, name="find"),
    path(f"{FUNDING}add/<slug:reference>/", funding_views.add, name="add"),
    path(ONE, funding_views.application, name="application"),
    path(f"{ONE}change/", funding_views.change, name="change"),
    path(f"{ONE}applied/", funding_views.applied, name="applied"),
    path(f"{ONE}answer/", funding_views.decide, name="decide"),
    path(f"{ONE}withdraw/", funding_views.withdraw, name="withdraw"),
    path(f"{ONE}parents-told/", funding_views.told, name="told"),
]
