"""Consultations before the Council: one text, the subject first, then each participant on a line of its own (W-132)."""

from __future__ import annotations

from datetime import datetime

from comity.consultations import actions as consultations
from comity.consultations import queries
from comity.consultations.events import ConsultationChecked, ConsultationWithdrawn
from comity.consultations.rules import CONSULTATION, State
from comity.core.actor import FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import (
    DecisionLapsed,
    DecisionPutOnAgenda,
    DecisionSentToCommittee,
    DecisionWithdrawn,
    LineNotAgreed,
    SilenceOpened,
)
from comity.decisions.rules import WORKFLOW as DECISION
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.decisions.rules import State as ItemState
from comity.parties import queries as parties

CONSULTATION_OF, GROUND = "consultation:", "P§11"


def draft_for_council(event: ConsultationChecked, now: datetime) -> None:
    """This will draft the text by which the Council approves the subject and each participant by itself."""
    row = queries.consultation(event.consultation)
    format_ = decision_queries.format_(decision_queries.AT_ALLIES)
    if row is None or format_ is None:
        return
    en, fr = parties.names("en"), parties.names("fr")
    lines = [
        LineText(
            verb=Verb.AGREED,
            text_en=f"the subject of a consultation in flexible format: {row.subject_en}",
            text_fr=f"le sujet d'une consultation en format souple : {row.subject_fr}",
            effect=Effect.AGREE_CONSULTATION,
            effect_about=row.subject,
        )
    ]
    lines += [
        LineText(
            verb=Verb.AGREED,
            text_en=f"the participation of {en.get(code, code)}",
            text_fr=f"la participation suivante : {fr.get(code, code)}",
            effect=Effect.AGREE_PARTICIPANT,
            effect_about=f"{row.subject}:{code}",
        )
        for code in event.participants
    ]
    asked_en, asked_fr = en.get(row.requester, row.requester), fr.get(row.requester, row.requester)
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"Consultation {row.code}: {row.subject_en}"[:240],
        title_fr=f"Consultation {row.code} : {row.subject_fr}"[:240],
        note_en=f"{asked_en} has asked for this consultation. The staff has found that it duplicates no other forum."
        " An objection to one participant holds that participant alone.",
        note_fr=f"Demande présentée par : {asked_fr}. Le Secrétariat a constaté que la consultation ne fait double"
        " emploi avec aucune autre enceinte. Une objection visant un participant ne retient que celui-ci.",
        lines=lines,
        ground=GROUND,
        about=row.subject,
    )


def withdraw_text(event: ConsultationWithdrawn, now: datetime) -> None:
    """This will take away the text that was drafted, once nobody wants the consultation any more."""
    for listed in decision_queries.about(f"{CONSULTATION_OF}{event.consultation}"):
        if DECISION.may("withdraw", ItemState(listed.item.state)):
            decisions.withdraw(
                listed.item, FLOW, now, reason=f"The request for consultation {event.consultation} was withdrawn."
            )


def put_to_council(event: SilenceOpened | DecisionSentToCommittee | DecisionPutOnAgenda, now: datetime) -> None:
    """This will put a consultation before the Council with the text about it."""
    _each(event.symbol, "put_to_council", now)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will give a consultation back when the text is over and the subject is not decided."""
    _each(event.symbol, "give_back", now)


def _each(symbol: str, verb: str, now: datetime) -> None:
    item = decision_queries.item(symbol)
    for line in item.lines.all() if item else ():
        if line.effect != Effect.AGREE_CONSULTATION or line.state == LineState.AGREED:
            continue
        row = queries.consultation(line.effect_about.removeprefix(CONSULTATION_OF))
        if row is not None and CONSULTATION.may(verb, State(row.state)):
            getattr(consultations, verb)(row, FLOW, now)


def hold(event: LineNotAgreed, now: datetime) -> None:
    """This will note that one participant was not agreed; the rest of the text was (W-36)."""
    item = decision_queries.item(event.symbol)
    for line in item.lines.all() if item else ():
        if line.number == event.line and line.effect == Effect.AGREE_PARTICIPANT:
            code, _, party = line.effect_about.removeprefix(CONSULTATION_OF).partition(":")
            row = queries.consultation(code)
            if row is not None:
                consultations.hold_participant(row, FLOW, now, party=party, decision=event.symbol)
