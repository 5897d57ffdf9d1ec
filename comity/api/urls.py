"""Addresses of the API: the subjects, put together."""

from __future__ import annotations

from django.urls import path

from comity.api import menu, nations
from comity.api.service import api

for subject in (menu, nations):
    api.add_router("", subject.router)

urlpatterns = [path("v1/", api.urls)]
