"""Addresses of the pages about feedback."""

from django.urls import URLPattern

app_name = "feedback"
urlpatterns: list[URLPattern] = []
