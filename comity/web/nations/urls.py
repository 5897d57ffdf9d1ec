"""Addresses of the pages about nations. A party's code is in capitals, so that it is never mistaken for a word."""

from django.urls import URLPattern, path, re_path

from comity.web.nations import changes, lists, presence, views

PARTY = r"^(?P<code>[A-Z][A-Z0-9-]{1,15})/"
KIND = r"presence/(?P<kind>mission|embassy|provider)/"

app_name = "nations"
urlpatterns: list[URLPattern] = [
    path("", lists.nations, name="nations"),
    path("export.csv", lists.export, name="export"),
    path("organisations/", lists.organisations, name="organisations"),
    path("providers/", lists.providers, name="providers"),
    path("providers/<str:code>/", views.provider, name="provider"),
    path("names/", changes.names, name="names"),
    re_path(PARTY + "$", views.nation, name="nation"),
    re_path(PARTY + "name/$", changes.name, name="name"),
    re_path(PARTY + "note/$", changes.note, name="note"),
    re_path(PARTY + "change/(?P<verb>[a-z-]+)/$", changes.change, name="change"),
    re_path(PARTY + KIND + "enter/$", presence.enter, name="enter"),
    re_path(PARTY + KIND + r"(?P<pk>\d{1,9})/correct/$", presence.correct, name="correct"),
    re_path(PARTY + KIND + r"(?P<pk>\d{1,9})/end/$", presence.end, name="end"),
    re_path(PARTY + "(?P<tab>[a-z]+)/$", views.nation, name="nation"),
]
