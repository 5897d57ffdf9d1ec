"""Who may do what to an item and when: total over states, and every obstacle by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK, FLOW, Actor
from comity.core.verdict import Verdict
from comity.decisions import rules
from comity.decisions.rules import Hours, ItemFacts, Objection, Result, SilenceFacts, State
from tests.decisions import council
from tests.decisions.council import DESK, ENDS, OPENED, PARTNER, SECRETARY, delegate

HOURS = Hours(2, 9, 18)
SILENCE = SilenceFacts(1, OPENED, ENDS, frozenset({1, 2}), frozenset({"FR", "BE"}))
FACTS = ItemFacts(
    symbol="PO(2026)0001",
    state=State.UNDER_SILENCE,
    body="council",
    format="at-allies/32",
    at=OPENED + timedelta(hours=1),
    open_lines=frozenset({1, 2}),
    seated=frozenset({"FR", "BE"}),
    silence=SILENCE,
    hours=HOURS,
)
MAY: dict[str, Callable[[Actor, Any, Any], Verdict]] = {
    "write": rules.may_write,
    "send_to_committee": rules.may_send_to_committee,
    "revise": rules.may_revise,
    "open_silence": rules.may_open_silence,
    "extend": rules.may_extend,
    "break_silence": rules.may_break_silence,
    "write_letter": rules.may_write_letter,
    "record_letter": rules.may_record_letter,
    "close_silence": rules.may_close_silence,
    "declare": rules.may_declare,
    "remind": rules.may_remind,
    "put_on_agenda": rules.may_put_on_agenda,
    "agree_in_meeting": rules.may_agree_in_meeting,
    "withdraw": rules.may_withdraw,
    "lapse": rules.may_lapse,
    "release": rules.may_release,
    "ask_question": rules.may_ask_question,
    "answer_question": rules.may_answer_question,
    "record_follow_up": rules.may_record_follow_up,
}
ACTORS = (CLOCK, FLOW, SECRETARY, DESK, council.AUDITOR, delegate("FR"), delegate("XA"), PARTNER)


def codes(verb: str, actor: Actor, facts: ItemFacts = FACTS, **changed: Any) -> tuple[str, ...]:
    return MAY[verb](actor, replace(facts, **changed), OPENED + timedelta(hours=1)).codes


@given(st.sampled_from(sorted(MAY)), st.sampled_from(ACTORS), st.sampled_from(State), st.booleans())
def test_every_rule_answers_in_every_state(verb: str, actor: Actor, state: State, runs: bool) -> None:  # noqa: FBT001
    facts = replace(FACTS, state=state, silence=SILENCE if runs else None)
    verdict = MAY[verb](actor, facts, OPENED)
    assert verdict.allowed == (not verdict.reasons)


@given(st.sampled_from(sorted(MAY)), st.sampled_from(State))
def test_a_partner_outside_the_format_and_an_auditor_may_do_nothing(verb: str, state: State) -> None:
    facts = replace(FACTS, state=state, ends_at=ENDS, reason="x")
    assert not MAY[verb](PARTNER, facts, OPENED).allowed
    if verb != "ask_question":
        assert not MAY[verb](council.AUDITOR, facts, OPENED).allowed


@given(st.sampled_from(State), st.integers(0, 10_000))
def test_after_the_end_nobody_breaks_extends_or_withdraws(state: State, late: int) -> None:
    at = ENDS + timedelta(milliseconds=late)
    for verb, actor in (("break_silence", delegate()), ("extend", SECRETARY), ("write_letter", delegate())):
        assert not MAY[verb](actor, replace(FACTS, state=state, at=at, reason="x"), at).allowed
    running = replace(FACTS, state=State.UNDER_SILENCE, at=at, reason="x")
    assert rules.may_withdraw(SECRETARY, running, at).codes == ("decisions.silence_expired",)


def test_drafting_is_for_the_staff_and_for_what_follows_from_another_act() -> None:
    facts = rules.DraftFacts("council", "at-allies/32", holds=True)
    assert rules.may_draft(DESK, facts, OPENED).allowed
    assert rules.may_draft(FLOW, facts, OPENED).allowed
    assert rules.may_draft(delegate(), facts, OPENED).codes == ("decisions.not_drafting",)
    over = rules.DraftFacts("council", "at-allies/32", holds=False)
    assert rules.may_draft(DESK, over, OPENED).codes == ("decisions.format_over",)


def test_opening_lists_everything_that_stands_in_the_way() -> None:
    found = codes(
        "open_silence",
        SECRETARY,
        state=State.DRAFT,
        silence=None,
        seated=frozenset(),
        missing=("title_fr",),
        ends_at=OPENED + timedelta(hours=1),
    )
    assert found == ("decisions.file_incomplete", "decisions.nobody_seated", "decisions.ends_too_soon")


@pytest.mark.parametrize(
    ("verb", "actor", "changed", "code"),
    [
        ("write", DESK, {}, "decisions.text_under_silence"),
        ("write", DESK, {"state": State.DRAFT, "version": 3, "asked_version": 2}, "decisions.stale_text"),
        ("write", DESK, {"state": State.AGREED}, "decisions.not_in_state"),
        ("open_silence", DESK, {"state": State.DRAFT}, "decisions.not_secretariat"),
        ("extend", SECRETARY, {"ends_at": ENDS}, "decisions.shortens"),
        ("extend", SECRETARY, {"ends_at": ENDS - timedelta(hours=1)}, "decisions.shortens"),
        ("break_silence", DESK, {}, "decisions.not_speaking"),
        ("break_silence", PARTNER, {}, "decisions.not_seated"),
        ("break_silence", delegate("FR"), {"seated": frozenset({"BE"})}, "decisions.not_seated"),
        ("break_silence", delegate("FR"), {"reason": " "}, "decisions.no_reason"),
        ("break_silence", delegate("FR"), {"lines": frozenset({7})}, "decisions.unknown_line"),
        ("break_silence", delegate("FR"), {"at": ENDS}, "decisions.silence_expired"),
        ("record_letter", SECRETARY, {"received_at": ENDS}, "decisions.silence_expired"),
        ("record_letter", SECRETARY, {"received_at": OPENED - timedelta(minutes=1)}, "decisions.receipt_impossible"),
        ("record_letter", SECRETARY, {"letter_party": "XA"}, "decisions.not_seated"),
        ("close_silence", CLOCK, {}, "decisions.not_ended"),
        ("close_silence", CLOCK, {"state": State.AGREED}, "decisions.outcome_recorded"),
        ("release", SECRETARY, {}, "decisions.not_decided"),
        ("answer_question", DESK, {"is_answered": True}, "decisions.already_answered"),
    ],
)
def test_each_obstacle_has_its_name(verb: str, actor: Actor, changed: dict[str, Any], code: str) -> None:
    assert code in codes(verb, actor, **changed)


def test_a_release_names_readers_who_do_not_read_it_yet() -> None:
    agreed = replace(FACTS, state=State.AGREED, audience=frozenset({"staff", "party:XA"}))
    assert codes("release", SECRETARY, agreed, to=frozenset({"party:XA"})) == ("decisions.not_wider",)
    assert codes("release", SECRETARY, agreed, to=frozenset({"party:XB"})) == ()
    public = replace(agreed, audience=frozenset({"public"}))
    assert codes("release", SECRETARY, public, to=frozenset({"party:XB"})) == ("decisions.not_wider",)


def test_the_same_objection_twice_is_one_and_another_line_is_another() -> None:
    mine = replace(SILENCE, objections=(Objection("FR", OPENED, frozenset({1})),))
    facts = replace(FACTS, silence=mine, reason="No.")
    assert codes("break_silence", delegate("FR"), facts, lines=frozenset({1})) == ("decisions.already_objected",)
    assert codes("break_silence", delegate("FR"), facts, lines=frozenset({2})) == ()
    assert codes("break_silence", delegate("BE"), facts, lines=frozenset({1})) == ()


def test_the_clock_may_close_what_has_ended_and_the_secretariat_too() -> None:
    for who in (CLOCK, SECRETARY):
        assert rules.may_close_silence(who, FACTS, ENDS).allowed
    assert rules.may_close_silence(DESK, FACTS, ENDS).codes == ("decisions.not_secretariat",)


def test_an_outcome_that_is_pending_is_declared_with_a_reason() -> None:
    pending = replace(FACTS, state=State.OUTCOME_PENDING, silence=replace(SILENCE, result=Result.HELD))
    assert codes("declare", SECRETARY, pending, reason="All were reached by telephone.") == ()
    assert codes("declare", SECRETARY, pending, reason="") == ("decisions.no_reason",)


def test_what_a_file_lacks_is_named() -> None:
    bare = rules.LineText(rules.Verb.AGREED, "", "x", rules.Effect.OPEN_TOOL)
    assert rules.missing(("", "t"), ()) == ("title_en", "operative_paragraph")
    assert rules.missing(("t", ""), (bare,)) == ("title_fr", "text_en", "effect_about")
    assert rules.missing(("t", "t"), (council.LINE,)) == ()


def test_an_item_that_waits_is_put_under_silence_only_once_the_system_lets_it_go_on() -> None:
    waiting = replace(FACTS, state=State.DRAFT, waits_for="operation-draft:1")
    assert "decisions.waits" in rules.may_open_silence(SECRETARY, waiting, OPENED).codes
    assert rules.may_go_on(SECRETARY, waiting, OPENED).codes == ("decisions.not_secretariat",)
    assert rules.may_go_on(FLOW, waiting, OPENED).allowed
