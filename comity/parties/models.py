"""What is kept of nations and organisations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from comity.kernel.rows import Row


class DateRange(Func):
    """A half-open range of days in the database."""

    function = "daterange"
    output_field = DateRangeField()


class Party(Row):
    """A nation, an organisation or the staff: whoever can be spoken for."""

    class Kind(models.TextChoices):
        """What sort of party it is."""

        NATION = "nation"
        ORGANISATION = "organisation"
        STAFF = "staff"

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    iso3 = models.CharField(max_length=3, blank=True)
    name_en = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    name_en_2011 = models.CharField(max_length=160, blank=True)
    name_fr_2011 = models.CharField(max_length=160, blank=True)
    given_name_en = models.CharField(max_length=160, blank=True, help_text="as the deployer names it")
    given_name_fr = models.CharField(max_length=160, blank=True, help_text="as the deployer names it")
    capital = models.CharField(max_length=80, blank=True)
    latitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    is_fictional = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    as_of = models.CharField(max_length=10, blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["name_en"]

    def __str__(self) -> str:
        """This will name the party in English."""
        return self.given_name_en or self.name_en

    @property
    def subject(self) -> str:
        """This will name the party in the register."""
        return f"party:{self.code}"

    def name_in(self, locale: str) -> str:
        """This will name the party in a language, as the deployer wants it named."""
        if locale == "fr":
            return self.given_name_fr or self.name_fr
        return self.given_name_en or self.name_en


class Standing(Row):
    """A party's membership of one community (allies, partners or a framework) from a day to a day."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="standings")
    community = models.CharField(max_length=32, help_text="allies, partners, framework:<code>")
    epoch = models.PositiveIntegerField(help_text="epoch of the community that began with this joining")
    since_on = models.DateField()
    until_on = models.DateField(null=True, help_text="first day on which it no longer holds")
    decision = models.CharField(max_length=40, blank=True, help_text="paper that decided it")
    source = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")), name="parties_standing_order"
            ),
            ExclusionConstraint(
                name="parties_standing_once",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    ("community", RangeOperators.EQUAL),
                    (DateRange("since_on", "until_on", Value("[)")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        """This will say who belongs to what since when."""
        return f"{self.party_id} {self.community} {self.since_on}"


class Suspension(Row):
    """A time in which a party's standing is suspended: it stays listed and reads and acts no more."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="suspensions")
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    decision = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)

    def __str__(self) -> str:
        """This will say who is suspended since when."""
        return f"{self.party_id} {self.since_on}"
