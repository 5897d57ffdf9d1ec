"""Addresses of the pages about public."""

from django.urls import URLPattern

app_name = "public"
urlpatterns: list[URLPattern] = []
