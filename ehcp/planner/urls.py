from django.urls import path

from ehcp.planner import views

app_name = "planner"
urlpatterns = [path("<slug:school>/review-planner/", views.year, name="year")]
