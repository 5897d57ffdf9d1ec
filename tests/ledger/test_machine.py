"""Whatever is done in whatever order, money is conserved: a machine that tries everything against a plain counter."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from comity.kernel.action import Refused
from comity.ledger import actions, queries
from comity.ledger.models import Line
from tests.ledger.books import NOW, TODAY, Office, agree, office, weigh

pytestmark = pytest.mark.django_db
sums = st.integers(1, 900)


class Books(RuleBasedStateMachine):
    """A line and a fund to which anything is done that the rules allow, and much that they refuse."""

    staff: Office

    def __init__(self) -> None:
        """Opens both in a savepoint, so that each run begins with empty books."""
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.moment = NOW
        self.line = self.staff.line(minor=1_000)
        self.fund = self.staff.fund()
        self.bills = 0
        self.did(self.rate, "1.25")

    def teardown(self) -> None:
        """Weighs everything as the commit would, and goes back."""
        weigh()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def did(self, act: Any, *args: Any, **inputs: Any) -> bool:
        self.moment += timedelta(seconds=1)
        try:
            act(*args, **inputs)
        except Refused:
            return False
        return True

    def rate(self, figure: str) -> None:
        actions.record_rate(
            *(self.staff.party, self.staff.officer, self.moment),
            currency="USD",
            base="EUR",
            rate=Decimal(figure),
            on=TODAY,
            source="ECB",
        )

    def on(self, which: bool) -> Line:  # noqa: FBT001 - a draw of hypothesis
        return self.fund if which else self.line

    @rule(which=st.booleans(), original=sums, currency=st.sampled_from(["EUR", "USD"]))
    def commit(self, which: bool, original: int, currency: str) -> None:  # noqa: FBT001
        row = self.on(which)
        row.refresh_from_db()
        free = row.position.free
        done = self.did(
            *(actions.commit, row, self.staff.officer, self.moment),
            purpose="x",
            subject_ref="y",
            original=original,
            currency=currency,
        )
        if currency == "EUR":
            assert done == (original <= free)

    @rule(which=st.booleans(), number=st.integers(1, 4), original=sums | st.none())
    def oblige(self, which: bool, number: int, original: int | None) -> None:  # noqa: FBT001
        self.did(
            *(actions.oblige, self.on(which), self.staff.officer, self.moment), commitment=number, original=original
        )

    @rule(which=st.booleans(), number=st.integers(1, 4), original=sums | st.none())
    def release(self, which: bool, number: int, original: int | None) -> None:  # noqa: FBT001
        self.did(
            *(actions.release, self.on(which), self.staff.officer, self.moment), commitment=number, original=original
        )

    @rule(which=st.booleans(), number=st.integers(1, 4), original=sums)
    def pay(self, which: bool, number: int, original: int) -> None:  # noqa: FBT001
        self.bills += 1
        self.did(
            *(actions.pay, self.on(which), self.staff.officer, self.moment),
            commitment=number,
            original=original,
            supplier="S",
            invoice=str(self.bills),
            invoiced_on=TODAY,
        )

    @rule(original=sums, currency=st.sampled_from(["EUR", "USD"]))
    def pledge(self, original: int, currency: str) -> None:
        self.did(
            *(actions.pledge, self.fund, self.staff.officer, self.moment),
            contributor="FR",
            original=original,
            currency=currency,
        )

    @rule(number=st.integers(1, 3), step=st.sampled_from(["sign", "receive", "lapse"]), original=sums | st.none())
    def contribute(self, number: int, step: str, original: int | None) -> None:
        more = {"reason": "Gone."} if step == "lapse" else {}
        self.did(
            *(getattr(actions, step), self.fund, self.staff.officer, self.moment),
            contribution=number,
            original=original,
            **more,
        )

    @rule(minor=st.integers(0, 2_000))
    def revise(self, minor: int) -> None:
        self.did(actions.revise_line, self.line, self.staff.officer, self.moment, minor=minor, reason="Because.")

    @rule(which=st.booleans(), number=st.integers(1, 12))
    def reverse(self, which: bool, number: int) -> None:  # noqa: FBT001
        self.did(*(actions.reverse, self.on(which), self.staff.officer, self.moment), number=number, reason="Wrong.")

    @rule(figure=st.sampled_from(["0.8", "1", "1.3", "7"]))
    def new_rate(self, figure: str) -> None:
        self.did(self.rate, figure)

    @precondition(lambda self: self.bills % 3 == 1)
    @rule()
    def state(self) -> None:
        for row in (self.line, self.fund):
            row.refresh_from_db()
            stated = queries.statement(row)
            assert (stated[-1].after if stated else row.position) == row.position

    @invariant()
    def books_agree(self) -> None:
        agree(self.line)
        agree(self.fund)


@pytest.fixture
def _office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Books, "staff", office(), raising=False)


@pytest.mark.usefixtures("_office")
def test_money_is_conserved_whatever_the_sequence() -> None:
    run_state_machine_as_test(
        Books,
        settings=settings(max_examples=12, stateful_step_count=20, suppress_health_check=list(HealthCheck)),
    )
