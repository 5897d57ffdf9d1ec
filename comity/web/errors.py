"""Pages for what went wrong: not found, not allowed, a form that was not ours, a fault of the system."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse

from comity.web import page

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer for what does not exist and for what one may not see, in the same words."""
    return page.render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer for what is closed as a whole."""
    return page.render(request, "errors/403.html", status=403)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This will answer for a form without its proof of origin, and log why."""
    log.warning("form refused at %s: %s", request.path, reason)
    return page.render(request, "errors/csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer for a request that cannot be read."""
    return page.render(request, "errors/400.html", status=400)


def fault(request: HttpRequest) -> HttpResponse:
    """This will answer for a fault of the system, with a page that needs no database and a reference to the log."""
    reference = secrets.token_hex(4)
    log.error("fault %s at %s", reference, request.path)
    return page.render(request, "errors/500.html", {"reference": reference}, status=500)
