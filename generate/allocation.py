"""Problems of allocation of any size, the same for the same seed: for measuring and for tests, without a database.

Kinds: 48 % courses, 12 % exercises, 25 % expert visits, 15 % mobile teams; a few activities and partners are wanted by
many; 15 % of courses have a prerequisite; a nominee has 1.7 nominations. Money is in units of 100 EUR, time in days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.allocation.problem import (
    NONE,
    Activities,
    Floats,
    Frameworks,
    Ints,
    Lines,
    Nominations,
    Partners,
    Problem,
    Settings,
)
from comity.allocation.scores import LADDER

SIZES = {"S": (60, 600, 20), "M": (1_600, 20_000, 50), "L": (16_000, 500_000, 60)}
FRAMEWORKS = ("F1", "F2", "F3", "F4")
LINES = ("TRAVEL", "EDUCATION", "TRUST-A", "TRUST-B", "SCIENCE", "EXERCISE")
COURSE, EXERCISE, VISIT, TEAM = range(4)
AREAS = 9  # eight priority areas, and the rest
WEIGHTS = np.array([18, 22, 20, 14, 8, 18]) / 100.0  # of the six considerations that belong to partners: invented
PREREQUISITE, NOT_HELD, BOTH = 0.15, 0.4, 0.8  # shares: of activities, of their nominations, and of those that depend
BINDING = {  # shares of demand: lines (travel, others), partner seats, partner spend, frameworks; None is no quota
    "quotas": (0.45, 0.50, 2.0, 2.5, 0.5),
    "lines": (0.30, 0.32, 4.0, 6.0, None),
    "seats": (0.90, 0.90, 1.0, None, None),
    "nothing": (2.00, 2.00, None, None, None),
}


@dataclass(slots=True)
class Draft:
    """What has been drawn so far."""

    draw: np.random.Generator
    activities: int
    nominations: int
    partners: int


def problem(
    size: str | tuple[int, int, int], seed: int, binding: str = "quotas", settings: Settings | None = None
) -> Problem:
    """This will draw a problem; `binding` names what is scarce (BINDING)."""
    count = SIZES[size] if isinstance(size, str) else size
    draft = Draft(np.random.default_rng(seed), *count)
    partner = _partners(draft)
    activity = _activities(draft)
    rows = _nominations(draft, partner, activity)
    return _assemble(draft, partner, activity, rows, binding, settings or Settings(unit="100 EUR"))


def _partners(draft: Draft) -> dict[str, Any]:
    draw, count = draft.draw, draft.partners
    framework = draw.choice(4, count, p=[0.5, 0.17, 0.10, 0.23])
    framework[:4] = range(4)
    marks = np.zeros((count, 6), np.int64)
    marks[:, 0] = np.where(framework == 0, draw.choice([0, 0, 0, 50, 100], count), 0)
    marks[:, 1] = np.clip(draw.normal(55, 22, count), 0, 100) // 10 * 10
    marks[:, 2] = np.clip(draw.gamma(1.6, 22, count), 0, 100) // 10 * 10
    marks[:, 3] = draw.choice([0, 25, 50, 75, 100], count, p=[0.2, 0.25, 0.25, 0.2, 0.1])
    marks[:, 4] = draw.choice([0, 33, 67, 100], count, p=[0.3, 0.3, 0.25, 0.15])
    cofunding = np.round(np.clip(draw.beta(1.2, 1.6, count), 0, 1), 2)
    marks[:, 5] = ((1 - cofunding) * 10).astype(int) * 10
    size = draw.pareto(1.5, count) + 0.35
    return {
        "framework": framework,
        "marks": marks,
        "score": np.maximum(15, marks @ WEIGHTS).round().astype(np.int64),
        "cofunding": cofunding,
        "size": size / size.sum(),
        "distance": draw.integers(4, 22, count),
    }


def _activities(draft: Draft) -> dict[str, Any]:
    draw, count = draft.draw, draft.activities
    kind = draw.choice(4, count, p=[0.48, 0.12, 0.25, 0.15])
    area = draw.integers(0, AREAS, count)
    course, exercise, individual = kind == COURSE, kind == EXERCISE, kind < VISIT
    length = np.where(course, draw.choice([2, 3, 5, 5, 5, 10, 15], count), draw.integers(2, 6, count))
    length = np.where(exercise, draw.integers(4, 15, count), length)
    start = draw.integers(5, 345, count)
    seats = np.where(course, draw.choice([8, 10, 12, 15, 20, 24, 30], count), 1)
    seats = np.where(exercise, draw.integers(6, 40, count), seats)
    fixed = np.where(course, draw.choice([0, 0, 30, 60, 120, 200], count), 0)
    needed = np.full(count, NONE)
    for row in np.flatnonzero(individual & (draw.random(count) < PREREQUISITE)):
        before = individual & (area == area[row]) & (start + length < start[row]) & (needed == NONE)
        if before.any():
            needed[row] = draw.choice(np.flatnonzero(before))
    return {
        "individual": individual,
        "fit": np.where(area == AREAS - 1, 40, draw.choice([70, 85, 100], count)),
        "start": start,
        "length": length,
        "seats": seats,
        "minimum": np.where(individual, np.maximum(3, seats // np.where(course, 3, 4)), 1),
        "line": np.where(course, 1, np.where(exercise, 5, draw.choice([2, 3, 4, 1], count))),
        "fixed": np.where(exercise, draw.choice([0, 100, 300], count), fixed),
        "delegation": np.where(individual, np.maximum(1, -(-seats // 4)), 1),
        "needed": needed,
        "popularity": draw.pareto(1.3, count) + 0.3,
    }


def _nominations(draft: Draft, partners: dict[str, Any], activities: dict[str, Any]) -> dict[str, Any]:
    """This will draw people for seats (some nine in ten) and requests of partners for visits and teams."""
    draw = draft.draw
    people, requests = np.flatnonzero(activities["individual"]), np.flatnonzero(~activities["individual"])
    asked = min(int(draft.nominations * 0.12), len(requests) * 4)
    wish, mild = activities["popularity"][people], activities["popularity"][requests] ** 0.5
    activity = np.concatenate(
        [
            draw.choice(people, int((draft.nominations - asked) * 0.97), p=wish / wish.sum()),
            draw.choice(requests, asked, p=mild / mild.sum()),
        ]
    )
    partner = draw.choice(draft.partners, len(activity), p=partners["size"])
    person = _persons(draw, partner, activities["individual"][activity])
    activity, partner, person = _once(activity, partner, person)
    # of those whose activity has a prerequisite, 60 % hold it, the rest are nominated for both
    needs = (activities["needed"][activity] != NONE) & (draw.random(len(activity)) < NOT_HELD)
    also = np.flatnonzero(needs)
    activity = np.r_[activity, activities["needed"][activity[also]]]
    partner, person = np.r_[partner, partner[also]], np.r_[person, person[also]]
    activity, partner, person = _once(activity, partner, person)
    if len(activity) > draft.nominations:
        kept = np.sort(draw.permutation(len(activity))[: draft.nominations])
        activity, partner, person = activity[kept], partner[kept], person[kept]
    return {"activity": activity, "partner": partner, "person": person}


def _persons(draw: np.random.Generator, partner: Ints, individual: Any) -> Ints:
    made, first = np.full(len(partner), NONE), 0
    for row in range(int(partner.max()) + 1):
        mine = np.flatnonzero((partner == row) & individual)
        if len(mine):
            pool = max(1, int(len(mine) / 1.7))
            made[mine] = first + draw.integers(0, pool, len(mine))
            first += pool
    rest = made == NONE
    made[rest] = first + np.arange(rest.sum())
    return made


def _once(activity: Ints, partner: Ints, person: Ints) -> tuple[Ints, Ints, Ints]:
    _, first = np.unique(np.stack([person, activity]), axis=1, return_index=True)
    first.sort()
    return activity[first], partner[first], person[first]


def _required(draw: np.random.Generator, activities: dict[str, Any], activity: Ints, person: Ints) -> Ints:
    """This will find, for a part of those who need it, their nomination for the prerequisite."""
    count = len(activities["needed"])
    key = person * count + activity
    order = np.argsort(key)
    wanted = person * count + activities["needed"][activity]
    at = np.minimum(np.searchsorted(key[order], wanted), len(key) - 1)
    found = (activities["needed"][activity] != NONE) & (key[order][at] == wanted) & (draw.random(len(key)) < BOTH)
    return np.where(found, order[at], NONE)


def _ranks(draw: np.random.Generator, partner: Ints, liking: Floats) -> Ints:
    made = np.empty(len(partner), np.int64)
    for row in range(int(partner.max()) + 1):
        mine = np.flatnonzero(partner == row)
        made[mine[np.argsort(-liking[mine])]] = np.arange(1, len(mine) + 1)
    return made


def _assemble(
    draft: Draft,
    partner: dict[str, Any],
    activity: dict[str, Any],
    rows: dict[str, Any],
    binding: str,
    settings: Settings,
) -> Problem:
    draw = draft.draw
    at, who, count = rows["activity"], rows["partner"], len(rows["activity"])
    individual, wanted = activity["individual"][at], np.bincount(at, minlength=draft.activities)
    rank = _ranks(draw, who, draw.random(count) + 0.002 * activity["fit"][at])
    many = np.bincount(who, minlength=draft.partners)
    own = np.array(LADDER)[np.minimum(len(LADDER) - 1, (2 * rank - 1) * len(LADDER) // (2 * many[who]))]
    goal = draw.choice([0, 1, 2], count, p=[0.3, 0.5, 0.2])
    fit = np.round(activity["fit"][at] * (1 + 0.25 * goal) * np.where(individual, 1, 4)).astype(np.int64)
    share = (1 - partner["cofunding"])[who]
    gross = np.where(individual, partner["distance"][who] + 2 * activity["length"][at], draw.integers(60, 400, count))
    cost = np.round(gross * np.where(individual, share, np.maximum(0.3, share))).astype(np.int64)
    line = np.where(individual, 0, activity["line"][at])
    travel, others, seat_share, spend_share, framework_share = BINDING[binding]
    chance = np.minimum(1, activity["seats"] / np.maximum(1, wanted))[at]
    demand = np.bincount(line, cost * chance, 6) + np.bincount(activity["line"], activity["fixed"], 6)
    budget = np.maximum(1, demand * np.array([travel, *[others] * 5])).astype(np.int64)
    claim = partner["score"] * np.sqrt(many)
    claim = claim / claim.sum()
    seats = np.minimum(activity["seats"], wanted).sum()
    by_framework = np.bincount(partner["framework"][who], cost * chance, 4)
    days = np.c_[np.arange(draft.activities), activity["start"], activity["start"] + activity["length"]]
    return Problem(
        settings,
        Frameworks.of(FRAMEWORKS, spend=_quota(by_framework, framework_share, 500)),
        Lines.of(LINES, budget=budget),
        Partners.of(
            [f"X{row:02d}" for row in range(draft.partners)],
            framework=partner["framework"],
            score=partner["score"],
            seats=_quota(claim * seats, seat_share, 3),
            spend=_quota(claim * budget.sum(), spend_share, 400),
        ),
        Activities.of(
            [f"A{row}" for row in range(draft.activities)],
            seats=activity["seats"],
            minimum=activity["minimum"],
            delegation=activity["delegation"],
            fixed=activity["fixed"],
            line=activity["line"],
            times=days,
        ),
        Nominations.of(
            [f"N{row}" for row in range(count)],
            activity=at,
            partner=who,
            person=rows["person"],
            points=np.maximum(1, (own * fit + 50) // 100),
            tie=draw.integers(0, 1000, count),
            cost=cost,
            line=line,
            gross=gross,
            requires=_required(draw, activity, at, rows["person"]),
            rank=rank,
            fit=fit,
            goal=np.where(goal > 0, who * AREAS + activity["fit"][at] % AREAS, NONE),
        ),
    )


def _quota(claim: Floats, share: float | None, least: int) -> Ints | None:
    return None if share is None else np.ceil(np.maximum(least, share * claim)).astype(np.int64)
