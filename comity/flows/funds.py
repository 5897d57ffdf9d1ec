"""Trust funds across houses: the Council sets them up (P§14), the books keep their money (W-181)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.core.actor import FLOW
from comity.core.calendar import brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import (
    DecisionLapsed,
    DecisionPutOnAgenda,
    DecisionSentToCommittee,
    DecisionWithdrawn,
    LineAgreed,
    SilenceOpened,
)
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.flows.missing import Missing
from comity.ledger import actions as ledger
from comity.ledger import queries as ledger_queries
from comity.ledger.events import (
    ContributionPledged,
    ContributionReceived,
    ContributionSigned,
    InvoicePaid,
    PledgeLapsed,
    TransactionReversed,
)
from comity.ledger.rules import Kind
from comity.parties import queries as parties
from comity.trust_funds import actions, queries
from comity.trust_funds.events import AgreementSigned, FundClosed, FundDropped, FundLaunched, SideAgreed
from comity.trust_funds.rules import Paper, State

FUND, GROUND, STAFF = "fund:", "P§14", "IS"
type Money = (
    ContributionPledged | ContributionSigned | ContributionReceived | PledgeLapsed | TransactionReversed | InvoicePaid
)


# -- before the Council ------------------------------------------------------------------------------------------------


def draft_for_council(event: SideAgreed, now: datetime) -> None:
    """This will draft the item by which the Allies set up a fund, once all sides have agreed to it (W-180)."""
    row, format_ = queries.fund(event.fund), decision_queries.format_(decision_queries.AT_ALLIES)
    if not event.is_whole or row is None or format_ is None or _is_pending(row.subject):
        return
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"Trust fund {row.code}: {row.title_en}"[:240],
        title_fr=f"Fonds d'affectation spéciale {row.code} : {row.title_fr}"[:240],
        note_en=f"{row.aim_en}\n\n{_sides(row, 'en')}",
        note_fr=f"{row.aim_fr}\n\n{_sides(row, 'fr')}",
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"that the trust fund {row.code} be set up: {row.title_en}",
                text_fr=f"la création du fonds d'affectation spéciale {row.code} : {row.title_fr}",
                effect=Effect.SET_UP_FUND,
                effect_about=row.subject,
            )
        ],
        ground=GROUND,
        about=row.subject,
    )


def _sides(row: Any, locale: str) -> str:
    """This will say in a sentence who is the host, who leads and who carries the work out."""
    names = parties.names(locale)
    host = names.get(row.host_id, row.host_id)
    leads = ", ".join(names.get(one.party, one.party) for one in row.leads.all())
    if locale == "fr":
        return f"Hôte : {host}. Chef de file : {leads}. Agent d'exécution : {row.agent}."
    return f"Host: {host}. Led by: {leads}. Executing agent: {row.agent}."


def _is_pending(subject: str) -> bool:
    """This will tell whether an item about a fund is already on its way."""
    return any(
        line.effect_about == subject and line.state == LineState.OPEN
        for listed in decision_queries.about(subject)
        for line in listed.lines
    )


def put_to_council(event: SilenceOpened | DecisionSentToCommittee | DecisionPutOnAgenda, now: datetime) -> None:
    """This will put funds before the Council with the item that is to set them up."""
    for row in _funds_of(event.symbol):
        if row.state == State.AGREED:
            actions.put_to_council(row, FLOW, now, decision=event.symbol)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will give funds back whose item before the Council is over."""
    for row in _funds_of(event.symbol):
        if row.state == State.BEFORE_COUNCIL:
            actions.give_back(row, FLOW, now, decision=event.symbol)


def set_up(event: LineAgreed, now: datetime) -> None:
    """This will launch the fund on which the Allies have decided."""
    row = queries.bare(event.effect_about.removeprefix(FUND))
    if row is None:
        raise Missing
    actions.set_up(row, FLOW, now, decision=event.symbol)


def _funds_of(symbol: str) -> Iterator[Any]:
    item = decision_queries.item(symbol)
    for line in item.lines.all() if item else ():
        if line.effect == Effect.SET_UP_FUND and line.state != LineState.AGREED:
            row = queries.bare(line.effect_about.removeprefix(FUND))
            if row is not None:
                yield row


# -- in the books ------------------------------------------------------------------------------------------------------


def open_line(event: FundLaunched, now: datetime) -> None:
    """This will open the line that contributions fill; host and leads read it besides the staff and the Allies."""
    row, office = queries.bare(event.fund), parties.party(STAFF)
    if row is None or office is None:
        raise Missing
    first = brussels_day(now).year
    ledger.open_line(
        office,
        FLOW,
        now,
        code=row.code,
        title_en=row.title_en,
        title_fr=row.title_fr,
        period=f"{first}-{(first + event.months // 12 + 1) % 100:02d}",
        currency=event.currency,
        minor=0,
        kind=Kind.FUND,
        subject_ref=row.subject,
        readers=[audience.party(code) for code in (event.host, *event.leads)],
    )


def note_money(event: Money, now: datetime) -> None:
    """This will publish what the books of a fund hold, once something was entered there."""
    row = queries.bare(event.line)
    if row is not None:
        actions.note_money(row, FLOW, now)


def sign_pledges(event: AgreementSigned, now: datetime) -> None:
    """This will enter as signed what a contributor has pledged, once its financial agreement is signed (W-182)."""
    line = ledger_queries.line(event.fund)
    if event.paper != Paper.FINANCIAL or line is None:
        return
    for one in ledger_queries.contributions(line):
        if one.contributor == event.contributor and one.original_pledged:
            ledger.sign(line, FLOW, now, contribution=one.number)


def close_line(event: FundClosed, now: datetime) -> None:
    """This will close the line of a fund that has closed."""
    line = ledger_queries.line(event.fund)
    if line is not None:
        ledger.close_line(line, FLOW, now, reason=f"W-188: {event.fund}")


def let_lapse(event: FundDropped, now: datetime) -> None:
    """This will let lapse what was pledged to a fund that was given up, and close its line (W-189)."""
    line = ledger_queries.line(event.fund)
    if line is None:
        return
    for one in ledger_queries.contributions(line):
        if one.original_pledged:
            ledger.lapse(line, FLOW, now, contribution=one.number, reason=event.reason)
    ledger.close_line(line, FLOW, now, reason=event.reason)
