from django.urls import path

from ehcp.annual import paper_views, people_views, views

app_name = "annual"
PUPIL = "<slug:school>/pupils/<slug:reference>/ehcp/reviews/"
HERE = "<slug:school>/annual-reviews/"
ONE = f"{HERE}<slug:reference>/"
PERSON = f"{HERE}people/<slug:reference>/"
urlpatterns = [
    path(PUPIL, views.reviews, name="list"),
    path(f"{PUPIL}start/", views.start, name="start"),
    path(f"{HERE}advice/", views.mine, name="mine"),
    path(PERSON, people_views.person, name="person"),
    path(f"{PERSON}change/", people_views.change, name="change"),
    path(f"{PERSON}remove/", people_views.remove, name="remove"),
    path(f"{PERSON}coming/", people_views.coming, name="coming"),
    path(f"{PERSON}advice/", people_views.advice, name="advice"),
    path(ONE, views.review, name="review"),
    path(f"{ONE}move/", views.move, name="move"),
    path(f"{ONE}call-off/", views.call_off, name="call-off"),
    path(f"{ONE}invite/", people_views.invite, name="invite"),
    path(f"{ONE}leave-out/<slug:role>/", people_views.leave_out, name="leave-out"),
    path(f"{ONE}advocate/<slug:role>/", people_views.advocate, name="advocate"),
    path(f"{ONE}letters/", paper_views.letters, name="letters"),
    path(f"{ONE}given/<slug:what>/", paper_views.serve, name="serve"),
    path(f"{ONE}pack/", paper_views.pack, name="pack"),
    path(f"{ONE}papers/", paper_views.papers, name="papers"),
]
