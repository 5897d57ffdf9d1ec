"""Weights, scores and thirds as pure arithmetic."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.resources import rules
from comity.resources.rules import Capacity

CODES = ("aspiration", "values", "support", "strategic", "bilateral", "capacity")
values = st.fixed_dictionaries({code: st.integers(0, 100) for code in CODES})
tables = st.dictionaries(st.sampled_from(["XA", "XB", "XC", "XD", "XE", "XF", "XG"]), values, min_size=1)
spent = st.lists(st.fixed_dictionaries({code: st.integers(0, 100) for code in CODES}), max_size=5)
directions = st.sampled_from(list(Capacity))


@given(spent)
def test_weights_always_add_up_to_one_whole_and_never_fall_below_nothing(answers: list[dict[str, int]]) -> None:
    weights = rules.from_points(answers, CODES)
    assert sum(weights.values()) == rules.WHOLE
    assert min(weights.values()) >= 0


def test_without_an_answer_all_weigh_the_same() -> None:
    assert rules.from_points([], CODES) == rules.equal(CODES)
    assert max(rules.equal(CODES).values()) - min(rules.equal(CODES).values()) <= 1


def test_the_median_of_the_points_decides_and_one_ally_cannot_move_it_alone() -> None:
    calm = dict.fromkeys(CODES, 10) | {"values": 50}
    weights = rules.from_points([calm, calm, dict.fromkeys(CODES, 0) | {"capacity": 100}], CODES)
    assert weights == rules.from_points([calm], CODES)
    assert weights["values"] == 500


per_mille = st.fixed_dictionaries({code: st.integers(0, 1000) for code in CODES})


@given(per_mille, st.sets(st.sampled_from(CODES)))
def test_completed_weights_make_one_whole_and_leave_those_kept(weights: dict[str, int], kept: set[str]) -> None:
    found = rules.completed(weights, kept)
    part = sum(weights[code] for code in kept) if kept < set(CODES) else 0
    if found is None:
        assert part > rules.WHOLE
        return
    assert sum(found.values()) == rules.WHOLE
    assert min(found.values()) >= 0
    if kept < set(CODES):
        assert {code: found[code] for code in kept} == {code: weights[code] for code in kept}


def test_the_rest_is_shared_in_the_proportions_that_it_has_and_equally_from_nothing() -> None:
    weights = dict(zip(CODES, (400, 200, 100, 100, 100, 100), strict=True))
    assert rules.completed(weights | {"aspiration": 700}, ["aspiration"]) == dict(
        zip(CODES, (700, 100, 50, 50, 50, 50), strict=True)
    )
    nothing = dict.fromkeys(CODES, 0)
    assert rules.completed(nothing | {"aspiration": 500}, ["aspiration"]) == {
        code: 500 if code == "aspiration" else 100 for code in CODES
    }


def test_a_request_moves_up_or_down_is_new_or_gone() -> None:
    assert (rules.way_of("", "waiting"), rules.way_of("granted", "")) == (rules.Way.NEW, rules.Way.GONE)
    assert rules.way_of("waiting", "own_cost") is rules.way_of("own_cost", "granted") is rules.Way.UP
    assert rules.way_of("granted", "declined") is rules.Way.DOWN


@given(values, spent, directions)
def test_a_score_lies_between_the_lowest_and_the_highest_value(
    one: dict[str, int], answers: list[dict[str, int]], direction: Capacity
) -> None:
    total = rules.score(one, rules.from_points(answers, CODES), direction)
    cut = [100 - one["capacity"] if direction is Capacity.MEANS else one["capacity"]]
    found = [value for code, value in one.items() if code != "capacity"] + ([] if direction is Capacity.MONEY else cut)
    assert min(found) * rules.WHOLE <= total <= max(found) * rules.WHOLE


@given(tables, spent, directions)
def test_a_score_never_depends_on_who_else_is_in_the_list(
    table: dict[str, dict[str, int]], answers: list[dict[str, int]], direction: Capacity
) -> None:
    weights = rules.from_points(answers, CODES)
    totals = {party: rules.score(found, weights, direction) for party, found in table.items()}
    party = next(iter(table))
    assert totals[party] == rules.score(table[party], weights, direction)
    bands = rules.bands(totals)
    order = list(rules.Band)
    for one, total in totals.items():
        for other, less in totals.items():
            if total >= less:
                assert order.index(bands[one]) <= order.index(bands[other])


@settings(max_examples=40)
@given(tables, st.sampled_from(CODES), directions)
def test_inside_its_interval_a_weight_changes_nobodys_third(
    table: dict[str, dict[str, int]], code: str, direction: Capacity
) -> None:
    weights = {"aspiration": 180, "values": 220, "support": 200, "strategic": 140, "bilateral": 80, "capacity": 180}
    found = rules.stability(table, weights, direction, code)
    here = rules.in_effect(weights, direction).get(code, 0)
    if code not in rules.in_effect(weights, direction):
        return
    assert found.lowest <= here + 1
    assert found.highest >= here - 1


def test_a_weight_beyond_its_interval_changes_a_third() -> None:
    table = {
        "XA": dict.fromkeys(CODES, 0) | {"aspiration": 100},
        "XB": dict.fromkeys(CODES, 0) | {"values": 90},
        "XC": dict.fromkeys(CODES, 0),
    }
    weights = {"aspiration": 500, "values": 500, "support": 0, "strategic": 0, "bilateral": 0, "capacity": 0}
    found = rules.stability(table, weights, Capacity.NEED, "aspiration")
    assert found == rules.Stability(474, 1000)  # 100 t = 90 (1 - t) at t = 0.474


def test_the_fingerprint_is_that_of_the_content_and_of_nothing_else() -> None:
    assert rules.fingerprint({"a": 1, "b": [2]}) == rules.fingerprint({"b": [2], "a": 1})
    assert rules.fingerprint({"a": 1}) != rules.fingerprint({"a": 2})
