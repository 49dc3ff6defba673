from django.urls import path

from overview.governors import views

app_name = "governors"
urlpatterns = [
    path("<slug:school>/governors/", views.reports, name="list"),
    path("<slug:school>/governors/draft/", views.draft, name="draft"),
    path("<slug:school>/governors/what-we-check/", views.checks, name="checks"),
    path("<slug:school>/governors/<slug:reference>/", views.report, name="report"),
    path("<slug:school>/governors/<slug:reference>/write/", views.write, name="write"),
    path("<slug:school>/governors/<slug:reference>/figures/", views.again, name="again"),
    path("<slug:school>/governors/<slug:reference>/issue/", views.issue, name="issue"),
    path("<slug:school>/governors/<slug:reference>/correct/", views.correct, name="correct"),
    path("<slug:school>/governors/<slug:reference>/pdf/", views.pdf, name="pdf"),
]
