"""Addresses of the page about the policy."""

from django.urls import path

from comity.web.policy import views

app_name = "policy"
urlpatterns = [
    path("", views.policy, name="policy"),
    path("policy.json", views.trace, name="trace"),
]
