"""Addresses of the pages about help."""

from django.urls import URLPattern, path

from comity.web.help import views

app_name = "help"
urlpatterns: list[URLPattern] = [
    path("", views.help_page, name="help"),
    path("ask/", views.ask, name="ask"),
    path("requests/", views.requests, name="requests"),
    path("requests/<int:pk>/", views.request_page, name="request"),
]
