from django.urls import path

from overview.search import views

app_name = "search"
urlpatterns = [path("<slug:school>/search/", views.search, name="search")]
