"""Rules of the clearing house, by properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import Actor, Role, Side
from comity.education import rules
from comity.education.rules import DropFacts, EntryFacts, MatchFacts, MatchState, ProposalFacts
from tests import factories

NOW, TODAY = factories.NOW, factories.NOW.date()
LATER = TODAY + timedelta(days=30)


def who(party: str, side: Side, *roles: Role) -> Actor:
    return Actor(name=party, account_id=1, party=party, side=side, roles=frozenset(roles))


XA = who("XA", Side.PARTNER, Role.MISSION_OFFICER)
XE = who("XE", Side.PARTNER, Role.HEAD_OF_MISSION)
FR = who("FR", Side.ALLY, Role.DELEGATE)
DESK = who("IS", Side.STAFF, Role.DESK_OFFICER)
AUDITOR = who("IS", Side.STAFF, Role.AUDITOR)
PROPOSAL = ProposalFacts(
    need_party="XA",
    offer_party="XE",
    is_need_open=True,
    is_offer_open=True,
    same_field=True,
    regions=frozenset({"eapc-pfp"}),
    reaches=frozenset(),
    people=5,
    unmet=10,
    left=10,
)
MATCH = MatchFacts("XA", "XE", MatchState.PROPOSED, (), agreed=5, left=10, people=5, done_on=TODAY)
ACCEPTED = replace(MATCH, state=MatchState.ACCEPTED, accepted=("XA", "XE"))


def code(verdict: Any) -> str:
    return verdict.codes[0] if verdict.codes else ""


@given(people=st.integers(-2, 20), unmet=st.integers(0, 20), left=st.integers(0, 20))
def test_a_match_stays_inside_what_is_offered_and_needed(people: int, unmet: int, left: int) -> None:
    verdict = rules.may_propose_match(DESK, replace(PROPOSAL, people=people, unmet=unmet, left=left), NOW)
    assert verdict.allowed == (1 <= people <= min(unmet, left))
    accepted = rules.may_accept(XA, replace(MATCH, agreed=people, left=left), NOW)
    assert accepted.allowed == (people <= left)


@pytest.mark.parametrize("role", rules.SPEAKERS)
def test_an_ally_and_a_partner_offer_under_the_same_rules(role: Role) -> None:
    for party, side in (("FR", Side.ALLY), ("XA", Side.PARTNER)):
        actor = who(party, side, role)
        assert rules.may_offer(actor, EntryFacts(party, is_suspended=False, people=1, on=LATER), NOW).allowed
        late = EntryFacts(party, is_suspended=False, people=0, on=TODAY)
        assert set(rules.may_offer(actor, late, NOW).codes) == {"education.people_missing", "education.day_past"}


@pytest.mark.parametrize(
    ("actor", "changed", "expected"),
    [
        (AUDITOR, {}, "education.not_matcher"),
        (FR, {}, "education.not_matcher"),
        (DESK, {"is_suspended": True}, "education.suspended"),
        (DESK, {"is_need_open": False}, "education.not_open"),
        (DESK, {"is_offer_open": False}, "education.not_open"),
        (XA, {"offer_party": "XA"}, "education.own_need"),
        (DESK, {"is_matched": True}, "education.already_matched"),
        (DESK, {"same_field": False}, "education.other_field"),
        (DESK, {"reaches": frozenset({"md"})}, "education.other_region"),
        (DESK, {"people": 0}, "education.people_missing"),
        (DESK, {"people": 11}, "education.beyond_need"),
        (DESK, {"left": 4}, "education.beyond_offer"),
    ],
)
def test_every_obstacle_of_a_match_has_its_code(actor: Actor, changed: dict[str, Any], expected: str) -> None:
    assert code(rules.may_propose_match(actor, replace(PROPOSAL, **changed), NOW)) == expected


def test_each_side_speaks_for_itself_alone() -> None:
    for actor in (XA, XE):
        assert rules.may_accept(actor, MATCH, NOW).allowed
    for actor in (DESK, FR, who("XA", Side.PARTNER, Role.COURSE_DIRECTOR)):
        assert code(rules.may_accept(actor, MATCH, NOW)) == "education.not_yours"
    assert code(rules.may_accept(XA, replace(MATCH, accepted=("XA",)), NOW)) == "education.already_accepted"
    assert code(rules.may_accept(XA, ACCEPTED, NOW)) == "education.moved_on"


def test_only_the_partner_that_was_helped_confirms() -> None:
    assert rules.may_confirm(XA, ACCEPTED, NOW).allowed
    for actor in (XE, DESK, FR):
        assert code(rules.may_confirm(actor, ACCEPTED, NOW)) == "education.not_receiver"
    assert code(rules.may_confirm(XA, MATCH, NOW)) == "education.moved_on"
    assert code(rules.may_confirm(XA, replace(ACCEPTED, done_on=LATER), NOW)) == "education.in_future"
    assert code(rules.may_confirm(XA, replace(ACCEPTED, people=0), NOW)) == "education.people_missing"
    assert code(rules.may_confirm(XA, replace(ACCEPTED, people=6), NOW)) == "education.beyond_match"


def test_a_match_ends_with_its_reason_before_it_has_taken_place() -> None:
    for actor in (XA, XE, DESK):
        assert rules.may_decline(actor, replace(MATCH, reason="No."), NOW).allowed
        assert rules.may_decline(actor, replace(ACCEPTED, reason="No."), NOW).allowed
    assert code(rules.may_decline(FR, replace(MATCH, reason="No."), NOW)) == "education.not_yours"
    assert code(rules.may_decline(XA, replace(MATCH, reason=" "), NOW)) == "education.reason_missing"
    done = replace(MATCH, state=MatchState.DONE, reason="No.")
    assert code(rules.may_decline(XA, done, NOW)) == "education.moved_on"


def test_needs_are_stated_by_partners_and_dropped_by_their_own() -> None:
    entry = EntryFacts("XA", is_suspended=False, people=1, on=LATER)
    assert rules.may_state_need(XA, entry, NOW).allowed
    for actor in (XE, FR, DESK, who("FR", Side.ALLY, Role.DELEGATE)):
        assert code(rules.may_state_need(actor, entry, NOW)) == "education.not_in_need"
    assert code(rules.may_offer(DESK, entry, NOW)) == "education.not_contributor"
    assert code(rules.may_state_need(XA, replace(entry, is_suspended=True), NOW)) == "education.suspended"
    drop = DropFacts("XA", is_open=True, busy=False, reason="Done by ourselves.")
    for may in (rules.may_drop_need, rules.may_drop_offer):
        assert may(XA, drop, NOW).allowed
        assert code(may(XE, drop, NOW)) == "education.not_yours"
        assert code(may(XA, replace(drop, is_open=False), NOW)) == "education.not_open"
        assert code(may(XA, replace(drop, busy=True), NOW)) == "education.is_busy"
        assert code(may(XA, replace(drop, reason=""), NOW)) == "education.reason_missing"


@given(gives=st.frozensets(st.sampled_from("abc")), needs=st.frozensets(st.sampled_from("abc")))
def test_a_region_is_a_framework_of_both_and_an_ally_has_none(gives: frozenset[str], needs: frozenset[str]) -> None:
    assert rules.is_regional(by_partner=True, gives=gives, needs=needs) == bool(gives & needs)
    assert not rules.is_regional(by_partner=False, gives=gives, needs=needs)
    assert rules.reaches(gives, needs) == (not gives or bool(gives & needs))


# -- centres -----------------------------------------------------------------------------------------------------------

APPLICATION = rules.ApplicationFacts("XA", is_suspended=False, is_running=False)
APPLIED = rules.RecognitionFacts("XA", rules.CentreState.APPLIED, decision="PO(2026)0001", said="Sound.")
SYSTEM = Actor(name="flow", side=Side.STAFF)


@pytest.mark.parametrize(
    ("actor", "changed", "expected"),
    [
        (XA, {}, ""),
        (XE, {}, "education.not_answering"),
        (DESK, {}, "education.not_answering"),
        (XA, {"is_suspended": True}, "education.suspended"),
        (XA, {"is_running": True}, "education.application_runs"),
        (XA, {"until_on": TODAY + timedelta(days=366)}, "education.too_early"),
        (XA, {"until_on": TODAY + timedelta(days=365)}, ""),
    ],
)
def test_the_nation_that_answers_applies_and_renews_in_the_last_year(
    actor: Actor, changed: dict[str, Any], expected: str
) -> None:
    assert code(rules.may_apply(actor, replace(APPLICATION, **changed), NOW)) == expected


@pytest.mark.parametrize("state", list(rules.CentreState))
def test_only_what_follows_from_a_decision_recognises_a_centre(state: rules.CentreState) -> None:
    facts = replace(APPLIED, state=state)
    for actor in (DESK, XA, FR):
        assert code(rules.may_recognise(actor, facts, NOW)) == "education.council_recognises"
        assert code(rules.may_give_back(actor, facts, NOW)) == "education.council_recognises"
    assert code(rules.may_recognise(SYSTEM, replace(facts, decision=""), NOW)) == "education.council_recognises"
    before_council = state is rules.CentreState.ASSESSED
    for may in (rules.may_recognise, rules.may_give_back):
        assert code(may(SYSTEM, facts, NOW)) == ("" if before_council else "education.other_stage")
    for may in (rules.may_assess, rules.may_turn_down):
        open_ = state is rules.CentreState.APPLIED
        assert code(may(DESK, facts, NOW)) == ("" if open_ else "education.other_stage")
        assert code(may(XA, facts, NOW)) == "education.not_assessor"


def test_an_assessment_is_in_writing_and_an_application_is_taken_back_by_its_nation() -> None:
    for may in (rules.may_assess, rules.may_turn_down):
        assert code(may(DESK, replace(APPLIED, said="  "), NOW)) == "education.findings_missing"
    assert rules.may_withdraw(XA, APPLIED, NOW).allowed
    assert code(rules.may_withdraw(XE, APPLIED, NOW)) == "education.not_answering"


@given(since=st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31)))
def test_a_recognition_holds_for_five_years_to_the_day(since: date) -> None:
    until = rules.valid_until(since)
    assert until.year == since.year + 5
    assert since < rules.renewal_from(until) < until
