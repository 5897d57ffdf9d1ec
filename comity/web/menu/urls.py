"""Addresses of the pages about the menu."""

from django.urls import path, re_path

from comity.web.menu import acts, drafts, files, offers, saved, views

app_name = "menu"
urlpatterns = [
    path("", views.menu, name="menu"),
    path("own/", views.own, name="own"),
    path("offer/", offers.offer, name="offer"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard_draft"),
    path("nominate/", offers.nominate, name="nominate"),
    path("import/", files.bring_in, name="import"),
    re_path(r"^export/menu\.(?P<suffix>csv|xlsx|ics)$", files.export, name="export"),
    path("subscribe/", files.subscribe, name="subscribe"),
    path("feed/<str:token>/menu.ics", files.feed, name="feed"),
    path("courses/", views.courses, name="courses"),
    path("courses/offer/", offers.offer_course, name="offer_course"),
    path("courses/<str:code>/", views.course, name="course"),
    path("courses/<str:code>/edit/", offers.edit_course, name="edit_course"),
    path("courses/<str:code>/retire/", offers.retire_course, name="retire_course"),
    path("views/", saved.save, name="save_view"),
    path("views/<slug:slug>/", saved.view, name="view"),
    path("views/<slug:slug>/forget/", saved.forget, name="forget_view"),
    re_path(r"^(?P<code>PCM-\d+)\.ics$", files.one, name="one_ics"),
    re_path(r"^(?P<code>PCM-\d+)/$", views.activity, name="activity"),
    re_path(r"^(?P<code>PCM-\d+)/(?P<tab>programmes|history)/$", views.activity, name="tab"),
    re_path(r"^(?P<code>PCM-\d+)/why/$", views.why_not, name="why_not"),
    re_path(r"^(?P<code>PCM-\d+)/edit/$", offers.edit, name="edit"),
    re_path(
        r"^(?P<code>PCM-\d+)/(?P<verb>screen|agree|publish|hold|reported|postpone|cancel|retire)/$",
        acts.act,
        name="act",
    ),
]
