"""Addresses of the API: the subjects, put together under the version of their form."""

from __future__ import annotations

from django.urls import path

from comity.api import (
    consultations,
    decisions,
    education,
    engagement,
    feedback,
    menu,
    money,
    nations,
    nominations,
    operations,
    plans,
    policy,
    presence,
    programmes,
    refusals,
    register,
    resources,
    science,
    state,
    today,
    trust_funds,
)
from comity.api.service import api

VERSION = "/v1"
SUBJECTS = (
    *(menu, nations, programmes, decisions, nominations, resources, money, consultations, engagement, science),
    *(plans, state, operations, trust_funds, education, presence),
    *(feedback, today, refusals, register, policy),
)

for subject in SUBJECTS:
    api.add_router(VERSION, subject.router)

__all__ = ["api", "urlpatterns"]

urlpatterns = [path("", api.urls)]
