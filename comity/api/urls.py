"""Addresses of the API: the subjects, put together under the version of their form."""

from __future__ import annotations

from django.urls import path

from comity.api import decisions, feedback, menu, nations, nominations, policy, programmes, refusals, register, today
from comity.api.service import api

VERSION = "/v1"
SUBJECTS = (menu, nations, programmes, decisions, nominations, feedback, today, refusals, register, policy)

for subject in SUBJECTS:
    api.add_router(VERSION, subject.router)

__all__ = ["api", "urlpatterns"]

urlpatterns = [path("", api.urls)]
