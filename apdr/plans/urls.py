from django.urls import path

from apdr.plans import views

app_name = "plans"
urlpatterns = [
    path("<slug:school>/plans/", views.plans, name="plans"),
    path("<slug:school>/pupils/<slug:reference>/plans/start/", views.start, name="start"),
    path("<slug:school>/plans/<slug:reference>/", views.plan, name="plan"),
    path("<slug:school>/plans/<slug:reference>/edit/", views.edit, name="edit"),
    path("<slug:school>/plans/<slug:reference>/to/<slug:end>/", views.move, name="move"),
    path("<slug:school>/plans/<slug:reference>/share/", views.share, name="share"),
    path("<slug:school>/plans/<slug:reference>/review/", views.review, name="review"),
    path("<slug:school>/slips/<slug:reference>/", views.slip, name="slip"),
]
