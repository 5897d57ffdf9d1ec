"""Contact points and missions on a telephone: clean, and no wider than the screen."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.conftest import Axe, OpenPage, SignIn

LISTS = ("", "bidding/", "files/", "missions/", "log/", "bidding/new/", "missions/new/", "files/new/")
FOLLOWED = {"bidding/", "files/", "missions/"}


def visited(page: Page) -> Iterator[str]:
    """Each list and form, and the first thing that a list names."""
    for path in LISTS:
        page.goto(f"/en/presence/{path}{'?when=all' if not path else ''}")
        yield page.url
        if path in FOLLOWED:
            page.locator("main tbody th a").first.click()
            page.wait_for_load_state()
            yield page.url


def test_the_pages_of_contact_points_and_missions_fit(open_page: OpenPage, sign_in: SignIn, axe: Axe) -> None:
    page = open_page("/en/people/demo/", viewport={"width": 390, "height": 844})
    sign_in(page, "Jana Novák")
    wrong = []
    for url in visited(page):
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [f"{url} is {overflow} px wider than the screen"] if overflow > 0 else []
        wrong += [f"{url}: {one}" for one in axe(page)]
    assert wrong == []
