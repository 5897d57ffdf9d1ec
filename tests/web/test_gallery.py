"""The kit's gallery in a real browser, under the product's own policy: axe, width, scripts that run, keys that work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.gallery.browser import opened, served
from tests.web.gallery.pages import PAGES

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE, NARROW = (1440, 900), (390, 844)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(os.environ.get("SKIP_BROWSER")), reason="SKIP_BROWSER is set"),
]


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened(CHROMIUM) as running:
        yield running


class Visit:
    """One look at one page; what the browser complains about is kept."""

    def __init__(self, browser: Browser, address: str, size: tuple[int, int], **options: Any) -> None:
        self.page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]}, **options)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def violations(self) -> list[str]:
        """Ask axe; the page's policy forbids our adding a script, so its text is evaluated instead."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_the_browser_is_content(
    browser: Browser, gallery: str, name: str, size: tuple[int, int], scheme: str
) -> None:
    visit = Visit(browser, f"{gallery}/{name}?scheme={scheme}", size)
    assert visit.violations() == []
    assert visit.complaints == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    visit.page.close()
