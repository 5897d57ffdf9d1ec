"""The rules of operations: each obstacle by its code, and what no order of steps can bring about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import FLOW, Actor, Role, Side
from comity.core.verdict import Verdict
from comity.operations import rules
from comity.operations.rules import Arranged, Level, Phase, Stage
from tests import factories

NOW, TODAY = factories.NOW, factories.NOW.date()
SOON, PAST = NOW + timedelta(days=1), NOW - timedelta(days=1)


def somebody(party: str, side: Side, *roles: Role) -> Actor:
    return Actor(name="N", account_id=1, person_id=1, party=party, side=side, roles=frozenset(roles))


DESK = somebody("IS", Side.STAFF, Role.DESK_OFFICER)
ALLY = somebody("FR", Side.ALLY, Role.DELEGATE, Role.HEAD_OF_MISSION)
MISSION = somebody("XA", Side.PARTNER, Role.MISSION_OFFICER)
OTHER = somebody("XB", Side.PARTNER, Role.HEAD_OF_MISSION)
COORDINATOR = somebody("XA", Side.PARTNER, Role.TRAINING_COORDINATOR)
OPERATION = rules.OperationFacts("OP-X", Phase.EXECUTION, partners=1)
WAY = rules.ContributorFacts("OP-X", Phase.EXECUTION, "XA", Stage.INTERESTED)
ALL_SIGNED = frozenset(Arranged)
DRAFT = rules.DraftFacts("OP-X", SOON, is_settled=False, takes_part=True)


def codes(verdict: Verdict) -> tuple[str, ...]:
    return verdict.codes


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (rules.may_plan(MISSION, rules.PlanFacts("OP-X"), NOW), "operations.not_desk"),
        (rules.may_plan(DESK, rules.PlanFacts("OP-X", exists=True), NOW), "operations.code_taken"),
        (rules.may_enter_phase(DESK, replace(OPERATION, to=Phase.PLANNING), NOW), "operations.phases_follow"),
        (
            rules.may_enter_phase(DESK, replace(OPERATION, to=Phase.ENDED, decision=" "), NOW),
            "operations.decision_missing",
        ),
        (rules.may_enter_phase(DESK, replace(OPERATION, phase=Phase.ENDED), NOW), "operations.is_ended"),
        (rules.may_show_interest(ALLY, OPERATION, NOW), "operations.not_contributor"),
        (rules.may_show_interest(COORDINATOR, OPERATION, NOW), "operations.not_contributor"),
        (rules.may_show_interest(MISSION, replace(OPERATION, is_underway=True), NOW), "operations.underway"),
        (rules.may_show_interest(MISSION, replace(OPERATION, phase=Phase.ENDED), NOW), "operations.is_ended"),
        (rules.may_recognise(DESK, WAY, NOW), "operations.council_decides"),
        (rules.may_recognise(FLOW, replace(WAY, stage=Stage.PARTNER, decision="PO"), NOW), "operations.wrong_stage"),
        (rules.may_decline(DESK, WAY, NOW), "operations.council_decides"),
        (rules.may_accept(DESK, replace(WAY, stage=Stage.ASSESSED), NOW), "operations.council_decides"),
        (rules.may_offer(OTHER, replace(WAY, stage=Stage.RECOGNISED), NOW), "operations.not_own"),
        (rules.may_offer(MISSION, WAY, NOW), "operations.wrong_stage"),
        (rules.may_offer(MISSION, replace(WAY, stage=Stage.RECOGNISED, text=" "), NOW), "operations.text_missing"),
        (rules.may_assess(DESK, WAY, NOW), "operations.wrong_stage"),
        (rules.may_sign(DESK, WAY, NOW), "operations.wrong_stage"),
        (
            rules.may_sign(DESK, replace(WAY, stage=Stage.OFFERED, arranged=ALL_SIGNED, kind=Arranged.FORCES), NOW),
            "operations.is_arranged",
        ),
        (
            rules.may_sign(
                DESK,
                replace(WAY, stage=Stage.OFFERED, kind=Arranged.FORCES, signed_on=TODAY + timedelta(days=2)),
                NOW,
            ),
            "operations.in_future",
        ),
        (
            rules.may_put_forward(DESK, replace(WAY, stage=Stage.ASSESSED, is_suitable=True), NOW),
            "operations.arrangements_missing",
        ),
        (
            rules.may_put_forward(DESK, replace(WAY, stage=Stage.ASSESSED, arranged=ALL_SIGNED), NOW),
            "operations.not_suitable",
        ),
        (
            rules.may_put_forward(DESK, replace(WAY, stage=Stage.ASSESSED, is_put_forward=True), NOW),
            "operations.is_put_forward",
        ),
        (rules.may_withdraw(OTHER, WAY, NOW), "operations.not_own"),
        (rules.may_circulate(DESK, replace(OPERATION, partners=0), NOW), "operations.nobody_to_ask"),
        (rules.may_circulate(DESK, replace(OPERATION, closes_at=SOON), NOW), "operations.window_too_short"),
        (rules.may_comment(OTHER, replace(DRAFT, takes_part=False), NOW), "operations.not_taking_part"),
        (rules.may_comment(MISSION, replace(DRAFT, closes_at=NOW), NOW), "operations.window_closed"),
        (rules.may_answer(DESK, rules.CommentFacts("OP-X", is_settled=True), NOW), "operations.is_settled"),
        (rules.may_settle(DESK, DRAFT, NOW), "operations.window_open"),
        (rules.may_settle(DESK, replace(DRAFT, closes_at=PAST, unanswered=2), NOW), "operations.unanswered"),
        (rules.may_settle(DESK, replace(DRAFT, is_settled=True), NOW), "operations.is_settled"),
        (rules.may_link(DESK, replace(OPERATION, is_known=False), NOW), "operations.no_such_consultation"),
        (rules.may_link(DESK, replace(OPERATION, is_linked=True), NOW), "operations.is_linked"),
        (rules.may_enter_unit(OTHER, rules.UnitFacts("XA"), NOW), "operations.not_own"),
        (rules.may_enter_unit(DESK, rules.UnitFacts("FR", is_partner=False), NOW), "operations.not_a_partner"),
        (
            rules.may_evaluate(DESK, rules.UnitFacts("XA", on=TODAY + timedelta(days=2)), NOW),
            "operations.unit_in_future",
        ),
        (rules.may_evaluate(DESK, rules.UnitFacts("XA", on=TODAY, valid_until=TODAY), NOW), "operations.days_reversed"),
        (rules.may_evaluate(DESK, rules.UnitFacts("XA", level=Level.SECOND), NOW), "operations.level_skipped"),
    ],
)
def test_every_obstacle_has_its_code(verdict: Verdict, code: str) -> None:
    assert codes(verdict) == (code,)


@given(
    actor=st.sampled_from([DESK, ALLY, MISSION, OTHER, COORDINATOR]),
    stage=st.sampled_from(Stage),
    decision=st.sampled_from(["", "PO(2026)0001"]),
)
def test_nobody_but_the_council_recognises_accepts_or_declines(actor: Actor, stage: Stage, decision: str) -> None:
    facts = replace(WAY, stage=stage, decision=decision, arranged=ALL_SIGNED, is_suitable=True)
    for may in (rules.may_recognise, rules.may_accept, rules.may_decline):
        assert not may(actor, facts, NOW).allowed


@given(
    stage=st.sampled_from(Stage),
    arranged=st.frozensets(st.sampled_from(Arranged)),
    suitable=st.booleans(),
    phase=st.sampled_from(Phase),
)
def test_what_is_put_forward_is_suitable_and_wholly_arranged(
    *, stage: Stage, arranged: frozenset[Arranged], suitable: bool, phase: Phase
) -> None:
    facts = replace(WAY, stage=stage, arranged=arranged, is_suitable=suitable, phase=phase)
    complete = stage is Stage.ASSESSED and arranged == ALL_SIGNED and suitable and phase is not Phase.ENDED
    assert rules.may_put_forward(DESK, facts, NOW).allowed is complete


@given(minutes=st.integers(-10_000, 10_000), settled=st.booleans(), unanswered=st.integers(0, 3))
def test_a_draft_is_either_open_for_comments_or_may_be_settled_never_both(
    *, minutes: int, settled: bool, unanswered: int
) -> None:
    facts = replace(DRAFT, closes_at=NOW + timedelta(minutes=minutes), is_settled=settled, unanswered=unanswered)
    comments, settles = rules.may_comment(MISSION, facts, NOW), rules.may_settle(DESK, facts, NOW)
    assert not (comments.allowed and settles.allowed)
    assert comments.allowed is (minutes > 0 and not settled)
    assert settles.allowed is (minutes <= 0 and not settled and not unanswered)


@given(days=st.integers(-400, 400))
def test_an_evaluation_holds_to_its_last_day(days: int) -> None:
    assert rules.is_valid(TODAY, TODAY + timedelta(days=days)) is (days <= 0)
    assert not rules.is_valid(None, date(2026, 1, 1))


def test_a_nation_may_withdraw_from_every_stage_on_its_way_and_from_none_after_it() -> None:
    for stage in Stage:
        allowed = rules.may_withdraw(MISSION, replace(WAY, stage=stage, text="We leave."), NOW).allowed
        assert allowed is (stage in rules.LIVING), stage
