"""Small problems for the tests of the engine: made by hand, or at random from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from comity.allocation.documents import as_document, from_document
from comity.allocation.problem import Problem


def document(**changes: Any) -> dict[str, Any]:
    """Two partners, two courses of which the first is wanted by more than it seats, one budget line."""
    made: dict[str, Any] = {
        "format": "comity-allocation/1",
        "settings": {"keeping": 100},
        "frameworks": [{"id": "F1"}],
        "lines": [{"id": "TRAVEL", "budget": 100}],
        "partners": [{"id": "XA", "framework": "F1", "score": 50}, {"id": "XB", "score": 30}],
        "activities": [
            {"id": "C1", "seats": 2, "times": [[0, 5]]},
            {"id": "C2", "seats": 3, "minimum": 2, "starts": "2026-03-02", "ends": "2026-03-06"},
        ],
        "nominations": [
            {"id": "N1", "activity": "C1", "partner": "XA", "person": "p", "points": 80, "cost": 10, "line": "TRAVEL"},
            {"id": "N2", "activity": "C1", "partner": "XA", "points": 60, "cost": 10, "line": "TRAVEL", "tie": 7},
            {"id": "N3", "activity": "C1", "partner": "XB", "points": 90, "cost": 10, "line": "TRAVEL"},
            {"id": "N4", "activity": "C2", "partner": "XB", "person": "q", "points": 40, "cost": 10, "line": "TRAVEL"},
            {"id": "N5", "activity": "C2", "partner": "XA", "person": "p", "points": 30, "cost": 10, "line": "TRAVEL"},
        ],
    }
    return made | changes


def some(number: int) -> Problem:
    """A problem of at most ten nominations with some of every rule, the same for the same number."""
    draw = np.random.default_rng(number)
    partners, activities, people = 3, 4, 5
    nominations: list[dict[str, Any]] = []
    seen = set()
    for row in range(int(draw.integers(5, 11))):
        activity, person = int(draw.integers(activities)), int(draw.integers(people))
        if (activity, person) in seen:
            continue
        seen.add((activity, person))
        line = str(draw.choice(["T", "E"]))
        nominations.append(
            {
                "id": f"N{row}",
                "activity": f"A{activity}",
                "partner": f"P{person % partners}",
                "person": f"i{person}",
                "points": int(draw.integers(0, 100)),
                "tie": int(draw.integers(0, 1000)),
                "cost": int(draw.integers(0, 12)),
                "line": line,
                "own_cost": bool(draw.random() < 0.2),
                "holds": bool(draw.random() < 0.5),
                "standing": str(draw.choice(["open"] * 12 + ["ineligible"] * 3 + ["fixed"])),
                "confirmed": str(draw.choice(["no", "no", "funded"])),
                "charges": [["T", 2]] if draw.random() < 0.15 and line != "T" else [],
            }
        )
        before = [each["id"] for each in nominations[:-1] if each["person"] == f"i{person}"]
        if before and draw.random() < 0.4:
            nominations[-1]["requires"] = before[-1]

    def maybe(low: int, high: int) -> int | None:
        return int(draw.integers(low, high)) if draw.random() < 0.5 else None

    made = {
        "format": "comity-allocation/1",
        "settings": {"floor": int(draw.choice([0, 0, 0, 20])), "keeping": int(draw.choice([0, 100]))},
        "frameworks": [{"id": "F0", "spend": maybe(8, 40)}, {"id": "F1"}],
        "lines": [{"id": "T", "budget": int(draw.integers(8, 40))}, {"id": "E", "budget": int(draw.integers(8, 40))}],
        "partners": [
            {"id": f"P{row}", "framework": "F0" if row else None, "score": int(draw.integers(0, 100))}
            | {"seats": maybe(1, 4), "spend": maybe(5, 30)}
            for row in range(partners)
        ],
        "activities": [
            {
                "id": f"A{row}",
                "seats": int(draw.integers(1, 4)),
                "minimum": int(draw.integers(1, 3)),
                "delegation": maybe(1, 3),
                "fixed": int(draw.choice([0, 0, 5])),
                "line": "E",
                "times": [[start, start + 3] for start in [int(draw.integers(0, 10))]],
            }
            for row in range(activities)
        ],
        "nominations": nominations,
    }
    return from_document(made)


def kept_and_together(number: int) -> Problem:
    """A problem as above, in which some names go only together and some seats are kept for some partners."""
    draw = np.random.default_rng(10_000 + number)
    made = as_document(some(number))
    partners = [each["id"] for each in made["partners"]]
    for activity in made["activities"]:
        left = activity["seats"]
        for _ in range(int(draw.integers(0, 3))):
            seats = int(draw.integers(0, left + 1))
            left -= seats
            holders = [each for each in partners if draw.random() < 0.5]
            activity.setdefault("kept", []).append([seats, holders])
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in made["nominations"]:
        each["partner"] = "P0" if draw.random() < 0.6 else "P1"
        groups.setdefault((each["activity"], each["partner"]), []).append(each)
    for label, members in enumerate(groups.values()):
        if draw.random() < 0.7:
            for each in members[: int(draw.integers(1, 4))]:
                each["group"] = label
    return from_document(made)
