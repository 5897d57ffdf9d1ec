"""Addresses of the pages for everybody."""

from django.urls import URLPattern, path, re_path

from comity.web.public import views

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("public/reports/", views.reports, name="reports"),
    re_path(r"^public/reports/(?P<year>\d{4})\.(?P<form>pdf|docx)$", views.report_file, name="report_file"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
