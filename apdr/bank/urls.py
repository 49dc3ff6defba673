from django.urls import path

from apdr.bank import views

app_name = "bank"
urlpatterns = [
    path("<slug:school>/plan-bank/", views.bank, name="bank"),
    path("<slug:school>/plan-bank/starter/", views.starter, name="starter"),
    path("<slug:school>/plan-bank/offer/", views.offer, name="offer"),
    path("<slug:school>/plan-bank/<slug:reference>/", views.entry, name="entry"),
]
