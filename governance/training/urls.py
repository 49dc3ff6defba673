from django.urls import path

from governance.training import people_views, views

app_name = "training"
HERE = "<slug:school>/training/"
PERSON = f"{HERE}people/<int:person>/"
TOPIC = f"{HERE}topics/<slug:reference>/"
DAY = f"{HERE}days/<slug:reference>/"
urlpatterns = [
    path(HERE, views.matrix, name="matrix"),
    path(f"{HERE}mine/", people_views.mine, name="mine"),
    path(f"{HERE}mine/ask/", people_views.ask, name="ask"),
    path(f"{HERE}needs/", views.needs, name="needs"),
    path(f"{HERE}programme/", views.programme, name="programme"),
    path(f"{HERE}topics/", views.topics, name="topics"),
    path(f"{HERE}topics/add/", views.topic_add, name="topic-add"),
    path(f"{HERE}topics/induction/", views.induction, name="induction"),
    path(TOPIC, views.topic, name="topic"),
    path(f"{TOPIC}change/", views.topic_change, name="topic-change"),
    path(f"{TOPIC}retire/", views.topic_retire, name="topic-retire"),
    path(f"{HERE}days/add/", views.day_add, name="day-add"),
    path(DAY, views.day, name="day"),
    path(f"{DAY}change/", views.day_change, name="day-change"),
    path(f"{DAY}cancel/", views.day_cancel, name="day-cancel"),
    path(PERSON, people_views.person, name="person"),
    path(f"{PERSON}had/", people_views.had, name="had"),
    path(f"{PERSON}need/", people_views.need_add, name="need-add"),
    path(f"{HERE}needs/<slug:reference>/drop/", people_views.need_drop, name="need-drop"),
    path(f"{HERE}records/<slug:reference>/", people_views.record, name="record"),
    path(f"{HERE}records/<slug:reference>/remove/", people_views.record_remove, name="record-remove"),
]
