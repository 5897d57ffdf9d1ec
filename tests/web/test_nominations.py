"""Pages about nominations: what each reader sees, what is kept on a refusal, and how many questions a page asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.menu.models import Activity
from comity.nominations.models import Nomination
from tests.nominations import world
from tests.nominations.world import Cast

pytestmark = pytest.mark.django_db
# Pages ask the real clock, so the days of these tests are counted from today.
NOW = clock.now()
TODAY = brussels_day(NOW)
START, END = TODAY + timedelta(days=140), TODAY + timedelta(days=144)


@pytest.fixture
def people() -> Cast:
    return world.cast(NOW)


@pytest.fixture
def course(people: Cast) -> Activity:
    return world.activity(start_on=START, end_on=END, nominate_by=TODAY + timedelta(days=90))


@pytest.fixture
def as_(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Callable[[str], Client]:
    """A browser in which one of the people has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def row(index: int = 0, **fields: str) -> dict[str, str]:
    """One person as a form sends it."""
    values = {
        "family_name": f"Haddad {index}",
        "given_names": "Salma",
        "born_on": "1988-03-01",
        "email": f"salma{index}@example.test",
        "rank": "OF-3",
        "language_profile": "3332",
        "clearance": "nc",
        **fields,
    }
    return {f"p-{index}-{name}": value for name, value in values.items()}


def test_an_officer_puts_two_people_forward_and_sees_them(as_: Any, course: Activity) -> None:
    browser = as_("aissata")
    page = browser.get("/en/menu/PCM-0455/nominate/")
    assert page.status_code == 200, text(page)
    assert "Put the person forward" in text(page)
    sent = browser.post("/en/menu/PCM-0455/nominate/", {**row(0), **row(1), "rows": "2", "together": "1"})
    assert sent.status_code == 302
    assert sent["Location"] == "/en/menu/PCM-0455/nominees/"
    listed = text(browser.get(sent["Location"]))
    assert "2 people are put forward for PCM-0455." in listed
    assert "Salma Haddad 0" in listed
    assert "in a group" in listed
    assert "With the host" in listed
    assert Nomination.objects.filter(group__together=True).count() == 2


def test_each_page_opens(as_: Any, people: Cast, course: Activity) -> None:
    world.put_forward(people, course, count=1, now=NOW)
    for who in ("aissata", "lars", "manager", "desk"):
        for path in ("nominees/", "nominees/1/", "nominees.csv", "nominees.xlsx"):
            answer = as_(who).get(f"/en/menu/PCM-0455/{path}")
            assert answer.status_code == 200, (who, path, text(answer))
    for path in (
        "nominations/",
        "nominations.csv",
        "nominations.xlsx",
        "nominations.ics",
        "nominate/?selected=PCM-0455,PCM-0999",
    ):
        assert as_("aissata").get(f"/fr/menu/{path}").status_code == 200, path
    for verb in ("confirm", "withdraw", "rejoin", "receive", "decline", "exchange"):
        assert as_("aissata").get(f"/fr/menu/PCM-0455/nominees/1/{verb}/").status_code == 200, verb
    assert as_("lars").get("/en/menu/PCM-0455/nominees/attendance/").status_code == 200
