"""Resources before the Council: settings and scenarios go there by their fingerprint, and come back with its decision.

Every follow-up goes through the gate of its own verb, in the transaction of the act that caused it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from comity.core.actor import FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import DecisionLapsed, DecisionWithdrawn
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.resources import actions, queries
from comity.resources.events import SettingsProposed
from comity.resources.rules import SettingsState

SETTINGS = "settings:"


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


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will open settings again when the item that was to adopt them is over."""
    for effect, about in _open_effects(event.symbol):
        if effect == Effect.ADOPT_SETTINGS:
            row = queries.settings(about.removeprefix(SETTINGS).partition("@")[0])
            if row is not None and row.state == SettingsState.WITH_COUNCIL:
                actions.give_back(row, FLOW, now, decision=event.symbol)


def _open_effects(symbol: str) -> Iterator[tuple[str, str]]:
    """This will give the effects of an item that were not decided."""
    item = decision_queries.item(symbol)
    for line in item.lines.all() if item else ():
        if line.state != LineState.AGREED:
            yield line.effect, line.effect_about
