from django.urls import path

from governance.information import public, views

app_name = "information"
SCHOOL = "<slug:school>/information-report/"
urlpatterns = [
    path("information/<slug:slug>/", public.page, name="public"),
    path("information/<slug:slug>/report.pdf", public.pdf, name="public-pdf"),
    path(SCHOOL, views.report, name="report"),
    path(f"{SCHOOL}preview/", views.preview, name="preview"),
    path(f"{SCHOOL}earlier/", views.earlier, name="earlier"),
    path(f"{SCHOOL}publish/", views.publish, name="publish"),
    path(f"{SCHOOL}asked/add/", views.consultation_add, name="consultation-add"),
    path(f"{SCHOOL}asked/<slug:reference>/", views.consultation, name="consultation"),
    path(f"{SCHOOL}clauses/<slug:key>/", views.clause, name="clause"),
    path(f"{SCHOOL}clauses/<slug:key>/still-right/", views.right, name="right"),
    path(f"{SCHOOL}versions/<slug:reference>/", views.version, name="version"),
    path(f"{SCHOOL}versions/<slug:reference>/report.pdf", views.version_pdf, name="version-pdf"),
    path(f"{SCHOOL}versions/<slug:reference>/withdraw/", views.withdraw, name="withdraw"),
]
