"""The API itself: how it is put together, who gets in, how refusals and faults are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.security import APIKeyCookie

from comity import __version__
from comity.core.actor import Actor
from comity.core.verdict import Verdict
from comity.kernel.action import Gone, Refused
from comity.policy import explain

PROBLEM = "application/problem+json"


class SignedIn(APIKeyCookie):
    """Lets in whoever has signed in; a change needs the proof of origin as well."""

    param_name = "session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """This will give the actor of the session, if somebody has signed in and acts for a party."""
        actor = actor_of(request)
        return actor if actor.is_signed_in else None


class Obstacle(Schema):
    """One reason why something may not be done, in both languages."""

    code: str
    ground: str
    title_en: str
    title_fr: str
    facts_en: str
    facts_fr: str
    unblock_by_en: str
    unblock_by_fr: str


class Problem(Schema):
    """What was wrong, or what was refused and why (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    refusal: str = ""
    reasons: list[Obstacle] = []


class Allowed(Schema):
    """Whether something may be done now, and every obstacle if not."""

    allowed: bool
    reasons: list[Obstacle]


api = NinjaAPI(
    title="Comity",
    version=__version__,
    description="Partnership policy at work: the menu, programmes, decisions and seats, as one may see them.",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=SignedIn(csrf=True),
    urls_namespace="api",
)


def actor_of(request: HttpRequest) -> Actor:
    """This will give who asks."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]


def now_of(request: HttpRequest) -> datetime:
    """This will give when the request came in."""
    return cast("datetime", request.now)  # type: ignore[attr-defined]


def obstacles(verdict: Verdict) -> list[Obstacle]:
    """This will explain every reason of a verdict in both languages."""
    found = []
    for reason in verdict.reasons:
        en, fr = explain(reason, "en"), explain(reason, "fr")
        found.append(
            Obstacle(
                code=reason.code,
                ground=en.ground.ref,
                title_en=en.title,
                title_fr=fr.title,
                facts_en=en.facts,
                facts_fr=fr.facts,
                unblock_by_en=en.unblock,
                unblock_by_fr=fr.unblock,
            )
        )
    return found


def allowed(verdict: Verdict) -> Allowed:
    """This will answer a question whether something may be done."""
    return Allowed(allowed=verdict.allowed, reasons=obstacles(verdict))


def missing(request: HttpRequest) -> HttpResponse:
    """This will answer for what does not exist and for what one may not see, alike."""
    return _problem(request, Problem(title="Not found", status=404))


def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    response = api.create_response(request, problem, status=problem.status)
    response.headers["Content-Type"] = PROBLEM
    return response


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """This will answer a refused act with its number and every reason."""
    reasons = obstacles(refusal.verdict)
    return _problem(
        request,
        Problem(
            type=f"urn:comity:refusal:{reasons[0].code}",
            title=reasons[0].title_en,
            detail=reasons[0].facts_en,
            status=409,
            refusal=refusal.refusal.number,
            reasons=reasons,
        ),
    )


@api.exception_handler(Gone)
def gone(request: HttpRequest, gone: Gone) -> HttpResponse:
    """This will answer for a thing that was removed meanwhile."""
    return missing(request)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """This will name each field that cannot be read."""
    said = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in _errors(error))
    return _problem(request, Problem(title="Some fields cannot be read", detail=said, status=422))


def _errors(error: ValidationError) -> list[dict[str, Any]]:
    return list(error.errors)
