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
    """A group in the list: how many names, for whom, since when."""

    group: int
    party: str
    communities: frozenset[str]
    size: int
    since: datetime

    @property
    def holders(self) -> frozenset[str]:
        """This will give the names under which seats may be kept for this group."""
        return self.communities | {f"party:{self.party}"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: its position from 1, by which claim, and why it was passed over, if it was."""

    queued: Queued
    position: int
    claim: Claim
    passed: Passed | None = None


@dataclass(frozen=True, slots=True)
class Seating:
    """The answer: which groups get seats now, and the list of those who wait, in order."""

    offers: tuple[tuple[Queued, tuple[str, ...]], ...]
    waiting: tuple[Place, ...]


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
    which share it uses. Never more seats than `total` are given, whatever was given before.
    """
    kept = {share.holder: share for share in shares if share.is_kept(day)}
    left = {holder: max(0, share.seats - given.get(holder, 0)) for holder, share in kept.items()}
    free = max(0, total - sum(given.values()))
    offers: list[tuple[Queued, tuple[str, ...]]] = []
    waiting: list[Place] = []
    for claim, queued in sorted(((claim_of(one, kept, left), one) for one in queue), key=_order):
        own = sorted((h for h in queued.holders if left.get(h)), key=lambda h: (not kept[h].guaranteed, h))
        used = [holder for holder in own for _ in range(left[holder])][: queued.size]
        kept_for_others = sum(count for holder, count in left.items() if holder not in queued.holders)
        open_seats = max(0, free - kept_for_others - len(used)) if free >= len(used) else 0
        if free >= queued.size and len(used) + open_seats >= queued.size:
            used += [""] * (queued.size - len(used))
            for holder in used:
                if holder:
                    left[holder] -= 1
            free -= queued.size
            offers.append((queued, tuple(used)))
            continue
        waiting.append(Place(queued, len(waiting) + 1, claim, _why(queued, free, len(used) + open_seats)))
    return Seating(tuple(offers), tuple(waiting))


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
    if free == 0:
        return Passed.NO_SEAT_FREE
    if within_reach == 0:
        return Passed.SEATS_KEPT_FOR_OTHERS
    return Passed.GROUP_TOO_LARGE if queued.size > within_reach else Passed.SEATS_KEPT_FOR_OTHERS
