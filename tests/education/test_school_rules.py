"""Rules of school support, by properties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import Actor, Role, Side
from comity.core.verdict import Verdict
from comity.education import rules
from comity.education.rules import EventFacts, PlanFacts, Responsible, SupportFacts, SupportRequest, SupportState
from tests.education.test_rules import AUDITOR, DESK, FR, NOW, TODAY, XA, XE, code, who

type Ask = Callable[[Actor], Verdict]
RUNNING = SupportFacts("XA", SupportState.RUNNING)
PLANNING = SupportFacts("XA", SupportState.PLANNING)
EVENT = EventFacts(RUNNING, years=(2026, 2), people=2)
PLAN = PlanFacts(PLANNING, version=3, read=3, agreed=frozenset(), objectives=2, bare=0)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), years=st.integers(1, 5))
def test_each_day_lies_in_one_academic_year(day: date, years: int) -> None:
    year = rules.academic_year(day)
    from_on, until_on = rules.span(year, years)
    assert from_on <= day < until_on
    assert rules.academic_year(from_on) == year
    assert rules.academic_year(from_on - timedelta(days=1)) == year - 1
    assert all(rules.span(over, 1)[1] <= day for over in rules.years_over(year - 2, years, day))


@given(years=st.integers(-2, 12))
def test_a_partner_asks_for_its_own_school_and_for_two_to_five_years(years: int) -> None:
    wish = SupportRequest("XA", is_suspended=False, is_running=False, years=years)
    assert rules.may_ask_support(XA, wish, NOW).allowed == (2 <= years <= 5)
    for other in (XE, FR, DESK, AUDITOR, who("XA", Side.PARTNER, Role.COURSE_DIRECTOR)):
        assert code(rules.may_ask_support(other, wish, NOW)) == "education.not_own_school"
    paused = replace(wish, years=3, is_suspended=True)
    assert code(rules.may_ask_support(XA, paused, NOW)) == "education.suspended"


@pytest.mark.parametrize("state", SupportState)
def test_a_partner_may_end_the_support_whenever_it_is_not_over(state: SupportState) -> None:
    facts = SupportFacts("XA", state, said="Enough.")
    assert rules.may_end_support(XA, facts, NOW).allowed == (state in rules.SUPPORTED)
    assert code(rules.may_end_support(DESK, facts, NOW)) == "education.not_own_school"


@pytest.mark.parametrize(("actor", "side"), [(XA, Side.PARTNER), (DESK, Side.STAFF)])
@given(objectives=st.integers(0, 4), bare=st.integers(0, 4), read=st.integers(1, 4))
def test_each_side_agrees_once_to_a_whole_plan_that_it_has_read(
    actor: Actor, side: Side, objectives: int, bare: int, read: int
) -> None:
    facts = replace(PLAN, objectives=objectives, bare=min(bare, objectives), read=read)
    whole = objectives > 0 and not min(bare, objectives) and read == facts.version
    assert rules.may_agree_school_plan(actor, facts, NOW).allowed == whole
    again = replace(facts, agreed=frozenset({side}))
    assert code(rules.may_agree_school_plan(actor, again, NOW)) == "education.plan_agreed"
    assert code(rules.may_agree_school_plan(FR, facts, NOW)) == "education.not_planner"


@given(teachers=st.integers(-1, 3), party=st.sampled_from(["XE", "FR"]))
def test_an_ally_and_a_partner_contribute_under_the_same_rules(teachers: int, party: str) -> None:
    actor = {"XE": XE, "FR": FR}[party]
    assert rules.may_contribute(actor, replace(EVENT, people=teachers), NOW).allowed == (teachers >= 1)
    already = replace(EVENT, promised=frozenset({party}))
    assert code(rules.may_contribute(actor, already, NOW)) == "education.contributes_already"
    assert rules.may_take_back(actor, already, NOW).allowed
    assert code(rules.may_take_back(actor, EVENT, NOW)) == "education.not_contributed"


@given(came=st.frozensets(st.sampled_from(["FR", "XE", "XB"])), responsible=st.sampled_from(Responsible))
def test_an_event_of_contributors_is_held_by_one_of_those_that_promised(
    came: frozenset[str], responsible: Responsible
) -> None:
    facts = replace(
        EVENT,
        support=replace(RUNNING, on=TODAY),
        responsible=responsible,
        promised=frozenset({"FR", "XE"}),
        came=came,
        people=4,
    )
    held = responsible is Responsible.SCHOOL or bool(came & facts.promised)
    assert rules.may_report_event(XA, facts, NOW).allowed == held
    ahead = replace(facts, support=replace(RUNNING, on=TODAY + timedelta(days=1)))
    assert "education.day_ahead" in rules.may_report_event(XA, ahead, NOW).codes


@pytest.mark.parametrize("state", SupportState)
def test_the_desk_alone_answers_reviews_and_closes(state: SupportState) -> None:
    facts = SupportFacts("XA", state, said="Words.")
    review = rules.SupportReviewFacts(facts, 2024, (2024, 2))
    verdicts: dict[SupportState, tuple[Ask, ...]] = {
        SupportState.REQUESTED: (
            lambda actor: rules.may_assess_school(actor, facts, NOW),
            lambda actor: rules.may_turn_support_down(actor, facts, NOW),
        ),
        SupportState.RUNNING: (
            lambda actor: rules.may_review_year(actor, review, NOW),
            lambda actor: rules.may_close_support(actor, rules.ClosingFacts(facts, unreviewed=0), NOW),
        ),
    }
    for at, asked in verdicts.items():
        for ask in asked:
            assert ask(DESK).allowed == (state is at)
            assert code(ask(XA)) == code(ask(AUDITOR)) == "education.not_support_desk"


@pytest.mark.parametrize("state", SupportState)
def test_both_sides_and_nobody_else_write_the_plan(state: SupportState) -> None:
    facts = SupportFacts("XA", state, said="Words.")
    event = EventFacts(facts, years=(2026, 2))
    planning: tuple[Ask, ...] = (
        lambda actor: rules.may_set_years(actor, rules.YearsFacts(facts, 2026, 3), NOW),
        lambda actor: rules.may_add_objective(actor, facts, NOW),
        lambda actor: rules.may_drop_objective(actor, rules.ObjectiveFacts(facts, is_known=True, events=0), NOW),
        lambda actor: rules.may_plan_event(actor, event, NOW),
    )
    running: tuple[Ask, ...] = (lambda actor: rules.may_reopen_school_plan(actor, facts, NOW),)
    either: tuple[Ask, ...] = (lambda actor: rules.may_drop_event(actor, event, NOW),)
    stages: dict[SupportState, tuple[Ask, ...]] = {
        SupportState.PLANNING: (*planning, *either),
        SupportState.RUNNING: (*running, *either),
    }
    for ask in (*planning, *running, *either):
        assert ask(DESK).allowed == ask(XA).allowed == (ask in stages.get(state, ()))
        assert code(ask(FR)) == code(ask(XE)) == "education.not_planner"
