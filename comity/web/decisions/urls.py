"""Addresses of the pages about decisions. A symbol such as PO(2026)0188 is written PO-2026-0188."""

from django.urls import URLPattern, path, re_path

from comity.web.decisions import changes, exports, views

SLUG = r"^(?P<slug>[A-Z][A-Z-]*-\d{4}-\d{1,6})/"
# Acts that other pages lead to by name (comity.web.refusals).
NAMED = {
    "break_silence": "break-silence",
    "open_silence": "open-silence",
    "extend": "extend",
    "revise": "revise",
}

app_name = "decisions"
urlpatterns: list[URLPattern] = [
    path("", views.decisions, name="decisions"),
    path("export.csv", exports.export, name="export"),
    path("deadlines.ics", exports.deadlines, name="deadlines"),
    path("prepare/", changes.prepare, name="prepare"),
    re_path(SLUG + r"$", views.decision, name="decision"),
    re_path(SLUG + r"edit/$", changes.edit, name="edit"),
    re_path(SLUG + r"record/$", views.record, name="record"),
    re_path(SLUG + r"answer/(?P<number>[0-9]{1,4})/$", changes.answer, name="answer"),
    re_path(SLUG + r"(?P<tab>text|documents|history)/$", views.decision, name="tab"),
    *(re_path(SLUG + rf"{verb}/$", changes.act, {"path": verb}, name=name) for name, verb in NAMED.items()),
    re_path(SLUG + r"(?P<path>[a-z-]+)/$", changes.act, name="act"),
]
