"""Addresses of the pages about nations."""

from django.urls import URLPattern

app_name = "nations"
urlpatterns: list[URLPattern] = []
