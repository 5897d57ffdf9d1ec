"""Resources before the Council: settings and scenarios go there by their fingerprint, and come back with its decision.

Every follow-up goes through the gate of its own verb, in the transaction of the act that caused it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from comity.core.actor import FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import DecisionLapsed, DecisionWithdrawn
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.kernel.action import Refused
from comity.ledger import actions as ledger
from comity.ledger import queries as ledger_queries
from comity.menu import queries as menu
from comity.nominations import actions as nominations
from comity.nominations.events import NominationDeclined, NominationWithdrawn, OfferExpired, SeatOffered
from comity.resources import actions, queries
from comity.resources.events import RoundClosed, ScenarioSubmitted, SeatsAllocated, SettingsProposed
from comity.resources.rules import RoundState, SettingsState

SETTINGS, ROUND, SEAT = "settings:", "round:", "seat"


def draft_settings(event: SettingsProposed, now: datetime) -> None:
    """This will draft the item by which the Council adopts the settings of a cycle (W-90)."""
    format_ = decision_queries.format_(decision_queries.AT_ALLIES)
    if format_ is None:
        return
    short = event.sha256[:12]
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"Settings for the allocation of resources, {event.period}",
        title_fr=f"Paramètres de l'allocation des ressources, {event.period}",
        note_en=f"Weights, anchors, floor, keeping bonus and direction as proposed; fingerprint {short}.",
        note_fr=f"Pondérations, repères, plancher, prime de maintien et sens tels que proposés ; empreinte {short}.",
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"the settings for the allocation of resources in {event.period}, fingerprint {event.sha256}",
                text_fr=f"les paramètres de l'allocation des ressources pour {event.period}, empreinte {event.sha256}",
                effect=Effect.ADOPT_SETTINGS,
                effect_about=f"{SETTINGS}{event.period}@{event.sha256}",
            )
        ],
        ground="P§16",
        about=f"{SETTINGS}{event.period}",
    )


def draft_scenario(event: ScenarioSubmitted, now: datetime) -> None:
    """This will draft the item by which the Council adopts a scenario (W-94)."""
    format_ = decision_queries.format_(decision_queries.AT_ALLIES)
    if format_ is None:
        return
    short = event.sha256[:12]
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"Allocation of resources, round {event.round}",
        title_fr=f"Allocation des ressources, tour {event.round}",
        note_en=f"Trial {event.run}: granted {event.granted}, overrides {event.overrides}; fingerprint {short}.",
        note_fr=f"Essai {event.run} : accordées {event.granted}, dérogations {event.overrides} ; empreinte {short}.",
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"the allocation of round {event.round}, fingerprint {event.sha256}",
                text_fr=f"l'allocation du tour {event.round}, empreinte {event.sha256}",
                effect=Effect.ADOPT_SCENARIO,
                effect_about=f"{ROUND}{event.round}@{event.sha256}",
            )
        ],
        ground="P§16",
        about=f"{ROUND}{event.round}",
    )


def offer_seats(event: SeatsAllocated, now: datetime) -> None:
    """This will let the seats of an activity be offered to those to whom a round gives them (W-98)."""
    row = menu.bare(event.activity)
    if row is not None:
        nominations.grant(row, FLOW, now, numbers=event.numbers)


def fill_lists(event: RoundClosed, now: datetime) -> None:
    """This will let the lists of a closed round run in their own order again."""
    for code in event.activities:
        row = menu.bare(code)
        if row is not None:
            nominations.seat_waiting(row, FLOW, now)


def commit(event: SeatOffered, now: datetime) -> None:
    """This will set aside the money for a seat that a round gives from the common budget (P§7c)."""
    ref = f"{event.activity}/{event.number}"
    seat = queries.seat_of(ref)
    line = ledger_queries.line(seat.line) if seat else None
    if seat is None or line is None or ledger_queries.open_commitment(SEAT, f"nomination:{ref}") is not None:
        return
    with suppress(Refused):  # the refusal is on record, and the seat is offered all the same
        ledger.commit(
            line, FLOW, now, purpose=SEAT, subject_ref=f"nomination:{ref}", original=seat.cost_minor, label=ref
        )


def release(event: NominationWithdrawn | NominationDeclined | OfferExpired, now: datetime) -> None:
    """This will free what was set aside for a seat that nobody takes."""
    ref = f"{event.activity}/{event.number}"
    held = ledger_queries.open_commitment(SEAT, f"nomination:{ref}")
    if held is not None:
        ledger.release(held.line, FLOW, now, commitment=held.number, reason=ref)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will open settings or a round again when the item that was to adopt them is over."""
    for effect, about in _open_effects(event.symbol):
        if effect == Effect.ADOPT_SETTINGS:
            row = queries.settings(about.removeprefix(SETTINGS).partition("@")[0])
            if row is not None and row.state == SettingsState.WITH_COUNCIL:
                actions.give_back(row, FLOW, now, decision=event.symbol)
        elif effect == Effect.ADOPT_SCENARIO:
            found = queries.round_(about.removeprefix(ROUND).partition("@")[0])
            if found is not None and found.state == RoundState.WITH_COUNCIL:
                actions.give_back_scenario(found, FLOW, now, decision=event.symbol)


def _open_effects(symbol: str) -> Iterator[tuple[str, str]]:
    """This will give the effects of an item that were not decided."""
    item = decision_queries.item(symbol)
    for line in item.lines.all() if item else ():
        if line.state != LineState.AGREED:
            yield line.effect, line.effect_about
