"""The main paths, walked in a browser as their people walk them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, OpenPage, SignIn, Watch

LOGISTICS = "Multinational Logistics"


def start(open_page: OpenPage, sign_in: SignIn, name: str, path: str, **how: object) -> Page:
    """A page of somebody who has signed in."""
    page = open_page("/en/people/demo/", **how)
    sign_in(page, name)
    page.goto(path)
    return page


def code_of(page: Page, title: str) -> str:
    """The code under which an activity of the menu is listed."""
    href = page.get_by_role("link", name=title, exact=True).first.get_attribute("href") or ""
    found = re.search(r"PCM-\d+", href)
    assert found, href
    return found[0]


def fill_person(page: Page, family_name: str) -> None:
    """The fields that every course asks for."""
    page.get_by_label("Family name").fill(family_name)
    page.get_by_label("Given names").fill("Alma")
    page.get_by_label("Day of birth").fill("1988-05-04")
    page.get_by_label("E-mail").fill("alma@example.test")
    page.get_by_label("Rank").select_option("OF-3")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_coordinator_finds_a_course_and_puts_somebody_forward(
    open_page: OpenPage, sign_in: SignIn, axe: Axe, *, scripts: bool
) -> None:
    page = start(open_page, sign_in, "Tomas Rell", "/en/menu/", java_script_enabled=scripts)
    page.get_by_role("searchbox").fill("logistics")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name=LOGISTICS, exact=True)).to_be_visible()
    code = code_of(page, LOGISTICS)
    page.get_by_role("link", name=LOGISTICS, exact=True).click()
    page.get_by_role("link", name="Nominate").first.click()
    fill_person(page, "Scripted" if scripts else "Plain")
    if scripts:
        assert axe(page) == []
    page.get_by_role("button", name="Put the person forward").click()
    page.wait_for_url(f"**/menu/{code}/**")
    page.goto(f"/en/menu/{code}/nominees/")
    expect(page.get_by_text("Alma " + ("Scripted" if scripts else "Plain"))).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_double_click_sends_once(open_page: OpenPage, sign_in: SignIn, *, scripts: bool) -> None:
    text = f"Who gives the rooms, {'with' if scripts else 'without'} scripts?"
    page = start(open_page, sign_in, "Tomas Rell", "/en/help/ask/", java_script_enabled=scripts)
    page.get_by_role("main").get_by_role("textbox").first.fill(text)
    page.get_by_role("main").get_by_role("button").last.dblclick()
    page.wait_for_url(re.compile(r"/en/help/(?!ask/)"))
    page.goto("/en/help/requests/")
    expect(page.get_by_text(text)).to_have_count(1)


def test_what_is_missing_is_said_at_the_field_and_typed_words_stay(
    open_page: OpenPage, sign_in: SignIn, watch: Watch
) -> None:
    page = start(open_page, sign_in, "Tomas Rell", "/en/menu/?q=logistics")
    page.goto(f"/en/menu/{code_of(page, LOGISTICS)}/nominate/")
    page.get_by_label("Family name").fill("Kept")
    page.get_by_role("button", name="Put the person forward").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Family name")).to_have_value("Kept")
    watch.complaints.clear()  # the browser reports the 422 itself


def test_a_delegate_breaks_silence_with_a_second_look_at_the_deadline(
    open_page: OpenPage, sign_in: SignIn, axe: Axe
) -> None:
    page = start(open_page, sign_in, "Claire Morel", "/en/decisions/")
    page.get_by_role("link", name=re.compile("Planning and Review")).first.click()
    expect(page.get_by_role("button", name="Agree")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Break silence")).click()
    page.get_by_label("Reason").fill("The funds are not named.")
    assert axe(page) == []
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The funds are not named.").first).to_be_visible()
    page.get_by_role("button", name=re.compile("Break silence")).click()
    page.wait_for_url("**/decisions/PO-**")
    expect(page.get_by_text("Silence broken").first).to_be_visible()


def test_an_officer_edits_a_paragraph_of_the_programme(open_page: OpenPage, sign_in: SignIn, axe: Axe) -> None:
    page = start(open_page, sign_in, "Aïssata Diallo", "/en/programmes/")
    page.locator('main a[href*="/programmes/XA/"]').first.click()
    page.get_by_role("button", name="Edit 1.1").click()
    written = "This programme continues what both sides began, and goes further."
    page.get_by_label("Text", exact=True).fill(written)
    assert axe(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(written)).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_count(0)


def test_a_refusal_names_its_ground_and_the_way_on(open_page: OpenPage, sign_in: SignIn, axe: Axe) -> None:
    page = start(open_page, sign_in, "Aïssata Diallo", "/en/menu/?when=past&everything=1")
    page.get_by_role("link", name="Crisis Staff Planning").first.click()
    page.get_by_role("link", name=re.compile("Why can.t I nominate")).click()
    panel = page.locator(".c-refusal").first
    expect(panel).to_be_visible()
    expect(panel).to_contain_text(re.compile(r"W-\d+|§"))
    assert axe(page) == []


def test_the_keyboard_reaches_search_and_the_first_act(open_page: OpenPage, sign_in: SignIn) -> None:
    page = start(open_page, sign_in, "Tomas Rell", "/en/menu/")
    page.keyboard.press("Slash")
    expect(page.locator(":focus")).to_have_attribute("type", "search")
    page.goto("/en/menu/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Skip to the content")


def test_a_partner_finds_no_trace_of_a_text_of_the_allies(open_page: OpenPage, sign_in: SignIn) -> None:
    page = start(open_page, sign_in, "Aïssata Diallo", "/en/decisions/")
    expect(page.get_by_text("Planning and Review Process to Belmora")).to_have_count(0)
    assert page.request.get("/en/decisions/PO-2026-0003/").status == 404
    page.goto("/en/find/?q=Belmora")
    expect(page.get_by_text("Open the Planning and Review Process")).to_have_count(0)
