"""Sheets add up, name the rule that decided, guard others' worth, and what they say would change the outcome does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.allocation import documents
from comity.allocation.counterfactuals import Counterfactuals
from comity.allocation.plan import Plan
from comity.allocation.problem import Mode, Problem
from comity.allocation.sheet import Reason, Sheet, Thing, What
from comity.allocation.sheets import Explainer, WrongSheet, band, guarded
from comity.allocation.solving import NothingPossible, solve
from generate.allocation import problem as generated
from tests.allocation.small import document, kept_and_together, some


@pytest.fixture(scope="module", params=["quotas", "lines", "seats"])
def planned(request: pytest.FixtureRequest) -> tuple[Problem, Plan]:
    problem = generated((40, 400, 8), seed=3, binding=request.param)
    return problem, solve(problem, quick=True)


def sheets_of(**changes: object) -> dict[str, Sheet]:
    problem = documents.from_document(document(**changes))
    return {sheet.nomination: sheet for sheet in Explainer(problem, solve(problem)).sheets()}


def test_worth_less_prices_is_the_reduced_cost_of_every_nomination(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    sheets = Explainer(problem, plan).sheets()
    for row, sheet in enumerate(sheets):
        own = sheet.outcome is Mode.OWN_COST
        reduced = plan.prices.own[row] if own else plan.prices.reduced[row]
        assert sheet.worth - sum(price.amount for price in sheet.prices) == pytest.approx(reduced, abs=1, rel=1e-6)
    assert any(sheet.prices for sheet in sheets)


def test_small_problems_with_seats_at_own_cost_add_up_too() -> None:
    for number in (1, 2, 3, 5, 8, 13, 21):
        problem = some(number)
        assert len(Explainer(problem, solve(problem)).sheets()) == len(problem.nominations)


def test_problems_with_groups_and_kept_seats_add_up_too() -> None:
    things = set()
    for number in range(40):
        problem = kept_and_together(number)
        try:
            plan = solve(problem)
        except NothingPossible:
            continue
        for sheet in Explainer(problem, plan).sheets():
            things |= {price.thing for price in sheet.prices}
    assert {Thing.KEPT, Thing.TOGETHER} <= things


def test_a_sheet_that_does_not_add_up_is_not_given_out(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    wrong = replace(plan, prices=replace(plan.prices, points=plan.prices.points + 1000))
    with pytest.raises(WrongSheet, match="worth less prices is"):
        Explainer(problem, wrong).sheets()


def test_rules_come_before_prices() -> None:
    rows = document()["nominations"]
    rows[2] |= {"standing": "ineligible", "ground": "no clearance"}
    rows[1] |= {"requires": "N3"}
    rows[3] |= {"standing": "fixed"}
    rows.append({"id": "N6", "activity": "C2", "partner": "XB", "points": 1})
    rows.append({"id": "N7", "activity": "C3", "partner": "XB", "points": 9})
    rows.append({"id": "N8", "activity": "C4", "partner": "XB", "points": 9, "cost": 500, "line": "TRAVEL"})
    rows.append({"id": "N9", "activity": "C4", "partner": "XA", "person": "p", "points": 2})
    activities = [
        *document()["activities"],
        {"id": "C3", "seats": 5, "minimum": 2},
        {"id": "C4", "seats": 5, "times": [[3, 4]]},
    ]
    said = sheets_of(nominations=rows, activities=activities)
    assert (said["N3"].reason, said["N3"].about) == (Reason.INELIGIBLE, "no clearance")
    assert (said["N2"].reason, said["N2"].about) == (Reason.PREREQUISITE, "N3")
    assert said["N4"].reason is Reason.COMMITTED
    assert (said["N7"].reason, said["N7"].about) == (Reason.NOT_RUN, "C3")
    assert (said["N8"].reason, said["N8"].about) == (Reason.NO_ROOM, "TRAVEL")
    assert (said["N9"].reason, said["N9"].about) == (Reason.CLASH, "N1")


def test_who_is_refused_for_a_seat_is_told_its_price() -> None:
    said = sheets_of()
    refused = next(sheet for sheet in said.values() if not sheet.outcome)
    assert refused.activity == "C1"
    assert [price.thing for price in refused.prices] == [Thing.SEAT]
    assert refused.difference <= 0
    assert refused.reason is Reason.PRICES


def test_prices_below_three_bidders_are_bands_also_in_the_difference() -> None:
    refused = next(sheet for sheet in sheets_of().values() if not sheet.outcome)
    (price,) = refused.prices
    assert price.low <= price.amount <= price.high
    assert price.low < price.high
    shown = guarded(refused)
    assert shown.prices[0].amount == price.high
    assert shown.difference == pytest.approx(shown.worth - price.high)


def test_how_many_bidders_are_enough_is_for_whoever_asks_to_say() -> None:
    problem = documents.from_document(document())
    plan = solve(problem)
    for enough, is_band in ((1, False), (3, True)):
        refused = next(sheet for sheet in Explainer(problem, plan, enough=enough).sheets() if not sheet.outcome)
        assert (refused.prices[0].low < refused.prices[0].high) is is_band


@pytest.mark.parametrize(("amount", "expected"), [(1, (1, 2)), (3, (2, 5)), (70, (50, 100)), (0.4, (0.2, 0.5))])
def test_bands_are_steps_of_one_two_five(amount: float, expected: tuple[float, float]) -> None:
    assert band(amount) == pytest.approx(expected)


def test_between_equals_the_margin_is_named() -> None:
    nominations = [
        {"id": f"N{tie}", "activity": "C1", "partner": "XA", "points": 50, "tie": tie} for tie in (3, 900, 10, 899)
    ]
    said = sheets_of(nominations=nominations)
    assert said["N10"].reason is Reason.MARGIN  # less than a point: the tie number decided
    assert said["N10"].difference < 0


def test_what_a_sheet_says_would_change_the_outcome_does(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    tried = Counterfactuals(problem, plan)
    seen = set()
    for row in range(0, len(problem.nominations), 9):
        sheet = tried.sheet(row)
        if sheet.loss is None:
            continue
        seen |= {change.what for change in sheet.changes if change.verified}
        least = abs(sheet.difference) if (sheet.difference < 0) == (not sheet.outcome) else 0
        assert sheet.loss >= least - 1e-4 * (1 + abs(sheet.worth))  # the price sheet never says too much
    assert What.POINTS in seen


def test_raised_points_get_the_seat_when_the_problem_is_really_solved_again() -> None:
    given = document()
    problem = documents.from_document(given)
    plan = solve(problem)
    row = next(row for row, mode in enumerate(plan.grants) if not mode)
    sheet = Counterfactuals(problem, plan).sheet(row)
    change = next(change for change in sheet.changes if change.what is What.POINTS)
    assert change.verified
    given["nominations"][row]["points"] = change.needed + 1
    assert solve(documents.from_document(given)).grants[row] == 1
    assert any(change.what is What.SEATS and change.needed == 3 for change in sheet.changes)


def test_the_mirror_says_what_would_withdraw_a_granted_seat() -> None:
    problem = documents.from_document(document())
    plan = solve(problem)
    tried = Counterfactuals(problem, plan)
    row = next(row for row, mode in enumerate(plan.grants) if mode and problem.nominations.activity[row] == 0)
    sheet = tried.sheet(row)
    assert sheet.loss
    assert all(change.needed < change.now for change in sheet.changes if change.what is What.POINTS)


def test_trying_changes_leaves_the_program_as_it_was() -> None:
    problem = generated((20, 150, 5), seed=8)
    plan = solve(problem, quick=True)
    tried = Counterfactuals(problem, plan)
    rows = [row for row, mode in enumerate(plan.grants) if not mode][:6]
    first = [tried.sheet(row).loss for row in rows]
    assert [tried.sheet(row).loss for row in rows] == pytest.approx(first, abs=5)
