from django.urls import path

from register.profiles import bank_views, class_views, supply_views, views

app_name = "profiles"
urlpatterns = [
    path("<slug:school>/profiles/", class_views.coverage, name="coverage"),
    path("<slug:school>/pupils/<slug:reference>/profile/", views.profile, name="profile"),
    path("<slug:school>/pupils/<slug:reference>/profile/edit/", views.edit, name="edit"),
    path("<slug:school>/pupils/<slug:reference>/profile/read/", views.read, name="read"),
    path("<slug:school>/pupils/<slug:reference>/profile/review/", views.review, name="review"),
    path("<slug:school>/pupils/<slug:reference>/profile/share/", views.share, name="share"),
    path("<slug:school>/pupils/<slug:reference>/profile/versions/", views.versions, name="versions"),
    path("<slug:school>/classes/<slug:reference>/sheet/", class_views.sheet, name="sheet"),
    path("<slug:school>/class-sheets/<slug:reference>/", class_views.sheet_file, name="sheet-file"),
    path("<slug:school>/adjustments-bank/", bank_views.bank, name="bank"),
    path("<slug:school>/adjustments-bank/starter/", bank_views.starter, name="bank-starter"),
    path("<slug:school>/adjustments-bank/<slug:reference>/", bank_views.adjustment, name="adjustment"),
    path("<slug:school>/supply/", supply_views.packs, name="supply"),
    path("<slug:school>/supply/<slug:reference>/end/", supply_views.end, name="supply-end"),
    path("supply/<slug:slug>/<str:token>/", supply_views.opened, name="supply-open"),
]
