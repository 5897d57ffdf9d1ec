"""Addresses of the pages about trust funds."""

from django.urls import URLPattern, path, re_path

from comity.web.trust_funds import files, views

_CODE = r"^(?P<code>TF-\d{4}-\d{2,4})/"

app_name = "trust_funds"
urlpatterns: list[URLPattern] = [
    path("", views.funds, name="funds"),
    re_path(r"^export\.(?P<form>csv|xlsx)$", files.export, name="export"),
    path("iati.xml", files.iati_of_all, name="iati_of_all"),
    path("new/", views.suggest, name="suggest"),
    re_path(_CODE + "$", views.fund, name="fund"),
    re_path(_CODE + "(?P<tab>money|phases|results)/$", views.fund, name="tab"),
    re_path(_CODE + "public/$", views.published, name="published"),
    re_path(_CODE + r"iati\.xml$", files.iati, name="iati"),
    re_path(_CODE + r"report\.(?P<form>pdf|docx)$", files.report, name="report"),
    re_path(
        _CODE + r"milestones/(?P<number>\d{1,4})/(?P<verb>reach|verify)/$", views.act_on_milestone, name="milestone"
    ),
    re_path(_CODE + r"counters/(?P<number>\d{1,4})/count/$", views.count, name="count"),
    re_path(_CODE + "do/(?P<path>[a-z-]+)/$", views.act, name="act"),
]
