from django.urls import path

from agencies.reports import advice_views, views

app_name = "reports"
REPORT = "<slug:school>/reports/<slug:reference>/"
ADVICE = "<slug:school>/reports/advice/<slug:reference>/"
urlpatterns = [
    path("<slug:school>/reports/", views.reports, name="list"),
    path("<slug:school>/pupils/<slug:reference>/reports/add/", views.add, name="add"),
    path("<slug:school>/reports/receipts/<slug:reference>/", views.confirm, name="confirm"),
    path(ADVICE, advice_views.change, name="advice-change"),
    path(f"{ADVICE}remove/", advice_views.remove, name="advice-remove"),
    path(f"{ADVICE}move/", advice_views.move, name="advice-move"),
    path(REPORT, views.report, name="report"),
    path(f"{REPORT}check/", views.check, name="check"),
    path(f"{REPORT}read/", views.read, name="read"),
    path(f"{REPORT}findings/<int:finding>/", views.dismiss, name="dismiss"),
    path(f"{REPORT}correct/", views.correct, name="correct"),
    path(f"{REPORT}letter/", views.letter, name="letter"),
    path(f"{REPORT}share/", views.share, name="share"),
    path(f"{REPORT}advice/", advice_views.add, name="advice-add"),
]
