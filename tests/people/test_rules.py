"""Who may act for whom, as properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK, Actor, Role, Side
from comity.people import rules

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
ROLES = st.frozensets(st.sampled_from(Role), max_size=3)
PARTIES = st.sampled_from(["XA", "XB", "IS"])


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    person = draw(st.integers(1, 4))
    return Actor(name="A", account_id=person, person_id=person, party=draw(PARTIES), roles=draw(ROLES))


@st.composite
def to_appoint(draw: st.DrawFn) -> rules.AppointFacts:
    return rules.AppointFacts(
        party=draw(PARTIES),
        side=draw(st.sampled_from(Side)),
        role=draw(st.sampled_from(Role)),
        since_on=draw(DAYS),
        until_on=draw(st.none() | DAYS),
        person_id=draw(st.none() | st.integers(1, 4)),
        is_held=draw(st.booleans()),
    )


@st.composite
def to_end(draw: st.DrawFn) -> rules.EndFacts:
    return rules.EndFacts(
        party=draw(PARTIES),
        role=draw(st.sampled_from(Role)),
        person_id=draw(st.integers(1, 4)),
        since_on=draw(DAYS),
        until_on=draw(st.none() | DAYS),
        ends_on=draw(DAYS),
    )


@st.composite
def to_deputise(draw: st.DrawFn) -> rules.DeputiseFacts:
    return rules.DeputiseFacts(
        party=draw(PARTIES),
        role=draw(st.sampled_from(Role)),
        holder_id=draw(st.integers(1, 4)),
        deputy_id=draw(st.integers(1, 4)),
        appointed_since_on=draw(DAYS),
        appointed_until_on=draw(st.none() | DAYS),
        is_deputy=draw(st.booleans()),
        belongs=draw(st.booleans()),
        is_held=draw(st.booleans()),
        since_on=draw(DAYS),
        until_on=draw(st.none() | DAYS),
    )


@st.composite
def to_hand_over(draw: st.DrawFn) -> rules.HandOverFacts:
    return rules.HandOverFacts(
        party=draw(PARTIES),
        role=draw(st.sampled_from(Role)),
        holder_id=draw(st.integers(1, 4)),
        successor_id=draw(st.integers(1, 4)),
        since_on=draw(DAYS),
        until_on=draw(st.none() | DAYS),
        on=draw(DAYS),
        belongs=draw(st.booleans()),
        is_held=draw(st.booleans()),
    )


def head(party: str, person_id: int = 99) -> Actor:
    return Actor(name="H", account_id=1, person_id=person_id, party=party, roles=frozenset({Role.HEAD_OF_MISSION}))


# -- appointing --------------------------------------------------------------------------------------------------------


@given(actor=actors(), facts=to_appoint())
def test_who_is_appointed_is_appointed_by_the_authority_of_that_party_and_never_by_oneself(
    actor: Actor, facts: rules.AppointFacts
) -> None:
    if rules.may_appoint(actor, facts, NOW).allowed:
        assert rules.may_appoint_for(actor, facts.party)
        assert facts.person_id != actor.person_id
        assert facts.role in rules.ROLES_OF[facts.side]
        assert facts.until_on is None or facts.until_on > facts.since_on
        assert not facts.is_held


@given(facts=to_appoint())
def test_every_obstacle_of_an_appointment_has_its_code(facts: rules.AppointFacts) -> None:
    fine = replace(facts, side=Side.PARTNER, role=Role.MISSION_OFFICER, until_on=None, is_held=False, person_id=None)
    actor = head(facts.party)
    assert rules.may_appoint(actor, fine, NOW).allowed
    assert rules.may_appoint(CLOCK, fine, NOW).allowed
    assert rules.may_appoint(head("FR"), fine, NOW).codes == ("people.not_appointing_authority",)
    assert rules.may_appoint(actor, replace(fine, person_id=99), NOW).codes == ("people.not_oneself",)
    assert rules.may_appoint(actor, replace(fine, role=Role.AUDITOR), NOW).codes == ("people.role_not_of_party",)
    assert rules.may_appoint(actor, replace(fine, until_on=fine.since_on), NOW).codes == ("people.ends_before_start",)
    assert rules.may_appoint(actor, replace(fine, is_held=True), NOW).codes == ("people.already_appointed",)


def test_an_administrator_appoints_for_every_party() -> None:
    clerk = Actor(name="A", account_id=1, person_id=1, party="IS", roles=frozenset({Role.ADMINISTRATOR}))
    assert all(rules.may_appoint_for(clerk, party) for party in ("XA", "FR", "IS"))
    assert not rules.may_appoint_for(head("XA"), "XB")


def test_no_side_has_a_role_of_another_table_that_decides() -> None:
    assert Role.COUNCIL_SECRETARY not in rules.PARTNER_ROLES | rules.ALLY_ROLES | rules.ORGANISATION_ROLES
    assert Role.DELEGATE not in rules.PARTNER_ROLES
    assert rules.ROLES_OF.keys() == set(Side)


# -- ending ------------------------------------------------------------------------------------------------------------


@given(actor=actors(), facts=to_end())
def test_an_appointment_is_ended_by_the_authority_or_its_holder_and_never_backwards(
    actor: Actor, facts: rules.EndFacts
) -> None:
    if rules.may_end(actor, facts, NOW).allowed:
        assert facts.person_id == actor.person_id or rules.may_appoint_for(actor, facts.party)
        assert facts.ends_on >= max(TODAY, facts.since_on)
        assert facts.until_on is None or facts.until_on > TODAY


def test_every_obstacle_of_an_end_has_its_code() -> None:
    fine = rules.EndFacts("XA", Role.DELEGATE, 1, TODAY, None, TODAY)
    actor = head("XA")
    assert rules.may_end(actor, fine, NOW).allowed
    assert rules.may_end(replace(head("XB"), person_id=1), fine, NOW).allowed, "one's own may be laid down"
    assert rules.may_end(head("XB"), fine, NOW).codes == ("people.not_appointing_authority",)
    assert rules.may_end(actor, replace(fine, until_on=TODAY), NOW).codes == ("people.already_ended",)
    early = replace(fine, since_on=date(2026, 1, 1), ends_on=TODAY - timedelta(days=1))
    assert rules.may_end(actor, early, NOW).codes == ("people.in_the_past",)
    later = replace(fine, since_on=date(2027, 1, 1))
    assert rules.may_end(actor, later, NOW).codes == ("people.ends_before_start",)


@given(facts=to_end(), days=st.integers(0, 400))
def test_what_has_ended_stays_ended(facts: rules.EndFacts, days: int) -> None:
    """Monotone in time: once it is too late to end an appointment, it stays too late."""
    actor = head(facts.party)
    if not rules.may_end(actor, facts, NOW).allowed:
        assert not rules.may_end(actor, facts, NOW + timedelta(days=days)).allowed


# -- deputies ----------------------------------------------------------------------------------------------------------


@given(actor=actors(), facts=to_deputise())
def test_a_deputy_is_a_colleague_for_a_bounded_time_within_the_appointment(
    actor: Actor, facts: rules.DeputiseFacts
) -> None:
    if rules.may_deputise(actor, facts, NOW).allowed:
        assert facts.belongs
        assert not facts.is_deputy
        assert facts.deputy_id != facts.holder_id
        assert facts.until_on is not None
        assert timedelta(days=1) <= facts.until_on - facts.since_on <= timedelta(days=rules.deputy_days())
        assert facts.since_on >= facts.appointed_since_on
        assert facts.appointed_until_on is None or facts.until_on <= facts.appointed_until_on


def test_every_obstacle_of_a_deputy_has_its_code() -> None:
    until = TODAY + timedelta(days=30)
    fine = rules.DeputiseFacts(
        party="XA",
        role=Role.DELEGATE,
        holder_id=1,
        deputy_id=2,
        appointed_since_on=date(2026, 1, 1),
        appointed_until_on=None,
        is_deputy=False,
        belongs=True,
        is_held=False,
        since_on=TODAY,
        until_on=until,
    )
    actor = head("XA", 1)
    assert rules.may_deputise(actor, fine, NOW).allowed
    for change, code in (
        ({"deputy_id": 1}, "people.deputy_is_holder"),
        ({"is_deputy": True}, "people.deputy_of_deputy"),
        ({"belongs": False}, "people.not_of_party"),
        ({"until_on": None}, "people.deputy_needs_end"),
        ({"until_on": TODAY + timedelta(days=61)}, "people.deputy_too_long"),
        ({"until_on": TODAY}, "people.ends_before_start"),
        ({"since_on": date(2026, 11, 1)}, "people.in_the_past"),
        ({"appointed_until_on": TODAY + timedelta(days=10)}, "people.deputy_beyond_appointment"),
        ({"appointed_until_on": TODAY}, "people.already_ended"),
        ({"is_held": True}, "people.already_appointed"),
    ):
        assert rules.may_deputise(actor, replace(fine, **change), NOW).codes == (code,)
    assert rules.may_deputise(head("XB", 5), fine, NOW).codes == ("people.not_appointing_authority",)
    assert rules.may_deputise(head("XA", 2), fine, NOW).codes == ("people.not_oneself",)


# -- handing over ------------------------------------------------------------------------------------------------------


@given(actor=actors(), facts=to_hand_over())
def test_nobody_gets_a_post_whom_the_authority_has_not_appointed(actor: Actor, facts: rules.HandOverFacts) -> None:
    if rules.may_hand_over(actor, facts, NOW).allowed:
        assert facts.is_held or rules.may_appoint_for(actor, facts.party)
        assert facts.is_held or facts.successor_id != actor.person_id
        assert facts.belongs
        assert facts.on >= max(TODAY, facts.since_on)


def test_every_obstacle_of_a_hand_over_has_its_code() -> None:
    fine = rules.HandOverFacts(
        party="XA",
        role=Role.DELEGATE,
        holder_id=1,
        successor_id=2,
        since_on=date(2026, 1, 1),
        until_on=None,
        on=TODAY,
        belongs=True,
        is_held=True,
    )
    holder = Actor(name="A", account_id=1, person_id=1, party="XA", roles=frozenset({Role.DELEGATE}))
    assert rules.may_hand_over(holder, fine, NOW).allowed
    for change, code in (
        ({"successor_id": 1}, "people.successor_is_holder"),
        ({"until_on": TODAY}, "people.already_ended"),
        ({"on": date(2026, 11, 1)}, "people.in_the_past"),
        ({"since_on": date(2027, 1, 1)}, "people.ends_before_start"),
        ({"belongs": False}, "people.not_of_party"),
        ({"is_held": False}, "people.successor_not_appointed"),
    ):
        assert rules.may_hand_over(holder, replace(fine, **change), NOW).codes == (code,)
    assert rules.may_hand_over(head("XA"), replace(fine, is_held=False), NOW).allowed
    stranger = replace(holder, person_id=7)
    assert rules.may_hand_over(stranger, fine, NOW).codes == ("people.not_appointing_authority",)
    heir = replace(head("XA"), person_id=2)
    assert rules.may_hand_over(heir, replace(fine, is_held=False), NOW).codes == ("people.not_oneself",)


# -- oneself -----------------------------------------------------------------------------------------------------------


@given(actor=actors(), facts=st.builds(rules.OwnFacts, st.integers(1, 4), st.frozensets(PARTIES), PARTIES))
def test_settings_and_hats_are_ones_own(actor: Actor, facts: rules.OwnFacts) -> None:
    own = facts.person_id == actor.person_id
    assert rules.may_choose(actor, facts, NOW).codes == (() if own else ("people.not_own_settings",))
    hat = rules.may_change_hat(actor, facts, NOW)
    assert hat.allowed == (own and facts.party in facts.parties)
    if own and not hat.allowed:
        assert hat.codes == ("people.hat_not_held",)


@given(actor=actors(), answered=st.booleans())
def test_requests_are_answered_once_by_those_who_keep_files(actor: Actor, answered: bool) -> None:  # noqa: FBT001
    verdict = rules.may_answer(actor, rules.RequestFacts(NOW if answered else None), NOW)
    if not actor.has(*rules.ANSWERING):
        assert verdict.codes == ("people.not_answering",)
    else:
        assert verdict.codes == (("people.already_answered",) if answered else ())


@given(keys=st.integers(0, 40), own=st.booleans())
def test_a_person_keeps_so_many_keys(keys: int, *, own: bool) -> None:
    actor = Actor(name="A", person_id=1)
    verdict = rules.may_make_key(actor, rules.KeyFacts(1 if own else 2, keys=keys), NOW)
    if not own:
        assert verdict.codes == ("people.not_own_settings",)
    else:
        assert verdict.codes == (() if keys < 10 else ("people.too_many_keys",))
