"""Rounds of bids for mandates of contact point embassies."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.presence.rules import LIVING, BidState, State


class Bidding(Row):
    """A round: for which nations, for which time, until when Allies may bid."""

    hosts = ArrayField(models.CharField(max_length=16))
    since_on = models.DateField()
    until_on = models.DateField(help_text="first day on which the mandates no longer hold")
    closes_at = models.DateTimeField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=16, default=State.OPEN, choices=[(one.value, one.value) for one in State])
    opened_at = models.DateTimeField()
    decision = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(until_on__gt=F("since_on")), name="presence_bidding_order"),
            models.CheckConstraint(condition=Q(hosts__len__gt=0), name="presence_bidding_hosts"),
        ]

    def __str__(self) -> str:
        """This will name the years."""
        return f"mandates from {self.since_on}"


class Bid(Row):
    """What one Ally or several offer for one nation; `joined` are those that have agreed to it."""

    bidding = models.ForeignKey(Bidding, on_delete=models.PROTECT, related_name="bids")
    host = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="host"
    )
    lead = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="lead"
    )
    allies = ArrayField(models.CharField(max_length=16), help_text="the lead first")
    joined = ArrayField(models.CharField(max_length=16))
    offer = models.TextField()
    state = models.CharField(
        max_length=16, default=BidState.PLACED, choices=[(one.value, one.value) for one in BidState]
    )
    placed_at = models.DateTimeField()
    decision = models.CharField(max_length=40, blank=True)
    lapsed_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["bidding", "host", "lead"],
                condition=Q(state__in=[one.value for one in LIVING]),
                name="presence_bid_once",
            ),
            models.UniqueConstraint(
                fields=["bidding", "host"],
                condition=Q(state__in=[BidState.CHOSEN.value, BidState.CONFERRED.value]),
                name="presence_bid_chosen",
            ),
            models.CheckConstraint(
                condition=~Q(state=BidState.CONFERRED) | ~Q(decision=""), name="presence_bid_decided"
            ),
        ]

    def __str__(self) -> str:
        """This will say who would serve where."""
        return f"{', '.join(self.allies)} in {self.host_id}"
