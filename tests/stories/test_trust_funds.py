"""Trust funds as nations live them: an idea, a launch at 65 percent, work that others verify, a report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import etree

from comity.decisions.models import Item
from comity.trust_funds.models import Fund
from comity.trust_funds.rules import Part
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db


def test_a_fund_is_launched_and_starts_at_65_percent_of_its_first_phase(theatre: Theatre) -> None:
    fund = suggested(theatre)
    proposed(theatre, fund)
    symbol = decided(theatre, fund)
    funded(theatre, fund, symbol)
    worked(theatre, fund)
    reported(theatre, fund)


def suggested(theatre: Theatre) -> Fund:
    # Arcadia's mission suggests it. Belmora, which is not concerned, finds nothing.
    theatre.somebody("aissata").sends(
        "trust-funds/new/",
        {
            "host": "XA",
            "title_en": "Safe stores for Arcadia",
            "title_fr": "Dépôts sûrs pour l'Arcadie",
            "purpose": "ammunition",
            "area": "defence",
            "aim_en": "To clear old munitions and build safe stores.",
            "aim_fr": "Éliminer de vieilles munitions et bâtir des dépôts sûrs.",
            "others": "Two organisations were asked; neither works on this.",
        },
    )
    fund = Fund.objects.get(title_en="Safe stores for Arcadia")
    place = f"trust-funds/{fund.code}/"
    basma, dana = (theatre.somebody(key) for key in ("basma", "dana"))
    basma.cannot_see(place)
    dana.cannot_see(place)
    return fund


def proposed(theatre: Theatre, fund: Fund) -> None:
    place, claire = f"trust-funds/{fund.code}/", theatre.somebody("claire")
    # France leads; her delegation names the agent, plans two phases and writes the proposal.
    assert "Your nation leads the fund" in claire.sends(f"{place}do/lead/")
    study = {"agent": "Agency for Safe Stocks", "study": "It can be done.", "studied_on": theatre.today.isoformat()}
    claire.sends(f"{place}do/study/", study)
    for title, titre, cost, months in (("Stores", "Dépôts", "2250000", 18), ("Training", "Formation", "500000", 6)):
        claire.sends(f"{place}do/phase/", {"title_en": title, "title_fr": titre, "sum": cost, "months": str(months)})
    parts = {part.value: f"What is said of {part.value}." for part in Part}
    claire.sends(f"{place}do/propose/", {**parts, "threshold": "65"})
    helena = theatre.somebody("helena")
    assert "Read and agree" in helena.reads("today/")
    helena.sends(f"{place}do/agree/")
    claire.sends(f"{place}do/agree/")
    assert "Agreed by the sides" not in claire.reads(place)
    claire.sends(f"{place}do/agree-for-agent/")
    assert "Agreed by the sides" in helena.reads(place)


def decided(theatre: Theatre, fund: Fund) -> str:
    place, claire = f"trust-funds/{fund.code}/", theatre.somebody("claire")
    # Only the Allies decide. Until then there is no public page, and nobody is asked for money.
    stranger = theatre.somebody("")
    stranger.cannot_see(f"{place}public/")
    item = Item.objects.get(about=fund.subject)
    slug = item.symbol.replace("(", "-").replace(")", "-")
    ends_on = next(day for day in (theatre.today + timedelta(days=5 + more) for more in range(4)) if day.weekday() < 4)
    henrik = theatre.somebody("henrik")
    henrik.sends(f"decisions/{slug}/open-silence/", {"on": ends_on.isoformat(), "at": "12:00"})
    assert "Before the Council" in claire.reads(place)
    assert "Sets up the trust fund" in henrik.reads(f"decisions/{slug}/")
    theatre.on(ends_on, 13)
    theatre.tick()
    helena = theatre.told("helena")
    assert f"{fund.code}: the proposal waits for your agreement" in helena
    assert "The Allies have set up the trust fund “Safe stores for Arcadia”." in helena
    assert "Les Alliés ont créé le fonds d’affectation spéciale" in theatre.told("claire")
    assert item.symbol not in helena, "the decision is the Allies'"
    return item.symbol


def funded(theatre: Theatre, fund: Fund, symbol: str) -> None:
    place = f"trust-funds/{fund.code}/"
    # It is launched, and everybody may read so. At the launch three contributors pledge 65 percent of the first phase.
    claire, rosa = theatre.somebody("claire"), theatre.somebody("rosa")
    assert "Launched" in theatre.somebody("").reads(f"{place}public/")
    assert "Launched" in theatre.somebody("basma").reads(place)
    assert symbol not in theatre.somebody("basma").reads(place)
    for who, sum_, what in (("XD", "900000", "Stores"), ("XC", "415000", ""), ("Harbour Foundation", "140000", "")):
        rosa.sends(f"money/{fund.code}/pledge/", {"contributor": who, "sum": sum_, "earmark": what})
    assert "agreements are not signed" in claire.is_refused(f"{place}do/start/")
    for paper in ("memorandum", "implementing", "executing"):
        claire.sends(f"{place}do/agreement/", {"paper": paper, "signed_on": theatre.today.isoformat()})
    refused = claire.is_refused(f"{place}do/start/")
    assert "1,455,000.00 of €1,462,500.00 is pledged" in refused
    assert "€7,500.00 is missing" in refused
    rosa.sends(f"money/{fund.code}/pledge/", {"contributor": "Harbour Foundation", "sum": "10000", "earmark": ""})
    money = claire.reads(f"{place}money/")
    assert "€1,465,000.00 of €2,750,000.00 are pledged" in money
    claire.sends(f"{place}do/start/")
    assert "Running" in claire.reads(place)

    # Pledged is not signed is not paid: Drevania signs, and pays the half of it.
    signed = {"paper": "financial", "contributor": "XD", "signed_on": theatre.today.isoformat()}
    claire.sends(f"{place}do/agreement/", signed)
    rosa.sends(f"money/{fund.code}/contributions/1/receive/", {"sum": "450000"})
    page = theatre.somebody("").reads(f"{place}public/")
    for words in ("€1,465,000.00", "€900,000.00", "€450,000.00", "Harbour Foundation"):
        assert words in page, words


def worked(theatre: Theatre, fund: Fund) -> None:
    place, claire = f"trust-funds/{fund.code}/", theatre.somebody("claire")
    # Work is planned, reached with evidence, and verified by another hand; results are counted.
    mile = {"phase": "1", "title_en": "Store built", "title_fr": "Dépôt bâti"}
    claire.sends(f"{place}do/milestone/", {**mile, "due_on": (theatre.today + timedelta(days=90)).isoformat()})
    claire.sends(f"{place}do/counter/", {"title_en": "Cartridges", "title_fr": "Cartouches", "target": "1000"})
    theatre.later(days=100)
    claire, jana = theatre.somebody("claire"), theatre.somebody("jana")
    assert "A milestone is past its day" in claire.reads("today/")
    claire.sends(f"{place}milestones/1/reach/", {"evidence": "Protocol 9, with photographs."})
    own = {"finding": "Looks fine.", "on": theatre.today.isoformat()}
    assert "another party has to look" in claire.is_refused(f"{place}milestones/1/verify/", own)
    jana.sends(f"{place}milestones/1/verify/", {"finding": "The store stands."})
    claire.sends(f"{place}counters/1/count/", {"amount": "750", "source": "Protocol 9"})
    page = theatre.somebody("").reads(f"{place}public/")
    for words in ("The store stands.", "Protocol 9, with photographs.", "750 of 1,000"):
        assert words in page, words


def reported(theatre: Theatre, fund: Fund) -> None:
    place, claire = f"trust-funds/{fund.code}/", theatre.somebody("claire")
    # The same facts as a report, and for programs.
    assert theatre.somebody("casim").opens(f"{place}report.pdf").content[:5] == b"%PDF-"
    activity = etree.fromstring(theatre.somebody("").opens(f"{place}iati.xml").content)[0]
    assert [one.get("code") for one in activity.findall("transaction/transaction-type")] == [
        "13",
        "11",
        "1",
        "13",
        "13",
        "13",
    ]

    # It closes with its audit.
    end = {"audited_on": theatre.today.isoformat(), "report": "All stores stand; the second phase was not funded."}
    claire.sends(f"{place}do/close/", end)
    assert "Closed" in theatre.somebody("").reads(f"{place}public/")


def test_a_proposal_is_sent_back_and_the_fund_given_up_in_french(theatre: Theatre) -> None:
    theatre.language = "fr"
    fund = Fund.objects.get(title_en="Schools for the old base at Thelis")
    place = f"trust-funds/{fund.code}/"
    helena, dana = theatre.somebody("helena"), theatre.somebody("dana")
    assert "Soumis aux parties prenantes" in helena.reads(place)
    assert "le motif manque" in helena.is_refused(f"{place}do/send-back/", {"reason": ""})
    helena.sends(f"{place}do/send-back/", {"reason": "Nous préférons deux casernes."})
    assert "Nous préférons deux casernes." in dana.reads(place)
    assert "Étudié" in dana.reads(place)
    dana.sends(f"{place}do/drop/", {"reason": "Une autre organisation s'en charge."})
    assert "Abandonné" in helena.reads(place)
    theatre.somebody("").cannot_see(f"{place}public/")
    theatre.tick()
    told = theatre.told("helena")
    assert f"{fund.code}: the proposal was sent back" in told
    assert "is to be written anew: Nous préférons deux casernes." in told
    assert "was given up: Une autre organisation" in told
