from django.urls import path

from ehcp.meeting import decision_views, record_views, report_views, views

app_name = "annualmeeting"
HERE = "<slug:school>/annual-reviews/<str:reference>/meeting/"
urlpatterns = [
    path(HERE, views.meeting, name="meeting"),
    path(f"{HERE}record/", record_views.record, name="record"),
    path(f"{HERE}report/", report_views.report, name="report"),
    path(f"{HERE}report/preview/", report_views.preview, name="preview"),
    path(f"{HERE}report/issue/", report_views.issue, name="issue"),
    path(f"{HERE}report/send/", report_views.send, name="send"),
    path(f"{HERE}papers/<str:document>/", views.paper, name="paper"),
    path(f"{HERE}decision/", decision_views.decision, name="decision"),
    path(f"{HERE}amendments/", decision_views.compare, name="compare"),
    path(f"{HERE}amendments/add/", decision_views.proposed, name="proposed"),
    path(f"{HERE}final/", decision_views.final, name="final"),
    path(f"{HERE}letter/", decision_views.letter, name="letter"),
    path(f"{HERE}close/", decision_views.close, name="close"),
]
