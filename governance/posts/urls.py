from django.urls import path

from governance.posts import views

app_name = "posts"
urlpatterns = [
    path("<slug:school>/posts/", views.posts, name="list"),
    path("<slug:school>/posts/add/", views.add, name="add"),
    path("<slug:school>/posts/<slug:reference>/", views.change, name="change"),
    path("<slug:school>/posts/<slug:reference>/remove/", views.remove, name="remove"),
]
