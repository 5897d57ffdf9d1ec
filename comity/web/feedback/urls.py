"""Addresses of the pages about reports and pruning, below the menu."""

from django.urls import URLPattern, path, re_path

from comity.web.feedback import pruning, views

app_name = "feedback"
CODE = r"(?P<code>[A-Z]{2,8}-\d{1,8})"
urlpatterns: list[URLPattern] = [
    path("reports/", views.reports, name="reports"),
    path("reports/by-link/<str:token>/", views.linked, name="linked"),
    re_path(rf"^{CODE}/report/$", views.report, name="report"),
    re_path(rf"^{CODE}/reports/$", views.results, name="results"),
    path("pruning/", pruning.pruning, name="pruning"),
    path("pruning/<int:pk>/", pruning.proposal, name="proposal"),
]
