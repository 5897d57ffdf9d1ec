"""A plan is the best there is, proven: against every combination of grants of small problems; and the same again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import hypothesis
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.allocation import documents, sifting
from comity.allocation.checker import check
from comity.allocation.conflicts import Conflict
from comity.allocation.documents import from_document as from_problem
from comity.allocation.keeping import apart, shares_of
from comity.allocation.model import build
from comity.allocation.plan import PROVEN, Plan, as_document, from_document
from comity.allocation.problem import Problem, Settings
from comity.allocation.sifting import sift
from comity.allocation.solving import NothingPossible, solve
from generate.allocation import problem as generated
from tests.allocation.small import document, kept_and_together, some


def combinations(problem: Problem) -> Iterator[tuple[int, ...]]:
    table = problem.nominations
    modes = [
        [0] if standing == 2 else [0, 1, 2] if own else [0, 1]
        for standing, own in zip(table.standing.tolist(), table.own_cost.tolist(), strict=True)
    ]
    return product(*modes)


def best_of_all(problem: Problem, floor: int) -> int | None:
    found = [check(problem, grants, floor) for grants in combinations(problem)]
    return max((each.value + each.bonus for each in found if not each.violations), default=None)


def solved(problem: Problem) -> tuple[Plan | None, Conflict]:
    try:
        return solve(problem, seconds=20), Conflict.unknown()
    except NothingPossible as impossible:
        return None, impossible.conflict


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_no_combination_of_grants_is_better_or_possible_where_none_is_said_to_be(first: int) -> None:
    for number in range(first, first + 20):
        problem = some(number)
        plan, conflict = solved(problem)
        if plan is None:
            assert best_of_all(problem, 0) is None, number
            assert conflict.commitments, number
            continue
        assert best_of_all(problem, plan.floor.kept) == plan.objective, number
        assert (plan.claim, plan.bound) == (PROVEN, plan.objective), number
        checked = check(problem, plan.grants.tolist(), plan.floor.kept)
        assert (checked.violations, checked.value, checked.bonus) == ((), plan.value, plan.bonus)


@pytest.mark.parametrize("first", range(0, 200, 40))
def test_with_groups_and_kept_seats_too_no_combination_is_better(first: int) -> None:
    for number in range(first, first + 40):
        problem = kept_and_together(number)
        plan, _ = solved(problem)
        if plan is None:
            assert best_of_all(problem, 0) is None, number
            continue
        assert best_of_all(problem, plan.floor.kept) == plan.objective, number
        assert (plan.claim, plan.bound) == (PROVEN, plan.objective), number
        assert not check(problem, plan.grants.tolist(), plan.floor.kept).violations, number
        quick = solve(problem, quick=True)
        assert not check(problem, quick.grants.tolist(), quick.floor.kept).violations, number


def test_the_problems_with_groups_and_kept_seats_are_such_that_both_rules_matter() -> None:
    broken = {"kept seats": 0, "together": 0}
    for number in range(100):
        problem = kept_and_together(number)
        activities = problem.activities
        loose = replace(activities, kept=activities.kept[:0], kept_for=activities.kept_for[:0])
        for rule, without in (
            ("kept seats", replace(problem, activities=loose)),
            (
                "together",
                replace(problem, nominations=replace(problem.nominations, group=problem.nominations.group * 0 - 1)),
            ),
        ):
            plan, _ = solved(without)
            if plan is not None:
                broken[rule] += any(one.rule == rule for one in check(problem, plan.grants.tolist()).violations)
    assert min(broken.values()) >= 10, broken


@settings(max_examples=150)
@given(
    seats=st.integers(0, 6),
    kept=st.lists(st.tuples(st.integers(0, 3), st.sets(st.sampled_from(["XA", "XB"]))), max_size=3),
    coming=st.lists(st.sampled_from(["XA", "XB", "XC"]), max_size=7),
)
def test_the_rows_of_kept_seats_say_exactly_when_everybody_can_be_seated(
    seats: int, kept: list[tuple[int, set[str]]], coming: list[str]
) -> None:
    hypothesis.assume(sum(count for count, _ in kept) <= seats)
    made = from_problem(
        document(
            partners=[{"id": code} for code in ("XA", "XB", "XC")],
            activities=[{"id": "C", "seats": seats, "kept": [[count, sorted(holders)] for count, holders in kept]}],
            nominations=[
                {"id": f"N{row}", "activity": "C", "partner": code, "points": 1} for row, code in enumerate(coming)
            ],
        )
    )
    everybody = [1] * len(coming)
    counted = all(
        sum(made.nominations.partner[row] not in members for row in range(len(coming))) <= room
        for room, members in apart(made, 0, shares_of(made).get(0, []))
    )
    rules = {one.rule for one in check(made, everybody).violations}
    assert (counted and len(coming) <= seats) == (not rules)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_large_problem_with_groups_and_kept_seats_keeps_every_rule(seed: int) -> None:
    draw = np.random.default_rng(seed)
    made = documents.as_document(generated((60, 900, 12), seed=seed))
    codes = [each["id"] for each in made["partners"]]
    for activity in made["activities"]:
        if draw.random() < 0.5:
            some_ = int(draw.integers(0, activity["seats"] + 1))
            activity["kept"] = [[some_, list(draw.choice(codes, 3, replace=False))]]
    groups: dict[tuple[str, str], list[dict[str, object]]] = {}
    for each in made["nominations"]:
        if each.get("standing", "open") == "open":
            groups.setdefault((each["activity"], each["partner"]), []).append(each)
    for label, members in enumerate(groups.values()):
        if len(members) > 1 and draw.random() < 0.5:
            for each in members[:3]:
                each["group"] = label
    problem = from_problem(made)
    for plan in (solve(problem, quick=True), solve(problem, seconds=10)):
        assert not check(problem, plan.grants.tolist(), plan.floor.kept).violations
        assert plan.gap < 0.1
        group = problem.nominations.group
        assert any((plan.grants[group == label] > 0).sum() > 1 for label in set(group.tolist()) - {-1})


@pytest.mark.parametrize("binding", ["quotas", "lines"])
def test_what_is_sifted_has_the_prices_of_the_program_with_all_links(
    binding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(1, 6):
        model = build(generated((200, 2500, 12), seed, binding))
        whole = sift(model, 1)
        monkeypatch.setattr(sifting, "WHOLE", 500)
        monkeypatch.setattr(sifting, "SMALL", 500)
        sifted = sift(model, 1)
        monkeypatch.undo()
        assert whole is not None
        assert sifted is not None
        assert sifted.bound.value == pytest.approx(whole.bound.value, rel=1e-4), seed
        assert sifted.value == pytest.approx(whole.bound.value, rel=1e-4), seed


def test_whatever_prices_sifting_begins_with_it_ends_at_the_same_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    model = build(generated((200, 2500, 12), 3))
    whole = sift(model, 1)
    assert whole is not None
    monkeypatch.setattr(sifting, "SMALL", 500)
    monkeypatch.setattr(sifting, "sampled_prices", lambda _model, _seed: None)
    for prices in (None, whole.prices, whole.prices * 0, whole.prices * 3):
        sifted = sift(model, 1, start=prices)
        assert sifted is not None
        assert sifted.bound.value == pytest.approx(whole.bound.value, rel=1e-6)


def test_the_same_problem_gives_the_same_bytes() -> None:
    problem = generated((30, 200, 6), seed=4)
    first, again = (solve(problem, seconds=30) for _ in range(2))
    assert first.hash == again.hash
    assert first.claim == PROVEN
    written = json.loads(json.dumps(as_document(first, problem)))
    assert from_document(written, problem).hash == first.hash


def test_a_plan_belongs_to_its_problem() -> None:
    problem = some(1)
    with pytest.raises(ValueError, match="another problem"):
        from_document(as_document(solve(problem)), some(2))


def relabelled(problem: Problem, seed: int) -> Problem:
    """The same problem with partners, frameworks, lines and activities in another order and under other names."""
    draw = np.random.default_rng(seed)
    given = documents.as_document(problem)
    for name in ("frameworks", "lines", "partners", "activities", "nominations"):
        given[name] = [given[name][row] for row in draw.permutation(len(given[name]))]
    text = json.dumps(given)
    for kind, other in (('"X', '"Y'), ('"F', '"G'), ('"A', '"B')):
        text = text.replace(kind, other)
    return documents.from_document(json.loads(text))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_partner_and_no_framework_has_a_hidden_priority(seed: int) -> None:
    problem = generated((25, 150, 6), seed)
    other = relabelled(problem, seed)
    plan, again = solve(problem, seconds=30), solve(other, seconds=30)
    assert plan.value == again.value
    assert plan.claim == again.claim == PROVEN
    names, others = problem.nominations.names, other.nominations.names
    granted = {names[row] for row in np.flatnonzero(plan.grants)}
    assert granted == {others[row] for row in np.flatnonzero(again.grants)}


def with_lines(problem: Problem, budget: np.ndarray) -> Problem:
    return replace(problem, lines=type(problem.lines).of(problem.lines.names, budget=budget))


@pytest.mark.parametrize("seed", [1, 2])
def test_more_money_never_gives_less_value(seed: int) -> None:
    problem = generated((20, 120, 5), seed, "lines")
    values = [solve(with_lines(problem, problem.lines.budget * share // 4)).value for share in (2, 4, 5, 8)]
    assert values == sorted(values)


def test_a_nomination_without_points_changes_nothing() -> None:
    given = document()
    plan = solve(documents.from_document(given))
    given["nominations"].append({"id": "N9", "activity": "C2", "partner": "XA", "points": 0, "tie": 999})
    assert solve(documents.from_document(given)).value == plan.value


def test_a_line_split_in_two_that_are_paid_in_full_changes_nothing() -> None:
    given = document(lines=[{"id": "TRAVEL", "budget": 30}])
    plan = solve(documents.from_document(given))
    given["lines"] = [{"id": "TRAVEL", "budget": 30}, {"id": "DAYS", "budget": 30}]
    for row in given["nominations"]:
        row["charges"] = [["DAYS", row["cost"]]]
    assert solve(documents.from_document(given)).value == plan.value


def test_points_in_another_unit_give_the_same_grants() -> None:
    given = document(lines=[{"id": "TRAVEL", "budget": 30}])
    plan = solve(documents.from_document(given))
    for row in given["nominations"]:
        row["points"] *= 7
    assert solve(documents.from_document(given)).grants.tolist() == plan.grants.tolist()


def test_between_equals_the_higher_tie_number_wins() -> None:
    nominations = [
        {"id": f"N{tie}", "activity": "C1", "partner": "XA", "points": 50, "tie": tie} for tie in (3, 900, 10, 899)
    ]
    plan = solve(documents.from_document(document(nominations=nominations)))
    assert plan.grants.tolist() == [0, 1, 0, 1]
    assert plan.claim == PROVEN


def test_a_seat_at_own_cost_takes_no_money_and_is_taken_only_where_money_is_short() -> None:
    rows = document()["nominations"][:2]
    rows[0]["own_cost"] = True
    rich = solve(documents.from_document(document(nominations=rows, lines=[{"id": "TRAVEL", "budget": 20}])))
    poor = solve(documents.from_document(document(nominations=rows, lines=[{"id": "TRAVEL", "budget": 10}])))
    assert rich.grants.tolist() == [1, 1]
    assert poor.grants.tolist() == [2, 1]


def test_the_floor_protects_the_smallest_and_says_what_was_possible() -> None:
    given = document(settings={"floor": 60}, lines=[{"id": "TRAVEL", "budget": 20}])
    given["partners"][1]["score"] = 0
    without = solve(documents.from_document(given | {"settings": {"floor": 0}}))
    assert without.grants.tolist()[2] == 0  # XB has no weight
    plan = solve(documents.from_document(given))
    assert 0 < plan.floor.kept <= plan.floor.asked == 600_000
    assert plan.grants.tolist()[2] == 1


def test_a_confirmed_seat_is_withdrawn_only_for_more_than_the_keeping_bonus() -> None:
    rows = [
        {"id": "held", "activity": "C1", "partner": "XA", "points": 50, "confirmed": "funded"},
        {"id": "held too", "activity": "C1", "partner": "XA", "points": 50, "confirmed": "funded"},
        {"id": "new", "activity": "C1", "partner": "XA", "points": 60},
    ]
    for keeping, expected in ((0, [0, 1, 1]), (100, [1, 1, 0])):
        plan = solve(documents.from_document(document(nominations=rows, settings={"keeping": keeping})))
        assert sum(plan.grants.tolist()[:2]) == sum(expected[:2])
        assert plan.grants.tolist()[2] == expected[2]


def test_a_linear_objective_needs_no_segments() -> None:
    problem = replace(generated((20, 120, 5), 3), settings=Settings(slopes=(1,), widths=(100,)))
    plan = solve(problem)
    assert plan.claim == PROVEN
    assert plan.value == sum(
        int(problem.partners.score[problem.nominations.partner[row]] * problem.worth[row])
        for row in np.flatnonzero(plan.grants)
    )


def test_progress_and_every_plan_in_hand_are_told() -> None:
    steps: list[str] = []
    kept: list[Plan] = []
    plan = solve(generated((40, 300, 8), 2), told=lambda progress: steps.append(progress.step), keep=kept.append)
    assert steps[:2] == ["prices", "prices"] or "prices" in steps
    assert {"prices", "plan", "search"} >= set(steps)
    assert [each.objective for each in kept] == sorted(each.objective for each in kept)
    assert kept[0].road == "prices"
    assert plan.objective == max(each.objective for each in kept)
