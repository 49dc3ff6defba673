from django.urls import path

from agencies.visitor import views, visitor_views

app_name = "visitor"
INVITED, SHARED = "<slug:school>/invitations/<slug:reference>/", "<slug:school>/shared/<slug:reference>/"
urlpatterns = [
    path("<slug:school>/referrals/<slug:reference>/invitations/", views.invitations, name="invitations"),
    path("<slug:school>/referrals/<slug:reference>/invite/", views.invite, name="invite"),
    path(INVITED, views.invitation, name="invitation"),
    path(f"{INVITED}change/", views.change, name="change"),
    path(f"{INVITED}end/", views.end, name="end"),
    path(SHARED, visitor_views.referral, name="referral"),
    path(f"{SHARED}documents/<slug:document>/", visitor_views.document, name="document"),
    path(f"{SHARED}report/", visitor_views.report, name="report"),
    path(f"{SHARED}visits/announce/", visitor_views.visit_add, name="visit-add"),
    path(f"{SHARED}visits/<slug:visit>/move/", visitor_views.visit_move, name="visit-move"),
]
