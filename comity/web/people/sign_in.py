"""Addresses of signing in: the pages of allauth that we offer, and no other.

Sign-up, sign-in by mail and change of address are not offered: accounts come with an appointment (W-6, W-4).
"""

from __future__ import annotations

from allauth.account import views
from allauth.usersessions import views as sessions
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path

from comity.web import page
from comity.web.people import factors


@page.public
def closed(request: HttpRequest) -> HttpResponse:
    """This will answer at the address of sign-up as if there were none; allauth needs its name."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", closed, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("2fa/totp/activate/", factors.activate, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", factors.deactivate, name="mfa_deactivate_totp"),
    path("2fa/", include("allauth.mfa.urls")),
]
