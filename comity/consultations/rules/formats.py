"""A consultation from the request to its end: who asks, who checks, what the Council approves, who is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import add_working_days
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number


class State(StrEnum):
    """Where a consultation stands."""

    REQUESTED = "requested"
    RETURNED = "returned"
    CHECKED = "checked"
    WITH_COUNCIL = "with_council"
    AGREED = "agreed"
    INFORMED = "informed"
    HELD = "held"
    RECORDED = "recorded"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Occasion(StrEnum):
    """What gives rise to a consultation: a theme, or an event (P§11)."""

    THEME = "theme"
    EVENT = "event"


class Seat(StrEnum):
    """Where a participant stands with the Council, which approves each by itself."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    HELD = "held"


class Answer(StrEnum):
    """What an invited partner has answered."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"


_COUNCIL = (State.CHECKED, State.WITH_COUNCIL)
_LATER = (State.AGREED, State.INFORMED, State.HELD, State.RECORDED)
CONSULTATION = Workflow(
    "consultation",
    State,
    State.REQUESTED,
    (
        edge("revise", (State.REQUESTED, State.RETURNED), State.REQUESTED),
        edge("send_back", State.REQUESTED, State.RETURNED),
        edge("check", State.REQUESTED, State.CHECKED),
        edge("put_to_council", State.CHECKED, State.WITH_COUNCIL),
        edge("give_back", _COUNCIL, State.REQUESTED),
        edge("agree_subject", _COUNCIL, State.AGREED),
        edge("inform", (State.AGREED, State.INFORMED), State.INFORMED),
        edge("hold", _LATER, State.HELD),
        edge("record", State.HELD, State.RECORDED),
        edge("close", State.RECORDED, State.CLOSED),
        edge(
            "withdraw",
            (State.REQUESTED, State.RETURNED, State.CHECKED, State.AGREED, State.INFORMED),
            State.WITHDRAWN,
        ),
    ),
)
INVITATION = Workflow(
    "invitation",
    Answer,
    Answer.INVITED,
    (
        edge("accept", (Answer.INVITED, Answer.DECLINED), Answer.ACCEPTED),
        edge("decline", (Answer.INVITED, Answer.ACCEPTED), Answer.DECLINED),
    ),
)
SPEAKERS = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.DELEGATE)
KEEPERS = (Role.DESK_OFFICER, Role.COUNCIL_SECRETARY)
STAFF = "IS"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request as its rules see it; what is None was not asked about. `strangers` are named but are no partners."""

    requester: str
    state: State | None = None
    code: str = ""
    subject: str | None = None
    participants: tuple[str, ...] | None = None
    strangers: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    declared: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A consultation as its rules see it. `text` is what was written with the act, None if nothing was asked for."""

    code: str
    state: State
    requester: str
    agreed: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    uninformed: tuple[str, ...] = ()
    open_follow_ups: int = 0
    party: str = ""
    texts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """An invitation and whether a session has been called already."""

    code: str
    party: str
    answer: Answer
    is_convened: bool = False


# -- calculations ------------------------------------------------------------------------------------------------------


def notices_due_on(agreed_on: date) -> date:
    """This will tell by when partners that are not invited are to be told (W-133)."""
    return add_working_days(agreed_on, number("consultations.notice_days"))


def answer_by(invited_on: date) -> date:
    """This will tell by when an invitation is to be answered (W-135)."""
    return add_working_days(invited_on, number("consultations.invitation_days"))


def check_by(requested_on: date) -> date:
    """This will tell by when the staff checks a request (W-131)."""
    return add_working_days(requested_on, number("consultations.check_days"))


def uninformed(partners: Iterable[str], agreed: Iterable[str], told: Iterable[str]) -> tuple[str, ...]:
    """This will list the partners that are neither approved as participants nor told yet (P§11)."""
    return tuple(sorted(set(partners) - set(agreed) - set(told)))


# -- shared ------------------------------------------------------------------------------------------------------------


def by_staff(actor: Actor) -> Verdict:
    """This will allow the partnerships desk and the secretariat (W-142)."""
    return ALLOWED if actor.is_staff and actor.has(*KEEPERS) else refuse("consultations.not_staff")


def by_council(actor: Actor) -> Verdict:
    """This will allow only what follows from a decision of the Council (P§11)."""
    return ALLOWED if actor.is_system else refuse("consultations.not_council")


def written(texts: Iterable[str] | None) -> Verdict:
    """This will refuse an act whose text is missing."""
    return refuse("consultations.text_missing") if texts is not None and not all(t.strip() for t in texts) else ALLOWED


def _may_go(verb: str, facts: Facts) -> Verdict:
    if CONSULTATION.may(verb, facts.state):
        return ALLOWED
    return refuse("consultations.not_in_state", code=facts.code, state=facts.state.value)


# -- asking ------------------------------------------------------------------------------------------------------------


def may_request(actor: Actor, facts: RequestFacts, now: datetime) -> Verdict:
    """This will allow those who speak for a partner or an Ally to ask for a consultation (P§11; W-130, W-131)."""
    speaks = actor.acts_for(facts.requester) and (actor.is_partner or actor.is_ally) and actor.has(*SPEAKERS)
    if not speaks:
        return refuse("consultations.not_requester")
    return all_of([_complete(facts), _eligible(facts), _declared(facts)])


def may_revise(actor: Actor, facts: RequestFacts, now: datetime) -> Verdict:
    """This will allow the requester to change what the staff has not checked yet, under the same conditions."""
    if not (actor.acts_for(facts.requester) and actor.has(*SPEAKERS)):
        return refuse("consultations.not_yours", party=facts.requester)
    if facts.state is None or not CONSULTATION.may("revise", facts.state):
        return refuse("consultations.not_in_state", code=facts.code, state=(facts.state or State.CLOSED).value)
    return all_of([_complete(facts), _eligible(facts), _declared(facts)])


def _complete(facts: RequestFacts) -> Verdict:
    missing = []
    if facts.subject is not None and not facts.subject.strip():
        missing.append("subject")
    if facts.participants is not None and not facts.participants:
        missing.append("participants")
    return refuse("consultations.incomplete", parts=tuple(missing)) if missing else ALLOWED


def _eligible(facts: RequestFacts) -> Verdict:
    verdicts = []
    if facts.strangers:
        verdicts.append(refuse("consultations.not_a_partner", parties=facts.strangers))
    if facts.suspended:
        verdicts.append(refuse("consultations.suspended", parties=facts.suspended))
    return all_of(verdicts)


def _declared(facts: RequestFacts) -> Verdict:
    return refuse("consultations.not_declared") if facts.declared is False else ALLOWED


# -- checking and deciding ---------------------------------------------------------------------------------------------


def may_check(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the staff to find a request fit for the Council, in writing (P§7a(i); W-131)."""
    return first_of(by_staff(actor), _may_go("check", facts), written(facts.texts))


