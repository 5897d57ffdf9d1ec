"""Addresses of the pages about education, training and capacity building."""

from django.urls import URLPattern, path, re_path

from comity.web.education import centres, needs, offers

app_name = "education"
urlpatterns: list[URLPattern] = [
    path("centres/", centres.centres, name="centres"),
    re_path(r"^centres/export\.(?P<form>csv|xlsx)$", centres.export, name="export_centres"),
    path("centres/apply/", centres.apply, name="apply"),
    path("centres/<int:pk>/", centres.centre, name="centre"),
    path("centres/<int:pk>/assess/", centres.assess, name="assess"),
    path("centres/<int:pk>/turn-down/", centres.turn_down, name="turn_down"),
    path("centres/<int:pk>/withdraw/", centres.withdraw, name="withdraw"),
    path("", needs.needs, name="needs"),
    re_path(r"^export\.(?P<form>csv|xlsx)$", needs.export, name="export"),
    path("needs/new/", needs.state_need, name="state_need"),
    path("needs/<int:pk>/", needs.need, name="need"),
    path("needs/<int:pk>/drop/", needs.drop, name="drop_need"),
    path("needs/<int:pk>/match/", needs.match, name="match"),
    path("matches/<int:pk>/accept/", needs.accept, name="accept"),
    path("matches/<int:pk>/decline/", needs.decline, name="decline"),
    path("matches/<int:pk>/confirm/", needs.confirm, name="confirm"),
    path("offers/", offers.offers, name="offers"),
    re_path(r"^offers/export\.(?P<form>csv|xlsx)$", offers.export, name="export_offers"),
    path("offers/new/", offers.make, name="make_offer"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/drop/", offers.drop, name="drop_offer"),
    path("contributions/", offers.contributions, name="contributions"),
    re_path(r"^contributions/export\.(?P<form>csv|xlsx)$", offers.export_contributions, name="export_contributions"),
]
