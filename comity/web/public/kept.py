"""How long others may keep what everybody reads alike."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

SECONDS = 600


def for_everybody(request: HttpRequest, content: bytes, content_type: str, *, name: str = "") -> HttpResponseBase:
    """This will send a file that is the same for whoever asks: kept by any cache, and not sent again unchanged."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def for_a_while(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This will let the reader's own program keep a page that a stranger asked for.

    The page carries what proves its forms, so no cache that many share may keep it.
    """
    if getattr(request, "visitor", None) is None:
        response.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    return response