def may_send_back(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the staff to send a request back, in writing (W-131)."""
    return first_of(by_staff(actor), _may_go("send_back", facts), written(facts.texts))


def may_withdraw(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the requester, and the staff, to give a consultation up while it is not before the Council."""
    own = actor.acts_for(facts.requester) and actor.has(*SPEAKERS)
    owner = ALLOWED if own or by_staff(actor).allowed else refuse("consultations.not_yours", party=facts.requester)
    return first_of(owner, _may_go("withdraw", facts))


def may_put_to_council(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow only the text itself to bring a consultation before the Council."""
    return first_of(by_council(actor), _may_go("put_to_council", facts))


def may_give_back(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow only the end of that text to take it away again."""
    return first_of(by_council(actor), _may_go("give_back", facts))


def may_agree_subject(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the Council alone to approve the subject (P§7a(i), P§11)."""
    return first_of(by_council(actor), _may_go("agree_subject", facts))


def may_agree_participant(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the Council alone to approve a participant, each by itself (P§11; W-132)."""
    over = facts.state in {State.CLOSED, State.WITHDRAWN}
    ended = refuse("consultations.not_in_state", code=facts.code, state=facts.state.value) if over else ALLOWED
    return first_of(by_council(actor), ended)


def may_hold_participant(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow only the Council's outcome to hold a participant (W-132)."""
    return may_agree_participant(actor, facts, now)


# -- telling -----------------------------------------------------------------------------------------------------------


def may_invite(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the staff to invite those whom the Council has approved, and nobody else (P§11; W-135)."""
    if not (verdict := by_staff(actor)).allowed:
        return verdict
    if facts.state not in _LATER:
        return refuse("consultations.not_approved", code=facts.code)
    if not facts.agreed - facts.invited:
        return refuse("consultations.nobody_to_invite", code=facts.code)
    return written(facts.texts)


def may_accept(actor: Actor, facts: InvitationFacts, now: datetime) -> Verdict:
    """This will allow an invited partner to say that it comes (W-135)."""
    return _may_answer(actor, facts, Answer.ACCEPTED)


def may_decline(actor: Actor, facts: InvitationFacts, now: datetime) -> Verdict:
    """This will allow an invited partner to say that it does not come (W-135)."""
    return _may_answer(actor, facts, Answer.DECLINED)


def _may_answer(actor: Actor, facts: InvitationFacts, wanted: Answer) -> Verdict:
    if not (actor.acts_for(facts.party) and actor.has(*SPEAKERS)):
        return refuse("consultations.not_invited", party=facts.party)
    if facts.answer is wanted:
        return refuse("consultations.answered_so", answer=facts.answer.value)
    return refuse("consultations.convened_already", code=facts.code) if facts.is_convened else ALLOWED


def may_inform(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the staff to tell partners that are not invited, once the Council has decided (P§11; W-133)."""
    return first_of(by_staff(actor), _may_go("inform", facts), written(facts.texts))


def may_close(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the staff to close a consultation whose record is filed and whose follow-ups are done (W-137)."""
    waiting = refuse("consultations.follow_ups_open", count=facts.open_follow_ups) if facts.open_follow_ups else ALLOWED
    return first_of(by_staff(actor), _may_go("close", facts), waiting)
