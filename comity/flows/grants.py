"""Grants before the Council and in the books (P§14): each application is decided by itself; money is set aside once.

Every follow-up goes through the gate of its own verb, in the transaction of the act that caused it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from comity.core.actor import FLOW
from comity.core.calendar import brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import LineAgreed, LineNotAgreed
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.flows.missing import Missing
from comity.kernel.action import Refused
from comity.ledger import actions as ledger
from comity.ledger import queries as ledger_queries
from comity.ledger.events import InvoicePaid
from comity.science import actions, queries
from comity.science.events import GrantAwarded, GrantClosed, PaymentApproved, RankingRecorded
from comity.science.rules import State

APPLICATION, GRANT, LINE = "application:", "grant:", "SCIENCE-"
CENTS = 100
NOT_AGREED = "The nations have not agreed to this grant. / Les nations n'ont pas approuvé cette subvention."


def draft_for_council(event: RankingRecorded, now: datetime) -> None:
    """This will draft the item by which the nations decide on what the panel recommends, line by line (W-198)."""
    format_, call = decision_queries.format_(decision_queries.AT_ALLIES), queries.call(event.call)
    found = [queries.application(pk) for pk in event.recommended]
    rows = [row for row in found if row is not None and not _is_pending(row.subject)]
    if format_ is None or call is None or not rows:
        return
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"{event.call}: grants for scientific cooperation",
        title_fr=f"{event.call} : subventions pour la coopération scientifique",
        note_en=f"The panel has ranked the applications to the call “{call.title_en}” and recommends these.",
        note_fr=f"Le comité a classé les demandes relatives à l'appel « {call.title_fr} » et recommande celles-ci.",
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"the grant of EUR {sum(row.budget.values())} to “{row.title}”, lodged by {row.party_id}",
                text_fr=f"la subvention de {sum(row.budget.values())} EUR à « {row.title} », demande de {row.party_id}",
                effect=Effect.AWARD_GRANT,
                effect_about=row.subject,
            )
            for row in rows
        ],
        about=call.subject,
    )


def award(event: LineAgreed, now: datetime) -> None:
    """This will award the grant on which the nations have agreed."""
    row = queries.application(int(event.effect_about.removeprefix(APPLICATION)))
    if row is None:
        raise Missing
    actions.award(row, FLOW, now, decision=event.symbol)


def hold(event: LineNotAgreed, now: datetime) -> None:
    """This will end the application whose line was not agreed; the others of the item have their grants (W-36)."""
    item = decision_queries.item(event.symbol)
    for line in item.lines.all() if item else ():
        if line.number == event.line and line.effect == Effect.AWARD_GRANT:
            row = queries.application(int(line.effect_about.removeprefix(APPLICATION)))
            if row is not None and row.state == State.ELIGIBLE:
                actions.decline(
                    row,
                    FLOW,
                    now,
                    reason=NOT_AGREED,
                    decision=event.symbol,
                )


def set_aside(event: GrantAwarded, now: datetime) -> None:
    """This will set the money of a grant aside on the line of the year; a refusal is on record (W-201)."""
    row = queries.grant(event.grant_id)
    line = ledger_queries.line(f"{LINE}{brussels_day(now).year}")
    if row is None or line is None:
        return
    with suppress(Refused):  # the refusal is on record, and no request is approved until money is set aside
        ledger.commit(
            line,
            FLOW,
            now,
            purpose=queries.PURPOSE,
            subject_ref=row.subject,
            original=sum(row.application.budget.values()) * CENTS,
            label=row.letter,
        )


def owe(event: PaymentApproved, now: datetime) -> None:
    """This will enter an approved request as owed; Financial Control pays it under its reference (W-201)."""
    row = queries.payment(event.payment_id)
    held = ledger_queries.open_commitment(queries.PURPOSE, f"{GRANT}{event.grant_id}")
    if row is None or held is None:
        raise Missing
    ledger.oblige(held.line, FLOW, now, commitment=held.number, original=event.euros * CENTS, reason=row.reference)


def enter_paid(event: InvoicePaid, now: datetime) -> None:
    """This will note on the grant that the books have paid one of its requests (W-201)."""
    if event.purpose != queries.PURPOSE:
        return
    grant = queries.grant(int(event.subject.removeprefix(GRANT)))
    row = queries.payment_called(grant, event.invoice) if grant else None
    if row is not None:
        actions.enter_paid(row, FLOW, now)


def free(event: GrantClosed, now: datetime) -> None:
    """This will free what was set aside for a grant and never asked for (W-204)."""
    held = ledger_queries.open_commitment(queries.PURPOSE, f"{GRANT}{event.grant_id}")
    if held is not None:
        ledger.release(held.line, FLOW, now, commitment=held.number, reason=held.label)


def _is_pending(subject: str) -> bool:
    """This will tell whether an item on an application is already on its way."""
    return any(
        line.effect_about == subject and line.state == LineState.OPEN
        for listed in decision_queries.about(subject)
        for line in listed.lines
    )
