from django.urls import path

from register.concerns import raising, support_views, views

app_name = "concerns"
urlpatterns = [
    path("<slug:school>/concerns/", views.queue, name="queue"),
    path("<slug:school>/concerns/raise/", raising.find, name="find"),
    path("<slug:school>/concerns/<slug:reference>/", views.concern, name="concern"),
    path("<slug:school>/concerns/<slug:reference>/gather/", views.gather, name="gather"),
    path("<slug:school>/concerns/<slug:reference>/add/", raising.amend, name="amend"),
    path("<slug:school>/concerns/<slug:reference>/decide/", views.decide, name="decide"),
    path("<slug:school>/concerns/<slug:reference>/told/", views.told, name="told"),
    path("<slug:school>/concerns/<slug:reference>/request/", views.request_form, name="request-form"),
    path("<slug:school>/pupils/<slug:reference>/concern/", raising.raise_concern, name="raise"),
    path("<slug:school>/pupils/<slug:reference>/concerns/", views.pupil, name="pupil"),
    path("<slug:school>/pupils/<slug:reference>/events/add/", views.event, name="event"),
    path("<slug:school>/pupils/<slug:reference>/extra-support/", support_views.start, name="support-start"),
    path("<slug:school>/extra-support/<slug:reference>/", support_views.support, name="support"),
    path("<slug:school>/extra-support/<slug:reference>/review/", support_views.review, name="review"),
]
