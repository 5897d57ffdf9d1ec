"""Around a plan: re-runs, comparisons, envy, scores and their sensitivity."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.election import ApprovalBallot, Instance, Profile, Project
from pabutools.election.satisfaction import Cost_Sat
from pabutools.rules import method_of_equal_shares

from comity.allocation import documents, scores
from comity.allocation.audit import by_score, by_value_for_money, compared, comparisons, justified_envy, mismatches
from comity.allocation.checker import check
from comity.allocation.problem import Problem, Standing
from comity.allocation.rerunning import Moved, confirmed, disturbed, moves
from comity.allocation.sensitivity import acceptability, bands_of, intervals, shifted, what_moves
from comity.allocation.solving import solve
from generate.allocation import problem as generated
from tests.allocation.small import document


def changed(problem: Problem, seed: int) -> Problem:
    """Less money for travel, some withdraw, one activity is cancelled."""
    draw = np.random.default_rng(seed)
    table = problem.nominations
    gone = (draw.random(len(table)) < 0.03) | (table.activity == 0)
    standing = np.where(gone, int(Standing.INELIGIBLE), table.standing)
    budget = problem.lines.budget.copy()
    budget[0] = budget[0] * 94 // 100
    return replace(
        problem,
        nominations=replace(table, standing=standing),
        lines=replace(problem.lines, budget=budget),
    )


# With seed 2 a quick plan withdraws as few as possible even if keeping counts for nothing, so it is searched through.
@pytest.mark.parametrize(("seed", "quick"), [(1, True), (2, False), (3, True), (4, True)])
def test_a_re_run_disturbs_less_the_more_keeping_counts_and_tells_what_moved(seed: int, quick: bool) -> None:  # noqa: FBT001 - a parameter of the test
    problem = generated((60, 600, 10), seed=seed)
    plan = solve(problem, quick=True)
    later = confirmed(changed(problem, 1), problem, plan)
    assert (later.nominations.confirmed > 0).sum() == (plan.grants > 0).sum()
    lost = []
    for keeping in (0, 100, 4000):
        asked = replace(later, settings=replace(later.settings, keeping=keeping))
        again = solve(asked, quick=quick, start=plan)
        found = moves(problem, plan, asked, again)
        lost.append(disturbed(found)[0])
        withdrawn = [move for move in found if move.moved is Moved.WITHDRAWN]
        assert len(withdrawn) == ((plan.grants > 0) & (again.grants == 0)).sum()
        assert all(move.sheet is not None and not move.sheet.outcome for move in withdrawn)
        assert all(move.forced for move in withdrawn if move.sheet and move.sheet.activity == "A0")
    assert lost[0] >= lost[1] >= lost[2]
    assert lost[0] > lost[2]


def test_who_is_no_longer_nominated_is_told_first_among_the_rest() -> None:
    problem = documents.from_document(document())
    plan = solve(problem)
    rows = [row for row in document()["nominations"] if row["id"] != "N1"]
    later = documents.from_document(document(nominations=rows))
    found = moves(problem, plan, later, solve(later))
    assert ("N1", Moved.GONE) in {(move.nomination, move.moved) for move in found}


@pytest.mark.parametrize("binding", ["quotas", "lines", "seats", "nothing"])
def test_a_plan_is_better_than_both_orders_of_a_spreadsheet(binding: str) -> None:
    problem = generated((60, 600, 10), seed=6, binding=binding)
    plan, score, money = comparisons(problem, solve(problem, quick=True))
    assert plan.violations == score.violations == money.violations == 0
    assert plan.value >= max(score.value, money.value)
    assert plan.worst >= 0
    assert (by_score(problem) > 0).sum() == score.granted
    assert (by_value_for_money(problem) > 0).sum() == money.granted


def test_envy_is_justified_only_where_the_seat_could_really_change_hands() -> None:
    problem = generated((60, 600, 10), seed=6)
    plan = solve(problem, quick=True)
    row_of = {name: row for row, name in enumerate(problem.nominations.names)}
    envious = justified_envy(problem, plan)
    for envy in envious:
        grants = plan.grants.copy()
        grants[row_of[envy.inside]], grants[row_of[envy.outside]] = 0, 1
        rules = {violation.rule for violation in check(problem, grants.tolist()).violations}
        assert not rules
    worse = plan.grants * 0
    order = np.argsort(problem.nominations.points, kind="stable")
    for row in order.tolist():  # the least wanted first
        worse[row] = 1
        worse[row] = 0 if check(problem, worse.tolist()).violations else 1
    assert len(justified_envy(problem, replace(plan, grants=worse))) >= len(envious)


def equal_shares(costs: dict[str, int], wanted: list[list[str]], budget: int) -> set[str]:
    """What the Method of Equal Shares chooses, by the library that implements it for research."""
    items = {name: Project(name, cost) for name, cost in costs.items()}
    profile = Profile([ApprovalBallot(items[name] for name in names) for names in wanted])
    chosen = method_of_equal_shares(Instance(items.values(), budget_limit=budget), profile, sat_class=Cost_Sat)
    return {item.name for item in chosen}


def test_equal_shares_keeps_the_rules_and_is_worth_no_more() -> None:
    rows: list[dict[str, Any]] = [
        {"id": f"N{row}", "activity": f"A{row}", "partner": f"P{row % 4}", "points": 20 + 7 * row % 60, "cost": 5 + row}
        | {"line": "L"}
        for row in range(16)
    ]
    problem = documents.from_document(
        document(
            lines=[{"id": "L", "budget": 70}],
            partners=[{"id": f"P{row}", "score": 40 + row} for row in range(4)],
            activities=[{"id": f"A{row}", "seats": 1} for row in range(16)],
            nominations=rows,
        )
    )
    costs = {row["id"]: row["cost"] for row in rows}
    wanted = [[row["id"] for row in rows if row["partner"] == f"P{who}"] for who in range(4)]
    chosen = equal_shares(costs, wanted, 70)
    grants = np.array([1 if row["id"] in chosen else 0 for row in rows], np.int64)
    shares = compared(problem, "equal shares", grants)
    assert shares.violations == 0
    assert 0 < shares.value <= solve(problem).value


def test_where_money_and_score_part_is_shown() -> None:
    problem = generated((60, 600, 12), seed=6)
    for _name, by_weight, by_money in mismatches(problem, solve(problem, quick=True)):
        assert abs(by_weight - by_money) > 4


# -- scores -----------------------------------------------------------------------------------------------------------

MARKS = st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=3, max_size=8)


def test_own_points_fall_from_a_hundred_to_twenty() -> None:
    assert [scores.own_points(rank, 20) for rank in (1, 10, 20)] == [100, 51, 20]
    for count in (1, 7, 40, 1000):
        points = [scores.own_points(rank, count) for rank in range(1, count + 1)]
        assert points == sorted(points, reverse=True)
    assert scores.points_of(1, 20, 125) == 125
    assert scores.points_of(20, 20, 1) == 1


def test_swing_weights_are_medians_and_equal_when_nobody_spoke() -> None:
    assert scores.swing_weights({}, 6) == (17, 17, 17, 17, 16, 16)
    spent = {"A": (50, 30, 20), "B": (40, 40, 20), "C": (0, 0, 100)}
    assert scores.swing_weights(spent, 3) == (45, 33, 22)
    with pytest.raises(ValueError, match="B must spend exactly 100"):
        scores.swing_weights({"B": (50, 60)}, 2)


@given(st.lists(st.permutations(range(5)), min_size=1, max_size=7))
@settings(max_examples=50)
def test_weights_are_always_a_hundred_together(orders: list[list[int]]) -> None:
    spent = {str(at): [(5, 10, 20, 25, 40)[place] for place in order] for at, order in enumerate(orders)}
    weights = scores.swing_weights(spent, 5)
    assert sum(weights) == 100
    assert min(weights) >= 0


def test_a_score_is_a_sum_of_products_and_depends_on_nobody_else() -> None:
    assert scores.score_of((50, 100, 0), (20, 30, 50)) == 4000
    with pytest.raises(ValueError, match="from 0 to 100"):
        scores.score_of((101, 0), (50, 50))
    with pytest.raises(ValueError, match="100 together"):
        scores.score_of((1, 1), (50, 40))


def test_tie_numbers_follow_submission_then_lottery() -> None:
    assert scores.tie_numbers([(5, 1), (3, 9), (3, 2)]) == (997, 998, 999)
    many = scores.tie_numbers([(0, number) for number in range(2500)])
    assert (many[0], many[-1]) == (999, 0)


@given(MARKS, st.permutations((20, 30, 50)))
@settings(max_examples=60)
def test_inside_its_interval_a_weight_changes_no_order_and_no_band(marks: list[list[int]], weights: list[int]) -> None:
    for row, interval in enumerate(intervals(marks, weights)):
        for (low, high), bands in ((interval.order, False), (interval.bands, True)):
            for share in (low + (high - low) / 3, low + 2 * (high - low) / 3):
                if min(abs(share - edge) for edge in (low, high)) < 1e-6:
                    continue
                assert _kept(marks, weights, row, share, bands=bands)


def _kept(marks: list[list[int]], weights: list[int], row: int, share: float, *, bands: bool) -> bool:
    t, now = Fraction(share), Fraction(weights[row], 100)

    def value(partner: list[int], t: Fraction) -> Fraction:
        others = sum((Fraction(weights[at] * partner[at], 100) for at in range(3) if at != row), Fraction(0))
        return t * partner[row] + (1 - t) * others / (1 - now)

    before = [value(partner, now) for partner in marks]
    after = [value(partner, t) for partner in marks]
    if bands:
        if len(set(before)) < len(before):  # equals may part within one step; that is what stability is about
            return True
        first, then = (bands_of(np.array([float(each) for each in values])) for values in (before, after))
        return bool((first == then).all())
    pairs = [(first, second) for first in range(len(marks)) for second in range(first)]
    return all((before[i] - before[j]) * (after[i] - after[j]) >= 0 for i, j in pairs)


def test_with_any_weights_fewer_are_sure_of_their_third() -> None:
    draw = np.random.default_rng(3)
    marks = draw.integers(0, 101, (30, 6)).tolist()
    weights = (18, 22, 20, 14, 8, 18)
    near, far = acceptability(marks, weights), acceptability(marks, weights, spread=None)
    assert near.shift < far.shift
    assert near.sure > far.sure


def test_other_weights_show_the_seats_that_would_move() -> None:
    problem = generated((30, 250, 6), seed=9)
    draw = np.random.default_rng(1)
    marks = draw.integers(0, 101, (6, 3)).tolist()
    weights = (20, 30, 50)
    mine = replace(
        problem, partners=replace(problem.partners, score=np.array([scores.score_of(m, weights) for m in marks]))
    )
    plan = solve(mine, quick=True)
    same = what_moves(mine, plan, marks, weights)
    assert (same.gained, same.lost) == ((), ())
    other = what_moves(mine, plan, marks, shifted(weights, 0, 90))
    assert other.gained
    assert sum(other.weights) == 100
