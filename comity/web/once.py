"""Sent twice, done once: the token that every form carries, and what a second sending is answered (W-76)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comity.core.actor import Actor
from comity.kernel import submissions
from comity.kernel.scope import SYSTEM, Scope, switch
from comity.kernel.submissions import Answer
from comity.web import problems

FIELD, HEADER = "once", "Idempotency-Key"
TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")
MOST_BODY = 64 * 1024
SEE_OTHER, OK, NO_CONTENT, MULTIPLE, UNPROCESSABLE = 302, 200, 204, 300, 422


class Proof:
    """The hidden fields of one form: that the form is ours, and a token that no other form has."""

    def __init__(self, token: str) -> None:
        """This will keep the proof of origin; the token is made anew each time a form is written."""
        self._csrf = token

    def __html__(self) -> SafeString:
        """This will write both fields into a form."""
        return format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
            self._csrf,
            FIELD,
            secrets.token_urlsafe(18),
        )

    __str__ = __html__


def repeatable[V: Callable[..., Any]](view: V) -> V:
    """This will leave a view out: doing it twice is the same as doing it once, and each time counts (a lease)."""
    view.is_repeatable = True  # type: ignore[attr-defined]
    return view


def before(request: HttpRequest, view: Callable[..., object], *, is_api: bool) -> HttpResponseBase | None:
    """This will use the token of what was sent; the same thing sent again is answered here, as the first was.

    Strangers have nothing to send twice: what is open to them is a choice, a sign-in or one report by its link.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    token = request.headers.get(HEADER, "") if is_api else request.POST.get(FIELD, "")
    if not (actor.is_signed_in and TOKEN.fullmatch(token)) or getattr(view, "is_repeatable", False):
        return None
    content = submissions.digest_of([request.body] if is_api else _content(request))
    named = [str(actor.person_id), actor.party or "", token, request.path, "" if is_api else content]
    key = submissions.digest_of(part.encode() for part in named)
    reader = switch(Scope(SYSTEM))
    answer = submissions.claim(key, content, actor.person_id, request.now)  # type: ignore[attr-defined]
    switch(reader)
    if answer is None:
        request.submission = key  # type: ignore[attr-defined]
        return None
    return _again(request, answer, content, is_api=is_api)


def after(request: HttpRequest, response: HttpResponseBase, *, is_api: bool) -> None:
    """This will keep the answer with the token if something was done, and give the token back if not."""
    key: str = getattr(request, "submission", "")
    if not key:
        return
    reader = switch(Scope(SYSTEM))
    submissions.settle(key, _result(response) if is_api else _way_on(request, response))
    switch(reader)


def _content(request: HttpRequest) -> Iterator[bytes]:
    """This will give what a form says, files included, without its hidden proofs."""
    for name, values in sorted(request.POST.lists()):
        if name not in {FIELD, "csrfmiddlewaretoken"}:
            yield from (part.encode(errors="surrogatepass") for part in (name, *map(str, values)))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (name.encode(), str(file.name).encode(errors="surrogatepass"), *file.chunks())
            file.seek(0)


def _way_on(request: HttpRequest, response: HttpResponseBase) -> Answer | None:
    """This will give where the reader was sent on, with what was said; whoever stays on the form has done nothing."""
    location = response.headers.get("HX-Redirect") or response.headers.get("Location", "")
    if not location or response.status_code not in {SEE_OTHER, NO_CONTENT}:
        return None
    queued = getattr(messages.get_messages(request), "_queued_messages", [])
    return Answer(response.status_code, location, [[one.level, str(one.message)] for one in queued])


def _result(response: HttpResponseBase) -> Answer | None:
    """This will give what a program was answered, if its act was done."""
    if not OK <= response.status_code < MULTIPLE or not isinstance(response, HttpResponse):
        return None
    return Answer(response.status_code, body=response.content[:MOST_BODY].decode())


def _again(request: HttpRequest, answer: Answer, content: str, *, is_api: bool) -> HttpResponseBase:
    """This will answer as the first was answered."""
    if is_api:
        if answer.digest != content:
            return problems.problem(UNPROCESSABLE, "The key was used with another content")
        return HttpResponse(answer.body, status=answer.status, content_type="application/json; charset=utf-8")
    for level, text in answer.said:
        messages.add_message(request, int(str(level)), str(text))
    if answer.status == NO_CONTENT:
        response = HttpResponse(status=NO_CONTENT)
        response.headers["HX-Redirect"] = answer.location
        return response
    return HttpResponseRedirect(answer.location)
