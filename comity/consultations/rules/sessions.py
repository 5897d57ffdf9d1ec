"""Sessions of a consultation, their record, and what is to be done afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.consultations.rules.formats import STAFF, State, by_staff, written
from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge


class SessionState(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    CONVENED = "convened"
    HELD = "held"
    RECORDED = "recorded"
    CANCELLED = "cancelled"


class FollowUpState(StrEnum):
    """Whether something is still to be done."""

    OPEN = "open"
    DONE = "done"


SESSION = Workflow(
    "session",
    SessionState,
    SessionState.PLANNED,
    (
        edge("convene", SessionState.PLANNED, SessionState.CONVENED),
        edge("hold", SessionState.CONVENED, SessionState.HELD),
        edge("record", SessionState.HELD, SessionState.RECORDED),
        edge("cancel_session", (SessionState.PLANNED, SessionState.CONVENED), SessionState.CANCELLED),
    ),
)
FOLLOW_UP = Workflow(
    "follow-up",
    FollowUpState,
    FollowUpState.OPEN,
    (edge("complete", FollowUpState.OPEN, FollowUpState.DONE),),
)
_PLANNABLE = frozenset({State.AGREED, State.INFORMED, State.HELD, State.RECORDED})


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting of a framework on the same day."""

    framework: str
    title: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is planned for a consultation, and what meets on that day. `starts_at` is None while nothing is typed."""

    code: str
    state: State
    starts_at: datetime | None = None
    clashes: tuple[Clash, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as its rules see it. `to` and `audience` are communities, resolved."""

    code: str
    session: int
    state: SessionState
    starts_at: datetime
    accepted: tuple[str, ...] = ()
    uninformed: tuple[str, ...] = ()
    texts: tuple[str, ...] | None = None
    audience: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """What is to be done, by whom, until when. `owners` are those to whom it may be given."""

    code: str
    state: State
    owner: str = ""
    owners: frozenset[str] = frozenset()
    due_on: date | None = None
    is_done: bool = False
    texts: tuple[str, ...] | None = None


def may_plan(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow the staff to plan a session of what the Council has approved, never over a framework's meeting.

    Where a framework meets on the same day, the staff writes why the session takes nothing from it (P§11; W-134).
    """
    if not (verdict := by_staff(actor)).allowed:
        return verdict
    if facts.state not in _PLANNABLE:
        return refuse("consultations.not_approved", code=facts.code)
    if facts.starts_at is None:
        return ALLOWED
    verdicts = []
    if facts.starts_at <= now:
        verdicts.append(refuse("consultations.date_past", starts_at=facts.starts_at))
    if facts.clashes and not facts.reason.strip():
        verdicts.append(
            refuse(
                "consultations.clashes",
                on=brussels_day(facts.starts_at),
                meetings=tuple(clash.title for clash in facts.clashes),
            )
        )
    return all_of(verdicts)


def may_convene(actor: Actor, facts: SessionFacts, now: datetime) -> Verdict:
    """This will allow the staff to call a session once every partner that is not invited has been told (P§11)."""
    return first_of(by_staff(actor), _may_go("convene", facts), all_of([_told(facts), _attended(facts)]))


def may_hold(actor: Actor, facts: SessionFacts, now: datetime) -> Verdict:
    """This will allow the staff to note that a session which was called has begun (P§11; W-136)."""
    early = refuse("consultations.not_started", starts_at=facts.starts_at) if now < facts.starts_at else ALLOWED
    return first_of(by_staff(actor), _may_go("hold", facts), _told(facts), early)


def may_cancel_session(actor: Actor, facts: SessionFacts, now: datetime) -> Verdict:
    """This will allow the staff to cancel a session that has not been held, in writing."""
    return first_of(by_staff(actor), _may_go("cancel_session", facts), written(facts.texts))


def may_record(actor: Actor, facts: SessionFacts, now: datetime) -> Verdict:
    """This will allow the staff to file the record of a session that was held, in both languages (W-136)."""
    return first_of(by_staff(actor), _may_go("record", facts), written(facts.texts))


def may_release_record(actor: Actor, facts: SessionFacts, now: datetime) -> Verdict:
    """This will allow the secretariat to release a record to more readers than those who took part (W-136)."""
    if not actor.has(Role.COUNCIL_SECRETARY):
        return refuse("consultations.not_secretariat")
    if facts.state is not SessionState.RECORDED:
        return refuse("consultations.session_not_so", session=facts.session, state=facts.state.value)
    return refuse("consultations.not_wider") if facts.to and facts.to <= facts.audience else ALLOWED


def may_add_follow_up(actor: Actor, facts: FollowUpFacts, now: datetime) -> Verdict:
    """This will allow the staff to give a task with a day to an Ally, a participant or itself (W-137)."""
    if not (verdict := by_staff(actor)).allowed:
        return verdict
    if facts.state not in {State.HELD, State.RECORDED}:
        return refuse("consultations.not_in_state", code=facts.code, state=facts.state.value)
    verdicts = [written(facts.texts)]
    if facts.owner and facts.owner not in facts.owners:
        verdicts.append(refuse("consultations.owner_outside", party=facts.owner))
    if facts.due_on is not None and facts.due_on < brussels_day(now):
        verdicts.append(refuse("consultations.due_past", due_on=facts.due_on))
    return all_of(verdicts)


def may_complete(actor: Actor, facts: FollowUpFacts, now: datetime) -> Verdict:
    """This will allow whoever owns a task, and the staff, to say that it is done (W-137)."""
    if not (actor.acts_for(facts.owner) or by_staff(actor).allowed):
        return refuse("consultations.not_owner", party=facts.owner)
    return refuse("consultations.done_already") if facts.is_done else written(facts.texts)


def may_enter_meeting(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow the staff to enter a framework's meeting in the calendar (W-134)."""
    return by_staff(actor)


def owners_of(allies: frozenset[str], accepted: frozenset[str]) -> frozenset[str]:
    """This will list to whom a task may be given."""
    return allies | accepted | {STAFF}


def _may_go(verb: str, facts: SessionFacts) -> Verdict:
    if SESSION.may(verb, facts.state):
        return ALLOWED
    return refuse("consultations.session_not_so", session=facts.session, state=facts.state.value)


def _told(facts: SessionFacts) -> Verdict:
    if facts.uninformed:
        return refuse("consultations.not_informed", parties=facts.uninformed, count=len(facts.uninformed))
    return ALLOWED


def _attended(facts: SessionFacts) -> Verdict:
    return ALLOWED if facts.accepted else refuse("consultations.nobody_comes", session=facts.session)
