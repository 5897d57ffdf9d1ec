"""Keys for programs: made here, shown once, ended here."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.kernel.scope import at_the_door
from comity.people import actions, queries
from comity.web import page
from comity.web.people import forms

WRONG_INPUT = 422
PREFIX = "comity_"
SHOWN = 12
MOST_ID = 2**63 - 1


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """This will list one's own keys, and make one; its secret stands on the answer and nowhere else."""
    person: Any = request.visitor.account.person  # type: ignore[attr-defined]
    form, secret = forms.NewKey(page.sent(request)), ""
    if request.method == "POST" and form.is_valid():
        secret = PREFIX + secrets.token_urlsafe(32)
        name, digest = form.cleaned_data["name"], queries.digest_of(secret)
        actions.make_key(person, request.actor, request.now, name=name, digest=digest, begins=secret[:SHOWN])  # type: ignore[attr-defined]
        form = forms.NewKey()
    with at_the_door():
        rows = queries.keys(person.pk)
    context = {"form": form, "secret": secret, "rows": rows}
    response = page.render(request, "people/keys.html", context, status=WRONG_INPUT if form.is_bound else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end one of one's own keys at once."""
    person: Any = request.visitor.account.person  # type: ignore[attr-defined]
    with at_the_door():
        found = queries.key(person.pk, pk) if pk <= MOST_ID else None
    if found is None:
        raise Http404
    actions.end_key(found, request.actor, request.now)  # type: ignore[attr-defined]
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": found.name})
    return page.done(request, "people:keys")
