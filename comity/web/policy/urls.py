"""Addresses of the pages about policy."""

from django.urls import URLPattern

app_name = "policy"
urlpatterns: list[URLPattern] = []
