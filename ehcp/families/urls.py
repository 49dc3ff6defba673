from django.urls import path

from ehcp.families import views

app_name = "ehcfamily"
CHILD = "<slug:school>/my-child/<slug:reference>/"
urlpatterns = [
    path(f"{CHILD}ehc-plan/", views.plan, name="plan"),
    path(f"{CHILD}annual-review/", views.review, name="review"),
    path(f"{CHILD}annual-review/what-you-think/", views.views, name="views"),
    path(f"{CHILD}annual-review/papers/<slug:what>/", views.paper, name="paper"),
]
