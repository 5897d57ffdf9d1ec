"""Funds as acts: what changes, who reads it, what follows in the books, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import FLOW, Actor, Role
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.ledger import actions as ledger
from comity.ledger.models import Contribution, Line
from comity.trust_funds import actions, queries
from comity.trust_funds.models import Count, Fund, Gift, Milestone, Proposal
from comity.trust_funds.rules import Paper, State
from tests.trust_funds import made
from tests.trust_funds.made import NOW, TODAY, Cast, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return made.cast()


def refused(verb: Any, row: Any, actor: Actor, **said: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        verb(row, actor, NOW, **said)
    return refusal.value.verdict.codes


def test_a_fund_goes_from_the_idea_to_its_closure(cast: Cast) -> None:
    row = made.running(cast)
    assert (row.state, row.pledged, row.cost, row.launched_on) == (State.RUNNING, 146_500_000, 325_000_000, TODAY)
    mile, counter = made.milestone(row), made.counter(row)
    actions.reach(mile, cast.lead, NOW, on=TODAY, evidence="Protocol 4.")
    actions.verify(mile, cast.desk, NOW, on=TODAY, finding="The depot is empty.")
    actions.count(counter, cast.lead, NOW, amount=900, source="Protocol 4", on=TODAY)
    actions.count(counter, cast.lead, NOW, amount=-50, source="Counted twice", on=TODAY)
    actions.close(row, cast.lead, NOW, audited_on=TODAY, report="All is done.")
    row = fresh(row)
    assert (row.state, row.closed_on, row.report) == (State.CLOSED, TODAY, "All is done.")
    assert made.counter(row).total == 850
    assert Count.objects.count() == 2
    assert Line.objects.get(code=row.code).state == "closed"
    verbs = list(Entry.objects.filter(about=row.subject).order_by("pk").values_list("verb", flat=True))
    assert [verb.removeprefix("trust_funds.") for verb in verbs] == [
        *("suggest", "take_lead", "study", "plan_phase", "plan_phase", "propose", "agree", "agree", "agree"),
        *("put_to_council", "set_up", "note_money", "sign_agreement", "sign_agreement", "sign_agreement", "start"),
        *("plan_milestone", "set_counter", "reach", "verify", "count", "count", "close"),
    ]


def test_only_those_concerned_read_of_a_fund_until_the_allies_have_set_it_up(cast: Cast) -> None:
    row = made.agreed(cast)
    readers = ((cast.desk, True), (cast.ally, True), (cast.host, True), (cast.lead, True), (cast.outsider, False))
    for actor, sees in readers:
        with reading(actor.communities):
            assert (queries.fund(row.code) is not None) is sees
            assert Proposal.objects.exists() is sees
    actions.put_to_council(row, FLOW, NOW, decision=made.DECISION)
    actions.set_up(row, FLOW, NOW, decision=made.DECISION)
    for actor, sees in readers:
        with reading(actor.communities):
            found = queries.fund(row.code)
            assert found is not None
            assert (len(found.leads.all()), len(found.phases.all())) == (1, 2)
            assert Proposal.objects.exists() is sees, "what was proposed stays with those who had it"
            assert Entry.objects.filter(verb="trust_funds.set_up").exists() is sees
            assert Line.objects.filter(code=row.code).exists() is sees
    with reading({"public"}):
        assert [one.code for one in queries.funds(queries.Wanted())] == [row.code]


def test_the_decision_of_the_council_sets_the_fund_up_and_opens_its_line(cast: Cast) -> None:
    row = made.agreed(cast)
    (listed,) = decision_queries.about(row.subject)
    assert listed.item.title_en == f"Trust fund {row.code}: Safe storage of munitions"
    assert [line.effect for line in listed.lines] == ["fund.set_up"]
    row = made.launched(made.cast())
    line = Line.objects.get(code=row.code)
    assert (line.kind, line.currency, line.amount, line.subject_ref) == ("fund", "EUR", 0, row.subject)
    assert (line.period, line.title_fr) == ("2026-29", "Stockage sûr de munitions")


@pytest.mark.parametrize("end", ["withdraw", "lapse"])
def test_a_fund_is_given_back_when_the_councils_item_on_it_is_over(cast: Cast, end: str) -> None:
    row = made.agreed(cast)
    (listed,) = decision_queries.about(row.subject)
    item = decision_queries.item(listed.item.symbol)
    assert item is not None
    actions.put_to_council(row, FLOW, NOW, decision=item.symbol)
    secretary = made.act_as("IS", Role.COUNCIL_SECRETARY)
    getattr(decisions, end)(item, secretary, NOW, reason="Overtaken by events.")
    assert fresh(row).state == State.AGREED


def test_pledged_is_not_signed_is_not_paid_and_is_published_from_the_books(cast: Cast) -> None:
    row = made.launched(cast)
    number = made.pledge(cast, row, "XC", 100_000_000, earmark="Depot 1")
    made.pledge(cast, row, "Harbour Foundation", 46_500_000)
    assert (fresh(row).pledged, fresh(row).signed, fresh(row).paid) == (146_500_000, 0, 0)
    actions.sign_agreement(row, cast.lead, NOW, paper=Paper.FINANCIAL, contributor="XC", signed_on=TODAY)
    assert Contribution.objects.get(contributor="XC").original_signed == 100_000_000
    assert (fresh(row).pledged, fresh(row).signed, fresh(row).paid) == (146_500_000, 100_000_000, 0)
    line = Line.objects.get(code=row.code)
    received = ledger.receive(line, cast.rosa, NOW + timedelta(days=3), contribution=number, original=40_000_000)
    assert (fresh(row).pledged, fresh(row).signed, fresh(row).paid) == (146_500_000, 100_000_000, 40_000_000)
    gift = Gift.objects.get(contributor="XC")
    assert (gift.original_pledged, gift.original_signed, gift.original_paid) == (100_000_000, 100_000_000, 40_000_000)
    assert (gift.pledged_on, gift.signed_on, gift.paid_on) == (TODAY, TODAY, TODAY + timedelta(days=3))
    assert received.minor == 40_000_000
    line.refresh_from_db()
    last = line.transactions.latest("number")
    ledger.reverse(line, cast.rosa, NOW + timedelta(days=4), number=last.number, reason="Wrong account.")
    assert fresh(row).paid == 0
    assert Gift.objects.get(contributor="XC").paid_on is None


def test_a_phase_starts_at_its_threshold_and_with_its_agreements(cast: Cast) -> None:
    row = made.launched(cast)
    made.pledge(cast, row, "XC", 146_249_999)  # 65 percent of 2.25 million, less a cent
    assert refused(actions.start, row, cast.lead) == ("trust_funds.agreements_missing",)
    made.signed(cast, row)
    assert refused(actions.start, row, cast.lead) == ("trust_funds.below_threshold",)
    assert refused(actions.start, row, cast.desk) == ("trust_funds.not_lead",)
    assert fresh(row).state == State.LAUNCHED
    made.pledge(cast, row, "XB", 1)
    actions.start(row, cast.lead, NOW)
    assert fresh(row).state == State.RUNNING
    assert refused(actions.start, row, cast.lead) == ("trust_funds.below_threshold",), "the second needs its own"
    made.pledge(cast, row, "XB", 65_000_000)
    actions.start(row, cast.lead, NOW)
    assert refused(actions.start, row, cast.lead) == ("trust_funds.all_started",)


def test_what_is_refused_changes_nothing(cast: Cast) -> None:
    row = made.proposed(cast)
    before = [Fund.objects.values().get(), Proposal.objects.values().get()]
    assert refused(actions.set_up, row, cast.desk, decision="PO(2026)0001") == ("trust_funds.council_decides",)
    assert refused(actions.put_to_council, row, FLOW, decision="X") == ("trust_funds.wrong_stage",)
    assert refused(actions.agree, row, cast.ally) == ("trust_funds.not_a_side",)
    assert refused(actions.note_money, row, cast.desk) == ("trust_funds.books_say_it",)
    assert refused(actions.send_back, row, cast.host, reason=" ") == ("trust_funds.reason_missing",)
    assert refused(actions.drop, row, cast.host, reason="x") == ("trust_funds.not_keeper",)
    papers = {"paper": Paper.MEMORANDUM, "signed_on": TODAY}
    assert refused(actions.sign_agreement, row, cast.desk, **papers) == ("trust_funds.wrong_stage",)
    assert [Fund.objects.values().get(), Proposal.objects.values().get()] == before
    assert not Milestone.objects.exists()


def test_a_proposal_that_is_sent_back_is_agreed_to_anew(cast: Cast) -> None:
    row = made.proposed(cast)
    actions.agree(row, cast.host, NOW)
    assert refused(actions.agree, row, cast.host) == ("trust_funds.agreed_already",)
    actions.send_back(row, cast.lead, NOW, reason="The schedule is too short.")
    row = fresh(row)
    assert (row.state, row.proposal.agreed, row.proposal.reason) == (
        State.STUDIED,
        [],
        "The schedule is too short.",
    )
    actions.propose(row, cast.lead, NOW, parts=made.PARTS, threshold=80)
    assert fresh(row).threshold == 80


def test_a_fund_that_is_given_up_lets_its_pledges_lapse(cast: Cast) -> None:
    row = made.launched(cast)
    made.pledge(cast, row, "XC", 1_000_000)
    actions.drop(row, cast.desk, NOW, reason="The host has withdrawn.")
    row = fresh(row)
    assert (row.state, row.pledged) == (State.DROPPED, 0)
    assert Line.objects.get(code=row.code).state == "closed"
    other = made.launched(made.cast())
    made.pledge(cast, other, "XC", 1_000_000)
    actions.sign_agreement(other, cast.desk, NOW, paper=Paper.FINANCIAL, contributor="XC", signed_on=TODAY)
    assert refused(actions.drop, other, cast.desk, reason="x") == ("trust_funds.money_given",)


def test_a_fund_does_not_close_while_money_waits_or_a_milestone_is_open(cast: Cast) -> None:
    row = made.running(cast)
    end: dict[str, Any] = {"audited_on": TODAY, "report": "Done."}
    assert refused(actions.close, row, cast.desk, **end) == ("trust_funds.unverified",)
    actions.reach(made.milestone(row), cast.lead, NOW, on=TODAY, evidence="Protocol 4.")
    actions.verify(made.milestone(row), cast.ally, NOW, on=TODAY, finding="Seen.")
    line = Line.objects.get(code=row.code)
    ledger.sign(line, cast.rosa, NOW, contribution=1)
    ledger.receive(line, cast.rosa, NOW, contribution=1)
    spent = ledger.commit(
        line, cast.rosa, NOW, purpose="trust_fund", subject_ref=row.subject, original=5_000_000, label="Crane"
    )
    assert refused(actions.close, row, cast.desk, **end) == ("trust_funds.money_waits",)
    ledger.oblige(line, cast.rosa, NOW, commitment=spent.commitment)
    bill: dict[str, Any] = {"supplier": "Crane & Co", "invoice": "7", "invoiced_on": TODAY, "original": 5_000_000}
    ledger.pay(line, cast.rosa, NOW, commitment=spent.commitment, **bill)
    assert fresh(row).spent == 5_000_000
    actions.close(row, cast.desk, NOW, **end)
    assert fresh(row).state == State.CLOSED


def test_the_database_itself_asks_for_another_hand_and_for_a_report(cast: Cast) -> None:
    row = made.running(cast)
    mile = made.milestone(row)
    actions.reach(mile, cast.lead, NOW, on=TODAY, evidence="Protocol 4.")
    with pytest.raises(IntegrityError, match="trust_funds_milestone_verified"), transaction.atomic():
        Milestone.objects.filter(pk=mile.pk).update(verified_on=TODAY, verified_by="XD")
    with pytest.raises(IntegrityError, match="trust_funds_fund_reported"), transaction.atomic():
        Fund.objects.filter(pk=row.pk).update(state=State.CLOSED)


def test_what_waits_is_told_to_the_side_that_has_to_act(cast: Cast) -> None:
    row = made.proposed(cast)

    def kinds(actor: Actor, days: int = 0) -> list[str]:
        return [task.kind.removeprefix("trust_funds.") for task in queries.waiting(actor, NOW + timedelta(days=days))]

    assert [kinds(one) for one in (cast.host, cast.lead, cast.outsider, cast.desk)] == [["agree"], ["agree"], [], []]
    actions.agree(row, cast.host, NOW)
    assert kinds(cast.host) == []
    actions.agree(row, cast.lead, NOW)
    actions.agree(row, cast.desk, NOW, for_agent=True)
    actions.put_to_council(row, FLOW, NOW, decision=made.DECISION)
    actions.set_up(row, FLOW, NOW, decision=made.DECISION)
    made.pledge(cast, row, "XC", 146_500_000)
    assert kinds(cast.lead) == []
    made.signed(cast, row)
    assert kinds(cast.lead) == ["start"]
    actions.start(row, cast.lead, NOW)
    actions.plan_milestone(row, cast.desk, NOW, phase=1, title_en="A", title_fr="A", due_on=TODAY)
    assert kinds(cast.desk, 1) == kinds(cast.lead, 1) == ["late"]
    assert kinds(cast.host, 1) == []
