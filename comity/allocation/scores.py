"""Where numbers come from: points by rank, scores of partners, weights from swings, tie numbers.

Everything here can be done on paper: one look into a table and one product for points, one sum of products for a score.
"""

from collections.abc import Mapping, Sequence

from comity.allocation.problem import PERCENT, TIES

# Own points by the place of a nomination among its partner's, in twentieths from the first to the last: 100 down to 20.
LADDER = (100, 94, 88, 82, 76, 71, 66, 61, 56, 51, 47, 43, 39, 35, 32, 29, 26, 24, 21, 20)


def own_points(rank: int, count: int) -> int:
    """This will give the own points of the nomination ranked so among so many of its partner."""
    return LADDER[min(len(LADDER) - 1, (2 * rank - 1) * len(LADDER) // (2 * count))]


def points_of(rank: int, count: int, fit: int) -> int:
    """This will give the points of a nomination; fit is the product of area and goal factors, in percent."""
    return max(1, (own_points(rank, count) * fit + PERCENT // 2) // PERCENT)


def score_of(marks: Sequence[int], weights: Sequence[int]) -> int:
    """This will give the score of a partner, 0 to 10,000: marks from 0 to 100 by fixed anchors, weights 100 together.

    It depends on nobody else, so no partner's coming or going changes the order of the others.
    """
    if len(marks) != len(weights) or sum(weights) != PERCENT or min(weights) < 0:
        raise ValueError("there must be one weight for each mark, none below 0, 100 together")
    if not all(0 <= mark <= PERCENT for mark in marks):
        raise ValueError("marks are from 0 to 100")
    return sum(mark * weight for mark, weight in zip(marks, weights, strict=True))


def swing_weights(spent: Mapping[str, Sequence[int]], count: int) -> tuple[int, ...]:
    """This will give whole weights, 100 together, from what each Ally spent of its 100 swing points.

    For each consideration the median of all Allies, scaled to 100 by the largest remainder. Without any Ally, or where
    all medians are zero, weights are equal.
    """
    for who, points in spent.items():
        if len(points) != count or sum(points) != PERCENT or min(points) < 0:
            raise ValueError(f"{who} must spend exactly 100 points on {count} considerations")
    medians = [_median_doubled([points[row] for points in spent.values()]) if spent else 0 for row in range(count)]
    return _scaled(medians if any(medians) else [1] * count)


def tie_numbers(submitted: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """This will give tie numbers, 999 down to 0, to pairs of (time of submission, published lottery number).

    Earlier submission first, then the smaller lottery number. With more than a thousand some share a number.
    """
    order = sorted(range(len(submitted)), key=lambda row: (submitted[row], row))
    made = [0] * len(submitted)
    for place, row in enumerate(order):
        made[row] = TIES - 1 - (place * TIES // max(TIES, len(submitted)))
    return tuple(made)


def _median_doubled(values: Sequence[int]) -> int:
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]


def _scaled(parts: Sequence[int]) -> tuple[int, ...]:
    total = sum(parts)
    made = [part * PERCENT // total for part in parts]
    by_rest = sorted(range(len(parts)), key=lambda row: (-(parts[row] * PERCENT % total), row))
    for row in by_rest[: PERCENT - sum(made)]:
        made[row] += 1
    return tuple(made)
