"""What all pages about resources share: who asks, who may read scores, and how an act is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from comity.core.actor import Actor
from comity.kernel.action import Refused
from comity.web import page
from comity.web.addresses import reverse

CONFLICT, UNPROCESSABLE = 409, 422


def locale() -> str:
    """This will give the language of the page."""
    return get_language() or "en"


def asked(request: HttpRequest) -> tuple[Actor, datetime]:
    """This will give who asks, and when."""
    return request.actor, request.now  # type: ignore[attr-defined]


def sees_scores(actor: Actor) -> bool:
    """This will tell whether somebody belongs to those who weigh and assess: staff and Allies."""
    return actor.is_staff or actor.is_ally


def attempt(
    request: HttpRequest, act: Callable[[], object], to: str, said: str, *args: object
) -> HttpResponse | dict[str, Any]:
    """This will do something: the answer that leads on, or the panel that says why it was refused."""
    try:
        act()
    except Refused as refused:
        return page.panel_of(refused)
    messages.success(request, said)
    return page.done(request, to, *args)


def crumb(label: str, view: str, *args: object) -> dict[str, str]:
    """This will make one step of the way to a page."""
    return {"label": label, "url": reverse(view, args=args)}
