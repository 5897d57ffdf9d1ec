"""The rules of the menu as properties: total over states, monotone in time, every reason named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK, Actor, Role, Side
from comity.core.calendar import is_working_day
from comity.menu import rules
from comity.menu.rules import (
    WORKFLOW,
    ActivityFacts,
    CourseFacts,
    ImportFacts,
    OfferFacts,
    PartialDay,
    Person,
    Requirements,
    Share,
    Standing,
    State,
    verbs,
)

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FACTS = ActivityFacts(
    code="PCM-0001",
    state=State.PUBLISHED,
    provider="TXA",
    provider_party="XA",
    areas=("defence",),
    open_to=frozenset(rules.ALL_OF_THEM),
    start_on=date(2027, 3, 1),
    end_on=date(2027, 3, 5),
    nominate_by=date(2027, 1, 18),
    seats_total=20,
    new_total=20,
    reason="why",
    decision="PO(2026)0188",
)
XA = Standing("XA", Side.PARTNER, frozenset({"eapc-pfp"}), tools_open=frozenset({"PCM", "PARP"}))
XB = Standing("XB", Side.PARTNER, frozenset({"md"}), tools_open=frozenset({"PCM"}))
MANAGER = Actor("m", 1, 1, "IS", Side.STAFF, frozenset({Role.MENU_MANAGER}))
DESK = Actor("d", 2, 2, "IS", Side.STAFF, frozenset({Role.DESK_OFFICER}))
SECRETARY = Actor("s", 3, 3, "IS", Side.STAFF, frozenset({Role.COUNCIL_SECRETARY}))
DIRECTOR = Actor("c", 4, 4, "XA", Side.PARTNER, frozenset({Role.COURSE_DIRECTOR}))
STRANGER = Actor("o", 5, 5, "XB", Side.PARTNER, frozenset({Role.MISSION_OFFICER}))
AUDITOR = Actor("a", 6, 6, "IS", Side.STAFF, frozenset({Role.AUDITOR}))
EVERYBODY = (MANAGER, DESK, SECRETARY, DIRECTOR, STRANGER, AUDITOR, CLOCK)

MAY = {
    "screen": rules.may_screen,
    "agree": rules.may_agree,
    "publish": rules.may_publish,
    "change": rules.may_change,
    "postpone": rules.may_postpone,
    "cancel": rules.may_cancel,
    "hold": rules.may_hold,
    "report": rules.may_report,
    "retire": rules.may_retire,
}

states = st.sampled_from(list(State))
actors = st.sampled_from(EVERYBODY)
days = st.dates(date(2024, 1, 1), date(2030, 1, 1))
standings = st.builds(
    Standing,
    party=st.sampled_from(["XA", "XB", "FR"]),
    side=st.sampled_from(list(Side)),
    frameworks=st.frozensets(st.sampled_from(["eapc-pfp", "md", "ici", "global"])),
    suspended=st.booleans(),
    tools_open=st.frozensets(st.sampled_from(["PCM", "PARP", "IPAP"])),
)
reaches = st.frozensets(st.sampled_from([*rules.ALL_OF_THEM, "party:XA", "party:XB"]), min_size=1)
facts = st.builds(
    replace,
    st.just(FACTS),
    state=states,
    open_to=reaches,
    tool=st.sampled_from(["PCM", "PARP"]),
    nominate_by=st.none() | days,
    seats_given=st.integers(0, 20),
)


# -- the life ----------------------------------------------------------------------------------------------------------


@given(actors, facts, st.sampled_from(sorted(MAY)))
def test_whoever_may_do_something_may_do_it_only_where_the_workflow_leads_on(
    actor: Actor, known: ActivityFacts, verb: str
) -> None:
    if MAY[verb](actor, known, NOW).allowed:
        assert WORKFLOW.may(verb, known.state)


@given(states, st.sampled_from(sorted(MAY)))
def test_every_rule_answers_in_every_state_for_everybody(state: State, verb: str) -> None:
    for actor in EVERYBODY:
        MAY[verb](actor, replace(FACTS, state=state), NOW)


@given(states)
def test_strangers_and_auditors_change_nothing(state: State) -> None:
    for verb, may in MAY.items():
        for actor in (STRANGER, AUDITOR):
            assert not may(actor, replace(FACTS, state=state), NOW).allowed, verb


def test_the_path_from_offer_to_retirement() -> None:
    state = WORKFLOW.start
    for verb in ("screen", "agree", "publish", "change", "postpone", "change", "hold", "report", "retire"):
        state = WORKFLOW.target(verb, state)
    assert state is State.RETIRED
    assert WORKFLOW.verbs(State.RETIRED) == ()


def test_a_change_before_publication_sends_an_offer_back_to_be_screened() -> None:
    for state in rules.BEFORE:
        assert WORKFLOW.target("change", state) is State.OFFERED


REFUSALS = [
    ("change", STRANGER, {}, "menu.not_provider"),
    ("screen", DIRECTOR, {"state": State.OFFERED}, "menu.not_menu_manager"),
    ("screen", MANAGER, {}, "menu.wrong_state"),
    ("agree", MANAGER, {"state": State.SCREENED, "decision": ""}, "menu.decision_missing"),
    ("agree", CLOCK, {"state": State.SCREENED, "decision": "", "areas": ()}, "menu.outside_priority_areas"),
    ("publish", MANAGER, {"state": State.AGREED, "missing": ("dates",)}, "menu.incomplete"),
    ("publish", MANAGER, {"state": State.AGREED, "start_on": date(2026, 11, 24)}, "menu.starts_too_soon"),
    ("change", DIRECTOR, {"fields": ("start_on",), "start_on": date(2026, 12, 24)}, "menu.too_late_to_change"),
    ("change", DIRECTOR, {"reason": " "}, "menu.reason_missing"),
    ("change", DIRECTOR, {"new_reserved": 21}, "menu.seats_do_not_add_up"),
    ("change", DIRECTOR, {"seats_given": 8, "new_total": 7}, "menu.seats_below_given"),
    ("postpone", DIRECTOR, {"start_on": date(2026, 12, 24)}, "menu.too_late_to_change"),
    ("cancel", DIRECTOR, {"reason": ""}, "menu.reason_missing"),
    ("hold", DIRECTOR, {}, "menu.not_over"),
    ("report", DIRECTOR, {}, "menu.wrong_state"),
    ("retire", MANAGER, {"seats_given": 1}, "menu.has_nominees"),
    ("retire", MANAGER, {"replacement": "PCM-0001", "replacement_state": "published"}, "menu.replacement_unfit"),
    ("retire", MANAGER, {"replacement": "PCM-0009"}, "menu.replacement_unfit"),
]


@pytest.mark.parametrize(("verb", "actor", "changes", "code"), REFUSALS)
def test_each_refusal_has_its_code(verb: str, actor: Actor, changes: dict[str, object], code: str) -> None:
    assert MAY[verb](actor, replace(FACTS, **changes), NOW).codes == (code,)  # type: ignore[arg-type]


@given(st.integers(0, 400))
def test_once_it_is_too_late_for_the_provider_it_stays_so_and_the_manager_still_may(days_left: int) -> None:
    known = replace(FACTS, start_on=NOW.date() + timedelta(days=days_left))
    allowed = rules.may_cancel(DIRECTOR, known, NOW).allowed
    assert allowed == (days_left >= 42)
    later = rules.may_cancel(DIRECTOR, known, NOW + timedelta(days=1)).allowed
    assert allowed or not later
    assert rules.may_cancel(MANAGER, known, NOW).allowed


def test_an_area_opens_by_a_decision_once_and_from_the_list() -> None:
    asked = rules.AreaFacts("climate", decision="PO(2026)0001")
    assert rules.may_open_area(CLOCK, asked, NOW).allowed
    assert rules.may_open_area(MANAGER, asked, NOW).codes == ("menu.area_not_decided",)
    assert rules.may_open_area(CLOCK, replace(asked, decision=" "), NOW).codes == ("menu.area_not_decided",)
    assert rules.may_open_area(CLOCK, replace(asked, is_open=True), NOW).codes == ("menu.area_already_open",)
    assert rules.may_open_area(CLOCK, replace(asked, is_listed=False), NOW).codes == ("menu.area_not_listed",)


def test_offering_follows_the_provider_and_its_seats() -> None:
    offer = OfferFacts(party="XA", provider="TXA", provider_party="XA")
    assert rules.may_offer(DIRECTOR, offer, NOW).allowed
    assert rules.may_offer(MANAGER, offer, NOW).allowed
    assert rules.may_offer(STRANGER, offer, NOW).codes == ("menu.not_provider",)
    assert rules.may_offer(DIRECTOR, replace(offer, suspended=True), NOW).codes == ("menu.suspended",)
    assert rules.may_offer(DIRECTOR, replace(offer, listed=False), NOW).codes == ("menu.provider_not_listed",)
    assert rules.may_offer(DIRECTOR, replace(offer, total=3, minimum=4), NOW).codes == ("menu.seats_do_not_add_up",)


def test_counters_releases_imports_courses_and_views() -> None:
    assert rules.may_count_seats(CLOCK, FACTS, NOW).allowed
    assert rules.may_count_seats(MANAGER, FACTS, NOW).codes == ("menu.counters_by_system",)
    assert rules.may_release(CLOCK, FACTS, NOW).allowed
    assert rules.may_release(DIRECTOR, FACTS, NOW).codes == ("menu.not_menu_manager",)
    assert rules.may_release(MANAGER, replace(FACTS, state=State.OFFERED), NOW).codes == ("menu.unpublished",)
    file = ImportFacts(sha256="0", rows=3)
    assert rules.may_import(DESK, file, NOW).allowed
    assert rules.may_import(DESK, replace(file, problems=2), NOW).codes == ("menu.import_has_problems",)
    assert rules.may_import(DIRECTOR, file, NOW).codes == ("menu.not_menu_manager",)
    course = CourseFacts("CRS-0001", "TXA", "XA", reason="why")
    assert rules.may_change_course(DIRECTOR, course, NOW).allowed
    assert rules.may_change_course(DIRECTOR, replace(course, is_retired=True), NOW).codes == ("menu.course_retired",)
    assert rules.may_retire_course(DESK, course, NOW).allowed
    assert rules.may_retire_course(DIRECTOR, course, NOW).codes == ("menu.not_menu_manager",)
    assert rules.may_retire_course(DESK, replace(course, reason=""), NOW).codes == ("menu.reason_missing",)
    unfit = replace(course, replacement="CRS-0009", replacement_exists=False)
    assert rules.may_retire_course(DESK, unfit, NOW).codes == ("menu.replacement_unfit",)
    assert rules.may_save_view(DIRECTOR, 4, NOW).allowed
    assert rules.may_save_view(DIRECTOR, 5, NOW).codes == ("menu.view_not_yours",)
    assert not rules.may_forget_view(STRANGER, 4, NOW).allowed


# -- who may come ------------------------------------------------------------------------------------------------------


@given(facts, standings)
def test_eligibility_is_the_sum_of_its_reasons_and_names_each_once(known: ActivityFacts, standing: Standing) -> None:
    verdict = rules.eligibility(known, standing, NOW)
    assert len(set(verdict.codes)) == len(verdict.codes)
    if verdict.allowed:
        assert known.state in rules.RUNNING
        assert not standing.suspended
        opened = known.tool in standing.opened_by_council
        assert rules.is_open_to(known.open_to, standing) or opened


@given(facts, standings, st.integers(0, 2_000))
def test_who_is_refused_for_the_time_stays_refused(known: ActivityFacts, standing: Standing, hours: int) -> None:
    later = NOW + timedelta(hours=hours)
    if "menu.deadline_passed" in rules.eligibility(known, standing, NOW).codes:
        assert "menu.deadline_passed" in rules.eligibility(known, standing, later).codes


def test_the_deadline_ends_with_its_day_in_brussels_to_the_second() -> None:
    end = datetime(2027, 1, 18, 23, 0, tzinfo=UTC)
    assert rules.eligibility(FACTS, XA, end - timedelta(microseconds=1)).allowed
    assert rules.eligibility(FACTS, XA, end).codes == ("menu.deadline_passed",)


LIVES = [
    (State.OFFERED, "menu.unpublished"),
    (State.POSTPONED, "menu.postponed"),
    (State.CANCELLED, "menu.cancelled"),
    (State.HELD, "menu.over"),
    (State.REPORTED, "menu.over"),
    (State.RETIRED, "menu.discarded"),
]


@pytest.mark.parametrize(("state", "code"), LIVES)
def test_each_state_that_is_not_open_says_why(state: State, code: str) -> None:
    assert rules.eligibility(replace(FACTS, state=state), XA, NOW).codes == (code,)
    replaced = replace(FACTS, state=State.RETIRED, replaced_by="PCM-0002")
    assert rules.eligibility(replaced, XA, NOW).codes == ("menu.replaced",)


def test_every_reason_is_given_at_once() -> None:
    known = replace(FACTS, tool="PARP", open_to=frozenset({"eapc-pfp"}), nominate_by=date(2026, 1, 1), seats_given=20)
    assert rules.nomination(known, XB, NOW).codes == (
        "menu.tool_not_opened",
        "menu.not_open_to_framework",
        "menu.deadline_passed",
        "menu.full",
    )
    assert rules.eligibility(known, replace(XB, suspended=True), NOW).codes[0] == "menu.suspended"
    assert rules.eligibility(FACTS, Standing("IS", Side.STAFF), NOW).codes[0] == "menu.no_party"
    only_one = replace(FACTS, open_to=frozenset({"party:XC"}))
    assert rules.eligibility(only_one, XB, NOW).codes == ("menu.not_invited",)


def test_a_tool_that_the_council_opened_brings_its_activities_with_it_and_the_policy_alone_does_not() -> None:
    parp = replace(FACTS, tool="PARP", open_to=frozenset({"eapc-pfp"}))
    assert rules.eligibility(parp, replace(XB, tools_open=frozenset({"PCM", "PARP"})), NOW).allowed
    elsewhere = replace(parp, open_to=frozenset({"md"}))
    assert rules.eligibility(elsewhere, XA, NOW).codes == ("menu.not_open_to_framework",)


shares = st.lists(
    st.builds(
        Share,
        holder=st.sampled_from([*rules.ALL_OF_THEM, "party:XA", "party:XB"]),
        seats=st.integers(1, 10),
        given=st.integers(0, 3),
        until_on=st.none() | days,
    ),
    max_size=5,
    unique_by=lambda share: share.holder,
)


@given(st.integers(0, 60), st.integers(0, 60), shares, standings, days)
def test_seats_free_never_exceed_what_is_left_nor_fall_below_zero(
    total: int, given_seats: int, kept: list[Share], standing: Standing, day: date
) -> None:
    free = rules.seats_free(total, given_seats, kept, standing, day)
    assert 0 <= free <= max(0, total - given_seats)
    assert free <= rules.seats_free(total, given_seats, [], standing, day)
    later = rules.seats_free(total, given_seats, kept, standing, day + timedelta(days=3_000))
    assert free <= later


RANKS = [*(f"OR-{n}" for n in range(1, 10)), *(f"OF-{n}" for n in range(1, 11))]


def test_ranks_are_in_order_and_nothing_else_is_a_rank() -> None:
    assert sorted(RANKS, key=rules.rank_order) == RANKS
    assert not any(map(rules.is_rank, ("OF-0", "OF-11", "OR-10", "of-1", "", "OF-1 ")))
    with pytest.raises(ValueError, match="not a rank"):
        rules.rank_order("General")


@given(st.sampled_from(RANKS), st.sampled_from(RANKS), st.sampled_from(RANKS))
def test_a_rank_fits_if_it_lies_between(low: str, high: str, rank: str) -> None:
    verdict = rules.fitness(Requirements(rank_from=low, rank_to=high), Person(rank=rank))
    assert verdict.allowed == (RANKS.index(low) <= RANKS.index(rank) <= RANKS.index(high))


profiles = st.text("012345", min_size=4, max_size=4)


@given(profiles, profiles)
def test_a_language_profile_fits_if_no_skill_falls_short(wanted: str, shown: str) -> None:
    verdict = rules.fitness(Requirements(language_profile=wanted), Person(language_profile=shown))
    assert verdict.allowed == all(int(has) >= int(need) for has, need in zip(shown, wanted, strict=True))


def test_every_lack_of_a_person_is_named() -> None:
    wanted = Requirements("OF-2", "OF-5", "3332", rules.Clearance.SECRET, frozenset({"CRS-0001"}))
    lacking = rules.fitness(wanted, Person(rank="OR-9", language_profile="3322"))
    assert lacking.codes == ("menu.rank", "menu.language_profile", "menu.clearance", "menu.prerequisite")
    fit = Person("OF-3", "4333", rules.Clearance.SECRET, frozenset({"CRS-0001", "CRS-0002"}))
    assert rules.fitness(wanted, fit).allowed
    assert rules.fitness(Requirements(), Person()).allowed


# -- dates, codes, search ----------------------------------------------------------------------------------------------


@given(days)
def test_nominations_close_six_weeks_before_on_a_working_day(start: date) -> None:
    last = rules.nominate_by(start)
    assert last is not None
    assert is_working_day(last)
    assert timedelta(weeks=6) <= start - last <= timedelta(weeks=6, days=12)
    assert rules.nominate_by(start, chosen=start) == start
    assert rules.nominate_by(None) is None


@given(days)
def test_partial_days_are_written_as_they_were_read(day: date) -> None:
    for words in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        read = PartialDay.read(words)
        assert read.written() == words
        assert read.first <= day <= read.last


@pytest.mark.parametrize("words", ["", "2027-13", "2027-02-30", "27", "2027-1-1", "soon", "2027-01-01T00:00"])
def test_what_is_no_date_is_not_read(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDay.read(words)


def test_a_duration_fills_in_the_end_that_is_missing() -> None:
    start, end = PartialDay.read("2027-03-01"), PartialDay.read("2027-03-14")
    assert rules.span(start, None, 14) == (date(2027, 3, 1), date(2027, 3, 14), True)
    assert rules.span(None, end, 14) == (date(2027, 3, 1), date(2027, 3, 14), True)
    assert rules.span(PartialDay.read("2019-02"), None, None) == (date(2019, 2, 1), date(2019, 2, 28), False)
    with pytest.raises(ValueError, match="before it starts"):
        rules.span(end, start, None)


def test_spellings_of_a_code_agree_and_validity_is_half_open() -> None:
    assert rules.code_key("GR 4.17") == rules.code_key("gr-4.17") == rules.code_key("GR417") == "GR417"
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    assert rules.holds_on(first, valid_from=first, valid_until=last)
    assert not rules.holds_on(last, valid_from=first, valid_until=last)
    assert rules.holds_on(first, valid_from=None, valid_until=None)


@given(st.text(max_size=200))
def test_a_search_has_a_normal_form(typed: str) -> None:
    found = rules.normalise(typed)
    assert rules.normalise(found.plain).words == found.words
    assert len(found.words) <= 8
    assert all(word.isalnum() for word in found.words)
    assert found.code == "" or any(c.isdigit() for c in found.code)


def test_accents_case_and_elision_make_no_difference() -> None:
    assert rules.normalise("L’État-Major").words == rules.normalise("etat major").words == ("etat", "major")
    assert rules.normalise("ETE-MW-3834").code == "ETEMW3834"
    assert rules.normalise("").is_empty


def test_what_is_missing_is_listed() -> None:
    assert rules.missing({}) == ("title", "area", "provider", "dates", "place", "language", "seats", "cost", "contact")
    assert "place" not in rules.missing({"delivery": "distance"})
    assert "area" not in rules.missing({"decision": "PO(2026)0001"})
    assert verbs.MOVING
