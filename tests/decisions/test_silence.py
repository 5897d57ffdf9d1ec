"""The silence period as pure arithmetic: never agreed early, never broken late, the same whenever one asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.calendar import at_brussels, brussels, is_working_day
from comity.decisions import rules
from comity.decisions.rules import Hours, Objection, Result, SilenceFacts

START = datetime(2026, 3, 27, 11, 0, tzinfo=UTC)
HOURS = Hours(min_working_days=2, first_hour=9, last_hour=18)
PARTIES = ("BE", "DK", "FR", "GR")
DECIDED = {Result.AGREED, Result.AGREED_IN_PART, Result.BROKEN, Result.HELD}

moments = st.integers(-10_000, 20_000_000).map(lambda ms: START + timedelta(milliseconds=ms))
line_sets = st.frozensets(st.integers(1, 5), min_size=1)
objections = st.builds(Objection, st.sampled_from(PARTIES), moments, st.frozensets(st.integers(1, 5), max_size=3))


@st.composite
def periods(draw: st.DrawFn) -> SilenceFacts:
    minutes = draw(st.integers(1, 300))
    return SilenceFacts(
        number=1,
        opened_at=START,
        ends_at=START + timedelta(minutes=minutes),
        lines=draw(line_sets),
        entitled=frozenset(PARTIES),
        objections=tuple(draw(st.lists(objections, max_size=6))),
        was_reachable=draw(st.booleans()),
    )


@given(periods(), moments)
def test_nothing_is_agreed_before_the_end_and_nothing_is_broken_after_it(facts: SilenceFacts, now: datetime) -> None:
    found = rules.outcome(facts, now)
    if found.result in {Result.AGREED, Result.AGREED_IN_PART, Result.HELD}:
        assert now >= facts.ends_at
        assert found.effective_at == facts.ends_at
    if found.result is Result.BROKEN:
        assert found.effective_at is not None
        assert found.effective_at < facts.ends_at
        assert found.held == facts.lines
    if found.result is Result.RUNNING:
        assert now < facts.ends_at
        assert found.agreed == frozenset()


@given(periods(), moments, moments)
def test_a_result_once_reached_is_the_same_for_whoever_asks_later(
    facts: SilenceFacts, one: datetime, other: datetime
) -> None:
    first, later = sorted((one, other))
    found = rules.outcome(facts, first)
    if found.result in DECIDED:
        assert rules.outcome(facts, later) == found


@given(periods(), moments)
def test_every_line_is_agreed_held_or_undecided_and_never_two_of_these(facts: SilenceFacts, now: datetime) -> None:
    found = rules.outcome(facts, now)
    assert not found.agreed & found.held
    assert found.agreed | found.held <= facts.lines
    if found.result in {Result.AGREED, Result.AGREED_IN_PART, Result.BROKEN}:
        assert found.agreed | found.held == facts.lines


@given(periods(), moments, objections)
def test_a_letter_never_helps_a_line_and_a_late_one_changes_nothing(
    facts: SilenceFacts, now: datetime, letter: Objection
) -> None:
    more = replace(facts, objections=(*facts.objections, letter))
    before, after = rules.outcome(facts, now), rules.outcome(more, now)
    assert after.agreed <= before.agreed
    if letter.received_at >= facts.ends_at:
        assert after == before


@given(periods(), moments, st.permutations(range(6)))
def test_the_order_in_which_letters_are_listed_says_nothing(
    facts: SilenceFacts, now: datetime, order: list[int]
) -> None:
    shuffled = tuple(facts.objections[i] for i in order if i < len(facts.objections))
    assert rules.outcome(replace(facts, objections=shuffled), now) == rules.outcome(facts, now)


def test_one_objection_holds_one_line_and_lets_four_pass() -> None:
    facts = SilenceFacts(1, START, START + timedelta(hours=2), frozenset({1, 2, 3, 4, 5}))
    facts = replace(facts, objections=(Objection("GR", START + timedelta(hours=1), frozenset({3})),))
    found = rules.outcome(facts, facts.ends_at)
    assert (found.result, found.agreed, found.held) == (Result.AGREED_IN_PART, frozenset({1, 2, 4, 5}), frozenset({3}))
    assert rules.held_by(facts.objections, facts.lines) == {3: ("GR",)}


@pytest.mark.parametrize(
    ("received", "expected"),
    [(timedelta(milliseconds=-1), Result.BROKEN), (timedelta(0), Result.AGREED), (timedelta(seconds=1), Result.AGREED)],
)
def test_the_last_millisecond(received: timedelta, expected: Result) -> None:
    ends_at = START + timedelta(hours=2)
    facts = SilenceFacts(1, START, ends_at, frozenset({1}), objections=(Objection("FR", ends_at + received),))
    assert rules.outcome(facts, ends_at + timedelta(days=1)).result is expected


def test_a_clock_that_steps_back_cannot_unbreak_or_agree_early() -> None:
    ends_at = START + timedelta(hours=2)
    facts = SilenceFacts(1, START, ends_at, frozenset({1}))
    assert rules.outcome(facts, ends_at).result is Result.AGREED
    assert rules.outcome(facts, ends_at - timedelta(hours=1)).result is Result.RUNNING
    late = replace(facts, objections=(Objection("FR", ends_at),))
    assert rules.outcome(late, ends_at - timedelta(hours=1)).result is Result.RUNNING
    assert rules.outcome(late, ends_at).result is Result.AGREED


def test_after_an_outage_the_outcome_is_held() -> None:
    facts = SilenceFacts(1, START, START + timedelta(hours=2), frozenset({1}), was_reachable=False)
    assert rules.outcome(facts, facts.ends_at).result is Result.HELD
    assert rules.outcome(facts, facts.ends_at - timedelta(minutes=1)).result is Result.RUNNING


# -- interleavings of everything that can happen to a period -----------------------------------------------------------


@dataclass
class Book:
    """The simplest keeper of a period: a list of what was accepted, and the result once it is written."""

    facts: SilenceFacts
    result: Result = Result.RUNNING
    effective_at: datetime | None = None

    def object(self, at: datetime, lines: frozenset[int]) -> None:
        if self.result is Result.RUNNING and at < self.facts.ends_at:
            self.facts = replace(self.facts, objections=(*self.facts.objections, Objection("FR", at, lines)))
            self._write(at, only=Result.BROKEN)

    def extend(self, at: datetime, ends_at: datetime) -> None:
        if self.result is Result.RUNNING and at < self.facts.ends_at < ends_at:
            self.facts = replace(self.facts, ends_at=ends_at)

    def withdraw(self, at: datetime) -> None:
        if self.result is Result.RUNNING and at < self.facts.ends_at:
            self.result, self.effective_at = Result.WITHDRAWN, at

    def expire(self, at: datetime) -> None:
        if self.result is Result.RUNNING:
            self._write(at)

    def _write(self, at: datetime, *, only: Result | None = None) -> None:
        found = rules.outcome(self.facts, at)
        if found.result is not Result.RUNNING and (only is None or found.result is only):
            self.result, self.effective_at = found.result, found.effective_at


steps = st.lists(
    st.tuples(
        st.sampled_from(["object", "extend", "withdraw", "expire"]),
        st.integers(-30_000, 10_000_000),
        st.frozensets(st.integers(1, 3), max_size=2),
        st.integers(-60, 200),
    ),
    max_size=25,
)


@given(steps, st.booleans())
def test_whatever_happens_in_whatever_order_each_promise_holds(
    happens: Sequence[tuple[str, int, frozenset[int], int]],
    in_order: bool,  # noqa: FBT001 - hypothesis gives it by position
) -> None:
    facts = SilenceFacts(1, START, START + timedelta(minutes=60), frozenset({1, 2, 3}))
    book = Book(facts)
    ends = [facts.ends_at]
    for what, millis, lines, minutes in sorted(happens, key=lambda one: one[1]) if in_order else happens:
        at, before = START + timedelta(milliseconds=max(0, millis)), book.result
        match what:
            case "object":
                book.object(at, lines)
            case "extend":
                book.extend(at, book.facts.ends_at + timedelta(minutes=minutes))
            case "withdraw":
                book.withdraw(at)
            case _:
                book.expire(at)
        ends.append(book.facts.ends_at)
        if before is not Result.RUNNING:
            assert book.result is before, "an outcome is written once"
    assert ends == sorted(ends), "a period is never shortened"
    if book.result in {Result.AGREED, Result.AGREED_IN_PART}:
        assert book.effective_at == book.facts.ends_at
    if book.result is Result.BROKEN:
        assert book.effective_at is not None
        assert book.effective_at < book.facts.ends_at


# -- when a period may end ---------------------------------------------------------------------------------------------

openings = st.integers(0, 1_536_000_000).map(
    lambda seconds: datetime(2011, 4, 15, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(openings)
def test_the_first_end_offered_is_one_that_is_allowed(now: datetime) -> None:
    found = rules.first_end(now, HOURS)
    assert found >= rules.shortest_end(now, HOURS)
    assert rules.fits_the_seat(found, HOURS).allowed


@given(openings)
def test_two_working_days_are_never_less_than_a_day_and_a_bit(now: datetime) -> None:
    least = rules.shortest_end(now, HOURS)
    assert least > now + timedelta(hours=24)
    days = (
        date.fromordinal(n)
        for n in range(
            brussels(now).date().toordinal() + 1, brussels(least - timedelta(minutes=1)).date().toordinal() + 1
        )
    )
    assert sum(is_working_day(day) for day in days) == 2


@given(openings)
def test_every_end_is_refused_or_falls_in_working_time(moment: datetime) -> None:
    local = brussels(moment)
    fits = (
        is_working_day(local.date())
        and (9, 0) <= (local.hour, local.minute) <= (18, 0)
        and not local.second
        and not local.microsecond
    )
    assert rules.fits_the_seat(moment, HOURS).allowed == fits


@pytest.mark.parametrize(
    ("opened", "earliest"),
    [
        # Friday before summer time begins: two working days later the wall clock reads the same, an hour sooner.
        (at_brussels(date(2026, 3, 27), 12), at_brussels(date(2026, 3, 31), 12)),
        # Friday before it ends.
        (at_brussels(date(2026, 10, 23), 12), at_brussels(date(2026, 10, 27), 12)),
        # A leap day in between.
        (at_brussels(date(2028, 2, 28), 10), at_brussels(date(2028, 3, 1), 10)),
        # Before the days between Christmas and New Year.
        (at_brussels(date(2026, 12, 23), 16), at_brussels(date(2027, 1, 5), 16)),
        # Late in the evening: the first hour of the day after.
        (at_brussels(date(2026, 11, 23), 20), at_brussels(date(2026, 11, 26), 9)),
        # A second past the minute is rounded up to the next.
        (at_brussels(date(2026, 11, 23), 12) + timedelta(seconds=1), at_brussels(date(2026, 11, 25), 12, 1)),
    ],
)
def test_the_first_end_over_summer_time_leap_day_and_holidays(opened: datetime, earliest: datetime) -> None:
    assert rules.first_end(opened, HOURS) == earliest


def test_the_reminder_comes_a_day_before_and_never_before_the_opening() -> None:
    assert rules.reminder_at(START, START + timedelta(hours=30)) == START + timedelta(hours=6)
    assert rules.reminder_at(START, START + timedelta(hours=20)) is None


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (at_brussels(date(2026, 11, 28), 12), "decisions.ends_on_free_day"),
        (at_brussels(date(2026, 12, 25), 12), "decisions.ends_on_free_day"),
        (at_brussels(date(2026, 11, 26), 18, 1), "decisions.ends_out_of_hours"),
        (at_brussels(date(2026, 11, 26), 8, 59), "decisions.ends_out_of_hours"),
        (at_brussels(date(2026, 11, 26), 12) + timedelta(milliseconds=1), "decisions.end_not_to_the_minute"),
    ],
)
def test_an_end_that_does_not_fit_says_why(moment: datetime, code: str) -> None:
    assert rules.fits_the_seat(moment, HOURS).codes == (code,)


def test_the_workflow_draws_itself_and_leaves_no_state_without_a_way_out_but_the_last() -> None:
    drawn = rules.WORKFLOW.draw()
    assert "under_silence --> agreed: close_silence/agreed" in drawn
    ends = {state for state in rules.State if not rules.WORKFLOW.verbs(state)}
    assert ends == {rules.State.AGREED, rules.State.AGREED_IN_MEETING, rules.State.WITHDRAWN, rules.State.LAPSED}
