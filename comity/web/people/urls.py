"""Addresses of the pages about people."""

from django.conf import settings
from django.urls import URLPattern, path

from comity.web.people import demo, keys, own, views

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("", views.people_of_party, name="people"),
    path("appoint/", views.appoint, name="appoint"),
    path("appointments/<int:pk>/", views.appointment, name="appointment"),
    path("appointments/<int:pk>/end/", views.end, name="end"),
    path("appointments/<int:pk>/deputise/", views.deputise, name="deputise"),
    path("appointments/<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("roles/", views.roles, name="roles"),
    path("settings/", own.settings, name="settings"),
    path("hats/", own.hats, name="hats"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<int:pk>/end/", keys.end, name="end_key"),
]
if settings.DEMO:
    urlpatterns += [path("demo/", demo.accounts, name="demo")]
