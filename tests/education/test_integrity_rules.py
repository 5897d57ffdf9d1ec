"""Rules of the integrity review: who may do what at which stage, and that nothing is counted into a score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import Actor, Role, Side
from comity.core.verdict import Verdict
from comity.education import rules
from comity.education.rules import ExpertState, IntegrityState, MeasureState
from comity.policy import pack
from tests import factories

NOW, TODAY = factories.NOW, factories.NOW.date()
DAY = timedelta(days=1)
XA = Actor(name="a", party="XA", side=Side.PARTNER, roles=frozenset({Role.MISSION_OFFICER}), person_id=1)
XB = replace(XA, party="XB", person_id=2)
DESK = Actor(name="d", party="IS", side=Side.STAFF, roles=frozenset({Role.DESK_OFFICER}), person_id=3)
PEER = Actor(name="p", party="FR", side=Side.ALLY, roles=frozenset({Role.DELEGATE}), person_id=4)
ASSESSED = rules.IntegrityFacts(
    "XA", IntegrityState.DRAFT, persons=frozenset({4, 5}), visit=(TODAY, TODAY), findings=1, measures=1
)


def at(state: IntegrityState, **changed: Any) -> rules.IntegrityFacts:
    return replace(ASSESSED, state=state, **changed)


def code(verdict: Verdict) -> str:
    return verdict.codes[0] if verdict.codes else ""


OWN = {
    rules.may_answer_integrity: {IntegrityState.DRAFT},
    rules.may_hand_in_integrity: {IntegrityState.DRAFT},
    rules.may_withdraw_integrity: {IntegrityState.DRAFT, IntegrityState.HANDED_IN},
    rules.may_share_integrity: set(IntegrityState) - {IntegrityState.DRAFT, IntegrityState.WITHDRAWN},
    rules.may_comment_finding: {IntegrityState.REPORTED},
}


@pytest.mark.parametrize("may", OWN)
@pytest.mark.parametrize("state", IntegrityState)
def test_what_is_the_partners_own_is_done_by_it_alone_and_at_its_stage(
    may: Callable[..., Verdict], state: IntegrityState
) -> None:
    assert code(may(XA, at(state), NOW)) == ("" if state in OWN[may] else "education.integrity_stage")
    for actor in (XB, DESK, PEER):
        assert code(may(actor, at(state), NOW)) == "education.integrity_not_own"


@pytest.mark.parametrize("latest", [None, *IntegrityState])
def test_one_round_is_in_work_at_a_time(latest: IntegrityState | None) -> None:
    facts = rules.OpeningFacts("XA", is_suspended=False, latest=latest)
    assert code(rules.may_open_integrity(XA, facts, NOW)) == (
        "education.integrity_running" if latest in rules.IN_WORK else ""
    )
    assert code(rules.may_open_integrity(XB, facts, NOW)) == "education.integrity_not_own"
    assert code(rules.may_open_integrity(XA, replace(facts, is_suspended=True), NOW)) == "education.suspended"


def test_what_is_handed_in_is_whole_and_looked_at_again() -> None:
    facts = at(IntegrityState.DRAFT, missing=2, unconfirmed=1)
    assert rules.may_hand_in_integrity(XA, facts, NOW).codes == (
        "education.integrity_missing",
        "education.integrity_unconfirmed",
    )


def test_no_partner_is_let_in() -> None:
    facts = at(IntegrityState.REPORTED, beyond=("XB",))
    assert code(rules.may_share_integrity(XA, facts, NOW)) == "education.integrity_allies_only"


@given(acts_for=st.frozensets(st.sampled_from(["XA", "XB", "FR", "IS"])), state=st.sampled_from(IntegrityState))
def test_an_expert_is_never_of_the_partners_own_nation(acts_for: frozenset[str], state: IntegrityState) -> None:
    facts = rules.NamingFacts(at(state), acts_for)
    found = rules.may_name_expert(DESK, facts, NOW)
    assert found.allowed == (state in rules.PEERS and bool(acts_for) and "XA" not in acts_for)
    for actor in (XA, PEER):
        assert code(rules.may_name_expert(actor, facts, NOW)) == "education.integrity_desk"
    named = rules.may_name_expert(DESK, replace(facts, is_named=True), NOW)
    assert not found.allowed or code(named) == "education.expert_named"


@pytest.mark.parametrize("state", ExpertState)
def test_the_partner_accepts_each_expert_and_whoever_is_accepted_may_step_back(state: ExpertState) -> None:
    facts = rules.ExpertFacts(at(IntegrityState.HANDED_IN), 4, state, frozenset({"FR"}))
    for may in (rules.may_accept_expert, rules.may_turn_down_expert):
        assert code(may(XA, facts, NOW)) == ("" if state is ExpertState.PROPOSED else "education.integrity_stage")
        assert code(may(DESK, facts, NOW)) == "education.integrity_not_own"
    assert rules.may_recuse_expert(PEER, facts, NOW).allowed == (state is ExpertState.ACCEPTED)
    assert code(rules.may_recuse_expert(DESK, facts, NOW)) == "education.not_expert"
    own = replace(facts, state=ExpertState.PROPOSED, acts_for=frozenset({"FR", "XA"}))
    assert code(rules.may_accept_expert(XA, own, NOW)) == "education.expert_conflict"
    silent = replace(facts, review=at(IntegrityState.HANDED_IN, said=" "), state=ExpertState.ACCEPTED)
    assert code(rules.may_recuse_expert(PEER, silent, NOW)) == "education.integrity_text"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ""),
        ({"persons": frozenset({4})}, "education.experts_few"),
        ({"visit": (TODAY, TODAY + DAY)}, "education.visit_days"),
        ({"visit": (TODAY + 2 * DAY, TODAY + DAY)}, "education.visit_days"),
        ({"visit": None}, ""),
        ({"state": IntegrityState.DRAFT}, "education.integrity_stage"),
    ],
)
def test_a_visit_lies_ahead_and_has_its_experts(changed: dict[str, Any], expected: str) -> None:
    facts = replace(ASSESSED, **{"state": IntegrityState.HANDED_IN, "visit": (TODAY + DAY, TODAY + DAY), **changed})
    assert code(rules.may_set_visit(DESK, facts, NOW)) == expected
    assert code(rules.may_set_visit(XA, facts, NOW)) == "education.integrity_desk"


def test_experts_write_from_the_first_day_on_and_the_findings_go_to_the_partner_after_the_last() -> None:
    review = at(IntegrityState.VISIT, visit=(TODAY, TODAY + DAY))
    facts = rules.FindingFacts(review, frozenset({"FR"}))
    assert rules.may_write_finding(PEER, facts, NOW).allowed
    assert code(rules.may_write_finding(PEER, facts, NOW - DAY)) == "education.visit_ahead"
    assert code(rules.may_write_finding(DESK, facts, NOW)) == "education.not_expert"
    for changed, expected in (
        ({"acts_for": frozenset({"XA"})}, "education.expert_conflict"),
        ({"review": replace(review, said=" ")}, "education.integrity_text"),
        ({"review": at(IntegrityState.REPORTED)}, "education.integrity_stage"),
    ):
        assert code(rules.may_write_finding(PEER, replace(facts, **changed), NOW)) == expected
    assert code(rules.may_hand_over_findings(PEER, review, NOW)) == "education.visit_ahead"
    for actor in (PEER, DESK):
        assert rules.may_hand_over_findings(actor, review, NOW + DAY).allowed
    assert code(rules.may_hand_over_findings(XA, review, NOW + DAY)) == "education.not_expert"
    assert code(rules.may_hand_over_findings(PEER, replace(review, findings=0), NOW + DAY)) == "education.findings_none"


@pytest.mark.parametrize("state", MeasureState)
@pytest.mark.parametrize("stage", IntegrityState)
def test_either_side_makes_the_plan_until_both_have_agreed(state: MeasureState, stage: IntegrityState) -> None:
    facts = rules.MeasureFacts(at(stage), state, TODAY + DAY)
    is_open = stage is IntegrityState.REPORTED and state in rules.OPEN_MEASURES
    for actor in (XA, DESK):
        assert rules.may_add_measure(actor, facts, NOW).allowed == (stage is IntegrityState.REPORTED)
        assert rules.may_change_measure(actor, facts, NOW).allowed == is_open
        assert rules.may_drop_measure(actor, facts, NOW).allowed == is_open
    for may in (rules.may_add_measure, rules.may_change_measure, rules.may_drop_measure):
        assert code(may(PEER, facts, NOW)) == "education.plan_sides"
    past = replace(facts, review=at(IntegrityState.REPORTED), state=MeasureState.PLANNED, due_on=TODAY)
    assert code(rules.may_add_measure(XA, past, NOW)) == "education.measure_day"


def test_each_side_agrees_once_and_an_agreed_plan_is_opened_again_with_a_reason() -> None:
    planned = at(IntegrityState.REPORTED)
    assert rules.may_agree_plan(XA, planned, NOW).allowed
    once = replace(planned, agreed=frozenset({Side.PARTNER}))
    assert code(rules.may_agree_plan(XA, once, NOW)) == "education.plan_agreed_before"
    assert rules.may_agree_plan(DESK, once, NOW).allowed
    assert code(rules.may_agree_plan(XB, once, NOW)) == "education.plan_sides"
    assert code(rules.may_agree_plan(DESK, replace(planned, measures=0), NOW)) == "education.plan_empty"
    assert rules.binds(rules.SIDES)
    assert not rules.binds([Side.PARTNER])
    agreed = at(IntegrityState.AGREED, said="New facts.")
    assert rules.may_reopen_plan(DESK, agreed, NOW).allowed
    assert code(rules.may_reopen_plan(DESK, replace(agreed, has_next=True), NOW)) == "education.integrity_running"
    assert code(rules.may_reopen_plan(XA, replace(agreed, said=""), NOW)) == "education.integrity_text"


def test_the_partner_reports_until_the_next_round_has_taken_over() -> None:
    facts = rules.MeasureFacts(at(IntegrityState.AGREED), MeasureState.UNDER_WAY, to=MeasureState.DONE)
    assert rules.may_report_measure(XA, facts, NOW).allowed
    assert code(rules.may_report_measure(DESK, facts, NOW)) == "education.integrity_not_own"
    for changed, expected in (
        ({"state": MeasureState.DONE}, "education.measure_over"),
        ({"to": MeasureState.DROPPED}, "education.measure_over"),
        ({"review": at(IntegrityState.REPORTED)}, "education.integrity_stage"),
        ({"review": at(IntegrityState.AGREED, is_followed=True)}, "education.plan_followed"),
    ):
        assert code(rules.may_report_measure(XA, replace(facts, **changed), NOW)) == expected


@given(level=st.text(max_size=3), evidence=st.text(max_size=3), before=st.none() | st.tuples(st.text(), st.text()))
def test_an_answer_is_new_changed_or_the_same(level: str, evidence: str, before: tuple[str, str] | None) -> None:
    found = rules.answer_mark(level, evidence, before)
    assert (found is rules.AnswerMark.NEW) == (before is None)
    assert rules.answer_mark(level, evidence, (level, evidence.strip())) is rules.AnswerMark.SAME


def test_levels_are_words_and_nothing_ranks_partners() -> None:
    assert {field.name for field in fields(next(iter(pack().integrity.levels.values())))} == {"code", "name"}
    assert len({one.code for _area, one in pack().integrity.questions}) == len(pack().integrity.questions)
