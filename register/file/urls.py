from django.urls import path

from register.file import views

app_name = "file"
urlpatterns = [
    path("<slug:school>/pupils/<slug:reference>/file/", views.file, name="file"),
    path("<slug:school>/pupils/<slug:reference>/file/add/", views.add, name="add"),
    path(
        "<slug:school>/pupils/<slug:reference>/file/conversations/add/",
        views.conversation_add,
        name="conversation-add",
    ),
    path("<slug:school>/conversations/<slug:reference>/", views.conversation, name="conversation"),
    path("<slug:school>/conversations/<slug:reference>/done/", views.step_done, name="step-done"),
    path("<slug:school>/documents/<slug:reference>/change/", views.change, name="change"),
    path("<slug:school>/documents/<slug:reference>/share/", views.share, name="share"),
    path("<slug:school>/documents/<slug:reference>/remake/", views.document_remake, name="document-remake"),
    path("<slug:school>/documents/<slug:reference>/", views.document, name="document"),
]
