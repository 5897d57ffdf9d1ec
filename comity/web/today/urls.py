"""Addresses of the pages about today."""

from django.urls import URLPattern, path

from comity.web.today import views

app_name = "today"
urlpatterns: list[URLPattern] = [
    path("", views.today, name="today"),
    path("home/", views.home, name="home"),
    path("badges/", views.badge, name="badges"),
]
