"""Addresses of the pages for everybody."""

from django.urls import URLPattern, path, re_path

from comity.web.decisions.urls import SLUG
from comity.web.public import calendar, decisions, news, views

_DECISION = r"^public/decisions/" + SLUG.removeprefix("^").removesuffix("/")

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("public/reports/", views.reports, name="reports"),
    re_path(r"^public/reports/(?P<year>\d{4})\.(?P<form>pdf|docx)$", views.report_file, name="report_file"),
    path("public/calendar/", calendar.calendar, name="calendar"),
    path("public/calendar.ics", calendar.feed, name="calendar_feed"),
    path("public/decisions/", decisions.decisions, name="decisions"),
    re_path(_DECISION + r"/$", decisions.decision, name="decision"),
    re_path(_DECISION + r"\.(?P<form>pdf|docx)$", decisions.file, name="decision_file"),
    path("public/news/", news.news, name="news"),
    path("public/news.atom", news.atom, name="news_atom"),
    path("public/news.json", news.json_feed, name="news_json"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
