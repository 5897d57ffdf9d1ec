"""Grants: the rules as properties, and that a refusal changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK, FLOW
from comity.policy import pack
from comity.science import rules
from comity.science.rules import GrantState, State
from tests import factories
from tests.science.test_rules import DESK, MISSION, OTHER

NOW, TODAY = factories.NOW, factories.NOW.date()
RANKED = rules.AwardFacts(State.ELIGIBLE, is_ranked=True, is_recommended=True)
GRANT = rules.GrantFacts(
    party="XA",
    state=GrantState.RUNNING,
    starts_on=TODAY - timedelta(days=10),
    ends_on=TODAY + timedelta(days=700),
    budget={"equipment": 100, "training": 50},
    asked={"equipment": 60},
)
PART = rules.PartFacts("XA", is_open=True, due_on=TODAY)


def test_nothing_but_the_decision_of_the_nations_awards() -> None:
    assert rules.may_award(FLOW, RANKED, NOW).allowed
    for actor in (DESK, MISSION):
        assert rules.may_award(actor, RANKED, NOW).codes == ("science.nations_decide",)
    weak = replace(RANKED, is_recommended=False)
    assert rules.may_award(FLOW, weak, NOW).codes == ("science.not_recommended",)
    assert rules.may_award(FLOW, replace(RANKED, state=State.AWARDED), NOW).codes == ("science.not_in_state",)
    assert rules.may_decline(FLOW, RANKED, NOW).allowed
    assert rules.may_decline(DESK, RANKED, NOW).codes == ("science.nations_decide",)
    assert rules.may_decline(DESK, weak, NOW).allowed
    assert rules.may_decline(DESK, replace(weak, reason=" "), NOW).codes == ("science.reason_missing",)
    unranked = replace(weak, is_ranked=False)
    assert rules.may_decline(DESK, unranked, NOW).codes == ("science.not_ranked",)


@pytest.mark.parametrize(
    ("may", "facts", "code"),
    [
        (rules.may_add_milestone, replace(GRANT, on=GRANT.ends_on + timedelta(days=1)), "science.outside_grant"),
        (rules.may_add_milestone, replace(GRANT, state=GrantState.CLOSED), "science.grant_closed"),
        (rules.may_ask_payment, replace(GRANT, heading="equipment", euros=41), "science.beyond_heading"),
        (rules.may_ask_payment, replace(GRANT, heading="venue", euros=1), "science.beyond_heading"),
        (rules.may_ask_payment, replace(GRANT, late_reports=1), "science.report_late"),
        (rules.may_enter_property, replace(GRANT, on=TODAY + timedelta(days=1)), "science.outside_grant"),
        (rules.may_meet, replace(PART, is_open=False), "science.done_before"),
        (rules.may_send_report, replace(PART, is_open=False), "science.done_before"),
    ],
)
def test_what_stands_in_the_way_of_the_holder_has_its_code(may: Any, facts: Any, code: str) -> None:
    assert may(MISSION, facts, NOW).codes == (code,)
    assert may(OTHER, facts, NOW).codes[0] == "science.not_holder"


def test_the_desk_approves_what_is_covered_and_closes_what_is_done_and_the_books_pay() -> None:
    assert rules.may_approve_payment(DESK, PART, NOW).allowed
    assert rules.may_approve_payment(DESK, replace(PART, is_covered=False), NOW).codes == ("science.not_covered",)
    assert rules.may_refuse_payment(DESK, replace(PART, is_open=False), NOW).codes == ("science.done_before",)
    assert rules.may_refuse_payment(MISSION, PART, NOW).codes == ("science.not_desk",)
    assert rules.may_enter_paid(FLOW, PART, NOW).allowed
    assert rules.may_enter_paid(DESK, PART, NOW).codes == ("science.books_pay",)
    assert rules.may_close(DESK, replace(GRANT, open_=1), NOW).codes == ("science.still_open",)
    assert rules.may_close(DESK, GRANT, NOW).allowed
    assert rules.may_close(MISSION, GRANT, NOW).codes == ("science.not_desk",)


@given(st.integers(-40, 40), st.integers(0, 3))
def test_the_clock_reminds_once_before_and_once_after(days: int, reminded: int) -> None:
    facts = replace(PART, due_on=TODAY + timedelta(days=days), reminded=reminded)
    wanted = (reminded == 0 and days <= 14) or (reminded == 1 and days <= -14)
    assert rules.may_remind(CLOCK, facts, NOW).allowed is wanted
    assert not rules.may_remind(DESK, facts, NOW).allowed


@given(st.sampled_from(["MYP", "ARW", "ASI", "ATC"]), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.data())
def test_reports_are_due_every_six_months_and_on_the_last_day(kind: str, start: date, data: st.DataObject) -> None:
    limits = pack().science.kinds[kind]
    last = rules.ends_on(kind, data.draw(st.integers(limits.shortest, limits.longest)), start)
    due = rules.reports_due(start, last)
    assert due[-1] == last > start
    assert list(due) == sorted(set(due))
    gaps = [(after - before).days for before, after in zip((start, *due), due, strict=False)]
    assert all(gap <= 188 for gap in gaps)
    assert len(due) >= 2


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 100))
def test_no_heading_is_asked_for_beyond_what_was_awarded(awarded: int, asked: int, euros: int) -> None:
    facts = replace(GRANT, budget={"venue": awarded}, asked={"venue": asked}, heading="venue", euros=euros)
    assert rules.may_ask_payment(MISSION, facts, NOW).allowed is (asked + euros <= awarded)
