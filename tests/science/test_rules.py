"""The rules of calls and applications: who, until when, how complete, how split, how alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.core.actor import Actor, Role, Side
from comity.policy import pack
from comity.science import rules
from comity.science.rules import Director, Ground, State
from tests import factories

NOW, TODAY = factories.NOW, factories.NOW.date()
DESK = Actor(name="Desk", account_id=1, party="IS", side=Side.STAFF, roles=frozenset({Role.DESK_OFFICER}))
MISSION = Actor(name="Mission", account_id=2, party="XA", side=Side.PARTNER, roles=frozenset({Role.MISSION_OFFICER}))
OTHER = replace(MISSION, party="XB")
ALLY = Director("Ann Lee", "Institute of Waves", "FR", is_ally=True)
PARTNER = Director("Ivo Rell", "University of Thelis", "XA", is_partner=True)
WHOLE = rules.ApplicationFacts(
    party="XA",
    state=State.DRAFT,
    opens_on=TODAY,
    closes_on=TODAY + timedelta(days=90),
    kind="MYP",
    kinds=("MYP",),
    length=24,
    budget={"equipment": 100_000, "training": 40_000, "stipends": 30_000, "consumables": 30_000},
    directors=(ALLY, PARTNER),
)
LODGED = replace(WHOLE, state=State.SUBMITTED, reason="It fits.")


def test_what_is_whole_is_lodged_and_then_checked() -> None:
    assert rules.may_begin(MISSION, WHOLE, NOW).allowed
    assert rules.may_write(MISSION, WHOLE, NOW).allowed
    assert rules.may_submit(MISSION, WHOLE, NOW).allowed
    assert rules.may_check(DESK, LODGED, NOW).allowed
    assert rules.may_turn_away(DESK, LODGED, NOW).allowed
    assert rules.may_settle(DESK, rules.TwinFacts("Another coast."), NOW).allowed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"party": "XB"}, "science.not_lodger"),
        ({"state": State.SUBMITTED}, "science.not_in_state"),
        ({"closes_on": TODAY - timedelta(days=1)}, "science.call_closed"),
        ({"kinds": ("ARW",)}, "science.call_closed"),
        ({"missing": ("end_users",)}, "science.incomplete"),
        ({"directors": (ALLY, replace(ALLY, name="Max Orr"))}, "science.not_a_pair"),
        ({"directors": (PARTNER, replace(PARTNER, name="Max Orr"))}, "science.not_a_pair"),
        ({"length": 37}, "science.outside_limits"),
        ({"budget": {"equipment": 1}}, "science.outside_limits"),
        ({"budget": {"equipment": 101_000, "training": 40_000, "consumables": 59_000}}, "science.split_broken"),
    ],
)
def test_every_obstacle_of_an_application_has_its_code(change: dict[str, Any], code: str) -> None:
    assert code in rules.may_submit(MISSION, replace(WHOLE, **change), NOW).codes


def test_the_desk_publishes_settles_and_checks_in_writing() -> None:
    late = rules.CallFacts(TODAY + timedelta(days=60), ("MYP",))
    soon = replace(late, closes_on=TODAY + timedelta(days=59))
    assert rules.may_publish(DESK, late, NOW).allowed
    assert rules.may_publish(DESK, soon, NOW).codes == ("science.closes_too_soon",)
    assert rules.may_publish(MISSION, late, NOW).codes == ("science.not_desk",)
    assert rules.may_settle(DESK, rules.TwinFacts(" "), NOW).codes == ("science.reason_missing",)
    assert rules.may_check(DESK, replace(LODGED, twins_open=1), NOW).codes == ("science.twins_open",)
    assert rules.may_check(DESK, replace(LODGED, reason=""), NOW).codes == ("science.reason_missing",)
    assert rules.may_turn_away(DESK, WHOLE, NOW).codes == ("science.not_in_state",)
    assert rules.may_begin(OTHER, WHOLE, NOW).codes == ("science.not_lodger",)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 500_000), min_size=4, max_size=4))
def test_a_budget_is_taken_exactly_when_its_sum_and_every_share_are_within_the_pack(sums: list[int]) -> None:
    headings, kind, total = pack().science.headings_of("MYP"), pack().science.kinds["MYP"], sum(sums)
    budget = {one.code: each for one, each in zip(headings, sums, strict=True)}
    within = kind.least <= total <= kind.most
    split = all(100 * each <= one.most_percent * total for one, each in zip(headings, sums, strict=True))
    assert rules.may_submit(MISSION, replace(WHOLE, budget=budget), NOW).allowed is (within and split)


def test_alike_is_a_title_a_co_director_or_an_institution() -> None:
    title = "Sensors for drifting mines in shallow water"
    assert rules.alike(title, [], "Sensors for drifting mines in shallow waters", []) == (Ground.TITLE,)
    twice = replace(PARTNER, name="IVO  rell", institution="Elsewhere")
    assert rules.alike(title, [PARTNER], "Quantum keys", [twice]) == (Ground.DIRECTORS,)
    colleague = replace(PARTNER, name="Una Mar")
    assert rules.alike(title, [PARTNER], "Quantum keys", [colleague]) == (Ground.INSTITUTION,)
    assert rules.alike(title, [PARTNER], "Quantum keys", [ALLY]) == ()


def test_who_judges_is_free_of_conflicts_and_marks_everything() -> None:
    own = rules.ReviewFacts(MISSION.person_id or 0, rules.Task.ASKED, scores=dict.fromkeys(pack().science.criteria, 3))
    judge = replace(MISSION, person_id=0)
    assert rules.may_score(judge, own, NOW).allowed
    assert rules.may_recuse(judge, replace(own, reason="A friend."), NOW).allowed
    conflicted = replace(own, conflicts=(rules.Conflict.NATION,))
    assert rules.may_score(judge, conflicted, NOW).codes == ("science.conflict",)
    assert rules.may_list_reviewer(MISSION, None, NOW).codes == ("science.not_desk",)
    assert rules.may_assign(DESK, rules.AssignFacts(State.DRAFT, is_listed=True), NOW).codes == (
        "science.not_in_state",
    )
    assert rules.may_rank(DESK, rules.RankFacts((2, 3)), NOW).allowed
    assert rules.weighted(dict.fromkeys(pack().science.criteria, 4)) == 400
    assert rules.middle([100, 500, 300]) == 300
