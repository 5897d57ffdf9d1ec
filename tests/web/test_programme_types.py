"""The pages about types of programme: what each is, who may have it, how one begins, the list by type."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from comity.core.actor import FLOW, Role
from comity.parties import actions as parties
from comity.programmes.models import Programme
from tests import factories as make
from tests.programmes import world
from tests.programmes.world import NOW, Cast
from tests.web.test_programmes import follow, soup, words

pytestmark = pytest.mark.django_db
TYPES, BEGIN = "/en/programmes/types/", "/en/programmes/begin/"
Visit = Callable[[str], Client]


@pytest.fixture
def people() -> Cast:
    people = world.cast()
    make.party("XM", belongs=("partners", "framework:md"), name_en="Maravia", name_fr="Maravie")
    people.accounts["maya"] = make.account("XM", Role.MISSION_OFFICER, name="Maya Sol")
    return people


@pytest.fixture
def visit(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Visit:
    """A browser in which somebody of the cast has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


def sent(**fields: Any) -> dict[str, Any]:
    return {"party": "XM", "first_year": 2028, "years": 2, "language": "en", "source": "template", **fields}


def test_each_type_says_what_it_is_and_who_may_have_it(people: Cast, visit: Visit) -> None:
    parties.open_tool(make.party("XM"), FLOW, NOW, tool="IPAP", decision="PO(2026)0188")
    page = words(soup(visit("jana").get(TYPES)))
    assert "IPCP · Individual Partnership and Cooperation Programme" in page
    assert "1. Mission to the capital 2. Draft 3. Discussion with the partner 4. Council" in page
    assert "begins in: even years" in page
    assert "9 questions" in page
    assert "Bilateral talks, Talks with all Allies" in page
    ipap = words(soup(visit("jana").get(TYPES)), "section[aria-labelledby=t-IPAP] table")
    assert "Maravia Mediterranean Dialogue PO(2026)0188" in ipap
    assert "opened by the Council" in ipap
    assert "open by the policy" in ipap
    parp = words(soup(visit("jana").get(TYPES)), "section[aria-labelledby=t-PARP] table")
    assert "Maravia Mediterranean Dialogue Ask the Council Maravia not open" in parp


def test_a_partner_reads_there_only_where_it_stands_itself(visit: Visit) -> None:
    page = words(soup(visit("maya").get(TYPES)), "section[aria-labelledby=t-IPAP] table")
    assert "Maravia" in page
    assert "Arcadia" not in page
    assert "not open" in page
    assert "Ask the Council" not in page


def test_the_types_are_there_in_french(visit: Visit) -> None:
    page = words(soup(visit("jana").get("/fr/programmes/types/")))
    assert "IPAP · Plan d’action individuel pour le partenariat" in page.replace("'", "’")
    assert "commence : années paires" in page
    assert "les autres, par décision du Conseil" in page


def test_a_suspended_partner_has_no_type(visit: Visit) -> None:
    henrik = make.actor_of(make.account("IS", Role.COUNCIL_SECRETARY, name="H V"), NOW)
    parties.suspend(make.party("XM"), henrik, NOW, decision="PO(2026)0001")
    assert "suspended" in words(soup(visit("jana").get(TYPES)), "section[aria-labelledby=t-IPAP] table")


def test_the_page_asks_no_more_for_three_partners_than_for_one(visit: Visit) -> None:
    client = visit("jana")
    client.get(TYPES)
    with CaptureQueriesContext(connection) as one:
        client.get(TYPES)
    for code in ("XP", "XQ", "XR"):
        row = make.party(code, belongs=("partners", "framework:md"))
        parties.open_tool(row, FLOW, NOW, tool="PARP", decision="PO(2026)0190")
    with CaptureQueriesContext(connection) as more:
        client.get(TYPES)
    assert len(more) == len(one)


def test_what_is_not_open_is_refused_with_the_way_to_the_council(visit: Visit) -> None:
    client = visit("maya")
    answer = client.post(BEGIN, sent(kind="IPAP"))
    page = words(soup(answer, 409))
    assert "Not begun: Individual Partnership Action Plan is not open to Maravia" in page
    assert "The Council, by a decision for this partner." in page
    assert not Programme.objects.exists()
    parties.open_tool(make.party("XM"), FLOW, NOW, tool="IPAP", decision="PO(2026)0188")
    page = words(follow(client, client.post(BEGIN, sent(kind="IPAP"))))
    assert "1 Political and security issues" in page
    assert Programme.objects.get().code == "XM/ipap/2028-29"


def test_a_round_in_the_wrong_year_is_refused_and_keeps_what_was_typed(visit: Visit) -> None:
    page = soup(visit("aissata").post(BEGIN, sent(party="XA", kind="PARP", first_year=2027)), 409)
    assert "Not begun: 2027 is not a year in which it begins" in words(page)
    assert "A round of this type begins in even years" in words(page)
    assert page.select_one("select[name=kind] option[selected]")["value"] == "PARP"  # type: ignore[index]
    assert page.select_one("input[name=first_year]")["value"] == "2027"  # type: ignore[index]


def test_a_partner_begins_a_round_and_the_staff_has_the_pen(visit: Visit) -> None:
    client = visit("aissata")
    page = follow(client, client.post(BEGIN, sent(party="XA", kind="PARP", source="goals")))
    assert "Arcadia: PARP 2028-29" in words(page, "h1").replace("–", "-").replace("\u2011", "-")
    assert "It is the turn of: International Staff" in words(page)
    assert visit("jana").get("/en/programmes/XA/parp-2028-29/").status_code == 200
    assert visit("neighbour").get("/en/programmes/XA/parp-2028-29/").status_code == 404


def test_the_form_offers_the_type_named_in_the_address(visit: Visit) -> None:
    page = soup(visit("aissata").get(f"{BEGIN}?type=PARP"))
    assert page.select_one("select[name=kind] option[selected]")["value"] == "PARP"  # type: ignore[index]


def test_the_list_is_filtered_by_type_and_taken_away(people: Cast, visit: Visit) -> None:
    world.begin(people, kind="IPAP")
    world.begin(people)
    client = visit("aissata")
    every = words(soup(client.get("/en/programmes/")))
    assert "XA/ipap/2027-28" in every
    assert "XA/ipcp/2027-28" in every
    some = words(soup(client.get("/en/programmes/?type=IPAP")))
    assert "XA/ipcp/2027-28" not in some
    assert "No programme is in this state or of this type." in words(soup(client.get("/en/programmes/?type=PARP")))
    text = client.get("/en/programmes/programmes.csv?type=IPAP").content.decode("utf-8-sig").splitlines()
    assert text[2].startswith("XA/ipap/2027-28,XA,IPAP,2027,2028,draft,partner")
    assert len(text) == 4
    book = load_workbook(io.BytesIO(client.get("/en/programmes/programmes.xlsx").content))
    assert {book.active[f"A{row}"].value for row in (3, 4)} == {"XA/ipap/2027-28", "XA/ipcp/2027-28"}  # type: ignore[index]
    assert len(visit("neighbour").get("/en/programmes/programmes.csv").content.decode().splitlines()) == 3
