"""Who may contribute to an operation, and how contributors shape what the Allies decide on it (P§8; W-160 to W-168)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number


class Phase(StrEnum):
    """Where an operation stands."""

    PLANNING = "planning"
    EXECUTION = "execution"
    ENDED = "ended"


class Stage(StrEnum):
    """How far a nation has come on its way to contribute."""

    INTERESTED = "interested"
    RECOGNISED = "recognised"
    OFFERED = "offered"
    ASSESSED = "assessed"
    PARTNER = "partner"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Arranged(StrEnum):
    """What has to be arranged before a contribution is accepted."""

    FINANCIAL = "financial"
    FORCES = "forces"
    INFORMATION = "information"


class Moment(StrEnum):
    """When a consultation on an operation is held."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Uptake(StrEnum):
    """How a comment was taken up."""

    TAKEN = "taken"
    IN_PART = "in_part"
    NOT = "not"


class Level(IntEnum):
    """The levels at which units are evaluated: first by themselves, then by the Alliance."""

    FIRST = 1
    SECOND = 2


LIVING = (Stage.INTERESTED, Stage.RECOGNISED, Stage.OFFERED, Stage.ASSESSED, Stage.PARTNER)
_NEXT = {Phase.PLANNING: Phase.EXECUTION, Phase.EXECUTION: Phase.ENDED}

WORKFLOW = Workflow(
    "contributor",
    Stage,
    Stage.INTERESTED,
    (
        edge("recognise", Stage.INTERESTED, Stage.RECOGNISED),
        edge("decline", (Stage.INTERESTED, Stage.ASSESSED), Stage.DECLINED),
        edge("offer", (Stage.RECOGNISED, Stage.OFFERED, Stage.ASSESSED), Stage.OFFERED),
        edge("assess", Stage.OFFERED, Stage.ASSESSED),
        edge("accept", Stage.ASSESSED, Stage.PARTNER),
        edge("withdraw", LIVING, Stage.WITHDRAWN),
    ),
)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """An operation that is to be entered."""

    code: str
    exists: bool = False


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """An operation, and what is now said of it. `takes_part` and `is_underway` tell of the actor's own party."""

    code: str
    phase: Phase
    to: Phase | None = None
    decision: str | None = None
    takes_part: bool = False
    is_underway: bool = False
    partners: int = 0
    closes_at: datetime | None = None
    consultation: str = ""
    is_known: bool = True
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class ContributorFacts:
    """A nation on its way to contribute, with what is now said of it."""

    code: str
    phase: Phase
    party: str
    stage: Stage
    arranged: frozenset[Arranged] = frozenset()
    is_suitable: bool = False
    is_put_forward: bool = False
    decision: str = ""
    text: str | None = None
    kind: Arranged | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A draft under comment. `unanswered` counts comments of which nobody has said how they were taken up."""

    code: str
    closes_at: datetime
    is_settled: bool
    takes_part: bool = False
    unanswered: int = 0
    text: str | None = None


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """A comment, and the answer that is now given to it."""

    code: str
    is_settled: bool
    text: str | None = None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit of a partner, and an evaluation that is to be entered."""

    party: str
    is_partner: bool = True
    on: date | None = None
    valid_until: date | None = None
    level: Level | None = None
    held: Level | None = None


# -- operations --------------------------------------------------------------------------------------------------------


