#!/usr/bin/env python3
"""Make the pictures of docs/pictures/ from a freshly loaded demo world: `make pictures`.

Each screen is taken as one of the demo's people sees it, in English on a desktop; some also in French, on a telephone
or in the dark. A screen that cannot be found is an error, so that the pictures never lag behind the pages.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
OUT = ROOT / "docs" / "pictures"


@dataclass(frozen=True)
class Shot:
    """One picture: its name, who looks, where she starts and which link she follows from there."""

    name: str
    person: str | None
    start: str
    link: str | None = None
    language: str = "en"
    viewport: tuple[int, int] = (1280, 900)
    scheme: str = "light"
    full: bool = True


OFFICER, CAPITAL, DESK, SECRETARY = "Aïssata Diallo", "Tomas Rell", "Jana Novák", "Henrik Voss"
ACTIVITY = r"/menu/[A-Z0-9][\w.-]*[0-9]/$"
SHOTS = (
    Shot("today", DESK, "/today/"),
    Shot("today-telephone", OFFICER, "/today/", viewport=(390, 844)),
    Shot("menu", OFFICER, "/menu/", full=False),
    Shot("menu-dark", OFFICER, "/menu/", scheme="dark", full=False),
    Shot("activity", CAPITAL, "/menu/", ACTIVITY),
    Shot("programme", OFFICER, "/programmes/", r"/programmes/[A-Z]{2,}/[^/]+/$"),
    Shot("programme-french", OFFICER, "/programmes/", r"/programmes/[A-Z]{2,}/[^/]+/$", language="fr"),
    Shot("decision", SECRETARY, "/decisions/", r"/decisions/[A-Z0-9][\w.-]*/$"),
    Shot("nation", DESK, "/nations/", r"/nations/XA/$"),
    Shot("policy", OFFICER, "/policy/", full=False),
    Shot("public", None, "/"),
)


def main(names: list[str]) -> int:
    """Take all pictures, or those that are named."""
    from playwright.sync_api import sync_playwright

    from comity.kernel import embedded, roles
    from tests import site
    from tests.browser.chromium import find_chromium

    program = find_chromium()
    if program is None:
        print("There is no Chromium here: install it (on Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with embedded.lease(ROOT / "var" / "test-postgres", purpose="test") as server:
        os.environ["COMITY_TEST_SERVER"] = server.superuser_url
        for login, password in server.passwords.items():
            os.environ[f"COMITY_TEST_PASSWORD_{login.upper()}"] = password
        database = f"pictures_{os.getpid()}"
        site.statement("CREATE DATABASE {} OWNER {}", database, roles.OWNER)
        try:
            site.fill(database)
            with site.serving(database) as served, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
                for shot in SHOTS:
                    if not names or shot.name in names:
                        take(browser, served.url, shot)
                        print(f"docs/pictures/{shot.name}.png", flush=True)
                browser.close()
        finally:
            site.drop(database)
    return 0


def take(browser, url: str, shot: Shot) -> None:  # noqa: ANN001 - Playwright is imported only when it is needed
    """Take one picture."""
    width, height = shot.viewport
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        locale="fr-BE" if shot.language == "fr" else "en-GB",
        timezone_id="Europe/Brussels",
        device_scale_factor=1,
    )
    page = context.new_page()
    if shot.person is not None:
        page.goto("/en/people/demo/")
        page.get_by_role("button", name=f"Sign in as {shot.person}").click()

        page.wait_for_url(lambda address: "/people/demo/" not in address)
    page.goto(f"/{shot.language}{shot.start}")
    if shot.link is not None:
        addresses = page.locator("main a").evaluate_all("links => links.map(link => link.pathname)")
        found = next((address for address in addresses if re.search(shot.link, address)), None)
        if found is None:
            raise SystemExit(f"{shot.name}: no link {shot.link} on {page.url}")
        page.goto(found)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=OUT / f"{shot.name}.png", full_page=shot.full, animations="disabled")
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
