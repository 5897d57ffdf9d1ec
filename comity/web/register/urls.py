"""Addresses of the pages about register."""

from django.urls import URLPattern

app_name = "register"
urlpatterns: list[URLPattern] = []
