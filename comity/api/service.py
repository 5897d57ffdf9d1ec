"""The API itself: how it is put together, who gets in, how refusals and faults are answered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security import APIKeyCookie, HttpBearer
from pydantic import Field

from comity import __version__
from comity.core.actor import Actor
from comity.core.verdict import Verdict
from comity.kernel.action import Gone, Refused
from comity.policy import explain

PROBLEM = "application/problem+json"
MOST_ROWS = 200
MOST_ID = 2**63 - 1


class SignedIn(APIKeyCookie):
    """Lets in whoever has signed in; a change needs the proof of origin as well."""

    param_name = "session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """This will give the actor of the session, if somebody has signed in and acts for a party."""
        actor = actor_of(request)
        return actor if actor.is_signed_in else None


class ByKey(HttpBearer):
    """Lets in a program that shows a key of its person's; the door has looked it up (web/middleware.py)."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """This will give the actor for whom the program acts, if the key holds."""
        return actor_of(request) if getattr(request, "by_key", False) else None


class Reader(Parser):
    """Reads what programs send. What is no text to a database (NUL, half of a pair) cannot be read."""

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """This will read fields, and name the first that is no text."""
        for name, values in data.lists():
            if not all(_is_text(value) for value in values):
                raise ValidationError([{"loc": ("query", name), "msg": "This is no text."}])
        found: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        return found

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """This will read a body of JSON.

        Raises: ValueError if it is none, or if one of its strings is no text.
        """
        found: dict[str, Any] = super().parse_body(request)
        if not all(_is_text(one) for one in _strings(found)):
            raise ValueError("a string that is no text")
        return found


def _is_text(value: object) -> bool:
    return not isinstance(value, str) or ("\0" not in value and not any("\ud800" <= one <= "\udfff" for one in value))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _strings(item)
        case dict():
            for name, item in value.items():
                yield name
                yield from _strings(item)


class Obstacle(Schema):
    """One reason why something may not be done, in both languages, and the way on where there is one."""

    code: str
    ground: str
    title_en: str
    title_fr: str
    facts_en: str
    facts_fr: str
    unblock_by_en: str
    unblock_by_fr: str
    way_out_en: str = ""
    way_out_fr: str = ""
    way_out_to: str = ""


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


NOT_MODIFIED, UNAUTHORIZED, NOT_FOUND, CONFLICT, UNREADABLE = 304, 401, 404, 409, 422


class Service(NinjaAPI):
    """The API: what it gives bears a stamp of its content, so that a program that asks again is told "the same"."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """This will write an answer, or nothing but its stamp if the program holds the same already."""
        response: HttpResponse = super().create_response(
            request, data, status=status, temporal_response=temporal_response
        )
        if request.method in {"GET", "HEAD"} and response.status_code == HTTPStatus.OK:
            stamp = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            if stamp in request.headers.get("If-None-Match", ""):
                response = HttpResponse(status=NOT_MODIFIED)
            response.headers["ETag"] = stamp
            response.headers["Vary"] = "Authorization, Cookie"
        return response

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """This will describe all operations; what goes wrong is described as a problem document."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in answer.get("content", {}):
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return schema


def answers(good: Any, *more: int) -> dict[int, Any]:
    """This will name what an operation answers: what was asked for, or one of the problems."""
    return {200: good, **dict.fromkeys((UNAUTHORIZED, UNREADABLE, *more), Problem)}


api = Service(
    title="Comity",
    version=__version__,
    description="Partnership policy at work: the menu, programmes, decisions and seats, as one may see them.",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=[ByKey(), SignedIn(csrf=True)],
    urls_namespace="api",
    parser=Reader(),
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
                way_out_en=en.next.label if en.next else "",
                way_out_fr=fr.next.label if fr.next else "",
                way_out_to=en.next.to if en.next else "",
            )
        )
    return found


def pages_of(total: int, rows: int) -> int:
    """This will count the pages of a list; an empty one has one."""
    return max(1, -(-total // rows))


class Page(Schema):
    """Which page of a list is wanted, and how many rows make one."""

    page: int = Field(1, ge=1, le=5_000)
    rows: int = Field(30, ge=1, le=MOST_ROWS)

    @property
    def start(self) -> int:
        """This will count the rows before the page."""
        return (self.page - 1) * self.rows


class Listed(Schema):
    """One page of a list: how many rows there are in all, which page this is, and of how many."""

    total: int
    page: int
    pages: int


def paged(wanted: Page, total: int) -> dict[str, int]:
    """This will tell how many rows and pages there are, and which page this is."""
    return {"total": total, "page": wanted.page, "pages": pages_of(total, wanted.rows)}


def part[T](wanted: Page, found: Sequence[T]) -> Sequence[T]:
    """This will give the rows of the wanted page."""
    return found[wanted.start : wanted.start + wanted.rows]


def numbered[T](find: Callable[[int], T | None], number: int) -> T | None:
    """This will find a row by its number; what no row can bear is as absent as what none bears."""
    return find(number) if 0 < number <= MOST_ID else None


def told[S: Schema](form: type[S], row: object, **more: object) -> S:
    """This will tell of a row: each field that is not given here is taken from the row."""
    return form(**{name: getattr(row, name) for name in form.model_fields if name not in more}, **more)


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


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """This will answer a program that has shown neither a session nor a key that holds."""
    detail = "Sign in, or send a key of yours: Authorization: Bearer ..."
    response = _problem(request, Problem(title="Not signed in", detail=detail, status=UNAUTHORIZED))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def faulty(request: HttpRequest, error: HttpError) -> HttpResponse:
    """This will answer what the machinery of the API turns away: no proof of origin, a body that is not JSON."""
    title = HTTPStatus(error.status_code).phrase
    return _problem(request, Problem(title=title, detail=str(error), status=error.status_code))


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
