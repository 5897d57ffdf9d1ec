"""Addresses of the pages about consultations, concerns and alerts. A consultation is written 2026-014."""

from django.urls import URLPattern, path, re_path

from comity.web.consultations import asking, calendar, views, warning

CODE = r"^(?P<code>\d{4}-\d{3,6})/"
CONCERN = r"^concerns/(?P<code>\d{4}-\d{3,6})/"
SESSION = CODE + r"sessions/(?P<number>[0-9]{1,4})/"

app_name = "consultations"
urlpatterns: list[URLPattern] = [
    path("", views.consultations, name="consultations"),
    path("export.csv", views.export, name="export"),
    path("request/", asking.request, name="request"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.ics", calendar.feed, name="feed"),
    path("calendar/meeting/", calendar.meeting, name="meeting"),
    path("notices/", views.notices, name="notices"),
    path("concerns/", warning.concerns, name="concerns"),
    path("concerns/raise/", warning.raise_, name="raise"),
    re_path(CONCERN + "$", warning.concern, name="concern"),
    re_path(CONCERN + "(?P<path>[a-z-]+)/$", warning.concern_act, name="concern_act"),
    path("alerts/", warning.alerts, name="alerts"),
    path("alerts/import/", warning.import_, name="import"),
    path("alerts/<int:pk>/", warning.alert, name="alert"),
    re_path(CODE + "$", views.consultation, name="consultation"),
    re_path(CODE + "(?P<tab>history)/$", views.consultation, name="tab"),
    re_path(CODE + "notice/$", views.notice, name="notice"),
    re_path(CODE + "revise/$", asking.revise, name="revise"),
    re_path(CODE + "follow-ups/(?P<number>[0-9]{1,4})/$", views.done, name="done"),
    re_path(SESSION + "$", views.session, name="session"),
    re_path(SESSION + "(?P<path>[a-z-]+)/$", views.session_act, name="session_act"),
    re_path(CODE + "(?P<path>[a-z-]+)/$", views.act, name="act"),
]
