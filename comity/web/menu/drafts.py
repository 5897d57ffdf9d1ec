"""Offers that are still being written: kept, resumed and thrown away by the party that writes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.menu import actions, queries
from comity.parties import queries as parties
from comity.web import page
from comity.web.addresses import reverse
from comity.web.menu import values
from comity.web.middleware import Asked
from comity.web.numbers import whole

MOST_CHARACTERS = 60_000
MANY = (forms.SelectMultiple, forms.CheckboxSelectMultiple)


def asked_for(request: Asked) -> Any:
    """This will find the draft that is resumed or being written, if it still is one of one's party's.

    Raises: Http404 where a page asks for one that is not there; a form that was sent is kept anew instead.
    """
    sent = (request.POST if request.method == "POST" else request.GET).get("draft", "")
    if not sent:
        return None
    number = whole(sent, digits=9)
    found = queries.draft(request.actor.party or "", number) if number else None
    if found is None and request.method != "POST":
        raise Http404
    return found


def initial_of(draft: Any) -> dict[str, Any]:
    """This will fill the form with what was typed, as it was typed."""
    found: dict[str, Any] = {}
    for name, field in values.OfferForm.base_fields.items():
        if typed := draft.fields.get(name):
            found[name] = typed if isinstance(field.widget, MANY) else typed[-1]
    return found


def keep(request: Asked, draft: Any) -> HttpResponse:
    """This will keep what has been typed so far, right or wrong."""
    row = parties.party(request.actor.party or "")
    if row is None:
        raise Http404
    typed = _typed(request.POST)
    title = next((words[-1] for name in ("title_en", "title_fr") if (words := typed.get(name))), "")
    pk = draft.pk if draft is not None else None
    event = actions.save_draft(row, request.actor, request.now, title=title, fields=typed, draft=pk)
    messages.success(request, _("The draft is kept. Only your party sees it."))
    return page.done(request, f"{reverse('menu:offer')}?draft={event.draft}")


def _typed(sent: QueryDict) -> dict[str, list[str]]:
    """This will take the fields of the form from what was sent, and no more of them than a form may hold."""
    left, typed = MOST_CHARACTERS, {}
    for name in values.OfferForm.base_fields:
        words = [value.replace("\0", "") for value in sent.getlist(name) if value.strip()]
        left -= sum(len(word) for word in words)
        if words and left >= 0:
            typed[name] = words
    return typed


@require_POST
def discard(request: Asked, pk: int) -> HttpResponse:
    """This will throw a draft away."""
    found = queries.draft(request.actor.party or "", pk)
    if found is None:
        raise Http404
    actions.discard_draft(found, request.actor, request.now)
    messages.success(request, _("The draft is thrown away."))
    return page.done(request, "menu:own")
