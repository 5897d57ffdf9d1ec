"""The life of a programme: its states, who holds the pen, whose turn it is, and what leads from one to the next."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Role, Side
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number
from comity.policy.programme_types import Parity

PARTNER_WRITERS = frozenset({Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR})
PARTNER_SPEAKERS = frozenset({Role.HEAD_OF_MISSION, Role.MISSION_OFFICER})
STAFF_WRITERS = frozenset({Role.DESK_OFFICER})
STAFF_SPEAKERS = STAFF_WRITERS
TO_COUNCIL = frozenset({Role.DESK_OFFICER, Role.COUNCIL_SECRETARY})
SIDES = (Side.PARTNER, Side.STAFF)
ENTRY = "ipcp"


class State(StrEnum):
    """Where a programme stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    JOINT_REVIEW = "joint_review"
    AGREED = "agreed"
    WITH_COUNCIL = "with_council"
    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


S = State
BEFORE_FORCE = (S.DRAFT, S.SUBMITTED, S.JOINT_REVIEW, S.AGREED, S.WITH_COUNCIL)
WRITTEN = (S.DRAFT, S.JOINT_REVIEW)
DISCUSSED = (S.SUBMITTED, S.JOINT_REVIEW, S.UNDER_REVIEW)
COMMENTED = (S.DRAFT, *DISCUSSED)
RUNNING = (S.IN_FORCE, S.UNDER_REVIEW)

