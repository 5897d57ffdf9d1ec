"""The first minute of a stranger: every one of the eight signs in, and what she sees is clean."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Axe, OpenPage, SignIn

PEOPLE = (
    "Aïssata Diallo",
    "Tomas Rell",
    "Jana Novák",
    "Henrik Voss",
    "Claire Morel",
    "Lars Bergqvist",
    "Ines Calder",
    "Rosa Imhof",
)
TOP = ("/en/today/", "/en/menu/", "/en/programmes/", "/en/decisions/")


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_eight_signs_in_with_one_click(open_page: OpenPage, sign_in: SignIn, axe: Axe, name: str) -> None:
    page = open_page("/en/people/demo/")
    sign_in(page, name)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("path", TOP)
@pytest.mark.parametrize("look", ["wide", "telephone", "dark"])
def test_the_main_pages_are_clean_whoever_looks_and_on_what(
    open_page: OpenPage, sign_in: SignIn, axe: Axe, path: str, look: str
) -> None:
    looks: dict[str, dict[str, Any]] = {
        "wide": {},
        "telephone": {"viewport": {"width": 390, "height": 844}},
        "dark": {"color_scheme": "dark"},
    }
    page = open_page("/en/people/demo/", **looks[look])
    sign_in(page, "Jana Novák")
    page.goto(path)
    assert axe(page) == []
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{path} is {overflow} px wider than the screen"


def test_a_french_reader_reads_french(open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page("/en/people/demo/", locale="fr-BE")
    sign_in(page, "Claire Morel")
    page.goto("/fr/today/")
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^fr"))


def test_without_scripts_one_signs_in_and_finds_the_menu(open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page("/en/people/demo/", java_script_enabled=False)
    sign_in(page, "Tomas Rell")
    page.get_by_role("link", name="Menu").first.click()
    page.wait_for_url("**/en/menu/**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
