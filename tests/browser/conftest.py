"""A real browser on a served site: Chromium from the system's packages, driven by Playwright.

What a person would never see must not be there either: a message on the console, an error in a script, a request that
fails. Each page is watched for them, and a test fails at its end if there were any.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

from tests.browser.chromium import find_chromium
from tests.server import ROOT
from tests.site import Site

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SERVER_ERROR = 500
WAIT_MILLISECONDS = 10_000

type OpenPage = Callable[..., Page]
type SignIn = Callable[[Page, str], None]
type Axe = Callable[[Page], list[str]]


@dataclass
class Watch:
    """What went wrong in the pages of one test; a test that provokes something clears it."""

    complaints: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        """This will note errors and warnings that the browser prints."""
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def on_error(self, error: Exception) -> None:
        """This will note an error that no script caught."""
        self.complaints.append(f"script: {error}")

    def on_response(self, response: Response) -> None:
        """This will note an answer that is the server's fault."""
        if response.status >= SERVER_ERROR:
            self.complaints.append(f"{response.status} {response.request.method} {response.url}")

    def observe(self, page: Page) -> None:
        """This will watch a page."""
        page.on("console", self.on_console)
        page.on("pageerror", self.on_error)
        page.on("response", self.on_response)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """This will start the browser once."""
    program = find_chromium()
    if program is None:
        pytest.fail("There is no Chromium here: install it, name it in COMITY_CHROMIUM, or set SKIP_BROWSER=1.")
    # Playwright's loop runs in this thread, and Django would refuse to touch the database beside it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            # Its sandbox does not work as root, and containers give it little shared memory.
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """This will fail the test at its end if a page complained."""
    watching = Watch()
    yield watching
    assert watching.complaints == []


@pytest.fixture
def open_page(chromium: Browser, site: Site, watch: Watch) -> Iterator[OpenPage]:
    """This will open pages, each for a person of its own: cookies are not shared.

    Named arguments go to the browser's context, such as java_script_enabled=False, locale="fr-BE",
    viewport={"width": 390, "height": 844} or color_scheme="dark".
    """
    contexts: list[BrowserContext] = []

    def open_one(path: str = "/", **how: Any) -> Page:
        how = {"locale": "en-GB", "timezone_id": "Europe/Brussels", "viewport": {"width": 1280, "height": 900}} | how
        context = chromium.new_context(base_url=site.url, **how)
        context.set_default_timeout(WAIT_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        watch.observe(page)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """This will open the start page on a desktop screen."""
    return open_page()


@pytest.fixture
def sign_in() -> SignIn:
    """This will sign a page in with the demo's one click."""

    def as_person(page: Page, name: str) -> None:
        page.goto("/en/people/demo/")
        page.get_by_role("button", name=f"Sign in as {name}").click()
        page.wait_for_url(lambda url: "/people/demo/" not in url)

    return as_person


@pytest.fixture(scope="session")
def axe() -> Axe:
    """This will check a page against WCAG 2.2 AA and give one line for each violation."""
    if not AXE.exists():
        pytest.fail(f"{AXE.relative_to(ROOT)} is missing; `python3 scripts/bootstrap.py` installs it.")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", AXE_TAGS)
        return [
            f"{violation['id']}: {violation['help']} at {', '.join(str(node['target']) for node in violation['nodes'])}"
            for violation in found["violations"]
        ]

    return check
