"""Where a nation stands on any day, as properties: no database, no clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK, FLOW, Actor, Role, Side
from comity.parties import rules
from comity.parties.rules import Kind, Membership, Opened, PartyFacts, Pause, Record
from comity.policy import pack
from comity.policy.model import Opening

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
DAYS = st.dates(date(1949, 1, 1), date(2060, 12, 31))
COMMUNITIES = ["allies", "partners", "invitees", *(f"framework:{code}" for code in pack().frameworks)]
SECRETARY = Actor(name="H", account_id=1, side=Side.STAFF, party="IS", roles=frozenset({Role.COUNCIL_SECRETARY}))
DESK = Actor(name="J", account_id=2, side=Side.STAFF, party="IS", roles=frozenset({Role.DESK_OFFICER}))
OFFICER = Actor(name="A", account_id=3, side=Side.PARTNER, party="XA", roles=frozenset({Role.MISSION_OFFICER}))
ADMINISTRATOR = Actor(name="N", account_id=4, side=Side.STAFF, party="IS", roles=frozenset({Role.ADMINISTRATOR}))
AUDITOR = Actor(name="I", account_id=5, side=Side.STAFF, party="IS", roles=frozenset({Role.AUDITOR}))
EVERYBODY = [SECRETARY, DESK, OFFICER, ADMINISTRATOR, AUDITOR, CLOCK, FLOW]


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    since = draw(DAYS)
    return since, draw(st.none() | st.integers(1, 9_000).map(lambda days: since + timedelta(days=days)))


@st.composite
def memberships(draw: st.DrawFn) -> tuple[Membership, ...]:
    """Memberships as the database keeps them: no two of one community overlap."""
    kept: list[Membership] = []
    for community, (since, until), epoch in draw(
        st.lists(st.tuples(st.sampled_from(COMMUNITIES), spans(), st.integers(1, 40)), max_size=6)
    ):
        one = Membership(community, epoch, since, until)
        if not any(two.community == community and overlap(one, two) for two in kept):
            kept.append(one)
    return tuple(kept)


def overlap(one: Membership, two: Membership) -> bool:
    return (one.until_on is None or two.since_on < one.until_on) and (
        two.until_on is None or one.since_on < two.until_on
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    pauses = tuple(Pause(since, until) for since, until in draw(st.lists(spans(), max_size=1)))
    opened = tuple(Opened("PARP", day) for day in draw(st.lists(DAYS, max_size=1)))
    return Record("XA", draw(st.sampled_from(Kind)), draw(memberships()), pauses, opened)


def standing(record: Record, day: date) -> rules.Standing:
    return rules.standing(record, day, newest={}, tools=pack().tools.values())


# -- standing ----------------------------------------------------------------------------------------------------------


@given(records(), DAYS)
def test_every_party_stands_on_exactly_one_side_on_every_day(record: Record, day: date) -> None:
    found = standing(record, day)
    assert found.side in Side
    assert not (found.is_ally and found.is_partner)
    if record.kind is Kind.STAFF:
        assert found.side is Side.STAFF


@given(records(), DAYS)
def test_the_day_of_the_end_no_longer_counts_and_the_first_does(record: Record, day: date) -> None:
    for one in record.memberships:
        assert record.belongs(one.community, one.since_on)
        if one.until_on and not any(
            two.community == one.community and two.since_on == one.until_on for two in record.memberships
        ):
            assert not record.belongs(one.community, one.until_on)


@given(records(), DAYS)
def test_who_is_suspended_stays_listed_and_reads_nothing(record: Record, day: date) -> None:
    found = standing(record, day)
    if found.is_suspended:
        assert found.communities == frozenset()
        assert found.tools_open == frozenset()
        assert found.frameworks == rules.frameworks(record, day)


@given(records(), DAYS, st.dictionaries(st.sampled_from(COMMUNITIES), st.integers(1, 60)))
def test_nobody_reads_an_epoch_before_the_joining(record: Record, day: date, newest: dict[str, int]) -> None:
    found = rules.standing(record, day, newest=newest)
    for label in found.communities:
        community, _, epoch = label.rpartition(".")
        joined = found.joined(community)
        assert joined is not None
        assert int(epoch) >= joined.epoch


@given(records(), DAYS)
def test_tools_are_open_to_partners_alone_and_every_partner_has_the_entry_level_programme(
    record: Record, day: date
) -> None:
    found = standing(record, day)
    if not found.is_partner or found.is_suspended:
        assert found.tools_open == frozenset()
    else:
        assert {"PCM", "IPCP"} <= found.tools_open
        by_policy = "eapc-pfp" in found.frameworks
        by_council = any(one.tool == "PARP" and one.opened_on <= day for one in record.opened)
        assert ("PARP" in found.tools_open) == (by_policy or by_council)
        assert "ITPP" not in found.tools_open, "named in the reference data, not in the policy"


def test_an_invitee_is_still_a_partner_until_accession() -> None:
    record = Record(
        "XA",
        Kind.NATION,
        (
            Membership("partners", 1, date(2000, 1, 1), date(2027, 1, 1)),
            Membership("invitees", 1, date(2026, 7, 1), date(2027, 1, 1)),
            Membership("allies", 2, date(2027, 1, 1)),
        ),
    )
    assert (standing(record, TODAY).side, standing(record, TODAY).is_invitee) == (Side.PARTNER, True)
    after = standing(record, date(2027, 1, 1))
    assert (after.side, after.is_invitee, after.is_ally) == (Side.ALLY, False, True)


def test_an_organisation_and_the_staff_have_sides_of_their_own() -> None:
    assert rules.side(Record("ORG-UN", Kind.ORGANISATION), TODAY) is Side.ORGANISATION
    assert rules.side(Record("IS", Kind.STAFF), TODAY) is Side.STAFF
    assert rules.side(Record("BR", Kind.NATION), TODAY) is Side.NONE


# -- epochs ------------------------------------------------------------------------------------------------------------


@given(st.lists(DAYS, min_size=1))
def test_epochs_follow_the_order_of_joining_without_gaps(joinings: list[date]) -> None:
    found = rules.epochs_in_order(joinings)
    assert [found[day] for day in sorted(found)] == list(range(1, len(found) + 1))


def begun_in_order(days: list[date]) -> list[tuple[date, int]]:
    return sorted(rules.epochs_in_order(days).items())


@given(st.lists(DAYS), DAYS, DAYS)
def test_a_new_joining_reads_nothing_that_was_released_before_it_was_recorded(
    days: list[date], since_on: date, today: date
) -> None:
    begun = begun_in_order(days)
    found = rules.place(since_on, begun, today)
    current = max((epoch for day, epoch in begun if day <= today), default=0)
    assert found.epoch > current
    later = [(day, epoch + 1) for day, epoch in begun if day > found.after]
    assert all(epoch > found.epoch for _, epoch in later), "who joins later still stands above"
    assert all(epoch < found.epoch for day, epoch in begun if day <= found.after)


# -- who may -----------------------------------------------------------------------------------------------------------

PARTNER = Record(
    "XB", Kind.NATION, (Membership("partners", 1, date(2000, 1, 1)), Membership("framework:md", 1, date(2000, 1, 1)))
)
ALLY = Record("FR", Kind.NATION, (Membership("allies", 1, date(1949, 8, 24)),))
OUTSIDER = Record("BR", Kind.NATION)
PAUSED = Record("XB", Kind.NATION, PARTNER.memberships, (Pause(date(2026, 1, 1)),))
DECISION = "PO(2026)0188"


def asked(record: Record, community: str = "", *, decision: str = DECISION, tool: str = "") -> PartyFacts:
    opening = pack().tool(tool).opening_for(rules.frameworks(record, TODAY)) if tool else Opening.OPEN
    return PartyFacts(record=record, community=community, decision=decision, tool=tool, opening=opening)


def test_only_the_council_secretary_and_what_follows_from_a_decision_change_standing() -> None:
    for actor in EVERYBODY:
        executes = actor in (SECRETARY, CLOCK, FLOW)
        assert rules.may_join(actor, asked(OUTSIDER, "framework:md"), NOW).allowed == executes
        assert rules.may_leave(actor, asked(PARTNER, "framework:md"), NOW).allowed == executes
        assert rules.may_suspend(actor, asked(PARTNER), NOW).allowed == executes
        assert rules.may_resume(actor, asked(PAUSED), NOW).allowed == executes
        assert rules.may_open_tool(actor, asked(PARTNER, tool="PARP"), NOW).allowed == executes
    refused = rules.may_join(OFFICER, asked(OUTSIDER, "framework:md"), NOW)
    assert refused.codes == ("parties.not_council_secretary",)


def test_nothing_changes_without_the_reference_of_a_decision() -> None:
    for may in (rules.may_join, rules.may_leave, rules.may_suspend, rules.may_resume):
        record, community = (OUTSIDER, "framework:md") if may is rules.may_join else (PARTNER, "framework:md")
        assert "parties.decision_missing" in may(SECRETARY, asked(record, community, decision=""), NOW).codes
    without = rules.may_open_tool(SECRETARY, asked(PARTNER, decision="", tool="PARP"), NOW)
    assert without.codes == ("parties.tool_needs_decision",)


def test_all_reasons_are_given_at_once() -> None:
    refused = rules.may_join(OFFICER, asked(ALLY, "framework:md", decision=""), NOW)
    assert refused.codes == ("parties.not_council_secretary", "parties.decision_missing", "parties.is_an_ally")


def test_what_cannot_join() -> None:
    assert rules.may_join(SECRETARY, asked(Record("ORG-UN", Kind.ORGANISATION), "framework:md"), NOW).codes == (
        "parties.not_a_nation",
    )
    assert rules.may_join(SECRETARY, asked(PARTNER, "framework:md"), NOW).codes == ("parties.standings_overlap",)
    assert rules.may_join(SECRETARY, asked(PARTNER, "allies"), NOW).allowed
    later = Record("XB", Kind.NATION, (Membership("partners", 1, date(2027, 1, 1)),))
    assert rules.may_join(SECRETARY, asked(later, "allies"), NOW).codes == ("parties.standings_overlap",)


def test_what_cannot_leave_be_suspended_or_resume() -> None:
    assert rules.may_leave(SECRETARY, asked(PARTNER, "framework:ici"), NOW).codes == ("parties.does_not_belong",)
    assert rules.may_suspend(SECRETARY, asked(ALLY), NOW).codes == ("parties.not_a_partner",)
    assert rules.may_suspend(SECRETARY, asked(PAUSED), NOW).codes == ("parties.suspensions_overlap",)
    assert rules.may_resume(SECRETARY, asked(PARTNER), NOW).codes == ("parties.not_suspended",)


def test_what_cannot_be_opened() -> None:
    eapc = Record(
        "XA",
        Kind.NATION,
        (Membership("partners", 1, date(2000, 1, 1)), Membership("framework:eapc-pfp", 1, date(2000, 1, 1))),
    )
    opened = Record("XB", Kind.NATION, PARTNER.memberships, (), (Opened("PARP", date(2026, 1, 1)),))
    assert rules.may_open_tool(SECRETARY, asked(eapc, tool="PARP"), NOW).codes == ("parties.tool_already_open",)
    assert rules.may_open_tool(SECRETARY, asked(opened, tool="PARP"), NOW).codes == ("parties.tool_already_open",)
    assert rules.may_open_tool(SECRETARY, asked(PAUSED, tool="PARP"), NOW).codes == ("parties.is_suspended",)
    assert rules.may_open_tool(SECRETARY, asked(ALLY, tool="PARP"), NOW).codes == ("parties.not_a_partner",)
    closed = PartyFacts(record=PARTNER, decision=DECISION, tool="ITPP", opening=Opening.CLOSED)
    assert rules.may_open_tool(SECRETARY, closed, NOW).codes == ("parties.tool_not_offered",)


def test_names_are_settled_by_an_administrator_and_the_file_is_kept_by_those_who_work_on_it() -> None:
    for actor in EVERYBODY:
        assert rules.may_name(actor, asked(PARTNER), NOW).allowed == (actor is ADMINISTRATOR)
        assert rules.may_note(actor, asked(PARTNER), NOW).allowed == (actor in (DESK, SECRETARY))
    assert rules.may_name(OFFICER, asked(PARTNER), NOW).codes == ("parties.not_administrator",)
    assert rules.may_note(AUDITOR, asked(PARTNER), NOW).codes == ("parties.not_on_the_file",)


# -- what follows ------------------------------------------------------------------------------------------------------


@given(records().filter(lambda record: record.kind is Kind.NATION), st.sampled_from(COMMUNITIES), DAYS)
def test_an_ally_is_nothing_else_after_an_allowed_joining(record: Record, community: str, on: date) -> None:
    facts = PartyFacts(record=record, on=on, community=community, decision=DECISION)
    if not rules.may_join(SECRETARY, facts, NOW).allowed:
        return
    ended = rules.also_ends_on_joining(record, community, on)
    if community == "allies":
        still = {one.community for one in record.memberships if one.on(on)} - set(ended)
        assert still == set()
    else:
        assert ended == ()
    began = rules.also_begins(record, community, on)
    assert began == (("partners",) if community.startswith("framework:") and not record.belongs("partners", on) else ())


def test_the_last_framework_takes_being_a_partner_along() -> None:
    on = TODAY
    two = Record("XB", Kind.NATION, (*PARTNER.memberships, Membership("framework:ici", 1, date(2010, 1, 1))))
    assert rules.also_ends_on_leaving(PARTNER, "framework:md", on) == ("partners",)
    assert rules.also_ends_on_leaving(two, "framework:md", on) == ()
    assert rules.also_ends_on_leaving(two, "partners", on) == ("framework:md", "framework:ici")
    coming = Record("XB", Kind.NATION, (*PARTNER.memberships, Membership("framework:ici", 1, date(2027, 1, 1))))
    assert rules.also_ends_on_leaving(coming, "framework:md", on) == (), "another framework is still to come"


def test_a_source_that_is_general_knowledge_is_not_confirmed() -> None:
    assert rules.is_confirmed("nato.int news_17839 (2000-03-14)")
    assert not rules.is_confirmed("NATO member-countries list (general knowledge, not retrieved)")
