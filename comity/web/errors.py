"""Pages for what went wrong: not found, not allowed, a form that was not ours, a fault of the system."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.web import page, problems

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer for what does not exist and for what one may not see, in the same words."""
    if request.path.startswith(problems.API_PATH):
        return problems.problem(404, "Not found")
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
    try:
        return page.render(request, "errors/500.html", {"reference": reference}, status=500)
    except Exception:  # what is broken may be what every page needs: the style sheet, the frame, the database
        log.exception("fault %s: the page about it failed as well", reference)
        return _bare(reference)


def _bare(reference: str) -> HttpResponse:
    """This will tell of a fault without anything that could be broken too."""
    title = _("Not done: Comity itself failed")
    sentence = _("The fault is ours. Nothing was changed: what fails is undone as a whole. The failure is recorded.")
    text = format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>'
        "<body><h1>{}</h1><p>{}</p><p>{} {}</p></body></html>",
        get_language() or "en",
        title,
        title,
        sentence,
        _("Reference for the help desk"),
        reference,
    )
    return HttpResponse(text, status=500)
