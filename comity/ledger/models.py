"""What is kept of money: lines with their books, commitments, contributions, invoices, rates.

The counters of a line are kept by the database itself from the postings (money.sql); no code writes them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from comity.core.money import Money
from comity.kernel.rows import Row
from comity.ledger import rules
from comity.ledger.rules import Account, Kind, Position, Stage, State, Verb


class Line(Row):
    """Money for a purpose in a period, of one currency; or a fund that contributions fill.

    Units: minor units of the currency. `subject` names what a fund is for, in the house that keeps it.
    """

    code = models.CharField(max_length=rules.MOST_LETTERS, unique=True)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in Kind], default=Kind.BUDGET)
    title_en = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    office = models.CharField(max_length=120, blank=True)
    period = models.CharField(max_length=7)
    since_on = models.DateField()
    until_on = models.DateField(help_text="last day of the period")
    currency = models.CharField(max_length=3)
    subject_ref = models.CharField(max_length=80, blank=True, db_index=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State], default=State.OPEN)
    opened_at = models.DateTimeField()
    amount = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    obligated = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    pledged = models.BigIntegerField(default=0)
    signed = models.BigIntegerField(default=0)
    transactions_made = models.PositiveIntegerField(default=0)
    commitments_made = models.PositiveIntegerField(default=0)
    contributions_made = models.PositiveIntegerField(default=0)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__gte=F("committed") + F("obligated") + F("paid")), name="ledger_line_no_overdraft"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, committed__gte=0, obligated__gte=0, paid__gte=0, pledged__gte=0)
                & Q(signed__gte=0),
                name="ledger_line_never_negative",
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), name="ledger_line_code"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="ledger_line_currency"),
            models.CheckConstraint(condition=Q(until_on__gt=F("since_on")), name="ledger_line_period"),
        ]
        indexes: ClassVar = [models.Index(fields=["period", "code"], name="ledger_line_period_code")]

    def __str__(self) -> str:
        """This will give the code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the line in the register."""
        return f"line:{self.code}"

    @property
    def position(self) -> Position:
        """This will tell where the line stands."""
        return Position(
            self.currency, self.amount, self.committed, self.obligated, self.paid, self.pledged, self.signed
        )

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


class Commitment(Row):
    """Money set aside for a subject: how much of it is still only set aside, owed, paid.

    Units: minor units. `original_…` in the commitment's own currency, the others in the line's; `rate` is how much
    of that currency one unit of the line's was worth on `rate_on`.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=32)
    subject_ref = models.CharField(max_length=80)
    label = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    original = models.BigIntegerField()
    minor = models.BigIntegerField()
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    rate_on = models.DateField(null=True)
    rate_source = models.CharField(max_length=120, blank=True)
    original_left = models.BigIntegerField(default=0)
    original_obligated = models.BigIntegerField(default=0)
    original_paid = models.BigIntegerField(default=0)
    left = models.BigIntegerField(default=0)
    obligated = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["line", "number"], name="ledger_commitment_number"),
            models.CheckConstraint(
                condition=Q(original_left__gte=0, original_obligated__gte=0, original_paid__gte=0, left__gte=0)
                & Q(obligated__gte=0, paid__gte=0, original__gt=0, minor__gte=0),
                name="ledger_commitment_never_negative",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True, rate_on__isnull=True, rate_source="")
                | (Q(rate__gt=0, rate_on__isnull=False) & ~Q(rate_source="")),
                name="ledger_commitment_rate",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["purpose", "subject_ref"], name="ledger_commitment_subject")]

    def __str__(self) -> str:
        """This will say for what it is."""
        return f"{self.number} {self.purpose} {self.subject_ref}"

    @property
    def stage(self) -> Stage:
        """This will tell how far it has come."""
        return rules.stage(left=self.original_left, obligated=self.original_obligated, paid=self.original_paid)

    @property
    def money(self) -> Money:
        """This will give what was set aside at first, in its own currency."""
        return Money(self.original, self.currency)


