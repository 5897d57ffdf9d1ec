"""Who may do what: each verb asked for each of the cast, where it starts from and holds no other obstacle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from comity.core.actor import FLOW, Actor, Side
from comity.core.verdict import Verdict
from comity.programmes.rules import goals, life, talk, text
from comity.programmes.rules.life import Facts, State
from tests.programmes.test_life_rules import AISSATA, CLAIRE, HENRIK, JANA, NEIGHBOUR, NOW, SUSPENDED, TOMAS

CAST = {
    "aissata": AISSATA,
    "tomas": TOMAS,
    "jana": JANA,
    "henrik": HENRIK,
    "claire": CLAIRE,
    "neighbour": NEIGHBOUR,
    "suspended": SUSPENDED,
    "flow": FLOW,
}
REVIEW = Facts("XA/ipcp/2027-28", "XA", "IPCP", State.JOINT_REVIEW, Side.PARTNER, 5, 5, goals=1, pending=1)
STAFF_PEN = replace(REVIEW, pen=Side.STAFF)
AGREED = replace(REVIEW, state=State.AGREED, partner_agreed=5, staff_agreed=5)
COUNCIL = replace(AGREED, state=State.WITH_COUNCIL)
FORCE = replace(AGREED, state=State.IN_FORCE)
UNDER_REVIEW = replace(AGREED, state=State.UNDER_REVIEW)
SECTION = text.SectionFacts(REVIEW, 3)
PARAGRAPH = text.ParagraphFacts(REVIEW, 3, "3.2", 4, 4, base=4, text="We will.", has_brackets=False)
BRACKETS = replace(PARAGRAPH, has_brackets=True)
CLOSED = replace(PARAGRAPH, partner_agreed=4, staff_agreed=4)
GOAL = goals.GoalFacts(REVIEW, areas=("defence",))
CHOICE = goals.ChoiceFacts(REVIEW, "PCM-0455", goal=True)
CHOSEN = replace(CHOICE, choice=goals.Choice.PROPOSED, proposed_by="staff")
COMMENT = talk.CommentFacts(REVIEW, Side.STAFF, answer=talk.Disposition.ACCEPTED)

WRITERS, BOTH, SPEAKERS = {"aissata", "tomas"}, {"aissata", "tomas", "jana"}, {"aissata", "jana"}
Rule = Callable[[Actor, Any, datetime], Verdict]
MATRIX: list[tuple[Rule, Any, set[str]]] = [
    (life.may_submit, replace(REVIEW, state=State.DRAFT, version=1, shared_version=0), {"aissata"}),
    (life.may_take_up, replace(STAFF_PEN, state=State.SUBMITTED), {"jana"}),
    (life.may_send_back, REVIEW, {"aissata"}),
    (life.may_send_back, STAFF_PEN, {"jana"}),
    (life.may_ask_for_pen, REVIEW, {"jana"}),
    (life.may_ask_for_pen, STAFF_PEN, WRITERS),
    (life.may_agree, life.AgreeFacts(REVIEW, 5), SPEAKERS),
    (life.may_withdraw_agreement, AGREED, SPEAKERS),
    (life.may_withdraw_agreement, COUNCIL, set()),
    (life.may_reopen, AGREED, SPEAKERS),
    (life.may_reopen, FORCE, set()),
    (life.may_put_to_council, AGREED, {"jana", "henrik", "flow"}),
    (life.may_approve, COUNCIL, {"flow"}),
    (life.may_decline, COUNCIL, {"flow"}),
    (life.may_start_review, FORCE, BOTH),
    (life.may_conclude_review, UNDER_REVIEW, SPEAKERS),
    (life.may_close, UNDER_REVIEW, {"jana"}),
    (life.may_withdraw, COUNCIL, {"aissata"}),
    (life.may_withdraw, FORCE, set()),
    (text.may_lock, SECTION, WRITERS),
    (text.may_insert, SECTION, WRITERS),
    (text.may_insert, replace(SECTION, text="We [will."), set()),
    (text.may_mark, SECTION, BOTH),
    (text.may_write, PARAGRAPH, WRITERS),
    (text.may_write, CLOSED, set()),
    (text.may_resolve, BRACKETS, WRITERS),
    (text.may_resolve, PARAGRAPH, set()),
    (text.may_agree_paragraph, PARAGRAPH, SPEAKERS),
    (text.may_reopen_paragraph, CLOSED, BOTH),
    (text.may_reopen_paragraph, PARAGRAPH, set()),
    (talk.may_comment, REVIEW, BOTH),
    (talk.may_comment, AGREED, set()),
    (talk.may_send_comments, REVIEW, BOTH),
    (talk.may_dispose, COMMENT, WRITERS),
    (goals.may_add_goal, GOAL, WRITERS),
    (goals.may_carry_goal, GOAL, WRITERS),
    (goals.may_carry_goal, replace(GOAL, is_carried=True), set()),
    (goals.may_drop_goal, replace(GOAL, is_carried=True), WRITERS),
    (goals.may_choose, CHOICE, WRITERS),
    (goals.may_drop, CHOSEN, WRITERS),
    (goals.may_turn_down, CHOSEN, WRITERS),
    (goals.may_record_progress, goals.ProgressFacts(FORCE, is_carried=True), BOTH),
]


@pytest.mark.parametrize(("may", "facts", "allowed"), MATRIX)
def test_who_may_do_what(may: Rule, facts: Any, allowed: set[str]) -> None:
    assert {name for name, who in CAST.items() if may(who, facts, NOW).allowed} == allowed, may.__name__


def test_every_rule_stands_in_the_matrix() -> None:
    asked = {may.__name__ for may, _facts, _allowed in MATRIX}
    elsewhere = {"may_begin", "may_change", "may_release", "may_ask_release"}  # test_life_rules has them
    rules = {name for module in (life, text, talk, goals) for name in vars(module) if name.startswith("may_")}
    assert rules - asked - elsewhere == set()
