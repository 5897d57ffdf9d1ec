"""The yearly review of tools: who proposes, who decides, and that a refusal changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK, FLOW, Actor, Role, Side
from comity.feedback import actions, queries, rules
from comity.feedback.models import ToolOutcome, ToolReview
from comity.feedback.rules import Sign, ToolFacts, ToolState, ToolVerdict
from comity.kernel.action import Refused
from comity.kernel.scope import reading
from comity.ledger import actions as ledger
from comity.ledger.models import Line
from comity.menu import actions as menu
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.parties import actions as party_actions
from comity.parties import queries as parties
from comity.parties.models import ToolClosure
from comity.parties.rules import ClosingFacts, may_close_tool
from tests import factories
from tests.nominations import world

NOW = factories.NOW
MIRA = Actor(name="Mira", account_id=1, party="IS", side=Side.STAFF, roles=frozenset({Role.MENU_MANAGER}))
JANA = replace(MIRA, name="Jana", roles=frozenset({Role.DESK_OFFICER}))
OPEN = ToolFacts("exercises", 2026, ToolState.OPEN)


# -- rules -------------------------------------------------------------------------------------------------------------


def test_the_menu_manager_alone_proposes_and_only_in_writing() -> None:
    for verdict in ToolVerdict:
        said = replace(OPEN, verdict=verdict, reason="Why.", change="How.")
        assert rules.may_propose_verdict(MIRA, said, NOW).allowed
        assert rules.may_propose_verdict(JANA, said, NOW).codes == ("feedback.tool_not_manager",)
        silent = replace(said, reason=" ")
        assert rules.may_propose_verdict(MIRA, silent, NOW).codes == ("feedback.tool_reason_missing",)
    unsaid = replace(OPEN, verdict=ToolVerdict.CHANGE, reason="Why.", change="")
    assert rules.may_propose_verdict(MIRA, unsaid, NOW).codes == ("feedback.tool_change_missing",)
    for state in set(ToolState) - {ToolState.OPEN}:
        assert rules.may_propose_verdict(MIRA, replace(OPEN, state=state), NOW).codes == ("feedback.tool_not_open",)


@given(st.sampled_from(ToolVerdict), st.sampled_from(ToolVerdict), st.sampled_from(ToolState))
def test_only_a_decision_carries_out_and_only_what_was_put_to_the_council(
    proposed: ToolVerdict, decided: ToolVerdict, state: ToolState
) -> None:
    facts = replace(OPEN, state=state, proposed=proposed, verdict=decided)
    found = rules.may_decide_tool(FLOW, facts, NOW)
    assert found.allowed is (state is ToolState.PROPOSED and proposed is decided)
    assert rules.may_decide_tool(MIRA, facts, NOW).codes == ("feedback.tool_only_council",)
    assert rules.may_give_back_tool(FLOW, replace(facts, verdict=None), NOW).allowed is (state is ToolState.PROPOSED)


@given(st.dates(date(2012, 1, 1), date(2090, 12, 31)), st.integers(0, 800))
def test_what_was_freed_is_said_once_and_not_before_a_year_is_over(decided_on: date, days: int) -> None:
    facts = replace(OPEN, state=ToolState.DISCARDED, decided_on=decided_on, freed="Two posts.")
    since = rules.accounts_from(decided_on)
    assert 362 <= (since - decided_on).days <= 366
    now = datetime.combine(decided_on + timedelta(days=days), datetime.min.time(), UTC) + timedelta(hours=12)
    found = rules.may_account_for(MIRA, facts, now)
    assert found.allowed is (now.date() >= since)
    assert rules.may_account_for(MIRA, replace(facts, accounted_on=since), now).codes == ("feedback.tool_accounted",)
    kept = replace(facts, state=ToolState.KEPT)
    assert rules.may_account_for(MIRA, kept, now).codes == ("feedback.tool_not_discarded",)


@given(is_known=st.booleans(), is_opened=st.booleans())
def test_a_review_is_opened_by_the_clock_for_a_tool_that_runs_and_once(*, is_known: bool, is_opened: bool) -> None:
    facts = rules.OpenToolFacts("exercises", 2026, is_known=is_known, is_opened=is_opened)
    assert rules.may_open_tool_review(CLOCK, facts, NOW).allowed is (is_known and not is_opened)
    assert rules.may_open_tool_review(MIRA, facts, NOW).codes == ("feedback.tool_not_manager",)


@given(is_known=st.booleans(), is_closed=st.booleans(), decision=st.sampled_from(["", "PO(2026)0300"]))
def test_a_tool_is_closed_by_decision_alone_and_once(*, is_known: bool, is_closed: bool, decision: str) -> None:
    facts = ClosingFacts("exercises", decision, is_known=is_known, is_closed=is_closed)
    assert may_close_tool(FLOW, facts, NOW).allowed is (is_known and not is_closed and decision != "")
    assert not may_close_tool(MIRA, facts, NOW).allowed


def test_signs_speak_against_a_tool_one_by_one() -> None:
    day = date(2026, 11, 24)
    fine = rules.ToolEvidence(
        "PCM", day, day, 5, users=3, seats_taken=8, seats_total=10, asked=4, sent=3, mark=Decimal(4)
    )
    assert rules.signs(fine) == ()
    assert rules.signs(replace(fine, users=0)) == (Sign.NO_USER,)
    assert rules.signs(replace(fine, users=None)) == (), "what no table says speaks neither way"
    assert rules.signs(replace(fine, seats_taken=2)) == (Sign.FEW_SEATS,)
    assert rules.signs(replace(fine, mark=Decimal("2.9"))) == (Sign.POOR_MARKS,)
    assert rules.signs(replace(fine, sent=1)) == (Sign.FEW_ANSWERS,)


# -- acts --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def staff(db: None) -> Any:
    return factories.party("IS")


@pytest.fixture
def mira(staff: Any) -> Actor:
    return factories.actor_of(factories.staff(Role.MENU_MANAGER))


def opened(staff: Any, tool: str = "exercises", now: datetime = NOW) -> ToolReview:
    actions.open_tool_review(staff, CLOCK, now, tool=tool)
    return ToolReview.objects.get(tool=tool, year=now.year)


def decided(row: ToolReview, mira: Actor, verdict: ToolVerdict, now: datetime = NOW) -> ToolReview:
    actions.propose_verdict(row, mira, now, verdict=verdict, reason="Why.", change="How.")
    actions.decide_tool(row, FLOW, now, verdict=verdict, decision="PO(2026)0300")
    row.refresh_from_db()
    return row


def test_the_clock_opens_each_tool_that_runs_once_a_year(staff: Any) -> None:
    due = queries.tool_reviews_due(NOW)
    assert {one.pk for one in due} == set(queries.running_tools(NOW.date()))
    assert queries.tool_reviews_due(NOW.replace(month=9)) == [], "not before October"
    row = opened(staff)
    assert "exercises" not in {one.pk for one in queries.tool_reviews_due(NOW)}
    assert not queries.is_tool_due(queries.ToolDue("exercises", 2026))
    for tool, code in (("exercises", "feedback.tool_opened"), ("ITPP", "feedback.tool_unknown")):
        with pytest.raises(Refused) as refused:
            actions.open_tool_review(staff, CLOCK, NOW, tool=tool)
        assert refused.value.verdict.codes == (code,)
    with pytest.raises(Refused) as refused:
        actions.open_tool_review(staff, MIRA, NOW, tool="PCM")
    assert refused.value.verdict.codes == ("feedback.tool_not_manager",)
    assert list(ToolReview.objects.all()) == [row]


def test_the_evidence_is_what_the_tables_say_and_is_kept_with_the_proposal(staff: Any, mira: Actor) -> None:
    people = world.cast()
    course = world.activity(seats_total=4, tool="exercises", start_on=date(2026, 11, 1), end_on=date(2026, 11, 5),
                            nominate_by=None)  # fmt: skip
    for number in world.put_forward(people, course, "XA", count=2, now=NOW - timedelta(days=60)):
        nominations.confirm(course, people.aissata, NOW - timedelta(days=59), number=number)
    menu.hold(Activity.objects.get(), CLOCK, NOW - timedelta(days=18))
    officer = factories.actor_of(factories.staff(Role.RESOURCES_OFFICER))
    values: Any = {"title_en": "T", "title_fr": "T", "office": "", "period": "2026", "currency": "EUR"}
    ledger.open_line(staff, officer, NOW - timedelta(days=90), code="T-2026", minor=90_000, **values)
    line = Line.objects.get()
    ledger.commit(
        line, officer, NOW, purpose="activity", subject_ref=f"activity:{course.code}", original=50_000, label=""
    )
    ledger.release(line, officer, NOW, commitment=1, original=20_000, reason="Fewer came.")
    row = opened(staff)
    actions.propose_verdict(row, mira, NOW, verdict=ToolVerdict.KEEP, reason="It is used.")
    row.refresh_from_db()
    kept = queries.read_evidence(row.evidence)
    assert kept is not None
    assert (kept.acts, kept.seats_taken, kept.seats_total, kept.cost) == (1, 2, 4, (("EUR", 30_000),))
    assert (kept.since, kept.until) == (date(2025, 11, 25), date(2026, 11, 24))
    ledger.commit(
        line, officer, NOW, purpose="activity", subject_ref=f"activity:{course.code}", original=10_000, label=""
    )
    row.refresh_from_db()
    assert queries.read_evidence(row.evidence) == kept, "what came later changes nothing"


def test_the_council_decides_and_a_discarded_tool_is_closed_to_all(staff: Any, mira: Actor) -> None:
    factories.party("XA")
    decided(opened(staff), mira, ToolVerdict.DISCARD)
    day = NOW.date()
    assert "exercises" not in parties.tools_open("XA", day)
    assert "exercises" in parties.tools_open("XA", day - timedelta(days=1)), "as of the day before it was open"
    assert "exercises" not in queries.running_tools(day)
    with pytest.raises(Refused) as refused:
        party_actions.close_tool(staff, FLOW, NOW, tool="exercises", decision="PO(2026)0301")
    assert refused.value.verdict.codes == ("parties.tool_discarded",)
    with pytest.raises(Refused) as refused:
        party_actions.close_tool(staff, FLOW, NOW, tool="ITPP", decision="PO(2026)0301")
    assert refused.value.verdict.codes == ("parties.tool_not_offered",)
    with pytest.raises(Refused) as refused:
        party_actions.close_tool(staff, mira, NOW, tool="PCM", decision="")
    assert refused.value.verdict.codes == ("parties.not_council_secretary", "parties.tool_needs_decision")
    assert ToolClosure.objects.count() == 1


def test_a_tool_that_was_discarded_is_not_opened_to_anybody_any_more(staff: Any, mira: Actor) -> None:
    party = factories.party("XB")
    party_actions.close_tool(staff, FLOW, NOW, tool="IPAP", decision="PO(2026)0300")
    assert "IPAP" not in {tool.code for _code, tool in parties.tools_to_open(NOW.date())}
    with pytest.raises(Refused) as refused:
        party_actions.open_tool(party, FLOW, NOW, tool="IPAP", decision="PO(2026)0301")
    assert refused.value.verdict.codes == ("parties.tool_discarded",)


def test_who_reads_what(staff: Any, mira: Actor) -> None:
    aissata = factories.actor_of(factories.account("XA"))
    claire = factories.actor_of(factories.account("FR", Role.DELEGATE))
    row = decided(opened(staff), mira, ToolVerdict.KEEP)
    with reading(claire.communities):
        assert queries.tool_review(row.pk) is not None
    with reading(aissata.communities):
        assert queries.tool_review(row.pk) is None
        assert [one.verdict for one in queries.tool_outcomes()] == [ToolVerdict.KEEP]
    with reading({"public"}):
        assert len(queries.tool_outcomes()) == 1


def test_refused_acts_change_nothing(staff: Any, mira: Actor) -> None:
    row = opened(staff)
    before = ToolReview.objects.values().get()
    keep = {"verdict": ToolVerdict.KEEP}
    said, cited = {**keep, "reason": "Why."}, {"decision": "PO(2026)0001"}
    refusals: tuple[tuple[Any, Actor, dict[str, Any], str], ...] = (
        (actions.propose_verdict, mira, {**keep, "reason": " "}, "feedback.tool_reason_missing"),
        (actions.propose_verdict, JANA, said, "feedback.tool_not_manager"),
        (actions.propose_verdict, mira, {**said, "verdict": ToolVerdict.CHANGE}, "feedback.tool_change_missing"),
        (actions.decide_tool, FLOW, {**keep, **cited}, "feedback.tool_not_proposed"),
        (actions.decide_tool, mira, {**keep, **cited}, "feedback.tool_only_council"),
        (actions.give_back_tool, FLOW, cited, "feedback.tool_not_proposed"),
        (actions.account_for, mira, {"freed": "Much."}, "feedback.tool_not_discarded"),
    )
    for verb, actor, inputs, code in refusals:
        with pytest.raises(Refused) as refused:
            verb(row, actor, NOW, **inputs)
        assert refused.value.verdict.codes == (code,)
    assert ToolReview.objects.values().get() == before
    assert not ToolOutcome.objects.exists()


def test_a_year_later_it_is_said_once_what_was_freed(staff: Any, mira: Actor) -> None:
    row = decided(opened(staff), mira, ToolVerdict.DISCARD)
    with pytest.raises(Refused) as refused:
        actions.account_for(row, mira, NOW, freed="Nothing yet.")
    assert refused.value.verdict.codes == ("feedback.tool_too_early",)
    later = NOW + timedelta(days=366)
    assert [task.kind for task in queries.waiting(mira, later) if task.ref == str(row.pk)] == ["feedback.account_for"]
    actions.account_for(row, mira, later, freed="Two posts went to courses.")
    row.refresh_from_db()
    after = queries.read_evidence(row.after)
    assert after is not None
    assert after.since == date(2026, 11, 25)
    outcome = ToolOutcome.objects.get()
    assert (outcome.freed, outcome.accounted_on) == ("Two posts went to courses.", later.date())
    with pytest.raises(Refused) as refused:
        actions.account_for(row, mira, later, freed="Again.")
    assert refused.value.verdict.codes == ("feedback.tool_accounted",)
