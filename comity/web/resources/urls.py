"""Addresses of the pages about resources."""

from django.urls import URLPattern, path, re_path

from comity.web.resources import scores, settings, views

app_name = "resources"
PERIOD = r"(?P<period>\d{4}(?:-\d{2})?)"
PARTY = r"(?P<party>[A-Z][A-Z0-9-]{1,15})"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("settings/begin/", settings.begin, name="begin"),
    re_path(rf"^settings/{PERIOD}/$", settings.settings, name="settings"),
    re_path(rf"^settings/{PERIOD}/edit/$", settings.edit, name="edit"),
    re_path(rf"^settings/{PERIOD}/points/$", settings.spend, name="spend"),
    re_path(rf"^settings/{PERIOD}/(?P<verb>open|close|propose)/$", settings.act, name="act"),
    re_path(rf"^scores/{PERIOD}/$", scores.scores, name="scores"),
    re_path(rf"^scores/{PERIOD}/{PARTY}/$", scores.scores_of, name="scores_of"),
    re_path(rf"^scores/{PERIOD}/{PARTY}/(?P<consideration>[a-z]{{1,16}})/$", scores.score, name="score"),
]
