"""Addresses of the pages about people."""

from django.conf import settings
from django.urls import URLPattern, path

from comity.web.people import demo

app_name = "people"
urlpatterns: list[URLPattern] = []
if settings.DEMO:
    urlpatterns += [path("demo/", demo.accounts, name="demo")]
