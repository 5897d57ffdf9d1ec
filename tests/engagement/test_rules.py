"""Rules of wider engagement and of organisations: who proposes, who decides, within which bounds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import ANONYMOUS, FLOW, Actor, Role, Side
from comity.core.verdict import Verdict
from comity.engagement import rules
from comity.engagement.rules import Objective, State
from comity.policy import number, pack

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
AREAS = tuple(pack().areas)
DESK = Actor(name="desk", account_id=1, party="IS", side=Side.STAFF, roles=frozenset({Role.DESK_OFFICER}))
ALLY = Actor(name="ally", account_id=2, party="FR", side=Side.ALLY, roles=frozenset({Role.DELEGATE}))
PARTNER = Actor(name="partner", account_id=3, party="XA", side=Side.PARTNER, roles=frozenset({Role.HEAD_OF_MISSION}))
AUDITOR = Actor(name="auditor", account_id=4, party="IS", side=Side.STAFF, roles=frozenset({Role.AUDITOR}))
PEOPLE = st.sampled_from([DESK, ALLY, PARTNER, AUDITOR, ANONYMOUS, FLOW])


def proposal(**said: object) -> rules.ProposalFacts:
    facts = {"party": "XF", "is_nation": True, "is_arranged": False, "areas": AREAS[:1], "purpose": "Sea lanes."}
    return rules.ProposalFacts(**{**facts, **said})  # type: ignore[arg-type]


def dialogue(state: State = State.OPEN, **said: object) -> rules.DialogueFacts:
    return rules.DialogueFacts("XF", state, AREAS[:1], **said)  # type: ignore[arg-type]


def contact(**said: object) -> rules.ContactFacts:
    facts = {"party": "XF", "state": State.OPEN, "areas": AREAS[:1], "area": AREAS[0], "held_on": TODAY}
    return rules.ContactFacts(**{**facts, **said})  # type: ignore[arg-type]


@given(PEOPLE, st.sampled_from(State), st.text(max_size=3))
def test_no_dialogue_begins_but_by_what_follows_from_a_decision(actor: Actor, state: State, decision: str) -> None:
    verdict = rules.may_begin(actor, dialogue(state, decision=decision), NOW)
    assert verdict.allowed == (actor is FLOW and bool(decision) and state is State.PROPOSED)
    assert rules.may_decline(actor, dialogue(state, decision=decision), NOW).allowed == verdict.allowed


@given(PEOPLE, st.sampled_from(State), st.sampled_from(AREAS), st.integers(-400, 400))
def test_contacts_are_entered_when_open_held_and_inside_the_areas(
    actor: Actor, state: State, area: str, days: int
) -> None:
    facts = contact(state=state, area=area, held_on=TODAY + timedelta(days=days))
    allowed = actor in {DESK, ALLY} and state is State.OPEN and area == AREAS[0] and days <= 0
    assert rules.may_log(actor, facts, NOW).allowed == allowed


@given(PEOPLE, st.lists(st.sampled_from([*AREAS, "elsewhere"]), max_size=3))
def test_a_proposal_keeps_to_the_priority_areas(actor: Actor, areas: list[str]) -> None:
    allowed = actor in {DESK, ALLY} and bool(areas) and "elsewhere" not in areas
    assert rules.may_propose(actor, proposal(areas=tuple(areas)), NOW).allowed == allowed


def code(verdict: Verdict) -> tuple[str, ...]:
    return verdict.codes


def test_every_obstacle_of_a_dialogue_has_its_code() -> None:
    assert code(rules.may_propose(PARTNER, proposal(), NOW)) == ("engagement.not_proposer",)
    assert code(rules.may_propose(DESK, proposal(is_nation=False), NOW)) == ("engagement.not_a_nation",)
    assert code(rules.may_propose(DESK, proposal(is_arranged=True), NOW)) == ("engagement.is_arranged",)
    assert code(rules.may_propose(DESK, proposal(running=True), NOW)) == ("engagement.already_running",)
    missing = ("engagement.area_missing", "engagement.purpose_missing")
    assert code(rules.may_propose(DESK, proposal(areas=(), purpose=" "), NOW)) == missing
    assert code(rules.may_begin(DESK, dialogue(State.PROPOSED, decision="X"), NOW)) == ("engagement.council_decides",)
    assert code(rules.may_begin(FLOW, dialogue(State.CLOSED, decision="X"), NOW)) == ("engagement.is_over",)
    assert code(rules.may_log(ALLY, contact(state=State.PROPOSED), NOW)) == ("engagement.not_open",)
    both = ("engagement.outside_areas", "engagement.in_future")
    assert code(rules.may_log(ALLY, contact(area="x", held_on=TODAY + timedelta(days=1)), NOW)) == both
    assert code(rules.may_note_path(ALLY, rules.PathFacts("XF", State.OPEN, "global"), NOW)) == ("engagement.not_desk",)
    assert code(rules.may_note_path(DESK, rules.PathFacts("XF", State.OPEN, "x"), NOW)) == ("engagement.no_such_path",)
    assert rules.may_note_path(DESK, rules.PathFacts("XF", State.OPEN, "IPCP"), NOW).allowed
    assert code(rules.may_close(DESK, dialogue(State.PROPOSED), NOW)) == ("engagement.not_open",)
    assert code(rules.may_close(DESK, dialogue(reason=" "), NOW)) == ("engagement.reason_missing",)


@given(PEOPLE)
def test_records_of_organisations_are_kept_by_the_desk_alone(actor: Actor) -> None:
    verdicts = [
        rules.may_set_up(actor, rules.SetUpFacts("OSCE", is_organisation=True), NOW),
        rules.may_record_talks(actor, rules.TalksFacts("OSCE", TODAY, tuple(Objective)), NOW),
        rules.may_plan(actor, rules.JointFacts("OSCE", TODAY, TODAY), NOW),
        rules.may_sign(actor, rules.AgreementFacts("OSCE", TODAY), NOW),
        rules.may_end(actor, rules.AgreementFacts("OSCE", TODAY, ends_on=TODAY, reason="Done."), NOW),
    ]
    assert {verdict.allowed for verdict in verdicts} == {actor is DESK}


def test_every_obstacle_of_a_record_has_its_code() -> None:
    later, before = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    set_up, talks, agreement = rules.SetUpFacts, rules.TalksFacts, rules.AgreementFacts
    cases = [
        (rules.may_set_up(DESK, set_up("FR", is_organisation=False), NOW), "engagement.not_an_organisation"),
        (rules.may_set_up(DESK, set_up("EU", is_organisation=True, exists=True), NOW), "engagement.record_exists"),
        (rules.may_record_talks(DESK, talks("EU", later, tuple(Objective)), NOW), "engagement.in_future"),
        (rules.may_record_talks(DESK, talks("EU", TODAY, ()), NOW), "engagement.objective_missing"),
        (rules.may_record_talks(DESK, talks("EU", TODAY, tuple(Objective), before), NOW), "engagement.days_reversed"),
        (rules.may_plan(DESK, rules.JointFacts("EU", TODAY, before), NOW), "engagement.days_reversed"),
        (rules.may_sign(DESK, agreement("EU", later), NOW), "engagement.in_future"),
        (rules.may_sign(DESK, agreement("EU", TODAY, in_force_on=before), NOW), "engagement.days_reversed"),
        (rules.may_end(DESK, agreement("EU", TODAY, ends_on=before), NOW), "engagement.days_reversed"),
        (rules.may_end(DESK, agreement("EU", before, ended_on=before), NOW), "engagement.agreement_over"),
        (rules.may_end(DESK, agreement("EU", before, ends_on=TODAY, reason=""), NOW), "engagement.reason_missing"),
    ]
    assert [verdict.codes for verdict, _ in cases] == [(expected,) for _, expected in cases]


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 900))
def test_a_dialogue_once_quiet_stays_quiet_until_the_next_contact(begun: date, days: int) -> None:
    day = begun + timedelta(days=days)
    assert rules.is_quiet(begun, None, day) == (days > number("engagement.quiet_days"))
    assert not rules.is_quiet(begun, day, day)


@pytest.mark.parametrize("objective", list(Objective))
def test_an_objective_is_neglected_after_a_year(objective: Objective) -> None:
    long_ago = TODAY - timedelta(days=number("engagement.neglected_days") + 1)
    others = [(one, TODAY) for one in Objective if one is not objective]
    assert rules.neglected([*others, (objective, long_ago)], TODAY) == (objective,)
    assert rules.neglected([*others, (objective, TODAY)], TODAY) == ()
