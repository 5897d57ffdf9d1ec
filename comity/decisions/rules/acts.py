"""Who may do what to an item, and when (W-30 to W-39)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor, Role
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.decisions.rules.silence import Hours, SilenceFacts, first_end, fits_the_seat, outcome, shortest_end
from comity.decisions.rules.states import OPEN_TO_EDIT, WORKFLOW, Effect, Result, State, Verb

SPEAKERS = frozenset({Role.HEAD_OF_MISSION, Role.DELEGATE, Role.MISSION_OFFICER})
DRAFTERS = frozenset({Role.DESK_OFFICER, Role.COUNCIL_SECRETARY, Role.MENU_MANAGER})


@dataclass(frozen=True, slots=True)
class LineText:
    """An operative paragraph as somebody wants it written."""

    verb: Verb
    text_en: str
    text_fr: str
    effect: Effect = Effect.NONE
    effect_about: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as the rules see it.

    `at` is the moment of record, read from the database under the item's lock. `seated` are the parties that sit in the
    format today. `version` is that of the text, `asked_version` the one that the writer had in front of them.
    """

    symbol: str
    state: State
    body: str
    format: str
    at: datetime
    version: int = 1
    asked_version: int | None = None
    open_lines: frozenset[int] = frozenset()
    missing: tuple[str, ...] = ()
    seated: frozenset[str] = frozenset()
    silence: SilenceFacts | None = None
    hours: Hours = field(default=Hours(0, 0, 24))
    ends_at: datetime | None = None
    reason: str | None = None
    lines: frozenset[int] = frozenset()
    letter_party: str = ""
    received_at: datetime | None = None
    audience: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    is_answered: bool = False
    waits_for: str = ""


def missing(titles: tuple[str, str], lines: tuple[LineText, ...]) -> tuple[str, ...]:
    """This will list the parts of the file that are still missing, as codes (W-35)."""
    found = [part for part, text in zip(("title_en", "title_fr"), titles, strict=True) if not text.strip()]
    if not lines:
        found.append("operative_paragraph")
    if any(not line.text_en.strip() for line in lines):
        found.append("text_en")
    if any(not line.text_fr.strip() for line in lines):
        found.append("text_fr")
    if any(line.effect and not line.effect_about.strip() for line in lines):
        found.append("effect_about")
    return tuple(found)


# -- shared ------------------------------------------------------------------------------------------------------------


def _drafting(actor: Actor) -> Verdict:
    return ALLOWED if actor.is_system or actor.has(*DRAFTERS) else refuse("decisions.not_drafting")


