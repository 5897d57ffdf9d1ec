"""How the reader wants pages shown: kept in cookies for the page, and in the account for the next browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from comity.web import once, page
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


def _back(request: HttpRequest) -> str:
    """This will give the page that the form stood on, without its host, if it is one of ours and stays so."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return ""
    path = urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl()
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if ours else ""


@once.repeatable
@page.public
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """This will keep the choices of the form behind the reader's name, and lead back to the page."""
    response = page.done(request, _back(request) or f"/{request.path.split('/')[1]}/")
    for name, allowed in CHOICES.items():
        if (value := request.POST.get(name)) in allowed:
            keep(response, name, str(value))
    return response
