"""Help by role, and finding things by what they are called, as far as one may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from comity.core.actor import ANONYMOUS, Role
from comity.people.models import Account
from comity.web.find import finders
from comity.web.help import steps
from tests.factories import account, party, staff

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Account], Client]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


def test_every_role_has_first_steps_that_lead_somewhere() -> None:
    assert steps.STEPS.keys() == set(Role)
    assert all(one["url"] for role in steps.steps_of(ANONYMOUS) for one in role["steps"])


def test_help_begins_with_ones_own_role(client: Client, sign_in: SignIn) -> None:
    page = read(client, "/en/help/")
    assert page.select(".c-card a") == [], "without signing in there is nowhere to go yet"
    sign_in(client, staff(Role.AUDITOR))
    page = read(client, "/en/help/")
    assert words(page, ".c-card h3")[0] == "Auditor your role"
    assert page.select_one(".c-card a[href='/en/register/']")


@pytest.mark.parametrize("words_", ["Arcadie", "arcadia", "ARC", "XA", "arcádia"])
def test_nations_are_found_in_both_languages_and_without_accents(client: Client, words_: str) -> None:
    party("XA"), party("XB")
    page = read(client, f"/en/find/?q={words_}")
    assert words(page, ".c-group-title") == ["Nations and organisations"]
    assert words(page, ".c-list li") == ["Arcadia XA"]


def test_people_are_found_by_those_who_may_see_them(client: Client, sign_in: SignIn) -> None:
    account("XA", name="Aïssata Diallo")
    sign_in(client, staff())
    page = read(client, "/en/find/?q=aissata")
    assert words(page, ".c-list li") == ["Aïssata Diallo XA · Mission officer"]
    sign_in(client, account("XB", name="Somebody"))
    assert words(read(client, "/en/find/?q=aissata"), ".c-empty-title") == ["Nothing that you may see is called so."]


@pytest.mark.parametrize("q", ["", "a", "%00", "%", "'; drop table", "x" * 5000, "<script>"])
def test_whatever_is_typed_is_answered(client: Client, q: str) -> None:
    answer = client.get("/en/find/", {"q": q})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_folding_takes_off_accents_and_capitals() -> None:
    assert finders.fold("Élève DRÉVANIE") == "eleve drevanie"
