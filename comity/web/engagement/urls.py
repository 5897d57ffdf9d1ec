"""Addresses of the pages about dialogues and organisations."""

from django.urls import URLPattern, path, re_path

from comity.web.engagement import dialogues, organisations

app_name = "engagement"
urlpatterns: list[URLPattern] = [
    path("dialogues/", dialogues.dialogues, name="dialogues"),
    re_path(r"^dialogues/export\.(?P<form>csv|xlsx)$", dialogues.export, name="export"),
    path("dialogues/new/", dialogues.propose, name="propose"),
    path("dialogues/<int:pk>/", dialogues.dialogue, name="dialogue"),
    path("dialogues/<int:pk>/contact/", dialogues.log, name="log"),
    path("dialogues/<int:pk>/path/", dialogues.note_path, name="note_path"),
    path("dialogues/<int:pk>/close/", dialogues.close, name="close"),
    path("organisations/", organisations.organisations, name="organisations"),
    re_path(r"^organisations/export\.(?P<form>csv|xlsx)$", organisations.export, name="export_organisations"),
    path("organisations/new/", organisations.set_up, name="set_up"),
    path("organisations/<str:code>/", organisations.organisation, name="organisation"),
    path("organisations/<str:code>/talks/", organisations.record_talks, name="record_talks"),
    path("organisations/<str:code>/joint/", organisations.plan, name="plan"),
    path("organisations/<str:code>/agreement/", organisations.sign, name="sign"),
    path("organisations/<str:code>/agreement/<int:pk>/end/", organisations.end, name="end"),
]
