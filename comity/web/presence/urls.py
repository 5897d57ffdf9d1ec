"""Addresses of the pages about contact point embassies and missions."""

from django.urls import URLPattern, path, re_path

from comity.web.presence import bidding, mandates, missions, serving

app_name = "presence"
urlpatterns: list[URLPattern] = [
    path("", mandates.mandates, name="mandates"),
    re_path(r"^export\.(?P<form>csv|xlsx)$", mandates.export, name="export"),
    path("bidding/", bidding.biddings, name="biddings"),
    path("bidding/new/", bidding.open_bidding, name="open"),
    path("bidding/<int:pk>/", bidding.bidding, name="bidding"),
    re_path(r"^bidding/(?P<pk>\d{1,9})/export\.(?P<form>csv|xlsx)$", bidding.export, name="export_bids"),
    path("bidding/<int:pk>/bid/", bidding.bid, name="bid"),
    path("bidding/<int:pk>/submit/", bidding.submit, name="submit"),
    path("bidding/<int:pk>/call-off/", bidding.call_off, name="call_off"),
    path("files/", serving.files, name="files"),
    path("files/new/", serving.open_file, name="open_file"),
    path("files/<int:pk>/", serving.file, name="file"),
    path("files/<int:pk>/add/", serving.add, name="add"),
    path("files/<int:pk>/hand-over/", serving.hand_over, name="hand_over"),
    path("files/<int:pk>/ask-more/", serving.ask_more, name="ask_more"),
    path("files/<int:pk>/take-over/", serving.take_over, name="take_over"),
    path("log/", serving.log, name="log"),
    re_path(r"^log/export\.(?P<form>csv|xlsx)$", serving.export_log, name="export_log"),
    path("log/new/", serving.enter, name="enter"),
    path("missions/", missions.missions, name="missions"),
    re_path(r"^missions/export\.(?P<form>csv|xlsx)$", missions.export, name="export_missions"),
    path("missions/new/", missions.notify, name="notify"),
    path("missions/<int:pk>/", missions.accreditation, name="accreditation"),
    re_path(r"^missions/(?P<pk>\d{1,9})/(?P<verb>accept|decline|arrive|depart)/$", missions.act, name="act"),
    re_path(r"^bids/(?P<pk>\d{1,9})/(?P<verb>join|withdraw|choose|set-aside)/$", bidding.act_on_bid, name="act_on_bid"),
]
