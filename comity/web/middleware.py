"""What stands round every request: one transaction, one reading scope, who acts, and refusals as ordinary answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare

from comity.core.actor import ANONYMOUS, Actor
from comity.kernel import clock
from comity.kernel.action import Gone, Refused
from comity.kernel.scope import DOOR, READER, Scope, as_system, scoped, switch
from comity.people import queries as people
from comity.people.actions import note_use, note_visit, show_to
from comity.web import errors, once, page, problems

type Answer = Callable[[HttpRequest], HttpResponseBase]

BAD_REQUEST, SERVER_ERROR = 400, 500
KEPT_HEADERS = {"Allow", "Cache-Control", "Retry-After", "Vary", "WWW-Authenticate"}
BEARER = "Bearer "
TOUCH_SECONDS = 300
SIGN_IN_PATHS = ("/en/account/", "/fr/account/")
API_PATH = problems.API_PATH  # it asks for itself who is there, and answers in its own words


class Asked(HttpRequest):
    """A request as views see it: with who acts and when."""

    actor: Actor
    now: datetime
    visitor: people.Visitor | None


def headers(get_response: Answer) -> Answer:
    """This will add the headers that Django does not know."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        return response

    return middleware


def as_problems(get_response: Answer) -> Answer:
    """This will answer a program with a problem document whatever went wrong, and wherever (RFC 9457)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_told = response.headers.get("Content-Type", "").startswith(problems.PROBLEM)
        if response.status_code < BAD_REQUEST or is_told or not request.path.startswith(API_PATH):
            return response
        answer = problems.problem(response.status_code, HTTPStatus(response.status_code).phrase)
        for name in KEPT_HEADERS & set(response.headers):
            answer.headers[name] = response.headers[name]
        return answer

    return middleware


def transaction_of_request(get_response: Answer) -> Answer:
    """This will run the whole request in one transaction that begins at the door."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.now = clock.now()  # type: ignore[attr-defined]
        request.actor = ANONYMOUS  # type: ignore[attr-defined]
        request.visitor = None  # type: ignore[attr-defined]
        with scoped(Scope(DOOR)):
            response = get_response(request)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response

    return middleware


class ActorMiddleware:
    """Finds out who asks and lets the view read what they may read, and nothing else."""

    def __init__(self, get_response: Answer) -> None:
        """This will keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """This will put the reading scope round the view; pages about signing in stay at the door."""
        visitor = _visitor(request)
        if visitor is not None:
            request.visitor = visitor  # type: ignore[attr-defined]
            request.actor = visitor.actor  # type: ignore[attr-defined]
        if request.path.startswith(SIGN_IN_PATHS):
            return self.get_response(request)
        actor: Actor = request.actor  # type: ignore[attr-defined]
        before = switch(Scope(READER, actor.communities))
        response = self.get_response(request)
        if response.status_code < SERVER_ERROR and not connection.needs_rollback:
            once.after(request, response, is_api=request.path.startswith(API_PATH))
        if visitor is not None:  # what one person may read is kept for nobody else, and asked for again
            response.headers.setdefault("Cache-Control", "private, no-cache")
        # The session is written at the door; most requests only read it.
        if request.session.modified and response.status_code < SERVER_ERROR and not connection.needs_rollback:
            switch(before)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """This will close every view to those who have not signed in, unless it is public or about signing in."""
        if "\0" in request.path_info:  # no code holds one, and the database takes none
            return errors.not_found(request)
        visitor: people.Visitor | None = request.visitor  # type: ignore[attr-defined]
        is_api = request.path.startswith(API_PATH)
        if not (getattr(view, "is_public", False) or is_api or request.path.startswith(SIGN_IN_PATHS)):
            if visitor is None:
                return page.to_sign_in(request)
            if settings.MFA_REQUIRED and not visitor.has_factor:
                return page.done(request, "mfa_activate_totp")
        if request.method == "POST" and not request.path.startswith(SIGN_IN_PATHS):
            return once.before(request, view, is_api=is_api)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """This will answer a refusal with its panel, and a row that has gone like one that never was."""
        if isinstance(exception, Refused):
            return page.refused(request, exception)
        if isinstance(exception, Gone):
            return errors.not_found(request, exception)
        return None


def _visitor(request: HttpRequest) -> people.Visitor | None:
    """This will look up who is signed in, and end a session that is too old or whose stamp no longer fits.

    A session ends after 30 minutes without use, 12 hours after its beginning, and at once when the password, a second
    factor or an appointment changes.
    """
    secret = request.headers.get("Authorization", "")
    if request.path.startswith(API_PATH) and secret.startswith(BEARER):
        return _by_key(request, secret.removeprefix(BEARER).strip())
    session = request.session
    account_id = session.get(SESSION_KEY)
    if account_id is None:
        return None
    now: datetime = request.now  # type: ignore[attr-defined]
    stamp = int(now.timestamp())
    began, touched = session.get("began", stamp), session.get("touched", stamp)
    found = people.visitor(int(account_id), now)
    trusted = found is not None and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), found.account.get_session_auth_hash()
    )
    is_old = stamp - began > settings.SESSION_COOKIE_AGE or stamp - touched > settings.SESSION_IDLE_SECONDS
    if found is None or not trusted or is_old:
        session.flush()
        return None
    if "began" not in session:
        session["began"] = session["touched"] = stamp
        note_visit(int(account_id), now, is_new=True)
        _met(found)
        found.account.seen_at, found.account.visited_at = found.account.visited_at, now
    elif stamp - touched > TOUCH_SECONDS:
        session["touched"] = stamp
        note_visit(int(account_id), now, is_new=False)
        _met(found)
    return found


def _met(visitor: people.Visitor) -> None:
    """This will let the party for which somebody acts know them by their own name."""
    if visitor.hat is not None:
        with as_system():
            show_to(visitor.account.person_id, visitor.hat.party)


def _by_key(request: HttpRequest, secret: str) -> people.Visitor | None:
    """This will look up for whom a program acts that shows a key; one that does not hold opens nothing."""
    opened = people.opened(secret)
    if opened is None:
        return None
    now: datetime = request.now  # type: ignore[attr-defined]
    if opened.used_at is None or (now - opened.used_at).total_seconds() > TOUCH_SECONDS:
        with as_system():
            note_use(opened.key_id, now)
    request.by_key = True  # type: ignore[attr-defined]
    return people.visitor(opened.account_id, now)
