"""Dialogues with nations outside the frameworks: they begin when the Council has decided so, and not before (P§10)."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import DecisionLapsed, DecisionWithdrawn, LineAgreed
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.engagement import actions, queries
from comity.engagement.events import DialogueProposed
from comity.engagement.rules import State
from comity.flows.missing import Missing
from comity.parties import queries as parties

DIALOGUE = "dialogue:"


def draft_for_council(event: DialogueProposed, now: datetime) -> None:
    """This will draft the item by which the Council decides on a proposed dialogue."""
    row, format_ = queries.dialogue(event.dialogue_id), decision_queries.format_(decision_queries.AT_ALLIES)
    if row is None or format_ is None:
        return
    names = {locale: parties.names(locale).get(event.party, event.party) for locale in ("en", "fr")}
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"{names['en']}: dialogue outside the frameworks",
        title_fr=f"{names['fr']} : dialogue hors des cadres",
        note_en=row.purpose,
        note_fr=row.purpose,
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"that a dialogue with {names['en']} begin, within the priority areas named in the note",
                text_fr=f"d'ouvrir un dialogue ({names['fr']}) dans les domaines prioritaires indiqués en note",
                effect=Effect.BEGIN_DIALOGUE,
                effect_about=row.subject,
            )
        ],
        about=row.subject,
    )


def begin(event: LineAgreed, now: datetime) -> None:
    """This will open the dialogue on which the Council has decided."""
    row = queries.dialogue(_number(event.effect_about))
    if row is None:
        raise Missing
    actions.begin(row, FLOW, now, decision=event.symbol)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will end proposals whose item before the Council is over."""
    item = decision_queries.item(event.symbol)
    for line in item.lines.all() if item else ():
        if line.effect != Effect.BEGIN_DIALOGUE or line.state == LineState.AGREED:
            continue
        row = queries.dialogue(_number(line.effect_about))
        if row is not None and row.state == State.PROPOSED:
            actions.decline(row, FLOW, now, decision=event.symbol)


def _number(about: str) -> int:
    return int(about.removeprefix(DIALOGUE))
