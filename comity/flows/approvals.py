"""What a decision brings about elsewhere, in the transaction that records it: both or neither.

If the house concerned refuses (the programme was reopened, the tool is open already), the decision stands: the line
says what was refused and the desk is told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from comity.consultations import actions as consultations
from comity.consultations import queries as consultation_queries
from comity.core.actor import FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import (
    DecisionAdopted,
    DecisionLapsed,
    DecisionPutOnAgenda,
    DecisionSentToCommittee,
    DecisionWithdrawn,
    LineAgreed,
    LineNotAgreed,
    SilenceOpened,
)
from comity.decisions.rules import Effect, FollowUp, LineState, LineText, Verb
from comity.flows import assessments, centres, dialogues, funds, grants, mandates, operations, tools
from comity.flows.missing import Missing
from comity.flows.notices import decisions as notices
from comity.kernel import bus
from comity.kernel.action import Refused
from comity.menu import actions as menu
from comity.menu import queries as menu_queries
from comity.parties import actions as parties
from comity.parties import queries as party_queries
from comity.policy.loader import pack
from comity.programmes import actions as programmes
from comity.programmes import queries as programme_queries
from comity.programmes.events import ProgrammeAgreed
from comity.programmes.rules import State as ProgrammeState
from comity.resources import actions as resources
from comity.resources import queries as resource_queries

PROGRAMME, ACTIVITY, AREA, CONSULTATION = "programme:", "activity:", "area:", "consultation:"


# -- lines one by one --------------------------------------------------------------------------------------------------


def announce_lines(event: DecisionAdopted, now: datetime) -> None:
    """This will say of each line by itself whether it was agreed: a bundle is severable (W-36)."""
    for line in event.lines:
        bus.publish(
            LineAgreed(
                event.symbol, line.line, line.verb, line.effect, line.effect_about, event.decided_at, event.sheet
            ),
            now,
        )
    for number in event.held:
        bus.publish(LineNotAgreed(event.symbol, number, event.decided_at), now)


def carry_out(event: LineAgreed, now: datetime) -> None:
    """This will do what an agreed line says, or note on the line why the house concerned refused."""
    if not event.effect:
        return
    outcome, refusal = FollowUp.DONE, ""
    try:
        _CARRIED_OUT[Effect(event.effect)](event, now)
    except Refused as refused:
        outcome, refusal = FollowUp.REFUSED, refused.refusal.number
    except Missing:
        outcome = FollowUp.REFUSED
    item = decision_queries.bare(event.symbol)
    if item is not None:
        decisions.record_follow_up(item, FLOW, now, line=event.line, outcome=outcome, refusal=refusal)
    if outcome is FollowUp.REFUSED:
        notices.follow_up_refused(event.symbol, event.line, refusal, now)


def _approve_programme(event: LineAgreed, now: datetime) -> None:
    programme = programme_queries.programme_of(event.effect_about.removeprefix(PROGRAMME))
    if programme is None:
        raise Missing
    programmes.approve(programme, FLOW, now, decision=event.symbol)


def _open_tool(event: LineAgreed, now: datetime) -> None:
    code, _, tool = event.effect_about.partition(":")
    party = party_queries.party(code)
    if party is None or tool not in pack().tools:
        raise Missing
    parties.open_tool(party, FLOW, now, tool=tool, decision=event.symbol)


def _agree_menu(event: LineAgreed, now: datetime) -> None:
    activity = menu_queries.activity(event.effect_about.removeprefix(ACTIVITY))
    if activity is None:
        raise Missing
    menu.agree(activity, FLOW, now, decision=event.symbol)


def _open_area(event: LineAgreed, now: datetime) -> None:
    council = decision_queries.body(decision_queries.COUNCIL)
    if council is None:
        raise Missing
    menu.open_area(council, FLOW, now, area=event.effect_about.removeprefix(AREA), decision=event.symbol)


def _adopt_settings(event: LineAgreed, now: datetime) -> None:
    period, _, sha256 = event.effect_about.removeprefix("settings:").partition("@")
    row = resource_queries.settings(period)
    if row is None:
        raise Missing
    resources.adopt(row, FLOW, now, sha256=sha256, decision=event.symbol)


def _adopt_scenario(event: LineAgreed, now: datetime) -> None:
    code, _, sha256 = event.effect_about.removeprefix("round:").partition("@")
    row = resource_queries.round_(code)
    if row is None:
        raise Missing
    resources.adopt_scenario(row, FLOW, now, sha256=sha256, decision=event.symbol)


def _agree_consultation(event: LineAgreed, now: datetime) -> None:
    row = consultation_queries.consultation(event.effect_about.removeprefix(CONSULTATION))
    if row is None:
        raise Missing
    consultations.agree_subject(row, FLOW, now, decision=event.symbol)


def _agree_participant(event: LineAgreed, now: datetime) -> None:
    code, _, party = event.effect_about.removeprefix(CONSULTATION).partition(":")
    row = consultation_queries.consultation(code)
    if row is None or not any(one.party == party for one in row.participants.all()):
        raise Missing
    consultations.agree_participant(row, FLOW, now, party=party, decision=event.symbol)


_CARRIED_OUT: dict[Effect, Callable[[LineAgreed, datetime], None]] = {
    Effect.APPROVE_PROGRAMME: _approve_programme,
    Effect.OPEN_TOOL: _open_tool,
    Effect.CONCLUDE_ASSESSMENT: assessments.conclude,
    Effect.AGREE_MENU: _agree_menu,
    Effect.OPEN_AREA: _open_area,
    Effect.BEGIN_DIALOGUE: dialogues.begin,
    Effect.AWARD_GRANT: grants.award,
    Effect.CONFER_MANDATE: mandates.confer,
    Effect.REVIEW_TOOL: tools.decide,
    Effect.SET_UP_FUND: funds.set_up,
    Effect.RECOGNISE_CONTRIBUTOR: operations.recognise,
    Effect.ACCEPT_CONTRIBUTOR: operations.accept,
    Effect.RECOGNISE_CENTRE: centres.recognise,
    Effect.ADOPT_SETTINGS: _adopt_settings,
    Effect.ADOPT_SCENARIO: _adopt_scenario,
    Effect.AGREE_CONSULTATION: _agree_consultation,
    Effect.AGREE_PARTICIPANT: _agree_participant,
}


# -- programmes before the Council -------------------------------------------------------------------------------------


def draft_for_council(event: ProgrammeAgreed, now: datetime) -> None:
    """This will draft the item by which the Council approves what both sides have agreed (W-29)."""
    format_ = decision_queries.format_(decision_queries.AT_ALLIES)
    if format_ is None or _is_pending(f"{PROGRAMME}{event.programme}"):
        return
    names = {locale: party_queries.names(locale).get(event.party, event.party) for locale in ("en", "fr")}
    kind = event.type.upper()
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"{names['en']}: {kind} {event.period}",
        title_fr=f"{names['fr']} : {kind} {event.period}",
        note_en=f"{names['en']} and the staff have agreed version {event.version} of the text.",
        note_fr=f"{names['fr']} et le Secrétariat sont convenus de la version {event.version} du texte.",
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=f"the {kind} of {names['en']} for {event.period}, as agreed by both sides",
                text_fr=f"le programme ({kind}) convenu par les deux parties pour {event.period} ({names['fr']})",
                effect=Effect.APPROVE_PROGRAMME,
                effect_about=f"{PROGRAMME}{event.programme}",
            )
        ],
        about=f"{PROGRAMME}{event.programme}",
    )


def _is_pending(subject: str) -> bool:
    """This will tell whether an item about a thing is already on its way."""
    return any(
        line.effect_about == subject and line.state == LineState.OPEN
        for listed in decision_queries.about(subject)
        for line in listed.lines
    )


def put_to_council(event: SilenceOpened | DecisionSentToCommittee | DecisionPutOnAgenda, now: datetime) -> None:
    """This will put programmes before the Council with the item that is to approve them."""
    for programme in _programmes_of(event.symbol):
        if programme.state == ProgrammeState.AGREED:
            programmes.put_to_council(programme, FLOW, now, decision=event.symbol)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will give programmes back to the two sides when the item that was to approve them is over."""
    for programme in _programmes_of(event.symbol):
        if programme.state == ProgrammeState.WITH_COUNCIL:
            programmes.decline(programme, FLOW, now, decision=event.symbol)


def _programmes_of(symbol: str) -> list[Any]:
    item = decision_queries.item(symbol)
    wanted = [
        line.effect_about.removeprefix(PROGRAMME)
        for line in (item.lines.all() if item else ())
        if line.effect == Effect.APPROVE_PROGRAMME and line.state != LineState.AGREED
    ]
    found = [programme_queries.programme_of(code) for code in wanted]
    return [programme for programme in found if programme is not None]
