"""Addresses of the pages of money."""

from django.urls import URLPattern, path, re_path

from comity.web.money import acts, files, views

app_name = "money"
CODE = r"(?P<code>[A-Z][A-Z0-9-]{0,23})"
FORM = r"(?P<form>csv|xlsx)"
urlpatterns: list[URLPattern] = [
    path("", views.lines, name="lines"),
    re_path(rf"^lines\.{FORM}$", files.lines, name="export"),
    path("rates/", views.rates, name="rates"),
    re_path(rf"^rates\.{FORM}$", files.rates, name="export_rates"),
    path("open/", acts.open_line, name="open"),
    path("import/", files.bring_in, name="import"),
    re_path(rf"^{CODE}/$", views.line, name="line"),
    re_path(rf"^{CODE}/(?P<table>statement|commitments|contributions|invoices)\.{FORM}$", files.table, name="table"),
    re_path(rf"^{CODE}/(?P<verb>revise|close|reopen|commit|pledge)/$", acts.on_line, name="act"),
    re_path(
        rf"^{CODE}/commitments/(?P<number>\d{{1,9}})/(?P<verb>release|oblige|pay)/$",
        acts.on_commitment,
        name="act_on_commitment",
    ),
    re_path(
        rf"^{CODE}/contributions/(?P<number>\d{{1,9}})/(?P<verb>sign|receive|lapse)/$",
        acts.on_contribution,
        name="act_on_contribution",
    ),
    re_path(rf"^{CODE}/statement/(?P<number>\d{{1,9}})/reverse/$", acts.undo, name="reverse"),
]
