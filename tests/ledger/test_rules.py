"""Money: properties of the rules and of the books."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import ANONYMOUS, FLOW, Actor, Role, Side
from comity.core.money import CURRENCIES, Money, exponent
from comity.ledger import rules
from comity.ledger.rules import Account, CommitFacts, Kind, LineFacts, Position, RateFacts, SpendFacts, Stage, State
from comity.policy import Text, money

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OFFICER = Actor(name="O", account_id=1, party="IS", side=Side.STAFF, roles=frozenset({Role.RESOURCES_OFFICER}))
DESK = Actor(name="D", account_id=2, party="IS", side=Side.STAFF, roles=frozenset({Role.DESK_OFFICER}))
sums = st.integers(0, 10**9)


def line(amount: int = 1000, used: int = 0, **more: object) -> LineFacts:
    return LineFacts(
        **{  # type: ignore[arg-type]
            "code": "A",
            "kind": Kind.BUDGET,
            "state": State.OPEN,
            "position": Position("EUR", amount, committed=used),
            **more,
        }
    )


@given(sums, sums, sums, sums)
def test_every_posting_balances(one: int, two: int, three: int, four: int) -> None:
    for postings in (
        rules.appropriate(one),
        rules.move(Account.FREE, Account.COMMITTED, two),
        rules.settle(three, four),
        rules.come_in(one, four),
        rules.opposite(rules.settle(two, one)),
    ):
        assert sum(postings.values()) == 0


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 10**9))
def test_a_sum_is_shared_without_loss(part: int, whole: int, total: int) -> None:
    part = min(part, whole)
    got = rules.share(part, whole, total)
    assert 0 <= got <= total
    assert rules.share(whole - part, whole - part, total - got) + got == total
    assert rules.share(whole, whole, total) == total


@given(st.integers(0, 2000), st.integers(0, 1000), st.integers(-5, 2500))
def test_money_is_set_aside_exactly_up_to_what_is_free(amount: int, used: int, wanted: int) -> None:
    used = min(used, amount)
    verdict = rules.may_commit(OFFICER, CommitFacts(line(amount, used), "EUR", wanted), NOW)
    assert verdict.allowed == (1 <= wanted <= amount - used)


@given(st.sampled_from(sorted(Role)), st.sampled_from(sorted(Side)))
def test_nobody_but_the_resources_officer_writes(role: Role, side: Side) -> None:
    actor = Actor(name="x", account_id=9, party="IS", side=side, roles=frozenset({role}))
    may = role is Role.RESOURCES_OFFICER
    assert rules.may_commit(actor, CommitFacts(line(), "EUR", 1), NOW).allowed is may
    assert rules.may_revise_line(actor, line(minor=5, reason="x"), NOW).allowed is may
    assert rules.may_close_line(actor, line(reason="x"), NOW).allowed is may


def test_the_system_writes_and_strangers_do_not() -> None:
    facts = CommitFacts(line(), "EUR", 1)
    assert rules.may_commit(FLOW, facts, NOW).allowed
    assert rules.may_commit(ANONYMOUS, facts, NOW).codes == ("ledger.not_officer",)
    assert rules.may_reopen_line(DESK, line(state=State.CLOSED), NOW).codes == ("ledger.not_officer",)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_commitment_has_one_stage_and_moves_as_its_workflow_says(left: int, owed: int, paid: int) -> None:
    found = rules.stage(left=left, obligated=owed, paid=paid)
    assert (found is Stage.RELEASED) == (not left and not owed and not paid)
    spend = SpendFacts(line(), 1, is_known=True, left=(left, left), obligated=(owed, owed), original=1)
    may_oblige = rules.may_oblige(OFFICER, spend, NOW).allowed
    assert may_oblige == bool(left)
    assert rules.may_release(OFFICER, spend, NOW).allowed == may_oblige
    assert rules.may_pay(OFFICER, spend, NOW).allowed == bool(owed)
    if may_oblige:
        assert rules.COMMITMENT.may("oblige", found)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2027", (date(2027, 1, 1), date(2027, 12, 31))),
        ("2027-28", (date(2027, 1, 1), date(2028, 12, 31))),
        ("2099-01", (date(2099, 1, 1), date(2101, 12, 31))),
        ("2027-27", None),
        ("27", None),
        ("2027/28", None),
    ],
)
def test_periods(period: str, days: tuple[date, date] | None) -> None:
    assert rules.days_of(period) == days


def test_money_has_the_digits_of_its_currency() -> None:
    assert [exponent(code) for code in ("EUR", "JPY", "TND", "CLF")] == [2, 0, 3, 4]
    assert {"EUR", "USD", "JPY", "TND"} <= CURRENCIES
    assert Money.of(Decimal("1.234"), "TND") == Money(1234, "TND")
    with pytest.raises(ValueError, match="finer"):
        Money.of(Decimal("1.5"), "JPY")
    assert Money(10_000, "JPY").at(Decimal(160), "EUR") == Money(6_250, "EUR")


def test_money_is_written_as_the_language_writes_it() -> None:
    for amount, english, french in (
        (Money(123_456), "€1,234.56", "1 234,56 €"),
        (Money(-50), "-€0.50", "-0,50 €"),
        (Money(123_456, "USD"), "USD 1,234.56", "1 234,56 USD"),
        (Money(1_234, "JPY"), "JPY 1,234", "1 234 JPY"),
        (Money(1_234, "TND"), "TND 1.234", "1,234 TND"),
    ):
        written = Text(money(amount, "en"), money(amount, "fr"))
        assert (_plain(written.en), _plain(written.fr)) == (english, french)
    assert money({"minor": 100, "currency": "EUR"}, "en") == "€1.00"
    with pytest.raises(TypeError):
        money(5, "en")


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_pledges_and_rates_follow_their_rules() -> None:
    fund = line(kind=Kind.FUND)
    pledge = rules.PledgeFacts(fund, "FR", "EUR", 5)
    assert rules.may_pledge(OFFICER, pledge, NOW).allowed
    known = {"is_known": True, "pledged": 5, "signed": 3, "original": 4}
    gift = rules.ContributionFacts(fund, 1, **known)  # type: ignore[arg-type]
    assert rules.may_sign(OFFICER, gift, NOW).allowed
    assert rules.may_lapse(OFFICER, gift, NOW).allowed
    assert rules.may_receive(OFFICER, gift, NOW).codes == ("ledger.beyond_promised",)
    opening = rules.OpenFacts("A-1", "T", "T", "2027", "EUR", 0)
    assert rules.may_open_line(OFFICER, opening, NOW).allowed
    undo = rules.ReverseFacts("A-1", 1, "Wrong.", is_known=True)
    assert rules.may_reverse(OFFICER, undo, NOW).allowed
    fresh = rules.NewRateFacts("USD", "EUR", Decimal("1.1"), date(2026, 11, 24), "ECB")
    assert rules.may_record_rate(OFFICER, fresh, NOW).allowed
    old = RateFacts(Decimal("1.1"), rules.oldest_rate(NOW), "ECB")
    assert rules.may_commit(OFFICER, CommitFacts(line(), "USD", 10, old), NOW).allowed


@given(st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_a_file_is_imported_when_it_has_no_problem_and_says_something_new(
    rows: int,
    problems: int,
    outdated: bool,  # noqa: FBT001 - a draw of hypothesis
) -> None:
    facts = rules.ImportFacts("f", "0", rows, problems, is_outdated=outdated)
    verdict = rules.may_import_lines(OFFICER, facts, NOW)
    assert verdict.allowed == (rows > 0 and not problems and not outdated)
    assert set(verdict.codes) <= {"ledger.file_unfit", "ledger.file_outdated"}
    assert rules.may_import_lines(DESK, facts, NOW).codes == ("ledger.not_officer",)