def _secretariat(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(Role.COUNCIL_SECRETARY) else refuse("decisions.not_secretariat")


def _may_go(verb: str, facts: ItemFacts) -> Verdict:
    if WORKFLOW.may(verb, facts.state):
        return ALLOWED
    return refuse("decisions.not_in_state", symbol=facts.symbol, state=facts.state.value)


def _reasoned(facts: ItemFacts) -> Verdict:
    return ALLOWED if (facts.reason or "").strip() else refuse("decisions.no_reason")


def _speaking(actor: Actor, facts: ItemFacts) -> Verdict:
    """This will allow those who speak for a party that sits in the format today and sat there at the opening (W-33)."""
    if not actor.has(*SPEAKERS):
        return refuse("decisions.not_speaking")
    return _seated(actor.party or "", facts)


def _seated(party: str, facts: ItemFacts) -> Verdict:
    entitled = facts.silence is None or party in facts.silence.entitled
    if party in facts.seated and entitled:
        return ALLOWED
    return refuse("decisions.not_seated", party=party or "?", body=facts.body, format=facts.format)


def _running(facts: ItemFacts) -> Verdict:
    """This will refuse what comes at or after the end, with both times to the second, or when nothing runs (W-31)."""
    silence = facts.silence
    if silence is not None and facts.at >= silence.ends_at:
        return refuse("decisions.silence_expired", received_at=facts.at, ended_at=silence.ends_at)
    if silence is None or facts.state is not State.UNDER_SILENCE:
        return refuse("decisions.not_in_state", symbol=facts.symbol, state=facts.state.value)
    return ALLOWED


def _known_lines(facts: ItemFacts) -> Verdict:
    if unknown := facts.lines - facts.open_lines:
        return refuse("decisions.unknown_line", lines=sorted(unknown), symbol=facts.symbol)
    return ALLOWED


# -- writing -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """The format in which an item is to be decided."""

    body: str
    format: str
    holds: bool


def may_draft(actor: Actor, facts: DraftFacts, now: datetime) -> Verdict:
    """This will allow the staff, and what follows from another act, to draft for a format that exists today."""
    verdicts = [_drafting(actor)]
    if not facts.holds:
        verdicts.append(refuse("decisions.format_over", body=facts.body, format=facts.format))
    return all_of(verdicts)


def may_write(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the staff to change a text that is not under silence, from its newest version (W-34, W-39)."""
    if facts.state in {State.UNDER_SILENCE, State.OUTCOME_PENDING}:
        return first_of(_drafting(actor), refuse("decisions.text_under_silence", symbol=facts.symbol))
    verdicts = [_drafting(actor)]
    if facts.state not in OPEN_TO_EDIT:
        verdicts.append(refuse("decisions.not_in_state", symbol=facts.symbol, state=facts.state.value))
    if facts.asked_version is not None and facts.asked_version != facts.version:
        verdicts.append(refuse("decisions.stale_text", symbol=facts.symbol, version=facts.version))
    return all_of(verdicts)


def may_send_to_committee(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the staff to circulate a text that can be read in both languages."""
    return all_of([_drafting(actor), _may_go("send_to_committee", facts), _complete(facts)])


def _complete(facts: ItemFacts) -> Verdict:
    if facts.missing:
        return refuse("decisions.file_incomplete", symbol=facts.symbol, missing=list(facts.missing))
    return ALLOWED


def may_revise(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the staff to take up a text that was not agreed, or not in full."""
    return all_of([_drafting(actor), _may_go("revise", facts)])


# -- silence -----------------------------------------------------------------------------------------------------------


def may_open_silence(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to put a complete file under silence for long enough (W-30, W-35, W-39)."""
    verdicts = [_secretariat(actor), _may_go("open_silence", facts), _complete(facts)]
    if facts.waits_for:
        verdicts.append(refuse("decisions.waits", symbol=facts.symbol))
    if not facts.seated:
        verdicts.append(refuse("decisions.nobody_seated", body=facts.body, format=facts.format))
    if facts.ends_at is not None:
        if facts.ends_at < shortest_end(now, facts.hours):
            verdicts.append(
                refuse(
                    "decisions.ends_too_soon",
                    ends_at=facts.ends_at,
                    days=facts.hours.min_working_days,
                    earliest=first_end(now, facts.hours),
                )
            )
        verdicts.append(fits_the_seat(facts.ends_at, facts.hours))
    return all_of(verdicts)


def may_go_on(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will let an item wait no longer, as what follows when partners have been heard (P§8; W-166)."""
    return ALLOWED if actor.is_system else refuse("decisions.not_secretariat")


def may_extend(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to move the end of a running period, later only, and with a reason (W-32)."""
    verdicts = [_secretariat(actor), _running(facts)]
    if facts.silence is not None and facts.ends_at is not None:
        if facts.ends_at <= facts.silence.ends_at:
            verdicts.append(refuse("decisions.shortens", ends_at=facts.silence.ends_at, proposed=facts.ends_at))
        verdicts.append(fits_the_seat(facts.ends_at, facts.hours))
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    return all_of(verdicts)


def may_break_silence(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow whoever sits in the format to object before the end, in writing, on named lines (W-31, W-33)."""
    stands = first_of(_speaking(actor, facts), _running(facts))
    if not stands.allowed:
        return stands
    verdicts = [_known_lines(facts)]
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    verdicts.append(_adds(actor.party or "", facts))
    return all_of(verdicts)


def _adds(party: str, facts: ItemFacts) -> Verdict:
    """This will refuse an objection of a party that holds all the lines it names already: a second click."""
    mine = [one for one in (facts.silence.objections if facts.silence else ()) if one.party == party]
    held = frozenset(line for one in mine for line in one.holds(facts.open_lines))
    if mine and (facts.lines or facts.open_lines) <= held:
        return refuse("decisions.already_objected", party=party, symbol=facts.symbol)
    return ALLOWED


def may_write_letter(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow whoever may break silence to state, reserve or ask for time instead; none of it breaks (W-33)."""
    stands = first_of(_speaking(actor, facts), _running(facts))
    if not stands.allowed or facts.reason is None:
        return stands
    return _reasoned(facts)


def may_record_letter(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to record a letter that reached it before the end by another way (W-31, W-39).

    Once the outcome is recorded, nothing changes it.
    """
    silence = facts.silence
    if not (allowed := _secretariat(actor)).allowed:
        return allowed
    if silence is None or facts.state not in {State.UNDER_SILENCE, State.OUTCOME_PENDING}:
        return refuse("decisions.not_in_state", symbol=facts.symbol, state=facts.state.value)
    verdicts = [_known_lines(facts)]
    if facts.letter_party:
        verdicts.insert(0, _seated(facts.letter_party, facts))
        verdicts.append(_adds(facts.letter_party, facts) if facts.lines or facts.reason else ALLOWED)
    if facts.received_at is not None:
        if facts.received_at >= silence.ends_at:
            verdicts.append(
                refuse("decisions.silence_expired", received_at=facts.received_at, ended_at=silence.ends_at)
            )
        if facts.received_at < silence.opened_at or facts.received_at > now:
            verdicts.append(refuse("decisions.receipt_impossible", received_at=facts.received_at))
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    return all_of(verdicts)


def may_close_silence(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the clock, and the secretariat, to write down what an ended period came to (W-31, W-38)."""
    if not actor.is_system and not actor.has(Role.COUNCIL_SECRETARY):
        return refuse("decisions.not_secretariat")
    if facts.state is not State.UNDER_SILENCE or facts.silence is None:
        return refuse("decisions.outcome_recorded", symbol=facts.symbol, state=facts.state.value)
    if outcome(facts.silence, now).result is Result.RUNNING:
        return refuse("decisions.not_ended", ends_at=facts.silence.ends_at)
    return ALLOWED


def may_declare(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to let a held period stand as it was when it ended (W-37)."""
    verdicts = [_secretariat(actor)]
    if facts.state is not State.OUTCOME_PENDING:
        verdicts.append(refuse("decisions.not_in_state", symbol=facts.symbol, state=facts.state.value))
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    return all_of(verdicts)


def may_remind(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the clock to remind while the period runs."""
    return first_of(ALLOWED if actor.is_system else _secretariat(actor), _running(facts))


# -- otherwise ---------------------------------------------------------------------------------------------------------


def may_put_on_agenda(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to take a complete file to a meeting (W-39)."""
    return all_of([_secretariat(actor), _may_go("put_on_agenda", facts), _complete(facts)])


def may_agree_in_meeting(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to record what a meeting decided, line by line (W-38, W-39)."""
    return all_of([_secretariat(actor), _may_go("agree_in_meeting", facts), _known_lines(facts)])


def may_withdraw(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to withdraw what is not decided, never between the end and its record (W-31).

    What the text was about may be given up too; then that takes the text with it.
    """
    verdicts = [ALLOWED if actor.is_system else _secretariat(actor), _may_go("withdraw", facts)]
    if facts.state is State.UNDER_SILENCE:
        verdicts.append(_running(facts))
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    return all_of(verdicts)


def may_lapse(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to let an item lapse that events have overtaken."""
    verdicts = [_secretariat(actor), _may_go("lapse", facts)]
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    return all_of(verdicts)


def may_release(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to release what was decided in full, to more readers than now (W-39, W-72).

    What is public has no readers left to add.
    """
    verdicts = [_secretariat(actor)]
    if facts.state not in {State.AGREED, State.AGREED_IN_MEETING}:
        verdicts.append(refuse("decisions.not_decided", symbol=facts.symbol, state=facts.state.value))
    if facts.to and (facts.to <= facts.audience or audience.PUBLIC in facts.audience):
        verdicts.append(refuse("decisions.not_wider", symbol=facts.symbol))
    return all_of(verdicts)


def may_ask_question(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow those who sit in the format, and the staff, to ask while nothing is decided."""
    verdicts = [ALLOWED if actor.is_staff else _speaking(actor, facts)]
    if facts.state not in {State.IN_COMMITTEE, State.UNDER_SILENCE, State.BROKEN, State.IN_REVISION, State.ON_AGENDA}:
        verdicts.append(refuse("decisions.not_in_state", symbol=facts.symbol, state=facts.state.value))
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    return all_of(verdicts)


def may_answer_question(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow the staff to answer, once."""
    verdicts = [_drafting(actor)]
    if facts.is_answered:
        verdicts.append(refuse("decisions.already_answered"))
    if facts.reason is not None:
        verdicts.append(_reasoned(facts))
    return all_of(verdicts)


def may_record_follow_up(actor: Actor, facts: ItemFacts, now: datetime) -> Verdict:
    """This will allow only what follows from the decision itself to say what became of it."""
    return ALLOWED if actor.is_system else refuse("decisions.not_secretariat")
