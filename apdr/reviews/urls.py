from django.urls import path

from apdr.reviews import class_views, record_views, round_views, views

app_name = "reviews"
REVIEWS = "<slug:school>/reviews/"
urlpatterns = [
    path(REVIEWS, round_views.meetings, name="list"),
    path(f"{REVIEWS}terms/", round_views.compliance, name="compliance"),
    path(f"{REVIEWS}terms/export/", round_views.compliance_export, name="compliance-export"),
    path(f"{REVIEWS}evaluate/", round_views.evaluations, name="evaluations"),
    path(f"{REVIEWS}comments/", round_views.comments, name="comments"),
    path(f"{REVIEWS}comments/<slug:reference>/seen/", round_views.comment_seen, name="comment-seen"),
    path(f"{REVIEWS}class/<slug:reference>/", class_views.book_class, name="class"),
    path(f"{REVIEWS}actions/<slug:reference>/done/", views.action_done, name="action-done"),
    path("<slug:school>/pupils/<slug:reference>/reviews/book/", views.book, name="book"),
    path(f"{REVIEWS}<slug:reference>/", views.meeting, name="meeting"),
    path(f"{REVIEWS}<slug:reference>/record/", record_views.record, name="record"),
    path(f"{REVIEWS}<slug:reference>/move/", views.move, name="move"),
    path(f"{REVIEWS}<slug:reference>/missed/", views.missed, name="missed"),
    path(f"{REVIEWS}<slug:reference>/cancel/", views.cancel, name="cancel"),
    path("<slug:school>/plans/<slug:reference>/review/", record_views.plan, name="plan"),
    path("<slug:school>/plans/<slug:reference>/next/", record_views.following, name="next"),
    path("<slug:school>/plans/<slug:reference>/evaluate/", round_views.evaluate, name="evaluate"),
]
