"""Mandates of contact point embassies: the Council gives them, and they end when the nation joins (P§14; W-258)."""

from __future__ import annotations

from datetime import datetime

from comity.core import audience
from comity.core.actor import FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import DecisionAdopted, DecisionLapsed, DecisionWithdrawn, LineAgreed
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.flows.missing import Missing
from comity.parties import actions as parties
from comity.parties import queries as party_queries
from comity.parties.events import PartyJoined
from comity.parties.rules import MandateInput
from comity.presence import actions, queries
from comity.presence.events import BiddingSubmitted, MandateConferred
from comity.presence.rules import BidState, State

BIDDING, BID = "bidding:", "bid:"


def draft_for_council(event: BiddingSubmitted, now: datetime) -> None:
    """This will draft the item by which the Council gives the mandates, one line for each nation."""
    row, format_ = queries.bidding(event.bidding_id), decision_queries.format_(decision_queries.AT_ALLIES)
    if row is None or format_ is None:
        return
    years = f"{row.since_on.year}-{row.until_on.year - 1}"
    names = {locale: party_queries.names(locale) for locale in ("en", "fr")}
    lines = []
    for bid in row.bids.all():
        if bid.pk not in event.bids:
            continue
        host = {locale: names[locale].get(bid.host_id, bid.host_id) for locale in names}
        allies = {locale: ", ".join(names[locale].get(one, one) for one in bid.allies) for locale in names}
        lines.append(
            LineText(
                verb=Verb.AGREED,
                text_en=f"the mandate of contact point embassy in {host['en']} for {years}: {allies['en']}",
                text_fr=f"le mandat d'ambassade point de contact ({host['fr']}) pour {years} : {allies['fr']}",
                effect=Effect.CONFER_MANDATE,
                effect_about=f"{bid.subject}:{bid.host_id}:{'+'.join(bid.allies)}",
            )
        )
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"Contact point embassies: mandates {years}",
        title_fr=f"Ambassades points de contact : mandats {years}",
        note_en="Allies have offered their embassies; each line stands by itself.",
        note_fr="Les Alliés ont proposé leurs ambassades ; chaque ligne vaut pour elle-même.",
        lines=lines,
        about=row.subject,
    )


def confer(event: LineAgreed, now: datetime) -> None:
    """This will give the mandate on which the Council has decided, and list its embassies with the nation."""
    bid = queries.bid(_number(event.effect_about, BID))
    host = party_queries.party(bid.host_id) if bid else None
    if bid is None or host is None:
        raise Missing
    given = actions.confer(bid, FLOW, now, decision=event.symbol)
    _list(host, given, now)
    _open_file(host, given, now)


def _open_file(host: object, given: MandateConferred, now: datetime) -> None:
    """This will ask embassies that leave for a hand-over file (W-259)."""
    held = [one for one in queries.mandates(given.host) if one.allies != given.allies]
    outgoing = queries.leaving_for(held, given.allies, given.since_on)
    if outgoing:
        actions.open_file(host, FLOW, now, outgoing=outgoing, incoming=given.allies, on=given.since_on)  # type: ignore[arg-type]


def _list(host: object, given: MandateConferred, now: datetime) -> None:
    asked = MandateInput(
        since_on=given.since_on,
        until_on=given.until_on,
        mode="joint" if len(given.allies) > 1 else "sole",
        decision=given.decision,
    )
    for ally in given.allies:
        parties.enter_embassy(host, FLOW, now, ally=ally, asked=asked)  # type: ignore[arg-type]


def settle(event: DecisionAdopted, now: datetime) -> None:
    """This will end a round once nothing of what was put to the Council is left undecided."""
    if all(line.effect != Effect.CONFER_MANDATE for line in event.lines):
        return
    item = decision_queries.item(event.symbol)
    row = queries.bidding(_number(item.about, BIDDING)) if item and item.about.startswith(BIDDING) else None
    if item is None or row is None or row.state != State.WITH_COUNCIL:
        return
    if all(line.state == LineState.AGREED for line in item.lines.all() if line.effect == Effect.CONFER_MANDATE):
        actions.settle(row, FLOW, now, decision=event.symbol)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will give a round back to the desk when the Council's item on it is over."""
    item = decision_queries.item(event.symbol)
    row = queries.bidding(_number(item.about, BIDDING)) if item and item.about.startswith(BIDDING) else None
    if row is not None and row.state == State.WITH_COUNCIL:
        actions.give_back(row, FLOW, now, decision=event.symbol)


def end_early(event: PartyJoined, now: datetime) -> None:
    """This will end the mandates in a nation on the day on which it joins the Alliance, and the bids for it (W-261)."""
    if event.community != audience.ALLIES:
        return
    reason = "The nation has joined the Alliance."
    leaving = queries.serving(event.party, event.since_on)
    for embassy in party_queries.embassies_in(event.party):
        if embassy.until_on is not None and embassy.until_on <= event.since_on:
            continue
        if embassy.since_on is not None and embassy.since_on >= event.since_on:
            parties.drop_embassy(embassy, FLOW, now, reason=reason)
        else:
            parties.end_embassy(embassy, FLOW, now, until_on=event.since_on, reason=reason)
    _keep_file(event, tuple(sorted(leaving)), now)
    for bid in queries.living_in(event.party):
        over = bid.state == BidState.CONFERRED and bid.bidding.until_on <= event.since_on
        if not over:
            actions.lapse(bid, FLOW, now, decision=event.decision or "-", on=event.since_on)


def _keep_file(event: PartyJoined, leaving: tuple[str, ...], now: datetime) -> None:
    """This will give to the staff what the last embassies know: no other follows (W-261)."""
    running = queries.files_running_in(event.party)
    for file in running:
        actions.redirect(file, FLOW, now)
    host = party_queries.party(event.party)
    if leaving and not running and host is not None:
        actions.open_file(host, FLOW, now, outgoing=leaving, incoming=(), on=event.since_on)


def _number(about: str, prefix: str) -> int:
    return int(about.removeprefix(prefix).partition(":")[0])
