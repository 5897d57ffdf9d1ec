"""Addresses of the pages about nominations, below the menu."""

from django.urls import URLPattern, path, re_path

from comity.web.nominations import attendance, exports, lists, naming, views

app_name = "nominations"
CODE = r"(?P<code>[A-Z]{2,8}-\d{1,8})"
urlpatterns: list[URLPattern] = [
    path("nominations/", lists.nominations, name="nominations"),
    re_path(r"^nominations\.(?P<form>csv|xlsx|ics)$", exports.own, name="own_export"),
    path("nominate/several/", naming.several, name="several"),
    re_path(rf"^{CODE}/nominate/$", naming.nominate, name="nominate"),
    re_path(rf"^{CODE}/nominees/$", views.nominees, name="nominees"),
    re_path(rf"^{CODE}/nominees/receive/$", views.receive_several, name="receive_several"),
    re_path(rf"^{CODE}/nominees/seats/$", views.seat_waiting, name="seat_waiting"),
    re_path(rf"^{CODE}/nominees/attendance/$", attendance.attendance, name="attendance"),
    re_path(rf"^{CODE}/nominees\.(?P<form>csv|xlsx)$", exports.participants, name="participants"),
    re_path(rf"^{CODE}/nominees/(?P<number>\d{{1,6}})/$", views.nomination, name="nomination"),
    re_path(rf"^{CODE}/nominees/(?P<number>\d{{1,6}})/exchange/$", naming.exchange, name="exchange"),
    re_path(
        rf"^{CODE}/nominees/(?P<number>\d{{1,6}})/(?P<verb>confirm|withdraw|rejoin|receive|decline)/$",
        views.act,
        name="act",
    ),
]
