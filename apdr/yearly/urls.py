from django.urls import path

from apdr.yearly import class_views, views

app_name = "yearly"
urlpatterns = [
    path("<slug:school>/year-reports/", class_views.reports, name="list"),
    path(
        "<slug:school>/year-reports/<int:year>/<str:reference>/share/",
        class_views.share_class,
        name="share-class",
    ),
    path("<slug:school>/year-reports/<int:year>/<str:reference>/zip/", class_views.class_zip, name="zip"),
    path("<slug:school>/pupils/<str:reference>/year/<int:year>/", views.report, name="report"),
    path("<slug:school>/pupils/<str:reference>/year/<int:year>/write/", views.write, name="write"),
    path("<slug:school>/pupils/<str:reference>/year/<int:year>/preview/", views.preview, name="preview"),
    path("<slug:school>/pupils/<str:reference>/year/<int:year>/issue/", views.issue, name="issue"),
    path("<slug:school>/pupils/<str:reference>/year/<int:year>/share/", views.share, name="share"),
]
