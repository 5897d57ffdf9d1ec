"""What grants are worth: references, widths of satisfaction, the typical seat, and the value in exact whole numbers."""

from dataclasses import dataclass

import numpy as np

from comity.allocation.problem import NONE, PERCENT, Ints, Mode, Problem, Standing


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """How points of a problem count.

    worth: of each nomination as funded, in thousandths of a point. reference: of each partner. widths: of its
    segments, the last without end (the sum of all worth). keep: what keeping one confirmed seat adds, in thousandths
    of a weighted point.
    """

    worth: Ints
    reference: Ints
    widths: Ints
    keep: int


def scale_of(problem: Problem) -> Scale:
    """This will measure how points count in this problem."""
    worth = problem.worth
    reference = _reference(problem, worth)
    widths = reference[:, None] * np.array(problem.settings.widths, np.int64) // PERCENT
    widths[:, -1] = worth.sum() + 1
    return Scale(worth, reference, widths, _keep(problem, worth, widths))


def value_of(problem: Problem, grants: Ints, scale: Scale) -> tuple[int, int]:
    """This will give the value of grants and the bonus for what they keep, in thousandths of a weighted point."""
    rows = problem.nominations
    counted = np.where(grants > 0, scale.worth - ((grants == Mode.OWN_COST) & (scale.worth > 0)), 0)
    left = _sums(rows.partner, counted, len(problem.partners))
    value = 0
    for segment, slope in enumerate(problem.settings.slopes):
        taken = np.minimum(left, scale.widths[:, segment])
        value += int(slope) * sum(int(a) * int(b) for a, b in zip(problem.partners.score, taken, strict=True))
        left = left - taken
    kept = (rows.confirmed > 0) & (grants == rows.confirmed) & (rows.standing != Standing.INELIGIBLE)
    return value, int(kept.sum()) * scale.keep


def _reference(problem: Problem, worth: Ints) -> Ints:
    """This will sum the points of each partner's best eligible nominations, as many as its quota of seats."""
    rows = problem.nominations
    worth = np.where(rows.standing == Standing.INELIGIBLE, 0, worth)
    order = np.lexsort((-worth, rows.partner))
    starts = np.searchsorted(rows.partner[order], np.arange(len(problem.partners)))
    place = np.empty(len(rows), np.int64)
    place[order] = np.arange(len(rows)) - starts[rows.partner[order]]
    quota = problem.partners.seats[rows.partner]
    return _sums(rows.partner, np.where((quota == NONE) | (place < quota), worth, 0), len(problem.partners))


def _keep(problem: Problem, worth: Ints, widths: Ints) -> int:
    """This will turn the keeping bonus from typical seats into value.

    A typical seat is the median, over all confirmed seats, of what it counts where its partner stands with these seats.
    """
    rows = problem.nominations
    held = np.flatnonzero((rows.confirmed > 0) & (rows.standing != Standing.INELIGIBLE))
    if not held.size or not problem.settings.keeping:
        return 0
    had = _sums(rows.partner[held], worth[held], len(problem.partners))
    ends = np.cumsum(widths[:, :-1], axis=1)
    slopes = np.array(problem.settings.slopes, np.int64)[(had[:, None] > ends).sum(axis=1)]
    counts = np.sort((problem.partners.score * slopes)[rows.partner[held]] * worth[held])
    return int(counts[(len(counts) - 1) // 2]) * problem.settings.keeping // PERCENT


def _sums(groups: Ints, amounts: Ints, length: int) -> Ints:
    """This will sum whole numbers by group, exactly."""
    made = np.zeros(length, np.int64)
    np.add.at(made, groups, amounts)
    return made
