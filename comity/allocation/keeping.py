"""Seats of an activity that are kept for some partners: who else may sit there, in numbers."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from comity.allocation.problem import Problem


def apart(
    problem: Problem, activity: int, shares: Sequence[tuple[int, frozenset[int]]]
) -> Iterator[tuple[int, set[int]]]:
    """This will give, for each set of kept shares of an activity, how many may sit there who belong to none of them.

    Whoever belongs to none of some shares has the other seats alone. Where that holds for every set of shares, all
    can be given a seat of a share or an open one (Hall's theorem), and otherwise not everybody can.
    """
    for size in range(1, len(shares) + 1):
        for chosen in combinations(shares, size):
            seats = int(problem.activities.seats[activity]) - sum(kept for kept, _ in chosen)
            yield seats, set().union(*(members for _, members in chosen))


def shares_of(problem: Problem) -> dict[int, list[tuple[int, frozenset[int]]]]:
    """This will list, by activity, the seats that are kept and for which partners."""
    members: dict[int, set[int]] = {}
    for share, partner, _ in problem.activities.kept_for.tolist():
        members.setdefault(share, set()).add(partner)
    found: dict[int, list[tuple[int, frozenset[int]]]] = {}
    for activity, share, seats in problem.activities.kept.tolist():
        if seats:
            found.setdefault(activity, []).append((seats, frozenset(members.get(share, ()))))
    return found
