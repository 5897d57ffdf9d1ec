"""What a run of tests visited: addresses, templates and refusals (a pytest plugin, named in pyproject.toml).

Each process writes its notes to the folder COMITY_VISITS when it ends; the law in tests/laws/test_visits.py reads them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest

TEMPLATES = Path(__file__).resolve().parents[1] / "comity" / "web" / "templates"
OURS = "comity."
API = "/api/"  # what a program is told no person has read on a page

_routes: set[str] = set()
_templates: set[str] = set()
_refusals: set[str] = set()
_asked: ContextVar[bool] = ContextVar("asked", default=False)  # whether somebody asked for a page, not a program


def routes() -> set[str]:
    """Every address of ours, written as the pattern that stands in the urls modules."""
    from django.urls import URLResolver, get_resolver  # noqa: PLC0415

    def walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for one in resolver.url_patterns:
            where = prefix + str(one.pattern).removeprefix("^")  # as the resolver writes what it has matched
            if isinstance(one, URLResolver):
                yield from walk(one, where)
            elif one.lookup_str.startswith(OURS):
                yield where

    return {_without_language(route) for route in walk(get_resolver(), "")}


def templates() -> set[str]:
    """Every template of ours that is a page or a mail, not a collection of macros."""
    found = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(("components/", "layout/")) and "/_" not in name}


def read(folder: Path, kind: str) -> set[str]:
    """What all processes noted."""
    return {line for path in folder.glob(f"{kind}-*") for line in path.read_text(encoding="utf-8").splitlines()}


def _without_language(route: str) -> str:
    return route.removeprefix("en/").removeprefix("fr/")


def _note(folder: str) -> None:
    where = Path(folder)
    where.mkdir(parents=True, exist_ok=True)
    for kind, seen in (("routes", _routes), ("templates", _templates), ("refusals", _refusals)):
        (where / f"{kind}-{os.getpid()}").write_text("\n".join(sorted(seen)), encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def _noting() -> Iterator[None]:
    """Listens to the handler of requests, the template environment and the refusals for the whole run."""
    if "COMITY_VISITS" not in os.environ:
        yield
        return
    from django.core.handlers.base import BaseHandler  # noqa: PLC0415
    from jinja2 import Environment  # noqa: PLC0415

    from comity import policy  # noqa: PLC0415
    from comity.kernel.action import Refused  # noqa: PLC0415

    answer: Callable[..., Any] = BaseHandler.get_response
    explain: Callable[..., Any] = policy.explain
    refuse: Callable[..., Any] = Refused.__init__
    resolve: Callable[..., Any] = BaseHandler.resolve_request
    get_template: Callable[..., Any] = Environment.get_template

    def answering(self: BaseHandler, request: Any) -> Any:
        token = _asked.set(not request.path.startswith(API))
        try:
            return answer(self, request)
        finally:
            _asked.reset(token)

    def explaining(reason: Any, *args: Any, **kwargs: Any) -> Any:
        if _asked.get():
            _refusals.add(reason.code)
        return explain(reason, *args, **kwargs)

    def refusing(self: Refused, refusal: Any, verdict: Any) -> None:
        if _asked.get():
            _refusals.update(verdict.codes)
        refuse(self, refusal, verdict)

    def resolving(self: BaseHandler, request: Any) -> Any:
        match = resolve(self, request)
        _routes.add(_without_language(match.route))
        return match

    def getting(self: Environment, name: Any, *args: Any, **kwargs: Any) -> Any:
        _templates.add(str(name))
        return get_template(self, name, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", answering)
        patch.setattr(BaseHandler, "resolve_request", resolving)
        patch.setattr(policy, "explain", explaining)
        patch.setattr(Refused, "__init__", refusing)
        patch.setattr(Environment, "get_template", getting)
        yield
    _note(os.environ["COMITY_VISITS"])
