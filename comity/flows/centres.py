"""Training centres: the Council recognises them, and the list of providers says so (P§7c(iii); W-227)."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from comity.core.actor import FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import DecisionLapsed, DecisionWithdrawn, LineAgreed
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.education import actions, queries
from comity.education.events import CentreAssessed
from comity.education.rules import CentreState
from comity.flows.missing import Missing
from comity.parties import actions as parties
from comity.parties import queries as party_queries
from comity.parties.rules import ProviderInput

RECOGNITION = "recognition:"
PTEC, OTHER = "ptec", "other"


def draft_for_council(event: CentreAssessed, now: datetime) -> None:
    """This will draft the item by which the Council recognises a centre."""
    row, format_ = queries.recognition(event.recognition_id), decision_queries.format_(decision_queries.AT_ALLIES)
    if row is None or format_ is None:
        return
    name_en, name_fr = row.provider.name_in("en"), row.provider.name_in("fr")
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"{name_en}: recognition as a training centre",
        title_fr=f"{name_fr} : reconnaissance comme centre de formation",
        note_en=row.findings,
        note_fr=row.findings,
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"that {name_en} be recognised as a training and education centre for partnership",
                text_fr=f"de reconnaître comme centre de formation au partenariat : {name_fr}",
                effect=Effect.RECOGNISE_CENTRE,
                effect_about=row.subject,
            )
        ],
        about=row.subject,
    )


def recognise(event: LineAgreed, now: datetime) -> None:
    """This will recognise the centre on which the Council has decided, and list it as such."""
    row = queries.recognition(_number(event.effect_about))
    provider = party_queries.provider(row.provider.code) if row else None
    if row is None or provider is None:
        raise Missing
    actions.recognise(row, FLOW, now, decision=event.symbol)
    if provider.kind == OTHER:
        kept = {one.name: getattr(provider, one.name) for one in fields(ProviderInput)}
        asked = ProviderInput(**{**kept, "kind": PTEC})
        parties.correct_provider(provider, FLOW, now, asked=asked, reason=event.symbol)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will give centres back to the desk whose item before the Council is over."""
    item = decision_queries.item(event.symbol)
    for line in item.lines.all() if item else ():
        if line.effect != Effect.RECOGNISE_CENTRE or line.state == LineState.AGREED:
            continue
        row = queries.recognition(_number(line.effect_about))
        if row is not None and row.state == CentreState.ASSESSED:
            actions.give_back(row, FLOW, now, decision=event.symbol)


def _number(about: str) -> int:
    return int(about.removeprefix(RECOGNITION))
