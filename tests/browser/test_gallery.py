"""The kit's gallery in a real browser, under the product's own policy: axe, width, scripts that run, keys that work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import AXE
from tests.web.gallery.browser import served
from tests.web.gallery.pages import PAGES

WIDE, NARROW = (1440, 900), (390, 844)


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with served() as address:
        yield address


class Visit:
    """One look at one page; what the browser complains about is kept."""

    def __init__(self, chromium: Browser, address: str, size: tuple[int, int], **options: Any) -> None:
        self.page: Page = chromium.new_page(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **options
        )
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def violations(self) -> list[str]:
        """Ask axe; the page's policy forbids our adding a script, so its text is evaluated instead."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light")],
    ids=["wide-light", "wide-dark", "narrow-light"],
)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_the_browser_is_content(
    chromium: Browser, gallery: str, name: str, size: tuple[int, int], scheme: str
) -> None:
    visit = Visit(chromium, f"{gallery}/{name}?scheme={scheme}", size)
    assert visit.violations() == []
    assert visit.complaints == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    visit.page.close()


OPENED = {
    "account": ("menu", WIDE, ".c-user"),
    "account on a phone": ("menu", NARROW, ".c-user"),
    "sections": ("menu", NARROW, ".c-sections"),
    "filters": ("menu", NARROW, ".c-filter-button"),
    "dialog": ("decision", WIDE, "[data-opens]"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", OPENED)
def test_axe_finds_nothing_in_what_opens(chromium: Browser, gallery: str, what: str, scheme: str) -> None:
    name, size, opener = OPENED[what]
    visit = Visit(chromium, f"{gallery}/{name}?scheme={scheme}", size)
    visit.page.click(opener)
    assert visit.violations() == []
    visit.page.keyboard.press("Escape")
    assert visit.page.locator(":popover-open, dialog:modal").count() == 0
    visit.page.close()


def test_a_refusal_swaps_in_takes_the_focus_and_keeps_what_was_typed(chromium: Browser, gallery: str) -> None:
    visit = Visit(chromium, f"{gallery}/activity", WIDE)
    visit.page.fill("#note", "for the spring")
    visit.page.click("text=Add to the programme")
    visit.page.wait_for_selector("#answer #refusal")
    assert visit.page.evaluate("document.activeElement.id") == "refusal"
    assert visit.page.input_value("#note") == "for the spring"
    tolerated = ("409", "Autofocus")  # the browser notes both; the script has set the focus
    assert [line for line in visit.complaints if not any(word in line for word in tolerated)] == []
    assert visit.violations() == []
    visit.page.close()


def test_a_fault_keeps_what_was_typed_and_says_so(chromium: Browser, gallery: str) -> None:
    visit = Visit(chromium, f"{gallery}/activity", WIDE)
    page = visit.page
    page.fill("#note", "for the spring")
    page.evaluate("document.querySelector('[hx-post]').setAttribute('hx-post', '/fail')")
    page.click("text=Add to the programme")
    page.wait_for_selector("#toasts .c-toast")
    assert "Nothing was changed" in page.locator("#toasts").inner_text()
    assert page.input_value("#note") == "for the spring"
    page.evaluate("document.querySelector('[hx-post]').setAttribute('hx-post', 'http://127.0.0.1:1/')")
    page.click("text=Add to the programme")
    page.wait_for_selector("#toasts .c-toast:nth-child(2)")
    assert page.input_value("#note") == "for the spring"
    page.close()


def test_a_whole_page_does_not_end_up_inside_a_part(chromium: Browser, gallery: str) -> None:
    visit = Visit(chromium, f"{gallery}/activity", WIDE)
    page = visit.page
    page.evaluate("document.querySelector('[hx-post]').setAttribute('hx-post', '/moved')")
    page.click("text=Add to the programme")
    page.wait_for_selector(".c-empty")
    assert page.locator("main").count() == 1
    page.close()


def test_keys_move_through_rows_and_may_be_switched_off(chromium: Browser, gallery: str) -> None:
    visit = Visit(chromium, f"{gallery}/menu", WIDE)
    page = visit.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr[data-row-current] .c-row-sub bdi").inner_text() == "PCM-0047"
    page.keyboard.press("x")
    assert page.locator("[data-selection]").is_visible()
    assert page.locator("[data-selection-count]").inner_text() == "1"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("jj")
    assert page.input_value("[name=q]") == "jj"
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert page.locator("#keys [data-own]").inner_text().split("\n") == ["n", "Nominate people…"]
    page.keyboard.press("Escape")
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()
    page.evaluate("Object.assign(document.documentElement.dataset, {keys: 'on', keymap: '{\"KeyS\": \"next\"}'})")
    page.locator("h1").click()
    page.keyboard.press("s")
    assert page.locator("tr[data-row-current] .c-row-sub bdi").inner_text() == "PCM-0113"
    page.keyboard.press("n")
    page.wait_for_url("**/empty")
    page.close()


def test_choices_work_at_once_and_are_remembered(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    page = context.new_page()
    page.goto(f"{gallery}/menu")
    page.click(".c-user")
    page.check("[name=scheme][value=dark]")
    page.check("[name=density][value=compact]")
    assert (
        page.evaluate("({...document.documentElement.dataset})").items()
        >= {
            "colorScheme": "dark",
            "density": "compact",
        }.items()
    )
    kept = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
    assert kept == {"comity_scheme": "dark", "comity_density": "compact"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
    context.close()


def test_the_clock_counts_from_the_servers_time(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(timezone_id="Asia/Amman", locale="en-GB")
    page = context.new_page()
    page.clock.install()
    page.goto(f"{gallery}/decision")
    assert page.locator("[data-left]").inner_text() == "1 d 14 h"
    assert "Amman" in page.locator("[data-your-time] dd").inner_text()
    page.clock.run_for("15:00:00")
    assert page.locator("[data-left]").inner_text() == "23 h 0 min"
    assert page.locator("#toasts").inner_text() == ""
    page.clock.run_for("22:01:00")
    assert page.locator("[data-left]").inner_text() == "59 min"
    context.close()


def test_pages_work_without_scripts(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": NARROW[0], "height": NARROW[1]})
    page = context.new_page()
    page.goto(f"{gallery}/menu")
    page.click(".c-filter-button")
    assert page.locator(".c-filters-foot button").is_visible()
    page.goto(f"{gallery}/menu")
    page.click(".c-user")
    assert page.locator(".c-choices button[type=submit]").is_visible()
    page.goto(f"{gallery}/decision")
    assert page.locator("[data-left]").inner_text() == "1 d 14 h"
    assert page.locator("[data-opens]").get_attribute("href") == "/en/decisions/PO-2026-0188/break-silence/"
    context.close()


def test_the_primary_action_is_near_for_the_tab_key(chromium: Browser, gallery: str) -> None:
    page = chromium.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
    page.goto(f"{gallery}/menu")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ds-skip-link"
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Nominate people…":
            break
    else:
        pytest.fail("the primary action is more than four stops behind the skip link")
    page.close()


@pytest.mark.parametrize("name", ["menu", "today", "decision"])
def test_paper_starts_with_words_and_carries_no_buttons(chromium: Browser, gallery: str, name: str) -> None:
    page = chromium.new_page()
    page.goto(f"{gallery}/{name}?scheme=dark")
    page.emulate_media(media="print")
    assert page.locator("main h1").is_visible()
    assert not page.locator(".c-top").is_visible()
    assert not page.locator(".c-filters").first.is_visible() if name == "menu" else True
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('main h1')).color") == "rgb(0, 0, 0)"
    page.close()
