"""How signing in differs from allauth's defaults: nobody signs up, and the language follows the account."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come with an appointment; there is no sign-up (W-4)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """This will keep sign-up closed."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """This will lead to what waits on the person, unless a page was asked for."""
        return reverse("today:today")
