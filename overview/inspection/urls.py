from django.urls import path

from overview.inspection import views

app_name = "pack"
urlpatterns = [
    path("<slug:school>/inspection-pack/", views.pack, name="pack"),
    path("<slug:school>/inspection-pack/make/", views.make, name="make"),
    path("<slug:school>/inspection-pack/studies/", views.choose, name="choose"),
    path("<slug:school>/inspection-pack/studies/<slug:letter>/", views.study, name="study"),
    path("<slug:school>/inspection-pack/<slug:reference>/pdf/", views.pdf, name="pdf"),
]
