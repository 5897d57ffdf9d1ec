"""Addresses of the pages about refusals."""

from django.urls import URLPattern, path

from comity.web.refusals import views

app_name = "refusals"
urlpatterns: list[URLPattern] = [
    path("", views.refusals, name="refusals"),
    path("R-<int:year>-<int:pk>/", views.refusal, name="refusal"),
]
