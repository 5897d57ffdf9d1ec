"""Who may come: to whom an activity is open, whether seats are left, whether a person fits (P§7, P§12, P§13, W-14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from comity.core import audience
from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, refuse
from comity.menu.rules.dates import closes_at
from comity.menu.rules.offer import Clearance, rank_order
from comity.menu.rules.states import RUNNING, State
from comity.policy import pack
from comity.policy.model import Opening

if TYPE_CHECKING:
    from comity.menu.rules.facts import ActivityFacts

MENU_TOOL = "PCM"
_SKILLS = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """A party as it stands today: its side, its frameworks, what the Council has opened to it."""

    party: str
    side: Side = Side.NONE
    frameworks: frozenset[str] = frozenset()
    suspended: bool = False
    tools_open: frozenset[str] = frozenset()

    @property
    def opened_by_council(self) -> frozenset[str]:
        """This will list the tools that are open to the partner because the Council decided so, not by the policy."""
        tools = (pack().tool(code) for code in self.tools_open if code in pack().tools)
        return frozenset(tool.code for tool in tools if tool.opening_for(self.frameworks) is not Opening.OPEN)

    @property
    def reaches(self) -> frozenset[str]:
        """This will list the words under which an activity may be open to the party."""
        allied = frozenset({audience.ALLIES}) if self.side is Side.ALLY else frozenset[str]()
        return allied | self.frameworks | {audience.party(self.party)}


@dataclass(frozen=True, slots=True)
class Share:
    """Seats kept for Allies, a framework or one party until a day, and how many of them are given."""

    holder: str
    seats: int
    given: int = 0
    until_on: date | None = None

    def left_on(self, day: date) -> int:
        """This will count the seats that are still kept; after its day nothing is."""
        return 0 if self.until_on is not None and day > self.until_on else max(0, self.seats - self.given)


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a person needs to take part; empty means that nothing is asked."""

    rank_from: str = ""
    rank_to: str = ""
    language_profile: str = ""
    clearance: Clearance = Clearance.NONE
    prerequisites: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person who would take part; a civilian gives the rank that is equivalent."""

    rank: str = ""
    language_profile: str = ""
    clearance: Clearance = Clearance.NONE
    courses: frozenset[str] = frozenset()


def is_open_to(open_to: frozenset[str], standing: Standing) -> bool:
    """This will tell whether the provider has opened the activity to the party, by name or through a framework."""
    return not open_to.isdisjoint(standing.reaches)


def eligibility(facts: ActivityFacts, standing: Standing, now: datetime) -> Verdict:
    """This will tell whether a party may nominate for an activity, with every reason why not, the weightiest first.

    That all seats are taken is no reason here: the nomination then waits (see `room`).
    """
    return all_of(
        (
            _party(standing),
            _life(facts, now),
            _tool(facts, standing),
            _framework(facts, standing, now),
            _time(facts, now),
        )
    )


def room(facts: ActivityFacts, standing: Standing, now: datetime) -> Verdict:
    """This will tell whether a seat is left for the party, so that a nomination need not wait."""
    if facts.seats_total is None:
        return ALLOWED
    free = seats_free(facts.seats_total, facts.seats_given, facts.shares, standing, brussels_day(now))
    if free > 0:
        return ALLOWED
    return refuse("menu.full", code=facts.code, seats=facts.seats_total, waiting=facts.waiting)


def nomination(facts: ActivityFacts, standing: Standing, now: datetime) -> Verdict:
    """This will answer "why can't I nominate?" in full: eligibility, and whether a seat is left."""
    return all_of((eligibility(facts, standing, now), room(facts, standing, now)))


def seats_free(total: int, given: int, shares: Iterable[Share], standing: Standing, day: date) -> int:
    """This will count the seats that one party can still get: all that are free but those kept for others.

    Units: seats. Never below zero, and never more than are free.
    """
    reaches = standing.reaches
    kept = sum(share.left_on(day) for share in shares if share.holder not in reaches)
    return max(0, total - given - kept)


def fitness(wanted: Requirements, person: Person) -> Verdict:
    """This will compare a person with what an activity asks, and name each thing that is missing (W-14)."""
    return all_of(
        (_rank(wanted, person), _language(wanted, person), _clearance(wanted, person), _before(wanted, person))
    )


def _party(standing: Standing) -> Verdict:
    if standing.suspended:
        return refuse("menu.suspended", party=standing.party)
    if standing.side not in {Side.ALLY, Side.PARTNER, Side.ORGANISATION}:
        return refuse("menu.no_party")
    return ALLOWED


def _life(facts: ActivityFacts, now: datetime) -> Verdict:
    if facts.state in RUNNING:
        return ALLOWED
    changed_on, reason = facts.changed_on or brussels_day(now), facts.last_reason or "—"
    match facts.state:
        case State.RETIRED if facts.replaced_by:
            return refuse("menu.replaced", code=facts.code, replacement=facts.replaced_by, reason=reason)
        case State.RETIRED:
            return refuse("menu.discarded", code=facts.code, retired_on=changed_on, reason=reason)
        case State.CANCELLED:
            return refuse("menu.cancelled", code=facts.code, reason=reason)
        case State.POSTPONED:
            return refuse("menu.postponed", code=facts.code, reason=reason)
        case State.HELD | State.REPORTED:
            return refuse("menu.over", code=facts.code)
        case _:
            return refuse("menu.unpublished", code=facts.code)


def _tool(facts: ActivityFacts, standing: Standing) -> Verdict:
    """This will ask whether the tool to which the activity belongs is open to the partner (P§13)."""
    if standing.side is not Side.PARTNER or facts.tool == MENU_TOOL or facts.tool in standing.tools_open:
        return ALLOWED
    if pack().tool(facts.tool).opening_for(standing.frameworks) is Opening.OPEN:
        return ALLOWED
    return refuse("menu.tool_not_opened", tool=facts.tool, party=standing.party)


def _framework(facts: ActivityFacts, standing: Standing, now: datetime) -> Verdict:
    if is_open_to(facts.open_to, standing) or standing.suspended:
        return ALLOWED
    # A tool that the Council has opened to a partner brings the activities of that tool with it (P§13).
    if facts.tool in standing.opened_by_council:
        return ALLOWED
    named = sorted(word for word in facts.open_to if word in pack().frameworks)
    if not named:
        return refuse("menu.not_invited", code=facts.code, party=standing.party)
    on = brussels_day(now)
    return refuse("menu.not_open_to_framework", code=facts.code, party=standing.party, frameworks=tuple(named), on=on)


def _time(facts: ActivityFacts, now: datetime) -> Verdict:
    if facts.nominate_by is None or facts.state not in RUNNING or now < closes_at(facts.nominate_by):
        return ALLOWED
    return refuse("menu.deadline_passed", code=facts.code, nominate_by=facts.nominate_by)


def _rank(wanted: Requirements, person: Person) -> Verdict:
    if not wanted.rank_from and not wanted.rank_to:
        return ALLOWED
    lowest, highest = wanted.rank_from or "OR-1", wanted.rank_to or "OF-10"
    if person.rank and rank_order(lowest) <= rank_order(person.rank) <= rank_order(highest):
        return ALLOWED
    return refuse("menu.rank", rank_from=lowest, rank_to=highest)


def _language(wanted: Requirements, person: Person) -> Verdict:
    needed, shown = wanted.language_profile, person.language_profile
    if not needed:
        return ALLOWED
    if len(shown) == _SKILLS and all(int(has) >= int(need) for has, need in zip(shown, needed, strict=True)):
        return ALLOWED
    return refuse("menu.language_profile", profile=needed)


def _clearance(wanted: Requirements, person: Person) -> Verdict:
    if person.clearance.height >= wanted.clearance.height:
        return ALLOWED
    return refuse("menu.clearance", level=wanted.clearance)


def _before(wanted: Requirements, person: Person) -> Verdict:
    if missing := sorted(wanted.prerequisites - person.courses):
        return refuse("menu.prerequisite", courses=tuple(missing))
    return ALLOWED