class Contribution(Row):
    """Money that a contributor has announced for a fund, and how far it has come.

    Units as in a commitment. `…pledged` is pledged and not yet signed, `…signed` signed and not yet paid.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    contributor = models.CharField(max_length=32, help_text="code of a party, or a name")
    earmark = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    original = models.BigIntegerField()
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    rate_on = models.DateField(null=True)
    rate_source = models.CharField(max_length=120, blank=True)
    original_pledged = models.BigIntegerField(default=0)
    original_signed = models.BigIntegerField(default=0)
    original_paid = models.BigIntegerField(default=0)
    pledged = models.BigIntegerField(default=0)
    signed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["line", "number"], name="ledger_contribution_number"),
            models.CheckConstraint(
                condition=Q(original_pledged__gte=0, original_signed__gte=0, original_paid__gte=0, pledged__gte=0)
                & Q(signed__gte=0, paid__gte=0, original__gt=0),
                name="ledger_contribution_never_negative",
            ),
        ]

    def __str__(self) -> str:
        """This will say who gives."""
        return f"{self.number} {self.contributor}"

    @property
    def totals(self) -> tuple[Money, Money, Money]:
        """This will give all that was pledged and still stands, that of it which is signed, and that which is paid."""
        signed = self.original_signed + self.original_paid
        return (
            Money(self.original_pledged + signed, self.currency),
            Money(signed, self.currency),
            Money(self.original_paid, self.currency),
        )


class Invoice(Row):
    """An invoice that was paid. Units: minor units of the commitment's currency."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="invoices")
    supplier = models.CharField(max_length=160)
    supplier_key = models.CharField(max_length=160, help_text="the supplier's name as it is compared")
    number = models.CharField(max_length=60)
    number_key = models.CharField(max_length=60, help_text="the number as it is compared")
    invoiced_on = models.DateField()
    original = models.BigIntegerField()
    paid_at = models.DateTimeField()
    is_reversed = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["supplier_key", "number_key"], condition=Q(is_reversed=False), name="ledger_invoice_once"
            ),
            models.CheckConstraint(condition=Q(original__gt=0), name="ledger_invoice_sum"),
        ]

    def __str__(self) -> str:
        """This will name the invoice."""
        return f"{self.supplier} {self.number}"


class Transaction(Row):
    """One act on a line in the books. Written once, never changed; undone only by its opposite."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="transactions")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Verb])
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - several have none, a key is unique
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="transactions")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, null=True, related_name="transactions")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, null=True, related_name="transactions")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    currency = models.CharField(max_length=3)
    original = models.BigIntegerField(help_text="in `currency`, as it was entered")
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    rate_on = models.DateField(null=True)
    rate_source = models.CharField(max_length=120, blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["line", "number"], name="ledger_transaction_number"),
            models.CheckConstraint(
                condition=Q(verb=Verb.REVERSE, reverses__isnull=False)
                | (~Q(verb=Verb.REVERSE) & Q(reverses__isnull=True)),
                name="ledger_transaction_reverses",
            ),
        ]

    def __str__(self) -> str:
        """This will say what was done."""
        return f"{self.number} {self.verb}"


class Posting(Row):
    """What a transaction puts on an account, or takes from it if negative. Those of a transaction add up to nothing."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="postings")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Account])
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~Q(minor=0), name="ledger_posting_something"),
        ]

    def __str__(self) -> str:
        """This will give the account and the sum."""
        return f"{self.account} {self.minor}"


class Rate(Row):
    """How much of a currency one unit of the base was worth on a day, and who says so.

    Of several entries for a day the latest counts.
    """

    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    on = models.DateField()
    source = models.CharField(max_length=120)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(rate__gt=0) & ~Q(source=""), name="ledger_rate_sourced"),
            models.CheckConstraint(condition=~Q(currency=F("base")), name="ledger_rate_other"),
        ]
        indexes: ClassVar = [models.Index(fields=["base", "currency", "-on", "-at"], name="ledger_rate_latest")]

    def __str__(self) -> str:
        """This will give the rate as it is quoted."""
        return f"1 {self.base} = {self.rate} {self.currency}"
