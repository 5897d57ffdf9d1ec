"""Rules of trust funds: who leads, who decides, when a phase starts, who verifies, when it is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import ANONYMOUS, FLOW, Actor, Role, Side
from comity.policy import number
from comity.trust_funds import rules
from comity.trust_funds.rules import AGENT, Paper, State

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 24), date(2026, 11, 25)


def somebody(party: str, side: Side, role: Role, number_: int) -> Actor:
    return Actor(name=party, account_id=number_, party=party, side=side, roles=frozenset({role}))


DESK = somebody("IS", Side.STAFF, Role.DESK_OFFICER, 1)
AUDITOR = somebody("IS", Side.STAFF, Role.AUDITOR, 2)
ALLY = somebody("FR", Side.ALLY, Role.DELEGATE, 3)
HOST = somebody("XA", Side.PARTNER, Role.HEAD_OF_MISSION, 4)
LEAD = somebody("XD", Side.PARTNER, Role.MISSION_OFFICER, 5)
TEACHER = somebody("XD", Side.PARTNER, Role.COURSE_DIRECTOR, 6)
OUTSIDER = somebody("XB", Side.PARTNER, Role.MISSION_OFFICER, 7)
PEOPLE = st.sampled_from([DESK, AUDITOR, ALLY, HOST, LEAD, TEACHER, OUTSIDER, ANONYMOUS, FLOW])
STATES = st.sampled_from(State)
THREE = frozenset((paper, "") for paper in rules.BEFORE_START)


def fund(state: State = State.RUNNING, **said: Any) -> rules.FundFacts:
    return rules.FundFacts(**{"code": "TF-2026-01", "host": "XA", "state": state, "leads": ("XD",), **said})


def start(state: State = State.LAUNCHED, **said: Any) -> rules.StartFacts:
    facts = {"currency": "EUR", "costs": (225_000_000,), "started": 0, "pledged": 0, "threshold": 65, "signed": THREE}
    return rules.StartFacts(fund(state), **{**facts, **said})


@given(PEOPLE, STATES, st.text(max_size=3))
def test_no_fund_is_set_up_but_by_what_follows_from_a_decision(actor: Actor, state: State, decision: str) -> None:
    facts = fund(state, decision=decision)
    may = actor is FLOW and bool(decision)
    assert rules.may_set_up(actor, facts, NOW).allowed == (may and state is State.BEFORE_COUNCIL)
    assert rules.may_give_back(actor, facts, NOW).allowed == (may and state is State.BEFORE_COUNCIL)
    assert rules.may_put_to_council(actor, facts, NOW).allowed == (may and state is State.AGREED)


@given(PEOPLE, STATES)
def test_a_nation_leads_by_its_own_act_and_never_its_own_fund(actor: Actor, state: State) -> None:
    allowed = rules.may_take_lead(actor, fund(state, leads=()), NOW).allowed
    assert allowed == (actor in {ALLY, LEAD, OUTSIDER} and state in {State.IDEA, State.LED})
    assert not rules.may_take_lead(LEAD, fund(state), NOW).allowed, "it leads already"


@given(
    st.lists(st.integers(1, 10**12), min_size=1, max_size=5),
    st.integers(50, 100),
    st.integers(0, 5 * 10**12),
    st.integers(0, 6),
)
def test_a_phase_starts_exactly_when_enough_is_pledged_for_it_and_those_before(
    costs: list[int], threshold: int, pledged: int, started: int
) -> None:
    facts = start(costs=tuple(costs), threshold=threshold, pledged=pledged, started=started)
    enough = pledged * 100 >= sum(costs[: started + 1]) * threshold
    assert rules.may_start(LEAD, facts, NOW).allowed == (enough and started < len(costs))


@given(st.lists(st.integers(1, 10**12), max_size=4), st.integers(0, 100))
def test_what_is_needed_is_the_least_sum_that_is_enough(costs: list[int], threshold: int) -> None:
    least = rules.needed(costs, threshold)
    assert least * 100 >= sum(costs) * threshold
    assert not least or (least - 1) * 100 < sum(costs) * threshold


@given(st.sets(st.sampled_from(Paper)), st.sets(st.sampled_from(["XB", "XC"])), st.sets(st.sampled_from(["XB", "XC"])))
def test_the_checklist_is_whole_when_three_are_signed_and_one_with_each_giver(
    papers: set[Paper], givers: set[str], with_: set[str]
) -> None:
    signed: frozenset[tuple[Paper, str]] = frozenset({(one, "") for one in papers if one is not Paper.FINANCIAL})
    signed |= {(Paper.FINANCIAL, one) for one in with_}
    missing = rules.missing(signed, sorted(givers))
    assert len(missing) == len(set(rules.BEFORE_START) - papers) + len(givers - with_)
    assert set(missing).isdisjoint(signed)


@given(st.permutations(["XA", "XD", "FR", AGENT]))
def test_only_the_last_side_makes_an_agreement_whole(order: list[str]) -> None:
    for count, side in enumerate(order, start=1):
        facts = fund(State.PROPOSED, leads=("XD", "FR"), agreed=tuple(order[: count - 1]))
        assert rules.is_whole(facts, side) == (count == len(order))


@given(PEOPLE, st.sampled_from(["", "XD", "IS", "FR"]))
def test_nobody_verifies_what_their_own_party_has_entered(actor: Actor, by: str) -> None:
    facts = rules.MilestoneFacts(fund(), is_started=True, reached_on=TODAY, reached_by=by, on=TODAY)
    allowed = actor in {DESK, AUDITOR, ALLY, LEAD} and actor.party != by
    assert rules.may_verify(actor, facts, NOW).allowed == (allowed or actor is FLOW)


@given(st.integers(0, 10**6), st.integers(-(10**6), 10**6))
def test_no_total_falls_below_nothing(total: int, amount: int) -> None:
    facts = rules.CountFacts(fund(), total, amount, "Protocol 1", TODAY)
    assert rules.may_count(LEAD, facts, NOW).allowed == (amount != 0 and total + amount >= 0)


def test_every_obstacle_has_its_code() -> None:
    idea: dict[str, Any] = {"host": "XA", "is_partner": True}
    mile: dict[str, Any] = {"fund": fund(), "is_started": True}
    reached = {**mile, "reached_on": TODAY, "reached_by": "XD"}
    cases = [
        (rules.may_suggest(OUTSIDER, rules.SuggestFacts(**idea), NOW), "trust_funds.not_suggester"),
        (rules.may_suggest(DESK, rules.SuggestFacts("FR", is_partner=False), NOW), "trust_funds.host_not_partner"),
        (rules.may_suggest(HOST, rules.SuggestFacts(**idea, others=" "), NOW), "trust_funds.idea_incomplete"),
        (rules.may_suggest(HOST, rules.SuggestFacts(**idea, area="nowhere"), NOW), "trust_funds.idea_incomplete"),
        (rules.may_take_lead(DESK, fund(State.IDEA), NOW), "trust_funds.not_a_nation"),
        (rules.may_take_lead(HOST, fund(State.IDEA), NOW), "trust_funds.is_host"),
        (rules.may_take_lead(LEAD, fund(State.LED), NOW), "trust_funds.leads_already"),
        (rules.may_take_lead(ALLY, fund(State.RUNNING), NOW), "trust_funds.wrong_stage"),
        (rules.may_study(HOST, rules.StudyFacts(fund(State.LED)), NOW), "trust_funds.not_keeper"),
        (rules.may_study(TEACHER, rules.StudyFacts(fund(State.LED)), NOW), "trust_funds.not_keeper"),
        (rules.may_study(LEAD, rules.StudyFacts(fund(State.LED), " ", TODAY), NOW), "trust_funds.agent_missing"),
        (rules.may_study(LEAD, rules.StudyFacts(fund(State.LED), "A", LATER), NOW), "trust_funds.in_future"),
        (rules.may_plan_phase(LEAD, rules.PhaseFacts(fund(State.STUDIED), 0, 1), NOW), "trust_funds.phase_incomplete"),
        (rules.may_propose(LEAD, rules.ProposalFacts(fund(State.STUDIED), 0), NOW), "trust_funds.no_phase"),
        (rules.may_propose(LEAD, rules.ProposalFacts(fund(State.STUDIED), 1, 2), NOW), "trust_funds.parts_missing"),
        (
            rules.may_propose(LEAD, rules.ProposalFacts(fund(State.STUDIED), 1, 0, 49), NOW),
            "trust_funds.threshold_wrong",
        ),
        (rules.may_agree(OUTSIDER, rules.AgreeFacts(fund(State.PROPOSED), "XB"), NOW), "trust_funds.not_a_side"),
        (rules.may_agree(HOST, rules.AgreeFacts(fund(State.PROPOSED), "XD"), NOW), "trust_funds.not_a_side"),
        (rules.may_agree(HOST, rules.AgreeFacts(fund(State.PROPOSED), AGENT), NOW), "trust_funds.not_keeper"),
        (
            rules.may_agree(HOST, rules.AgreeFacts(fund(State.PROPOSED, agreed=("XA",)), "XA"), NOW),
            "trust_funds.agreed_already",
        ),
        (rules.may_send_back(OUTSIDER, fund(State.PROPOSED), NOW), "trust_funds.not_a_side"),
        (rules.may_send_back(HOST, fund(State.PROPOSED, reason=""), NOW), "trust_funds.reason_missing"),
        (rules.may_set_up(ALLY, fund(State.BEFORE_COUNCIL, decision="X"), NOW), "trust_funds.council_decides"),
        (rules.may_note_money(DESK, fund(), NOW), "trust_funds.books_say_it"),
        (
            rules.may_sign_agreement(DESK, rules.SigningFacts(fund(), Paper.FINANCIAL, "XC"), NOW),
            "trust_funds.not_a_contributor",
        ),
        (
            rules.may_sign_agreement(DESK, rules.SigningFacts(fund(), Paper.MEMORANDUM, signed=THREE), NOW),
            "trust_funds.signed_already",
        ),
        (rules.may_start(DESK, start(), NOW), "trust_funds.not_lead"),
        (rules.may_start(LEAD, start(State.RUNNING, started=1), NOW), "trust_funds.all_started"),
        (rules.may_start(LEAD, start(signed=frozenset()), NOW), "trust_funds.agreements_missing"),
        (rules.may_start(LEAD, start(pledged=146_249_999), NOW), "trust_funds.below_threshold"),
        (rules.may_plan_milestone(LEAD, rules.PlanFacts(fund(), (1, 2), 3), NOW), "trust_funds.phase_unknown"),
        (rules.may_reach(LEAD, rules.MilestoneFacts(fund(), is_started=False), NOW), "trust_funds.phase_not_started"),
        (rules.may_reach(LEAD, rules.MilestoneFacts(**reached), NOW), "trust_funds.reached_already"),
        (
            rules.may_reach(LEAD, rules.MilestoneFacts(**mile, on=TODAY, evidence=""), NOW),
            "trust_funds.evidence_missing",
        ),
        (rules.may_verify(HOST, rules.MilestoneFacts(**reached), NOW), "trust_funds.not_verifier"),
        (rules.may_verify(DESK, rules.MilestoneFacts(**mile), NOW), "trust_funds.not_reached"),
        (
            rules.may_verify(DESK, rules.MilestoneFacts(**reached, verified_on=TODAY), NOW),
            "trust_funds.verified_already",
        ),
        (rules.may_verify(LEAD, rules.MilestoneFacts(**reached), NOW), "trust_funds.same_hand"),
        (rules.may_set_counter(LEAD, rules.PlanFacts(fund(), target=0), NOW), "trust_funds.target_wrong"),
        (rules.may_count(LEAD, rules.CountFacts(fund(), 5, -6), NOW), "trust_funds.count_wrong"),
        (rules.may_count(LEAD, rules.CountFacts(fund(), 5, 1, " "), NOW), "trust_funds.source_missing"),
        (rules.may_close(LEAD, rules.CloseFacts(fund(), 1), NOW), "trust_funds.unverified"),
        (rules.may_close(LEAD, rules.CloseFacts(fund(), 0, 5), NOW), "trust_funds.money_waits"),
        (rules.may_close(LEAD, rules.CloseFacts(fund(), 0, report=" "), NOW), "trust_funds.report_missing"),
        (rules.may_drop(LEAD, fund(State.LAUNCHED, signed=1), NOW), "trust_funds.money_given"),
    ]
    assert [verdict.codes for verdict, _ in cases] == [(code,) for _, code in cases]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_milestone_is_late_the_day_after(days: int) -> None:
    assert rules.is_late(TODAY, None, TODAY + timedelta(days=days)) == (days > 0)
    assert not rules.is_late(TODAY, TODAY, TODAY + timedelta(days=days))


def test_the_numbers_stand_where_officers_may_change_them() -> None:
    assert (number("trust_funds.threshold"), number("trust_funds.least_threshold")) == (65, 50)
