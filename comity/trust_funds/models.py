"""What is kept of trust funds.

Everything but the proposal is published when the Allies have set the fund up. Money is kept by the ledger; what is
published of it is written here from the books, and by nobody.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.trust_funds.rules import Paper, Purpose, State

SET_UP = (State.LAUNCHED, State.RUNNING, State.CLOSED)


class Fund(Row):
    """A trust fund. Units: minor units of its currency; the threshold in percent of what started phases cost."""

    code = models.CharField(max_length=16, unique=True)
    title_en = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    aim_en = models.TextField()
    aim_fr = models.TextField()
    purpose = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Purpose])
    area = models.CharField(max_length=40)
    host = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="host"
    )
    agent = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    threshold = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State], default=State.IDEA)
    suggested_at = models.DateTimeField()
    launched_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    audited_on = models.DateField(null=True)
    report = models.TextField(blank=True)
    cost = models.BigIntegerField(default=0)
    pledged = models.BigIntegerField(default=0, help_text="all that was pledged and still stands, signed and paid too")
    signed = models.BigIntegerField(default=0, help_text="what of it is signed, paid too")
    paid = models.BigIntegerField(default=0, help_text="what of it came in")
    spent = models.BigIntegerField(default=0, help_text="what was paid out")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=SET_UP) | Q(launched_on__isnull=False), name="trust_funds_fund_launched"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | (Q(audited_on__isnull=False) & ~Q(report="")),
                name="trust_funds_fund_reported",
            ),
        ]

    def __str__(self) -> str:
        """This will give the code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the fund in the register."""
        return f"fund:{self.code}"

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en

    def aim_in(self, locale: str) -> str:
        """This will give the aim in a language."""
        return self.aim_fr if locale == "fr" else self.aim_en


class Lead(Row):
    """A nation that leads a fund."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="leads")
    party = models.CharField(max_length=16)
    since_on = models.DateField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "party"], name="trust_funds_lead_once"),
        ]

    def __str__(self) -> str:
        """This will name the nation."""
        return self.party


class Proposal(Row):
    """What the sides and the Council read before a fund is set up; never published."""

    fund = models.OneToOneField(Fund, on_delete=models.PROTECT, related_name="proposal")
    others = models.TextField(help_text="which organisations were asked, so that nothing is done twice")
    study = models.TextField(blank=True)
    studied_on = models.DateField(null=True)
    parts = models.JSONField(default=dict)
    agreed = ArrayField(models.CharField(max_length=16), default=list)
    decision = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        """This will name the fund."""
        return f"proposal of {self.fund_id}"


class Phase(Row):
    """A part of the work that is paid and started by itself. Units: minor units, months."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title_en = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    cost = models.BigIntegerField()
    months = models.PositiveSmallIntegerField()
    started_on = models.DateField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "number"], name="trust_funds_phase_number"),
            models.CheckConstraint(condition=Q(cost__gt=0, months__gt=0), name="trust_funds_phase_something"),
        ]

    def __str__(self) -> str:
        """This will give number and title."""
        return f"{self.number} {self.title_en}"

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


class Agreement(Row):
    """One of the four agreements, signed; the financial one with a contributor."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="agreements")
    paper = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Paper])
    contributor = models.CharField(max_length=32, blank=True)
    signed_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["signed_on", "pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "paper", "contributor"], name="trust_funds_agreement_once"),
        ]

    def __str__(self) -> str:
        """This will name the paper."""
        return f"{self.paper} {self.contributor}"


class Gift(Row):
    """A contribution as it is published: written from the books.

    Units: minor units; `original_…` in the currency of the contribution, the others in the fund's. `signed` is what of
    `pledged` is signed, `paid` what of it came in.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="gifts")
    number = models.PositiveIntegerField()
    contributor = models.CharField(max_length=32)
    earmark = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    original_pledged = models.BigIntegerField(default=0)
    original_signed = models.BigIntegerField(default=0)
    original_paid = models.BigIntegerField(default=0)
    pledged = models.BigIntegerField(default=0)
    signed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    pledged_on = models.DateField()
    signed_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "number"], name="trust_funds_gift_number"),
        ]

    def __str__(self) -> str:
        """This will say who gives."""
        return f"{self.number} {self.contributor}"


class Milestone(Row):
    """Something that has to be reached: with its evidence, and verified by another hand."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="milestones")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveSmallIntegerField()
    title_en = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    due_on = models.DateField()
    reached_on = models.DateField(null=True)
    reached_by = models.CharField(max_length=16, blank=True)
    evidence = models.TextField(blank=True)
    verified_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=16, blank=True)
    finding = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "number"], name="trust_funds_milestone_number"),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True)
                | (Q(reached_on__isnull=False) & ~Q(verified_by=F("reached_by")) & ~Q(evidence="")),
                name="trust_funds_milestone_verified",
            ),
        ]

    def __str__(self) -> str:
        """This will give number and title."""
        return f"{self.number} {self.title_en}"

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


class Counter(Row):
    """A kind of result that is counted, as cartridges destroyed. Units: pieces, or what the unit says."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    title_en = models.CharField(max_length=120)
    title_fr = models.CharField(max_length=120)
    target = models.PositiveBigIntegerField()
    total = models.PositiveBigIntegerField(default=0)

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "number"], name="trust_funds_counter_number"),
            models.CheckConstraint(condition=Q(target__gt=0), name="trust_funds_counter_target"),
        ]

    def __str__(self) -> str:
        """This will give the title."""
        return self.title_en

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


class Count(Row):
    """Results that were added to a counter, or taken back as a correction."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="counts")
    on = models.DateField()
    amount = models.BigIntegerField()
    source = models.CharField(max_length=240)

    class Meta(Row.Meta):
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~Q(amount=0), name="trust_funds_count_something"),
        ]

    def __str__(self) -> str:
        """This will give the amount."""
        return str(self.amount)
