"""Where a nation stands on any day, and who may change it (P§3, P§7, P§13; W-60, W-61, W-62, W-65, W-66)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core import audience
from comity.core.actor import Actor, Role, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, refuse
from comity.policy.model import Opening, Tool

INVITEES = "invitees"
FRAMEWORK = "framework:"


class Kind(StrEnum):
    """What sort of party it is."""

    NATION = "nation"
    ORGANISATION = "organisation"
    STAFF = "staff"


class Precision(StrEnum):
    """How exactly a day is known: to the day, to its month, to its year, only that it was not later, or not at all."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BY = "by"
    UNKNOWN = ""


def runs(day: date, *, since_on: date | None, until_on: date | None) -> bool:
    """This will tell whether something dated holds on a day; the day of its end no longer counts.

    What has no known beginning holds from ever.
    """
    return (since_on is None or since_on <= day) and (until_on is None or day < until_on)


def is_confirmed(source: str) -> bool:
    """This will tell whether a source was read, or only remembered as general knowledge."""
    return "general knowledge" not in source.casefold()


def is_dated(community: str) -> bool:
    """This will tell whether a community has epochs, so that it must be resolved before it labels a row."""
    return community == INVITEES or audience.is_dated(community)


# -- standing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Membership:
    """One belonging to one community (allies, partners, invitees, framework:<code>) from a day to a day."""

    community: str
    epoch: int
    since_on: date
    until_on: date | None = None
    precision: Precision = Precision.DAY

    def on(self, day: date) -> bool:
        """This will tell whether it holds on a day."""
        return runs(day, since_on=self.since_on, until_on=self.until_on)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which standing is suspended."""

    since_on: date
    until_on: date | None = None

    def on(self, day: date) -> bool:
        """This will tell whether it holds on a day."""
        return runs(day, since_on=self.since_on, until_on=self.until_on)


@dataclass(frozen=True, slots=True)
class Opened:
    """A tool that the Council has opened to a partner (P§13)."""

    tool: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Record:
    """All that is kept of where one party stands, over all time."""

    code: str
    kind: Kind
    memberships: tuple[Membership, ...] = ()
    pauses: tuple[Pause, ...] = ()
    opened: tuple[Opened, ...] = ()

    def belongs(self, community: str, day: date) -> bool:
        """This will tell whether the party belongs to a community on a day, suspended or not."""
        return any(one.community == community and one.on(day) for one in self.memberships)

    def is_suspended(self, day: date) -> bool:
        """This will tell whether the party's standing is suspended on a day."""
        return any(pause.on(day) for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one party stands on one day.

    `frameworks` are codes of the policy pack; a suspended partner keeps them, but reads and receives nothing new
    (`communities` is empty) and no tool is open to it. `communities` are the epochs whose rows it may read.
    """

    code: str
    day: date
    side: Side
    frameworks: frozenset[str] = frozenset()
    memberships: tuple[Membership, ...] = ()
    communities: frozenset[str] = frozenset()
    tools_open: frozenset[str] = frozenset()
    is_suspended: bool = False
    is_invitee: bool = False

    @property
    def is_ally(self) -> bool:
        """This will tell whether the party is an Ally on that day."""
        return self.side is Side.ALLY

    @property
    def is_partner(self) -> bool:
        """This will tell whether the party is a partner on that day, suspended or not."""
        return self.side is Side.PARTNER

    def joined(self, community: str) -> Membership | None:
        """This will give the belonging to a community that holds on that day."""
        return next((one for one in self.memberships if one.community == community), None)


NOWHERE = Record(code="", kind=Kind.NATION)


def side(record: Record, day: date) -> Side:
    """This will tell on which side of the table a party sits on a day."""
    if record.kind is Kind.STAFF:
        return Side.STAFF
    if record.belongs(audience.ALLIES, day):
        return Side.ALLY
    if record.belongs(audience.PARTNERS, day):
        return Side.PARTNER
    return Side.ORGANISATION if record.kind is Kind.ORGANISATION else Side.NONE


def frameworks(record: Record, day: date) -> frozenset[str]:
    """This will list the frameworks to which a party belongs on a day, by their codes."""
    return frozenset(
        one.community.removeprefix(FRAMEWORK)
        for one in record.memberships
        if one.community.startswith(FRAMEWORK) and one.on(day)
    )


def tools_open(
    record: Record, day: date, tools: Iterable[Tool], closed: frozenset[str] = frozenset()
) -> frozenset[str]:
    """This will list the tools open to a partner on a day: by the policy, or because the Council opened them.

    `closed` are those that the Council has discarded (W-249). Allies, organisations, suspended and former partners have
    none. Source: P§12-14.
    """
    if side(record, day) is not Side.PARTNER or record.is_suspended(day):
        return frozenset()
    of = frameworks(record, day)
    by_policy = {tool.code for tool in tools if tool.in_pack and tool.opening_for(of) is Opening.OPEN}
    by_council = {one.tool for one in record.opened if one.opened_on <= day}
    return frozenset(by_policy | by_council) - closed


def standing(
    record: Record,
    day: date,
    *,
    newest: Mapping[str, int],
    tools: Iterable[Tool] = (),
    closed: frozenset[str] = frozenset(),
) -> Standing:
    """This will tell where a party stands on a day; `newest` is the current epoch of each community on that day."""
    held = tuple(one for one in record.memberships if one.on(day))
    suspended = record.is_suspended(day)
    communities: set[str] = set()
    for one in () if suspended else held:
        current = max(one.epoch, newest.get(one.community, one.epoch))
        communities |= audience.held_epochs(one.community, joined=one.epoch, current=current)
    return Standing(
        code=record.code,
        day=day,
        side=side(record, day),
        frameworks=frameworks(record, day),
        memberships=held,
        communities=frozenset(communities),
        tools_open=tools_open(record, day, tools, closed),
        is_suspended=suspended,
        is_invitee=record.belongs(INVITEES, day),
    )


# -- epochs ------------------------------------------------------------------------------------------------------------


def epochs_in_order(joinings: Iterable[date]) -> dict[date, int]:
    """This will number the days on which somebody joined a community, the first day 1."""
    return {day: number for number, day in enumerate(sorted(set(joinings)), start=1)}


@dataclass(frozen=True, slots=True)
class Place:
    """The epoch that a joining begins. Joinings later than `after` have not begun and move up by one."""

    epoch: int
    after: date


def place(since_on: date, begun: Iterable[tuple[date, int]], today: date) -> Place:
    """This will find the epoch of a new joining, so that it reads nothing that was released before it was recorded.

    A joining of the past begins a new epoch today; one of the future stands before those that are later still.
    """
    after = max(since_on, today)
    return Place(epoch=1 + max((epoch for day, epoch in begun if day <= after), default=0), after=after)


# -- who may -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What the rules on parties are shown: the record, and what is asked for."""

    record: Record
    on: date | None = None
    community: str = ""
    decision: str = ""
    tool: str = ""
    opening: Opening = Opening.OPEN
    is_discarded: bool = False

    def day(self, now: datetime) -> date:
        """This will give the day from which the change holds: the one asked for, or today."""
        return self.on or brussels_day(now)


def may_join(actor: Actor, facts: PartyFacts, now: datetime) -> Verdict:
    """This will let the Council secretary record that a nation joins, on the reference of a decision (W-65, W-66)."""
    record, on = facts.record, facts.day(now)
    return all_of(
        [
            _decided(actor, facts),
            _of_nation(record),
            _outside_alliance(record, facts.community, on),
            _free_of_overlap(record, facts.community, on),
        ]
    )


def may_leave(actor: Actor, facts: PartyFacts, now: datetime) -> Verdict:
    """This will let the Council secretary record that a party leaves what it belongs to (W-65)."""
    on = facts.day(now)
    belongs = any(
        one.community == facts.community and one.since_on < on and (one.until_on is None or on < one.until_on)
        for one in facts.record.memberships
    )
    lacking = refuse("parties.does_not_belong", party=facts.record.code, community=facts.community, on=on)
    return all_of([_decided(actor, facts), ALLOWED if belongs else lacking])


def may_suspend(actor: Actor, facts: PartyFacts, now: datetime) -> Verdict:
    """This will let the Council secretary record the suspension of a partner that is not suspended (W-61, W-65)."""
    on = facts.day(now)
    paused = any(pause.until_on is None or on < pause.until_on for pause in facts.record.pauses)
    return all_of(
        [
            _decided(actor, facts),
            _of_partner(facts.record, on),
            refuse("parties.suspensions_overlap") if paused else ALLOWED,
        ]
    )


def may_resume(actor: Actor, facts: PartyFacts, now: datetime) -> Verdict:
    """This will let the Council secretary record the end of a suspension that runs (W-61, W-65)."""
    on = facts.day(now)
    paused = any(pause.since_on < on and pause.until_on is None for pause in facts.record.pauses)
    lacking = refuse("parties.not_suspended", party=facts.record.code, on=on)
    return all_of([_decided(actor, facts), ALLOWED if paused else lacking])


def may_open_tool(actor: Actor, facts: PartyFacts, now: datetime) -> Verdict:
    """This will let the Council secretary, or what follows from a decision, open a tool to a partner (P§13, W-65)."""
    record, on = facts.record, facts.day(now)
    by_policy = facts.opening is Opening.OPEN
    by_council = any(one.tool == facts.tool for one in record.opened)
    return all_of(
        [
            executing(actor),
            ALLOWED if facts.decision else refuse("parties.tool_needs_decision", party=record.code, tool=facts.tool),
            _of_partner(record, on),
            refuse("parties.is_suspended", party=record.code) if record.is_suspended(on) else ALLOWED,
            refuse("parties.tool_already_open") if by_policy or by_council else ALLOWED,
            refuse("parties.tool_not_offered", tool=facts.tool) if facts.opening is Opening.CLOSED else ALLOWED,
            refuse("parties.tool_discarded", tool=facts.tool) if facts.is_discarded else ALLOWED,
        ]
    )


def may_name(actor: Actor, facts: PartyFacts, now: datetime) -> Verdict:
    """This will let an administrator settle how the organisation names a party (W-62)."""
    if actor.has(Role.ADMINISTRATOR):
        return ALLOWED
    return refuse("parties.not_administrator")


def may_note(actor: Actor, facts: PartyFacts, now: datetime) -> Verdict:
    """This will let those of the staff who work on a party's file write in it (W-67)."""
    if actor.is_staff and actor.has(Role.DESK_OFFICER, Role.MENU_MANAGER, Role.COUNCIL_SECRETARY):
        return ALLOWED
    return refuse("parties.not_on_the_file")


def executing(actor: Actor) -> Verdict:
    """This will allow the Council secretary, and what follows from a decision, to enter where nations stand (W-65)."""
    if actor.is_system or (actor.is_staff and actor.has(Role.COUNCIL_SECRETARY)):
        return ALLOWED
    return refuse("parties.not_council_secretary")


def _decided(actor: Actor, facts: PartyFacts) -> Verdict:
    cited = ALLOWED if facts.decision else refuse("parties.decision_missing", party=facts.record.code)
    return all_of([executing(actor), cited])


def _of_nation(record: Record) -> Verdict:
    return ALLOWED if record.kind is Kind.NATION else refuse("parties.not_a_nation", party=record.code)


def _of_partner(record: Record, on: date) -> Verdict:
    if side(record, on) is Side.PARTNER:
        return ALLOWED
    return refuse("parties.not_a_partner", party=record.code, on=on)


def _outside_alliance(record: Record, community: str, on: date) -> Verdict:
    if community != audience.ALLIES and record.belongs(audience.ALLIES, on):
        return refuse("parties.is_an_ally", party=record.code, on=on)
    return ALLOWED


def _free_of_overlap(record: Record, community: str, on: date) -> Verdict:
    """This will refuse a joining that meets one already recorded, or that would end what has not begun (W-60)."""
    for one in record.memberships:
        meets = one.community == community and (one.until_on is None or on < one.until_on)
        begins_later = community == audience.ALLIES and one.since_on >= on
        if meets or begins_later:
            return refuse("parties.standings_overlap")
    return ALLOWED


# -- what follows ------------------------------------------------------------------------------------------------------


def also_begins(record: Record, community: str, on: date) -> tuple[str, ...]:
    """This will name what begins with a joining: the first framework makes a nation a partner."""
    if community.startswith(FRAMEWORK) and not record.belongs(audience.PARTNERS, on):
        return (audience.PARTNERS,)
    return ()


def also_ends_on_joining(record: Record, community: str, on: date) -> tuple[str, ...]:
    """This will name what ends with a joining: an Ally is partner and invitee no longer (W-66)."""
    if community != audience.ALLIES:
        return ()
    return tuple(one.community for one in record.memberships if one.community != audience.ALLIES and one.on(on))


def also_ends_on_leaving(record: Record, community: str, on: date) -> tuple[str, ...]:
    """This will name what ends with a leaving: the last framework takes being a partner along, and the reverse."""
    others = [one for one in record.memberships if one.community != community]
    running = [one.community for one in others if one.on(on)]
    if community == audience.PARTNERS:
        return tuple(one for one in running if one.startswith(FRAMEWORK))
    to_come = any(one.community.startswith(FRAMEWORK) and (one.until_on is None or on < one.until_on) for one in others)
    last = community.startswith(FRAMEWORK) and not to_come
    return (audience.PARTNERS,) if last and audience.PARTNERS in running else ()
