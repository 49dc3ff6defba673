from django.urls import path

from core.accounts import views

app_name = "accounts"
urlpatterns = [
    path("invitation/<str:uid>/<str:token>/", views.invitation, name="invitation"),
    path("<slug:school>/people/", views.people, name="people"),
    path("<slug:school>/people/invite/", views.invite, name="invite"),
    path("<slug:school>/people/<int:pk>/role/", views.change_role, name="change-role"),
    path("<slug:school>/people/<int:pk>/end/", views.end_access, name="end-access"),
]
