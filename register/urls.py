from django.urls import path, re_path

from register import care, views

app_name = "register"
urlpatterns = [
    path("<slug:school>/register/", views.register_page, name="register"),
    re_path(r"^(?P<school>[-\w]+)/register/export\.(?P<kind>xlsx|csv)$", views.export, name="export"),
    path("<slug:school>/register/filters/save/", views.filter_save, name="filter-save"),
    path("<slug:school>/register/filters/forget/", views.filter_forget, name="filter-forget"),
    path("<slug:school>/register/add/", views.add, name="add"),
    path("<slug:school>/pupils/", views.pupils, name="pupils"),
    path("<slug:school>/classes/", care.classes, name="classes"),
    path("<slug:school>/classes/<slug:reference>/", care.school_class, name="class"),
    path("<slug:school>/pupils/<slug:reference>/support/", care.supporters, name="supporters"),
    path("<slug:school>/pupils/<slug:reference>/contacts/add/", care.contact, name="contact-add"),
    path("<slug:school>/pupils/<slug:reference>/contacts/<slug:contact>/", care.contact, name="contact"),
]
