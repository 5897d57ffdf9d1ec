"""A round of allocation in a browser: other weights by keyboard and by hand, explanations in a drawer, own names."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Axe, OpenPage, SignIn, Watch
from tests.site import Site

OFFICER = "Rosa Imhof"


@pytest.fixture(scope="module")
def solved(chromium: Browser, site: Site) -> str:
    """The address of a round under review whose inputs are frozen, with one solved trial on them."""
    page = chromium.new_page(base_url=site.url)
    page.goto("/en/people/demo/")
    page.get_by_role("button", name=f"Sign in as {OFFICER}").click()
    page.goto("/en/resources/")
    place = page.locator("main a[href$='-1/'][href*='/rounds/']").first.get_attribute("href") or ""
    for verb in ("rerun", "freeze"):
        page.goto(f"{place}{verb}/")
        page.locator("main form button").first.click()
        page.wait_for_url(f"**{place}")
    page.goto(f"{place}trials/")
    page.get_by_role("button", name="Ask for a trial").click()
    expect(page.get_by_text("Waiting for the solver")).to_be_visible()
    page.close()
    site.comity("solver", "--once")
    return place


def as_officer(open_page: OpenPage, sign_in: SignIn, path: str, **how: Any) -> Page:
    page = open_page("/en/people/demo/", **how)
    sign_in(page, OFFICER)
    page.goto(path)
    return page


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def weights(page: Page) -> list[float]:
    return [float(one.input_value()) for one in page.locator("[data-weight]").all()]


def test_weights_are_moved_by_keyboard_and_by_hand_and_the_total_follows(
    solved: str, open_page: OpenPage, sign_in: SignIn, axe: Axe
) -> None:
    page = as_officer(open_page, sign_in, f"{solved}weights/")
    total, said = page.locator("[data-total]"), page.locator("[data-total-said]")
    expect(total).to_contain_text("100 % that is the whole")
    expect(page.get_by_role("slider")).to_have_count(0)  # one name and one stop for each weight: its number
    field = page.get_by_role("spinbutton", name="Values and reform", exact=True)
    field.fill("20")
    field.press("ArrowUp")
    expect(field).to_have_value("21")
    field.press("PageDown")
    expect(field).to_have_value("11")
    field.press("Tab")
    expect(page.get_by_role("spinbutton", name="Support given")).to_be_focused()
    expect(total).to_contain_text(re.compile(r"per cent are missing"))
    expect(said).to_contain_text("are missing")
    slider = page.locator(".c-slider").first
    box = slider.bounding_box()
    assert box is not None
    slider.click(position={"x": box["width"] * 0.6, "y": box["height"] / 2})
    assert 55 <= weights(page)[0] <= 65
    assert weights(page)[0].is_integer()
    moved = weights(page)[:2]
    page.get_by_role("button", name="Keep what I changed").click()
    expect(total).to_contain_text("100 % that is the whole")
    assert weights(page)[:2] == moved
    assert sum(weights(page)) == pytest.approx(100)
    expect(page.get_by_role("button", name="Keep what I changed")).to_be_focused()
    assert axe(page) == []


def test_what_would_move_appears_by_itself_and_each_line_explains_itself(
    solved: str, open_page: OpenPage, sign_in: SignIn, axe: Axe, site: Site
) -> None:
    page = as_officer(open_page, sign_in, f"{solved}weights/")
    for field in page.locator("[data-weight]").all():
        field.fill("0")
    page.get_by_role("spinbutton", name="Capacity to pay").fill("1")
    page.get_by_role("spinbutton", name="Values and reform", exact=True).fill("99")
    page.get_by_role("button", name="Try these weights").click()
    expect(page.get_by_text("The solver takes it up within a moment.")).to_be_visible()
    assert axe(page) == []
    site.comity("solver", "--once")
    expect(page.locator("#moved")).to_contain_text("Value against trial")
    expect(page.locator("#moved [hx-trigger]")).to_have_count(0)
    expect(page.get_by_role("spinbutton", name="Values and reform", exact=True)).to_have_value("99")
    assert axe(page) == []
    page.get_by_role("button", name="Try these weights").click()
    page.get_by_role("button", name="Call it off").click()
    expect(page.locator("#moved")).to_contain_text("It was called off.")


def test_without_scripts_numbers_are_typed_refused_by_name_and_kept(
    solved: str, open_page: OpenPage, sign_in: SignIn, watch: Watch
) -> None:
    page = as_officer(open_page, sign_in, f"{solved}weights/", java_script_enabled=False)
    field = page.get_by_label("Values and reform")
    field.fill("90")
    page.get_by_role("button", name="Try these weights").click()
    expect(page.locator(".c-refusal-facts")).to_contain_text("90 %")
    expect(field).to_have_value("90")
    page.get_by_role("button", name="Keep what I changed").click()
    expect(page.locator("[data-total]")).to_contain_text("100 %")
    expect(field).to_have_value("90")
    watch.complaints.clear()  # the browser reports the 409 itself


def test_an_explanation_opens_in_a_drawer_and_the_way_back_is_kept(
    solved: str, open_page: OpenPage, sign_in: SignIn, axe: Axe
) -> None:
    page = as_officer(open_page, sign_in, f"{solved}trials/2/")
    link = page.locator("main tbody a[data-drawer]").nth(1)
    drawer = page.locator("#drawer")
    list_address, address = page.url, f"**{link.get_attribute('href')}"
    link.click()
    expect(drawer).to_be_visible()
    expect(page.locator("#drawer-title")).to_be_focused()
    page.wait_for_url(address)
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(link).to_be_focused()
    assert page.url == list_address
    page.go_forward()
    expect(drawer).to_be_visible()
    page.go_back()
    expect(drawer).to_be_hidden()
    expect(link).to_be_focused()
    page.locator(".c-filters input[name=outcome]").first.check()
    page.wait_for_url("**outcome=**")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(drawer).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.wait_for_url("**outcome=**")
    expect(page.locator(".c-filters input:checked")).to_have_count(1)
    page.keyboard.press("e")
    expect(drawer).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PCM-")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trial 2")


@pytest.mark.parametrize("path", ["weights/", "trials/2/", "trials/2/against/1/"])
def test_pages_of_trials_fit_a_telephone_in_french_and_in_the_dark(
    solved: str, open_page: OpenPage, sign_in: SignIn, axe: Axe, path: str
) -> None:
    small = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "fr-BE"}
    page = as_officer(open_page, sign_in, f"{solved.replace('/en/', '/fr/')}{path}", **small)
    assert fits(page)
    assert axe(page) == []
    if page.locator("a[data-drawer]").count():
        page.locator("a[data-drawer]").first.click()
        drawer = page.locator("#drawer")
        expect(drawer).to_be_visible()
        page.wait_for_timeout(300)  # it slides in
        assert drawer.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
        assert drawer.evaluate("one => one.scrollWidth <= one.clientWidth")
        assert axe(page) == []
    page.wait_for_load_state("networkidle")


def test_without_scripts_the_explanation_is_a_page(solved: str, open_page: OpenPage, sign_in: SignIn) -> None:
    page = as_officer(open_page, sign_in, f"{solved}trials/2/", java_script_enabled=False)
    page.locator("main tbody a[data-drawer]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PCM-")
    expect(page.get_by_role("heading", name="Why", exact=True)).to_be_visible()


def own_names(page: Page) -> list[str]:
    return [one.input_value() for one in page.locator("[data-order] input[name=name]").all()]


def places(page: Page) -> list[str]:
    return [one.input_value() for one in page.locator("[data-order-place]").all()]


def ranking(open_page: OpenPage, sign_in: SignIn, who: str, **how: Any) -> Page:
    """The page on which a partner puts its names of the open round in order."""
    page = open_page("/en/people/demo/", **how)
    sign_in(page, who)
    page.goto("/en/resources/")
    page.locator("main a[href$='-2/'][href*='/rounds/']").first.click()
    page.get_by_role("link", name="Our names").first.click()
    expect(page.locator("[data-order-row]")).to_have_count(2)
    return page


def test_names_are_ranked_by_keyboard_by_number_and_by_dragging(open_page: OpenPage, sign_in: SignIn, axe: Axe) -> None:
    page = ranking(open_page, sign_in, "Tomas Rell")
    a, b = own_names(page)
    assert axe(page) == []
    expect(page.get_by_text("The order above is not kept yet.")).to_be_hidden()
    up = page.locator("[data-order-up]").last
    up.focus()
    page.keyboard.press("Enter")
    assert (own_names(page), places(page)) == ([b, a], ["1", "2"])
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^Move .* up$"))
    expect(page.locator("#said")).to_contain_text("place 1 of 2, not kept yet")
    expect(page.get_by_text("The order above is not kept yet.")).to_be_visible()
    page.locator("[data-order-place]").first.fill("2")
    page.keyboard.press("Enter")
    assert (own_names(page), places(page)) == ([a, b], ["1", "2"])
    expect(page.locator(":focus")).to_have_attribute("name", f"place-{b}")
    rows = page.locator("[data-order-row]")
    box = rows.nth(1).bounding_box()
    assert box is not None
    middle, foot = box["width"] / 2, box["height"] - 6
    rows.nth(0).drag_to(rows.nth(1), source_position={"x": middle, "y": 10}, target_position={"x": middle, "y": foot})
    assert (own_names(page), places(page)) == ([b, a], ["1", "2"])
    rows.nth(0).drag_to(page.locator("h1"))
    assert own_names(page) == [b, a], "what is dropped elsewhere goes back"
    page.get_by_role("button", name="Keep this order").click()
    expect(page.get_by_text("Your order is kept.")).to_be_visible()
    assert own_names(page) == [b, a]


def test_two_who_rank_at_once_lose_nothing(open_page: OpenPage, sign_in: SignIn, axe: Axe, watch: Watch) -> None:
    first = ranking(open_page, sign_in, "Tomas Rell")
    small = {"viewport": {"width": 390, "height": 844}}
    second = ranking(open_page, sign_in, "Aïssata Diallo", **small)
    before = own_names(first)
    first.locator("[data-order-down]").first.click()
    first.get_by_role("button", name="Keep this order").click()
    expect(first.get_by_text("Your order is kept.")).to_be_visible()
    second.get_by_label("Share of its costs").fill("35")
    second.get_by_role("button", name="Keep this order").click()
    expect(second.locator("#refusal")).to_be_focused()
    assert own_names(second) == before
    expect(second.get_by_label("Share of its costs")).to_have_value("35")
    assert axe(second) == []
    assert fits(second)
    second.get_by_role("button", name="Keep mine all the same").click()
    expect(second.get_by_text("Your order is kept.")).to_be_visible()
    first.reload()
    assert own_names(first) == before
    watch.complaints.clear()  # the browser reports the 409 itself


def test_without_scripts_a_place_is_typed_and_enter_moves_nothing_else(open_page: OpenPage, sign_in: SignIn) -> None:
    page = ranking(open_page, sign_in, "Tomas Rell", java_script_enabled=False)
    a, b = (one.get_attribute("value") for one in page.locator("[data-order] input[name=name]").all())
    page.locator("[data-order-place]").first.fill("3")
    page.locator("[data-order-place]").first.press("Enter")
    expect(page.get_by_text("The order below is not kept yet.")).to_be_visible()
    assert [one.get_attribute("value") for one in page.locator("[data-order] input[name=name]").all()] == [b, a]
    page.locator("[data-order-up]").last.click()
    page.get_by_role("button", name="Keep this order").click()
    expect(page.get_by_text("Your order is kept.")).to_be_visible()
    assert [one.get_attribute("value") for one in page.locator("[data-order] input[name=name]").all()] == [a, b]
