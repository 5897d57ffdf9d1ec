"""Second factors: adding or removing one ends every other session of the account."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from comity.people import actions


class Activate(ActivateTOTPView):  # type: ignore[misc]
    """Adds a factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """This will add it and end the other sessions."""
        response: HttpResponse = super().form_valid(form)
        _end_others(self.request)
        return response


class Deactivate(DeactivateTOTPView):  # type: ignore[misc]
    """Removes a factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """This will remove it and end the other sessions."""
        response: HttpResponse = super().form_valid(form)
        _end_others(self.request)
        return response


def _end_others(request: HttpRequest) -> None:
    """This will make every session of the account worthless and give this one its new stamp."""
    visitor, now = request.visitor, request.now  # type: ignore[attr-defined]
    actions.change_factors(visitor.account.person, visitor.actor, now)
    user: Any = request.user
    user.refresh_from_db()
    update_session_auth_hash(request, user)


activate = Activate.as_view()
deactivate = Deactivate.as_view()
