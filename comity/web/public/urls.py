"""Addresses of the pages for everybody."""

from django.urls import URLPattern, path

from comity.web.public import views

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
