"""Weights, scores and bands: one multiplication and one sum, reproducible on paper.

Anchors are fixed, so a score never depends on who else is in the list. An exact order of partners is never robust:
what is shown are thirds, and for each weight the interval in which nobody changes third.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from comity.resources.rules.states import Capacity

WHOLE = 1000  # weights are kept per mille
CAPACITY = "capacity"


class Band(StrEnum):
    """A third of the partners."""

    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Stability:
    """Between which weights, others pro rata, no partner changes its third. Units: per mille."""

    lowest: int
    highest: int


def equal(codes: Sequence[str]) -> dict[str, int]:
    """This will give every consideration the same weight. Units: per mille."""
    return shares(dict.fromkeys(codes, 1))


def from_points(spent: Iterable[Mapping[str, int]], codes: Sequence[str]) -> dict[str, int]:
    """This will take the median of what Allies spent and bring it to one whole; equal if nobody answered (W-91)."""
    answers = list(spent)
    found = {code: median(one.get(code, 0) for one in answers) for code in codes} if answers else {}
    return shares(found) if any(found.values()) else equal(codes)


def shares(parts: Mapping[str, float], whole: int = WHOLE) -> dict[str, int]:
    """This will bring numbers to per mille that add up to `whole`; the largest remainders are rounded up."""
    together = sum(parts.values())
    exact = {code: whole * part / together for code, part in parts.items()}
    cut = {code: int(value) for code, value in exact.items()}
    missing = whole - sum(cut.values())
    for code in sorted(parts, key=lambda one: (cut[one] - exact[one], one))[:missing]:
        cut[code] += 1
    return cut


def completed(weights: Mapping[str, int], kept: Collection[str]) -> dict[str, int] | None:
    """This will bring weights to one whole: those kept stay, the others share the rest pro rata, equally from nothing.

    None if those kept are more than one whole. Where all or none are kept, all move. Units: per mille.
    """
    staying = {code: weights[code] for code in kept} if set(kept) < set(weights) else {}
    rest = WHOLE - sum(staying.values())
    if rest < 0:
        return None
    moving = {code: weight for code, weight in weights.items() if code not in staying}
    brought = shares(moving if any(moving.values()) else dict.fromkeys(moving, 1), rest)
    return {code: staying.get(code, brought.get(code, 0)) for code in weights}


def in_effect(weights: Mapping[str, int], capacity: Capacity) -> dict[str, int]:
    """This will leave the capacity to finance out of the score where it counts for money alone."""
    if capacity is not Capacity.MONEY or CAPACITY not in weights:
        return dict(weights)
    rest = {code: weight for code, weight in weights.items() if code != CAPACITY}
    return shares(rest) if any(rest.values()) else equal(list(rest))


def score(values: Mapping[str, int], weights: Mapping[str, int], capacity: Capacity) -> int:
    """This will add up a partner's scores by weight. Units: hundred thousandths, 0 to 100,000."""
    return sum(weight * _cut(code, values[code], capacity) for code, weight in in_effect(weights, capacity).items())


def _cut(code: str, value: int, capacity: Capacity) -> int:
    return 100 - value if code == CAPACITY and capacity is Capacity.MEANS else value


def bands(totals: Mapping[str, float]) -> dict[str, Band]:
    """This will put partners into thirds; partners with the same score share the higher one."""
    order = sorted(totals, key=lambda one: (-totals[one], one))
    found: dict[str, Band] = {}
    for place, party in enumerate(order):
        band = tuple(Band)[min(2, place * 3 // len(order))]
        before = order[place - 1] if place else ""
        found[party] = found[before] if before and totals[before] == totals[party] else band
    return found


def stability(
    scores: Mapping[str, Mapping[str, int]], weights: Mapping[str, int], capacity: Capacity, code: str
) -> Stability:
    """This will tell how far one weight may move, the others pro rata, until a partner changes its third.

    Each partner's score is a straight line in the weight, so the bounds are crossings of pairs in different thirds.
    """
    counted = in_effect(weights, capacity)
    here = counted.get(code, 0)
    if not scores or code not in counted:
        return Stability(0, WHOLE)
    rest = sum(counted.values()) - here
    lines: dict[str, tuple[float, float]] = {}
    for party, values in scores.items():
        own = float(_cut(code, values[code], capacity))
        others = sum(w * _cut(c, values[c], capacity) for c, w in counted.items() if c != code)
        base = others / rest if rest else 0.0
        lines[party] = (base, own - base)
    share = here / WHOLE
    placed = bands({party: base + share * slope for party, (base, slope) in lines.items()})
    low, high = 0.0, 1.0
    parties = list(lines)
    for index, one in enumerate(parties):
        for other in parties[index + 1 :]:
            if placed[one] is placed[other]:
                continue
            (base, slope), (base2, slope2) = lines[one], lines[other]
            if slope == slope2:
                continue
            crossing = (base2 - base) / (slope - slope2)
            if low < crossing <= share:
                low = crossing
            if share <= crossing < high:
                high = crossing
    return Stability(round(low * WHOLE), round(high * WHOLE))


def fingerprint(content: Mapping[str, object]) -> str:
    """This will give the SHA-256 of something in canonical JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
