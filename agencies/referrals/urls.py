from django.urls import path

from agencies.referrals import views

app_name = "referrals"
PUPIL = "<slug:school>/pupils/<slug:reference>/agencies/"
ONE = "<slug:school>/referrals/<slug:reference>/"
urlpatterns = [
    path("<slug:school>/referrals/", views.referrals, name="list"),
    path(PUPIL, views.pupil, name="pupil"),
    path(f"{PUPIL}refer/", views.start, name="start"),
    path(ONE, views.referral, name="referral"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}paper/", views.paper, name="paper"),
    *(path(f"{ONE}{name}/", views.step, {"name": name}, name=name) for name in views.STEPS),
]
