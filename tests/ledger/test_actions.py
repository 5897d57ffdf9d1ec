"""Money as acts: what is entered, what the database refuses, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import errors

from comity.core.actor import FLOW
from comity.core.money import Money
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.ledger import actions, queries
from comity.ledger.models import Commitment, Contribution, Invoice, Line, Posting, Rate, Transaction
from comity.ledger.rules import Account, Kind, RateFacts, Stage, State, Verb
from tests.ledger.books import NOW, TODAY, Office, agree, office, weigh

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Office:
    return office()


def commit(line: Line, actor: Any, original: int = 30_000, subject: str = "activity:PCM-0001", **more: Any) -> int:
    made = actions.commit(line, actor, NOW, purpose="seat", subject_ref=subject, original=original, **more)
    return made.commitment


def pay(line: Line, actor: Any, number: int, original: int, invoice: str = "F-1", **more: Any) -> Any:
    return actions.pay(
        line,
        actor,
        NOW,
        **{
            "commitment": number,
            "original": original,
            "supplier": "Hotel Adria",
            "invoice": invoice,
            "invoiced_on": TODAY,
            **more,
        },
    )


def rate(staff: Office, figure: str, currency: str = "USD", on: date = TODAY) -> None:
    actions.record_rate(
        staff.party, staff.officer, NOW, currency=currency, base="EUR", rate=Decimal(figure), on=on, source="ECB"
    )


def refused(code: str, act: Any, /, *args: Any, **inputs: Any) -> Refused:
    before = Transaction.objects.count(), Posting.objects.count(), list(Line.objects.order_by("pk").values())
    with pytest.raises(Refused) as no:
        act(*args, **inputs)
    assert no.value.verdict.codes == (code,)
    after = Transaction.objects.count(), Posting.objects.count(), list(Line.objects.order_by("pk").values())
    assert after == before, "a refusal changes nothing"
    return no.value


def test_money_goes_from_free_to_committed_to_owed_to_paid(staff: Office) -> None:
    line = staff.line()
    number = commit(line, staff.officer)
    actions.oblige(line, staff.officer, NOW, commitment=number, original=20_000)
    pay(line, staff.officer, number, 15_000)
    agree(line)
    place = queries.position(line)
    assert (place.amount, place.committed, place.obligated, place.paid, place.free) == (
        *(100_000, 10_000, 5_000, 15_000, 70_000),
    )
    actions.release(line, staff.officer, NOW, commitment=number)
    agree(line)
    assert queries.position(line).free == 80_000
    assert Commitment.objects.get().stage is Stage.OBLIGATED
    pay(line, staff.officer, number, 5_000, "F-2")
    assert Commitment.objects.get().stage is Stage.PAID
    weigh()
    stated = queries.statement(Line.objects.get())
    assert [one.verb.value for one in stated] == ["open", "commit", "oblige", "pay", "release", "pay"]
    assert [one.after.free for one in stated] == [100_000, 70_000, 70_000, 70_000, 80_000, 80_000]
    assert stated[3].text == "Hotel Adria F-1"
    assert Entry.objects.filter(about="line:TRAVEL-2027").count() == 6


def test_nothing_is_committed_beyond_what_is_free_and_the_figure_is_given(staff: Office) -> None:
    line = staff.line(minor=50_000)
    commit(line, staff.officer)
    no = refused("ledger.beyond_free", commit, line, staff.officer, 20_001)
    assert no.verdict.first.params["free"] == Money(20_000, "EUR")
    assert no.verdict.first.params["missing"] == Money(1, "EUR")
    commit(line, staff.officer, 20_000)
    assert Line.objects.get().position.free == 0


def test_only_the_resources_officer_and_what_follows_from_other_acts_write(staff: Office) -> None:
    line = staff.line()
    for actor in (staff.desk, staff.ally, staff.partner):
        refused("ledger.not_officer", commit, line, actor)
        refused("ledger.not_officer", rate, Office(staff.party, actor, actor, actor, actor), "1.1")
        refused("ledger.not_officer", actions.close_line, line, actor, NOW, reason="Over.")
        refused("ledger.not_officer", actions.reverse, line, actor, NOW, number=1, reason="Wrong.")
    commit(line, FLOW)
    agree(line)


def test_lines_are_read_by_staff_and_allies_and_never_by_partners(staff: Office) -> None:
    line = staff.line()
    number = commit(line, staff.officer)
    actions.oblige(line, staff.officer, NOW, commitment=number)
    pay(line, staff.officer, number, 100)
    rate(staff, "1.1")
    tables = (Line, Commitment, Transaction, Posting, Invoice, Rate)
    for actor, sees in ((staff.desk, True), (staff.ally, True), (staff.partner, False)):
        with reading(actor.communities):
            assert [table.objects.exists() for table in tables] == [sees] * len(tables)
            assert (queries.line("TRAVEL-2027") is not None) is sees
            assert bool(queries.lines("2027")) is sees


def test_a_line_is_complete_and_its_code_its_own(staff: Office) -> None:
    staff.line()
    refused("ledger.line_known", staff.line)
    for wrong in (
        {"code": "travel"},
        {"code": "A-"},
        {"code": "A" * 25},
        {"title_fr": " "},
        {"period": "27"},
        {"period": "2027-27"},
        {"currency": "EUX"},
        {"minor": -1},
        {"kind": Kind.FUND},
    ):
        refused("ledger.line_incomplete", staff.line, **{"code": "EDU-2027", **wrong})
    two = staff.line("EDU-2027-28", period="2027-28")
    assert (two.since_on, two.until_on) == (date(2027, 1, 1), date(2028, 12, 31))
    assert [line.code for line in queries.lines()] == ["TRAVEL-2027", "EDU-2027-28"]
    assert queries.periods() == ["2027-28", "2027"]


def test_the_amount_changes_by_an_entry_with_its_reason_and_never_below_what_is_used(staff: Office) -> None:
    line = staff.line()
    commit(line, staff.officer)
    refused("ledger.reason_missing", actions.revise_line, line, staff.officer, NOW, minor=50_000, reason=" ")
    refused("ledger.below_used", actions.revise_line, line, staff.officer, NOW, minor=29_999, reason="Cut.")
    refused("ledger.sum_wrong", actions.revise_line, line, staff.officer, NOW, minor=-5, reason="Cut.")
    actions.revise_line(line, staff.officer, NOW, minor=30_000, reason="Cut at mid-year.")
    agree(line)
    assert line.position.free == 0
    refused("ledger.amount_same", actions.revise_line, line, staff.officer, NOW, minor=30_000, reason="Again.")
    assert queries.statement(line)[-1].reason == "Cut at mid-year."


def test_a_line_closes_when_nothing_waits_on_it_and_can_be_reopened(staff: Office) -> None:
    line = staff.line()
    number = commit(line, staff.officer)
    refused("ledger.line_in_use", actions.close_line, line, staff.officer, NOW, reason="Over.")
    actions.release(line, staff.officer, NOW, commitment=number)
    actions.close_line(line, staff.officer, NOW, reason="Over.")
    assert Line.objects.get().state == State.CLOSED
    refused("ledger.line_closed", commit, line, staff.officer)
    actions.reopen_line(line, staff.officer, NOW, reason="A late invoice.")
    refused("ledger.line_open", actions.reopen_line, line, staff.officer, NOW, reason="Again.")
    commit(line, staff.officer)


def test_each_step_takes_no_more_than_the_step_before_has_left(staff: Office) -> None:
    line = staff.line()
    number = commit(line, staff.officer)
    refused("ledger.beyond_committed", actions.oblige, line, staff.officer, NOW, commitment=number, original=30_001)
    refused("ledger.beyond_obligated", pay, line, staff.officer, number, 1)
    actions.oblige(line, staff.officer, NOW, commitment=number)
    refused("ledger.beyond_committed", actions.release, line, staff.officer, NOW, commitment=number)
    refused("ledger.commitment_unknown", actions.release, line, staff.officer, NOW, commitment=7)
    refused("ledger.sum_wrong", pay, line, staff.officer, number, 0)
    refused("ledger.invoice_unnamed", pay, line, staff.officer, number, 5, supplier=" ")


def test_an_invoice_is_paid_once_however_it_is_spelt(staff: Office) -> None:
    line = staff.line()
    number = commit(line, staff.officer)
    actions.oblige(line, staff.officer, NOW, commitment=number)
    pay(line, staff.officer, number, 100, "F 2027/001")
    refused("ledger.invoice_paid", pay, line, staff.officer, number, 100, "f-2027-001", supplier="HOTEL ADRIA")
    other = staff.line("OTHER-2027")
    there = commit(other, staff.officer)
    actions.oblige(other, staff.officer, NOW, commitment=there)
    refused("ledger.invoice_paid", pay, other, staff.officer, there, 100, "F2027001")
    actions.reverse(line, staff.officer, NOW, number=4, reason="Paid to the wrong account.")
    pay(line, staff.officer, number, 100, "F 2027/001")
    agree(line)


def test_another_currency_is_kept_beside_the_line_s_with_its_rate(staff: Office) -> None:
    line = staff.line()
    refused("ledger.rate_missing", commit, line, staff.officer, 10_000, currency="USD")
    rate(staff, "1.25", on=TODAY - timedelta(days=32))
    refused("ledger.rate_missing", commit, line, staff.officer, 10_000, currency="USD")
    rate(staff, "1.25")
    number = commit(line, staff.officer, 10_000, currency="USD")
    held = Commitment.objects.get()
    assert (held.original, held.currency, held.minor, held.rate, held.rate_on, held.rate_source) == (
        *(10_000, "USD", 8_000, Decimal("1.25"), TODAY, "ECB"),
    )
    actions.oblige(line, staff.officer, NOW, commitment=number)
    rate(staff, "1")
    pay(line, staff.officer, number, 2_500)
    agree(line)
    assert (line.obligated, line.paid, line.position.free) == (6_000, 2_500, 100_000 - 8_500)
    rate(staff, "2")
    pay(line, staff.officer, number, 7_500, "F-2")
    agree(line)
    assert (line.obligated, line.paid, line.position.free) == (0, 6_250, 93_750)


def test_a_dearer_rate_may_not_overdraw_the_line(staff: Office) -> None:
    line = staff.line(minor=8_000)
    rate(staff, "1.25")
    number = commit(line, staff.officer, 10_000, currency="USD")
    actions.oblige(line, staff.officer, NOW, commitment=number)
    rate(staff, "1")
    refused("ledger.beyond_free", pay, line, staff.officer, number, 10_000)


def test_rates_have_day_and_source_and_are_kept_for_ever(staff: Office) -> None:
    rate(staff, "1.1")
    refused("ledger.rate_known", rate, staff, "1.1")
    rate(staff, "1.2")
    assert queries.rate("USD", "EUR", TODAY) == RateFacts(Decimal("1.2"), TODAY, "ECB")
    assert [held.rate for held in queries.rates("EUR")] == [Decimal("1.2"), Decimal("1.1")]
    for wrong in (("0", "USD", TODAY), ("1", "EUR", TODAY), ("1", "XXQ", TODAY), ("1", "USD", TODAY + timedelta(1))):
        refused("ledger.rate_wrong", rate, staff, *wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rate.objects.all().delete()


def test_an_act_with_a_key_is_entered_once(staff: Office) -> None:
    line = staff.line()
    commit(line, FLOW, key="seat:1")
    refused("ledger.done_before", commit, line, FLOW, key="seat:1")
    again = actions.commit_once(
        line, FLOW, NOW, key="seat:1", purpose="seat", subject_ref="nomination:1", original=30_000
    )
    assert again == 1
    first = actions.commit_once(line, FLOW, NOW, key="seat:2", purpose="seat", subject_ref="nomination:2", original=1)
    assert first == 2
    assert Line.objects.get().committed == 30_001
    with pytest.raises(Refused):
        actions.commit_once(line, FLOW, NOW, key="x", purpose="seat", subject_ref="nomination:3", original=10**9)


def test_a_flow_commits_when_a_seat_is_granted_and_releases_when_it_is_given_back(staff: Office) -> None:
    """What other houses will do: refer to money by purpose and subject, and never twice."""
    line = staff.line()
    for _ in range(2):
        actions.commit_once(
            line, FLOW, NOW, key="seat:PCM-0001/4", purpose="seat", subject_ref="nomination:PCM-0001/4", original=900
        )
    assert Line.objects.get().committed == 900
    for _ in range(2):
        if (held := queries.open_commitment("seat", "nomination:PCM-0001/4")) is not None:
            actions.release(held.line, FLOW, NOW, commitment=held.number, reason="The seat was given back.")
    assert Line.objects.get().committed == 0
    assert [one.stage for one in queries.commitments_for("seat", "nomination:PCM-0001/4")] == [Stage.RELEASED]


def test_nothing_is_deleted_and_a_transaction_is_undone_once_latest_first(staff: Office) -> None:
    line = staff.line()
    number = commit(line, staff.officer)
    actions.oblige(line, staff.officer, NOW, commitment=number)
    undo = actions.reverse
    refused("ledger.built_upon", undo, line, staff.officer, NOW, number=2, reason="Wrong line.")
    refused("ledger.reason_missing", undo, line, staff.officer, NOW, number=3, reason="")
    refused("ledger.transaction_unknown", undo, line, staff.officer, NOW, number=9, reason="Wrong.")
    undo(line, staff.officer, NOW, number=3, reason="Not signed after all.")
    refused("ledger.reversed_before", undo, line, staff.officer, NOW, number=3, reason="Again.")
    refused("ledger.is_reversal", undo, line, staff.officer, NOW, number=4, reason="Again.")
    undo(line, staff.officer, NOW, number=2, reason="Wrong line.")
    agree(line)
    assert line.position.free == 100_000
    commit(line, staff.officer)
    refused("ledger.spent_since", undo, line, staff.officer, NOW, number=1, reason="No budget.")
    stated = queries.statement(line)
    assert [(one.number, one.reverses, one.reversed_by) for one in stated[1:5]] == [
        *((2, None, 5), (3, None, 4), (4, 3, None), (5, 2, None)),
    ]


def test_pledged_is_not_signed_is_not_paid(staff: Office) -> None:
    fund = staff.fund()
    rate(staff, "1.25")
    refused("ledger.not_a_fund", actions.pledge, staff.line(), staff.officer, NOW, contributor="FR", original=1)
    refused("ledger.fund_revised", actions.revise_line, fund, staff.officer, NOW, minor=5, reason="More.")
    made = actions.pledge(
        fund, staff.officer, NOW, contributor="FR", original=10_000, currency="USD", earmark="Phase 1"
    )
    number = made.contribution
    agree(fund)
    assert (fund.amount, fund.pledged) == (0, 8_000)
    refused("ledger.beyond_free", commit, fund, staff.officer, 1)
    refused("ledger.beyond_promised", actions.receive, fund, staff.officer, NOW, contribution=number)
    actions.sign(fund, staff.officer, NOW, contribution=number, original=6_000)
    refused("ledger.beyond_promised", actions.sign, fund, staff.officer, NOW, contribution=number, original=4_001)
    refused("ledger.reason_missing", actions.lapse, fund, staff.officer, NOW, contribution=number, reason=" ")
    actions.lapse(fund, staff.officer, NOW, contribution=number, reason="Withdrawn by parliament.")
    rate(staff, "1")
    actions.receive(fund, staff.officer, NOW, contribution=number, original=5_000)
    agree(fund)
    assert (fund.amount, fund.pledged, fund.signed) == (5_000, 0, 800)
    held = Contribution.objects.get()
    assert held.totals == (Money(6_000, "USD"), Money(6_000, "USD"), Money(5_000, "USD"))
    commit(fund, staff.officer, 5_000)
    refused("ledger.spent_since", actions.reverse, fund, staff.officer, NOW, number=5, reason="Bounced.")
    refused("ledger.contribution_unknown", actions.sign, fund, staff.officer, NOW, contribution=4)
    assert queries.lines_of("trust_fund:1") == [fund]
    assert [one.earmark for one in queries.contributions(fund)] == ["Phase 1"]
    weigh()


def test_the_database_refuses_what_must_never_be(staff: Office) -> None:
    line = staff.line()
    entered = Transaction.objects.get()
    more = {"line": line, "transaction": entered, "currency": "EUR", "audience": ["staff"]}

    def broken(name: str) -> Any:
        def named(error: IntegrityError) -> bool:
            cause = error.__cause__
            return isinstance(cause, errors.IntegrityError) and cause.diag.constraint_name == name

        return pytest.raises(IntegrityError, check=named)

    with broken("ledger_transaction_balances"), transaction.atomic():
        Posting.objects.create(account=Account.FREE, minor=1, **more)
        weigh()
    with broken("ledger_transaction_balances"), transaction.atomic():
        foreign = {**more, "currency": "USD"}
        Posting.objects.bulk_create(
            Posting(account=account, minor=minor, **foreign)
            for account, minor in ((Account.FREE, -5), (Account.COMMITTED, 5))
        )
        weigh()
    with broken("ledger_line_no_overdraft"), transaction.atomic():
        Posting.objects.create(account=Account.COMMITTED, minor=100_001, **more)
    with broken("ledger_line_from_postings"), transaction.atomic():
        Line.objects.update(amount=10**9)
    with broken("ledger_line_kept"), transaction.atomic():
        Line.objects.update(currency="USD")
    for statement in (
        "DELETE FROM ledger_posting",
        "UPDATE ledger_posting SET minor = 7",
        "UPDATE ledger_transaction SET reason = 'x'",
        "DELETE FROM ledger_line",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    agree(line)
    assert Transaction.objects.get().verb == Verb.OPEN
