"""Addresses of the pages about refusals."""

from django.urls import URLPattern

app_name = "refusals"
urlpatterns: list[URLPattern] = []
