"""Addresses of the pages about finding."""

from django.urls import URLPattern, path

from comity.web.find import views

app_name = "find"
urlpatterns: list[URLPattern] = [path("", views.find, name="find")]
