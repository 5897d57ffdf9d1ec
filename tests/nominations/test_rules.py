"""Who may nominate, take seats and give them: properties of the rules, total over states and monotone in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK, FLOW, Actor, Role, Side
from comity.core.calendar import end_of_day
from comity.core.verdict import Verdict
from comity.menu import rules as menu
from comity.menu.rules import Clearance, Person, Requirements, Standing
from comity.nominations import rules
from comity.nominations.rules import State
from comity.policy import explain, number

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
START, END, CLOSES = date(2027, 4, 12), date(2027, 4, 16), date(2027, 2, 26)
XA = Standing("XA", Side.PARTNER, frozenset({"eapc-pfp"}))
OFFICER = Actor("A", 1, 1, "XA", Side.PARTNER, frozenset({Role.MISSION_OFFICER}))
HOST = Actor("L", 2, 2, "XD", Side.PARTNER, frozenset({Role.COURSE_DIRECTOR}))
MANAGER = Actor("M", 3, 3, "IS", Side.STAFF, frozenset({Role.MENU_MANAGER}))
DESK = Actor("J", 4, 4, "IS", Side.STAFF, frozenset({Role.DESK_OFFICER}))
ACTIVITY = rules.ActivityFacts(
    menu=menu.ActivityFacts(
        code="PCM-0455",
        state=menu.State.PUBLISHED,
        provider_party="XD",
        open_to=frozenset({"eapc-pfp"}),
        start_on=START,
        end_on=END,
        nominate_by=CLOSES,
        seats_total=2,
    ),
    wanted=Requirements("OF-2", "OF-4", "3332", Clearance.CONFIDENTIAL, frozenset({"CRS-0001"})),
    host_party="XD",
    host="Drevania Training Centre",
)
FIT = Person("OF-3", "3333", Clearance.SECRET, frozenset({"CRS-0001"}))

states = st.sampled_from(list(State))
stages = st.sampled_from(list(menu.State))
moments = st.datetimes(datetime(2026, 9, 1), datetime(2027, 8, 1), timezones=st.just(UTC))  # noqa: DTZ001
actors = st.sampled_from([OFFICER, HOST, MANAGER, DESK, CLOCK, FLOW, replace(OFFICER, party="XB"), Actor("nobody")])


def facts(state: State = State.SUBMITTED, **values: Any) -> rules.NominationFacts:
    return rules.NominationFacts(**{"activity": ACTIVITY, "number": 1, "standing": XA, "state": state, **values})


def on_menu(**values: Any) -> rules.ActivityFacts:
    return replace(ACTIVITY, menu=replace(ACTIVITY.menu, **values))


def listed(**values: Any) -> rules.ListFacts:
    return rules.ListFacts(**{"activity": ACTIVITY, **values})


VERBS = {
    "receive": rules.may_receive,
    "decline": rules.may_decline,
    "confirm": rules.may_confirm,
    "withdraw": rules.may_withdraw,
    "exchange": rules.may_exchange,
    "rejoin": rules.may_rejoin,
    "expire": rules.may_expire,
    "attend": rules.may_attend,
    "miss": rules.may_miss,
}
OWN, HOSTS = {"confirm", "withdraw", "exchange", "rejoin"}, {"receive", "decline", "attend", "miss"}


@given(st.sampled_from(sorted(VERBS)), actors, states, stages, moments)
def test_every_rule_answers_in_every_state_and_what_it_refuses_it_can_explain(
    verb: str, actor: Actor, state: State, stage: menu.State, now: datetime
) -> None:
    known = facts(state, activity=on_menu(state=stage), expires_at=NOW + timedelta(days=3), reason="no room")
    verdict = VERBS[verb](actor, known, now)
    if verdict.allowed:
        assert verb == "exchange" or rules.WORKFLOW.may(verb, state)
        if verb in OWN:
            assert actor.acts_for("XA")
            assert actor.has(*rules.NOMINATING)
        if verb in HOSTS:
            assert rules.is_host(actor, "XD")
    for reason in verdict.reasons:
        for language in ("en", "fr"):
            assert explain(reason, language, lambda _kind, value: value).facts


@given(moments, moments, st.sampled_from(["withdraw", "receive", "rejoin"]))
def test_what_the_start_has_ended_does_not_come_back(one: datetime, other: datetime, verb: str) -> None:
    earlier, later = sorted((one, other))
    actor = HOST if verb == "receive" else OFFICER
    state = {"withdraw": State.CONFIRMED, "receive": State.SUBMITTED, "rejoin": State.EXPIRED}[verb]
    if not VERBS[verb](actor, facts(state), earlier).allowed:
        assert not VERBS[verb](actor, facts(state), later).allowed


@given(moments, st.integers(-5, 5))
def test_an_offer_is_either_to_be_confirmed_or_to_be_ended_never_both_and_never_neither(
    expires_at: datetime, seconds: int
) -> None:
    now = min(expires_at, end_of_day(START - timedelta(days=1))) + timedelta(seconds=seconds)
    known = facts(State.SEAT_OFFERED, expires_at=min(expires_at, end_of_day(START - timedelta(days=1))))
    confirm, expire = rules.may_confirm(OFFICER, known, now), rules.may_expire(CLOCK, known, now)
    assert confirm.allowed != expire.allowed
    assert confirm.allowed == (seconds < 0)


@given(moments)
def test_a_seat_is_kept_for_the_days_of_the_rule_and_never_beyond_the_start(now: datetime) -> None:
    days = timedelta(days=number("nominations.offer_days"))
    assert rules.expiry(now, None) == now + days
    assert rules.expiry(now, START) == min(now + days, end_of_day(START - timedelta(days=1)))


@given(actors, moments)
def test_only_the_clock_and_the_flow_end_lists_and_only_with_the_activity(actor: Actor, now: datetime) -> None:
    for stage in menu.State:
        known = listed(activity=on_menu(state=stage), reason="storm")
        off, over = rules.may_call_off(actor, known, now), rules.may_close(actor, known, now)
        assert off.allowed == (actor.is_system and stage in {menu.State.CANCELLED, menu.State.RETIRED})
        assert over.allowed == (actor.is_system and stage in {menu.State.HELD, menu.State.REPORTED, menu.State.RETIRED})


@given(actors)
def test_new_dates_reach_offers_by_themselves(actor: Actor) -> None:
    assert rules.may_reschedule(actor, listed(), NOW).allowed == actor.is_system


def only(verdict: Verdict) -> str:
    assert len(verdict.reasons) == 1, verdict.codes
    return verdict.codes[0]


def nominating(**values: Any) -> rules.NominateFacts:
    return rules.NominateFacts(**{"activity": ACTIVITY, "standing": XA, **values})


def test_the_partys_own_authority_puts_people_forward_who_fit() -> None:
    people = (rules.Candidate(1, FIT), rules.Candidate(2, FIT))
    assert rules.may_nominate(OFFICER, nominating(people=people), NOW).allowed
    assert rules.may_nominate(OFFICER, nominating(), NOW).allowed


@pytest.mark.parametrize("actor", [HOST, MANAGER, DESK, FLOW, replace(OFFICER, roles=frozenset({Role.AUDITOR}))])
def test_nobody_else_does(actor: Actor) -> None:
    assert only(rules.may_nominate(actor, nominating(people=(rules.Candidate(1, FIT),)), NOW)) == (
        "nominations.not_own_authority"
    )


def test_every_obstacle_of_every_person_is_named() -> None:
    poor = Person("OR-3", "1111", Clearance.NONE, frozenset())
    other = rules.Overlap("PCM-0012", START, END)
    people = (
        rules.Candidate(1, FIT),
        rules.Candidate(2, poor, nominated_on=NOW.date(), overlap=other, is_repeated=True),
        rules.Candidate(3, replace(FIT, rank="")),
    )
    verdict = rules.may_nominate(OFFICER, nominating(people=people, together=True), NOW)
    assert verdict.codes == (
        "nominations.group_too_large",
        "nominations.person_twice",
        "nominations.already_nominated",
        "nominations.rank_outside",
        "nominations.language_below",
        "nominations.clearance_missing",
        "nominations.prerequisite_missing",
        "nominations.dates_overlap",
        "nominations.rank_outside",
    )
    assert [reason.params.get("person") for reason in verdict.reasons][2:] == [2, 2, 2, 2, 2, 2, 3]


def test_obstacles_of_the_activity_come_with_those_of_the_people() -> None:
    activity = on_menu(nominate_by=date(2026, 11, 1), open_to=frozenset({"md"}))
    people = (rules.Candidate(1, replace(FIT, rank="")),)
    verdict = rules.may_nominate(OFFICER, nominating(activity=activity, people=people), NOW)
    assert set(verdict.codes) == {
        "menu.not_open_to_framework",
        "menu.deadline_passed",
        "nominations.rank_outside",
    }


def test_a_seat_is_not_confirmed_by_a_party_that_could_no_longer_come() -> None:
    known = facts(State.SEAT_OFFERED, expires_at=NOW + timedelta(days=1), standing=replace(XA, suspended=True))
    assert "menu.suspended" in rules.may_confirm(OFFICER, known, NOW).codes
    left = facts(State.SEAT_OFFERED, expires_at=NOW + timedelta(days=1), standing=replace(XA, frameworks=frozenset()))
    assert rules.may_confirm(OFFICER, left, NOW).codes == ("menu.not_open_to_framework",)


def test_a_seat_may_be_confirmed_after_nominations_have_closed() -> None:
    late = datetime(2027, 3, 10, tzinfo=UTC)
    known = facts(State.SEAT_OFFERED, expires_at=late + timedelta(days=1))
    assert rules.may_confirm(OFFICER, known, late).allowed
    assert only(rules.may_exchange(OFFICER, known, late)) == "nominations.closed"


def test_nobody_takes_two_seats_on_the_same_days() -> None:
    other = rules.Overlap("PCM-0012", START, END)
    known = facts(State.SEAT_OFFERED, expires_at=NOW + timedelta(days=1), overlap=other)
    assert only(rules.may_confirm(OFFICER, known, NOW)) == "nominations.dates_overlap"


def test_the_host_gives_reasons_and_goes_through_the_list_only_while_a_seat_is_free() -> None:
    assert only(rules.may_decline(HOST, facts(), NOW)) == "nominations.reason_missing"
    assert rules.may_decline(HOST, facts(reason="another profile"), NOW).allowed
    assert rules.may_seat_waiting(HOST, listed(), NOW).allowed
    full = listed(activity=on_menu(seats_given=2))
    assert only(rules.may_seat_waiting(HOST, full, NOW)) == "nominations.seats_full"
    assert rules.may_seat_waiting(FLOW, full, NOW).allowed
    assert only(rules.may_seat_waiting(DESK, full, NOW)) == "nominations.not_host"


def test_seats_rest_while_the_activity_is_off_the_menu() -> None:
    postponed = on_menu(state=menu.State.POSTPONED)
    assert only(rules.may_receive(HOST, facts(activity=postponed), NOW)) == "nominations.not_published"
    assert not rules.is_filling(postponed, NOW)
    assert rules.is_filling(ACTIVITY, NOW)


def test_attendance_is_recorded_from_the_first_day_for_as_long_as_the_rule_says() -> None:
    known = facts(State.CONFIRMED)
    before = end_of_day(START - timedelta(days=1)) - timedelta(seconds=1)
    last = end_of_day(END + timedelta(days=number("nominations.attendance_days"))) - timedelta(seconds=1)
    for may in (rules.may_attend, rules.may_miss):
        assert only(may(HOST, known, before)) == "nominations.not_started"
        assert may(HOST, known, before + timedelta(seconds=1)).allowed
        assert may(HOST, known, last).allowed
        assert only(may(HOST, known, last + timedelta(seconds=1))) == "nominations.attendance_closed"
        assert may(MANAGER, known, last + timedelta(seconds=1)).allowed, "the menu manager may still put it right"


def test_personal_data_are_erased_on_their_day_by_the_clock_and_never_before() -> None:
    kept = rules.ErasureFacts(rules.kept_until(END))
    assert kept.erase_on == END + timedelta(days=number("nominations.retention_days"))
    midnight = end_of_day(kept.erase_on - timedelta(days=1))
    assert only(rules.may_erase(CLOCK, kept, midnight - timedelta(seconds=1))) == "nominations.kept_until"
    assert rules.may_erase(CLOCK, kept, midnight).allowed
    assert not rules.may_erase(MANAGER, kept, midnight).allowed


def test_withdrawing_ends_with_the_start() -> None:
    start = end_of_day(START - timedelta(days=1))
    assert rules.may_withdraw(OFFICER, facts(State.CONFIRMED), start - timedelta(seconds=1)).allowed
    assert only(rules.may_withdraw(OFFICER, facts(State.CONFIRMED), start)) == "nominations.begun"
    assert only(rules.may_withdraw(OFFICER, facts(State.DECLINED), NOW)) == "nominations.wrong_state"


def test_the_workflow_draws_itself() -> None:
    assert "waiting --> seat_offered: seat_waiting" in rules.WORKFLOW.draw()
    assert not any(rules.WORKFLOW.may(verb, state) for verb in ("confirm", "receive") for state in rules.ENDED)
