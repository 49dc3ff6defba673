from django.urls import path

from ehcp.visitor import views, visitor_views

app_name = "ehcvisitor"
PLACE, SHARED = (
    "<slug:school>/ehc-reviews/invited/<slug:reference>/",
    "<slug:school>/shared-reviews/<slug:reference>/",
)
urlpatterns = [
    path("<slug:school>/ehc-reviews/<slug:reference>/people/", views.people, name="people"),
    path(f"{PLACE}open/", views.open_to, name="open"),
    path(f"{PLACE}end/", views.end, name="end"),
    path(f"{PLACE}opened/", views.openings, name="openings"),
    path(SHARED, visitor_views.review, name="review"),
    path(f"{SHARED}advice/", visitor_views.advice, name="advice"),
    path(f"{SHARED}coming/", visitor_views.coming, name="coming"),
    path(f"{SHARED}decision/", visitor_views.decision, name="decision"),
    path(f"{SHARED}papers/<slug:what>/", visitor_views.paper, name="paper"),
]
