"""Addresses of the pages about menu."""

from django.urls import URLPattern

app_name = "menu"
urlpatterns: list[URLPattern] = []
