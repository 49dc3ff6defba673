from django.urls import path

from agencies.families import views

app_name = "families"
CHILD = "<slug:school>/my-child/<slug:reference>/agencies/"
urlpatterns = [
    path(CHILD, views.referrals, name="referrals"),
    path(f"{CHILD}<slug:referral>/answer/", views.answer, name="answer"),
    path(f"{CHILD}<slug:referral>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{CHILD}reports/<slug:receipt>/", views.report, name="report"),
]
