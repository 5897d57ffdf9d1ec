"""Refusals as somebody meets them on a page: cases over one world, each undone before the next.

What the law in tests/laws/test_visits.py counts are the codes that were met in this way anywhere in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from comity.kernel.models import Entry
from comity.policy import loader

PANEL = re.compile(r'<section class="c-refusal".*?</section>', re.DOTALL)
TITLE = re.compile(r'id="refusal-title">(.*?)<')
WAY_ON = re.compile(r'c-refusal-next">\s*(<form|<a |<span>)')
NEXT = re.compile(r'<div class="c-refusal-next">.*?</div>', re.DOTALL)
LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')
OURS = {"confirmed", "csrfmiddlewaretoken", "held", "once", "version"}  # what a form carries that nobody typed
ALIKE = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
MEANT_BY_TYPE = {"&#39;": "'", "&#34;": '"', "&amp;": "&"}


@dataclass(frozen=True, slots=True)
class Case:
    """Who asks for what, and which refusal answers. A case that sends nothing opens the page.

    `stand` says what happens first; what it gives back fills the gaps of the path.
    """

    code: str
    who: str
    path: str
    sent: Mapping[str, Any] | None = None
    stand: Callable[[Any], Mapping[str, object] | None] = lambda _world: None


def said(answer: Any) -> str:
    """The page, with signs that only typesetting tells apart written alike."""
    page: str = answer.content.decode()
    for written, meant in MEANT_BY_TYPE.items():
        page = page.replace(written, meant)
    return page.translate(ALIKE)


def shown(page: str) -> str:
    """What somebody reads in the middle of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())[:1500]


def title(code: str, language: str = "en") -> re.Pattern[str]:
    """The title of a refusal, whatever stands in its gaps."""
    words = re.split(r"\{[^}]*\}", loader.refusals()[code].title.in_(language).translate(ALIKE))
    return re.compile(".{1,80}".join(re.escape(part) for part in words))


def stands_on(page: str, typed: object) -> bool:
    """Whether what somebody typed is still on the page; files are chosen again by the browser's own rule."""
    return not isinstance(typed, str) or typed.strip().translate(ALIKE) in page


def ways(panel: str) -> set[str]:
    """The pages to which the foot of a panel leads."""
    return {link for foot in NEXT.findall(panel) for link in LINK.findall(foot)}


def leads_on(client: Client, answer: Any, sent: Mapping[str, Any] | None = None, code: str = "") -> list[str]:
    """The panels of a page that has them, of one refusal if it is named.

    Each has a way on, to pages that open to this reader and do not refuse in turn; what was typed stands on the page.
    """
    page = said(answer)
    panels = [panel for panel in PANEL.findall(page) if not code or title(code, _language(answer)).search(panel)]
    assert panels, (code, TITLE.findall(page))
    assert all(WAY_ON.search(panel) for panel in panels), f"it leads nowhere: {panels}"
    for way in sorted(set().union(*map(ways, panels))):
        opened = client.get(way, follow=True)
        assert opened.status_code == 200, f"{way} answers {opened.status_code}"
        again = set(TITLE.findall(said(opened))) - set(TITLE.findall(page))
        assert not again, f"{way} refuses as well: {again}"
        assert "/accounts/" not in opened.request["PATH_INFO"], f"{way} asks to sign in"
    lost = {name: typed for name, typed in (sent or {}).items() if name not in OURS and not stands_on(page, typed)}
    assert not lost, f"what was typed is lost: {lost}"
    return panels


def _language(answer: Any) -> str:
    return "fr" if answer.request["PATH_INFO"].startswith("/fr/") else "en"


def refuses(client: Client, case: Case, path: str) -> None:
    """The case is refused with 409, or explained on the page that was opened; it leads on, and nothing was entered."""
    entered = Entry.objects.count()
    answer = client.get(path) if case.sent is None else client.post(path, case.sent)
    expected = 200 if case.sent is None else 409
    assert answer.status_code == expected, f"{answer.status_code}: {shown(said(answer))}"
    leads_on(client, answer, case.sent, case.code)
    assert Entry.objects.count() == entered, "a refused act was entered"


@dataclass(frozen=True, slots=True)
class Scene:
    """Who has signed in, where their pages lie, what fills the gaps of paths, and the world as `stand` gets it."""

    root: str
    clients: Mapping[str, Client]
    gaps: Mapping[str, object]
    world: Any = None


def each_refuses(cases: Iterable[Case], scene: Scene, subtests: pytest.Subtests) -> None:
    """Every case is refused in its scene, by turns in English and in French."""
    for case, language in zip(cases, cycle(("en", "fr")), strict=False):
        with subtests.test(case.code, path=case.path), undone():
            gaps = {**scene.gaps, **(case.stand(scene.world) or {})}
            refuses(scene.clients[case.who], case, f"/{language}/{scene.root}{case.path.format(**gaps)}")


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
