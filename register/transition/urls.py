from django.urls import path

from register.transition import views

app_name = "transition"
urlpatterns = [
    path("<slug:school>/incoming/", views.incoming, name="incoming"),
    path("<slug:school>/incoming/add/", views.incoming_add, name="incoming-add"),
    path("<slug:school>/pupils/<slug:reference>/starting/", views.starting, name="starting"),
    path("<slug:school>/pupils/<slug:reference>/last-school/", views.prior, name="prior"),
    path("<slug:school>/roll-over/", views.roll_over, name="roll-over"),
    path("<slug:school>/roll-over/<slug:reference>/undo/", views.roll_over_undo, name="roll-over-undo"),
    path("<slug:school>/adulthood/", views.adulthoods, name="adulthoods"),
    path("<slug:school>/pupils/<slug:reference>/adulthood/", views.adulthood, name="adulthood"),
    path(
        "<slug:school>/pupils/<slug:reference>/adulthood/edit/", views.adulthood_edit, name="adulthood-edit"
    ),
]
