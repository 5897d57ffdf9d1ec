"""Addresses of the pages about contact point embassies and missions."""

from django.urls import URLPattern, path, re_path

from comity.web.presence import bidding, mandates

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
    re_path(r"^bids/(?P<pk>\d{1,9})/(?P<verb>join|withdraw|choose|set-aside)/$", bidding.act_on_bid, name="act_on_bid"),
]
