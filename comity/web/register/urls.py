"""Addresses of the pages about the register."""

from django.urls import URLPattern, path, re_path

from comity.web.register import views

app_name = "register"
urlpatterns: list[URLPattern] = [
    path("", views.register_page, name="register"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    re_path(r"^entries\.(?P<form>csv|xlsx)$", views.table, name="table"),
    path("export/", views.export, name="export"),
    path("checkpoints/", views.heads, name="checkpoints"),
    path("checkpoints/<int:seq>/", views.note, name="note"),
]
