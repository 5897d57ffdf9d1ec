"""From the discussion of an assessment to the Council: an item is drafted, and what it decides comes about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.core.actor import FLOW
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
from comity.parties import queries as parties
from comity.programmes import actions, queries
from comity.programmes.events import AssessmentDiscussed

SUBJECT = "programme-assessment:"


def conclude(event: LineAgreed, now: datetime) -> None:
    """This will conclude an assessment to which the Council has agreed (W-150)."""
    row = queries.assessment_of(event.effect_about.removeprefix(SUBJECT))
    if row is None:
        raise Missing
    actions.conclude_assessment(row, FLOW, now, decision=event.symbol)


def draft_for_council(event: AssessmentDiscussed, now: datetime) -> None:
    """This will draft the item by which the Council agrees to an assessment that was discussed with the partner."""
    format_ = decision_queries.format_(decision_queries.AT_ALLIES)
    subject = f"{SUBJECT}{event.assessment}"
    if format_ is None or _is_pending(subject):
        return
    en, fr = (parties.names(locale).get(event.party, event.party) for locale in ("en", "fr"))
    kind, number = event.type, event.assessment.rpartition("/")[2]
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"{en}: assessment {number} of the {kind} {event.period}",
        title_fr=f"{fr} : évaluation {number} du programme {kind} {event.period}",
        note_en=f"The draft was discussed with the partner on {event.held_on.isoformat()}.",
        note_fr=f"Le projet a été examiné avec le partenaire le {event.held_on.isoformat()}.",
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"the assessment of the {kind} of {en} for {event.period}, as discussed with the partner",
                text_fr=f"l'évaluation du programme ({kind}) pour {event.period}, examinée avec le partenaire ({fr})",
                effect=Effect.CONCLUDE_ASSESSMENT,
                effect_about=subject,
            )
        ],
        about=subject,
    )


def _is_pending(subject: str) -> bool:
    return any(
        line.effect_about == subject and line.state == LineState.OPEN
        for listed in decision_queries.about(subject)
        for line in listed.lines
    )


def put(event: SilenceOpened | DecisionSentToCommittee | DecisionPutOnAgenda, now: datetime) -> None:
    """This will put assessments before the Council with the item that is to agree to them."""
    for row in _assessments_of(event.symbol):
        if row.stage == "discussed":
            actions.put_assessment(row, FLOW, now, decision=event.symbol)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will give assessments back to the staff when the item that was to agree to them is over."""
    for row in _assessments_of(event.symbol):
        if row.stage == "with_council":
            actions.decline_assessment(row, FLOW, now, decision=event.symbol)


def _assessments_of(symbol: str) -> list[Any]:
    item = decision_queries.item(symbol)
    wanted = [
        line.effect_about.removeprefix(SUBJECT)
        for line in (item.lines.all() if item else ())
        if line.effect == Effect.CONCLUDE_ASSESSMENT and line.state != LineState.AGREED
    ]
    return [row for code in wanted if (row := queries.assessment_of(code)) is not None]
