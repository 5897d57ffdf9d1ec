"""Contributors to operations: the Council recognises and accepts them, and decides when they have been heard (P§8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.core.actor import FLOW
from comity.core.calendar import brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import DecisionLapsed, DecisionWithdrawn, LineAgreed
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.flows.missing import Missing
from comity.operations import actions, queries
from comity.operations.events import (
    ContributorAccepted,
    ContributorPutForward,
    ContributorWithdrawn,
    DraftCirculated,
    DraftSettled,
    InterestShown,
    PhaseEntered,
)
from comity.operations.rules import Phase, Stage
from comity.parties import actions as parties
from comity.parties import queries as party_queries

CONTRIBUTOR = "contributor:"
GROUND = "P§8"
_STAGES = {Effect.RECOGNISE_CONTRIBUTOR: Stage.INTERESTED, Effect.ACCEPT_CONTRIBUTOR: Stage.ASSESSED}


def draft_recognition(event: InterestShown, now: datetime) -> None:
    """This will draft the item by which the Council recognises a potential contributor."""
    _draft(
        queries.contributor(event.contributor_id),
        now,
        Effect.RECOGNISE_CONTRIBUTOR,
        "that {name} be recognised as a potential contributor to operation {code}",
        "de reconnaître comme contributeur potentiel à l'opération {code} : {name}",
    )


def draft_acceptance(event: ContributorPutForward, now: datetime) -> None:
    """This will draft the item by which the Council accepts a contribution."""
    _draft(
        queries.contributor(event.contributor_id),
        now,
        Effect.ACCEPT_CONTRIBUTOR,
        "that the contribution of {name} to operation {code} be accepted",
        "d'accepter la contribution à l'opération {code} de : {name}",
    )


def recognise(event: LineAgreed, now: datetime) -> None:
    """This will recognise the contributor on whom the Council has decided."""
    actions.recognise(_contributor(event.effect_about), FLOW, now, decision=event.symbol)


def accept(event: LineAgreed, now: datetime) -> None:
    """This will accept the contribution on which the Council has decided."""
    actions.accept(_contributor(event.effect_about), FLOW, now, decision=event.symbol)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will end the way of contributors whose item before the Council is over."""
    item = decision_queries.item(event.symbol)
    for line in item.lines.all() if item else ():
        if line.effect not in _STAGES or line.state == LineState.AGREED:
            continue
        row = queries.contributor(int(line.effect_about.removeprefix(CONTRIBUTOR)))
        if row is not None and row.stage == _STAGES[Effect(line.effect)]:
            actions.decline(row, FLOW, now, decision=event.symbol)


def admit(event: ContributorAccepted, now: datetime) -> None:
    """This will let an operational partner read what is for the partners of the operation from now on."""
    party = party_queries.party(event.party)
    if party is None:
        raise Missing
    parties.join(party, FLOW, now, community=queries.community(event.code), decision=event.decision)


def exclude(event: ContributorWithdrawn, now: datetime) -> None:
    """This will end what an operational partner reads, from now on (W-164)."""
    party = party_queries.party(event.party)
    community = queries.community(event.code)
    day = brussels_day(now)
    known = party_queries.record(event.party).memberships
    held = next((one for one in known if one.community == community and one.on(day)), None)
    if party is None or held is None:
        return
    until_on = max(day, held.since_on + timedelta(days=1))  # who came today goes tomorrow: a day is the least
    parties.leave(party, FLOW, now, community=community, decision=event.reason[:60], until_on=until_on)


def end(event: PhaseEntered, now: datetime) -> None:
    """This will let all contributors go when an operation is over."""
    row = queries.operation(event.code) if event.phase == Phase.ENDED else None
    for contributor in queries.living(row) if row else ():
        actions.withdraw(contributor, FLOW, now, text=event.decision)


def draft_decision(event: DraftCirculated, now: datetime) -> None:
    """This will draft the item by which the Allies decide on a draft; it waits until partners have been heard."""
    row, format_ = queries.draft(event.draft_id), decision_queries.format_(decision_queries.AT_ALLIES)
    if row is None or format_ is None:
        return
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"{event.code}: {row.title_en}"[:240],
        title_fr=f"{event.code} : {row.title_fr}"[:240],
        note_en=row.text_en,
        note_fr=row.text_fr,
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"{row.title_en}, as set out in the note and in the light of the partners' comments",
                text_fr=f"{row.title_fr}, conformément à la note et compte tenu des commentaires des partenaires",
            )
        ],
        ground=GROUND,
        about=row.subject,
        waits_for=row.subject,
    )


def open_way(event: DraftSettled, now: datetime) -> None:
    """This will let the Allies' silence on a draft open (W-166)."""
    row = queries.draft(event.draft_id)
    for line in decision_queries.about(row.subject) if row else ():
        item = decision_queries.item(line.item.symbol)
        if item is not None and item.waits_for:
            decisions.go_on(item, FLOW, now)


def _draft(row: Any, now: datetime, effect: Effect, text_en: str, text_fr: str) -> None:
    format_ = decision_queries.format_(decision_queries.AT_ALLIES)
    if row is None or format_ is None:
        return
    code = row.operation.code
    names = {locale: party_queries.names(locale).get(row.party, row.party) for locale in ("en", "fr")}
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"{names['en']}: contribution to {code}",
        title_fr=f"{names['fr']} : contribution à {code}",
        note_en=row.offer,
        note_fr=row.offer,
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=text_en.format(name=names["en"], code=code),
                text_fr=text_fr.format(name=names["fr"], code=code),
                effect=effect,
                effect_about=row.subject,
            )
        ],
        ground=GROUND,
        about=row.subject,
    )


def _contributor(about: str) -> Any:
    row = queries.contributor(int(about.removeprefix(CONTRIBUTOR)))
    if row is None:
        raise Missing
    return row
