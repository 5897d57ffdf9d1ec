"""A small ledger for tests: a line, its officer, and what the books must always say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum

from comity.core.actor import Actor, Role
from comity.ledger import actions, rules
from comity.ledger.models import Commitment, Contribution, Line, Posting
from comity.ledger.rules import Account, Kind
from comity.parties.models import Party
from tests import factories

NOW = factories.NOW
TODAY = date(2026, 11, 24)


@dataclass
class Office:
    """The staff and who acts for it."""

    party: Party
    officer: Actor
    desk: Actor
    ally: Actor
    partner: Actor

    def line(self, code: str = "TRAVEL-2027", minor: int = 100_000, **more: Any) -> Line:
        """A line of the budget."""
        actions.open_line(
            self.party,
            self.officer,
            NOW,
            **{
                "code": code,
                "title_en": "Travel of partners",
                "title_fr": "Déplacements des partenaires",
                "office": "Partnerships section",
                "period": "2027",
                "currency": "EUR",
                "minor": minor,
                **more,
            },
        )
        return Line.objects.get(code=code)

    def fund(self, code: str = "FUND-1") -> Line:
        """A fund, still empty."""
        return self.line(code, 0, kind=Kind.FUND, subject_ref="trust_fund:1")


def office() -> Office:
    """The staff with a resources officer and a desk officer, an Ally's delegate and a partner's officer."""
    return Office(
        factories.party("IS"),
        factories.actor_of(factories.staff(Role.RESOURCES_OFFICER, name="Ines Moreau")),
        factories.actor_of(factories.staff(name="Karin Holm")),
        factories.actor_of(factories.account("FR", Role.DELEGATE)),
        factories.actor_of(factories.account("XA")),
    )


def agree(row: Line) -> None:
    """What is counted is what the postings make; every transaction balances; nothing is overdrawn."""
    row.refresh_from_db()
    postings = [
        (Account(account), minor) for account, minor in Posting.objects.filter(line=row).values_list("account", "minor")
    ]
    assert rules.add_up(row.currency, postings) == row.position
    assert sum(minor for _, minor in postings) == 0
    uneven = Posting.objects.filter(line=row).values("transaction").annotate(n=Sum("minor")).exclude(n=0)
    assert not list(uneven)
    free = sum(minor for account, minor in postings if account is Account.FREE)
    assert free == row.position.free >= 0
    made = Commitment.objects.filter(line=row).aggregate(a=Sum("left"), b=Sum("obligated"), c=Sum("paid"))
    assert (made["a"] or 0, made["b"] or 0, made["c"] or 0) == (row.committed, row.obligated, row.paid)
    given = Contribution.objects.filter(line=row).aggregate(a=Sum("pledged"), b=Sum("signed"), c=Sum("paid"))
    assert (given["a"] or 0, given["b"] or 0) == (row.pledged, row.signed)
    if row.kind == Kind.FUND:
        assert (given["c"] or 0) == row.amount


def weigh() -> None:
    """Asks the database now what it asks at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