def may_plan(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow the desk to enter an operation once, under a code of its own (W-160)."""
    return first_of(_desk(actor), refuse("operations.code_taken", operation=facts.code) if facts.exists else ALLOWED)


def may_enter_phase(actor: Actor, facts: OperationFacts, now: datetime) -> Verdict:
    """This will allow the desk to enter the next phase, on the reference of the Council's decision (W-160)."""
    verdicts = [ALLOWED if _NEXT.get(facts.phase) else refuse("operations.is_ended", operation=facts.code)]
    if facts.to is not None:
        fits = _NEXT.get(facts.phase) is facts.to
        verdicts.append(ALLOWED if fits else refuse("operations.phases_follow", operation=facts.code))
    if facts.decision is not None and not facts.decision.strip():
        verdicts.append(refuse("operations.decision_missing", operation=facts.code))
    return first_of(_desk(actor), *verdicts)


def may_show_interest(actor: Actor, facts: OperationFacts, now: datetime) -> Verdict:
    """This will allow a nation outside the Alliance to say once that it may contribute (W-161)."""
    speaks = actor.party is not None and not actor.is_ally and not actor.is_staff
    return first_of(
        ALLOWED if speaks and actor.has(*_SPEAKERS) else refuse("operations.not_contributor"),
        _running(facts.code, facts.phase),
        refuse("operations.underway", operation=facts.code) if facts.is_underway else ALLOWED,
    )


def may_circulate(actor: Actor, facts: OperationFacts, now: datetime) -> Verdict:
    """This will allow the desk to give a draft to its operational partners, with time to comment (P§8; W-165)."""
    days = number("operations.comment_days")
    verdicts = [
        _running(facts.code, facts.phase),
        ALLOWED if facts.partners else refuse("operations.nobody_to_ask", operation=facts.code),
    ]
    if facts.closes_at is not None and facts.closes_at < now + timedelta(days=days):
        verdicts.append(refuse("operations.window_too_short", operation=facts.code, days=days))
    return first_of(_desk(actor), all_of(verdicts))


def may_link(actor: Actor, facts: OperationFacts, now: datetime) -> Verdict:
    """This will allow the desk to name a consultation as one before, during or after the operation (P§8; W-167)."""
    return first_of(
        _desk(actor),
        ALLOWED if facts.is_known else refuse("operations.no_such_consultation", consultation=facts.consultation),
        refuse("operations.is_linked", operation=facts.code) if facts.is_linked else ALLOWED,
    )


# -- the way of a contributor ------------------------------------------------------------------------------------------


def may_recognise(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will recognise a potential contributor only as what follows from a decision of the Council (W-161)."""
    return first_of(_by_council(actor, facts), _goes("recognise", facts))


def may_decline(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will decline a contributor of whom the Council has not agreed (W-161)."""
    return first_of(_by_council(actor, facts), _goes("decline", facts))


def may_offer(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will allow a recognised nation to say what it would bring, and to change it until it takes part (W-162)."""
    return first_of(
        ALLOWED if actor.acts_for(facts.party) and actor.has(*_SPEAKERS) else refuse("operations.not_own"),
        _running(facts.code, facts.phase),
        _goes("offer", facts),
        _written(facts.text, facts.code),
    )


def may_assess(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will allow the desk to enter how an offer was assessed (W-162)."""
    return first_of(_desk(actor), _goes("assess", facts), _written(facts.text, facts.code))


def may_sign(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will allow the desk to enter each of the three arrangements once, from the recognition on (W-163)."""
    begun = facts.stage in LIVING and facts.stage is not Stage.INTERESTED
    late = facts.signed_on is not None and facts.signed_on > brussels_day(now)
    return first_of(
        _desk(actor),
        ALLOWED if begun else refuse("operations.wrong_stage", operation=facts.code, stage=facts.stage),
        refuse("operations.is_arranged", operation=facts.code) if facts.kind in facts.arranged else ALLOWED,
        refuse("operations.in_future", operation=facts.code, on=facts.signed_on) if late else ALLOWED,
    )


def may_put_forward(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will allow the desk to put a suitable offer with all its arrangements before the Council (W-163)."""
    lacking = [kind.value for kind in Arranged if kind not in facts.arranged]
    return first_of(
        _desk(actor),
        _running(facts.code, facts.phase),
        _goes("accept", facts),
        refuse("operations.is_put_forward", operation=facts.code) if facts.is_put_forward else ALLOWED,
        all_of(
            [
                ALLOWED if facts.is_suitable else refuse("operations.not_suitable", operation=facts.code),
                refuse("operations.arrangements_missing", operation=facts.code, missing=lacking)
                if lacking
                else ALLOWED,
            ]
        ),
    )


def may_accept(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will make a nation an operational partner only as what follows from a decision of the Council (W-163)."""
    return first_of(_by_council(actor, facts), _goes("accept", facts))


def may_withdraw(actor: Actor, facts: ContributorFacts, now: datetime) -> Verdict:
    """This will allow a nation to withdraw at any time, and the desk to enter it, with a reason (W-164)."""
    own = actor.acts_for(facts.party) and actor.has(*_SPEAKERS)
    return first_of(
        ALLOWED if own or actor.is_system or actor.has(Role.DESK_OFFICER) else refuse("operations.not_own"),
        _goes("withdraw", facts),
        _written(facts.text, facts.code),
    )


# -- drafts under comment ----------------------------------------------------------------------------------------------


def may_comment(actor: Actor, facts: DraftFacts, now: datetime) -> Verdict:
    """This will allow operational partners to comment while the window is open (P§8; W-165)."""
    return first_of(
        ALLOWED
        if facts.takes_part and actor.has(*_SPEAKERS)
        else refuse("operations.not_taking_part", operation=facts.code),
        refuse("operations.window_closed", operation=facts.code, closed_at=facts.closes_at)
        if now >= facts.closes_at or facts.is_settled
        else ALLOWED,
        _written(facts.text, facts.code),
    )


def may_answer(actor: Actor, facts: CommentFacts, now: datetime) -> Verdict:
    """This will allow the desk to write how a comment was taken up, until the draft is settled (P§8; W-166)."""
    return first_of(
        _desk(actor),
        refuse("operations.is_settled", operation=facts.code) if facts.is_settled else ALLOWED,
        _written(facts.text, facts.code),
    )


def may_settle(actor: Actor, facts: DraftFacts, now: datetime) -> Verdict:
    """This will allow the desk to end the comments once the window is over and each is answered (W-166)."""
    early = now < facts.closes_at
    return first_of(
        _desk(actor),
        refuse("operations.is_settled", operation=facts.code) if facts.is_settled else ALLOWED,
        refuse("operations.window_open", operation=facts.code, closes_at=facts.closes_at) if early else ALLOWED,
        refuse("operations.unanswered", operation=facts.code, count=facts.unanswered) if facts.unanswered else ALLOWED,
    )


# -- units -------------------------------------------------------------------------------------------------------------


def may_enter_unit(actor: Actor, facts: UnitFacts, now: datetime) -> Verdict:
    """This will allow a partner to enter its own units, and the desk those of any partner (W-168)."""
    own = actor.acts_for(facts.party) and actor.has(*_SPEAKERS)
    return first_of(
        ALLOWED if own or actor.has(Role.DESK_OFFICER) else refuse("operations.not_own"),
        ALLOWED if facts.is_partner else refuse("operations.not_a_partner", party=facts.party),
    )


def may_evaluate(actor: Actor, facts: UnitFacts, now: datetime) -> Verdict:
    """This will allow the desk to enter an evaluation; the second level follows upon the first (W-168)."""
    backwards = facts.on is not None and facts.valid_until is not None and facts.valid_until <= facts.on
    skips = facts.level is Level.SECOND and facts.held is None
    late = facts.on is not None and facts.on > brussels_day(now)
    return first_of(
        _desk(actor),
        all_of(
            [
                refuse("operations.unit_in_future", on=facts.on) if late else ALLOWED,
                refuse("operations.days_reversed") if backwards else ALLOWED,
                refuse("operations.level_skipped") if skips else ALLOWED,
            ]
        ),
    )


def is_valid(valid_until: date | None, day: date) -> bool:
    """This will tell whether an evaluation still holds on a day."""
    return valid_until is not None and day <= valid_until


def moment(phase: Phase) -> Moment:
    """This will tell how a consultation stands to an operation in a phase."""
    return {Phase.PLANNING: Moment.BEFORE, Phase.EXECUTION: Moment.DURING, Phase.ENDED: Moment.AFTER}[phase]


# -- shared ------------------------------------------------------------------------------------------------------------

_SPEAKERS = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER)


def _desk(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(Role.DESK_OFFICER) else refuse("operations.not_desk")


def _running(code: str, phase: Phase) -> Verdict:
    return refuse("operations.is_ended", operation=code) if phase is Phase.ENDED else ALLOWED


def _by_council(actor: Actor, facts: ContributorFacts) -> Verdict:
    decided = actor.is_system and bool(facts.decision)
    return ALLOWED if decided else refuse("operations.council_decides", operation=facts.code)


def _goes(verb: str, facts: ContributorFacts) -> Verdict:
    if WORKFLOW.may(verb, facts.stage):
        return ALLOWED
    return refuse("operations.wrong_stage", operation=facts.code, stage=facts.stage)


def _written(text: str | None, code: str) -> Verdict:
    return refuse("operations.text_missing", operation=code) if text is not None and not text.strip() else ALLOWED
