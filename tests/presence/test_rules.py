"""Rules of rounds of bids: who opens, bids, joins, chooses, and that the Council alone gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import ANONYMOUS, FLOW, Actor, Role, Side
from comity.core.verdict import Verdict
from comity.policy import number
from comity.presence import rules
from comity.presence.rules import BidState, FileState, Posting, State

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BEGINS = date(2028, 1, 1)
SOON, LATER = NOW - timedelta(hours=1), NOW + timedelta(days=20)
DESK = Actor(name="desk", account_id=1, party="IS", side=Side.STAFF, roles=frozenset({Role.DESK_OFFICER}))
ALLY = Actor(name="ally", account_id=2, party="FR", side=Side.ALLY, roles=frozenset({Role.DELEGATE}))
OTHER = Actor(name="other", account_id=3, party="BE", side=Side.ALLY, roles=frozenset({Role.DELEGATE}))
PARTNER = Actor(name="partner", account_id=4, party="XA", side=Side.PARTNER, roles=frozenset({Role.HEAD_OF_MISSION}))
AUDITOR = Actor(name="auditor", account_id=5, party="IS", side=Side.STAFF, roles=frozenset({Role.AUDITOR}))
PEOPLE = st.sampled_from([DESK, ALLY, OTHER, PARTNER, AUDITOR, ANONYMOUS, FLOW])


def opening(**said: object) -> rules.OpeningFacts:
    facts = {"hosts": ("XA",), "since_on": BEGINS, "closes_at": LATER}
    return rules.OpeningFacts(**{**facts, **said})  # type: ignore[arg-type]


def placing(**said: object) -> rules.PlacingFacts:
    facts = {"state": State.OPEN, "closes_at": LATER, "hosts": ("XA",), "host": "XA", "offer": "A desk."}
    return rules.PlacingFacts(**{**facts, **said})  # type: ignore[arg-type]


def bid(**said: object) -> rules.BidFacts:
    facts = {
        "state": BidState.PLACED,
        "round": State.OPEN,
        "closes_at": SOON,
        "host": "XA",
        "allies": ("FR", "BE"),
        "joined": ("FR", "BE"),
    }
    return rules.BidFacts(**{**facts, **said})  # type: ignore[arg-type]


def bidding(**said: object) -> rules.BiddingFacts:
    facts = {"state": State.OPEN, "closes_at": SOON, "chosen": 1}
    return rules.BiddingFacts(**{**facts, **said})  # type: ignore[arg-type]


@given(PEOPLE, st.sampled_from(BidState), st.text(max_size=2), st.data())
def test_no_mandate_is_given_but_by_what_follows_from_a_decision(
    actor: Actor, state: BidState, decision: str, data: st.DataObject
) -> None:
    is_fit, overlaps = data.draw(st.booleans()), data.draw(st.sampled_from(["", "FR"]))
    facts = bid(state=state, round=State.WITH_COUNCIL, decision=decision, is_fit=is_fit, overlaps=overlaps)
    allowed = actor is FLOW and bool(decision) and state is BidState.CHOSEN and is_fit and not overlaps
    assert rules.may_confer(actor, facts, NOW).allowed == allowed


@given(PEOPLE, st.integers(-3, 60), st.sampled_from(State))
def test_allies_bid_while_the_round_takes_bids_and_nobody_else(actor: Actor, hours: int, state: State) -> None:
    facts = placing(state=state, closes_at=NOW + timedelta(hours=hours))
    assert rules.may_bid(actor, facts, NOW).allowed == (actor in {ALLY, OTHER} and state is State.OPEN and hours > 0)


@given(PEOPLE, st.sampled_from(BidState), st.sampled_from(State), st.integers(-60, 3), st.data())
def test_the_desk_chooses_one_complete_bid_after_the_round_has_closed(
    actor: Actor, state: BidState, span: State, hours: int, data: st.DataObject
) -> None:
    is_complete, rival = data.draw(st.booleans()), data.draw(st.booleans())
    joined = ("FR", "BE") if is_complete else ("FR",)
    facts = bid(state=state, round=span, closes_at=NOW + timedelta(hours=hours), joined=joined, rival=rival)
    allowed = (
        actor is DESK and state is BidState.PLACED and span is State.OPEN and hours <= 0 and is_complete and not rival
    )
    assert rules.may_choose(actor, facts, NOW).allowed == allowed


@given(st.integers(0, 40))
def test_allies_have_as_long_to_bid_as_the_rule_says(days: int) -> None:
    verdict = rules.may_open(DESK, opening(closes_at=NOW + timedelta(days=days)), NOW)
    assert verdict.allowed == (days >= number("presence.bidding_days"))


@given(st.dates(date(1992, 1, 1), date(2090, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29)))
def test_a_mandate_lasts_two_years(day: date) -> None:
    assert rules.mandate(day) == day.replace(year=day.year + 2)


@given(PEOPLE, st.sampled_from(BidState), st.sampled_from(State))
def test_each_ally_of_a_bid_takes_it_back_until_the_council_has_it(actor: Actor, state: BidState, span: State) -> None:
    allowed = actor in {ALLY, OTHER} and state in {BidState.PLACED, BidState.CHOSEN} and span is State.OPEN
    assert rules.may_withdraw(actor, bid(state=state, round=span), NOW).allowed == allowed


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (rules.may_open(AUDITOR, opening(), NOW), "presence.not_desk"),
        (rules.may_open(DESK, opening(hosts=()), NOW), "presence.no_hosts"),
        (rules.may_open(DESK, opening(unfit=("XA",)), NOW), "presence.host_not_partner"),
        (rules.may_open(DESK, opening(taken=("XA",)), NOW), "presence.host_in_round"),
        (rules.may_open(DESK, opening(closes_at=SOON), NOW), "presence.closes_too_soon"),
        (rules.may_open(DESK, opening(since_on=NOW.date()), NOW), "presence.closes_late"),
        (rules.may_bid(PARTNER, placing(), NOW), "presence.not_delegation"),
        (rules.may_bid(ALLY, placing(closes_at=NOW), NOW), "presence.bidding_over"),
        (rules.may_bid(ALLY, placing(host="XB"), NOW), "presence.not_in_round"),
        (rules.may_bid(ALLY, placing(strangers=("XA",)), NOW), "presence.not_an_ally"),
        (rules.may_bid(ALLY, placing(busy=("FR",)), NOW), "presence.already_bid"),
        (rules.may_bid(ALLY, placing(offer=" "), NOW), "presence.offer_missing"),
        (rules.may_join(OTHER, bid(closes_at=LATER), NOW), "presence.not_asked_to_join"),
        (rules.may_join(OTHER, bid(joined=("FR",)), NOW), "presence.bidding_over"),
        (rules.may_join(OTHER, bid(joined=("FR",), state=BidState.WITHDRAWN), NOW), "presence.bid_moved_on"),
        (rules.may_withdraw(ALLY, bid(round=State.WITH_COUNCIL), NOW), "presence.not_with_desk"),
        (rules.may_choose(DESK, bid(closes_at=LATER), NOW), "presence.bidding_runs"),
        (rules.may_choose(DESK, bid(joined=("FR",)), NOW), "presence.not_all_joined"),
        (rules.may_choose(DESK, bid(rival=True), NOW), "presence.host_chosen"),
        (rules.may_choose(DESK, bid(overlaps="FR"), NOW), "presence.serves_already"),
        (rules.may_set_aside(DESK, bid(), NOW), "presence.bid_moved_on"),
        (rules.may_submit(DESK, bidding(chosen=0), NOW), "presence.nothing_chosen"),
        (rules.may_call_off(DESK, bidding(reason=" "), NOW), "presence.reason_missing"),
        (rules.may_confer(DESK, bid(state=BidState.CHOSEN, decision="D"), NOW), "presence.council_decides"),
        (rules.may_settle(FLOW, bidding(decision="D"), NOW), "presence.not_before_council"),
        (rules.may_give_back(FLOW, bidding(decision="D"), NOW), "presence.not_before_council"),
        (rules.may_lapse(FLOW, bid(state=BidState.WITHDRAWN, decision="D"), NOW), "presence.bid_moved_on"),
    ],
)
def test_every_obstacle_has_its_code(verdict: Verdict, code: str) -> None:
    assert code in verdict.codes


CHANGE = rules.FileOpeningFacts("XA", ("FR",), ())


def kept(**said: object) -> rules.FileFacts:
    facts = {"state": FileState.OPEN, "outgoing": ("FR",), "incoming": ("BE",), "entries": 1}
    return rules.FileFacts(**{**facts, **said})  # type: ignore[arg-type]


def done(**said: object) -> rules.LogFacts:
    return rules.LogFacts(**{"host": "XA", "held_on": NOW.date(), "serves": True, "subject": "Debate", **said})  # type: ignore[arg-type]


@given(PEOPLE, st.sampled_from(FileState), st.integers(0, 2))
def test_a_file_goes_from_those_who_leave_to_those_who_come(actor: Actor, state: FileState, entries: int) -> None:
    facts = kept(state=state, entries=entries)
    is_open, is_handed = state is FileState.OPEN, state is FileState.HANDED
    assert rules.may_add(actor, facts, NOW).allowed == (actor in {DESK, ALLY} and is_open)
    assert rules.may_hand_over(actor, facts, NOW).allowed == (actor is ALLY and is_open and entries > 0)
    assert rules.may_take_over(actor, facts, NOW).allowed == (actor is OTHER and is_handed)
    assert rules.may_ask_more(actor, facts, NOW).allowed == (actor is OTHER and is_handed)
    alone = kept(state=state, incoming=())
    assert rules.may_take_over(actor, alone, NOW).allowed == (actor is DESK and is_handed)


@given(PEOPLE, st.booleans(), st.integers(-400, 30))
def test_an_embassy_logs_what_it_did_while_it_served(actor: Actor, serves: bool, days: int) -> None:  # noqa: FBT001
    facts = done(serves=serves, held_on=NOW.date() + timedelta(days=days))
    allowed = actor in {DESK, ALLY, OTHER} and serves and days <= 0
    assert rules.may_log(actor, facts, NOW).allowed == allowed


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_mandate_is_quiet_once_nothing_was_logged_for_as_long_as_the_rule_says(begun: int, logged: int) -> None:
    day = NOW.date()
    since_on, last_on = day - timedelta(days=begun), day - timedelta(days=logged)
    assert rules.is_quiet(since_on, last_on, day) == (min(begun, logged) > number("presence.quiet_days"))
    assert rules.is_quiet(None, None, day)


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (rules.may_open_file(FLOW, rules.FileOpeningFacts("XA", (), ("BE",)), NOW), "presence.nobody_leaves"),
        (
            rules.may_open_file(DESK, rules.FileOpeningFacts("XA", ("FR",), (), exists=True), NOW),
            "presence.file_exists",
        ),
        (rules.may_open_file(ALLY, rules.FileOpeningFacts("XA", ("FR",), ()), NOW), "presence.not_desk"),
        (rules.may_add(OTHER, kept(), NOW), "presence.not_outgoing"),
        (rules.may_add(ALLY, kept(text=" "), NOW), "presence.entry_empty"),
        (rules.may_add(ALLY, kept(state=FileState.TAKEN), NOW), "presence.file_moved_on"),
        (rules.may_hand_over(ALLY, kept(entries=0), NOW), "presence.file_empty"),
        (rules.may_take_over(ALLY, kept(state=FileState.HANDED), NOW), "presence.not_incoming"),
        (rules.may_redirect(DESK, kept(), NOW), "presence.council_decides"),
        (rules.may_log(OTHER, done(serves=False), NOW), "presence.not_serving"),
        (rules.may_log(DESK, done(held_on=date(2026, 12, 1)), NOW), "presence.in_future"),
        (rules.may_log(ALLY, done(subject=""), NOW), "presence.entry_empty"),
    ],
)
def test_every_obstacle_of_embassies_at_work_has_its_code(verdict: Verdict, code: str) -> None:
    assert code in verdict.codes


HEAD = PARTNER
CLERK = Actor(
    name="clerk", account_id=9, person_id=9, party="XA", side=Side.PARTNER, roles=frozenset({Role.MISSION_OFFICER})
)
MISSION_PEOPLE = st.sampled_from([DESK, ALLY, HEAD, CLERK, AUDITOR, ANONYMOUS, FLOW])


def notice(**said: object) -> rules.NotifyFacts:
    facts = {"party": "XA", "is_partner": True, "letter": "XA/1", "letter_on": NOW.date()}
    return rules.NotifyFacts(**{**facts, **said})  # type: ignore[arg-type]


def posting(**said: object) -> rules.PostingFacts:
    return rules.PostingFacts(**{"party": "XA", "state": Posting.NOTIFIED, **said})  # type: ignore[arg-type]


@given(MISSION_PEOPLE, st.sampled_from(Posting), st.sampled_from([None, 9]))
def test_access_opens_and_closes_by_the_mission_or_the_desk_alone(
    actor: Actor, state: Posting, person_id: int | None
) -> None:
    facts = posting(state=state, person_id=person_id)
    speaks = actor in {DESK, HEAD}
    assert rules.may_arrive(actor, facts, NOW).allowed == (speaks and state is Posting.ACCEPTED)
    leaves = speaks or (actor is CLERK and person_id is not None)
    assert rules.may_depart(actor, facts, NOW).allowed == (leaves and state is Posting.ARRIVED)
    assert rules.may_accept(actor, facts, NOW).allowed == (actor is DESK and state is Posting.NOTIFIED)


@given(MISSION_PEOPLE, st.sampled_from(["XA", "XB"]), st.integers(-5, 5))
def test_a_head_notifies_for_the_own_mission_and_the_desk_for_all(actor: Actor, party: str, days: int) -> None:
    facts = notice(party=party, letter_on=NOW.date() + timedelta(days=days))
    allowed = (actor is DESK or (actor is HEAD and party == "XA")) and days <= 0
    assert rules.may_notify(actor, facts, NOW).allowed == allowed


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (rules.may_notify(CLERK, notice(), NOW), "presence.not_head_of_mission"),
        (rules.may_notify(DESK, notice(is_partner=False), NOW), "presence.no_mission_of"),
        (rules.may_notify(replace(HEAD, person_id=4), notice(person_id=4), NOW), "presence.not_oneself"),
        (rules.may_notify(DESK, notice(letter=" "), NOW), "presence.letter_missing"),
        (rules.may_notify(DESK, notice(letter_on=date(2026, 12, 1)), NOW), "presence.letter_to_come"),
        (rules.may_notify(DESK, notice(exists=True), NOW), "presence.already_notified"),
        (rules.may_accept(HEAD, posting(), NOW), "presence.desk_accepts"),
        (rules.may_accept(DESK, posting(text=""), NOW), "presence.letter_missing"),
        (rules.may_decline(DESK, posting(text=""), NOW), "presence.why_declined"),
        (rules.may_arrive(HEAD, posting(), NOW), "presence.posting_moved_on"),
    ],
)
def test_every_obstacle_of_missions_has_its_code(verdict: Verdict, code: str) -> None:
    assert code in verdict.codes
