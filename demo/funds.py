"""Trust funds at four stages: an idea, one before the sides, one that runs, one that has closed. All are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries as decision_queries
from comity.ledger import actions as ledger
from comity.ledger import queries as ledger_queries
from comity.trust_funds import actions, queries
from comity.trust_funds.models import Fund
from comity.trust_funds.rules import Paper, Part, Purpose
from demo import people, texts

AGENT = "Agency for Safe Stocks"
FOUNDATION = "Harbour Foundation"
OTHERS = "The League of Coastal States was asked: it does no work of this kind in the country."
EUROS = 100
# What each part of a proposal says here.
PARTS = {
    Part.WORK: "Two depots are cleared: cartridges, grenades and small arms that nobody uses any more.",
    Part.METHOD: "The agent chooses a contractor of the country by open tender and trains its staff.",
    Part.SCHEDULE: "Preparation takes three months, clearing twelve, hand-over three.",
    Part.FINANCES: "Money is kept on a line of its own, paid against invoices and audited at the end.",
    Part.COMMUNICATION: "Contributors read a report twice a year; the public reads this page.",
    Part.HOST: "Guards, transport, exemption from customs, and a liaison officer.",
    Part.CAPACITY: "Sixty people of the country learn the trade and keep the workshop.",
    Part.STANDARDS: "Dust and noise are measured; nothing is burnt in the open.",
    Part.RECYCLING: "Brass and steel are sold, and what they bring pays for the work.",
    Part.VERIFICATION: "Every lot is counted before and after by two parties.",
}


def set_up(cast: dict[str, Actor], now: datetime) -> None:
    """This will play the four funds."""
    _running(cast, now)
    _closed(cast, now)
    _proposed(cast, now)
    _suggest(
        *(cast, "XA", now - timedelta(days=6)),
        title_en="Retraining of released officers in Arcadia",
        title_fr="Reconversion d'officiers libérés en Arcadie",
        aim_en="To help three hundred officers who leave the forces into civil work.",
        aim_fr="Aider trois cents officiers quittant les forces à trouver un emploi civil.",
        purpose=Purpose.RETRAINING,
        area="defence",
    )


def _running(cast: dict[str, Actor], now: datetime) -> None:
    """This will play a fund that was launched with 65 percent of its first phase pledged."""
    begun = now - timedelta(days=300)
    row = _suggest(
        *(cast, "XB", begun),
        title_en="Safe storage of munitions in Belmora",
        title_fr="Stockage sûr de munitions à Belmora",
        aim_en="To clear two depots of munitions that nobody uses any more, and to train those who guard the rest.",
        aim_fr="Vider deux dépôts de munitions hors d'usage et former ceux qui gardent le reste.",
        purpose=Purpose.AMMUNITION,
        area="defence",
    )
    phases = (("Depot North", "Dépôt Nord", 2_250_000, 18), ("Depot South", "Dépôt Sud", 1_100_000, 9))
    _propose(cast, row, begun, "basma", phases)
    _decide(cast, row, begun + timedelta(days=40))
    at = begun + timedelta(days=60)
    _pledge(cast, row, at, "XD", 900_000, "Depot North")
    _pledge(cast, row, at, "XC", 415_000, "")
    _pledge(cast, row, at, FOUNDATION, 150_000, "Training")
    _sign(cast, row, at + timedelta(days=45), "XD", "XC")
    _receive(cast, row, at + timedelta(days=70), 1, 600_000)
    _receive(cast, row, at + timedelta(days=75), 2, 415_000)
    lead, jana = cast["dana"], cast["jana"]
    actions.start(_now(row), lead, at + timedelta(days=80))
    for title_en, title_fr, days in (
        ("Contractor chosen", "Prestataire choisi", 110),
        ("First thousand crates cleared", "Mille premières caisses traitées", 170),
        ("Depot North handed over", "Dépôt Nord remis", 420),
    ):
        actions.plan_milestone(
            *(row, lead, at + timedelta(days=81)),
            phase=1,
            title_en=title_en,
            title_fr=title_fr,
            due_on=brussels_day(at + timedelta(days=days)),
        )
    first = queries.milestone(row.code, 1)
    if first is None:
        raise LookupError(row.code)
    on = at + timedelta(days=105)
    actions.reach(first, lead, on, on=brussels_day(on), evidence="Tender 2026/4, signed contract with the contractor.")
    later = on + timedelta(days=12)
    actions.verify(first, jana, later, on=brussels_day(later), finding="Contract and tender were seen in the workshop.")
    for title_en, title_fr, target, counted in (
        ("Cartridges destroyed", "Cartouches détruites", 4_000_000, 1_250_000),
        ("Hand grenades destroyed", "Grenades à main détruites", 20_000, 3_400),
    ):
        made = actions.set_counter(
            row, lead, at + timedelta(days=82), title_en=title_en, title_fr=title_fr, target=target
        )
        counter = queries.counter(row.code, made.counter)
        if counter is None:
            raise LookupError(row.code)
        when = now - timedelta(days=20)
        actions.count(counter, lead, when, amount=counted, source="Protocol 7 of the workshop", on=brussels_day(when))
    line = ledger_queries.line(row.code)
    if line is None:
        raise LookupError(row.code)
    spent = ledger.commit(
        *(line, cast["rosa"], now - timedelta(days=100)),
        purpose="trust_fund",
        subject_ref=row.subject,
        label="Contract with the workshop",
        original=420_000 * EUROS,
    )
    ledger.oblige(line, cast["rosa"], now - timedelta(days=99), commitment=spent.commitment, reason="Signed.")
    ledger.pay(
        *(line, cast["rosa"], now - timedelta(days=15)),
        commitment=spent.commitment,
        original=185_000 * EUROS,
        supplier="Workshop of Sahran",
        invoice="W-31",
        invoiced_on=brussels_day(now - timedelta(days=20)),
    )


def _closed(cast: dict[str, Actor], now: datetime) -> None:
    """This will play a small fund that was cleared, audited and reported."""
    begun = now - timedelta(days=390)
    row = _suggest(
        *(cast, "XC", begun),
        title_en="Clearing the old range near Port Amar",
        title_fr="Dépollution de l'ancien champ de tir près de Port Amar",
        aim_en="To clear an old range so that it can be built upon.",
        aim_fr="Dépolluer un ancien champ de tir pour qu'il puisse être bâti.",
        purpose=Purpose.MINES,
        area="defence",
    )
    _propose(cast, row, begun, "casim", (("The range", "Le champ de tir", 180_000, 6),))
    _decide(cast, row, begun + timedelta(days=20))
    at = begun + timedelta(days=40)
    _pledge(cast, row, at, "XD", 180_000, "")
    _sign(cast, row, at + timedelta(days=10), "XD")
    _receive(cast, row, at + timedelta(days=20), 1, 180_000)
    lead = cast["dana"]
    actions.start(_now(row), lead, at + timedelta(days=21))
    end = at + timedelta(days=200)
    actions.plan_milestone(
        *(row, lead, at + timedelta(days=22)),
        phase=1,
        title_en="Range cleared",
        title_fr="Champ de tir dépollué",
        due_on=brussels_day(end),
    )
    mile = queries.milestone(row.code, 1)
    if mile is None:
        raise LookupError(row.code)
    actions.reach(mile, lead, end, on=brussels_day(end), evidence="Map of the cleared fields, protocol 12.")
    actions.verify(mile, cast["jana"], end, on=brussels_day(end), finding="Two samples were taken; nothing was found.")
    made = actions.set_counter(
        row,
        lead,
        at + timedelta(days=22),
        title_en="Items of ordnance removed",
        title_fr="Munitions enlevées",
        target=800,
    )
    counter = queries.counter(row.code, made.counter)
    if counter is None:
        raise LookupError(row.code)
    actions.count(counter, lead, end, amount=812, source="Protocol 12", on=brussels_day(end))
    line = ledger_queries.line(row.code)
    if line is None:
        raise LookupError(row.code)
    spent = ledger.commit(
        *(line, cast["rosa"], end),
        purpose="trust_fund",
        subject_ref=row.subject,
        label="Clearing",
        original=180_000 * EUROS,
    )
    ledger.oblige(line, cast["rosa"], end, commitment=spent.commitment, reason="Signed.")
    ledger.pay(
        *(line, cast["rosa"], end + timedelta(days=10)),
        commitment=spent.commitment,
        original=180_000 * EUROS,
        supplier="Clear Ground Ltd",
        invoice="2026-8",
        invoiced_on=brussels_day(end),
    )
    actions.close(
        *(_now(row), lead, end + timedelta(days=40)),
        audited_on=brussels_day(end + timedelta(days=30)),
        report="The range is cleared and handed over. All that was paid in was spent on it; the audit had no remark.",
    )


def _proposed(cast: dict[str, Actor], now: datetime) -> None:
    """This will play a fund whose proposal waits for its host."""
    begun = now - timedelta(days=50)
    row = _suggest(
        *(cast, "XA", begun),
        title_en="Schools for the old base at Thelis",
        title_fr="Des écoles pour l'ancienne base de Thelis",
        aim_en="To turn an empty base into two schools and a fire station.",
        aim_fr="Transformer une base vide en deux écoles et une caserne de pompiers.",
        purpose=Purpose.CONVERSION,
        area="defence",
    )
    _propose(cast, row, begun, "", (("Buildings", "Bâtiments", 640_000, 12),))


def _suggest(cast: dict[str, Actor], host: str, at: datetime, **said: Any) -> Fund:
    made = actions.suggest(people.party(host), cast["jana"], at, others=OTHERS, **said)
    return Fund.objects.get(code=made.fund)


def _propose(
    cast: dict[str, Actor], row: Fund, begun: datetime, host: str, phases: tuple[tuple[str, str, int, int], ...]
) -> None:
    """This will bring a fund from the idea to its proposal, and let all sides agree if a host is named."""
    lead = cast["dana"]
    actions.take_lead(row, lead, begun + timedelta(days=4))
    day = begun + timedelta(days=12)
    actions.study(row, lead, day, agent=AGENT, studied_on=brussels_day(day), study="It can be done with local firms.")
    for title_en, title_fr, euros, months in phases:
        actions.plan_phase(row, lead, day, title_en=title_en, title_fr=title_fr, cost=euros * EUROS, months=months)
    parts = {part.value: text for part, text in PARTS.items()}
    actions.propose(row, lead, begun + timedelta(days=14), parts=parts, threshold=65)
    if not host:
        return
    actions.agree(row, cast[host], begun + timedelta(days=15))
    actions.agree(row, lead, begun + timedelta(days=15))
    actions.agree(row, lead, begun + timedelta(days=16), for_agent=True)


def _decide(cast: dict[str, Actor], row: Fund, at: datetime) -> None:
    """This will let the Allies decide under silence."""
    item = decision_queries.item(decision_queries.about(row.subject)[0].item.symbol)
    if item is None:
        raise LookupError(row.subject)
    texts.silence(item, cast, at, days=6, closed=True)


def _pledge(cast: dict[str, Actor], row: Fund, at: datetime, who: str, euros: int, earmark: str) -> None:
    line = ledger_queries.line(row.code)
    if line is None:
        raise LookupError(row.code)
    ledger.pledge(line, cast["rosa"], at, contributor=who, original=euros * EUROS, earmark=earmark)


def _sign(cast: dict[str, Actor], row: Fund, at: datetime, *givers: str) -> None:
    for paper in (Paper.MEMORANDUM, Paper.IMPLEMENTING, Paper.EXECUTING):
        actions.sign_agreement(row, cast["dana"], at, paper=paper, signed_on=brussels_day(at))
    for giver in givers:
        actions.sign_agreement(
            row, cast["dana"], at, paper=Paper.FINANCIAL, contributor=giver, signed_on=brussels_day(at)
        )


def _receive(cast: dict[str, Actor], row: Fund, at: datetime, number: int, euros: int) -> None:
    line = ledger_queries.line(row.code)
    if line is None:
        raise LookupError(row.code)
    ledger.receive(line, cast["rosa"], at, contribution=number, original=euros * EUROS)


def _now(row: Fund) -> Fund:
    return Fund.objects.get(pk=row.pk)