# `agree` is the agreement of the second side; that of the first leaves the state as it is.
WORKFLOW = Workflow(
    name="programme",
    states=State,
    start=S.DRAFT,
    edges=(
        edge("submit", S.DRAFT, S.SUBMITTED),
        edge("take_up", S.SUBMITTED, S.JOINT_REVIEW),
        edge("send_back", S.JOINT_REVIEW, S.JOINT_REVIEW),
        edge("agree", S.JOINT_REVIEW, S.AGREED),
        edge("withdraw_agreement", S.AGREED, S.JOINT_REVIEW),
        edge("reopen", (S.AGREED, S.UNDER_REVIEW), S.JOINT_REVIEW),
        edge("put_to_council", S.AGREED, S.WITH_COUNCIL),
        edge("decline", S.WITH_COUNCIL, S.JOINT_REVIEW),
        edge("approve", S.WITH_COUNCIL, S.IN_FORCE),
        edge("start_review", S.IN_FORCE, S.UNDER_REVIEW),
        edge("conclude_review", S.UNDER_REVIEW, S.IN_FORCE),
        edge("close", (S.IN_FORCE, S.UNDER_REVIEW), S.CLOSED),
        edge("withdraw", BEFORE_FORCE, S.WITHDRAWN),
    ),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules on a programme are shown.

    `version` is the number last begun, `shared_version` the last one that both sides may see; while they differ, the
    side with the pen is at work. `open_brackets` and `empty_sections` speak of the text that the asking side may see.
    """

    programme: str
    party: str
    type: str
    state: State
    pen: Side
    version: int
    shared_version: int
    partner_agreed: int | None = None
    staff_agreed: int | None = None
    approved_version: int | None = None
    open_brackets: tuple[str, ...] = ()
    empty_sections: tuple[int, ...] = ()
    goals: int = 0
    goals_without_result: int = 0
    unanswered: int = 0
    pending: int = 0
    ends_on: date | None = None
    decision: str = ""
    talks_missing: tuple[str, ...] = ()

    @property
    def in_work(self) -> bool:
        """This will tell whether a version is being written that the other side does not see yet."""
        return self.version > self.shared_version

    @property
    def voids(self) -> bool:
        """This will tell whether a change of the text would void an agreement."""
        return self.partner_agreed is not None or self.staff_agreed is not None

    def agreed_by(self, side: Side) -> int | None:
        """This will give the version to which a side has agreed, if it still stands by it."""
        return self.partner_agreed if side is Side.PARTNER else self.staff_agreed


@dataclass(frozen=True, slots=True)
class BeginFacts:
    """What the rule on beginning a programme is shown. `taken` names the programme whose period overlaps.

    `begins_in` are the years in which a programme of the type may begin (W-145).
    """

    party: str
    type: str
    opened_by: frozenset[str]
    is_partner: bool
    is_open: bool
    tool: str = ""
    taken: str = ""
    first_year: int = 0
    begins_in: Parity = Parity.ANY


def other(side: Side) -> Side:
    """This will give the side across the table."""
    return Side.STAFF if side is Side.PARTNER else Side.PARTNER


def side_of(actor: Actor, party: str) -> Side | None:
    """This will tell on which side of a partner's programme somebody writes, if on any (W-21)."""
    if actor.side is Side.PARTNER and actor.acts_for(party) and actor.has(*PARTNER_WRITERS):
        return Side.PARTNER
    return Side.STAFF if actor.is_staff and actor.has(*STAFF_WRITERS) else None


def code_of(side: Side, party: str) -> str:
    """This will write a side as it stands in brackets: the partner's code, or IS."""
    return party if side is Side.PARTNER else "IS"


def turn(facts: Facts) -> Side | None:
    """This will tell who has to move: a side, the Allies in Council, or nobody."""
    match facts.state:
        case S.DRAFT | S.SUBMITTED:
            return facts.pen
        case S.JOINT_REVIEW:
            done = facts.agreed_by(facts.pen) == facts.version and not facts.in_work
            return other(facts.pen) if done else facts.pen
        case S.AGREED | S.UNDER_REVIEW:
            return Side.STAFF
        case S.WITH_COUNCIL:
            return Side.ALLY
    return None


def months_after(day: date, months: int) -> date:
    """This will give the same day so many months later, or the last day of that month if it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def at_table(actor: Actor, facts: Facts | BeginFacts) -> Verdict:
    """This will allow whoever writes for one of the two sides (W-21)."""
    return ALLOWED if side_of(actor, facts.party) else refuse("programmes.not_at_table", party=facts.party)


def speaks(actor: Actor, facts: Facts | BeginFacts) -> Verdict:
    """This will allow whoever may bind one of the two sides: head of mission, mission officer, desk officer (W-22)."""
    side = side_of(actor, facts.party)
    if side is None:
        return at_table(actor, facts)
    allowed = actor.has(*(PARTNER_SPEAKERS if side is Side.PARTNER else STAFF_SPEAKERS))
    return ALLOWED if allowed else refuse("programmes.not_a_speaker", party=facts.party)


def holds_pen(actor: Actor, facts: Facts) -> Verdict:
    """This will allow the side that holds the pen (W-21)."""
    if side_of(actor, facts.party) is facts.pen:
        return ALLOWED
    return refuse("programmes.pen_elsewhere", holder=facts.pen, programme=facts.programme)


def stands(facts: Facts, verb: str) -> Verdict:
    """This will allow a verb that leads somewhere from the present state (W-29)."""
    if WORKFLOW.may(verb, facts.state):
        return ALLOWED
    return refuse("programmes.not_now", state=facts.state, programme=facts.programme)


def text_is_open(facts: Facts) -> Verdict:
    """This will allow changes while a programme is drafted or jointly reviewed (W-29)."""
    if facts.state in WRITTEN:
        return ALLOWED
    return refuse("programmes.text_closed", state=facts.state, version=facts.version, programme=facts.programme)


def may_change(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the side with the pen to change the text, goals and activities while these are open."""
    return first_of(at_table(actor, facts), text_is_open(facts), holds_pen(actor, facts))


def may_begin(actor: Actor, facts: BeginFacts, now: datetime) -> Verdict:
    """This will allow a side named by the type to begin a programme for a partner to whom it is open (P§13, W-20)."""
    side = side_of(actor, facts.party)
    if side is None or side.value not in facts.opened_by:
        return refuse("programmes.not_at_table", party=facts.party)
    if not facts.is_partner:
        return refuse("programmes.not_a_partner", party=facts.party)
    if not facts.is_open:
        return refuse("programmes.tool_not_opened", party=facts.party, tool=facts.tool)
    if not facts.begins_in.holds(facts.first_year):
        return refuse("programmes.year_outside_cycle", year=str(facts.first_year), parity=facts.begins_in.value)
    if facts.taken:
        return refuse("programmes.period_taken", party=facts.party)
    return ALLOWED


def first_pen(side: Side, drafted_by: Iterable[str]) -> Side:
    """This will tell who holds the pen of a new programme: whoever began it, if the type lets them draft (W-146)."""
    drafters = [one for one in SIDES if one.value in set(drafted_by)]
    return side if side in drafters or not drafters else drafters[0]


def place_of(code: str) -> str:
    """This will write what stands for a programme in addresses, after its partner: 2027-28, or ipap-2027-28."""
    kind, _slash, period = code.partition("/")[2].partition("/")
    return period if kind == ENTRY else f"{kind}-{period}"


def read_place(place: str) -> tuple[str, str]:
    """This will read type and period from an address: a place without a type means the entry-level programme (P§13)."""
    kind, _dash, period = place.partition("-")
    return (ENTRY, place) if kind.isdigit() or not period else (kind, period)


def is_complete(facts: Facts) -> Verdict:
    """This will allow a programme whose required sections are written and which has a goal (W-26)."""
    found: list[Verdict] = []
    if facts.empty_sections:
        found.append(refuse("programmes.sections_empty", sections=facts.empty_sections))
    if facts.goals < number("programmes.min_goals"):
        found.append(refuse("programmes.no_goal", programme=facts.programme))
    return all_of(found)


def may_submit(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the side with the pen to submit a complete draft."""
    return first_of(speaks(actor, facts), stands(facts, "submit"), holds_pen(actor, facts), is_complete(facts))


def may_take_up(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the side that received the programme to open the joint review."""
    return first_of(at_table(actor, facts), stands(facts, "take_up"), holds_pen(actor, facts))


def may_send_back(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the side with the pen to hand it over, with all that it wrote."""
    return first_of(speaks(actor, facts), stands(facts, "send_back"), holds_pen(actor, facts))


def may_ask_for_pen(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the side without the pen to ask for it while there is something to write."""
    found = first_of(at_table(actor, facts), text_is_open(facts))
    if found.allowed and side_of(actor, facts.party) is facts.pen:
        return refuse("programmes.pen_here", programme=facts.programme)
    return found


@dataclass(frozen=True, slots=True)
class AgreeFacts:
    """What the rule on agreeing is shown: the programme, and the version that was on the screen."""

    programme: Facts
    version: int


def may_agree(actor: Actor, facts: AgreeFacts, now: datetime) -> Verdict:
    """This will allow a side to agree to the latest version, free of brackets and of comments without an answer.

    Source: W-22, W-26, W-27, W-28, W-153.
    """
    known = facts.programme
    early = first_of(speaks(actor, known), stands(known, "agree"))
    if not early.allowed:
        return early
    side = side_of(actor, known.party)
    if side is not None and known.agreed_by(side) == facts.version == known.version:
        return refuse("programmes.already_agreed")
    if known.in_work and side is known.pen:
        return refuse("programmes.hand_over_first", version=known.version)
    if known.in_work:
        return refuse("programmes.version_in_work", version=known.version, holder=known.pen)
    if facts.version != known.version:
        return refuse("programmes.version_old", version=facts.version, current=known.version)
    found: list[Verdict] = [is_complete(known)]
    if known.open_brackets:
        found.append(refuse("programmes.brackets_open", version=known.version, paragraphs=known.open_brackets))
    if known.talks_missing:
        found.append(refuse("programmes.talks_missing", talks=known.talks_missing))
    if known.unanswered:
        found.append(refuse("programmes.comments_unanswered", count=known.unanswered, version=known.version))
    return all_of(found)


def may_withdraw_agreement(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow a side to take its agreement back until the programme lies with the Council (W-22)."""
    found = speaks(actor, facts)
    if not found.allowed:
        return found
    if facts.state not in (S.JOINT_REVIEW, S.AGREED):
        return refuse("programmes.not_now", state=facts.state, programme=facts.programme)
    side = side_of(actor, facts.party)
    if side is None or facts.agreed_by(side) is None:
        return refuse("programmes.not_agreed_yet", version=facts.version)
    return ALLOWED


def may_reopen(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow a side to reopen a text that both had agreed, or one in force that is under review (W-24)."""
    return first_of(speaks(actor, facts), stands(facts, "reopen"))


def may_put_to_council(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the staff to put what both sides agreed before the Council (W-29)."""
    if not actor.is_system and not (actor.is_staff and actor.has(*TO_COUNCIL)):
        return refuse("programmes.staff_puts_to_council", programme=facts.programme)
    return stands(facts, "put_to_council")


def may_approve(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow a decision of the Council, and nobody, to bring a programme into force (W-29)."""
    if not actor.is_system:
        return refuse("programmes.council_approves", programme=facts.programme)
    found = stands(facts, "approve")
    if found.allowed and not facts.partner_agreed == facts.staff_agreed == facts.version:
        return refuse("programmes.version_old", version=facts.partner_agreed or 0, current=facts.version)
    return found


def may_decline(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow a decision of the Council, and nobody, to send a programme back (W-29)."""
    if not actor.is_system:
        return refuse("programmes.council_approves", programme=facts.programme)
    return stands(facts, "decline")


def may_start_review(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow either side to begin a stock-taking of a programme in force (P§15)."""
    return first_of(at_table(actor, facts), stands(facts, "start_review"))


def may_conclude_review(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow either side to end the stock-taking and leave the text as it is."""
    return first_of(speaks(actor, facts), stands(facts, "conclude_review"))


def may_close(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the staff to close a programme once each goal has a result on record (P§15)."""
    found = first_of(speaks(actor, facts), stands(facts, "close"))
    if found.allowed and side_of(actor, facts.party) is not Side.STAFF:
        return refuse("programmes.staff_closes", programme=facts.programme)
    if found.allowed and facts.goals_without_result:
        return refuse("programmes.goals_without_result", count=facts.goals_without_result)
    return found


def may_withdraw(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the partner, whose programme it is, to withdraw it before it is in force."""
    found = first_of(speaks(actor, facts), stands(facts, "withdraw"))
    if found.allowed and side_of(actor, facts.party) is not Side.PARTNER:
        return refuse("programmes.partner_withdraws", party=facts.party)
    return found
