"""Reviewers, conflicts of interest, scores, the ranking of the panel, and who awards (P§14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from comity.core.actor import Actor
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.policy import number, pack
from comity.science.rules.applying import Director, State, desk

LOWEST, HIGHEST = 1, 5


class Conflict(StrEnum):
    """Why a reviewer may not judge an application."""

    INSTITUTION = "institution"
    NATION = "nation"
    NAMED = "named"


class Task(StrEnum):
    """Where the work of a reviewer on an application stands."""

    ASKED = "asked"
    SCORED = "scored"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class AssignFacts:
    """An application, a reviewer, and what stands between them."""

    state: State
    is_listed: bool
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """The work of a reviewer, who owns it, what stands between them today, and the marks now given."""

    person_id: int
    task: Task
    conflicts: tuple[Conflict, ...] = ()
    scores: Mapping[str, int] | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RankFacts:
    """How many scores each application under review has."""

    counts: tuple[int, ...]


def may_list_reviewer(actor: Actor, facts: None, now: datetime) -> Verdict:
    """This will allow the desk to list somebody as a reviewer (W-195)."""
    return desk(actor)


def may_assign(actor: Actor, facts: AssignFacts, now: datetime) -> Verdict:
    """This will allow the desk to ask a reviewer, unless there is a conflict of interest (W-195)."""
    return first_of(
        desk(actor),
        ALLOWED if facts.state is State.ELIGIBLE else refuse("science.not_in_state"),
        ALLOWED if facts.is_listed else refuse("science.no_such_reviewer"),
        refuse("science.conflict") if facts.conflicts else ALLOWED,
    )


def may_recuse(actor: Actor, facts: ReviewFacts, now: datetime) -> Verdict:
    """This will allow a reviewer to declare a conflict, after which nothing of the application is theirs (W-195)."""
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(_own(actor, facts), refuse("science.reason_missing") if silent else ALLOWED)


def may_score(actor: Actor, facts: ReviewFacts, now: datetime) -> Verdict:
    """This will take marks for every criterion from a reviewer without a conflict (W-195, W-197)."""
    wanted = set(pack().science.criteria)
    given = facts.scores
    whole = given is None or (set(given) == wanted and all(LOWEST <= one <= HIGHEST for one in given.values()))
    return first_of(
        _own(actor, facts),
        refuse("science.conflict") if facts.conflicts else ALLOWED,
        ALLOWED if whole else refuse("science.marks_missing"),
    )


def may_rank(actor: Actor, facts: RankFacts, now: datetime) -> Verdict:
    """This will allow the desk to record the ranking of the panel, once each application has its scores (W-197)."""
    enough = number("science.reviews")
    return first_of(
        desk(actor),
        ALLOWED if facts.counts else refuse("science.nothing_to_rank"),
        refuse("science.too_few_scores", count=enough) if any(one < enough for one in facts.counts) else ALLOWED,
    )


def conflicts(
    institution: str, nation: str, name: str, directors: Iterable[Director], collaborators: Iterable[str]
) -> tuple[Conflict, ...]:
    """This will find what parts a reviewer from an application: institution, nation, or a name (W-195)."""
    people = list(directors)
    same = [
        (Conflict.INSTITUTION, any(_key(one.institution) == _key(institution) for one in people)),
        (Conflict.NATION, any(one.nation == nation for one in people)),
        (Conflict.NAMED, _key(name) in {_key(one) for one in (*collaborators, *(one.name for one in people))}),
    ]
    return tuple(conflict for conflict, is_so in same if is_so)


def weighted(scores: Mapping[str, int]) -> int:
    """This will weigh the marks of one reviewer. Units: hundredths of a mark."""
    criteria = pack().science.criteria.values()
    total = sum(one.weight for one in criteria)
    return round(100 * sum(scores[one.code] * one.weight for one in criteria) / total)


def middle(totals: Iterable[int]) -> int:
    """This will give the median of weighted marks. Units: hundredths of a mark."""
    return round(median(totals))


def is_recommended(total: int) -> bool:
    """This will tell whether a median is high enough to be put to the nations (W-197)."""
    return total >= number("science.threshold")


def _own(actor: Actor, facts: ReviewFacts) -> Verdict:
    return first_of(
        ALLOWED if actor.person_id == facts.person_id else refuse("science.not_reviewer"),
        ALLOWED if facts.task is Task.ASKED else refuse("science.review_over"),
    )


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
