"""How signing in differs from allauth's defaults: nobody signs up, and the language follows the account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from comity.web.people import display


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come with an appointment; there is no sign-up (W-4)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """This will keep sign-up closed."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """This will lead to what waits on the person, in the language of the account."""
        with translation.override(language_of(request.user)):
            return reverse("today:home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """This will lead back to the front page, in the language in hand."""
        return f"/{translation.get_language() or settings.LANGUAGE_CODE}/"

    def login(self, request: HttpRequest, user: Any) -> None:
        """This will begin a session: its twelve hours count from now, also for somebody who was signed in already."""
        begin(request)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """This will remember the account's language, rows and keys in the browser that has signed in."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        display.remember(response, user)
        return response


def begin(request: HttpRequest) -> None:
    """This will forget when an earlier session of this browser began."""
    for name in ("began", "touched"):
        request.session.pop(name, None)


def language_of(user: Any) -> str:
    """This will give the language of an account, if we speak it."""
    spoken = {code for code, _ in settings.LANGUAGES}
    locale = getattr(user, "locale", "")
    return locale if locale in spoken else settings.LANGUAGE_CODE
