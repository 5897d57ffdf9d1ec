"""Who is next: the order of the waiting list and the seats that can be offered now (W-42, W-43, W-48).

The order is the stated working rule: seats guaranteed to a nation first, then seats reserved for a framework or nation,
then first come, first served. A group goes together: it is passed over while too few seats are free for all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum


class Claim(IntEnum):
    """By which right a name stands in the list; the smaller comes first."""

    GUARANTEED = 1
    RESERVED = 2
    FIRST_COME = 3


class Passed(StrEnum):
    """Why somebody in the list is not next although a seat is free."""

    GROUP_TOO_LARGE = "group_too_large"
    SEATS_KEPT_FOR_OTHERS = "seats_kept_for_others"
    NO_SEAT_FREE = "no_seat_free"
    GROUP_INCOMPLETE = "group_incomplete"


@dataclass(frozen=True, slots=True)
class Share:
    """Seats kept for one holder (`party:XA` or `framework:md`) until a day; guaranteed ones have no such day."""

    holder: str
    seats: int
    guaranteed: bool = False
    release_on: date | None = None

    def is_kept(self, day: date) -> bool:
        """This will tell whether the seats are still kept on a day."""
        return self.guaranteed or self.release_on is None or day < self.release_on


@dataclass(frozen=True, slots=True)
class Queued:
    """A group in the list: how many names, for whom, since when; not complete while the host has not received all."""

    group: int
    party: str
    communities: frozenset[str]
    size: int
    since: datetime
    is_complete: bool = True

    @property
    def holders(self) -> frozenset[str]:
        """This will give the names under which seats may be kept for this group."""
        return self.communities | {f"party:{self.party}"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: its position from 1, by which claim, and why it waits.

    `passed_over` says why somebody behind it got a seat this time, if somebody did.
    """

    queued: Queued
    position: int
    claim: Claim
    passed: Passed
    passed_over: Passed | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """Who would get the next seat that becomes free: the position in the list, by which claim, a group of how many."""

    position: int
    claim: Claim
    size: int


@dataclass(frozen=True, slots=True)
class Seating:
    """The answer: which groups get seats now, and the list of those who wait, in order."""

    offers: tuple[tuple[Queued, tuple[str, ...]], ...]
    waiting: tuple[Place, ...]
    next: Next | None = None


def seat(
    queue: Iterable[Queued],
    *,
    total: int,
    given: Mapping[str, int],
    shares: Sequence[Share] = (),
    day: date,
) -> Seating:
    """This will fill free seats in order and say of everybody else why they wait.

    `given` counts seats offered or held by the share that they use ("" for open seats). Each offer says, seat by seat,
    which share it uses. Never more seats than `total` are given, whatever was given before. Seats kept for somebody who
    holds more than one share are counted once: the guaranteed share is used up first.
    """
    offers, places = _fill(tuple(queue), total=total, given=given, shares=shares, day=day)
    # Who is next is found by asking the same question with one seat more.
    left = tuple(place.queued for place in places)
    taken = dict(given)
    for _, used in offers:
        for holder in used:
            taken[holder] = taken.get(holder, 0) + 1
    more = max(total, sum(taken.values())) + 1
    then, _ = _fill(left, total=more, given=taken, shares=shares, day=day) if places else ((), ())
    positions = {place.queued.group: place for place in places}
    found = positions[then[0][0].group] if then else None
    return Seating(offers, places, Next(found.position, found.claim, found.queued.size) if found else None)


type _Offers = tuple[tuple[Queued, tuple[str, ...]], ...]


def _fill(
    queue: Sequence[Queued], *, total: int, given: Mapping[str, int], shares: Sequence[Share], day: date
) -> tuple[_Offers, tuple[Place, ...]]:
    """This will give seats from the first to the last, and order the list anew whenever a share is used up."""
    kept = {share.holder: share for share in shares if share.is_kept(day)}
    left = {holder: max(0, share.seats - given.get(holder, 0)) for holder, share in kept.items()}
    free = max(0, total - sum(given.values()))
    offers: list[tuple[Queued, tuple[str, ...]]] = []
    rest = list(queue)
    over: dict[int, Passed] = {}
    again = True
    while again:
        again = False
        ahead: dict[int, Passed] = {}
        for _, queued in _ordered(rest, kept, left):
            used, within_reach = _reach(queued, kept, left, free)
            if not queued.is_complete or free < queued.size or within_reach < queued.size:
                if queued.is_complete:
                    ahead[queued.group] = _why(queued, free, within_reach)
                continue
            offers.append((queued, (*used, *[""] * (queued.size - len(used)))))
            rest.remove(queued)
            over.update(ahead)
            free -= queued.size
            for holder in used:
                left[holder] -= 1
            if again := any(left[holder] == 0 for holder in used):
                break
    waiting = [
        Place(queued, position, claim, _why(queued, free, _reach(queued, kept, left, free)[1]), over.get(queued.group))
        for position, (claim, queued) in enumerate(_ordered(rest, kept, left), 1)
    ]
    return tuple(offers), tuple(waiting)


def _reach(
    queued: Queued, kept: Mapping[str, Share], left: Mapping[str, int], free: int
) -> tuple[tuple[str, ...], int]:
    """This will name the shares that a group would use, seat by seat, and count all seats that it could get."""
    own = sorted((h for h in queued.holders if left.get(h)), key=lambda h: (not kept[h].guaranteed, h))
    used = tuple(holder for holder in own for _ in range(left[holder]))[: min(queued.size, free)]
    kept_for_others = sum(count for holder, count in left.items() if holder not in queued.holders)
    return used, len(used) + max(0, free - kept_for_others - len(used))


def _ordered(queue: Iterable[Queued], kept: Mapping[str, Share], left: Mapping[str, int]) -> list[tuple[Claim, Queued]]:
    return sorted(((claim_of(one, kept, left), one) for one in queue), key=_order)


def claim_of(queued: Queued, kept: Mapping[str, Share], left: Mapping[str, int]) -> Claim:
    """This will tell by which right a group stands in the list while its share has seats left."""
    own = [kept[holder] for holder in queued.holders if left.get(holder)]
    if any(share.guaranteed for share in own):
        return Claim.GUARANTEED
    return Claim.RESERVED if own else Claim.FIRST_COME


def _order(entry: tuple[Claim, Queued]) -> tuple[Claim, datetime, int]:
    claim, queued = entry
    return claim, queued.since, queued.group


def _why(queued: Queued, free: int, within_reach: int) -> Passed:
    if not queued.is_complete:
        return Passed.GROUP_INCOMPLETE
    if free == 0:
        return Passed.NO_SEAT_FREE
    if within_reach == 0:
        return Passed.SEATS_KEPT_FOR_OTHERS
    return Passed.GROUP_TOO_LARGE if queued.size > within_reach else Passed.SEATS_KEPT_FOR_OTHERS
