"""How the reader wants pages shown: kept in cookies for the page, and in the account for the next browser."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from comity.web import page
from comity.web.jinja import DENSITIES, KEYS, SCHEMES

YEAR_SECONDS = 365 * 86_400
CHOICES = {"scheme": SCHEMES, "density": DENSITIES, "keys": KEYS}


def remember(response: HttpResponse, account: Any) -> None:
    """This will put the account's choices into the cookies of the browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, account.locale, max_age=YEAR_SECONDS, secure=settings.SECURE, httponly=True
    )
    keep(response, "density", account.density)
    keep(response, "keys", "on" if account.single_keys else "off")


def keep(response: HttpResponse, name: str, value: str) -> None:
    """This will keep one choice; scripts of the page may change it, so it is open to them."""
    response.set_cookie(f"comity_{name}", value, max_age=YEAR_SECONDS, secure=settings.SECURE, samesite="Lax")


@page.public
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """This will keep the choices of the form behind the reader's name, and lead back to the page."""
    back = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = page.done(request, back[back.index("/", 9) :] if safe else f"/{request.path.split('/')[1]}/")
    for name, allowed in CHOICES.items():
        if (value := request.POST.get(name)) in allowed:
            keep(response, name, str(value))
    return response
