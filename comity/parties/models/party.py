"""Parties and where they stand."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from comity.kernel.rows import Row
from comity.parties.rules import Kind, Precision, is_confirmed


class DateRange(Func):
    """A half-open range of days in the database."""

    function = "daterange"
    output_field = DateRangeField()


def once_at_a_time(name: str, *fields: str) -> ExclusionConstraint:
    """This will let the database refuse two rows that are alike in these fields and overlap in time."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in fields),
            (DateRange("since_on", "until_on", Value("[)")), RangeOperators.OVERLAPS),
        ],
    )


def in_order(name: str) -> models.CheckConstraint:
    """This will let the database refuse an end that is not after the beginning."""
    unbounded = Q(until_on__isnull=True) | Q(since_on__isnull=True)
    return models.CheckConstraint(condition=unbounded | Q(until_on__gt=F("since_on")), name=name)


class Dated(Row):
    """A row about a time whose ends may be known only to the month or the year, with where that was read."""

    since_on = models.DateField(null=True)
    since_precision = models.CharField(max_length=5, blank=True, default=Precision.DAY)
    until_on = models.DateField(null=True, help_text="first day on which it no longer holds")
    until_precision = models.CharField(max_length=5, blank=True, default=Precision.DAY)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    as_of = models.CharField(max_length=10, blank=True)

    class Meta(Row.Meta):
        abstract = True

    @property
    def is_confirmed(self) -> bool:
        """This will tell whether the source was read or is general knowledge."""
        return is_confirmed(self.source)


class Party(Row):
    """A nation, an organisation or the staff: whoever can be spoken for."""

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    iso3 = models.CharField(max_length=3, blank=True)
    name_en = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    name_en_2011 = models.CharField(max_length=160, blank=True)
    name_fr_2011 = models.CharField(max_length=160, blank=True)
    given_name_en = models.CharField(max_length=160, blank=True, help_text="as the deployer names it")
    given_name_fr = models.CharField(max_length=160, blank=True, help_text="as the deployer names it")
    capital = models.CharField(max_length=80, blank=True)
    capital_fr = models.CharField(max_length=80, blank=True, help_text="empty where it is written alike")
    latitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    is_fictional = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    as_of = models.CharField(max_length=10, blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["name_en"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="parties_party_place",
            ),
        ]

    def __str__(self) -> str:
        """This will name the party in English."""
        return self.given_name_en or self.name_en

    @property
    def subject(self) -> str:
        """This will name the party in the register."""
        return f"party:{self.code}"

    @property
    def is_confirmed(self) -> bool:
        """This will tell whether the source was read or is general knowledge."""
        return is_confirmed(self.source)

    def name_in(self, locale: str) -> str:
        """This will name the party in a language, as the deployer wants it named."""
        if locale == "fr":
            return self.given_name_fr or self.name_fr
        return self.given_name_en or self.name_en

    def capital_in(self, locale: str) -> str:
        """This will name the capital in a language."""
        return (self.capital_fr or self.capital) if locale == "fr" else self.capital


class Standing(Row):
    """A party's membership of one community from a day to a day: Allies, partners, a framework, an operation."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="standings")
    community = models.CharField(max_length=32, help_text="allies, partners, invitees, framework:<c>, operation:<c>")
    epoch = models.PositiveIntegerField(help_text="epoch of the community that began with this joining")
    since_on = models.DateField()
    since_precision = models.CharField(max_length=5, blank=True, default=Precision.DAY)
    until_on = models.DateField(null=True, help_text="first day on which it no longer holds")
    decision = models.CharField(max_length=40, blank=True, help_text="paper that decided it")
    until_decision = models.CharField(max_length=40, blank=True, help_text="paper that ended it")
    source = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")), name="parties_standing_order"
            ),
            models.CheckConstraint(condition=Q(epoch__gte=1), name="parties_standing_epoch"),
            models.CheckConstraint(
                condition=Q(community__in=["allies", "partners", "invitees"])
                | Q(community__startswith="framework:")
                | Q(community__startswith="operation:"),
                name="parties_standing_community",
            ),
            models.CheckConstraint(condition=~Q(decision="") | ~Q(source=""), name="parties_standing_grounded"),
            once_at_a_time("parties_standing_once", "party", "community"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "since_on"], name="parties_standing_members")]

    def __str__(self) -> str:
        """This will say who belongs to what since when."""
        return f"{self.party_id} {self.community} {self.since_on}"

    @property
    def is_confirmed(self) -> bool:
        """This will tell whether it rests on a decision or a source that was read."""
        return bool(self.decision) or is_confirmed(self.source)


class Suspension(Row):
    """A time in which a party's standing is suspended: it stays listed and reads and acts no more."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="suspensions")
    since_on = models.DateField()
    since_precision = models.CharField(max_length=5, blank=True, default=Precision.DAY)
    until_on = models.DateField(null=True, help_text="first day on which it no longer holds")
    decision = models.CharField(max_length=40, blank=True, help_text="paper that decided it")
    until_decision = models.CharField(max_length=40, blank=True, help_text="paper that ended it")
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            in_order("parties_suspension_order"),
            models.CheckConstraint(condition=~Q(decision="") | ~Q(source=""), name="parties_suspension_grounded"),
            once_at_a_time("parties_suspension_once", "party"),
        ]

    def __str__(self) -> str:
        """This will say who is suspended since when."""
        return f"{self.party_id} {self.since_on}"

    @property
    def is_confirmed(self) -> bool:
        """This will tell whether it rests on a decision or a source that was read."""
        return bool(self.decision) or is_confirmed(self.source)


class ToolClosure(Row):
    """A tool that the Council has discarded: closed to new use by every partner from a day on (P§15)."""

    tool = models.CharField(max_length=32, unique=True, help_text="code of the policy pack")
    closed_on = models.DateField()
    decision = models.CharField(max_length=40, help_text="paper that decided it")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~Q(decision=""), name="parties_toolclosure_decided"),
        ]

    def __str__(self) -> str:
        """This will say which tool."""
        return self.tool

    @property
    def subject(self) -> str:
        """This will name it in the register."""
        return f"tool:{self.tool}"


class ToolAccess(Row):
    """A tool that the Council opened to one partner, case by case (P§13)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tools")
    tool = models.CharField(max_length=32, help_text="code of the policy pack")
    opened_on = models.DateField()
    decision = models.CharField(max_length=40, help_text="paper that decided it")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["party", "tool"], name="parties_tool_once"),
            models.CheckConstraint(condition=~Q(decision=""), name="parties_tool_decided"),
        ]

    def __str__(self) -> str:
        """This will say to whom what was opened."""
        return f"{self.party_id} {self.tool}"
