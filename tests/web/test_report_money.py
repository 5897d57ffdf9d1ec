"""Money in the reports by share: seats, trust funds, science, schools, each for the partner for which it was used."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.feedback.queries import state
from comity.feedback.rules import Share
from comity.kernel import clock
from comity.ledger import actions as ledger
from comity.ledger.models import Line
from comity.policy import pack
from tests import factories
from tests.education import cast as schooling
from tests.education import supports
from tests.feedback import used

pytestmark = pytest.mark.django_db
NOW = factories.NOW
LATER = NOW + timedelta(days=10)
THEN = f"?on={NOW.date().isoformat()}"
type SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> str:
    """Arcadia hosts a fund, holds a grant in dollars and has a school supported; Belmora is named in the books."""
    factories.party("XB")
    fund, grant = used.fund(), used.grant()
    support = supports.asked(schooling.cast())
    used.set_aside(used.line("SCIENCE-X", "USD"), grant.subject, 250_00)
    schools = used.line("EDUCATION-X")
    used.set_aside(schools, support.subject, 90_00)
    used.set_aside(schools, "party:XB", 70_00)
    used.set_aside(schools, "pens", 30_00)
    kept = Line.objects.get(code=fund.code)
    ledger.oblige(kept, used.officer(), NOW + timedelta(days=5), commitment=1, original=100_00, reason="Contract.")
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return fund.code


def rows(client: Client, path: str, heading: str = "Together") -> dict[str, list[str]]:
    """The rows of the table of shares: the name, and its cells."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    for table in page.select("main table"):
        heads = [one.get_text(" ", strip=True) for one in table.select("thead th")]
        if heading in heads:
            found = {"": heads[1:]}
            for row in table.select("tbody tr"):
                name = " ".join((row.find("th") or row).get_text(" ").split())
                found[name] = [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
            return found
    return {}


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_the_shares_of_a_partner_add_up_to_its_money(client: Client, sign_in: SignIn, books: str) -> None:
    sign_in(client, factories.staff(Role.RESOURCES_OFFICER))
    found = rows(client, "/en/reports/")
    assert found[""] == ["Trust funds", "Science grants", "Support of schools", "Other", "Together"]
    assert found["Arcadia"] == ["€400.00", "USD 250.00", "€90.00", "–", "€490.00 USD 250.00"]
    assert found["Belmora"] == ["–", "–", "–", "€70.00", "€70.00"]
    assert found["Tied to no partner"] == ["–", "–", "–", "€30.00", "€30.00"]
    assert found["All together"] == ["€400.00", "USD 250.00", "€90.00", "€100.00", "€590.00 USD 250.00"]
    page = client.get("/en/reports/").content.decode()
    for said in ("Money by share, in EUR", "Money by share, in USD", "The shares of a row add up to its last column."):
        assert said in page


def test_one_partner_has_its_shares_as_of_any_day(client: Client, sign_in: SignIn, books: str) -> None:
    sign_in(client, factories.staff(Role.RESOURCES_OFFICER))
    today = rows(client, "/en/reports/partners/XA/")
    assert today[""] == ["Set aside", "Owed", "Paid", "Together"]
    assert today["Trust funds"] == ["€300.00", "€100.00", "€0.00", "€400.00"]
    assert today["All together"] == ["€390.00 USD 250.00", "€100.00 USD 0.00", "€0.00 USD 0.00", "€490.00 USD 250.00"]
    then = rows(client, f"/en/reports/partners/XA/{THEN}")
    assert then["Trust funds"] == ["€400.00", "€0.00", "€0.00", "€400.00"], "what was owed later is not counted"
    before = (NOW - timedelta(days=1)).date().isoformat()
    assert rows(client, f"/en/reports/partners/XA/?on={before}") == {}, "nothing stood in the books"


def test_money_counts_for_framework_and_area(client: Client, sign_in: SignIn, books: str) -> None:
    sign_in(client, factories.staff(Role.RESOURCES_OFFICER))
    name = pack().frameworks["eapc-pfp"].name.en
    assert rows(client, "/en/reports/?by=framework")[name][-1] == "€490.00 USD 250.00"
    area = rows(client, "/en/reports/?by=area")[pack().areas["defence"].name.en]
    assert area == ["€400.00", "–", "–", "–", "€400.00"], "a trust fund serves its own area"
    assert "All together" in rows(client, "/en/reports/?by=objective")


def test_a_host_sees_its_fund_and_nothing_else_and_a_lead_not_the_host(
    client: Client, sign_in: SignIn, books: str
) -> None:
    sign_in(client, factories.account("XA", Role.HEAD_OF_MISSION))
    assert rows(client, "/en/reports/") == {
        "": ["Trust funds", "Together"],
        "Arcadia": ["€400.00", "€400.00"],
    }
    assert rows(client, "/en/reports/partners/XA/")["All together"] == ["€300.00", "€100.00", "€0.00", "€400.00"]
    page = client.get("/en/reports/").content.decode()
    assert "Of the books you see only the trust funds of which your nation is host or lead" in page
    sign_in(client, factories.account("XD", Role.HEAD_OF_MISSION))
    assert rows(client, "/en/reports/") == {}, "what is spent for the host is not told as the money of its lead"
    sign_in(client, factories.account("XB", Role.HEAD_OF_MISSION))
    page = client.get("/en/reports/").content.decode()
    assert rows(client, "/en/reports/") == {}
    assert "money is left out here" in page
    sign_in(client, factories.account("FR", Role.DELEGATE))
    assert rows(client, "/en/reports/")["Arcadia"][-1] == "€490.00 USD 250.00"


def test_the_shares_can_be_taken_away(client: Client, sign_in: SignIn, books: str) -> None:
    sign_in(client, factories.staff(Role.RESOURCES_OFFICER))
    table = list(csv.reader(io.StringIO(client.get("/en/reports/export.csv").content.decode("utf-8-sig"))))
    assert table[1][9:] == [
        *("currency", "committed", "owed", "paid"),
        *("seats_used", "trust_funds_used", "science_used", "schools_used", "other_used"),
    ]
    arcadia = [line[9:] for line in table if line[2:3] == ["Arcadia"]]
    assert arcadia == [
        ["EUR", "390.00", "100.00", "0.00", "0", "400.00", "0", "90.00", "0"],
        ["USD", "250.00", "0.00", "0.00", "0", "0", "250.00", "0", "0"],
    ]
    text = client.get("/en/reports/partners/XA/money.csv").content.decode("utf-8-sig")
    own = list(csv.reader(io.StringIO(text)))
    assert own[0] == own[-1] == ["UNCLASSIFIED – for Allies only"]
    assert own[1:3] == [
        ["as_of", "share", "name", "currency", "committed", "owed", "paid"],
        ["2026-12-04", "trust_funds", "Trust funds", "EUR", "300.00", "100.00", "0.00"],
    ]
    sign_in(client, factories.account("XA", Role.HEAD_OF_MISSION))
    lines = client.get("/en/reports/partners/XA/money.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1:4] for line in lines[2:-1]] == [
        ["trust_funds", "Trust funds", "EUR"],
        ["all", "All together", "EUR"],
    ], "a file holds what the page shows to its reader"
    assert client.get("/en/reports/partners/XB/money.csv").status_code == 404


def test_it_reads_in_french(client: Client, sign_in: SignIn, books: str) -> None:
    sign_in(client, factories.staff(Role.RESOURCES_OFFICER))
    page = client.get("/fr/reports/").content.decode()
    for said in ("Répartition de l", "Subventions scientifiques", "Sans lien avec un partenaire"):
        assert said in page


def test_three_grants_ask_no_more_than_one(client: Client, sign_in: SignIn, books: str) -> None:
    sign_in(client, factories.staff(Role.RESOURCES_OFFICER))
    pages = ("/en/reports/", "/en/reports/partners/XA/", "/en/reports/export.csv", "/en/reports/partners/XA/money.csv")
    once = [count(client, path) for path in pages]
    line = Line.objects.get(code="SCIENCE-X")
    for number in range(2):
        used.set_aside(line, used.grant("XA", code=f"SPS-{number}").subject, 10_00)
    assert [count(client, path) for path in pages] == once
    assert max(once) <= 28


def test_shares_of_figures_add_up(books: str) -> None:
    desk = factories.actor_of(factories.staff(Role.RESOURCES_OFFICER))
    of = state.state(desk, LATER.date(), LATER.date())
    for figures in (state.of_all(of), state.of_nobody(of), *(state.of_partner(of, line.code) for line in of.lines)):
        for part in state.USED:
            whole = {money.currency: money.minor for money in figures.sum_of(part)}
            parts = dict.fromkeys(whole, 0)
            for share in Share:
                for money in figures.sum_of(part, share):
                    parts[money.currency] += money.minor
            assert parts == whole
